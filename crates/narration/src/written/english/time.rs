//! Times of the day. How long something took is in `time/duration.rs`; when `7.30` is a time, and no
//! decimal, is in `time/of_day.rs`.

mod duration;
mod of_day;

use std::sync::LazyLock;

use crate::line::Line;
use crate::numbers::english::{DIGITS, cardinal};
use crate::numbers::name;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

const HALF: &str = r"(?: ?(?P<half>(?i:[ap]m))\b)";

/// `10am-5pm`, `9:30-10:30`.
static BETWEEN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<from>(?i:[0-9]{1,2} ?[ap]m)|[0-9]{1,2}:[0-5][0-9]) ?[-–] ?(?P<to>[0-9]{1,2})")
});
/// `12-2pm`, `9.30–11am`.
static BEFORE_HALF: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<from>[0-9]{1,2}(?:[:.][0-5][0-9])?)(?:[-–]| [-–] )(?P<to>[0-9]{1,2}(?:[:.][0-5][0-9])? ?(?i:[ap]m)\b)",
    )
});
/// `noon-3pm`
static FROM_NOON: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<from>noon|midnight|Noon|Midnight)[-–]"));
/// `at 0930`: no count begins with a nought.
static AT_MILITARY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<before>[Aa]t|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter) (?P<hours>0[0-9])(?P<minutes>[0-5][0-9])\b",
    )
});
/// `0430 GMT`
static MILITARY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<hours>[01][0-9]|2[0-3])(?P<minutes>[0-5][0-9]) ?(?P<zone>GMT|UTC|BST|CET|CEST|EST|EDT|IST|JST|hrs\b|hours\b|local time)",
    )
});
static MINUTES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!("(?P<hours>[0-9]{{1,2}})(?P<between>[:.])(?P<minutes>[0-5][0-9]){HALF}?"))
});
static HOURS: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("(?P<hours>[0-9]{{1,2}}){HALF}")));
pub(super) fn rewrite(line: &mut Line) {
    replace(line, &BETWEEN, |found| Some(format!("{} to {}", found.get("from"), found.get("to"))));
    replace(line, &FROM_NOON, |found| {
        let is_time = found.after().is_some_and(|c| c.is_ascii_digit());
        is_time.then(|| format!("{} to ", found.get("from")))
    });
    replace(line, &BEFORE_HALF, |found| {
        let is_free =
            found.starts_clean() && !matches!(found.before(), Some('-' | '$' | '£' | '€'));
        is_free.then(|| format!("{} to {}", found.get("from"), found.get("to")))
    });
    replace(line, &AT_MILITARY, |found| {
        military(found).map(|time| format!("{} {}", found.get("before"), time.trim_end()))
    });
    replace(line, &MILITARY, military);
    duration::rewrite_clocked(line);
    replace(line, &MINUTES, minutes);
    replace(line, &HOURS, |found| {
        let hours = number(found, "hours")?;
        let is_hour = (1..=12).contains(&hours) && found.starts_clean();
        is_hour.then(|| format!("{} {}", cardinal(hours), half(found)))
    });
    duration::rewrite_lettered(line);
}

/// "oh four thirty GMT", "eighteen hundred hours".
fn military(found: &Found<'_>) -> Option<String> {
    let (hours, minutes) = (number(found, "hours")?, number(found, "minutes")?);
    let hour = match hours {
        0 => "zero".to_owned(),
        1..10 => format!("oh {}", cardinal(hours)),
        _ => cardinal(hours),
    };
    let minute = match minutes {
        0 => "hundred".to_owned(),
        1..10 => format!("oh {}", cardinal(minutes)),
        _ => cardinal(minutes),
    };
    let zone = if found.get("zone") == "hrs" { "hours" } else { found.get("zone") };
    if hours == 0 && minutes == 0 && zone != "hours" {
        return found.is_clean().then(|| format!("midnight {zone}"));
    }
    let is_count = hours >= 10 && zone == "hours" && minutes != 0;
    (found.is_clean() && !is_count).then(|| format!("{hour} {minute} {zone}"))
}

/// With a dot it is a time only where "am" or "pm" says so.
fn minutes(found: &Found<'_>) -> Option<String> {
    let (hours, minutes) = (number(found, "hours")?, number(found, "minutes")?);
    let half = half(found);
    let is_time = hours <= 24
        && (found.get("between") == ":" || !half.is_empty() || of_day::is_of_day(found));
    // A score or a ratio goes on; a time does not.
    let goes_on = is_behind_colon(found) || matches!(found.before(), Some(':' | '$' | '£' | '€'));
    let is_longer = found.after().is_some_and(|c| c.is_ascii_digit());
    if !is_time || goes_on || is_longer || !found.starts_clean() {
        return None;
    }
    if matches!((hours, minutes), (0 | 24, 0)) && half.is_empty() {
        return Some("midnight".to_owned());
    }
    let hour = if hours == 0 { "twelve".to_owned() } else { cardinal(hours) };
    let half = if hours == 0 && half.is_empty() { "AM".to_owned() } else { half };
    let words = match (minutes, half.is_empty()) {
        (0, true) if hours > 12 => format!("{hour} hundred"),
        (0, true) => format!("{hour} o'clock"),
        (0, false) => hour,
        (1..10, _) => format!("{hour} oh {}", name(&DIGITS, minutes)),
        _ => format!("{hour} {}", cardinal(minutes)),
    };
    Some(format!("{words} {half}").trim_end().to_owned())
}

/// Whether a colon with a digit follows: "at 1:14 a.m.: no deal" is a time.
fn is_behind_colon(found: &Found<'_>) -> bool {
    let behind = found.line_after().strip_prefix(':');
    behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
}

fn half(found: &Found<'_>) -> String {
    let half: String = found.get("half").chars().filter(|c| c.is_alphabetic()).collect();
    half.to_uppercase()
}

fn number(found: &Found<'_>, group: &str) -> Option<u64> {
    found.get(group).parse().ok()
}
