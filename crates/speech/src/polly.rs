//! Amazon Polly.
//!
//! In: plain text. Out: 16 kHz audio; where a setting asks for it, and pays for it, with the time of
//! each word. One try: whoever asked decides about another.

mod client;
mod credentials;
mod marks;
mod voices;

use std::time::Duration;

use aws_sdk_polly::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_polly::operation::synthesize_speech::{SynthesizeSpeechError, SynthesizeSpeechOutput};
use aws_sdk_polly::primitives::ByteStream;
use aws_sdk_polly::types::{OutputFormat, SpeechMarkType, TextType, VoiceId};
use futures_util::future::BoxFuture;
use tokio::sync::OnceCell;
use tokio::time::timeout;
use url::Url;

use crate::command::Speaker;
use crate::engine::{Abilities, Engine, Price, Spoken, WordTime};
use crate::error::SpeechError;
use crate::key::Key;
use crate::limits;
use crate::pcm::Pcm;
use crate::voice::Voice;
use crate::wav;

pub use voices::Tier;

/// Samples a second: the highest that Polly has for samples without a header.
const RATE: u32 = 16_000;

/// The longest that a check may take.
const CHECKING: Duration = Duration::from_secs(10);

/// What is asked of Polly.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What its voices' names begin with.
    pub name: String,
    /// The region, such as `eu-central-1`. Not every region has every kind of voice.
    pub region: String,
    /// The kind of voices; by default neural ones.
    pub tier: Tier,
    /// The voices, each language's default first.
    pub voices: Vec<Speaker>,
    /// With the secret: fixed credentials. Without: the chain of the AWS tools.
    pub access_key_id: Option<String>,
    /// See `access_key_id`.
    pub secret_access_key: Option<Key>,
    /// Another address than Amazon's own.
    pub endpoint: Option<Url>,
    /// Whether to ask for the times of words. It is a second request, and billed as the first.
    pub word_times: bool,
    /// The most characters of one call; by default 3000, which is Polly's limit.
    pub characters: usize,
    /// The longest one call may take; by default 60 s.
    pub timeout: Duration,
    /// For a million characters of one request; by default the tier's.
    pub price: Option<Price>,
}

impl Settings {
    /// The defaults for a region.
    #[must_use]
    pub fn new(name: &str, region: &str) -> Self {
        Self {
            name: name.to_owned(),
            region: region.to_owned(),
            tier: Tier::Neural,
            voices: voices::usual(),
            access_key_id: None,
            secret_access_key: None,
            endpoint: None,
            word_times: false,
            characters: 3000,
            timeout: Duration::from_mins(1),
            price: None,
        }
    }
}

/// Polly. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Polly {
    settings: Settings,
    client: OnceCell<aws_sdk_polly::Client>,
}

impl Polly {
    /// Takes the settings; asks nobody yet.
    ///
    /// # Errors
    /// [`SpeechError::Unfit`]: no voices, or half of the credentials.
    pub fn new(settings: Settings) -> Result<Self, SpeechError> {
        let unfit = |what: &str, reason: &str| {
            Err(SpeechError::Unfit { what: what.to_owned(), reason: reason.to_owned() })
        };
        if settings.voices.is_empty() {
            return unfit(
                "voices",
                "name one at least, as [{ id = \"Joanna\", language = \"en-US\" }]",
            );
        }
        if settings.access_key_id.is_some() != settings.secret_access_key.is_some() {
            return unfit("secret_access_key", "goes with access_key_id: give both or neither");
        }
        Ok(Self { settings, client: OnceCell::new() })
    }

    async fn client(&self) -> &aws_sdk_polly::Client {
        self.client.get_or_init(|| client::connect(&self.settings)).await
    }

