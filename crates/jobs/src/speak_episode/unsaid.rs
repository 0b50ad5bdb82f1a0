//! What a voice could not say: why, and which sentence that was.

use std::fmt;

use speech::SpeechError;

use super::wait;

/// The most characters of a sentence that are quoted.
const QUOTED_CHARACTERS: usize = 60;

/// Why a voice could not say a script.
#[derive(Debug)]
pub(super) struct Unsaid {
    pub(super) error: SpeechError,
    /// The beginning of the sentence it stopped at; none where no sentence is at fault.
    at: Option<String>,
}

impl Unsaid {
    /// The same error, with the sentence that was to be said, where it is the sentence's own: a voice
    /// that is away is away for all, and has one reason for all that wait for it.
    pub(super) fn naming(error: anyhow::Error, text: &str) -> anyhow::Error {
        match error.downcast::<SpeechError>() {
            Ok(error) if wait::engine_away(&error).is_none() => {
                Self { error, at: Some(beginning(text)) }.into()
            }
            Ok(error) => error.into(),
            Err(other) => other,
        }
    }

    /// # Errors
    /// What is no voice's failure.
    pub(super) fn of(error: anyhow::Error) -> anyhow::Result<Self> {
        match error.downcast::<Self>() {
            Ok(unsaid) => Ok(unsaid),
            Err(error) => Ok(Self { error: error.downcast()?, at: None }),
        }
    }
}

impl From<SpeechError> for Unsaid {
    fn from(error: SpeechError) -> Self {
        Self { error, at: None }
    }
}

impl fmt::Display for Unsaid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(formatter, "“{at}”: {}", self.error),
            None => self.error.fmt(formatter),
        }
    }
}

impl std::error::Error for Unsaid {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: SpeechError, text: &str, expected: &str) {
        let told = format!("{:#}", Unsaid::naming(error.into(), text));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_sentence_is_quoted_as_far_as_it_tells_which_one_it_is() {
        check(SpeechError::Mute, "It rained.", "“It rained.”: the voice gave silence");
        let long = "Überall regnete es den ganzen Tag, und die Felder tranken, was sie konnten.";
        let quoted = "“Überall regnete es den ganzen Tag, und die Felder tranken, w…”";
        check(SpeechError::Mute, long, &format!("{quoted}: the voice gave silence"));
    }

    #[test]
    fn who_waits_for_a_voice_that_is_away_has_one_reason() {
        let refused = SpeechError::Refused {
            server: "http://voice.example".to_owned(),
            status: 401,
            message: "no key".to_owned(),
        };
        check(refused, "It rained.", "http://voice.example refused with 401: no key");
    }
}
