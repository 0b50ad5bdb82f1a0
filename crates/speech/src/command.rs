//! Outside programs as voices: flite, espeak-ng, festival, piper, and any other by its arguments.
//!
//! In: a text, folded to what the program can read. Out: the WAV that it writes. Each text has a
//! process and an empty folder of its own; the text goes in by standard input or a file, never by a
//! shell or an argument. The program sees nothing of our environment but what the settings name,
//! has no terminal, and is killed with all that it started when its time is over.
//! Deliberately absent: programs that stay alive between texts.

mod fold;
mod presets;
mod process;
mod proof;
mod settings;

use std::ffi::OsString;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::time::timeout;

use crate::engine::{Abilities, Engine, Proof, Spoken};
use crate::error::SpeechError;
use crate::fingerprint::{self, Stamp};
use crate::limits;
use crate::pcm::Pcm;
use crate::program::{self, Identity};
use crate::voice::Voice;
use crate::wav;

pub use fold::Writing;
pub use settings::{Settings, Speaker};

use process::{Call, Ended};

/// Counted up whenever the same text would be folded otherwise: it is part of every cache key.
const FOLDING: u32 = 1;

/// The longest that a program may take to tell its version.
const TELLING: Duration = Duration::from_secs(5);

/// The most bytes of what a program tells about itself.
const MOST_TOLD: u64 = 256 * 1024;

/// An outside program. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Command {
    settings: Settings,
    identity: Identity,
    has_voices: OnceLock<()>,
    /// Set once it has said something that can be heard.
    is_proven: OnceLock<()>,
}

impl Command {
    /// Takes the settings; starts no process yet.
    ///
    /// # Errors
    /// [`SpeechError::Unfit`]: a placeholder that is none, a voice's name that could be taken for
    /// something else, no voices.
    pub fn new(settings: Settings) -> Result<Self, SpeechError> {
        settings.check()?;
        Ok(Self {
            settings,
            identity: Identity::default(),
            has_voices: OnceLock::new(),
            is_proven: OnceLock::new(),
        })
    }

