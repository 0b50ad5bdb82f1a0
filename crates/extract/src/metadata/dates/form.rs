//! One time as text -> a moment. ISO 8601 and its misspellings, RFC 2822, seconds since 1970, and
//! dates in words or numbers in some thirty languages.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone as _, Utc};
use regex::{Captures, Regex};

use super::clock::instant_beside;
use super::digits::digits;
use super::months::month;
use super::region::Region;
use crate::article::{Moment, Precision};

/// Longer text holds more than a date, in bytes.
pub(super) const MAX_BYTES: usize = 400;

// The patterns say `[0-9]` and `\p{L}+`, not `\d` and `\p{L}{3,14}`: digits of other scripts were
// written in Latin before, and counted repetitions of all letters take 10 ms to compile, each.

/// A day and a year have at least these many digits.
pub(super) const LEAST_DIGITS: usize = 5;

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[T ]|\s+at\s+)\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[.,:][0-9]+)?\s*(Z\b|(?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2}|(?:UTC|GMT)[+-][0-9](?::[0-9]{2})?\b|(?:UTC|GMT)?[+-][0-9]{2}\b|UTC|GMT)?|[^0-9]|$)",
    )
});
static COMPACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?$",
    )
});
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b((?:19|20)[0-9]{2})(?:[/.]|[年년])\s?([0-9]{1,2})(?:[/.]|[月월])\s?([0-9]{1,2})(?:[日일]|\b)",
    )
});
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b([0-9]{1,2})\s?([./-])\s?([0-9]{1,2})\s?[./-]\s?((?:19|20)[0-9]{2})(?:\b|г)")
});
static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^0-9.:/])([0-9]{2})([./])([0-9]{2})[./]([0-9]{2})(?:[^0-9.:/]|$)")
});
static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b([0-9]{1,2})(?:\s?(?:st|nd|rd|th|er)\b|\.|º)?\s*(?:de\s+|d['’]|of\s+|-)?\s*([\p{L}\p{M}]+)\.?,?\s*(?:de\s+|del\s+|-)?\s*((?:19|20)[0-9]{2})(?:\b|г)",
    )
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b([\p{L}\p{M}]+)\.?\s+([0-9]{1,2})(?:\s?(?:st|nd|rd|th))?\s?,?\s+((?:19|20)[0-9]{2})\b",
    )
});
static YEAR_MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b((?:19|20)[0-9]{2})\.?,?\s+(?:m\.\s+)?([\p{L}\p{M}]+)\.?\s+([0-9]{1,2})\b")
});
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[/_-])((?:19|20)[0-9]{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12][0-9]|3[01])(?:[/_-]|$)",
    )
});

static PATH_DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[/_-])(0[1-9]|[12][0-9]|3[01])[_-](0[1-9]|1[0-2])[_-]((?:19|20)[0-9]{2})(?:[./_-]|$)",
    )
});

pub(super) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of this file, compiled by its tests")
}

/// Which number is the day in `03/04/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// The moment in a text, as a page of a region means it.
pub(super) fn parse(text: &str, region: &Region) -> Option<Moment> {
    let text = text.trim();
    if text.len() > MAX_BYTES || digits(text) < LEAST_DIGITS {
        return None;
    }
    if let Some(instant) = epoch(text) {
        return Some(instant);
    }
    let iso = iso(text, &ISO).or_else(|| iso(text, &COMPACT));
    let from_machines =
        || Some((DateTime::parse_from_rfc2822(text).ok().map(instant)?, 0..text.len()));
    let order = region.order();
    let (moment, place) = iso
        .or_else(from_machines)
        .or_else(|| year_first(text))
        .or_else(|| words(text))
        .or_else(|| numbers(text, &NUMBERS, order))
        .or_else(|| numbers(text, &SHORT_YEAR, order))?;
    if moment.precision == Precision::Instant {
        return Some(moment);
    }
    Some(instant_beside(text, &place, moment.at.date_naive(), region).unwrap_or(moment))
}

/// The date in an address's path, as ISO 8601: `/2024/05/03/`, with the day first `03-05-2024`, or
/// with the month's name `/2024/may/03/`.
pub(super) fn in_path(path: &str) -> Option<String> {
    let year_first = PATH.captures(path).map(|found| [1, 2, 3].map(|group| found.get(group)));
    let found = year_first.or_else(|| {
        PATH_DAY_FIRST.captures(path).map(|found| [3, 2, 1].map(|group| found.get(group)))
    });
    let Some([year, month, day]) = found else {
        let (year, month, day) = named_in_path(path)?;
        return Some(format!("{year}-{month:02}-{day:02}"));
    };
    Some(format!("{}-{}-{}", year?.as_str(), month?.as_str(), day?.as_str()))
}

/// `/2024/may/03/`: only with a day is the word sure to be a month, `mac` is one in Malay.
fn named_in_path(path: &str) -> Option<(i32, u32, u32)> {
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).find_map(|parts| {
        let [year, name, day] = parts else { return None };
        let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
        Some((year_of(year)?, month(name)?, day))
    })
}

fn year_of(part: &str) -> Option<i32> {
    part.parse().ok().filter(|year| (1990..2100).contains(year))
}

