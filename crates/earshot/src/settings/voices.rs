//! The voices file (`EARSHOT_VOICES`): engines besides the built-in one, and who reads a language.
//!
//! In: TOML. Out: the settings of each engine, ready to be started. A key that is none, or stands
//! where it means nothing, is named with its place and what was meant. Keys of services are in a
//! file of their own (`key_file`), or here, and are never printed.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use speech::{CommandSettings, OpenAiSettings, PollySettings};

use super::{SettingsError, toml_file};
use keys::Keys;

mod keys;
mod kinds;
mod language;

pub(crate) use language::check as check_language;

/// What the voices file says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Voices {
    /// The file; none where there is none.
    pub(crate) file: Option<PathBuf>,
    /// The engines, in the order of their names.
    pub(crate) engines: Vec<EngineSettings>,
    /// Wishes for a language (BCP 47, in lower case), before those of `EARSHOT_VOICE`.
    pub(crate) languages: BTreeMap<String, Vec<String>>,
}

/// One engine.
#[derive(Debug, Clone)]
pub(crate) struct EngineSettings {
    /// What its voices' names begin with.
    pub(crate) name: String,
    /// What it is, and how it is reached.
    pub(crate) kind: Kind,
    /// The most that it may speak or cost; none: as much as there is to say.
    pub(crate) budget: Option<Budget>,
}

/// The kinds of engines.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// An outside program.
    Command(CommandSettings),
    /// A server that speaks as OpenAI's.
    OpenAi(OpenAiSettings),
    /// Amazon Polly.
    Polly(PollySettings),
    /// Tones, for tests and rehearsals, in these languages.
    Tone(Vec<String>),
}

/// The most that an engine may speak in a calendar month (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Characters.
    pub(crate) characters: Option<u64>,
    /// Money, in millionths of the unit of the price's currency.
    pub(crate) micros: Option<u64>,
}

/// Reads the file that is named, which must exist, or `voices.toml` in the data folder, where it
/// does. `environment`: what programs may see of ours.
///
/// # Errors
/// The first mistake, with its place.
pub(super) fn read(
    named: Option<&Path>,
    data_dir: &Path,
    environment: &[(String, String)],
) -> Result<Voices, SettingsError> {
    let usual = data_dir.join("voices.toml");
    let file = match named {
        Some(named) => named.to_path_buf(),
        None if usual.is_file() => usual,
        None => return Ok(Voices::default()),
    };
    let fail = |problem: String| SettingsError { name: file.display().to_string(), problem };
    let text = std::fs::read_to_string(&file).map_err(|error| match named {
        Some(_) => SettingsError {
            name: "EARSHOT_VOICES".to_owned(),
            problem: format!("{} cannot be read: {error}", file.display()),
        },
        None => fail(error.to_string()),
    })?;
    of(toml_file::parse(&text).map_err(fail)?, &file, environment)
}

/// What a table says.
fn of(
    table: toml::Table,
    file: &Path,
    environment: &[(String, String)],
) -> Result<Voices, SettingsError> {
    let mut keys = Keys::new(table, file.display().to_string());
    let engines = keys.table("engine")?;
    let languages = keys.table("languages")?;
    keys.finish()?;

    let mut voices = Voices { file: Some(file.to_path_buf()), ..Voices::default() };
    for (name, value) in engines {
        let place = format!("{}: [engine.{name}]", file.display());
        let toml::Value::Table(table) = value else {
            let problem = format!("must be a table: [engine.{name}] on a line, and its keys below");
            return Err(SettingsError { name: place, problem });
        };
        let mut keys = Keys::new(table, place);
        check_name(&name).map_err(|problem| keys.problem(problem))?;
        let engine = kinds::read(&name, &mut keys, &Around { file, environment })?;
        keys.finish()?;
        voices.engines.push(engine);
    }
    let mut keys = Keys::new(languages, format!("{}: [languages]", file.display()));
    for name in keys.names() {
        language::check(&name).map_err(|problem| keys.problem(problem))?;
        let wishes = keys.full_list(&name, "pico")?.unwrap_or_default();
        let tag = name.replace('_', "-").to_ascii_lowercase();
        if voices.languages.insert(tag, wishes).is_some() {
            return Err(keys.problem(format!("{name} stands there twice: put both lists into one")));
        }
    }
    Ok(voices)
}

/// What stands around an engine's table.
struct Around<'a> {
    file: &'a Path,
    environment: &'a [(String, String)],
}

impl Around<'_> {
    /// A file that is named beside the voices file.
    fn beside(&self, name: &str) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).join(name)
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let is_known = |it: char| it.is_ascii_alphanumeric() || it == '-';
    if !name.starts_with(|it: char| it.is_ascii_alphanumeric()) || !name.chars().all(is_known) {
        return Err("the name may have letters, digits and - alone".to_owned());
    }
    if name == "pico" {
        return Err("pico is the built-in engine: take another name".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
