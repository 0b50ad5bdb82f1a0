//! Neural voices in Piper's format, by the ONNX runtime: both given by the operator.
//!
//! In: one group of sentences and a voice. Out: mono audio at the model's rate. A voice is a model,
//! `NAME.onnx`, and what it says of itself, `NAME.onnx.json`. A text becomes phonemes (by the
//! program `espeak-ng`, or as its own letters), these the model's numbers, and these samples, in a
//! child process ([`crate::child`]), as the runtime and the model are foreign code.
//! Deliberately absent: fetching voices ([`crate::Catalogue`]), and the pace of speech: the model's
//! own is taken.

mod child;
mod clauses;
mod config;
mod espeak;
mod ids;
mod library;
mod models;
mod phonemes;
pub(crate) mod shelf;

use std::path::PathBuf;
use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::child::{Greeting, Pool, Settings as ChildSettings};
use crate::engine::{Abilities, Engine, Spoken};
use crate::error::{SpeechError, Unspeakable};
use crate::fingerprint;
use crate::pcm::Pcm;
use crate::voice::Voice;

use child::Orders;
use config::PhonemeType;
use espeak::Espeak;
use models::{Model, Speaker};

pub(crate) use child::load;
pub(crate) use library::LIBRARY;
pub use library::find_library;

/// What a child is greeted with.
pub(crate) const KIND: &str = "onnx";

/// The most characters of one group: some two minutes of speech.
const MOST_CHARACTERS: usize = 2000;

/// The longest one group may take, the loading of the model (some 100 MB) included. A model of the
/// highest quality speaks about as fast as one listens on a small old machine.
const GROUP_TIMEOUT: Duration = Duration::from_mins(3);

/// Silence between two sentences, in milliseconds: what Piper leaves.
const PAUSE_MS: usize = 200;

/// Counted up whenever the same text would sound otherwise: it is part of every cache key.
const SPEAKING: u32 = 1;

/// What helps when the runtime is missing.
const LIBRARY_ADVICE: &str = "name the library, or an archive that holds it, in \
                              EARSHOT_ONNXRUNTIME, and run `earshot voice add`";

/// What is told of a model that is not the one that was found at the start.
const CHANGED: &str =
    "has changed since Earshot began; start it again to speak with what is there now";

/// How the engine is run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the engine's voices' names begin with; by default `piper`.
    pub name: String,
    /// The ONNX runtime, `libonnxruntime.so`; none where none was found ([`find_library`]).
    pub library: Option<PathBuf>,
    /// The folder with the models. Those that are half there are passed over.
    pub models_folder: PathBuf,
    /// The program that turns text into phonemes; by default `espeak-ng`, from `/usr/local/bin` or
    /// the system's folders.
    pub espeak: PathBuf,
    /// Further arguments of it, such as `--path=…` for its data; by default none.
    pub espeak_arguments: Vec<String>,
    /// Its children; by default one at a time, and 3 minutes for a group.
    pub children: ChildSettings,
}

impl Settings {
    /// The defaults, with the models in a folder.
    #[must_use]
    pub fn new(models_folder: PathBuf, library: Option<PathBuf>) -> Self {
        Self {
            name: "piper".to_owned(),
            library,
            models_folder,
            espeak: PathBuf::from("espeak-ng"),
            espeak_arguments: Vec::new(),
            children: ChildSettings::new(GROUP_TIMEOUT),
        }
    }
}

/// The engine: the models of a folder, and a small pool of child processes.
#[derive(Debug)]
pub struct Onnx {
    name: String,
    library: Option<PathBuf>,
    models_folder: PathBuf,
    espeak: Espeak,
    models: Vec<Model>,
    pool: Pool,
}

impl Onnx {
    /// Reads what the models say of themselves; starts nothing yet. A model whose description is
    /// unfit stays, and says so when it is checked or asked to speak. Each is spoken with as it was
    /// then, also when another is added under its name; what nobody uses any longer is removed.
    ///
    /// # Errors
    /// [`SpeechError::VoiceFiles`] if the folder is there and cannot be read.
    pub fn open(settings: Settings) -> Result<Self, SpeechError> {
        let Settings { name, library, models_folder, espeak, espeak_arguments, children } =
            settings;
        let models = models::of(&models_folder)?;
        // Whoever may not write there leaves it to others.
        let _tidied = shelf::tidy(&models_folder);
        let espeak = Espeak::new(espeak, espeak_arguments);
        Ok(Self { name, library, models_folder, espeak, models, pool: Pool::new(children) })
    }