    async fn say(&self, text: &str, voice: &Voice) -> Result<Pcm, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let speaker = self.settings.speaker_of(voice).ok_or_else(unknown)?;
        let text = fold::fold(text, self.settings.writing)?;
        if self.has_voices.get().is_none() {
            self.check_voices().await?;
        }
        let limit = self.settings.timeout;
        timeout(limit, self.call(&text, speaker))
            .await
            .map_err(|_| SpeechError::Timeout { after: limit })?
    }

    /// One process for one text.
    async fn call(&self, text: &fold::Folded, speaker: &Speaker) -> Result<Pcm, SpeechError> {
        let settings = &self.settings;
        let failed = |source| SpeechError::Start { program: settings.program.clone(), source };
        let folder = tempfile::tempdir().map_err(failed)?;
        let (input, output) = (folder.path().join("text.txt"), folder.path().join("audio.wav"));
        let reads_file = settings.names("{input}");
        if reads_file {
            tokio::fs::write(&input, &text.bytes).await.map_err(failed)?;
        }
        let most = limits::most_bytes(&text.characters);
        let arguments = settings.filled(speaker, &input, &output);
        let ended = process::run(Call {
            program: &settings.program,
            arguments,
            environment: &settings.environment,
            folder: folder.path(),
            input: if reads_file { &[] } else { &text.bytes },
            most,
        })
        .await?;
        let ended = self.successful(ended)?;
        let audio =
            if settings.names("{output}") { read_file(&output, most).await? } else { ended.output };
        wav::read(&audio).map_err(|problem| self.no_audio(&audio, &problem.to_string()))
    }

    fn successful(&self, ended: Ended) -> Result<Ended, SpeechError> {
        if ended.status.success() {
            return Ok(ended);
        }
        let program = self.settings.program.clone();
        Err(SpeechError::Program { program, status: ended.status, message: ended.errors })
    }

    fn no_audio(&self, audio: &[u8], problem: &str) -> SpeechError {
        let is_nothing = audio.is_empty();
        let reason = if is_nothing { "it wrote nothing" } else { problem };
        SpeechError::NotAudio {
            from: self.settings.program.display().to_string(),
            reason: reason.to_owned(),
        }
    }

    /// Asks a program about itself. How it ends does not count: flite tells its version and ends
    /// with 1.
    async fn ask(&self, program: &Path, arguments: &[String]) -> Result<Ended, SpeechError> {
        let failed = |source| SpeechError::Start { program: self.settings.program.clone(), source };
        let folder = tempfile::tempdir().map_err(failed)?;
        let asked = process::run(Call {
            program,
            arguments: arguments.iter().map(OsString::from).collect(),
            environment: &self.settings.environment,
            folder: folder.path(),
            input: &[],
            most: MOST_TOLD,
        });
        timeout(TELLING, asked).await.map_err(|_| SpeechError::Timeout { after: TELLING })?
    }

    /// What it tells about its version: on standard output alone, as its complaints on the other
    /// one have times, numbers of processes and names of folders in them.
    async fn ask_version(&self) -> Result<String, SpeechError> {
        let (program, arguments) = self.settings.version_command();
        let ended = self.ask(&program, arguments).await?;
        Ok(String::from_utf8_lossy(&ended.output).into_owned())
    }

    /// The program's, and what of the settings is heard. It follows the program's files, so that
    /// one that was replaced by another, or tells no version, shares no speech with that.
    async fn find_version(&self) -> Result<String, SpeechError> {
        let (teller, _) = self.settings.version_command();
        let mut files = vec![self.stamp(&self.settings.program)?];
        if teller != self.settings.program {
            files.push(self.stamp(&teller)?);
        }
        let told = self.identity.version(files, self.ask_version()).await?;
        let heard = fingerprint::of_parts(&[&self.settings.fingerprint()]);
        Ok(format!("{told}+{FOLDING}.{heard}"))
    }

    /// As a program's file is now.
    fn stamp(&self, program: &Path) -> Result<Stamp, SpeechError> {
        let found = program::find(program, self.settings.folders());
        let stamp = found.and_then(|file| Stamp::of(&file));
        stamp.map_err(|error| process::not_started(program, error))
    }

    /// Some programs take another voice without a word where one is missing: these are asked which
    /// they have, once.
    async fn check_voices(&self) -> Result<(), SpeechError> {
        if let Some(arguments) = &self.settings.list_arguments {
            let ended = self.ask(&self.settings.program, arguments).await?;
            let told = format!("{}\n{}", String::from_utf8_lossy(&ended.output), ended.errors);
            let has = |id: &str| told.split_whitespace().any(|word| word == id);
            if let Some(missing) = self.settings.voices.iter().find(|one| !has(&one.id)) {
                return Err(SpeechError::Unfit {
                    what: self.settings.program.display().to_string(),
                    reason: format!(
                        "it has no voice “{}”: name those that it has in `voices`",
                        missing.id
                    ),
                });
            }
        }
        let _first = self.has_voices.set(());
        Ok(())
    }
}

async fn read_file(file: &Path, most: u64) -> Result<Vec<u8>, SpeechError> {
    let bytes = tokio::fs::metadata(file).await.map_or(0, |metadata| metadata.len());
    if bytes > most {
        return Err(SpeechError::TooMuchAudio { bytes });
    }
    // One that is missing is nothing that was written.
    Ok(tokio::fs::read(file).await.unwrap_or_default())
}

impl Engine for Command {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn version(&self) -> BoxFuture<'_, Result<String, SpeechError>> {
        Box::pin(self.find_version())
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            characters: self.settings.characters,
            pauses: true,
            word_times: false,
            deterministic: self.settings.deterministic,
            price: self.settings.price.clone(),
        }
    }

    /// Folded, as the program gets it. What cannot be folded is not sent at all.
    fn characters_of(&self, text: &str) -> usize {
        let folded = fold::fold(text, self.settings.writing);
        let characters = folded.map(|folded| folded.characters.chars().count());
        characters.unwrap_or_else(|_| text.chars().count())
    }

    fn voices(&self) -> Vec<Voice> {
        self.settings.voices.iter().map(|one| one.voice(&self.settings.name)).collect()
    }

    fn proof(&self) -> Option<Proof> {
        self.to_be_proven()
    }

    /// Has the program say something. One that is paid is asked for its version alone.
    fn check(&self) -> BoxFuture<'_, Result<(), SpeechError>> {
        Box::pin(async {
            self.settings.check_model()?;
            if self.settings.price.is_some() {
                self.ask_version().await?;
                return self.check_voices().await;
            }
            self.check_voices().await?;
            self.prove().await
        })
    }

    fn speak<'a>(
        &'a self,
        text: &'a str,
        voice: &'a Voice,
    ) -> BoxFuture<'a, Result<Spoken, SpeechError>> {
        Box::pin(async { self.say(text, voice).await.map(Spoken::from) })
    }
}
