//! A source of sound for tests: known pitch, level and length, at once, without a voice.

use std::f64::consts::TAU;

use futures_util::future::BoxFuture;

use crate::engine::{Abilities, Engine, Spoken, WordTime};
use crate::error::SpeechError;
use crate::pcm::Pcm;
use crate::voice::Voice;

/// Half of full scale: -6 dBFS.
const AMPLITUDE: f64 = 16_384.0;

/// A sine at -6 dBFS: `hertz` high, `milliseconds` long, `rate` samples a second.
#[must_use]
pub fn tone(hertz: u32, milliseconds: u32, rate: u32) -> Pcm {
    let samples = u64::from(milliseconds) * u64::from(rate) / 1000;
    let step = TAU * f64::from(hertz) / f64::from(rate.max(1));
    let samples = (0..samples).map(|index| sample_at(index, step)).collect();
    Pcm { samples, rate }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "indices stay far below 2^52, and the amplitude is within i16"
)]
fn sample_at(index: u64, step: f64) -> i16 {
    (AMPLITUDE * (step * index as f64).sin()).round() as i16
}

/// Samples a second of [`Tone`].
const RATE: u32 = 16_000;

/// What a letter takes, and the gap after each word, in milliseconds.
const LETTER_MS: usize = 60;
const GAP_MS: usize = 60;

/// An engine for tests and rehearsals: each word is a tone of known pitch and length, so that what
/// comes out at the end can be held against what went in. It has a voice for each language that
/// it was made for, asks nobody, and knows when each word begins.
#[derive(Debug)]
pub struct Tone {
    languages: Vec<String>,
}

impl Tone {
    /// An engine with voices for these languages (BCP 47).
    #[must_use]
    pub fn new(languages: &[&str]) -> Self {
        Self { languages: languages.iter().map(|&language| language.to_owned()).collect() }
    }
}

impl Engine for Tone {
    fn name(&self) -> &'static str {
        "tone"
    }

    fn version(&self) -> BoxFuture<'_, Result<String, SpeechError>> {
        Box::pin(async { Ok("1".to_owned()) })
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            characters: 2000,
            pauses: false,
            word_times: true,
            deterministic: true,
            price: None,
        }
    }

    fn voices(&self) -> Vec<Voice> {
        let voice = |language: &String| Voice {
            name: format!("tone-{language}"),
            language: language.clone(),
            micros_per_character: Some(60_000),
        };
        self.languages.iter().map(voice).collect()
    }

    fn check(&self) -> BoxFuture<'_, Result<(), SpeechError>> {
        Box::pin(async { Ok(()) })
    }

    fn speak<'a>(
        &'a self,
        text: &'a str,
        _voice: &'a Voice,
    ) -> BoxFuture<'a, Result<Spoken, SpeechError>> {
        Box::pin(async { Ok(words(text)) })
    }
}

/// Each word as a tone of 300 to 700 Hz by its number, its letters long, with a gap behind it.
pub(crate) fn words(text: &str) -> Spoken {
    let mut samples = Vec::new();
    let mut words = Vec::new();
    let starts =
        text.split_whitespace().map(|word| (word.as_ptr().addr() - text.as_ptr().addr(), word));
    for ((byte, word), step) in starts.zip((0..5).cycle()) {
        let at = Pcm { samples: Vec::new(), rate: RATE }.time_of(samples.len());
        words.push(WordTime { byte, at });
        let milliseconds = word.chars().count() * LETTER_MS;
        let sound = tone(300 + 100 * step, u32::try_from(milliseconds).unwrap_or(u32::MAX), RATE);
        samples.extend(sound.samples);
        samples.extend(std::iter::repeat_n(0, GAP_MS * RATE as usize / 1000));
    }
    Spoken { pcm: Pcm { samples, rate: RATE }, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_is_as_long_and_as_loud_as_asked() {
        let pcm = tone(1000, 250, 16_000);
        assert_eq!(pcm.samples.len(), 4000);
        assert_eq!(pcm.duration().as_millis(), 250);
        assert_eq!(pcm.samples.iter().copied().max(), Some(16_384));
    }

    #[test]
    fn a_rate_of_zero_gives_silence_and_no_panic() {
        assert_eq!(tone(440, 1000, 0).duration().as_millis(), 0);
    }
}
