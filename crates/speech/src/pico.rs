//! The built-in voice: SVOX Pico, in child processes of our own.
//!
//! In: one group of sentences and a voice. Out: 16 kHz mono audio. The engine is C code: in a child
//! it can crash, hang or run wild without harm. Children stay alive between groups, one voice each;
//! one that fails, or whose caller goes away in mid-group, is killed and replaced.
//! Deliberately absent: the cache, and trying again; both are the caller's.

mod child;
mod engine;
mod frames;
mod process;
mod text;
mod voice_files;
mod voices;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::engine::{Abilities, Engine, Spoken};
use crate::error::SpeechError;
use crate::pcm::Pcm;
use crate::voice::Voice;

pub use child::serve_child;

use process::Process;

/// What its voices' names begin with.
const NAME: &str = "pico";

/// Samples a second of everything Pico says.
const RATE: u32 = 16_000;

/// Counted up whenever the same text would sound otherwise: it is part of every cache key.
const SPEAKING: u32 = 1;

/// How the engine is run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program that serves as the child; by default the running one, found even when an
    /// upgrade has deleted its file.
    pub program: PathBuf,
    /// Its arguments; by default `pico-child`, a command that calls [`serve_child`].
    pub arguments: Vec<String>,
    /// Where the embedded voice files are written, once. Must be UTF-8.
    pub voices_folder: PathBuf,
    /// The longest one group may take, start of the process included; by default 60 s. Pico speaks
    /// some 200 times as fast as one listens.
    pub group_timeout: Duration,
    /// The most children at once; by default 1.
    pub processes: usize,
}

impl Settings {
    /// The defaults, with the voice files in `voices_folder`.
    #[must_use]
    pub fn new(voices_folder: PathBuf) -> Self {
        Self {
            program: PathBuf::from("/proc/self/exe"),
            arguments: vec!["pico-child".to_owned()],
            voices_folder,
            group_timeout: Duration::from_mins(1),
            processes: 1,
        }
    }
}

/// The engine: a small pool of child processes. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Pico {
    settings: Settings,
    slots: Semaphore,
    /// Children between two groups; each has ended its last one well.
    idle: Mutex<Vec<Process>>,
}

impl Pico {
    /// Writes the voice files (6.5 MB) where they are missing or differ; starts no process yet.
    ///
    /// # Errors
    /// [`SpeechError::VoiceFiles`] if the folder cannot be written, or its path is not UTF-8.
    pub fn new(settings: Settings) -> Result<Self, SpeechError> {
        voice_files::write_to(&settings.voices_folder)?;
        let slots = Semaphore::new(settings.processes.max(1));
        Ok(Self { settings, slots, idle: Mutex::new(Vec::new()) })
    }

    /// Waits for a free child. Whatever is not whole is an error, never audio.
    async fn say(&self, text: &str, voice: &Voice) -> Result<Pcm, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        voices::named(&voice.name).ok_or_else(unknown)?;
        let text = text::prepare(text)?;

        let Ok(_slot) = self.slots.acquire().await else {
            return Err(SpeechError::ProcessEnded { status: None });
        };
        let limit = self.settings.group_timeout;
        let (process, pcm) = timeout(limit, self.speak_in_child(&text, &voice.name))
            .await
            .map_err(|_| SpeechError::Timeout { after: limit })??;
        self.keep(process);
        Ok(pcm)
    }

    /// The child comes back only with its whole answer. Dropped before that, it is killed.
    async fn speak_in_child(&self, text: &str, voice: &str) -> Result<(Process, Pcm), SpeechError> {
        let mut process = match self.take(voice) {
            Some(process) => process,
            None => Process::start(&self.settings, voice).await?,
        };
        let pcm = process.speak(text).await?;
        Ok((process, pcm))
    }

    /// An idle child of this voice. Those of other voices go when there is none, as there may be no
    /// more children than slots.
    fn take(&self, voice: &str) -> Option<Process> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain_mut(Process::is_alive);
        let found = idle.iter().position(|process| process.voice() == voice);
        let process = found.map(|index| idle.swap_remove(index));
        if process.is_none() && self.slots.available_permits() < idle.len() {
            idle.pop();
        }
        process
    }

    /// Only with a whole answer: what is in the pipe after another is unknown.
    fn keep(&self, process: Process) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
    }
}

impl Engine for Pico {
    fn name(&self) -> &str {
        NAME
    }

    fn version(&self) -> String {
        format!("{}+{SPEAKING}", env!("PICO_VERSION"))
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            characters: text::MOST_CHARACTERS,
            pauses: true,
            word_times: false,
            deterministic: true,
            price: None,
        }
    }

    fn voices(&self) -> Vec<Voice> {
        voices::VOICES.iter().map(voices::PicoVoice::voice).collect()
    }

    /// Speaks one word, with the default voice.
    fn check(&self) -> BoxFuture<'_, Result<(), SpeechError>> {
        let [first, ..] = &voices::VOICES;
        Box::pin(async { self.say("Ready.", &first.voice()).await.map(drop) })
    }

    fn speak<'a>(
        &'a self,
        text: &'a str,
        voice: &'a Voice,
    ) -> BoxFuture<'a, Result<Spoken, SpeechError>> {
        Box::pin(async { self.say(text, voice).await.map(Spoken::from) })
    }
}
