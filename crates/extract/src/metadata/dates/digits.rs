//! Digits as other scripts write them -> those that the forms of dates are told in.

use std::borrow::Cow;

/// The zeros of Arabic, Persian and Urdu, Devanagari, Bengali, and of wide Latin letters.
const ZEROS: [char; 5] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];

/// How many digits a text has, in any of these scripts. Most texts are no dates, and this tells it
/// for the least time.
pub(super) fn digits(text: &str) -> usize {
    let ours = text.bytes().filter(u8::is_ascii_digit).count();
    let is_other = |c: &char| value(*c).is_some();
    if text.is_ascii() { ours } else { ours + text.chars().filter(is_other).count() }
}

/// A text with its digits and its comma as in Latin, and without marks of direction.
pub(crate) fn in_latin(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|c| value(c).is_some() || c == '،' || is_direction(c)) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !is_direction(*c));
    let latin = shown.map(|c| match (value(c), c) {
        (Some(digit), _) => char::from(b'0' + digit),
        (None, '،') => ',',
        (None, other) => other,
    });
    Cow::Owned(latin.collect())
}

/// The value of another script's digit.
fn value(c: char) -> Option<u8> {
    let values = ZEROS.iter().map(|zero| u32::from(c).checked_sub(u32::from(*zero)));
    let mut values = values.flatten().filter(|value| *value < 10);
    values.next().and_then(|value| u8::try_from(value).ok())
}

/// Marks that tell in which direction to write, and show nothing.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{digits, in_latin};

    #[test]
    fn digits_of_other_scripts_are_read() {
        assert_eq!(in_latin("\u{200f}١٤ أكتوبر، ٢٠٢٦"), "14 أكتوبر, 2026");
        assert_eq!(in_latin("१४ अक्टूबर २०२६"), "14 अक्टूबर 2026");
        assert_eq!(in_latin("２０２６年１０月１４日"), "2026年10月14日");
        assert_eq!(digits("١٤ أكتوبر 2026"), 6);
        assert_eq!(in_latin("14 октября 2026"), "14 октября 2026");
    }
}
