//! The last pass: whatever the rules left, no digit and no symbol gets through.
//!
//! Letters and the signs of punctuation that voices know stay; digits are read; symbols are named
//! or dropped; all else (emoji, arrows, control characters) is dropped.

use unicode_normalization::char::is_combining_mark;

use crate::{Language, numbers};

/// Punctuation that voices take for a pause or pass over.
const PUNCTUATION: &str = ".,;:!?'’‘\"“”„«»‹›()-–—…¿¡";

/// The line without digits and symbols, white space collapsed.
pub(super) fn guarantee(language: Language, rewritten: &str) -> String {
    let mut line = Line::default();
    let mut digits = String::new();
    for c in rewritten.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        line.push_word(&numbers_of(language, &std::mem::take(&mut digits)));
        match c {
            _ if c.is_numeric() || c == ' ' => line.push_space(),
            _ if c.is_alphabetic() => line.push_letter(c),
            _ if is_combining_mark(c) => line.push_mark(c),
            _ if PUNCTUATION.contains(c) => line.push_sign(c),
            '`' => line.push_sign('\''),
            '[' | '{' => line.push_sign('('),
            ']' | '}' => line.push_sign(')'),
            _ => line.push_word(symbol(language, c)),
        }
    }
    line.push_word(&numbers_of(language, &digits));
    line.spoken.trim_end().to_owned()
}

fn numbers_of(language: Language, digits: &str) -> String {
    if digits.is_empty() { String::new() } else { numbers::cardinal_or_digits(language, digits) }
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
struct Line {
    spoken: String,
    /// A word of ours stands at the end: the next letter must not touch it.
    after_word: bool,
}

impl Line {
    fn push_space(&mut self) {
        if !self.spoken.is_empty() && !self.spoken.ends_with(' ') {
            self.spoken.push(' ');
        }
        self.after_word = false;
    }

    /// A word, or a space for one that is not said; nothing where it is empty.
    fn push_word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if word == " " || self.spoken.ends_with(char::is_alphanumeric) {
            self.push_space();
        }
        self.spoken.push_str(word.trim());
        self.after_word = word != " ";
    }

    fn push_letter(&mut self, letter: char) {
        if self.after_word {
            self.push_space();
        }
        self.spoken.push(letter);
    }

    fn push_sign(&mut self, sign: char) {
        self.spoken.push(sign);
        self.after_word = false;
    }

    /// An accent stays on its letter; the selectors and keycaps of emoji have none.
    fn push_mark(&mut self, mark: char) {
        let of_emoji = matches!(mark, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20f0}');
        if !of_emoji && !self.after_word && self.spoken.ends_with(char::is_alphabetic) {
            self.spoken.push(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, written: &str, spoken: &str) {
        assert_eq!(guarantee(language, written), spoken);
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
