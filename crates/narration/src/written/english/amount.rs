//! How a number is written in English, and how its value is read; shared by money, measures and
//! plain numbers.

mod attribute;

use std::sync::LazyLock;

use crate::Language;
use crate::line::Line;
use crate::numbers::english::{cardinal, cardinal_with_and};
use crate::numbers::{MOST_DIGITS_AS_NUMBER, digits};
use crate::written::rewrite::{Pattern, pattern, replace};

pub(super) use attribute::is_attribute;

/// A number without sign: `12`, `1,234.5`, `.5`, `1,20,000` as India parts it. At most 18 digits before the point.
pub(super) const NUMBER: &str = r"(?:(?:[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}|[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,15})?|\.[0-9]{1,15})";

/// A number and a word for thousands or more, as in `1.2bn`; the word is one of [`quantity`]'s.
/// Beside a currency, where `12mm` are millions there, and millimeters elsewhere.
pub(super) const MONEY_QUANTITY: &str = r"(?i:thousand|million|billion|trillion|hundred|lakh crore|crore|lakh|mln|trn|bln|bn|mm|mn|tn|[kmbt])";

/// The same without single letters, which before a unit are a part of it: `3 km³`.
pub(super) const LONG_QUANTITY: &str =
    r"(?i:thousand|million|billion|trillion|hundred|mln|trn|bln|bn|mn|tn)\b";

/// `10 000 people`: thousands parted by spaces of any kind.
static SPACED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"[1-9][0-9]{0,2}(?:[ \u{a0}\u{202f}\u{2009}][0-9]{3}){1,4}"));

/// `€1.234,56`, as the continent writes it.
static CONTINENTAL: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"€ ?(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){1,4}),(?P<cents>[0-9]{2})\b"));

/// Writes thousands that spaces part with commas, for all the rules behind.
pub(super) fn join_thousands(line: &mut Line) {
    replace(line, &CONTINENTAL, |found| {
        let whole = found.get("whole").replace('.', ",");
        found.is_clean().then(|| format!("€{whole}.{}", found.get("cents")))
    });
    replace(line, &SPACED, |found| {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut after = found.line_after().chars();
        let next = after.next();
        // A longer row of figures is a telephone number, a code or a table.
        let goes_on = is_digit(next)
            || matches!(next, Some('-' | '/' | ','))
            || (matches!(next, Some(' ')) && is_digit(after.next()));
        let before = found.line_before().trim_end_matches([' ', '\u{a0}', '\u{202f}']);
        let goes_before = before.ends_with(|c: char| c.is_ascii_digit() || "+)-/".contains(c));
        let is_counted = found.after() == Some(' ')
            && found.word_after().starts_with(char::is_lowercase)
            || before.ends_with(['$', '£', '€']);
        let is_free = found.is_clean() && !goes_on && !goes_before && is_counted;
        let joined = || found.whole().replace([' ', '\u{a0}', '\u{202f}', '\u{2009}'], ",");
        is_free.then(joined)
    });
}

/// A number as counted: "one hundred and twenty point five".
pub(super) fn read(written: &str) -> String {
    read_by(written, cardinal_with_and)
}

/// The same without "and", as before "million".
pub(super) fn read_plain(written: &str) -> String {
    read_by(written, cardinal)
}

fn read_by(written: &str, cardinal: impl Fn(u64) -> String) -> String {
    let (whole, decimals) = written.split_once('.').unwrap_or((written, ""));
    let whole = match (whole, value(whole)) {
        ("", _) => String::new(),
        (_, Some(value)) => cardinal(value),
        (_, None) => digits(Language::English, whole),
    };
    if decimals.is_empty() {
        return whole;
    }
    format!("{whole} point {}", digits(Language::English, decimals)).trim_start().to_owned()
}

/// The value of whole digits with or without commas; `None` where they are read one by one.
pub(super) fn value(written: &str) -> Option<u64> {
    let plain = written.replace(',', "");
    let begins_with_zero = plain.len() > 1 && plain.starts_with('0');
    if plain.len() > MOST_DIGITS_AS_NUMBER || begins_with_zero {
        return None;
    }
    plain.parse().ok()
}

/// `bn` as "billion".
pub(super) fn quantity(written: &str) -> &'static str {
    match written.to_ascii_lowercase().as_str() {
        "hundred" => "hundred",
        "crore" => "crore",
        "lakh" => "lakh",
        "lakh crore" => "lakh crore",
        "k" | "thousand" => "thousand",
        "m" | "mn" | "mm" | "mln" | "million" => "million",
        "b" | "bn" | "bln" | "billion" => "billion",
        "t" | "tn" | "trn" | "trillion" => "trillion",
        _ => "",
    }
}