    /// Whether there is no model.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.models.is_empty()
    }

    async fn say(&self, text: &str, voice: &Voice) -> Result<Pcm, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let (model, speaker) = self.named(voice).ok_or_else(unknown)?;
        let characters = text.chars().count();
        if characters > MOST_CHARACTERS {
            return Err(SpeechError::TextTooLong { characters, most: MOST_CHARACTERS });
        }
        let greeting = self.greeting(model, &speaker).await?;
        let sentences = self.sentences(model, text).await?;
        if sentences.is_empty() {
            return Err(Unspeakable::Script.into());
        }
        let spoken = self.pool.speak(&greeting, &sentences).await.map_err(|it| unfit(model, it))?;
        Ok(joined(&spoken, greeting.rate))
    }

    /// The model's numbers for each sentence, as a child takes them. Empty: the model has a number
    /// for nothing of it.
    async fn sentences(&self, model: &Model, text: &str) -> Result<Vec<String>, SpeechError> {
        let config = model.config()?;
        let sentences = match config.phoneme_type {
            PhonemeType::Text => vec![phonemes::of_letters(text, &config.phoneme_id_map)],
            PhonemeType::Espeak => self.espeak.phonemes(text, &config.espeak.voice).await?,
        };
        let pieces = sentences.iter().flat_map(|sentence| phonemes::pieces(sentence));
        let numbers = pieces.filter_map(|piece| ids::of(piece, &config.phoneme_id_map));
        Ok(numbers.map(|ids| ids::text(&ids)).collect())
    }

    async fn greeting(&self, model: &Model, speaker: &Speaker) -> Result<Greeting, SpeechError> {
        let missing = || SpeechError::Unfit {
            what: "ONNX runtime".to_owned(),
            reason: format!("no libonnxruntime.so was found; {LIBRARY_ADVICE}"),
        };
        let library = self.library.clone().ok_or_else(missing)?;
        let config = model.config()?;
        let orders = Orders::new(library, model.content().await?, config, speaker.number);
        Ok(Greeting { engine: KIND, voice: orders.text(), rate: config.audio.sample_rate })
    }

    fn named(&self, voice: &Voice) -> Option<(&Model, Speaker)> {
        let id = voice.id(&self.name);
        self.models.iter().find_map(|model| {
            let speaker = model.speakers().into_iter().find(|speaker| speaker.id == id)?;
            Some((model, speaker))
        })
    }

    /// Whether this one voice works: the runtime and the model load, and `espeak-ng` is there where
    /// it is needed.
    ///
    /// # Errors
    /// What is wrong, in words for an operator.
    pub async fn check_voice(&self, voice: &Voice) -> Result<(), SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let (model, speaker) = self.named(voice).ok_or_else(unknown)?;
        self.check_model(model, &speaker).await
    }

    async fn check_model(&self, model: &Model, speaker: &Speaker) -> Result<(), SpeechError> {
        let config = model.config()?;
        let greeting = self.greeting(model, speaker).await?;
        if config.phoneme_type == PhonemeType::Espeak {
            self.espeak.phonemes("Ready.", &config.espeak.voice).await?;
        }
        self.pool.speak(&greeting, &[]).await.map_err(|it| unfit(model, it))?;
        Ok(())
    }

    /// A model's own version, and that of what tells it the phonemes.
    async fn version_with(&self, model: &Model) -> Result<String, SpeechError> {
        let version = model.version().await?;
        match model.config()?.phoneme_type {
            PhonemeType::Text => Ok(version),
            PhonemeType::Espeak => Ok(format!("{version}-{}", self.espeak.version().await?)),
        }
    }

    async fn find_version(&self, voice: &Voice) -> Result<String, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let (model, _) = self.named(voice).ok_or_else(unknown)?;
        Ok(format!("{SPEAKING}-{}", self.version_with(model).await?))
    }

    async fn find_all_versions(&self) -> Result<String, SpeechError> {
        let mut versions = Vec::with_capacity(self.models.len());
        for model in &self.models {
            versions.push(self.version_with(model).await?);
        }
        let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
        Ok(format!("{SPEAKING}-{}", fingerprint::of_parts(&versions)))
    }

    async fn check_all(&self) -> Result<(), SpeechError> {
        if self.is_empty() {
            let what = self.models_folder.display().to_string();
            let reason = "no voice is there; add one with `earshot voice add`".to_owned();
            return Err(SpeechError::Unfit { what, reason });
        }
        for model in &self.models {
            if let Some(first) = model.speakers().first() {
                self.check_model(model, first).await?;
            }
        }
        Ok(())
    }
}

/// A runtime or a model that does not load is the operator's to mend: another try does not help.
fn unfit(model: &Model, error: SpeechError) -> SpeechError {
    match error {
        SpeechError::Load { reason } => {
            SpeechError::Unfit { what: model.path().display().to_string(), reason }
        }
        other => other,
    }
}

/// The sentences, with a pause between each two.
fn joined(sentences: &[Vec<i16>], rate: u32) -> Pcm {
    let pause = vec![0; PAUSE_MS * rate as usize / 1000];
    Pcm { samples: sentences.join(pause.as_slice()), rate }
}

impl Engine for Onnx {
    fn name(&self) -> &str {
        &self.name
    }

    /// Of all its models together. Reads each model once, some 60 MB.
    fn version(&self) -> BoxFuture<'_, Result<String, SpeechError>> {
        Box::pin(self.find_all_versions())
    }

    fn version_of<'a>(&'a self, voice: &'a Voice) -> BoxFuture<'a, Result<String, SpeechError>> {
        Box::pin(self.find_version(voice))
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            characters: MOST_CHARACTERS,
            pauses: true,
            word_times: false,
            deterministic: self.models.iter().all(Model::is_deterministic),
            price: None,
        }
    }

    fn voices(&self) -> Vec<Voice> {
        self.models.iter().flat_map(|model| model.voices(&self.name)).collect()
    }

    /// Loads every model, and has `espeak-ng` say a word where one needs it.
    fn check(&self) -> BoxFuture<'_, Result<(), SpeechError>> {
        Box::pin(self.check_all())
    }

    fn speak<'a>(
        &'a self,
        text: &'a str,
        voice: &'a Voice,
    ) -> BoxFuture<'a, Result<Spoken, SpeechError>> {
        Box::pin(async { self.say(text, voice).await.map(Spoken::from) })
    }
}