    async fn say(&self, text: &str, voice: &Voice) -> Result<Spoken, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let id = voice.id(&self.settings.name);
        let speaker = self.settings.voices.iter().find(|one| one.id == id).ok_or_else(unknown)?;
        let after = self.settings.timeout;
        let audio = timeout(after, self.audio(text, speaker)).await;
        let pcm = audio.map_err(|_| SpeechError::Timeout { after })??;
        let words = if self.settings.word_times {
            // Without them the audio, which is paid, is whole all the same.
            let words = timeout(after, self.words(text, speaker, &pcm)).await;
            words.ok().and_then(Result::ok).unwrap_or_default()
        } else {
            Vec::new()
        };
        Ok(Spoken { pcm, words })
    }

    async fn audio(&self, text: &str, speaker: &Speaker) -> Result<Pcm, SpeechError> {
        let output = self.synthesize(text, speaker, OutputFormat::Pcm).await?;
        let kind = output.content_type().unwrap_or("audio/pcm");
        if !kind.starts_with("audio/") {
            return Err(self.not_audio(format!("it is {}", limits::message(kind.as_bytes()))));
        }
        let bytes = self.all_of(output.audio_stream, limits::most_bytes(text)).await?;
        wav::read_raw(&bytes, RATE).map_err(|problem| self.not_audio(problem.to_string()))
    }

    async fn words(
        &self,
        text: &str,
        speaker: &Speaker,
        pcm: &Pcm,
    ) -> Result<Vec<WordTime>, SpeechError> {
        let output = self.synthesize(text, speaker, OutputFormat::Json).await?;
        // A mark takes some 80 bytes.
        let most = 4096 + text.len() as u64 * 200;
        let bytes = self.all_of(output.audio_stream, most).await?;
        Ok(marks::read(&bytes, text, pcm.duration()))
    }

    async fn synthesize(
        &self,
        text: &str,
        speaker: &Speaker,
        format: OutputFormat,
    ) -> Result<SynthesizeSpeechOutput, SpeechError> {
        let marks = (format == OutputFormat::Json).then(|| vec![SpeechMarkType::Word]);
        let rate = (format == OutputFormat::Pcm).then(|| RATE.to_string());
        self.client()
            .await
            .synthesize_speech()
            .engine(self.settings.tier.engine())
            .voice_id(VoiceId::from(speaker.id.as_str()))
            .text_type(TextType::Text)
            .text(text)
            .output_format(format)
            .set_sample_rate(rate)
            .set_speech_mark_types(marks)
            .send()
            .await
            .map_err(|error| self.failed(&error, text))
    }

    async fn all_of(&self, mut stream: ByteStream, most: u64) -> Result<Vec<u8>, SpeechError> {
        let mut bytes: Vec<u8> = Vec::new();
        while let Some(piece) = stream.next().await {
            bytes.extend(&piece.map_err(|error| self.cut_off(&error))?);
            if bytes.len() as u64 > most {
                return Err(SpeechError::TooMuchAudio { bytes: bytes.len() as u64 });
            }
        }
        Ok(bytes)
    }

    fn failed(&self, error: &SdkError<SynthesizeSpeechError>, text: &str) -> SpeechError {
        let is_too_long = error
            .as_service_error()
            .is_some_and(SynthesizeSpeechError::is_text_length_exceeded_exception);
        if is_too_long {
            let characters = text.chars().count();
            return SpeechError::TextTooLong { characters, most: characters.saturating_sub(1) };
        }
        self.refused(error)
    }

    /// Whatever any request may be answered.
    fn refused<E>(&self, error: &SdkError<E>) -> SpeechError
    where
        E: std::error::Error + ProvideErrorMetadata + 'static,
    {
        let Some(status) = error.raw_response().map(|answer| answer.status().as_u16()) else {
            return self.not_answered(error);
        };
        let server = self.server();
        let code = error.code().unwrap_or_default();
        let message = error.message().unwrap_or_default();
        let message = limits::message(format!("{code} {message}").as_bytes());
        let is_passing = status >= 500 || status == 429 || status == 408;
        if is_passing || code.contains("Throttl") || code.contains("TooManyRequests") {
            return SpeechError::Busy { server, status, message, retry_after: None };
        }
        if code.ends_with("NotSupportedException") {
            return SpeechError::Unfit { what: server, reason: message };
        }
        SpeechError::Refused { server, status, message }
    }

    fn not_answered<E>(&self, error: &SdkError<E>) -> SpeechError
    where
        E: std::error::Error + 'static,
    {
        let after = self.settings.timeout;
        match error {
            SdkError::TimeoutError(_) => SpeechError::Timeout { after },
            SdkError::DispatchFailure(failure) if failure.is_timeout() => {
                SpeechError::Timeout { after }
            }
            // What could not be sent at all, and what came to no answer: nothing is billed.
            SdkError::DispatchFailure(failure) if failure.is_io() => SpeechError::Unreachable {
                server: self.server(),
                reason: limits::causes(error),
                is_sent: false,
            },
            // What is left was not sent at all: no credentials, or none that are of any use.
            _ => SpeechError::Unfit {
                what: self.server(),
                reason: credentials::told(&self.settings, &limits::causes(error)),
            },
        }
    }

    fn cut_off(&self, error: &dyn std::error::Error) -> SpeechError {
        self.not_audio(format!("the answer is cut off: {}", limits::causes(error)))
    }

    fn not_audio(&self, reason: String) -> SpeechError {
        SpeechError::NotAudio { from: self.server(), reason }
    }

    fn server(&self) -> String {
        match &self.settings.endpoint {
            Some(endpoint) => endpoint.origin().ascii_serialization(),
            None => format!("Polly in {}", self.settings.region),
        }
    }

    /// Asks for the list of voices, which is free, and whether ours are in it.
    async fn ask(&self) -> Result<(), SpeechError> {
        let engine = self.settings.tier.engine();
        let asked = self.client().await.describe_voices().engine(engine).send();
        let answer = timeout(CHECKING, asked)
            .await
            .map_err(|_| SpeechError::Timeout { after: CHECKING })?
            .map_err(|error| self.refused(&error))?;
        let has = |id: &str| {
            answer.voices().iter().any(|voice| voice.id().is_some_and(|it| it.as_str() == id))
        };
        match self.settings.voices.iter().find(|speaker| !has(&speaker.id)) {
            Some(missing) if answer.next_token().is_none() => Err(SpeechError::Unfit {
                what: self.server(),
                reason: format!(
                    "it has no {} voice “{}”: name those that it has in `voices`",
                    self.settings.tier.engine().as_str(),
                    missing.id
                ),
            }),
            _ => Ok(()),
        }
    }
}

