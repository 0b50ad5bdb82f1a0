//! An answer of a server: its bytes, if all of it is there and it can be audio; else what is wrong.

use std::fmt;
use std::time::{Duration, SystemTime};

use reqwest::header::{
    CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER, TRANSFER_ENCODING,
};
use reqwest::{Response, StatusCode, Version};
use url::Url;

use crate::address;
use crate::error::SpeechError;
use crate::limits;

/// How much of an answer that is no audio is read, in bytes.
const MOST_MESSAGE: usize = 2048;

/// Nobody waits longer because a server asks for it.
const MOST_WAIT: Duration = Duration::from_hours(24);

/// What servers say when a text is too long for them: OpenAI, those that check with pydantic, and
/// others.
const TOO_LONG: [&str; 6] =
    ["string_too_long", "too long", "maximum length", "max_length", "at most", "exceeds"];

/// A server, as errors name it: without path, name and password.
#[derive(Clone)]
pub(super) struct Server {
    origin: String,
    /// What no error repeats, though the server may.
    secrets: Vec<String>,
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.origin)
    }
}

impl Server {
    pub(super) fn at(address: &Url) -> Self {
        let origin = address.origin().ascii_serialization();
        Self { origin, secrets: address::secrets_of(address) }
    }

    /// As errors name it.
    pub(super) fn name(&self) -> String {
        self.origin.clone()
    }

    /// The beginning of what it said in words.
    fn words(&self, bytes: &[u8]) -> String {
        let said = String::from_utf8_lossy(bytes);
        limits::message(address::without(&self.secrets, &said).as_bytes())
    }

    /// Where it leads to.
    fn place(&self, location: &str) -> String {
        let to = Url::parse(&self.origin).and_then(|origin| origin.join(location));
        to.map_or_else(|_| "somewhere".to_owned(), |to| address::shown(&to))
    }

    /// The whole body of an answer to a text.
    ///
    /// # Errors
    /// Whatever is no audio, not all of it, or more than the text can be.
    pub(super) async fn body(&self, answer: Response, text: &str) -> Result<Vec<u8>, SpeechError> {
        let mut answer = self.successful(answer, text).await?;
        if let Some(problem) = not_audio(answer.headers()) {
            let beginning = beginning(&mut answer).await;
            return Err(self.not_audio(problem, &beginning));
        }
        let most = limits::most_bytes(text);
        let told = answer.content_length();
        let has_end = told.is_some() || has_end(&answer);
        if let Some(bytes) = told.filter(|bytes| *bytes > most) {
            return Err(SpeechError::TooMuchAudio { bytes });
        }
        let mut body: Vec<u8> = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|error| self.cut_off(error))? {
            body.extend(&piece);
            if body.len() as u64 > most {
                return Err(SpeechError::TooMuchAudio { bytes: body.len() as u64 });
            }
        }
        if told.is_some_and(|told| told != body.len() as u64) {
            return Err(self.not_audio("the answer is cut off".to_owned(), &[]));
        }
        if !has_end && !is_whole_riff(&body) {
            let problem = "neither the answer nor the file tells where it ends".to_owned();
            return Err(self.not_audio(problem, &[]));
        }
        Ok(body)
    }

    /// The answer, if it is one of success.
    pub(super) async fn successful(
        &self,
        mut answer: Response,
        text: &str,
    ) -> Result<Response, SpeechError> {
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let retry_after = text_of(answer.headers(), &RETRY_AFTER)
            .and_then(|value| wait_of(value, SystemTime::now()));
        let location = text_of(answer.headers(), &LOCATION).map(|to| self.place(to));
        let message = self.words(&beginning(&mut answer).await);
        let (server, code) = (self.name(), status.as_u16());
        if let Some(location) = location.filter(|_| status.is_redirection()) {
            let message =
                format!("it leads to {location}; if that is right, make it the `address`");
            return Err(SpeechError::Refused { server, status: code, message });
        }
        if is_passing(status) {
            return Err(SpeechError::Busy { server, status: code, message, retry_after });
        }
        let is_of_text = matches!(code, 400 | 413 | 422) && !text.is_empty();
        if is_of_text && is_too_long(&message) {
            let characters = text.chars().count();
            return Err(SpeechError::TextTooLong {
                characters,
                most: characters.saturating_sub(1),
            });
        }
        Err(SpeechError::Refused { server, status: code, message })
    }

    /// An answer that began, and did not come to its end: another may.
    fn cut_off(&self, error: reqwest::Error) -> SpeechError {
        let reason = match self.unreachable(error) {
            SpeechError::Unreachable { reason, .. } => reason,
            other => other.to_string(),
        };
        self.not_audio(format!("the answer is cut off: {reason}"), &[])
    }

    /// What the network said, with its causes, and without the address, which may hold a password.
    pub(super) fn unreachable(&self, error: reqwest::Error) -> SpeechError {
        let is_sent = !error.is_connect();
        let reason = limits::causes(&error.without_url());
        SpeechError::Unreachable { server: self.name(), reason, is_sent }
    }

    /// No audio, with the beginning of it where that is in words.
    pub(super) fn not_audio(&self, problem: String, bytes: &[u8]) -> SpeechError {
        let beginning = bytes.get(..bytes.len().min(MOST_MESSAGE)).unwrap_or_default();
        let is_in_words = !beginning.is_empty() && !beginning.iter().any(|it| is_binary(*it));
        let reason =
            if is_in_words { format!("{problem}: {}", self.words(beginning)) } else { problem };
        SpeechError::NotAudio { from: self.name(), reason }
    }
}

