//! Days, months and years of a query -> spans of time.

use chrono::{Days, Months, NaiveDate};

/// A span of time in microseconds UTC; its end is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// Reads `2026-01-02`, `2026-01` or `2026` (years 1000 to 9999).
pub(crate) fn span(text: &str) -> Option<Span> {
    let mut parts = text.split('-');
    let year = i32::try_from(number(parts.next()?, 4)?).ok().filter(|year| *year >= 1000)?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let of = |part: Option<&str>| part.map_or(Some(1), |part| number(part, 2));
    let first = NaiveDate::from_ymd_opt(year, of(month)?, of(day)?)?;
    let next = match (month, day) {
        (Some(_), Some(_)) => first.checked_add_days(Days::new(1)),
        (Some(_), None) => first.checked_add_months(Months::new(1)),
        _ => first.checked_add_months(Months::new(12)),
    };
    Some(Span { start: micros(first)?, end: micros(next?)? })
}

fn number(text: &str, most_digits: usize) -> Option<u32> {
    let plain = text.len() <= most_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn micros(day: NaiveDate) -> Option<i64> {
    Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000_000;

    #[track_caller]
    fn check(text: &str, days: Option<(i64, i64)>) {
        let expected = days.map(|(start, end)| Span { start: start * DAY, end: end * DAY });
        assert_eq!(span(text), expected, "{text}");
    }

    #[test]
    fn days_months_and_years_are_spans() {
        check("1970-01-02", Some((1, 2)));
        check("1970-1-2", Some((1, 2)));
        check("1970-02", Some((31, 59)));
        check("1970", Some((0, 365)));
        check("9999-12-31", span("9999-12-31").map(|span| (span.start / DAY, span.end / DAY)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "2026-02-30", "2026-13", "26", "yesterday", "2026-01-02-03", "+202", "-1"]
        {
            check(text, None);
        }
    }
}
