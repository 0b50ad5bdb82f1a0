//! Times of day beside a date in words or numbers: with their zone, or as a clock on the wall shows
//! them.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _};
use regex::{Captures, Regex};

use super::digits::digits;
use super::form::{LEAST_DIGITS, MAX_BYTES, number, offset, parse, pattern};
use super::region::Region;
use super::zones::offset_of;
use crate::article::{Moment, Precision};

/// Between a date and its time of day stand at most these many bytes, and no digit: `, Thu`, ` at `.
const MAX_GAP_BYTES: usize = 24;

/// A zone is at most so far from UTC, in seconds.
const FARTHEST_SECONDS: i32 = 14 * 3_600;

/// A time of day without its zone, or in UTC.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[^0-9:+-])([0-9]{1,2})[:h]([0-9]{2})(?::([0-9]{2}))?(?:[.][0-9]+)?\s*(?:([ap])\.?\s?m\b)?\s*(UTC\b|GMT\b)?",
    )
});

/// A time of day with what may be its zone: `9:40 p.m. EST`, `20.40 GMT`, `07:30:00 GMT+0100`.
static ZONED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[^0-9:.,/+-])([0-9]{1,2})(?:[:.h]([0-9]{2}))?(?::([0-9]{2}))?\s*(?:uhr\s+)?(?:([ap])\.?\s?m\b\.?)?\s*\(?(?:([a-z]{3,4})\b)?(?:([+-])([0-9]{1,2}):?([0-9]{2})?\b)?",
    )
});

/// The instant of a date, if its time of day stands beside it with a zone. `place` is the date's.
pub(super) fn instant_beside(
    text: &str,
    place: &Range<usize>,
    date: NaiveDate,
    region: &Region,
) -> Option<Moment> {
    let near = |found: &Captures<'_>| {
        let whole = found.get(1)?.start()..found.get(0)?.end();
        let (gap, behind) = if whole.start >= place.end {
            (place.end..whole.start, true)
        } else if whole.end <= place.start {
            (whole.end..place.start, false)
        } else {
            return None;
        };
        let is_near = gap.len() <= MAX_GAP_BYTES && digits(text.get(gap.clone())?) == 0;
        is_near.then_some((gap.len(), !behind))
    };
    let zoned = |found: Captures<'_>| {
        let time = time_of(&found)?;
        let zone = zone_of(&found, region, date)?;
        Some((near(&found)?, zone.from_local_datetime(&date.and_time(time)).single()?))
    };
    let found = ZONED.captures_iter(text).filter_map(zoned).min_by_key(|(distance, _)| *distance);
    found.map(|(_, at)| Moment { at, precision: Precision::Instant })
}

/// The time of day of a match: an hour alone is one with "a.m." or "p.m." only.
fn time_of(found: &Captures<'_>) -> Option<NaiveTime> {
    let half = found.get(4).map(|half| half.as_str());
    let minute = number(found, 2).or_else(|| half.map(|_| 0))?;
    let hour = number(found, 1)?;
    let hour = match half {
        Some("p" | "P") => hour % 12 + 12,
        Some(_) => hour % 12,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, number(found, 3).unwrap_or(0))
}

/// The zone of a match: its offset, or what its name means on this page. An offset without a name has
/// four digits and no colon, or else it may be a second time of day.
fn zone_of(found: &Captures<'_>, region: &Region, date: NaiveDate) -> Option<FixedOffset> {
    let named = found.get(5).map(|name| offset_of(name.as_str(), region, date));
    let Some(sign) = found.get(6) else { return named? };
    let is_offset = match named {
        Some(zone) => zone?.local_minus_utc() == 0,
        None => found.get(7)?.len() == 2 && found.get(7)?.end() == found.get(8)?.start(),
    };
    let (hours, minutes) = (number(found, 7)?, number(found, 8).unwrap_or(0));
    let zone = offset(&format!("{}{hours:02}{minutes:02}", sign.as_str()))?;
    (is_offset && zone.local_minus_utc().abs() <= FARTHEST_SECONDS).then_some(zone)
}

/// A text's day and time of day, if it tells both and no zone; with its seconds, if told.
pub(super) fn wall_clock(text: &str, region: &Region) -> Option<WallClock> {
    if text.len() > MAX_BYTES || digits(text) < LEAST_DIGITS {
        return None;
    }
    let has_letter = text.split_whitespace().any(|word| LETTERS.contains(&word));
    if has_letter || HALVES.iter().any(|half| text.contains(half)) {
        return None;
    }
    let found = CLOCK.captures(text).filter(|found| found.get(5).is_none())?;
    let date = parse(text, region).filter(|moment| moment.precision == Precision::Day)?;
    let at = date.at.date_naive().and_time(time_of(&found)?);
    Some(WallClock { at, has_seconds: found.get(3).is_some() })
}

