//! The child's side: the runtime and one model, numbers in and samples out.
//!
//! Nothing of the runtime is called in the parent.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use ort::environment::Environment;
use ort::session::{Session, SessionInputValue};
use ort::value::Tensor;
use serde::{Deserialize, Serialize};

use crate::child::{MOST_SECONDS, Speaker};
use crate::fingerprint;

use super::config::{Config, Inference};
use super::models::Content;
use super::{CHANGED, LIBRARY_ADVICE, ids};

/// What Piper's models are given.
const INPUTS: [&str; 3] = ["input", "input_lengths", "scales"];
/// And those of several speakers besides.
const SPEAKER: &str = "sid";

/// The most bytes of a model, which is in memory while it is loaded: the largest known has 140 MB.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// What a child needs to be a voice: its greeting.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Orders {
    library: PathBuf,
    model: PathBuf,
    /// The hash of the model's file: another one is not loaded, as the rest of the orders, and what
    /// is said to be its speech, are of this one.
    content: String,
    rate: u32,
    /// Noise of the sound, length, noise of the lengths.
    scales: [f32; 3],
    speaker: Option<i64>,
}

impl Orders {
    pub(super) fn new(
        library: PathBuf,
        Content { path, hash }: Content<'_>,
        config: &Config,
        speaker: Option<i64>,
    ) -> Self {
        let Inference { noise_scale, length_scale, noise_w } = config.inference;
        let scales = [noise_scale, length_scale, noise_w];
        let rate = config.audio.sample_rate;
        let (model, content) = (path.to_path_buf(), hash.to_owned());
        Self { library, model, content, rate, scales, speaker }
    }

    /// As it is sent. Paths that are not UTF-8 cannot be, and then nothing loads.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The child's side: loads the runtime and the model of a greeting.
pub(crate) fn load(greeting: &str) -> Result<Speaker, String> {
    let orders: Orders = serde_json::from_str(greeting).map_err(|error| error.to_string())?;
    let environment = runtime(&orders.library)?;
    let model = model(&orders)?;
    let mut session = session(&environment, &model).map_err(|error| error.to_string())?;
    drop(model);
    check_inputs(&session, orders.speaker.is_some())?;
    Ok(Box::new(move |text| {
        // The runtime's environment lives as long as its session.
        let _alive = &environment;
        let ids = ids::parse(text).ok_or("a text that is no list of numbers")?;
        speak(&mut session, &orders, ids)
    }))
}

fn runtime(library: &Path) -> Result<Environment, String> {
    let failed = |error: String| {
        format!("the ONNX runtime {} did not load: {error}; {LIBRARY_ADVICE}", library.display())
    };
    let builder = ort::init_from(library).map_err(|error| failed(error.to_string()))?;
    builder.build().map_err(|error| failed(error.to_string()))
}

/// The model's bytes, read once: what was hashed is what is loaded, whatever becomes of the file.
fn model(orders: &Orders) -> Result<Vec<u8>, String> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(&orders.model)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| error.to_string())?;
    if fingerprint::of_bytes(&bytes) == orders.content {
        Ok(bytes)
    } else {
        Err(CHANGED.to_owned())
    }
}

/// One thread: as many voices speak at once as there are cores.
fn session(environment: &Environment, model: &[u8]) -> ort::Result<Session> {
    Session::builder(environment)?
        .with_intra_threads(1)?
        .with_inter_threads(1)?
        .commit_from_memory(model)
}

fn check_inputs(session: &Session, has_speakers: bool) -> Result<(), String> {
    let named = |name: &str| session.inputs().iter().any(|input| input.name() == name);
    let needed = INPUTS.iter().chain(has_speakers.then_some(&SPEAKER));
    if let Some(missing) = needed.clone().find(|name| !named(name)) {
        return Err(format!("is no Piper model as its description has it: no input “{missing}”"));
    }
    if session.inputs().len() != needed.count() || session.outputs().is_empty() {
        return Err(
            "is no Piper model as its description has it: its inputs or outputs differ".to_owned()
        );
    }
    Ok(())
}

fn speak(session: &mut Session, orders: &Orders, ids: Vec<i64>) -> Result<Vec<i16>, String> {
    let samples = infer(session, orders, ids).map_err(|error| error.to_string())?;
    let most = MOST_SECONDS.saturating_mul(orders.rate as usize);
    if samples.len() > most {
        return Err(format!("{} samples, at most {most} are taken", samples.len()));
    }
    Ok(samples.into_iter().map(sample).collect())
}

fn infer(session: &mut Session, orders: &Orders, ids: Vec<i64>) -> ort::Result<Vec<f32>> {
    let length = ids.len();
    let mut inputs: Vec<(&str, SessionInputValue<'_>)> = vec![
        ("input", Tensor::from_array(([1, length], ids))?.into()),
        (
            "input_lengths",
            Tensor::from_array(([1], vec![i64::try_from(length).unwrap_or(i64::MAX)]))?.into(),
        ),
        ("scales", Tensor::from_array(([3], orders.scales.to_vec()))?.into()),
    ];
    if let Some(speaker) = orders.speaker {
        inputs.push((SPEAKER, Tensor::from_array(([1], vec![speaker]))?.into()));
    }
    let outputs = session.run(inputs)?;
    let (_shape, samples) = outputs[0].try_extract_tensor::<f32>()?;
    Ok(samples.to_vec())
}

/// From -1 to 1 to the whole range; what is beyond is clipped, and what is no number is silent.
#[expect(clippy::cast_possible_truncation, reason = "clipped to the range of i16")]
fn sample(value: f32) -> i16 {
    (value.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_clipped_and_what_is_no_number_is_silent() {
        let values = [0.0, 0.5, 1.0, -1.0, 7.0, f32::NEG_INFINITY, f32::NAN];
        assert_eq!(values.map(sample), [0, 16_384, 32_767, -32_767, 32_767, -32_767, 0]);
    }
}
