//! Whether a program is a voice at all: many programs are there, and tell a version.

use crate::engine::{Engine as _, Proof};
use crate::error::SpeechError;

use super::Command;

/// What it is asked to say: numbers are words in every language, and in whatever a program can read.
const TEXT: &str = "1, 2, 3.";

impl Command {
    /// What is to be said; none: it was, or it would have to be paid.
    pub(super) fn to_be_proven(&self) -> Option<Proof> {
        if self.settings.price.is_some() || self.is_proven.get().is_some() {
            return None;
        }
        self.voices().into_iter().next().map(|voice| Proof { voice, text: TEXT })
    }

    /// Has the first voice say a little, once, within the time of any call.
    ///
    /// # Errors
    /// Those of speaking; silence is none of a voice.
    pub(super) async fn prove(&self) -> Result<(), SpeechError> {
        let Some(Proof { voice, text }) = self.to_be_proven() else { return Ok(()) };
        if self.say(text, &voice).await?.is_silent() {
            return Err(SpeechError::Mute);
        }
        let _first = self.is_proven.set(());
        Ok(())
    }
}
