//! "3 hours ago": a day worked out from the time of fetching, where nothing else tells one.
//!
//! Only minutes and hours are heard, in a line below the headline that says nothing else, and only
//! where all of the span that the words leave open lies in one day.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{DateTime, Duration, Utc};
use regex::Regex;

use super::Dates;
use super::form::pattern;
use super::labels::{self, Labelled};
use super::shown::MAX_LINE_OF_DATE;
use crate::article::{Moment, Precision};

/// Older articles are not told in hours.
const MOST_HOURS: i64 = 36;

/// A number between or before the words of a language: those of minutes, then those of hours.
static AGO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:vor|il y a|hace|há|för|for)?\s*([0-9]{1,3})\s*(?:(m|mins?|minutes?|minuten?|minutos?|minut[oiy]?|minuut|minuter|minutter|min\.)|(h|hrs?|hours?|stunden?|std\.?|heures?|horas?|or[ae]|uur|godzin[yęa]?|timmar|timmer|timer|timme|time))\s*(?:ago|geleden|fa|temu|sedan|siden|atrás)?$",
    )
});

/// One of these makes such words a time that has passed.
const PAST: &[&str] =
    &["ago", "vor ", "il y a", "hace ", "há ", "atrás", " fa", "geleden", "temu", "sedan", "siden"];

impl Dates<'_, '_> {
    /// The day of words such as "3 hours ago" below the headline.
    pub(super) fn relative(&self, headline: &Range<usize>) -> Option<Moment> {
        let top = self.layout.lines.get(headline.clone())?.first()?.nodes.start;
        let mut lines = self.lines_beside(headline).filter(|line| {
            line.width <= MAX_LINE_OF_DATE
                && line.nodes.start > top
                && !self.is_aside(line.nodes.start, headline)
        });
        lines.find_map(|line| {
            let mut parts = self.parts(line).into_iter();
            parts.find_map(|part| ago(&part.to_lowercase(), self.fetched_at))
        })
    }
}

/// The day of such words, if only one day is possible.
fn ago(lower: &str, now: DateTime<Utc>) -> Option<Moment> {
    let words = match labels::read(lower) {
        Labelled::Published(words) => words.split_once(char::is_whitespace)?.1,
        Labelled::Plain(words) => words,
        Labelled::Changed(_) | Labelled::Other => return None,
    };
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let found = AGO.captures(words).filter(|_| PAST.iter().any(|word| words.contains(word)))?;
    let count: i64 = found.get(1)?.as_str().parse().ok()?;
    let unit = if found.get(2).is_some() { Duration::minutes(1) } else { Duration::hours(1) };
    let (count, next) = (i32::try_from(count).ok()?, i32::try_from(count + 1).ok()?);
    let (latest, earliest) = (now - unit * count, now - unit * next);
    let is_one_day = latest.date_naive() == earliest.date_naive();
    if !is_one_day || now - latest > Duration::hours(MOST_HOURS) {
        return None;
    }
    let at = latest.date_naive().and_hms_opt(0, 0, 0)?.and_utc().fixed_offset();
    Some(Moment { at, precision: Precision::Day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let now = DateTime::parse_from_rfc3339("2026-11-20T20:30:00Z").expect("a time").to_utc();
        let found = ago(words, now).map(|moment| moment.at.format("%F").to_string());
        assert_eq!(found.unwrap_or_default(), expected, "{words}");
    }

    #[test]
    fn hours_that_lie_in_one_day_tell_it() {
        check("3 hours ago", "2026-11-20");
        check("published 45 minutes ago", "2026-11-20");
        check("vor 3 stunden", "2026-11-20");
        check("il y a 2 heures", "2026-11-20");
        check("hace 22 horas", "2026-11-19");
        check("3 ore fa", "2026-11-20");
    }

    #[test]
    fn what_may_be_two_days_or_no_publication_tells_none() {
        check("20 hours ago", "");
        check("updated 3 hours ago", "");
        check("3 hours", "");
        check("3 days ago", "");
        check("200 hours ago", "");
        check("he left 3 hours ago", "");
    }
}
