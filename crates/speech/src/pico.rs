//! The built-in voice: SVOX Pico, in child processes of our own.
//!
//! In: one group of sentences and a voice. Out: 16 kHz mono audio. The engine is C code, and runs
//! in [`crate::child`]'s room. Deliberately absent: the cache, and trying again; both are the
//! caller's.

mod engine;
mod text;
mod voice_files;
mod voices;

use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::child::{Greeting, Pool, Settings as ChildSettings, Speaker};
use crate::engine::{Abilities, Engine, Spoken};
use crate::error::SpeechError;
use crate::pcm::Pcm;
use crate::voice::Voice;

use engine::Engine as CEngine;

/// What a child is greeted with.
pub(crate) const KIND: &str = "pico";

/// What its voices' names begin with.
const NAME: &str = "pico";

/// Samples a second of everything Pico says.
const RATE: u32 = 16_000;

/// Counted up whenever the same text would sound otherwise: it is part of every cache key.
const SPEAKING: u32 = 1;

/// The longest one group may take, start of the process included. Pico speaks some 200 times as fast
/// as one listens.
const GROUP_TIMEOUT: Duration = Duration::from_mins(1);

/// How the engine is run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the embedded voice files are written, once. Must be UTF-8.
    pub voices_folder: PathBuf,
    /// Its children; by default one at a time, and 60 s for a group.
    pub children: ChildSettings,
}

impl Settings {
    /// The defaults, with the voice files in `voices_folder`.
    #[must_use]
    pub fn new(voices_folder: PathBuf) -> Self {
        Self { voices_folder, children: ChildSettings::new(GROUP_TIMEOUT) }
    }
}

/// The engine: a small pool of child processes. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Pico {
    voices_folder: PathBuf,
    pool: Pool,
}

impl Pico {
    /// Writes the voice files (6.5 MB) where they are missing or differ; starts no process yet.
    ///
    /// # Errors
    /// [`SpeechError::VoiceFiles`] if the folder cannot be written, or its path is not UTF-8.
    pub fn new(settings: Settings) -> Result<Self, SpeechError> {
        let Settings { voices_folder, children } = settings;
        voice_files::write_to(&voices_folder)?;
        Ok(Self { voices_folder, pool: Pool::new(children) })
    }

    /// Waits for a free child. Whatever is not whole is an error, never audio.
    async fn say(&self, text: &str, voice: &Voice) -> Result<Pcm, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        voices::named(&voice.name).ok_or_else(unknown)?;
        let text = text::prepare(text)?;

        let folder = self.voices_folder.to_string_lossy();
        let voice = format!("{}\n{folder}", voice.name);
        let greeting = Greeting { engine: KIND, voice, rate: RATE };
        let spoken = self.pool.speak(&greeting, &[text]).await?;
        Ok(Pcm { samples: spoken.concat(), rate: RATE })
    }
}

/// The child's side: loads the voice of a greeting (its name, a newline, the folder of its files).
pub(crate) fn load(greeting: &str) -> Result<Speaker, String> {
    let named = |(name, folder)| voices::named(name).map(|voice| (voice, folder));
    let (voice, folder) =
        greeting.split_once('\n').and_then(named).ok_or("no such voice of Pico")?;
    let status = |code: i32| format!("Pico status {code}");
    let engine = CEngine::load(voice, Path::new(folder)).map_err(status)?;
    Ok(Box::new(move |text| engine.speak(text).map_err(status)))
}

impl Engine for Pico {
    fn name(&self) -> &str {
        NAME
    }

    fn version(&self) -> BoxFuture<'_, Result<String, SpeechError>> {
        Box::pin(async { Ok(format!("{}+{SPEAKING}", env!("PICO_VERSION"))) })
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