/// Whether the way that it comes by tells its end; else it ends where the connection does, and one
/// that was cut off looks like one that is whole (RFC 9112, section 6.3).
fn has_end(answer: &Response) -> bool {
    let coding = text_of(answer.headers(), &TRANSFER_ENCODING).unwrap_or_default();
    answer.version() == Version::HTTP_2 || coding.to_ascii_lowercase().contains("chunked")
}

/// Whether this is a RIFF file that tells its length, and has it.
fn is_whole_riff(body: &[u8]) -> bool {
    let told = body.get(4..8).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    body.starts_with(b"RIFF") && told.is_some_and(|told| u64::from(told) + 8 <= body.len() as u64)
}

fn is_binary(byte: u8) -> bool {
    byte < b' ' && !byte.is_ascii_whitespace()
}

/// Why the head of an answer announces no audio that we read.
fn not_audio(headers: &HeaderMap) -> Option<String> {
    if let Some(coding) = text_of(headers, &CONTENT_ENCODING).filter(|it| *it != "identity") {
        return Some(format!("it is encoded ({})", limits::message(coding.as_bytes())));
    }
    let kind = text_of(headers, &CONTENT_TYPE)?;
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_compressed = ["mpeg", "mp3", "ogg", "opus", "aac", "flac", "webm"]
        .iter()
        .any(|it| essence.ends_with(it));
    let is_audio = essence.starts_with("audio/") || essence == "application/octet-stream";
    (!is_audio || is_compressed).then(|| format!("it is {}", limits::message(kind.as_bytes())))
}

fn text_of<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The beginning of a body, as much of it as comes.
pub(super) async fn beginning(answer: &mut Response) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Ok(Some(piece)) = answer.chunk().await {
        bytes.extend(&piece);
        if bytes.len() >= MOST_MESSAGE {
            bytes.truncate(MOST_MESSAGE);
            break;
        }
    }
    bytes
}

/// Whether the same request may be answered otherwise a little later.
fn is_passing(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
}

fn is_too_long(message: &str) -> bool {
    let message = message.to_lowercase();
    TOO_LONG.iter().any(|sign| message.contains(sign))
}

/// What a `Retry-After` asks for (RFC 9110, section 10.2.3): seconds, or a date.
fn wait_of(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default(),
    };
    Some(wait.min(MOST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_in_seconds_or_until_a_date() {
        let now = httpdate::parse_http_date("Sun, 22 Nov 2026 10:00:00 GMT").unwrap();
        let wait = |value| wait_of(value, now).map(|wait| wait.as_secs());
        assert_eq!(wait(" 7 "), Some(7));
        assert_eq!(wait("Sun, 22 Nov 2026 10:01:00 GMT"), Some(60));
        assert_eq!(wait("Sun, 22 Nov 2026 09:00:00 GMT"), Some(0));
        assert_eq!(wait("999999999"), Some(86_400));
        assert_eq!(wait("soon"), None);
    }

    #[test]
    fn servers_say_in_their_words_that_a_text_is_too_long() {
        assert!(is_too_long(
            "[{\"type\":\"string_too_long\",\"msg\":\"String should have at most\"}]"
        ));
        assert!(is_too_long("Input is TOO LONG"));
        assert!(!is_too_long("voice: expected one of alloy, echo"));
    }

    #[test]
    fn a_server_is_named_without_its_secrets() {
        let address = Url::parse("https://me:hunter2@voice.example:8443/v1").unwrap();
        assert_eq!(Server::at(&address).name(), "https://voice.example:8443");
    }
}
