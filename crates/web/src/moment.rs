//! Times as readers see them: in the zone that the page told, with a form for machines beside.

use chrono::{DateTime, Datelike, Duration, FixedOffset};
use database::{Micros, article::Card};

/// A time, ready to be shown in `<time>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// For `datetime`: RFC 3339, or the day alone.
    pub(crate) machine: String,
    /// As short as it can be beside the day of the newspaper: `14:05`, `3 March`, `3 March 2024`.
    pub(crate) short: String,
    /// `3 March 2026`
    pub(crate) date: String,
    /// `14:05`, where more than the day is known.
    pub(crate) time: Option<String>,
    /// In full: `Tuesday, 3 March 2026, 14:05`, with the zone where it is known.
    pub(crate) full: String,
}

/// An instant in a zone, minutes east; UTC where the zone makes no sense.
pub(crate) fn at(instant: Micros, offset_minutes: Option<i32>) -> Option<DateTime<FixedOffset>> {
    let seconds = offset_minutes.unwrap_or(0).saturating_mul(60);
    let zone = FixedOffset::east_opt(seconds).or_else(|| FixedOffset::east_opt(0))?;
    let utc = DateTime::from_timestamp_micros(instant.0)?;
    // Far ends of the calendar cannot be shown in every zone.
    utc.naive_utc().checked_add_offset(zone)?;
    Some(utc.with_timezone(&zone))
}

/// When an article was published, else when it was found: an order, which readers are not shown.
pub(crate) fn of_card(card: &Card) -> Option<DateTime<FixedOffset>> {
    at(card.published_at.unwrap_or(card.sorted_at), card.published_offset_minutes)
}

/// When it was published, to be shown on a page of which the newest article is of `today`; none where
/// the page tells no date: when we came by says nothing of the article.
pub(crate) fn shown(card: &Card, today: Option<DateTime<FixedOffset>>) -> Option<Moment> {
    let at = at(card.published_at?, card.published_offset_minutes)?;
    let day_only = card.published_precision.as_deref() == Some("day");
    let recent = today.is_some_and(|today| is_same_day(at, today) && !day_only);
    let year_known = today.is_none_or(|today| today.year() == at.year());
    let short = match (recent, year_known) {
        (true, _) => at.format("%H:%M"),
        (false, true) => at.format("%-d %B"),
        (false, false) => at.format("%-d %B %Y"),
    };
    let short = short.to_string();
    if day_only {
        return Some(Moment {
            short,
            time: None,
            full: day(at),
            machine: machine_day(at),
            ..in_zone(at)
        });
    }
    if card.published_offset_minutes.is_none() {
        let full = at.format("%A, %-d %B %Y, %H:%M (UTC)").to_string();
        return Some(Moment { short, full, ..in_zone(at) });
    }
    Some(Moment { short, ..in_zone(at) })
}

/// An instant of our own, in UTC, as of an episode.
pub(crate) fn of_instant(instant: Micros) -> Option<Moment> {
    let at = at(instant, None)?;
    let full = at.format("%A, %-d %B %Y, %H:%M (UTC)").to_string();
    Some(Moment { full, ..in_zone(at) })
}

fn in_zone(at: DateTime<FixedOffset>) -> Moment {
    Moment {
        machine: at.to_rfc3339(),
        short: at.format("%H:%M").to_string(),
        date: at.format("%-d %B %Y").to_string(),
        time: Some(at.format("%H:%M").to_string()),
        full: at.format("%A, %-d %B %Y, %H:%M (UTC%:z)").to_string(),
    }
}

fn machine_day(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d").to_string()
}

/// The day in full, for the masthead: `Tuesday, 3 March 2026`.
pub(crate) fn day(at: DateTime<FixedOffset>) -> String {
    at.format("%A, %-d %B %Y").to_string()
}

/// `6 min` or `1 h 5 min`; at least a minute.
pub(crate) fn minutes(seconds: i64) -> String {
    let minutes =
        Duration::seconds(seconds.clamp(0, 1_000_000)).num_seconds().saturating_add(30) / 60;
    match (minutes / 60, minutes % 60) {
        (0, 0) => "1 min".to_owned(),
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

fn is_same_day(one: DateTime<FixedOffset>, other: DateTime<FixedOffset>) -> bool {
    one.date_naive() == other.date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_minutes() {
        for (seconds, told) in
            [(0, "1 min"), (59, "1 min"), (372, "6 min"), (3_600, "1 h"), (3_900, "1 h 5 min")]
        {
            assert_eq!(minutes(seconds), told);
        }
        assert!(!minutes(i64::MIN).is_empty() && !minutes(i64::MAX).is_empty());
    }

    #[test]
    fn an_instant_without_sense_is_none_rather_than_a_panic() {
        assert!(at(Micros(i64::MAX), Some(0)).is_none());
        assert!(at(Micros(i64::MIN), None).is_none());
        assert!(at(Micros(0), Some(i32::MAX)).is_some());
        for offset in [-1_439, 1_439] {
            let _ends = (
                at(Micros(8_210_266_876_799_999_999), Some(offset)),
                at(Micros(-8_334_601_228_800_000_000), Some(offset)),
            );
        }
    }
}
