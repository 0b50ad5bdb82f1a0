//! `earshot voice add`: fetches a voice, once its licence was shown, and the runtime that it needs.
//!
//! Safe to repeat: what is there and whole is not fetched again.

use std::{
    io::{BufRead as _, IsTerminal as _},
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use speech::{Catalogue, Engine as _, Listed, Progress, Voice};
use strsim::damerau_levenshtein;

use crate::{
    arguments::VoiceAdd,
    commands::Usage,
    output::{self, Column},
    settings::{OnnxRuntime, Settings},
    wiring,
};

/// Bytes of a megabyte, as sizes are shown.
const MEGABYTE: u64 = 1_000_000;

/// The most letters in which a name may differ from one that is known.
const NEAR: usize = 8;

/// Name, language, quality, size, and how many speak.
const COLUMNS: [Column; 5] =
    [Column::Text, Column::Text, Column::Text, Column::Number, Column::Text];

const NO_RUNTIME: &str = "the ONNX runtime, which speaks with this voice, is not on this machine: \
                          install it (libonnxruntime.so), or name in EARSHOT_ONNXRUNTIME its file, \
                          or the address of the archive for this machine that its makers release \
                          (onnxruntime-linux-….tgz), which is then fetched";

pub(super) async fn run(settings: &Settings, asked: &VoiceAdd) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::open(&settings.voice_catalogue)
        .await
        .context("EARSHOT_VOICE_CATALOGUE: the catalogue of voices")?;
    let Some(name) = &asked.name else { return list(&catalogue, asked.language.as_deref()) };
    let voice = catalogue.voice(name)?.ok_or_else(|| Usage(unknown(&catalogue, name)))?;
    let archive = missing_runtime(settings)?;

    let licence = catalogue.licence(&voice).await?;
    agree(&voice, licence.as_deref(), asked.yes)?;

    let folder = wiring::added_folder(settings)?;
    if let Some(address) = archive {
        let mut bar = Bar::new("the ONNX runtime");
        speech::fetch_runtime(address, &folder, |progress| bar.show(progress)).await?;
        bar.end();
    }
    let mut bar = Bar::new(&voice.name);
    catalogue.add(&voice, licence.as_deref(), &folder, |progress| bar.show(progress)).await?;
    bar.end();

    let added = check(settings, &voice).await?;
    output::result(&format!("Added {} ({})", added.name, added.language));
    output::note(&format!(
        "Hear it: earshot voice try --voice {0} TEXT\nTo have it read: EARSHOT_VOICE={0}",
        added.name
    ));
    Ok(ExitCode::SUCCESS)
}

fn list(catalogue: &Catalogue, language: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut voices = catalogue.voices();
    if let Some(language) = language {
        voices.retain(|voice| speaks(voice, language));
    }
    if voices.is_empty() {
        bail!("the catalogue has no voice for “{}”", language.unwrap_or_default());
    }
    let rows: Vec<[String; 5]> = voices
        .iter()
        .map(|voice| {
            let Listed { name, language, quality, speakers, .. } = voice;
            let speakers = output::counted(u64::from(*speakers), "speaker");
            [name.clone(), language.clone(), quality.clone(), size(voice), speakers]
        })
        .collect();
    output::table(COLUMNS, &rows);
    Ok(ExitCode::SUCCESS)
}

/// Whether a voice is of a language, and of its region where one is named.
fn speaks(voice: &Listed, language: &str) -> bool {
    let wanted = language.replace('_', "-").to_ascii_lowercase();
    let own = voice.language.to_ascii_lowercase();
    own == wanted || own.split('-').next() == Some(&*wanted)
}

fn unknown(catalogue: &Catalogue, name: &str) -> String {
    let voices = catalogue.voices();
    let near = voices.iter().map(|voice| &voice.name);
    let nearest = near.min_by_key(|known| damerau_levenshtein(known, name));
    let meant = match nearest.filter(|known| damerau_levenshtein(known, name) <= NEAR) {
        Some(nearest) => format!("; did you mean “{nearest}”?"),
        None => "; `earshot voice add` lists them".to_owned(),
    };
    format!("the catalogue has no voice “{name}”{meant}")
}

/// Where to fetch the runtime; none if it is there.
fn missing_runtime(settings: &Settings) -> anyhow::Result<Option<&url::Url>> {
    let library = wiring::onnx_library(settings)?;
    match (&settings.onnx_runtime, library) {
        (Some(OnnxRuntime::Library(file)), _) if !file.is_file() => {
            let problem = format!("EARSHOT_ONNXRUNTIME: there is no file {}", file.display());
            Err(Usage(problem).into())
        }
        (_, Some(_)) => Ok(None),
        (Some(OnnxRuntime::Archive(address)), None) => Ok(Some(address)),
        (_, None) => Err(Usage(NO_RUNTIME.to_owned()).into()),
    }
}

/// Shows the licence, and asks whoever is at the terminal. Nobody there: nothing is fetched without
/// `--yes`.
fn agree(voice: &Listed, licence: Option<&str>, is_agreed: bool) -> anyhow::Result<()> {
    output::note(&format!("{} ({}), in the words of its makers:\n", voice.name, size(voice)));
    output::note(licence.unwrap_or("(The catalogue says nothing of its licence.)").trim_end());
    output::note("");
    if is_agreed {
        return Ok(());
    }
    let (input, errors) = (std::io::stdin(), std::io::stderr());
    if !input.is_terminal() || !errors.is_terminal() {
        let problem = "nothing was fetched: say that the licence is fine with --yes";
        return Err(Usage(problem.to_owned()).into());
    }
    output::note_over("Is that licence fine for what you do with the voice? [y/N] ");
    let mut answer = String::new();
    input.lock().read_line(&mut answer).context("standard input")?;
    if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return Ok(());
    }
    Err(Usage("nothing was fetched".to_owned()).into())
}

/// Has the voice load, and gives it back as the cast knows it.
async fn check(settings: &Settings, voice: &Listed) -> anyhow::Result<Voice> {
    let engine = wiring::added_voices(settings)?;
    let name = format!("{}-{}", engine.name(), voice.name);
    let known = engine.voices().into_iter().find(|known| known.name == name);
    let added = known.context("the voice that was added")?;
    let works = engine.check_voice(&added).await;
    works.with_context(|| format!("{name} is there, but does not work yet"))?;
    Ok(added)
}

/// The size of a voice, as `63 MB`.
fn size(voice: &Listed) -> String {
    format!("{} MB", voice.bytes().div_ceil(MEGABYTE))
}

/// How far something has come, on one line of a terminal; nowhere else is anything shown.
#[derive(Debug)]
struct Bar {
    what: String,
    shown: Option<u64>,
    is_terminal: bool,
}

impl Bar {
    fn new(what: &str) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        Self { what: what.to_owned(), shown: None, is_terminal }
    }

    /// Each percent once; where the whole is not known, each megabyte.
    fn show(&mut self, progress: Progress) {
        let Progress { bytes, of } = progress;
        let megabytes = bytes / MEGABYTE;
        let step = of.map_or(megabytes, |of| bytes * 100 / of.max(1));
        if !self.is_terminal || self.shown == Some(step) {
            return;
        }
        self.shown = Some(step);
        let share = if of.is_some() { format!(", {step} %") } else { String::new() };
        output::note_over(&format!("Fetching {}: {megabytes} MB{share}", self.what));
    }

    fn end(&self) {
        if self.is_terminal {
            output::note_over("");
        }
    }
}
