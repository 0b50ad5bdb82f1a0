//! One time as text -> a moment. ISO 8601 and its misspellings, RFC 2822, seconds since 1970, and
//! dates in words or numbers in a dozen languages.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone as _, Utc};
use regex::Regex;

use crate::article::{Moment, Precision};

/// Longer text holds more than a date, in bytes.
const MAX_BYTES: usize = 400;

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[T ]|\s+at\s+)\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z\b|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    )
});
static COMPACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?$")
});
static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b((?:19|20)\d{2})[/.年]\s?(\d{1,2})[/.月]\s?(\d{1,2})\b"));
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?((?:19|20)\d{2})\b"));
static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s*(?:de\s+|of\s+|-)?\s*(\p{L}{3,12})\.?,?\s*(?:de\s+|del\s+|-)?\s*((?:19|20)\d{2})\b",
    )
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})\b")
});
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[/_-])((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_-]|$)",
    )
});

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of this file, compiled by its tests")
}

/// The moment in a text; `language` tells which number is the month in `03/04/2024`.
pub(super) fn parse(text: &str, language: Option<&str>) -> Option<Moment> {
    let text = text.trim();
    if text.len() > MAX_BYTES || text.len() < 6 {
        return None;
    }
    epoch(text)
        .or_else(|| iso(text, &ISO))
        .or_else(|| iso(text, &COMPACT))
        .or_else(|| DateTime::parse_from_rfc2822(text).ok().map(instant))
        .or_else(|| day_of(&YEAR_FIRST, text, |parts| (parts[0], parts[1], parts[2])))
        .or_else(|| words(text))
        .or_else(|| numbers(text, language))
}

/// The date in an address's path, as ISO 8601.
pub(super) fn in_path(path: &str) -> Option<String> {
    let found = PATH.captures(path)?;
    Some(format!(
        "{}-{}-{}",
        found.get(1)?.as_str(),
        found.get(2)?.as_str(),
        found.get(3)?.as_str()
    ))
}

fn instant(at: DateTime<FixedOffset>) -> Moment {
    Moment { at, precision: Precision::Instant }
}

fn day(year: u32, month: u32, day: u32) -> Option<Moment> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let at = date.and_hms_opt(0, 0, 0)?.and_utc().fixed_offset();
    Some(Moment { at, precision: Precision::Day })
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Moment> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = text.parse().ok().filter(|_| digits)?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Utc.timestamp_opt(seconds, 0).single().map(|at| instant(at.fixed_offset()))
}

fn iso(text: &str, pattern: &Regex) -> Option<Moment> {
    let found = pattern.captures(text)?;
    let number =
        |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let (year, month, date) = (number(1)?, number(2)?, number(3)?);
    let whole_day = day(year, month, date);
    let (Some(hour), Some(minute), Some(zone)) = (number(4), number(5), found.get(7)) else {
        return whole_day;
    };
    let naive: NaiveDateTime =
        whole_day?.at.date_naive().and_hms_opt(hour, minute, number(6).unwrap_or(0))?;
    let at = offset(zone.as_str())?.from_local_datetime(&naive).single()?;
    Some(instant(at))
}

fn offset(zone: &str) -> Option<FixedOffset> {
    let Some(sign) = zone.chars().next().filter(|sign| *sign == '+' || *sign == '-') else {
        return FixedOffset::east_opt(0);
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).and_then(|minutes| minutes.parse().ok()).unwrap_or(0);
    let seconds = hours * 3_600 + minutes * 60;
    FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds })
}

fn day_of(
    pattern: &Regex,
    text: &str,
    order: impl Fn([u32; 3]) -> (u32, u32, u32),
) -> Option<Moment> {
    let found = pattern.captures(text)?;
    let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
    let (year, month, date) = order([number(1)?, number(2)?, number(3)?]);
    day(year, month, date)
}

/// `3. Mai 2024`, `May 3, 2024`.
fn words(text: &str) -> Option<Moment> {
    for found in DAY_MONTH.captures_iter(text) {
        let read = || day(number(&found, 3)?, month(found.get(2)?.as_str())?, number(&found, 1)?);
        if let Some(moment) = read() {
            return Some(moment);
        }
    }
    for found in MONTH_DAY.captures_iter(text) {
        let read = || day(number(&found, 3)?, month(found.get(1)?.as_str())?, number(&found, 2)?);
        if let Some(moment) = read() {
            return Some(moment);
        }
    }
    None
}

