//! Dates as only German has them: `am 24.12.`, `am 10., 11. und 12. März`, `im Q3 2025`.

use std::sync::LazyLock;

use super::day_and_month;
use crate::line::Line;
use crate::numbers::german;
use crate::written::continental::words::Words;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `am 24.12.`
static DAY: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\."));
/// `im Q3 2025`; elsewhere it may be a car.
static QUARTER: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<before>[Ii][mn]|[Ff]ür|[Zz]um) Q(?P<quarter>[1-4])\b/?"));
/// `10., 11. und 12. März`
static LISTED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<days>[0-9]{1,2}\.(?:,| und| oder| bis| sowie| auf)(?: den| zum)? (?:[0-9]{1,2}\.(?:,| und| oder| bis| sowie) ){0,4})(?P<last>[0-9]{1,2})\. (?P<month>Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b",
    )
});

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    replace(line, &QUARTER, quarter);
    replace(line, &DAY, |found| {
        let is_free = found.starts_clean() && !found.after().is_some_and(char::is_alphanumeric);
        let dot = if found.line_after().is_empty() { "." } else { "" };
        day_and_month(words, found).filter(|_| is_free).map(|said| format!("{said}{dot}"))
    });
    replace(line, &LISTED, listed);
}

/// "der zehnte und elfte März", else "zehnten und elften".
fn listed(found: &Found<'_>) -> Option<String> {
    let ending = ending(found);
    let said = |written: &str| {
        let day = written.parse().ok().filter(|day| (1..=31).contains(day))?;
        Some(format!("{}{ending}", german::ordinal_stem(day)))
    };
    let mut days = String::new();
    for part in found.get("days").split_inclusive(' ') {
        match part.split_once('.') {
            Some((day, rest)) => days.extend([said(day)?.as_str(), rest]),
            None => days.push_str(part),
        }
    }
    let last = said(found.get("last"))?;
    found.starts_clean().then(|| format!("{days}{last} {}", found.get("month")))
}

/// The end of a day's ordinal: "der dritte Mai", at the beginning of a line "dritter Mai".
pub(super) fn ending(found: &Found<'_>) -> &'static str {
    match found.word_before() {
        "der" | "Der" | "dieser" | "Dieser" => "e",
        "" if found.line_before().trim_start_matches(['(', '"', '„', '»']).is_empty() => "er",
        before if is_weekday(before) && found.line_before().trim_end() == before => "er",
        "ist" | "war" | "sind" | "waren" => "er",
        _ => "en",
    }
}

/// `Mittwoch,`
fn is_weekday(word: &str) -> bool {
    word.strip_suffix(',').is_some_and(|day| day.ends_with("tag") || day == "Mittwoch")
}

/// "im dritten Quartal", "für das dritte Quartal".
fn quarter(found: &Found<'_>) -> Option<String> {
    let stem = german::ordinal_stem(found.get("quarter").parse().ok()?);
    let (article, ending) = match found.get("before") {
        "in" => ("im", "en"),
        "In" => ("Im", "en"),
        "für" => ("für das", "e"),
        "Für" => ("Für das", "e"),
        before => (before, "en"),
    };
    let is_free = !found.before().is_some_and(char::is_alphanumeric);
    let space = if found.whole().ends_with('/') { " " } else { "" };
    is_free.then(|| format!("{article} {stem}{ending} Quartal{space}"))
}
