//! How numbers are written on the continent, and how their value is read.

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::{
    MOST_DIGITS_AS_NUMBER, cardinal, cardinal_or_digits, digits, german, spanish,
};
use crate::written::rewrite::{Pattern, pattern, replace};

/// `1.234,5`, `1 234,5`, `1'234`, `12`, `3.5`. At most 18 digits before the decimals.
pub(super) const NUMBER: &str =
    r"(?:(?:[0-9]{1,3}(?:[. '’][0-9]{3}){1,5}|[0-9]{1,18})(?:,[0-9]{1,15}|\.[0-9]{1,2})?)";

/// `$1,234.56`, `1,250,000`: as Mexico and the United States write in Spanish.
static AMERICAN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<dollars>\$ ?)?(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?P<cents>\.[0-9]{1,2})?",
    )
});

/// Writes such numbers as Spain does, where they can be nothing else, for all the rules behind.
pub(super) fn from_american(line: &mut Line) {
    replace(line, &AMERICAN, |found| {
        let (whole, cents) = (found.get("whole"), found.get("cents"));
        let is_american =
            found.has("dollars") || found.has("cents") || whole.matches(',').count() > 1;
        let goes_on = found.after().is_some_and(char::is_alphanumeric)
            || (matches!(found.after(), Some(',' | '.'))
                && found.line_after().chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
        let said = || {
            let (whole, cents) = (whole.replace(',', "."), cents.replace('.', ","));
            format!("{}{whole}{cents}", found.get("dollars"))
        };
        (is_american && found.starts_clean() && !goes_on).then(said)
    });
}

/// A number; `attributive` where a noun follows, so that one is "ein" and "un".
pub(super) fn read(words: &Words, written: &str, attributive: bool) -> String {
    let (whole, decimals) = split(written);
    let whole = match value(&whole) {
        Some(value) if attributive && decimals.is_empty() => before_noun(words, value),
        Some(value) => cardinal(words.language, value),
        None => digits(words.language, &whole),
    };
    if decimals.is_empty() {
        return whole;
    }
    // German reads decimals one by one; the others as a number where it is short.
    let decimals = if words.language == Language::German || decimals.len() > 2 {
        digits(words.language, &decimals)
    } else {
        cardinal_or_digits(words.language, &decimals)
    };
    format!("{whole} {} {decimals}", words.point)
}

/// Whole digits and decimals, without separators.
pub(super) fn split(written: &str) -> (String, String) {
    let only_digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let decimal = written
        .rsplit_once(',')
        .or_else(|| written.rsplit_once('.').filter(|(_, decimals)| decimals.len() != 3));
    match decimal {
        Some((whole, decimals)) => (only_digits(whole), only_digits(decimals)),
        None => (only_digits(written), String::new()),
    }
}

/// `None` where the digits are read one by one.
pub(super) fn value(whole: &str) -> Option<u64> {
    let begins_with_zero = whole.len() > 1 && whole.starts_with('0');
    if begins_with_zero || whole.len() > MOST_DIGITS_AS_NUMBER { None } else { whole.parse().ok() }
}

fn before_noun(words: &Words, number: u64) -> String {
    match words.language {
        Language::German if number == 1 || number >= 1_000_000 => german::attributive(number),
        Language::Spanish => spanish::shortened(&cardinal(Language::Spanish, number)),
        Language::Italian if number == 1 => "un".to_owned(),
        language => cardinal(language, number),
    }
}