/// What stands beside an hour of twelve where nobody writes "a.m." or "p.m.": which of two hours it is
/// cannot be told from the digits. Arabic, Greek, Chinese, Japanese, Korean.
const HALVES: [&str; 13] = [
    "صباح", "مساء", "π.μ", "μ.μ", "上午", "下午", "早上", "晚上", "凌晨", "午前", "午後", "오전",
    "오후",
];

/// The same as whole words of one letter.
const LETTERS: [&str; 2] = ["ص", "م"];

/// What a clock on the wall shows where the article was published.
#[derive(Debug, Clone, Copy)]
pub(super) struct WallClock {
    pub at: NaiveDateTime,
    pub has_seconds: bool,
}

#[cfg(test)]
mod tests {
    use super::super::region::Region;
    use super::{parse, wall_clock};
    use crate::article::Precision;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let moment = parse(text, &Region::of_country("us")).expect(text);
        let found = match moment.precision {
            Precision::Day => moment.at.format("%F").to_string(),
            Precision::Instant => moment.at.to_rfc3339(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_zone_behind_a_clock_is_told() {
        check("20:40 GMT, 20 November 2026", "2026-11-20T20:40:00+00:00");
        check("published nov. 20, 2026 at 9:40 p.m. est", "2026-11-20T21:40:00-05:00");
        check("Madrid - 20 NOV 2026 - 07:30 CET", "2026-11-20T07:30:00+01:00");
        check("Updated 9:40 PM EST, Thu November 19, 2026", "2026-11-19T21:40:00-05:00");
        check("Fri 20 Nov 2026 20.40 GMT", "2026-11-20T20:40:00+00:00");
        check("November 20, 2026, 9 p.m. PST", "2026-11-20T21:00:00-08:00");
        check("2026-11-20 07:30 CET", "2026-11-20T07:30:00+01:00");
        check("20.11.2026, 07:30 Uhr MEZ", "2026-11-20T07:30:00+01:00");
        check("2026/11/20 07:30 JST", "2026-11-20T07:30:00+09:00");
    }

    #[test]
    fn dates_as_scripts_write_them_have_their_offset() {
        check("Fri Nov 20 2026 07:30:00 GMT+0100 (CET)", "2026-11-20T07:30:00+01:00");
        check("Fri Nov 20 2026 07:30:00 GMT-0330 (NST)", "2026-11-20T07:30:00-03:30");
        check("20 Nov 2026 07:30 +0100", "2026-11-20T07:30:00+01:00");
    }

    #[test]
    fn a_clock_without_a_known_zone_tells_a_day_alone() {
        check("November 20, 2026 9:40 p.m. PT", "2026-11-20");
        check("November 20, 2026 01:32 am IST", "2026-11-20");
        check("20 November 2026, 10:00 -12:00", "2026-11-20");
        check("20 November 2026", "2026-11-20");
        check("20 November 2026, page 20 est", "2026-11-20");
        check("20 November 2026; it was called at the 3rd hour, 9:40 GMT", "2026-11-20");
    }

    #[test]
    fn a_clock_on_the_wall_is_read_with_its_day_and_without_a_zone() {
        let read = |text: &str| Some(wall_clock(text, &Region::default())?.at.to_string());
        assert_eq!(read("May 3, 2024 9:10 p.m. PT").as_deref(), Some("2024-05-03 21:10:00"));
        assert_eq!(read("2024-05-03T12:10:42").as_deref(), Some("2024-05-03 12:10:42"));
        assert_eq!(read("2024-05-03T12:10:42Z"), None);
        assert_eq!(read("May 3, 2024 9:10 GMT"), None);
        assert_eq!(read("May 3, 2024 9:10 CET"), None);
        assert_eq!(read("May 3, 2024"), None);
    }

    #[test]
    fn a_clock_of_twelve_hours_that_is_not_understood_tells_no_hour() {
        let read =
            |text: &str| wall_clock(text, &Region::default()).map(|wall| wall.at.to_string());
        assert_eq!(read("2024.05.03. 오후 9:10"), None);
        assert_eq!(read("2024/05/03 09:10 م"), None);
        assert_eq!(read("3 mars 2024 21:10").as_deref(), Some("2024-03-03 21:10:00"));
        assert_eq!(read("3 de mayo de 2024, 9:10 p. m.").as_deref(), Some("2024-05-03 21:10:00"));
    }
}
