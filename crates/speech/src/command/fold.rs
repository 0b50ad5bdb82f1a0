//! What an outside program may be given: the characters that it knows, on one line, without markup.
//!
//! flite says junk for typographic quotes, dashes and pound signs (measured), espeak-ng takes
//! `[[…]]` for sounds, several take `<…>` for commands.

use unicode_normalization::UnicodeNormalization as _;

use crate::error::{SpeechError, Unspeakable};

/// The characters that a program can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// ASCII: accents are taken off.
    Ascii,
    /// ISO 8859-1.
    Latin1,
    /// All.
    Utf8,
}

/// A text as it goes to the program.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Folded {
    /// In the program's encoding, with a line's end behind it.
    pub(super) bytes: Vec<u8>,
    /// The same, to be counted.
    pub(super) characters: String,
}

/// Folds a text.
///
/// # Errors
/// Most of its letters are of a script that the program cannot read.
pub(super) fn fold(text: &str, writing: Writing) -> Result<Folded, SpeechError> {
    let mut folded = String::with_capacity(text.len());
    let (mut letters, mut lost) = (0_usize, 0_usize);
    for character in text.nfc() {
        letters += usize::from(character.is_alphabetic());
        if is_safe(character, writing) {
            folded.push(character);
        } else if let Some(instead) = instead_of(character, writing) {
            folded.push_str(&instead);
        } else {
            lost += usize::from(character.is_alphabetic());
            folded.push(' ');
        }
    }
    if lost * 2 > letters {
        return Err(Unspeakable::Script.into());
    }
    let characters = line(&folded);
    if !characters.contains(char::is_alphanumeric) {
        return Err(Unspeakable::NothingToSay.into());
    }
    let mut bytes = match writing {
        Writing::Latin1 => characters.chars().filter_map(|it| u8::try_from(it).ok()).collect(),
        Writing::Ascii | Writing::Utf8 => characters.clone().into_bytes(),
    };
    bytes.push(b'\n');
    Ok(Folded { bytes, characters })
}

/// Whether it goes in as it is.
fn is_safe(character: char, writing: Writing) -> bool {
    let is_markup = matches!(character, '<' | '>' | '[' | ']' | '{' | '}' | '\\' | '`' | '^' | '|');
    let is_known = match writing {
        Writing::Ascii => character.is_ascii(),
        // Of Latin-1 the letters alone: its signs are said by nobody.
        Writing::Latin1 => character.is_ascii() || ('À'..='ÿ').contains(&character),
        Writing::Utf8 => instead_of_sign(character).is_none(),
    };
    is_known && !is_markup && !character.is_control()
}

fn instead_of(character: char, writing: Writing) -> Option<String> {
    let known = instead_of_sign(character).or_else(|| instead_of_letter(character));
    if let Some(instead) = known {
        return Some(instead.to_owned());
    }
    // A letter without its accents, where that is one that the program knows.
    let bare: String = std::iter::once(character).nfd().filter(char::is_ascii_alphabetic).collect();
    (writing != Writing::Utf8 && !bare.is_empty()).then_some(bare)
}

/// Signs of typography, which no program needs, and of money and measure, as English says them:
/// scripts have none of those, as narration says them in the text's own language.
fn instead_of_sign(character: char) -> Option<&'static str> {
    Some(match character {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' | '´' => "'",
        '–' | '—' | '―' | '•' | '·' => ", ",
        '‐' | '‑' | '‒' | '−' => "-",
        '…' => "...",
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            ""
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => " ",
        '£' => " pounds ",
        '€' => " euros ",
        '¥' => " yen ",
        '°' => " degrees ",
        '×' => " times ",
        '½' => " half ",
        '¼' => " quarter ",
        _ => return None,
    })
}

/// Letters that are no letter with an accent.
fn instead_of_letter(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ł' => "l",
        'Ł' => "L",
        'þ' => "th",
        'Þ' => "Th",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "ng",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        _ => return None,
    })
}

/// On one line, with single spaces, and none before a comma.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, writing: Writing, expected: &str) {
        assert_eq!(fold(text, writing).unwrap().characters, expected);
    }

    #[test]
    fn ascii_has_neither_accents_nor_typography() {
        check("“Café” – Straße…", Writing::Ascii, "\"Cafe\", Strasse...");
        check("Łódź, Ærø, Þór’s", Writing::Ascii, "Lodz, AEro, Thor's");
        check("Cafe\u{301} no\u{ad}vel", Writing::Ascii, "Cafe novel");
        check("£5 at 3 °C", Writing::Ascii, "pounds 5 at 3 degrees C");
    }

    #[test]
    fn latin_1_keeps_its_letters_as_one_byte_each() {
        let folded = fold("Señor Dvořák – ça", Writing::Latin1).unwrap();
        assert_eq!(folded.characters, "Señor Dvorák, ça");
        assert_eq!(folded.bytes, b"Se\xf1or Dvor\xe1k, \xe7a\n");
    }

    #[test]
    fn all_of_unicode_goes_in_on_one_line_and_without_markup() {
        check("a [[h@'loU]] <b>\nПравда\0 b", Writing::Utf8, "a h@'loU b Правда b");
        check("Grüße — naïve", Writing::Utf8, "Grüße, naïve");
    }

    #[test]
    fn a_script_that_would_be_lost_is_refused_but_a_foreign_word_is_not() {
        let error = fold("Погода сегодня хорошая", Writing::Ascii).unwrap_err();
        assert!(matches!(error, SpeechError::Unspeakable(Unspeakable::Script)));
        check("The paper Правда was founded", Writing::Ascii, "The paper was founded");
    }

    #[test]
    fn what_is_nothing_but_signs_is_nothing_to_say() {
        let error = fold("<>…", Writing::Ascii).unwrap_err();
        assert!(matches!(error, SpeechError::Unspeakable(Unspeakable::NothingToSay)));
    }

    proptest! {
        #[test]
        fn nothing_but_what_the_program_reads_comes_out(text in "\\PC{0,200}") {
            for writing in [Writing::Ascii, Writing::Latin1, Writing::Utf8] {
                let Ok(folded) = fold(&text, writing) else { continue };
                let (last, line) = folded.bytes.split_last().unwrap();
                prop_assert_eq!(*last, b'\n');
                prop_assert!(!line.iter().any(u8::is_ascii_control));
                prop_assert!(!line.iter().any(|byte| b"<>[]".contains(byte)));
                prop_assert!(writing != Writing::Ascii || line.is_ascii());
            }
        }
    }
}
