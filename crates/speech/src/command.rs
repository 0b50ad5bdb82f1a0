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
use std::sync::{OnceLock, PoisonError, RwLock};
use std::time::Duration;

use futures_util::future::BoxFuture;
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;

use crate::engine::{Abilities, Engine, Spoken};
use crate::error::SpeechError;
use crate::limits;
use crate::pcm::Pcm;
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
    /// What the program tells about itself, once it was asked.
    told: RwLock<Option<String>>,
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
            told: RwLock::default(),
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

    /// Asks a program about itself: all that it writes, on both its outputs. How it ends does not
    /// count: flite tells its version and ends with 1.
    async fn ask(&self, program: &Path, arguments: &[String]) -> Result<String, SpeechError> {
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
        let ended = timeout(TELLING, asked)
            .await
            .map_err(|_| SpeechError::Timeout { after: TELLING })??;
        let told = format!("{}\n{}", String::from_utf8_lossy(&ended.output), ended.errors);
        if told.trim().is_empty() {
            return Err(self.no_audio(&[], ""));
        }
        Ok(told)
    }

    /// Asks for the version, and keeps it.
    async fn ask_version(&self) -> Result<String, SpeechError> {
        let (program, arguments) = self.settings.version_command();
        let told = self.ask(&program, arguments).await?;
        let version = version_of(&told);
        *self.told.write().unwrap_or_else(PoisonError::into_inner) = Some(version.clone());
        Ok(version)
    }

    /// Some programs take another voice without a word where one is missing: these are asked which
    /// they have, once.
    async fn check_voices(&self) -> Result<(), SpeechError> {
        if let Some(arguments) = &self.settings.list_arguments {
            let told = self.ask(&self.settings.program, arguments).await?;
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

    /// The version, asked for once; blocks for that, some milliseconds.
    fn known_version(&self) -> String {
        if let Some(known) = &*self.told.read().unwrap_or_else(PoisonError::into_inner) {
            return known.clone();
        }
        let ask = || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(self.ask_version()).ok()
        };
        // A thread of its own: the one that we are on may have a runtime.
        let asked = std::thread::scope(|scope| scope.spawn(ask).join().ok().flatten());
        asked.unwrap_or_else(|| "unknown".to_owned())
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

/// The line that names a version, else the first one; and a hash of everything, as some tell a
/// version only between the lines.
fn version_of(told: &str) -> String {
    let mut lines = told.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().next().unwrap_or_default();
    let line = lines.find(|line| line.contains(|it: char| it.is_ascii_digit())).unwrap_or(first);
    let short: String = line.chars().take(40).collect();
    format!("{} {}", short.trim(), hash(&[told]))
}

/// Twelve hexadecimal digits of the hash of these.
fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize()).chars().take(12).collect()
}

impl Engine for Command {
    fn name(&self) -> &str {
        &self.settings.name
    }

    /// The program's, and what of the settings is heard.
    fn version(&self) -> String {
        let heard = self.settings.fingerprint();
        format!("{}+{FOLDING}.{}", self.known_version(), hash(&[&heard]))
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

    fn voices(&self) -> Vec<Voice> {
        self.settings.voices.iter().map(|one| one.voice(&self.settings.name)).collect()
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
