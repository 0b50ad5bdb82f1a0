//! Servers that speak as OpenAI's do: `POST {address}/audio/speech`. OpenAI itself, Kokoro,
//! speaches, LocalAI and others.
//!
//! In: a text. Out: the whole answer as audio, or an error; never half of one. An answer is bounded
//! in time and in bytes. The key goes to the address of the settings alone: redirects are not
//! followed, and the environment's proxies are not asked.

mod answer;
mod client;
mod health;
mod listed;

use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tokio::time::timeout;
use url::Url;

use crate::address;
use crate::command::Speaker;
use crate::engine::{Abilities, Engine, Present, Price, Spoken};
use crate::error::SpeechError;
use crate::key::Key;
use crate::pcm::Pcm;
use crate::voice::Voice;
use crate::wav;

use answer::Server;

/// Samples a second of an answer without a header: what OpenAI says of its `pcm`
/// (platform.openai.com/docs/guides/text-to-speech), and others do alike.
const RAW_RATE: u32 = 24_000;

/// What the server is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A WAV file, which tells its rate and, mostly, its length.
    Wav,
    /// Samples alone, 24,000 a second: a cut at a sample's end cannot be seen in it.
    Pcm,
}

/// A server, and what is asked of it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What its voices' names begin with.
    pub name: String,
    /// What stands before `/audio/speech`, such as `https://api.openai.com/v1`.
    pub address: Url,
    /// Sent as a bearer token.
    pub key: Option<Key>,
    /// The model, as the server calls it.
    pub model: String,
    /// The voices, each language's default first.
    pub voices: Vec<Speaker>,
    /// By default WAV.
    pub format: Format,
    /// How fast, where 1 is usual; by default what the server does.
    pub speed: Option<f64>,
    /// The most characters of one call; by default OpenAI's 4096.
    pub characters: usize,
    /// The longest until the head of the answer comes; by default 60 s.
    pub first_byte: Duration,
    /// The longest until all of it is there; by default 180 s.
    pub timeout: Duration,
    /// An HTTP proxy.
    pub proxy: Option<Url>,
    /// What it costs.
    pub price: Option<Price>,
}

impl Settings {
    /// The defaults; the voices are still to be named.
    #[must_use]
    pub fn new(name: &str, address: Url, model: &str) -> Self {
        Self {
            name: name.to_owned(),
            address,
            key: None,
            model: model.to_owned(),
            voices: Vec::new(),
            format: Format::Wav,
            speed: None,
            characters: 4096,
            first_byte: Duration::from_mins(1),
            timeout: Duration::from_mins(3),
            proxy: None,
            price: None,
        }
    }
}

/// A server. Cheap to share behind an `Arc`; connections are kept for the next call.
#[derive(Debug)]
pub struct OpenAi {
    settings: Settings,
    client: reqwest::Client,
    server: Server,
}

impl OpenAi {
    /// Takes the settings; asks nobody yet.
    ///
    /// # Errors
    /// [`SpeechError::Unfit`]: an address that is not http or https, no voices, a proxy that is
    /// none.
    pub fn new(settings: Settings) -> Result<Self, SpeechError> {
        let unfit = |what: &str, reason: &str| {
            Err(SpeechError::Unfit { what: what.to_owned(), reason: reason.to_owned() })
        };
        if !matches!(settings.address.scheme(), "http" | "https") {
            return unfit("address", "must begin with http:// or https://");
        }
        if settings.voices.is_empty() {
            return unfit(
                "voices",
                "name one at least, as [{ id = \"alloy\", language = \"en\" }]",
            );
        }
        let client = client::build(&settings)?;
        let server = Server::at(&settings.address);
        Ok(Self { settings, client, server })
    }

    async fn say(&self, text: &str, voice: &Voice) -> Result<Pcm, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let id = voice.id(&self.settings.name);
        let speaker = self.settings.voices.iter().find(|one| one.id == id).ok_or_else(unknown)?;
        let after = self.settings.timeout;
        let timed_out = |_| SpeechError::Timeout { after };
        let bytes = timeout(after, self.fetch(text, speaker)).await.map_err(timed_out)??;
        self.audio(&bytes)
    }

    async fn fetch(&self, text: &str, speaker: &Speaker) -> Result<Vec<u8>, SpeechError> {
        let request = self
            .client
            .post(self.path("audio/speech"))
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(self.body(text, speaker).to_string());
        let after = self.settings.first_byte;
        let answer = timeout(after, self.with_key(request).send())
            .await
            .map_err(|_| SpeechError::Timeout { after })?
            .map_err(|error| self.server.unreachable(error))?;
        self.server.body(answer, text).await
    }

    fn body(&self, text: &str, speaker: &Speaker) -> Value {
        let format = match self.settings.format {
            Format::Wav => "wav",
            Format::Pcm => "pcm",
        };
        let mut body = json!({
            "model": self.settings.model,
            "voice": speaker.id,
            "input": text,
            "response_format": format,
        });
        if let (Some(speed), Some(fields)) = (self.settings.speed, body.as_object_mut()) {
            fields.insert("speed".to_owned(), speed.into());
        }
        body
    }

    /// The samples of a whole answer. Some servers send a WAV file whatever they are asked for.
    fn audio(&self, bytes: &[u8]) -> Result<Pcm, SpeechError> {
        let is_raw = self.settings.format == Format::Pcm && !bytes.starts_with(b"RIFF");
        let pcm = if is_raw { wav::read_raw(bytes, RAW_RATE) } else { wav::read(bytes) };
        pcm.map_err(|problem| self.server.not_audio(problem.to_string(), bytes))
    }

    /// What stands behind the address, before its query.
    fn path(&self, path: &str) -> Url {
        let mut address = self.settings.address.clone();
        let whole = format!("{}/{path}", address.path().trim_end_matches('/'));
        address.set_path(&whole);
        address
    }

    fn with_key(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.settings.key {
            Some(key) => request.bearer_auth(key.expose()),
            None => request,
        }
    }
}

impl Engine for OpenAi {
    fn name(&self) -> &str {
        &self.settings.name
    }

    /// What of the settings is heard. What the server has behind a model's name is not known.
    fn version(&self) -> BoxFuture<'_, Result<String, SpeechError>> {
        let Settings { address, model, format, speed, .. } = &self.settings;
        // It is kept and shown: what of an address may be a secret is no part of it.
        let address = address::shown(address);
        let version = format!("1 {address} {model} {format:?} {speed:?}");
        Box::pin(async { Ok(version) })
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            characters: self.settings.characters,
            pauses: true,
            word_times: false,
            deterministic: false,
            price: self.settings.price.clone(),
        }
    }

    fn voices(&self) -> Vec<Voice> {
        self.settings.voices.iter().map(|one| one.voice(&self.settings.name)).collect()
    }

    /// Asks for the list of models, and whether it speaks, with the key.
    fn check(&self) -> BoxFuture<'_, Result<(), SpeechError>> {
        Box::pin(self.answers())
    }

    /// Asks for the list of voices, which OpenAI does not have, and others do.
    fn present(&self) -> BoxFuture<'_, Present> {
        Box::pin(self.listed())
    }

    fn speak<'a>(
        &'a self,
        text: &'a str,
        voice: &'a Voice,
    ) -> BoxFuture<'a, Result<Spoken, SpeechError>> {
        Box::pin(async { self.say(text, voice).await.map(Spoken::from) })
    }
}
