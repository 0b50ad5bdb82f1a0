//! The models of a folder: which there are, and what they say of themselves.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::error::SpeechError;
use crate::voice::Voice;

use super::config::Config;
use super::hashed::short_hash;

/// The most bytes of a description; the largest known has 20 KB.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Speakers of a model of whom each is a voice of its own. Of more, the first speaks for all.
const MOST_VOICES: usize = 32;

/// A model, and what it says of itself: `NAME.onnx`, `NAME.onnx.json`.
#[derive(Debug)]
pub(super) struct Model {
    name: String,
    path: PathBuf,
    /// Or what is wrong with it.
    config: Result<Config, String>,
    hash: OnceLock<String>,
}

/// One who speaks in a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    /// What the engine calls the voice: the model's name, and the speaker's where there are several.
    pub(super) id: String,
    /// Its number; none in a model of one.
    pub(super) number: Option<i64>,
}

/// The models of a folder, by name. A model without a description, or the other way round, is one
/// that is being fetched, and passed over; so is a folder that is not there.
pub(super) fn of(folder: &Path) -> Result<Vec<Model>, SpeechError> {
    let failed = |source| SpeechError::VoiceFiles { folder: folder.to_path_buf(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut models = Vec::new();
    for entry in entries {
        models.extend(Model::at(entry.map_err(failed)?.path()));
    }
    models.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(models)
}

impl Model {
    fn at(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(".onnx")?.to_owned();
        let description = path.with_extension("onnx.json");
        if name.is_empty() || name.starts_with('.') || !path.is_file() || !description.is_file() {
            return None;
        }
        let config = read(&description).map_err(|error| error.to_string());
        let config = config.and_then(|json| Config::parse(&json));
        Some(Self { name, path, config, hash: OnceLock::new() })
    }

    /// The model's file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What the model says of itself.
    ///
    /// # Errors
    /// [`SpeechError::Unfit`] with what is wrong with it.
    pub(super) fn config(&self) -> Result<&Config, SpeechError> {
        self.config.as_ref().map_err(|reason| SpeechError::Unfit {
            what: self.path.with_extension("onnx.json").display().to_string(),
            reason: reason.clone(),
        })
    }

    /// Who speaks in it, the first one first.
    pub(super) fn speakers(&self) -> Vec<Speaker> {
        let first = |number| vec![Speaker { id: self.name.clone(), number }];
        let Ok(config) = &self.config else { return first(None) };
        if config.num_speakers == 1 {
            return first(None);
        }
        let mut speakers = first(Some(0));
        if config.speaker_id_map.len() <= MOST_VOICES {
            let speaker = |(name, number): (&String, &i64)| Speaker {
                id: format!("{}-{name}", self.name),
                number: Some(*number),
            };
            speakers.extend(config.speaker_id_map.iter().map(speaker));
        }
        speakers
    }

    /// Its speakers as voices of the engine of this name.
    pub(super) fn voices(&self, engine: &str) -> Vec<Voice> {
        let language = match &self.config {
            Ok(config) => config.language(),
            // Nobody is chosen to read a language because of a model that is unfit.
            Err(_) => "und".to_owned(),
        };
        let voice = |speaker: Speaker| Voice {
            name: format!("{engine}-{}", speaker.id),
            language: language.clone(),
            micros_per_character: None,
        };
        self.speakers().into_iter().map(voice).collect()
    }

    /// Changes with the model and with how it is told to speak. Reads the model once.
    pub(super) fn version(&self) -> String {
        let hash = self.hash.get_or_init(|| {
            // A model that cannot be read cannot speak either, under whatever version.
            let model = short_hash(&self.path).unwrap_or_default();
            let description =
                short_hash(&self.path.with_extension("onnx.json")).unwrap_or_default();
            format!("{model}.{description}")
        });
        match &self.config {
            Ok(config) => {
                let super::config::Inference { noise_scale, length_scale, noise_w } =
                    config.inference;
                format!("{hash}-{noise_scale}-{length_scale}-{noise_w}")
            }
            Err(_) => hash.clone(),
        }
    }

    /// Whether nothing is left to chance when it speaks.
    pub(super) fn is_deterministic(&self) -> bool {
        let is_fixed = |config: &Config| {
            config.inference.noise_scale == 0.0 && config.inference.noise_w == 0.0
        };
        self.config.as_ref().is_ok_and(is_fixed)
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(io::Error::other("is far too large"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = r#"{"audio": {"sample_rate": 16000}, "phoneme_type": "text",
        "language": {"code": "en_GB"}, "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
        "num_speakers": 2, "speaker_id_map": {"ann": 0, "bob": 1}}"#;

    #[test]
    fn whole_models_are_found_by_name_and_others_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("en_GB-b-low.onnx", "b");
        put("en_GB-b-low.onnx.json", CONFIG);
        put("en_GB-a-low.onnx", "a");
        put("en_GB-a-low.onnx.json", "{");
        put("half.onnx", "");
        put("libonnxruntime.so", "");

        let models = of(folder.path()).unwrap();

        let names: Vec<String> =
            models.iter().flat_map(|model| model.voices("piper")).map(|it| it.name).collect();
        assert_eq!(
            names,
            [
                "piper-en_GB-a-low",
                "piper-en_GB-b-low",
                "piper-en_GB-b-low-ann",
                "piper-en_GB-b-low-bob",
            ]
        );
        assert!(matches!(models[0].config(), Err(SpeechError::Unfit { .. })));
        assert_eq!(models[1].voices("piper")[0].language, "en-GB");
        assert!(of(&folder.path().join("none")).unwrap().is_empty());
    }
}