/// The year and the month in an address's path, `/2024/05/`.
pub(super) fn month_in_path(path: &str) -> Option<(i32, u32)> {
    let parts: Vec<&str> = path.split('/').collect();
    let numbered = parts.windows(2).find_map(|pair| {
        let [year, month] = pair else { return None };
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some((year_of(year)?, month))
    });
    numbered.or_else(|| named_in_path(path).map(|(year, month, _)| (year, month)))
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

/// A moment, and where its date stands in the text.
type Placed = (Moment, Range<usize>);

fn iso(text: &str, pattern: &Regex) -> Option<Placed> {
    let found = pattern.captures(text)?;
    let place = found.get(1)?.start()..found.get(3)?.end();
    let number =
        |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let (year, month, date) = (number(1)?, number(2)?, number(3)?);
    let whole_day = day(year, month, date);
    let (Some(hour), Some(minute), Some(zone)) = (number(4), number(5), found.get(7)) else {
        return Some((whole_day?, place));
    };
    let naive: NaiveDateTime =
        whole_day?.at.date_naive().and_hms_opt(hour, minute, number(6).unwrap_or(0))?;
    let at = offset(zone.as_str())?.from_local_datetime(&naive).single()?;
    Some((instant(at), place))
}

pub(super) fn offset(zone: &str) -> Option<FixedOffset> {
    let zone = zone.trim_start_matches(|c: char| c.is_alphabetic());
    let Some(sign) = zone.chars().next().filter(|sign| *sign == '+' || *sign == '-') else {
        return FixedOffset::east_opt(0);
    };
    let told = zone.trim_start_matches(['+', '-']);
    let parts = told.split_once(':').or_else(|| told.split_at_checked(2)).unwrap_or((told, ""));
    let hours: i32 = parts.0.parse().ok()?;
    let minutes: i32 = parts.1.parse().unwrap_or(0);
    let seconds = hours * 3_600 + minutes * 60;
    FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds })
}

/// `2024/05/03`, `2024年5月3日`.
fn year_first(text: &str) -> Option<Placed> {
    let found = YEAR_FIRST.captures(text)?;
    let moment = day(number(&found, 1)?, number(&found, 2)?, number(&found, 3)?)?;
    Some((moment, found.get(0)?.range()))
}

/// `3. Mai 2024`, `May 3, 2024`, `2024. május 3.`
fn words(text: &str) -> Option<Placed> {
    let orders = [(&DAY_MONTH, [3, 2, 1]), (&MONTH_DAY, [3, 1, 2]), (&YEAR_MONTH_DAY, [1, 2, 3])];
    orders.into_iter().find_map(|(pattern, [year, named, date])| {
        pattern.captures_iter(text).find_map(|found| {
            let month = month(found.get(named)?.as_str())?;
            let moment = day(number(&found, year)?, month, number(&found, date)?)?;
            Some((moment, found.get(0)?.range()))
        })
    })
}

pub(super) fn number(found: &Captures<'_>, group: usize) -> Option<u32> {
    found.get(group)?.as_str().parse().ok()
}

/// `03.05.2024`: the day first, save with slashes where the month is put first.
fn numbers(text: &str, pattern: &Regex, order: Order) -> Option<Placed> {
    let found = pattern.captures(text)?;
    let place = found.get(1)?.start()..found.get(4)?.end();
    let (first, second, year) = (number(&found, 1)?, number(&found, 3)?, number(&found, 4)?);
    let year = match year {
        // Two digits: the web is younger than 1990.
        0..90 => 2000 + year,
        90..100 => 1900 + year,
        _ => year,
    };
    let slashed = found.get(2).is_some_and(|separator| separator.as_str() == "/");
    let month_first = order == Order::MonthFirst && slashed && first <= 12;
    let (month, date) = if month_first || second > 12 { (first, second) } else { (second, first) };
    Some((day(year, month, date)?, place))
}

#[cfg(test)]
mod tests {
    use super::super::region::Region;
    use super::{in_path, month_in_path, parse};
    use crate::article::Precision;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let moment = parse(text, &Region::default()).map(|moment| match moment.precision {
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
        check("2024. május 3.", "2024-05-03");
        check("2024年5月3日 21時37分", "2024-05-03");
        check("3 мая 2024 г.", "2024-05-03");
        check("May 3 rd , 2024", "2024-05-03");
        check("Fr 03.05.24 | 14:07", "2024-05-03");
        check("version 10.05.24.1", "");
        check("tomorrow or so", "");
    }

    #[test]
    fn of_two_days_run_together_the_whole_one_is_read() {
        check("2022-02-112024-05-03", "2024-05-03");
    }

    #[test]
    fn a_path_tells_a_day() {
        assert_eq!(in_path("/news/2024/05/03/rain").as_deref(), Some("2024-05-03"));
        assert_eq!(in_path("/news/03-05-2024").as_deref(), Some("2024-05-03"));
        assert_eq!(in_path("/news/20240503x/1"), None);
        assert_eq!(in_path("/world/2024/may/03/rain").as_deref(), Some("2024-05-03"));
        assert_eq!(month_in_path("/world/2024/may/3/rain"), Some((2024, 5)));
        assert_eq!(month_in_path("/2024/mac/review"), None);
    }
}
