//! Fewer characters: one kind of space, one minus, ASCII digits; nothing invisible.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use crate::numbers::MOST_DIGITS_READ;

/// The line with canonical composition, plain spaces, ASCII digits and fractions such as `1/2`;
/// runs of digits that nobody would listen to are cut.
pub(super) fn prepare(written: &str) -> String {
    let mut prepared = String::with_capacity(written.len());
    let mut digits = 0;
    for c in written.nfc() {
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        match c {
            _ if digits > MOST_DIGITS_READ => {}
            // Raised digits are units (m²) and notes; they are read by their own rules.
            '²' | '³' => prepared.push(c),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{2010}' | '\u{2011}' | '\u{2212}' => prepared.push('-'),
            '\u{2012}' => prepared.push('–'),
            '′' => prepared.push('\''),
            '″' => prepared.push('"'),
            _ if c.is_whitespace() || c.is_control() => prepared.push(' '),
            _ if c.is_ascii() || !c.is_numeric() => prepared.push(c),
            _ => push_number(&mut prepared, c),
        }
    }
    prepared
}

/// `½` is `1/2` with a space before it, `Ⅷ` is `VIII`; digits of other scripts have no form here,
/// and are left to the last pass.
fn push_number(prepared: &mut String, c: char) {
    let is_fraction = matches!(c, '¼'..='¾' | '\u{2150}'..='\u{215e}' | '\u{2189}');
    if is_fraction && prepared.ends_with(|before: char| before.is_ascii_digit()) {
        prepared.push(' ');
    }
    decompose_compatible(c, |part| prepared.push(if part == '\u{2044}' { '/' } else { part }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_become_plain_ones() {
        assert_eq!(prepare("1½\u{a0}m²"), "1 1/2 m²");
        assert_eq!(prepare("\u{2212}5\u{202f}°C"), "-5 °C");
        assert_eq!(prepare("co\u{ad}op \u{ff15}"), "coop 5");
    }
}
