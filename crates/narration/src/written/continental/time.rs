//! Times of the day: `14:30`, `14.30 Uhr`, `14 h 30`, `ore 14.30`.

use std::sync::LazyLock;

use super::amount::read;
use super::duration::counted;
use super::gender;
use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static TIME: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<hours>[0-9]{1,3})(?:(?P<between>[:.])(?P<minutes>[0-5][0-9])| ?(?P<letter>h)(?: ?(?P<after>[0-5][0-9]))?\b)(?: ?(?P<unit>Uhr|h|horas|heures|ore)\b)?|(?:(?P<from>[0-9]{1,2}) ?[-–] ?)?(?P<full>[0-9]{1,2}) Uhr\b",
    )
});

const HOURS_OF_DAY: u64 = 24;

/// Words after which a time stands.
const INTRODUCE: [&str; 16] = [
    "ore", "Ore", "alle", "Alle", "dalle", "Dalle", "um", "Um", "ab", "gegen", "bis", "las", "Las",
    "ca.", "delle", "Delle",
];
/// `9:00-17:00`, `9h-17h`
static BETWEEN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<from>[0-9]{1,2}(?::[0-5][0-9]| ?h(?: ?[0-5][0-9])?)) ?[-–] ?(?P<to>[0-9]{1,2}(?::[0-5][0-9]| ?h(?: ?[0-5][0-9])?))",
    )
});
/// `a la 1`
static AT_ONE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<before>(?:[Aa]|[Dd]esde|[Hh]acia|de|sobre) la )1\b"));
/// `De 9.00 a 14.00`, quarters of hours only: in America a dot stands before decimals.
static DOTTED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<before>[Dd]e|[Ee]ntre) (?P<from>[0-9]{1,2})\.(?P<least>00|15|30|45) (?P<to>[ay] [0-9]{1,2})\.(?P<most>00|15|30|45)\b",
    )
});
/// `3 p. m.`, `10:30 am`
static HALF: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minutes>[0-5][0-9]))? ?(?P<half>[ap])(?:\. ?m\.|m\b)")
});
/// `ore 7.00-9.00`
static DOTTED_SPAN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<from>(?:[Oo]re|[Aa]lle|[Dd]alle) [0-9]{1,2}[.:][0-5][0-9]) ?[-–] ?(?P<to>[0-9]{1,2}[.:][0-5][0-9])",
    )
});
/// `alle 1`, `dalle 1.30`
static ALL_UNA: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<article>[Aa]ll|[Dd]all|[Dd]ell)(?P<full>e |['’])1(?:[:.](?P<minutes>[0-5][0-9]))?\b",
    )
});

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    replace(line, &BETWEEN, |found| {
        // In German a colon alone is a score: "6:4-5:3".
        let is_time = words.language != Language::German || found.word_after() == "Uhr";
        let span = || format!("{} {} {}", found.get("from"), words.to, found.get("to"));
        (is_time && found.is_clean()).then(span)
    });
    if words.language == Language::Italian {
        replace(line, &DOTTED_SPAN, |found| {
            let from = found.get("from").replace('.', ":");
            let span = || format!("{from} alle {}", found.get("to").replace('.', ":"));
            found.is_clean().then(span)
        });
        replace(line, &ALL_UNA, |found| {
            let is_time = found.has("minutes")
                || found.get("full") == "e "
                    && matches!(found.word_after(), "" | "di" | "del" | "della" | "in" | "e");
            let minutes = unaccented(words, found.get("minutes"));
            let minutes = if found.has("minutes") { format!(" e {minutes}") } else { minutes };
            let said = || format!("{}’una{}", found.get("article"), minutes);
            (is_time && found.is_clean()).then(said)
        });
    }
    if words.language == Language::Spanish {
        replace(line, &DOTTED, dotted);
        replace(line, &HALF, half_of_day);
    }
    replace(line, &TIME, |found| time(words, found));
    if words.language == Language::Spanish {
        replace(line, &AT_ONE, |found| {
            let is_time = matches!(found.word_after(), "" | "de" | "y" | "en" | "hora" | "por");
            (is_time && found.is_clean()).then(|| format!("{}una", found.get("before")))
        });
    }
}

