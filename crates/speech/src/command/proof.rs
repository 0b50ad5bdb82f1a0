//! Whether a program is a voice at all: many programs are there, and tell a version.

use crate::engine::Engine as _;
use crate::error::SpeechError;

use super::Command;

/// What it is asked to say: numbers are words in every language, and in whatever a program can read.
const TEXT: &str = "1, 2, 3.";

impl Command {
    /// Has the first voice say a little, once, within the time of any call.
    ///
    /// # Errors
    /// Those of speaking; silence is none of a voice.
    pub(super) async fn prove(&self) -> Result<(), SpeechError> {
        if self.is_proven.get().is_some() {
            return Ok(());
        }
        let Some(voice) = self.voices().into_iter().next() else { return Ok(()) };
        if self.say(TEXT, &voice).await?.is_silent() {
            return Err(SpeechError::Mute);
        }
        let _first = self.is_proven.set(());
        Ok(())
    }
}