impl Engine for Polly {
    fn name(&self) -> &str {
        &self.settings.name
    }

    /// What of the settings is heard. Amazon does not tell when a voice changes.
    fn version(&self) -> BoxFuture<'_, Result<String, SpeechError>> {
        let version = format!("1 {} {RATE}", self.settings.tier.engine().as_str());
        Box::pin(async { Ok(version) })
    }

    fn abilities(&self) -> Abilities {
        let usual = || self.settings.tier.price();
        let mut price = self.settings.price.clone().unwrap_or_else(usual);
        if self.settings.word_times {
            price.micros_per_million_characters =
                price.micros_per_million_characters.saturating_mul(2);
        }
        Abilities {
            characters: self.settings.characters,
            pauses: true,
            word_times: self.settings.word_times,
            deterministic: false,
            price: Some(price),
        }
    }

    fn voices(&self) -> Vec<Voice> {
        self.settings.voices.iter().map(|one| one.voice(&self.settings.name)).collect()
    }

    fn check(&self) -> BoxFuture<'_, Result<(), SpeechError>> {
        Box::pin(self.ask())
    }

    fn speak<'a>(
        &'a self,
        text: &'a str,
        voice: &'a Voice,
    ) -> BoxFuture<'a, Result<Spoken, SpeechError>> {
        Box::pin(self.say(text, voice))
    }
}
