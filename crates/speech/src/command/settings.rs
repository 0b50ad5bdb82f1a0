//! How an outside program is called: a template of arguments, and what it can.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use crate::engine::Price;
use crate::error::SpeechError;
use crate::voice::Voice;

use super::fold::Writing;
use super::presets;

/// What may stand in an argument.
const PLACEHOLDERS: [&str; 5] = ["{voice}", "{language}", "{model}", "{input}", "{output}"];

/// An outside program as an engine.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What its voices' names begin with.
    pub name: String,
    /// The program: looked for in the `PATH` of `environment` where it is no path.
    pub program: PathBuf,
    /// Its arguments. `{voice}` is what it calls the voice, `{language}` the voice's BCP 47 tag,
    /// `{model}` the file below; `{input}` a file with the text, else it comes by standard input;
    /// `{output}` the file in which a WAV is expected, else it is expected on standard output.
    pub arguments: Vec<String>,
    /// The program that tells the version, where it is another.
    pub version_program: Option<PathBuf>,
    /// How it is asked; by default `--version`.
    pub version_arguments: Vec<String>,
    /// How a program that speaks with another voice where one is missing tells which it has.
    pub list_arguments: Option<Vec<String>>,
    /// A model file.
    pub model: Option<PathBuf>,
    /// What it can read; by default all.
    pub writing: Writing,
    /// The voices, each language's default first.
    pub voices: Vec<Speaker>,
    /// The most characters of one call; by default 2000.
    pub characters: usize,
    /// The longest one call may take; by default 60 s.
    pub timeout: Duration,
    /// All that the program sees of the environment: `PATH`, `HOME`, `LANG`.
    pub environment: Vec<(String, String)>,
    /// Whether the same text gives the same samples each time.
    pub deterministic: bool,
    /// What it costs, where it asks somebody who is paid.
    pub price: Option<Price>,
}

/// A voice, as its engine calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Letters, digits, `-`, `_`, `.`, `+`; a letter or digit first.
    pub id: String,
    /// BCP 47.
    pub language: String,
    /// As in [`Voice`].
    pub micros_per_character: Option<u32>,
}

impl Speaker {
    /// A voice of which nobody has measured the pace.
    #[must_use]
    pub fn new(id: &str, language: &str) -> Self {
        Self { id: id.to_owned(), language: language.to_owned(), micros_per_character: None }
    }

    /// As the world knows it.
    pub(crate) fn voice(&self, engine: &str) -> Voice {
        Voice {
            name: format!("{engine}-{}", self.id),
            language: self.language.clone(),
            micros_per_character: self.micros_per_character,
        }
    }

    /// Whether its name can be taken for nothing else, such as an option.
    #[must_use]
    pub fn is_well_named(&self) -> bool {
        let is_known = |it: char| it.is_ascii_alphanumeric() || "-_.+".contains(it);
        self.id.starts_with(|it: char| it.is_ascii_alphanumeric()) && self.id.chars().all(is_known)
    }
}

impl Settings {
    /// Any program, by its arguments; its voices are still to be named.
    #[must_use]
    pub fn new(name: &str, program: &Path, arguments: Vec<String>) -> Self {
        Self {
            name: name.to_owned(),
            program: program.to_path_buf(),
            arguments,
            version_program: None,
            version_arguments: vec!["--version".to_owned()],
            list_arguments: None,
            model: None,
            writing: Writing::Utf8,
            voices: Vec::new(),
            characters: 2000,
            timeout: Duration::from_mins(1),
            environment: vec![
                ("PATH".to_owned(), "/usr/local/bin:/usr/bin:/bin".to_owned()),
                ("LANG".to_owned(), "C.UTF-8".to_owned()),
            ],
            deterministic: false,
            price: None,
        }
    }

    /// One of the programs that are known by the name of their file: `flite`, `espeak-ng`,
    /// `festival`, `piper`. piper needs a model.
    #[must_use]
    pub fn preset(name: &str, program: &Path) -> Option<Self> {
        presets::find(name, program)
    }

    /// Takes a model; where no voices are named it is one, called as the file is.
    pub fn take_model(&mut self, model: PathBuf) {
        if self.voices.is_empty() {
            self.voices.extend(presets::speaker_of(&model));
        }
        self.model = Some(model);
    }

    /// Whether an argument has this placeholder.
    pub(super) fn names(&self, placeholder: &str) -> bool {
        self.arguments.iter().any(|argument| argument.contains(placeholder))
    }

    pub(super) fn speaker_of(&self, voice: &Voice) -> Option<&Speaker> {
        let id = voice.id(&self.name);
        self.voices.iter().find(|speaker| speaker.id == id)
    }

