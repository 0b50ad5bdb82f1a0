//! What Pico may be given.
//!
//! Pico fails on runs of some 300 digits and takes `<…>` for markup (both measured). It skips
//! scripts it does not know without a word.

use crate::error::{SpeechError, Unspeakable};

/// The most characters of one group. Some two minutes of speech.
pub(super) const MOST_CHARACTERS: usize = 2000;

/// The longest run of digits. Pico fails at about 300; nobody listens to a tenth of that.
const MOST_DIGITS: usize = 60;

/// The text without what the engine would misread: markup signs and control characters become
/// spaces.
///
/// # Errors
/// Too long (split), or not speakable (give up).
pub(super) fn prepare(text: &str) -> Result<String, SpeechError> {
    let characters = text.chars().count();
    if characters > MOST_CHARACTERS {
        return Err(SpeechError::TextTooLong { characters, most: MOST_CHARACTERS });
    }
    if !text.contains(char::is_alphanumeric) {
        return Err(Unspeakable::NothingToSay.into());
    }
    if longest_run_of_digits(text) > MOST_DIGITS {
        return Err(Unspeakable::Digits.into());
    }
    if !is_mostly_latin(text) {
        return Err(Unspeakable::Script.into());
    }
    Ok(text.chars().map(spoken).collect())
}

fn spoken(character: char) -> char {
    let is_misread = matches!(character, '<' | '>') || character.is_control();
    if is_misread { ' ' } else { character }
}

fn longest_run_of_digits(text: &str) -> usize {
    let not_a_digit = |character: char| !character.is_numeric();
    text.split(not_a_digit).map(|run| run.chars().count()).max().unwrap_or(0)
}

/// Whether at least half of the letters are Latin ones (below U+0250, the IPA extensions).
fn is_mostly_latin(text: &str) -> bool {
    let letters = text.chars().filter(|character| character.is_alphabetic());
    let (latin, other): (Vec<_>, Vec<_>) = letters.partition(|letter| *letter < '\u{250}');
    latin.len() >= other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(text: &str, expected: Unspeakable) {
        match prepare(text) {
            Err(SpeechError::Unspeakable(reason)) => assert_eq!(reason, expected),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_the_engine_would_misread_becomes_a_space() {
        assert_eq!(prepare("a <b> c\0d\ne").unwrap(), "a  b  c d e");
    }

    #[test]
    fn text_without_letters_or_digits_is_refused() {
        check_refused("", Unspeakable::NothingToSay);
        check_refused(" … – !", Unspeakable::NothingToSay);
    }

    #[test]
    fn endless_digits_are_refused() {
        check_refused(&"7".repeat(61), Unspeakable::Digits);
        assert!(prepare(&"7".repeat(60)).is_ok());
    }

    #[test]
    fn another_script_is_refused_but_a_foreign_word_is_not() {
        check_refused("Погода сегодня хорошая", Unspeakable::Script);
        assert!(prepare("The paper Правда was founded in 1912.").is_ok());
    }

    #[test]
    fn a_long_group_is_to_be_split() {
        let error = prepare(&"word ".repeat(401)).unwrap_err();
        assert!(matches!(error, SpeechError::TextTooLong { characters: 2005, most: 2000 }));
    }
}
