//! How long something took: `2:05.26`, `38:12 minutes`, `2h 48m`, `3m 52s`.

use std::sync::LazyLock;

use super::super::amount::{is_attribute, read};
use super::{HALF, half, number};
use crate::line::Line;
use crate::numbers::english::cardinal;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `2:05.26`
static LAP: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9]\.[0-9]{1,3})\b"));
/// `38:12 minutes`, `in 14:25`, `a time of 58:33`.
static CLOCKED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<before>\b(?:in|time of|record of|clocked|clocking|ran) )?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-5][0-9])(?P<unit> (?:min(?:ute)?s|h(?:ou)?rs)\b)?",
    )
});
static MARATHON: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\b(?:[Mm]arathons?|ultra)\b"));
/// `48h`
static LONG: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<hours>[0-9]{1,3}) ?h(?:rs?)?\b"));
static SECONDS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        "(?P<hours>[0-9]{{1,2}}):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9]){HALF}?"
    ))
});
/// `3m 52s`
static RACE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<minutes>[0-9]{1,3}) ?m(?:ins?)? ?(?P<seconds>[0-9]{1,2}(?:\.[0-9]{1,3})?) ?s(?:ecs?)?\b",
    )
});
static DURATION: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<hours>[0-9]{1,3}) ?h(?:rs?)? ?(?P<minutes>[0-9]{1,2}) ?m(?:ins?)?\b")
});

/// Before the times of the day.
pub(super) fn rewrite_clocked(line: &mut Line) {
    replace(line, &LAP, |found| {
        let minutes = number(found, "minutes")?;
        let written = found.get("seconds").trim_start_matches('0');
        let words = format!("{} {} seconds", counted(minutes, "minute"), read(written));
        found.is_clean().then_some(words)
    });
    replace(line, &SECONDS, seconds);
    replace(line, &CLOCKED, clocked);
}

/// Behind the times of the day, by their letters.
pub(super) fn rewrite_lettered(line: &mut Line) {
    replace(line, &DURATION, |found| {
        let (hours, minutes) = (number(found, "hours")?, number(found, "minutes")?);
        let words = if is_attribute(found) {
            format!("{} hour {} minute", cardinal(hours), cardinal(minutes))
        } else {
            format!("{} {}", counted(hours, "hour"), counted(minutes, "minute"))
        };
        found.is_clean().then_some(words)
    });
    replace(line, &RACE, |found| {
        let minutes = number(found, "minutes")?;
        let seconds = found.get("seconds");
        let ending = if seconds == "1" { "" } else { "s" };
        let words = format!("{} {} second{ending}", counted(minutes, "minute"), read(seconds));
        found.is_clean().then_some(words)
    });
    replace(line, &LONG, |found| {
        let hours = number(found, "hours")?;
        let words = if is_attribute(found) {
            format!("{} hour", cardinal(hours))
        } else {
            counted(hours, "hour")
        };
        (found.is_clean() && found.after() != Some('/')).then_some(words)
    });
}

/// A day has no twenty fifth hour, and nobody says "in" of a time of the day.
fn clocked(found: &Found<'_>) -> Option<String> {
    const HOURS_OF_DAY: u64 = 24;
    /// Marathons are run in two to six hours.
    const MARATHON_HOURS: std::ops::Range<u64> = 2..7;
    let (minutes, seconds) = (number(found, "minutes")?, number(found, "seconds")?);
    let before = found.get("before");
    let is_duration = !before.is_empty() || found.has("unit") || minutes > HOURS_OF_DAY;
    let after = found.word_after().to_lowercase();
    let is_time = ["am", "pm", "a", "p", "gmt", "bst", "local"].contains(&after.as_str());
    if !is_duration || is_time || !found.is_clean() || found.after() == Some(':') {
        return None;
    }
    let is_marathon =
        MARATHON_HOURS.contains(&minutes) && !found.has("unit") && found.line_has(&MARATHON);
    let [long, short] = if is_marathon || found.get("unit").contains('h') {
        ["hour", "minute"]
    } else {
        ["minute", "second"]
    };
    let short = if seconds == 0 { String::new() } else { format!(" {}", counted(seconds, short)) };
    Some(format!("{before}{}{short}", counted(minutes, long)))
}

fn seconds(found: &Found<'_>) -> Option<String> {
    let hours = counted(number(found, "hours")?, "hour");
    let minutes = counted(number(found, "minutes")?, "minute");
    let seconds = counted(number(found, "seconds")?, "second");
    let words = format!("{hours} {minutes} and {seconds} {}", half(found));
    found.starts_clean().then(|| words.trim_end().to_owned())
}

fn counted(count: u64, unit: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {unit}{ending}", cardinal(count))
}