/// "De la mañana" and the other parts of the day.
fn half_of_day(found: &Found<'_>) -> Option<String> {
    let hour: u64 = found.get("hour").parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let part = match (found.get("half"), hour) {
        ("a", 1..=5) => "de la madrugada",
        ("a", 12) => "de la noche",
        ("a", _) => "de la mañana",
        (_, 8..=11) => "de la noche",
        _ => "de la tarde",
    };
    let is_end = found.whole().ends_with('.') && found.line_after().trim_start().is_empty();
    let dot = if is_end { "." } else { "" };
    let minutes = found.get("minutes");
    let colon = if minutes.is_empty() { "" } else { ":" };
    found.starts_clean().then(|| format!("{hour}{colon}{minutes} {part}{dot}"))
}

/// With colons, for the rule of times.
fn dotted(found: &Found<'_>) -> Option<String> {
    const AFTER: [&str; 10] = ["", "horas", "h", "y", "de", "en", "los", "todos", "hasta", "cada"];
    let is_amount =
        ["%", " %", "€", " €", " $"].iter().any(|sign| found.line_after().starts_with(sign));
    let is_time = found.is_clean() && !is_amount && AFTER.contains(&found.word_after());
    let (from, to) = (found.get("from"), found.get("to"));
    let times = || format!("{from}:{} {to}:{}", found.get("least"), found.get("most"));
    is_time.then(|| format!("{} {}", found.get("before"), times()))
}

/// Whether so many hours, `18 h`, are a time of the day; in French they are said alike.
fn is_at(words: &Words, found: &Found<'_>, is_hour: bool) -> bool {
    const AT: [&str; 14] = [
        "um", "Um", "ab", "Ab", "gegen", "bis", "las", "Las", "alle", "Alle", "dalle", "Dalle",
        "ore", "Ore",
    ];
    is_hour && (words.language == Language::French || AT.contains(&found.word_before()))
}

fn time(words: &Words, found: &Found<'_>) -> Option<String> {
    let hours = format!("{}{}", found.get("hours"), found.get("full"));
    let minutes = format!("{}{}", found.get("minutes"), found.get("after"));
    let is_hour = hours.parse::<u64>().is_ok_and(|hours| hours <= HOURS_OF_DAY);
    if found.has("letter")
        && minutes.is_empty()
        && found.is_clean()
        && !is_at(words, found, is_hour)
    {
        return Some(counted(words, &hours, words.durations[0], found.word_before()));
    }
    let named = found.has("unit") || INTRODUCE.contains(&found.word_before());
    // In German a colon alone is a score more often than a time.
    let is_bare_time = found.get("between") != "."
        && (words.language != Language::German || is_german_time(found));
    let is_time = is_hour && found.is_clean() && (found.has("full") || named || is_bare_time);
    if !is_time {
        return None;
    }
    let is_full = minutes.is_empty() || minutes == "00";
    let bare = |written: &str| {
        read(
            words,
            written.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(written),
            true,
        )
    };
    let hour = if words.language == Language::German {
        bare(&hours)
    } else {
        gender::feminine(words.language, &bare(&hours))
    };
    let minute = if is_full { String::new() } else { unaccented(words, &minutes) };
    let is_one = hours.trim_start_matches('0') == "1";
    Some(match (words.language, is_full) {
        (Language::German, true) if found.has("from") => {
            format!("{} {} {hour} Uhr", bare(found.get("from")), words.to)
        }
        (Language::German, true) => format!("{hour} Uhr"),
        (Language::German, false) => format!("{hour} Uhr {minute}"),
        (Language::French, _) => {
            let hour = if is_one {
                "une heure".to_owned()
            } else if hour == "zéro" {
                "zéro heure".to_owned()
            } else {
                format!("{hour} heures")
            };
            format!("{hour} {minute}").trim_end().to_owned()
        }
        (Language::Spanish, _) => {
            let unit = if found.has("unit") { " horas" } else { "" };
            if is_full { format!("{hour}{unit}") } else { format!("{hour} y {minute}{unit}") }
        }
        _ if is_full => hour,
        _ => format!("{hour} e {minute}"),
    })
}

/// "von 10:00 bis 12:30 Uhr": no side of a score begins with a nought, and what is joined to a time
/// is one.
fn is_german_time(found: &Found<'_>) -> bool {
    let is_joined = || {
        let mut words = found.line_after().split_whitespace();
        let is_between = words.next().is_some_and(|word| ["bis", "und", "oder"].contains(&word));
        is_between && words.nth(1).is_some_and(|word| word.starts_with("Uhr"))
    };
    found.get("minutes").starts_with('0') || is_joined()
}

/// Minutes are counted: "eins", "uno"; a leading zero is not said.
fn unaccented(words: &Words, minutes: &str) -> String {
    read(words, minutes.strip_prefix('0').unwrap_or(minutes), false)
}
