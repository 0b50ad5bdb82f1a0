//! Settings -> who speaks, what it may cost, and how it sounds.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use database::spoken::Budget;
use speech::{
    Cast, Codec, Engine, MasterSettings, Onnx, OnnxSettings, Pico, PicoSettings, SpeechError, Tone,
    Wishes,
};

use super::cores;
use crate::{
    commands::Usage,
    output,
    settings::{
        OnnxRuntime, Settings,
        voices::{EngineSettings, Kind},
    },
};

/// The voices: the built-in ones, whose files are written to the data folder, then those that were
/// added, then those of the voices file.
pub(crate) fn cast(settings: &Settings) -> anyhow::Result<Cast> {
    let folder = std::path::absolute(settings.data_dir.join("voices"))?;
    let mut pico = PicoSettings::new(folder);
    pico.children.processes = cores();
    let pico = Pico::new(pico).context("the built-in voices")?;
    let mut engines: Vec<Arc<dyn Engine>> = vec![Arc::new(pico)];
    let added = added_voices(settings)?;
    if !added.is_empty() {
        engines.push(Arc::new(added));
    }
    let place = settings.engines.file.as_deref().unwrap_or(Path::new("voices.toml")).display();
    for engine in &settings.engines.engines {
        let started = engine_of(&engine.kind);
        engines.push(started.map_err(|error| {
            Usage(format!("{place}: [engine.{}] {}", engine.name, output::told(&error.into())))
        })?);
    }
    let cast = Cast::new(engines).preferring(Wishes {
        languages: settings.engines.languages.clone(),
        all: settings.voices.clone(),
    });
    check_wishes(&cast, settings)?;
    Ok(cast)
}

/// An engine of the voices file.
fn engine_of(kind: &Kind) -> Result<Arc<dyn Engine>, SpeechError> {
    Ok(match kind {
        Kind::Command(settings) => Arc::new(speech::Command::new(settings.clone())?),
        Kind::OpenAi(settings) => Arc::new(speech::OpenAi::new(settings.clone())?),
        Kind::Polly(settings) => Arc::new(speech::Polly::new(settings.clone())?),
        Kind::Tone(languages) => {
            Arc::new(Tone::new(&languages.iter().map(String::as_str).collect::<Vec<_>>()))
        }
    })
}

/// Whether a wish names a voice or an engine.
///
/// # Errors
/// What may have been meant.
pub(crate) fn check_wish(cast: &Cast, wish: &str) -> Result<(), String> {
    if cast.has(wish) {
        return Ok(());
    }
    let names = cast.voices().into_iter().map(|voice| voice.name);
    let near = names.min_by_key(|name| strsim::levenshtein(wish, name));
    let near = near.map(|name| format!("; did you mean “{name}”?")).unwrap_or_default();
    Err(format!("no voice or engine “{wish}”{near} `earshot voice list` shows all"))
}

/// Names that are none, and voices that do not speak what they are wished for.
fn check_wishes(cast: &Cast, settings: &Settings) -> Result<(), Usage> {
    let names: Vec<String> = cast.voices().into_iter().map(|voice| voice.name).collect();
    let check = |place: &str, wish: &str| {
        check_wish(cast, wish).map_err(|problem| Usage(format!("{place}: {problem}")))
    };
    for wish in &settings.voices {
        check("EARSHOT_VOICE", wish)?;
    }
    let file = settings.engines.file.as_deref().unwrap_or(Path::new("voices.toml")).display();
    for (language, wishes) in &settings.engines.languages {
        let place = format!("{file}: [languages] {language}");
        for wish in wishes {
            check(&place, wish)?;
            if cast.named(wish, language).is_none() {
                return Err(Usage(format!("{place}: “{wish}” does not speak it")));
            }
        }
    }
    match names
        .iter()
        .enumerate()
        .find(|(index, name)| names.iter().take(*index).any(|it| it == *name))
    {
        Some((_, name)) => Err(Usage(format!("{file}: two voices are called “{name}”"))),
        None => Ok(()),
    }
}

/// The folder of the voices that were added.
pub(crate) fn added_folder(settings: &Settings) -> anyhow::Result<PathBuf> {
    Ok(std::path::absolute(&settings.added_voices)?)
}

/// The library that speaks with added voices: the one of the settings, or one that is found.
pub(crate) fn onnx_library(settings: &Settings) -> anyhow::Result<Option<PathBuf>> {
    match &settings.onnx_runtime {
        Some(OnnxRuntime::Library(file)) => Ok(Some(std::path::absolute(file)?)),
        _ => Ok(speech::find_library(&[&added_folder(settings)?])),
    }
}

/// The voices that were added.
pub(crate) fn added_voices(settings: &Settings) -> anyhow::Result<Onnx> {
    let mut onnx = OnnxSettings::new(added_folder(settings)?, onnx_library(settings)?);
    onnx.children.processes = cores();
    Onnx::open(onnx).context("the added voices")
}

/// What each engine may be given in a month.
pub(super) fn budgets(settings: &Settings) -> BTreeMap<String, Budget> {
    let most = |told: Option<u64>| told.and_then(|most| i64::try_from(most).ok());
    let unlimited = Budget::UNLIMITED;
    let budget = |engine: &EngineSettings| {
        let told = engine.budget?;
        let characters = most(told.characters).unwrap_or(unlimited.characters);
        let cost_micros = most(told.micros).unwrap_or(unlimited.cost_micros);
        Some((engine.name.clone(), Budget { characters, cost_micros }))
    };
    settings.engines.engines.iter().filter_map(budget).collect()
}

/// How episodes are to sound.
pub(crate) fn master_settings(settings: &Settings, codec: Codec) -> MasterSettings {
    MasterSettings { loudness_lufs: settings.loudness_lufs, ..MasterSettings::of(codec) }
}
