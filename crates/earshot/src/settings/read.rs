//! The settings file and the environment -> names and values.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use strsim::levenshtein;

use super::{
    Settings, SettingsError,
    table::{NAMES, SECRETS, Value},
    toml_file,
};

/// Reads the file and the environment; the environment wins.
///
/// # Errors
/// The first value that is wrong, by its variable or its line in the file.
#[expect(clippy::disallowed_methods, reason = "settings are read here and nowhere else")]
pub(crate) fn read() -> Result<Settings, SettingsError> {
    let environment: BTreeMap<String, String> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("EARSHOT_") && !is_for_others(name))
        .collect();
    let mut values = match settings_file(&environment)? {
        Some(file) => from_file(&file)?,
        None => BTreeMap::new(),
    };
    values.extend(from_environment(&environment)?);
    let mut settings = Settings::of(&values)?;
    settings.added_voices = settings.data_dir.join("voices").join("onnx");
    let file = settings.voices_file.as_deref();
    settings.engines = super::voices::read(file, &settings.data_dir, &for_programs())?;
    settings.lexicon = super::lexicon::read(settings.lexicon_file.as_deref(), &settings.data_dir)?;
    Ok(settings)
}

/// What outside programs may see of the environment, which holds secrets.
#[expect(clippy::disallowed_methods, reason = "settings are read here and nowhere else")]
fn for_programs() -> Vec<(String, String)> {
    let usual = [("PATH", "/usr/local/bin:/usr/bin:/bin"), ("HOME", "/"), ("LANG", "C.UTF-8")];
    usual
        .map(|(name, usual)| {
            let value = std::env::var(name).ok().filter(|value| !value.is_empty());
            (name.to_owned(), value.unwrap_or_else(|| usual.to_owned()))
        })
        .to_vec()
}

/// Variables of the same family that are no settings: of the tests, and of the build.
fn is_for_others(name: &str) -> bool {
    name.starts_with("EARSHOT_TEST_") || name == "EARSHOT_PICO_VOICES"
}

/// `EARSHOT_CONFIG`, which must exist; else the first that does of ./earshot.toml and
/// `DATA_DIR/earshot.toml`.
fn settings_file(environment: &BTreeMap<String, String>) -> Result<Option<PathBuf>, SettingsError> {
    if let Some(named) = environment.get("EARSHOT_CONFIG").filter(|name| !name.is_empty()) {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(Some(named));
        }
        let problem = format!("there is no file {}", named.display());
        return Err(SettingsError { name: "EARSHOT_CONFIG".to_owned(), problem });
    }
    let data_dir = environment.get("EARSHOT_DATA_DIR").map_or("data", String::as_str);
    let places = [PathBuf::from("earshot.toml"), Path::new(data_dir).join("earshot.toml")];
    Ok(places.into_iter().find(|place| place.is_file()))
}

fn from_file(file: &Path) -> Result<BTreeMap<String, Value>, SettingsError> {
    let fail = |problem: String| SettingsError { name: file.display().to_string(), problem };
    let text = std::fs::read_to_string(file).map_err(|error| fail(error.to_string()))?;
    let table = toml_file::parse(&text).map_err(fail)?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if !NAMES.contains(&name.as_str()) {
            return Err(fail(format!("“{name}” is no setting{}", meant(&name, str::to_owned))));
        }
        let source = format!("{} in {}", name, file.display());
        values.insert(name, Value { text: plain(value), source });
    }
    Ok(values)
}

/// A value of the file as it would stand in a variable.
fn plain(value: toml::Value) -> String {
    match value {
        toml::Value::String(text) => text,
        toml::Value::Array(values) => values.into_iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn from_environment(
    environment: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Value>, SettingsError> {
    let mut values = BTreeMap::new();
    for (variable, text) in environment {
        let fail = |problem: String| SettingsError { name: variable.clone(), problem };
        let name = variable.trim_start_matches("EARSHOT_").to_ascii_lowercase();
        let secret = name.strip_suffix("_file").filter(|name| SECRETS.contains(name));
        let (name, text) = match secret {
            Some(secret) => {
                let read = secret_of(Path::new(text)).map_err(|error| fail(error.to_string()))?;
                (secret.to_owned(), read)
            }
            None => (name, text.clone()),
        };
        if !NAMES.contains(&name.as_str()) {
            let variable = |name: &str| format!("EARSHOT_{}", name.to_ascii_uppercase());
            return Err(fail(format!("is no setting{}", meant(&name, variable))));
        }
        values.insert(name, Value { text, source: variable.clone() });
    }
    Ok(values)
}

/// What a file of one secret holds: without the end of its line, and without the mark of the byte order
/// that some editors write.
pub(super) fn secret_of(file: &Path) -> std::io::Result<String> {
    let text = std::fs::read_to_string(file)?;
    Ok(text.trim_start_matches('\u{feff}').trim().to_owned())
}

/// “; did you mean …?” where a name is close to one that is known, as it is written at that place.
fn meant(name: &str, written: impl Fn(&str) -> String) -> String {
    let closest = NAMES.iter().min_by_key(|known| levenshtein(name, known));
    match closest {
        Some(known) if levenshtein(name, known) <= 3 => {
            format!("; did you mean “{}”?", written(known))
        }
        _ => String::new(),
    }
}
