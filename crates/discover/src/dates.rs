//! Times as feeds and sitemaps write them. In: text. Out: the instant, or nothing; a day without a
//! time is its midnight, UTC, and a time without a zone is UTC.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// Forms of the W3C's profile of ISO 8601 that bear a zone.
const ZONED: &[&str] = &["%Y-%m-%dT%H:%M%#z", "%Y-%m-%dT%H:%M:%S%.f%#z"];

/// The same without a zone, though the profile wants one.
const UNZONED: &[&str] = &["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%.f"];

/// Years before the web, or beyond any plan, are mistakes of the source.
const YEARS: std::ops::RangeInclusive<i32> = 1_980..=2_200;

/// A W3C date and time of every precision: year, month, day, minute, second, fraction.
pub(crate) fn w3c(text: &str) -> Option<DateTime<Utc>> {
    // Longer than any form: not worth trying.
    if text.len() > 64 || !text.is_ascii() {
        return None;
    }
    let text = text.trim().replacen(' ', "T", 1).replace(' ', "");
    plausible(
        instant(&text).or_else(|| day(&text).map(|day| day.and_time(NaiveTime::MIN).and_utc())),
    )
}

/// A date as feeds write it: RFC 2822, else as [`w3c`].
pub(crate) fn feed(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    let mail = DateTime::parse_from_rfc2822(text).ok().map(|time| time.to_utc());
    plausible(mail).or_else(|| w3c(text))
}

/// The instant, unless its year cannot be meant.
pub(crate) fn plausible(instant: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    use chrono::Datelike;
    instant.filter(|instant| YEARS.contains(&instant.year()))
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    // 24:00 is the midnight at the end of the day (ISO 8601).
    if let Some((before, after)) = text.split_once("T24:00") {
        let midnight = instant(&format!("{before}T00:00{after}"))?;
        return midnight.checked_add_days(Days::new(1));
    }
    let zoned = || ZONED.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
    let unzoned = || UNZONED.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    zoned().map(|time| time.to_utc()).or_else(|| unzoned().map(|time| time.and_utc()))
}

fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut part = || parts.next().map_or(Some(1), |part| part.parse().ok());
    let (month, day) = (part()?, part()?);
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| parts.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(feed(text).map(|it| it.to_rfc3339()).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn every_precision_is_read() {
        check("2026", "2026-01-01T00:00:00+00:00");
        check("2026-11", "2026-11-01T00:00:00+00:00");
        check("2026-11-20", "2026-11-20T00:00:00+00:00");
        check("2026-11-20T10:30+01:00", "2026-11-20T09:30:00+00:00");
        check("2026-11-20T10:30:05Z", "2026-11-20T10:30:05+00:00");
        check("2026-11-20T10:30:05.25-0500", "2026-11-20T15:30:05.250+00:00");
        check(" 2026-11-20 10:30:05 +00:00 ", "2026-11-20T10:30:05+00:00");
        check("2026-11-20T10:30:05", "2026-11-20T10:30:05+00:00");
        check("2026-12-31T24:00:00Z", "2027-01-01T00:00:00+00:00");
    }

    #[test]
    fn dates_of_mails_are_read() {
        check("Fri, 20 Nov 2026 10:30:00 GMT", "2026-11-20T10:30:00+00:00");
        check("20 Nov 2026 10:30 EST", "2026-11-20T15:30:00+00:00");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "Yesterday", "2026-13-01", "0000-00-00", "1026-01-01", "2026-1-1-1"] {
            assert_eq!(feed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,70}") {
            let _ = feed(&text);
        }
    }
}
