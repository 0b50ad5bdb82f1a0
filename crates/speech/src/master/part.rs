//! What an episode is put together from.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::cache;
use crate::engine::Spoken;
use crate::error::SpeechError;

/// One group of sentences as it was spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The audio; silence at its ends is trimmed.
    pub sound: Sound,
    /// What is said in it: its words get their times.
    pub text: String,
    /// What it says as it was written, for players that show the text; empty: nothing is shown.
    pub written: String,
    /// Title of the chapter that begins with it.
    pub chapter: Option<String>,
    /// Silence after it, in milliseconds.
    pub pause_after_ms: u32,
}

impl Part {
    /// A part with nothing but its sound.
    #[must_use]
    pub fn of(spoken: impl Into<Spoken>, pause_after_ms: u32) -> Self {
        Self {
            sound: Sound::Memory(spoken.into()),
            text: String::new(),
            written: String::new(),
            chapter: None,
            pause_after_ms,
        }
    }
}

/// Where a part's audio is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sound {
    /// In memory.
    Memory(Spoken),
    /// In a file of the [`crate::Cache`], read whenever it is needed: an hour of audio then takes
    /// no more memory than one part.
    File(PathBuf),
}

impl Sound {
    /// What was spoken.
    ///
    /// # Errors
    /// [`SpeechError::Cache`] where a file is gone or damaged.
    pub fn read(&self) -> Result<Cow<'_, Spoken>, SpeechError> {
        match self {
            Self::Memory(spoken) => Ok(Cow::Borrowed(spoken)),
            Self::File(path) => cache::read(path).map(Cow::Owned),
        }
    }
}
