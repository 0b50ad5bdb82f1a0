//! Fewer characters: one kind of space, one minus, ASCII digits; nothing invisible.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::line::{Line, Place};
use crate::numbers::MOST_DIGITS_READ;

/// The line with canonical composition, plain spaces, ASCII digits and fractions such as `1/2`;
/// runs of digits that nobody would listen to are cut.
pub(super) fn prepare(written: &Line) -> Line {
    if is_plain(written.text()) {
        return written.clone();
    }
    let mut prepared = Prepared { line: Line::default(), digits: 0 };
    let is_composed = is_nfc_quick(written.text().chars()) == IsNormalized::Yes;
    let mut letters = written.text().char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let mut end = at + letter.len_utf8();
        if is_composed {
            prepared.push(letter, written.place(at..end));
            continue;
        }
        // Marks belong to the letter before them, and have its place.
        while let Some((next, mark)) = letters.next_if(|(_, c)| continues(*c)) {
            end = next + mark.len_utf8();
        }
        let place = written.place(at..end);
        for composed in written.text().get(at..end).unwrap_or("").nfc() {
            prepared.push(composed, place);
        }
    }
    prepared.line
}

/// Nothing in it would change: printable ASCII without long runs of digits.
fn is_plain(text: &str) -> bool {
    let is_ascii = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    is_ascii && text.len() <= MOST_DIGITS_READ * 10 && {
        let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
        longest.unwrap_or(0) <= MOST_DIGITS_READ
    }
}

/// Composes with what stands before it: accents, and the later parts of Korean syllables.
fn continues(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11ff}')
}

struct Prepared {
    line: Line,
    /// Digits at the end of the line.
    digits: usize,
}

impl Prepared {
    fn push(&mut self, c: char, place: Place) {
        self.digits = if c.is_ascii_digit() { self.digits + 1 } else { 0 };
        if self.digits > MOST_DIGITS_READ {
            return;
        }
        match c {
            // Raised digits are units (m²) and notes; they are read by their own rules.
            '²' | '³' if !self.is_in_power() => self.line.push_char(c, place),
            '\u{207b}' if self.line.text().ends_with(|before: char| before.is_ascii_digit()) => {
                self.line.push_char('^', place);
                self.line.push_char('-', place);
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{2010}' | '\u{2011}' | '\u{2212}' => self.line.push_char('-', place),
            '\u{2012}' => self.line.push_char('–', place),
            '′' => self.line.push_char('\'', place),
            '″' => self.line.push_char('"', place),
            // Raised letters are those of ordinals: "XIXᵉ", "1ˢᵗ".
            'ᵃ'..='ᵛ' | 'ʰ' | 'ʳ' | 'ˢ' | 'ⁿ' => {
                decompose_compatible(c, |part| self.line.push_char(part, place));
            }
            _ if c.is_whitespace() || c.is_control() => self.line.push_char(' ', place),
            _ if c.is_ascii() || !c.is_numeric() => self.line.push_char(c, place),
            _ => self.push_number(c, place),
        }
    }

    /// Whether the line ends in a raised number so far: `10^-1`.
    fn is_in_power(&self) -> bool {
        let text = self.line.text().trim_end_matches(|c: char| c.is_ascii_digit());
        text.ends_with('^') || text.ends_with("^-")
    }

    /// `½` is `1/2` with a space before it, `Ⅷ` is `VIII`; digits of other scripts have no form
    /// here, and are left to the last pass.
    fn push_number(&mut self, c: char, place: Place) {
        let is_raised = matches!(c, '¹' | '\u{2070}' | '\u{2074}'..='\u{2079}');
        if is_raised
            && !self.is_in_power()
            && self.line.text().ends_with(|before: char| before.is_ascii_digit())
        {
            self.line.push_char('^', place);
        }
        let is_fraction = matches!(c, '¼'..='¾' | '\u{2150}'..='\u{215e}' | '\u{2189}');
        if is_fraction && self.line.text().ends_with(|before: char| before.is_ascii_digit()) {
            self.line.push_char(' ', place);
        }
        decompose_compatible(c, |part| {
            self.line.push_char(if part == '\u{2044}' { '/' } else { part }, place);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        assert_eq!(prepare(&Line::written(written)).into_text(), expected);
    }

    #[test]
    fn odd_characters_become_plain_ones() {
        check("1½\u{a0}m²", "1 1/2 m²");
        check("\u{2212}5\u{202f}°C", "-5 °C");
        check("co\u{ad}op \u{ff15}", "coop 5");
        check("e\u{301}te\u{301}", "été");
        check("10⁶", "10^6");
        check("10⁻¹² and 10¹²", "10^-12 and 10^12");
    }
}