fn number(found: &regex::Captures<'_>, group: usize) -> Option<u32> {
    found.get(group)?.as_str().parse().ok()
}

/// `03.05.2024`: the day first, but with slashes in American English.
fn numbers(text: &str, language: Option<&str>) -> Option<Moment> {
    let found = NUMBERS.captures(text)?;
    let (first, second, year) = (number(&found, 1)?, number(&found, 3)?, number(&found, 4)?);
    let slashed = found.get(2).is_some_and(|separator| separator.as_str() == "/");
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let american = slashed
        && (language == "en" || language.starts_with("en-us") || language.starts_with("en_us"));
    if american && first <= 12 || second > 12 {
        return day(year, first, second);
    }
    day(year, second, first)
}

/// The month that a word names, by its beginning. Languages share most beginnings.
fn month(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    MONTHS.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, month)| *month)
}

/// Beginnings of months' names; the first that fits counts.
const MONTHS: &[(&str, u32)] = &[
    ("jan", 1),
    ("jän", 1),
    ("ene", 1),
    ("gen", 1),
    ("oca", 1),
    ("sty", 1),
    ("led", 1),
    ("янв", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("şub", 2),
    ("lut", 2),
    ("úno", 2),
    ("фев", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maa", 3),
    ("mrt", 3),
    ("bře", 3),
    ("мар", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("nis", 4),
    ("kwi", 4),
    ("dub", 4),
    ("апр", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("mei", 5),
    ("maj", 5),
    ("kvě", 5),
    ("мая", 5),
    ("май", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("haz", 6),
    ("cze", 6),
    ("čer", 6),
    ("июн", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("tem", 7),
    ("lip", 7),
    ("июл", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("ağu", 8),
    ("sie", 8),
    ("авг", 8),
    ("sep", 9),
    ("set", 9),
    ("eyl", 9),
    ("wrz", 9),
    ("okt", 10),
    ("oct", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("ott", 10),
    ("eki", 10),
    ("paź", 10),
    ("окт", 10),
    ("kas", 11),
    ("lis", 11),
    ("dic", 12),
    ("déc", 12),
    ("ara", 12),
    ("gru", 12),
];

#[cfg(test)]
mod tests {
    use super::{in_path, parse};
    use crate::article::Precision;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let moment = parse(text, Some("en-GB")).map(|moment| match moment.precision {
            Precision::Day => moment.at.format("%F").to_string(),
            Precision::Instant => moment.at.to_rfc3339(),
        });
        assert_eq!(moment.unwrap_or_default(), expected);
    }

    #[test]
    fn the_zone_is_kept_as_told() {
        check("2024-05-03T17:47:42+02:00", "2024-05-03T17:47:42+02:00");
        check("2024-05-03 17:47 +0530", "2024-05-03T17:47:00+05:30");
        check("2024-05-03T15:47:42.123Z", "2024-05-03T15:47:42+00:00");
        check("Fri, 03 May 2024 17:47:42 +0200", "2024-05-03T17:47:42+02:00");
    }

    #[test]
    fn no_zone_is_invented() {
        check("2024-05-03T17:47:42", "2024-05-03");
    }

    #[test]
    fn dates_in_words_and_numbers_are_read() {
        check("Veröffentlicht am 3. Mai 2024", "2024-05-03");
        check("May 3rd, 2024", "2024-05-03");
        check("3 de mayo de 2024", "2024-05-03");
        check("Stand: 03.05.2024", "2024-05-03");
        check("03/05/2024", "2024-05-03");
        check("1714751262", "2024-05-03T15:47:42+00:00");
        check("tomorrow or so", "");
    }

    #[test]
    fn a_path_tells_a_day() {
        assert_eq!(in_path("/news/2024/05/03/rain").as_deref(), Some("2024-05-03"));
        assert_eq!(in_path("/news/20240503x/1"), None);
    }
}
