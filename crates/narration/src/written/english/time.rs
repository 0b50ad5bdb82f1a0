//! Times of the day, and durations such as `2h 48m`.

use std::sync::LazyLock;

use super::amount::{is_attribute, read};
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
/// `0430 GMT`
static MILITARY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<hours>[01][0-9]|2[0-3])(?P<minutes>[0-5][0-9]) ?(?P<zone>GMT|UTC|BST|CET|CEST|EST|EDT|IST|JST|hrs\b|hours\b|local time)",
    )
});
/// `3m 52s`
static RACE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<minutes>[0-9]{1,3}) ?m(?:ins?)? ?(?P<seconds>[0-9]{1,2}(?:\.[0-9]{1,3})?) ?s(?:ecs?)?\b",
    )
});
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
static MINUTES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!("(?P<hours>[0-9]{{1,2}})(?P<between>[:.])(?P<minutes>[0-5][0-9]){HALF}?"))
});
static HOURS: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("(?P<hours>[0-9]{{1,2}}){HALF}")));
static DURATION: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<hours>[0-9]{1,3}) ?h(?:rs?)? ?(?P<minutes>[0-9]{1,2}) ?m(?:ins?)?\b")
});

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
    replace(line, &MILITARY, military);
    replace(line, &LAP, |found| {
        let minutes = number(found, "minutes")?;
        let written = found.get("seconds").trim_start_matches('0');
        let words = format!("{} {} seconds", counted(minutes, "minute"), read(written));
        found.is_clean().then_some(words)
    });
    replace(line, &SECONDS, seconds);
    replace(line, &CLOCKED, clocked);
    replace(line, &MINUTES, minutes);
    replace(line, &HOURS, |found| {
        let hours = number(found, "hours")?;
        let is_hour = (1..=12).contains(&hours) && found.starts_clean();
        is_hour.then(|| format!("{} {}", cardinal(hours), half(found)))
    });
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

/// With a dot it is a time only where "am" or "pm" says so.
fn minutes(found: &Found<'_>) -> Option<String> {
    let (hours, minutes) = (number(found, "hours")?, number(found, "minutes")?);
    let half = half(found);
    let is_time =
        hours <= 24 && (found.get("between") == ":" || !half.is_empty() || is_of_day(found));
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

/// "at 10.15 on Monday", "the 8.30 train", "doors open 7.30".
fn is_of_day(found: &Found<'_>) -> bool {
    const AFTER_AT: [&str; 8] =
        ["on", "tomorrow", "tonight", "yesterday", "this", "last", "every", "local"];
    const AFTER_THE: [&str; 6] = ["train", "from", "service", "bus", "ferry", "news"];
    let is_round = found.get("minutes").ends_with(['0', '5']);
    let after = found.word_after();
    let ends = matches!(found.after(), None | Some('.' | ',' | ';' | ')'));
    let is_timetable = || (ends || ON_TIME.contains(&after)) && is_timetable(found);
    // "The 3.30 at Ascot", "the 10.15 to Leeds".
    let leads_to_place = || {
        let place = found.line_after().get(after.len() + 2..).unwrap_or_default();
        ["at", "to"].contains(&after) && place.starts_with(char::is_uppercase)
    };
    let fits = match found.word_before() {
        "at" | "At" | "until" | "by" => AFTER_AT.contains(&after) || is_timetable(),
        "the" | "The" => AFTER_THE.contains(&after) || leads_to_place(),
        "open" | "opens" | "opened" | "start" | "starts" | "from" => is_timetable(),
        _ => false,
    };
    is_round && fits
}

/// Behind a time of a timetable.
const ON_TIME: [&str; 6] = ["and", "for", "until", "to", "sharp", "daily"];

/// Whether the line tells when something begins or leaves, and nothing of prices.
fn is_timetable(found: &Found<'_>) -> bool {
    found.line_has(&TIMETABLE) && !found.line_has(&PRICES)
}

static TIMETABLE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:starts?|started|begins?|began|opens?|opened|doors|leav(?:e|es|ing)|left|arriv\w{1,3}|depart\w{0,4}|kick(?:s|ed)?[- ]off|meetings?|shows?|concerts?|services?|mass|trains?|flights?|bus(?:es)?|ferry|ferries|curfew|match(?:es)?|appointments?|breakfast|lunch|dinner|morning|evening|afternoon)\b",
    )
});
static PRICES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:shares?|rates?|prices?|priced|dollars?|euros?|pounds?|sterling|pence|cents|index|yields?|percent|points?|ratio|average|scored?|odds|metres?|meters?)\b|[$£€%]",
    )
});

fn half(found: &Found<'_>) -> String {
    let half: String = found.get("half").chars().filter(|c| c.is_alphabetic()).collect();
    half.to_uppercase()
}

fn number(found: &Found<'_>, group: &str) -> Option<u64> {
    found.get(group).parse().ok()
}

fn counted(count: u64, unit: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {unit}{ending}", cardinal(count))
}
