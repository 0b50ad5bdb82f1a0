//! Ordinals, and what is left of numbers: counts, years, decimals, and digits among letters.

use std::sync::LazyLock;

use super::amount::{NUMBER, quantity, read, read_plain, value};
use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::numbers::english::{cardinal, ordinal, plural, year};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static ORDINAL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?P<ending>(?i:st|nd|rd|th))\b")
});
static FREE: LazyLock<Pattern> = LazyLock::new(|| pattern(&format!("[-+]?{NUMBER}")));
/// `over-65s`, `12s`, `9.58s`.
static PLURAL: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})?)s\b"));
/// Before the "and" of a time.
static TIME_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\b(?:minutes?|hours?|(?:in|under|within) [0-9]{1,2}s|[0-9]\.[0-9]{1,3}s) and $")
});
/// `15.2x`
static TIMES: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,2})?)(?P<sign>[xX])\b"));
/// After `4x`, where it is "four times".
const COMPARE: [&str; 12] = [
    "in", "more", "as", "over", "faster", "higher", "larger", "the", "since", "better", "its",
    "bigger",
];
/// `2.3.1`: parts of a whole that no reader takes for a decimal.
static VERSION: LazyLock<Pattern> = LazyLock::new(|| pattern(r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,3}"));
static DIGITS: LazyLock<Pattern> = LazyLock::new(|| pattern("[0-9]{1,100}"));

/// Digits without commas from which on they are read one by one: codes, not counts.
const CODE_DIGITS: usize = 5;

pub(super) fn rewrite_ordinals(line: &mut Line) {
    replace(line, &ORDINAL, |found| {
        let number = value(found.get("number")).filter(|_| found.is_clean())?;
        let ending = found.get("ending").to_lowercase();
        (ending == ending_of(number)).then(|| ordinal(number))
    });
}

fn ending_of(number: u64) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &PLURAL, |found| {
        let is_short = found.get("number").len() == 1;
        let is_counted = !is_short || found.word_before() == "by" || is_after_time(found);
        // "Leopard 2s", "Year 6s".
        let is_named = || found.word_before().starts_with(char::is_uppercase);
        (found.is_clean() && (is_counted || is_named())).then(|| several(found))
    });
    replace(line, &TIMES, |found| {
        let number = found.get("number");
        let compares = COMPARE.contains(&found.word_after());
        // "3X Large", "2x 500g" and "2x Intel" count things.
        let counts = found.line_after().starts_with([' ', '-'])
            && !found.word_after().starts_with(char::is_lowercase);
        let is_jet = number.len() == 3 && number.starts_with('7') && number.ends_with('7');
        let is_alone = found.line_before().is_empty() && found.line_after().is_empty();
        let is_small = found.get("sign") == "x" && !counts && !is_jet && !is_alone;
        let is_times = found.is_clean() && (number.contains('.') || compares || is_small);
        is_times.then(|| format!("{} times", read(number)))
    });
    replace(line, &VERSION, |found| {
        let is_version = !found.after().is_some_and(char::is_alphanumeric);
        is_version.then(|| found.whole().replace('.', " point "))
    });
    replace(line, &FREE, |found| {
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-|".contains(c));
        let number = without_sign(found);
        // "covid-19.5" has a decimal after its hyphen, "1...5" none after its dots.
        let is_decimal = found.before() == Some('-') && number.contains('.');
        let after_dots = number.starts_with('.') && found.before() == Some('.');
        // "3.2K": what touches a decimal is no more of it.
        let is_split = number.contains('.') && found.after().is_some_and(char::is_alphabetic);
        let is_clean = found.is_clean() || (is_split && found.starts_clean());
        let is_free = is_clean && (!joined(found.before()) || is_decimal) && !after_dots;
        // Followed by a hyphen and a letter it may still be a count: "a 4-kilogram bag".
        let follows = (found.after() == Some('|') && !number.contains('.')) || in_code(found);
        (is_free && !follows).then(|| format!("{}{}", sign(found), free(found)))
    });
    replace(line, &DIGITS, |found| Some(among_letters(found)));
}

/// Seconds, after minutes or with decimals; else people of an age, things of a number.
fn several(found: &Found<'_>) -> String {
    let number = found.get("number");
    if number.contains('.') || is_after_time(found) {
        return format!("{} seconds", read(number));
    }
    plural(&read(number))
}

/// "in 12s", "2 minutes and 12s", "in 12s and 13s"; but "747s and 737s".
fn is_after_time(found: &Found<'_>) -> bool {
    let before = found.word_before();
    let is_behind_time = || TIME_BEFORE.is_in(found.sight_before());
    before.starts_with("minute")
        || before.starts_with("hour")
        || ["in", "under", "within"].contains(&before)
        || before == "and" && is_behind_time()
}

fn sign(found: &Found<'_>) -> &'static str {
    match found.whole().chars().next() {
        Some('-') => "minus ",
        Some('+') => "plus ",
        _ => "",
    }
}

fn without_sign<'a>(found: &Found<'a>) -> &'a str {
    found.whole().trim_start_matches(['-', '+'])
}

/// A hyphen and something that is no small word: `133-ABC`, `7-eleven` is read all the same.
fn in_code(found: &Found<'_>) -> bool {
    let mut after = found.line_after().chars();
    after.next() == Some('-')
        && after.next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
        && !found.whole().contains('.')
        && after.next().is_some_and(char::is_alphabetic)
}

fn free(found: &Found<'_>) -> String {
    let number = without_sign(found);
    let is_plain = !number.contains(['.', ',']);
    match value(number) {
        Some(known) if is_plain && number.len() == 4 && (1000..2100).contains(&known) => {
            year(known)
        }
        _ if is_plain && number.len() >= CODE_DIGITS && !is_counted(found) => {
            digits(Language::English, number)
        }
        _ if quantity(found.word_after()).len() > 1 && found.word_after().len() > 2 => {
            read_plain(number)
        }
        _ => read(number),
    }
}

fn is_counted(found: &Found<'_>) -> bool {
    let after = found.word_after();
    let is_plural =
        after.len() > 3 && after.ends_with('s') && after.starts_with(char::is_lowercase);
    is_plural || ["people", "men", "women", "children"].contains(&after)
}

/// Digits that touch letters, hyphens or strokes: short ones as numbers, long ones one by one; a
/// year after a prefix, as in "mid-2020".
fn among_letters(found: &Found<'_>) -> String {
    let written = found.whole();
    let number = match value(written) {
        Some(number) if written.len() < CODE_DIGITS => number,
        _ => return digits(Language::English, written),
    };
    let after_prefix = found.line_before().strip_suffix('-').is_some_and(|before| {
        before.chars().rev().take_while(|c| c.is_alphabetic()).take(3).count() == 3
    });
    let touches_letters =
        [found.before(), found.after()].into_iter().flatten().any(char::is_alphabetic);
    match (written.len() == 4 && (1000..2100).contains(&number), after_prefix, touches_letters) {
        (true, true, _) => year(number),
        (_, _, false)
            if !found.line_before().ends_with(['-', '|'])
                && !matches!(found.after(), Some('-' | '|')) =>
        {
            read(written)
        }
        _ => cardinal(number),
    }
}
