//! What every voice engine can be asked, whoever made it and wherever it runs.

use std::fmt::Debug;
use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::error::SpeechError;
use crate::pcm::Pcm;
use crate::voice::Voice;

/// An engine: something that turns plain text into audio. One text at a time, without memory: what
/// was said before changes nothing.
///
/// An engine tries once and tells what happened; trying again, falling back, caching and paying
/// are its callers' work, and so is the check of what it gives back ([`crate::Cast::speak`]).
pub trait Engine: Debug + Send + Sync {
    /// What its voices' names begin with, such as `pico`: letters, digits and `-`.
    fn name(&self) -> &str;

    /// Changes whenever the same text in the same voice would sound otherwise: version, model,
    /// pace. Part of every cache key. May ask a program or read a model, of which nothing is known
    /// until then; asked again, it is quick.
    ///
    /// # Errors
    /// What the version follows from is not there, or does not answer: then nothing can be spoken
    /// either, as no key would tell what it was spoken with.
    fn version(&self) -> BoxFuture<'_, Result<String, SpeechError>>;

    /// The same of one voice, where not all voices change together: what a cache key holds.
    ///
    /// # Errors
    /// As for [`Engine::version`].
    fn version_of<'a>(&'a self, _voice: &'a Voice) -> BoxFuture<'a, Result<String, SpeechError>> {
        self.version()
    }

    /// What it can and what it costs.
    fn abilities(&self) -> Abilities;

    /// How many characters it is given for a text, which is what its limit and its price count: the
    /// text's own, unless the engine writes it otherwise, as programs have “€” written out.
    fn characters_of(&self, text: &str) -> usize {
        text.chars().count()
    }

    /// The voices it has, known without asking anybody. The first of a language is its default.
    fn voices(&self) -> Vec<Voice>;

    /// What it is had to say when it is next checked; none: nothing, as for those that are paid.
    fn proof(&self) -> Option<Proof> {
        None
    }

    /// Whether it works now: the program is there, the server answers, the key is accepted. Costs
    /// nothing, and has nothing said but [`Engine::proof`].
    ///
    /// # Errors
    /// What is wrong, in words for an operator.
    fn check(&self) -> BoxFuture<'_, Result<(), SpeechError>>;

    /// Which of its voices are there, once [`Engine::check`] said that it works. Costs nothing, and
    /// has nothing said.
    fn present(&self) -> BoxFuture<'_, Present> {
        Box::pin(async { Present::All })
    }

    /// Speaks a text of at most [`Abilities::characters`], as [`Engine::characters_of`] counts, which has something to say.
    ///
    /// Bounded in time and memory whatever the engine does. Dropped before its end, it leaves
    /// nothing behind.
    ///
    /// # Errors
    /// See [`SpeechError::advice`]. Half an answer is an error, never audio.
    fn speak<'a>(
        &'a self,
        text: &'a str,
        voice: &'a Voice,
    ) -> BoxFuture<'a, Result<Spoken, SpeechError>>;
}

/// What an engine can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abilities {
    /// The most characters of one call, as [`Engine::characters_of`] counts them.
    pub characters: usize,
    /// Whether it makes pauses at commas and between sentences.
    pub pauses: bool,
    /// Whether it tells when each word begins.
    pub word_times: bool,
    /// Whether the same text gives the same samples each time.
    pub deterministic: bool,
    /// What it costs; none: nothing.
    pub price: Option<Price>,
}

/// Which voices of an engine are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Present {
    /// Every one.
    All,
    /// All but these.
    Without {
        /// Never empty; each is one of [`Engine::voices`].
        missing: Vec<Voice>,
        /// What the engine's own list has instead, as it calls them; never empty.
        offered: Vec<String>,
    },
    /// Nobody tells: each is known once it has spoken.
    Untold,
}

/// What an engine says to prove that it is a voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Who says it.
    pub voice: Voice,
    /// What is said.
    pub text: &'static str,
}

/// The price of speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// For a million characters, in millionths of the currency's unit: 16 dollars are 16,000,000.
    pub micros_per_million_characters: u64,
    /// ISO 4217, such as `USD`.
    pub currency: String,
}

impl Price {
    /// What so many characters cost, in millionths of the currency's unit, rounded up.
    #[must_use]
    pub fn of(&self, characters: u64) -> u64 {
        characters.saturating_mul(self.micros_per_million_characters).div_ceil(1_000_000)
    }
}

/// What an engine said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The audio.
    pub pcm: Pcm,
    /// When each word begins, where the engine tells it: in order, inside the audio. Else empty.
    pub words: Vec<WordTime>,
}

impl From<Pcm> for Spoken {
    fn from(pcm: Pcm) -> Self {
        Self { pcm, words: Vec::new() }
    }
}

/// When a word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordTime {
    /// The word's first byte in the text.
    pub byte: usize,
    /// Time from the first sample.
    pub at: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_rounded_up_and_never_overflows() {
        let price = Price { micros_per_million_characters: 16_000_000, currency: "USD".to_owned() };
        assert_eq!(price.of(0), 0);
        assert_eq!(price.of(1), 16);
        let cheap = Price { micros_per_million_characters: 1, ..price };
        assert_eq!(cheap.of(1), 1);
        assert_eq!(cheap.of(1_000_001), 2);
        assert_eq!(cheap.of(u64::MAX), u64::MAX.div_ceil(1_000_000));
    }
}