    pub(super) fn version_command(&self) -> (PathBuf, &[String]) {
        let program = self.version_program.as_ref().unwrap_or(&self.program);
        (program.clone(), &self.version_arguments)
    }

    /// The folders in which programs are looked for.
    pub(super) fn folders(&self) -> &str {
        let path = self.environment.iter().find(|(name, _)| name == "PATH");
        path.map_or("", |(_, folders)| folders)
    }

    /// The arguments of one call.
    pub(super) fn filled(&self, speaker: &Speaker, input: &Path, output: &Path) -> Vec<OsString> {
        let model = self.model.as_deref().unwrap_or(Path::new("")).to_string_lossy();
        let fill = |argument: &String| {
            argument
                .replace("{voice}", &speaker.id)
                .replace("{language}", &speaker.language)
                .replace("{input}", &input.to_string_lossy())
                .replace("{output}", &output.to_string_lossy())
                .replace("{model}", &model)
                .into()
        };
        self.arguments.iter().map(fill).collect()
    }

    /// What of the settings is heard, and which model it is.
    pub(super) fn fingerprint(&self) -> String {
        let metadata = self.model.as_ref().and_then(|model| std::fs::metadata(model).ok());
        let model = metadata.map(|metadata| {
            let changed =
                metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            (self.model.clone(), metadata.len(), changed)
        });
        let program = self.program.display();
        format!("{program} {:?} {:?} {model:?}", self.arguments, self.writing)
    }

    /// # Errors
    /// [`SpeechError::Unfit`], naming the setting.
    pub(super) fn check(&self) -> Result<(), SpeechError> {
        let unfit =
            |what: &str, reason: String| Err(SpeechError::Unfit { what: what.to_owned(), reason });
        for argument in &self.arguments {
            if let Some(placeholder) = unknown_placeholder(argument) {
                let known = PLACEHOLDERS.join(", ");
                return unfit("arguments", format!("“{placeholder}” is none of {known}"));
            }
        }
        if self.names("{model}") && self.model.is_none() {
            return unfit("model", "name the model's file".to_owned());
        }
        if self.voices.is_empty() {
            return unfit(
                "voices",
                "name one at least, as [{ id = \"a\", language = \"en\" }]".to_owned(),
            );
        }
        match self.voices.iter().find(|speaker| !speaker.is_well_named()) {
            Some(speaker) => {
                let reason = format!("“{}” may have letters, digits, - _ . + alone", speaker.id);
                unfit("voices", reason)
            }
            None => Ok(()),
        }
    }

    /// # Errors
    /// [`SpeechError::Unfit`]: the model cannot be read.
    pub(super) fn check_model(&self) -> Result<(), SpeechError> {
        let Some(model) = &self.model else { return Ok(()) };
        match std::fs::File::open(model) {
            Ok(_there) => Ok(()),
            Err(error) => Err(SpeechError::Unfit {
                what: format!("model {}", model.display()),
                reason: error.to_string(),
            }),
        }
    }
}

/// Something in curly brackets that is no placeholder.
fn unknown_placeholder(argument: &str) -> Option<&str> {
    let mut parts = argument.split_inclusive('}').filter_map(|part| {
        let (before, _) = part.split_once('{')?;
        part.get(before.len()..)
    });
    parts.find(|part| !PLACEHOLDERS.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(arguments: &[&str]) -> Settings {
        let arguments = arguments.iter().map(|&it| it.to_owned()).collect();
        let mut settings = Settings::new("say", Path::new("say"), arguments);
        settings.voices.push(Speaker::new("anna", "de-DE"));
        settings
    }

    #[test]
    fn placeholders_are_filled_wherever_they_stand() {
        let mut settings = settings(&["-v", "{voice}", "--out={output}", "{language}/{model}"]);
        settings.model = Some(PathBuf::from("m.onnx"));
        assert!(settings.check().is_ok());
        let filled = settings.filled(&settings.voices[0], Path::new("/in"), Path::new("/out"));
        assert_eq!(filled, ["-v", "anna", "--out=/out", "de-DE/m.onnx"]);
        assert!(settings.names("{output}") && !settings.names("{input}"));
    }

    #[track_caller]
    fn refused(settings: &Settings, expected: &str) {
        let message = settings.check().unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn mistakes_are_named() {
        refused(&settings(&["{text}"]), "“{text}” is none of {voice}");
        refused(&settings(&["a{voice}b{"]), "{");
        refused(&settings(&["{model}"]), "model");
        for id in ["", "-o", "a b", "(quit)", "../x", "$HOME"] {
            let mut settings = settings(&[]);
            settings.voices[0].id = id.to_owned();
            refused(&settings, "voices");
        }
        let mut empty = settings(&[]);
        empty.voices.clear();
        refused(&empty, "voices");
    }
}
