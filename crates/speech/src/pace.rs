//! How long a voice usually takes, and whether what it gave can be the text that it was given.

use std::collections::VecDeque;
use std::ops::RangeInclusive;

use crate::error::SpeechError;
use crate::master::trim;
use crate::pcm::Pcm;
use crate::voice::Voice;

/// What even one word takes, with the breath around it, in seconds.
const SHORTEST_SECONDS: f64 = 0.4;

/// A digit is said as a word: its weight in characters of prose.
const CHARACTERS_PER_DIGIT: u32 = 6;

/// What the name of a letter takes beyond the letter itself, in characters of prose: “double u”.
const CHARACTERS_PER_LETTER: f64 = 5.0;

/// Shares of the usual length between which audio is believed.
const BELIEVED: RangeInclusive<f64> = 0.5..=2.0;

/// The same while the voice's pace is still a guess.
const BELIEVED_OF_STRANGERS: RangeInclusive<f64> = 0.25..=4.0;

/// What a voice that nobody has measured is taken to need for a character, in seconds: the mean of
/// the built-in ones (0.051 to 0.065).
const GUESS: f64 = 0.06;

/// Texts after which a pace is known, and how many of the last ones are remembered.
const ENOUGH: usize = 8;
const REMEMBERED: usize = 64;

/// Texts of fewer characters tell little about a pace.
const TELLING_CHARACTERS: f64 = 20.0;

/// The pace of one voice: as it was measured, or learned from what it says.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    /// Seconds a character of the last texts, in order.
    heard: VecDeque<f64>,
}

impl Pace {
    /// Whether the audio can be this text: neither empty nor far longer or shorter than usual. What
    /// is believed teaches the pace of a voice that nobody has measured.
    ///
    /// # Errors
    /// [`SpeechError::Implausible`]; another try may help.
    pub(crate) fn check(
        &mut self,
        text: &str,
        pcm: &Pcm,
        voice: &Voice,
    ) -> Result<(), SpeechError> {
        let seconds = pcm.duration().as_secs_f64();
        // Silence at the ends, which many servers give, is cut off later and makes no text too long.
        let sounding = trim(pcm).map_or(pcm.samples.len(), |sound| sound.len());
        let sounding = u32::try_from(sounding).unwrap_or(u32::MAX);
        let sounding = f64::from(sounding) / f64::from(pcm.rate.max(1));
        let (per_character, believed) = match voice.micros_per_character {
            Some(micros) => (f64::from(micros) / 1e6, BELIEVED),
            None => self.learned().map_or((GUESS, BELIEVED_OF_STRANGERS), |pace| (pace, BELIEVED)),
        };
        let weight = weight(text);
        let expected = SHORTEST_SECONDS + weight * per_character;
        // Acronyms are said as words, or letter by letter: nobody knows which before.
        let spelled = SHORTEST_SECONDS + (weight + spelling(text)) * per_character;
        if seconds < expected * believed.start() || sounding > spelled * believed.end() {
            return Err(SpeechError::Implausible { seconds, expected });
        }
        if weight >= TELLING_CHARACTERS {
            self.learn((seconds - SHORTEST_SECONDS).max(0.0) / weight);
        }
        Ok(())
    }

    fn learn(&mut self, per_character: f64) {
        if self.heard.len() == REMEMBERED {
            self.heard.pop_front();
        }
        self.heard.push_back(per_character);
    }

    /// The median of what was heard, once that is enough.
    fn learned(&self) -> Option<f64> {
        if self.heard.len() < ENOUGH {
            return None;
        }
        let mut sorted: Vec<f64> = self.heard.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied()
    }
}

/// What it adds to a text's length to spell its acronyms: capitals of words that have several, or
/// no other letter (`BBC`, `AfD`, `U.S.`).
fn spelling(text: &str) -> f64 {
    let capitals = |word: &str| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic());
        let (upper, others): (Vec<char>, Vec<char>) =
            letters.partition(|letter| letter.is_uppercase());
        if upper.len() > 1 || others.is_empty() { upper.len() } else { 0 }
    };
    let capitals: usize = text.split_whitespace().map(capitals).sum();
    f64::from(u32::try_from(capitals).unwrap_or(u32::MAX)) * CHARACTERS_PER_LETTER
}

/// The text's length in characters of prose.
pub(crate) fn weight(text: &str) -> f64 {
    let weight = |character: char| if character.is_numeric() { CHARACTERS_PER_DIGIT } else { 1 };
    f64::from(text.chars().map(weight).sum::<u32>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "It rained all day, and the fields drank what they could of it.";

    fn voice(micros_per_character: Option<u32>) -> Voice {
        let (name, language) = ("pico-en-US".to_owned(), "en-US".to_owned());
        Voice { name, language, micros_per_character }
    }

    fn seconds(seconds: f64) -> Pcm {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds")]
        let samples = vec![0; (seconds * 16_000.0) as usize];
        Pcm { samples, rate: 16_000 }
    }

    #[test]
    fn audio_of_impossible_length_is_not_believed() {
        // 62 characters: 3.9 s are usual.
        let known = voice(Some(57_000));
        let believed = |length| Pace::default().check(TEXT, &seconds(length), &known).is_ok();
        assert!(believed(4.0));
        assert!(believed(2.1));
        assert!(believed(7.7));
        assert!(!believed(0.0));
        assert!(!believed(1.8));
        assert!(!believed(8.2));
    }

    #[test]
    fn silence_at_the_ends_makes_no_text_too_long() {
        let known = voice(Some(57_000));
        let mut padded = seconds(1.4);
        padded.samples[8_000..14_000].fill(5_000);
        assert!(Pace::default().check("Yes.", &padded, &known).is_ok());
        padded.samples.fill(5_000);
        assert!(Pace::default().check("Yes.", &padded, &known).is_err());
    }

    #[test]
    fn acronyms_may_be_spelled_or_said() {
        let known = voice(Some(57_000));
        let believed = |text, length| Pace::default().check(text, &seconds(length), &known).is_ok();
        // What Pico takes for them; as words they would take half of it.
        assert!(believed("The FBI, CIA, NSA and DHS declined.", 4.9));
        assert!(believed("The FBI, CIA, NSA and DHS declined.", 2.4));
        assert!(believed("Sources: WHO, IMF, OECD.", 4.7));
        assert!(believed("BBC.", 1.4));
        assert!(believed("The U.S. said so.", 2.6));
        assert!(!believed("The FBI, CIA, NSA and DHS declined.", 14.0));
        assert!(!believed("The FBI, CIA, NSA and DHS declined.", 1.0));
    }

    #[test]
    fn a_voice_that_nobody_measured_is_learned() {
        let mut pace = Pace::default();
        let slow = voice(None);
        for _ in 0..ENOUGH {
            pace.check(TEXT, &seconds(8.0), &slow).unwrap();
        }
        assert!(pace.check(TEXT, &seconds(15.0), &slow).is_ok());
        assert!(pace.check(TEXT, &seconds(3.0), &slow).is_err());
        assert!(pace.check(TEXT, &seconds(17.0), &slow).is_err());
    }

    #[test]
    fn a_stranger_is_not_believed_everything() {
        let mut pace = Pace::default();
        assert!(pace.check(TEXT, &seconds(0.1), &voice(None)).is_err());
        assert!(pace.check(TEXT, &seconds(60.0), &voice(None)).is_err());
    }
}
