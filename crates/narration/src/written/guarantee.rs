//! The last pass: whatever the rules left, no digit and no symbol gets through.
//!
//! Letters and the signs of punctuation that voices know stay; digits are read; symbols are named
//! or dropped; all else (emoji, arrows, control characters) is dropped.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::line::{Line, Place};
use crate::{Language, numbers};

/// Punctuation that voices take for a pause or pass over.
const PUNCTUATION: &str = ".,;:!?'’‘\"“”„«»‹›()-–—…¿¡";

/// The line without digits and symbols, white space collapsed.
pub(super) fn guarantee(language: Language, rewritten: &Line) -> Line {
    let text = rewritten.text();
    if is_plain(text) {
        return rewritten.clone();
    }
    let mut said = Said::default();
    let mut digits_from = None;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            digits_from.get_or_insert(at);
            continue;
        }
        if let Some(from) = digits_from.take() {
            said.push_number(language, rewritten, from..at);
        }
        said.push(language, c, rewritten.place(at..at + c.len_utf8()));
    }
    if let Some(from) = digits_from {
        said.push_number(language, rewritten, from..text.len());
    }
    said.line.trim_end();
    said.line
}

/// Nothing in it would change: ASCII letters and punctuation, single spaces between.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let holds = text.bytes().all(|byte| {
        let is_single = byte != b' ' || before != b' ';
        before = byte;
        is_single && matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b' '..=b'"' | b'\'' ..=b')' | b','..=b'.' | b':' | b';' | b'?')
    });
    holds && before != b' '
}

/// The name of a symbol; a space for those that are not said.
fn symbol(language: Language, symbol: char) -> &'static str {
    let names: [&str; 5] = match symbol {
        '&' => ["and", "und", "et", "y", "e"],
        '%' => ["percent", "Prozent", "pour cent", "por ciento", "per cento"],
        '+' => ["plus", "plus", "plus", "más", "più"],
        '=' => ["equals", "gleich", "égale", "igual a", "uguale"],
        '@' => ["at", "at", "arobase", "arroba", "chiocciola"],
        '$' => ["dollar", "Dollar", "dollar", "dólar", "dollaro"],
        '€' => ["euro", "Euro", "euro", "euro", "euro"],
        '£' => ["pound", "Pfund", "livre", "libra", "sterlina"],
        '°' => ["degrees", "Grad", "degrés", "grados", "gradi"],
        '§' => ["section", "Paragraf", "paragraphe", "párrafo", "paragrafo"],
        '²' => ["squared", "Quadrat", "carré", "al cuadrado", "al quadrato"],
        '³' => ["cubed", "Kubik", "cube", "al cubo", "al cubo"],
        '×' => ["times", "mal", "fois", "por", "per"],
        '±' => ["plus or minus", "plus minus", "plus ou moins", "más menos", "più o meno"],
        '≥' => ["at least", "mindestens", "au moins", "al menos", "almeno"],
        '≤' => ["at most", "höchstens", "au plus", "como mucho", "al massimo"],
        '≈' => ["about", "etwa", "environ", "unos", "circa"],
        _ => return " ",
    };
    let [english, german, french, spanish, italian] = names;
    match language {
        Language::English => english,
        Language::German => german,
        Language::French => french,
        Language::Spanish => spanish,
        Language::Italian => italian,
    }
}

#[derive(Default)]
struct Said {
    line: Line,
    /// A word of ours stands at the end: the next letter must not touch it.
    after_word: bool,
}

impl Said {
    fn push(&mut self, language: Language, c: char, place: Place) {
        match c {
            _ if c.is_numeric() || c == ' ' => self.push_space(place),
            _ if c.is_alphabetic() => self.push_letter(c, place),
            _ if is_combining_mark(c) => self.push_mark(c, place),
            _ if PUNCTUATION.contains(c) => self.push_sign(c, place),
            '`' => self.push_sign('\'', place),
            '[' | '{' => self.push_sign('(', place),
            ']' | '}' => self.push_sign(')', place),
            _ => self.push_word(symbol(language, c), place),
        }
    }

    fn push_number(&mut self, language: Language, rewritten: &Line, range: Range<usize>) {
        let digits = rewritten.text().get(range.clone()).unwrap_or("");
        let words = numbers::cardinal_or_digits(language, digits);
        self.push_word(&words, rewritten.place(range));
    }

    fn push_space(&mut self, place: Place) {
        let text = self.line.text();
        if !text.is_empty() && !text.ends_with(' ') {
            self.line.push_char(' ', place);
        }
        self.after_word = false;
    }

    /// A word, or a space for one that is not said; nothing where it is empty.
    fn push_word(&mut self, word: &str, place: Place) {
        if word.is_empty() {
            return;
        }
        if word == " " || self.line.text().ends_with(char::is_alphanumeric) {
            self.push_space(place);
        }
        self.line.push_for(word.trim(), place);
        self.after_word = word != " ";
    }

    fn push_letter(&mut self, letter: char, place: Place) {
        if self.after_word {
            self.push_space(place);
        }
        self.line.push_char(letter, place);
    }

    fn push_sign(&mut self, sign: char, place: Place) {
        self.line.push_char(sign, place);
        self.after_word = false;
    }

    /// An accent stays on its letter; the selectors and keycaps of emoji have none.
    fn push_mark(&mut self, mark: char, place: Place) {
        let of_emoji = matches!(mark, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20f0}');
        if !of_emoji && !self.after_word && self.line.text().ends_with(char::is_alphabetic) {
            self.line.push_char(mark, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, written: &str, spoken: &str) {
        assert_eq!(guarantee(language, &Line::written(written)).into_text(), spoken);
    }

    #[test]
    fn digits_that_are_left_are_read() {
        check(Language::English, "es3x 007", "es three x zero zero seven");
        check(Language::German, "R2D2", "R zwei D zwei");
    }

    #[test]
    fn symbols_are_named_or_dropped() {
        check(Language::English, "a & b <i> ~ ^ | \\ _ * # /", "a and b i");
        check(Language::French, "5%", "cinq pour cent");
    }

    #[test]
    fn emoji_are_dropped_and_accents_stay() {
        check(Language::English, "Well 👍🏽 done 1\u{fe0f}\u{20e3}", "Well done one");
        check(Language::English, "q\u{308}", "q\u{308}");
    }
}
