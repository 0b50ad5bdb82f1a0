//! "3 hours ago", "today, 7:15": a day worked out from the time of fetching, where nothing else tells one.
//!
//! Only minutes, hours, today and yesterday are heard, in a line below the headline that says nothing
//! else, and only where all of the span that the words leave open lies in one day.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{DateTime, Duration, Timelike as _, Utc};
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
        r"^(?:vor|il y a|hace|há|för|for|منذ)?\s*([0-9]{1,3}|an?|one|einer|une|una|uma|et|en|1)\s*(?:(m|mins?|minutes?|minuten?|minutos?|minut[oiya]?|minuut|minuter|minutter|min\.|минут[уы]?|хвилин[уи]?|dakika|دقيقة|دقائق|分|分钟|分鐘|분)|(h|hrs?|hours?|stunden?|std\.?|heures?|horas?|or[ae]|uur|godzin[yęa]?|timmar|timmer|timer|timme|time|час[ао]?в?|годин[уи]?|saat|ساعة|ساعات|時間|小时|小時|시간))\s*(?:ago|geleden|fa|temu|sedan|siden|atrás|назад|тому|önce|前|전)?$",
    )
});

/// One of these makes such words a time that has passed.
const PAST: &[&str] = &[
    "ago",
    "vor ",
    "il y a",
    "hace ",
    "há ",
    "atrás",
    " fa",
    "geleden",
    "temu",
    "sedan",
    "siden",
    "назад",
    "тому",
    "önce",
    "منذ",
    "前",
    "전",
];

/// A day by its word, and perhaps the clock behind it.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(\p{L}+(?:[ '’]\p{L}{1,4})?)[\s,|·•–-]*(?:at|um|à|a las|alle|alle ore|às|as|o|kl\.?|om|в|о|saat)?\s*([0-9]{1,2}\s*[:.h時]\s*[0-9]{2}分?\s*(?:uhr|h|[ap]\.?m\.?)?(?:\s+[a-z]{2,4})?)?$",
    )
});

/// In which hours of Greenwich it is the same day in all countries of a language: from Portugal to Moscow,
/// from the Pacific coast of America to Moscow, and from there to Sydney.
const EUROPE: Range<u32> = 1..21;
const WITH_AMERICA: Range<u32> = 8..21;
const ENGLISH: Range<u32> = 8..13;

/// Words of a day: how many days ago it is, and when all who use the word agree.
const DAYS: &[(&str, i64, Range<u32>)] = &[
    ("today", 0, ENGLISH),
    ("yesterday", 1, ENGLISH),
    ("hoy|hoje|aujourd’hui|aujourd'hui", 0, WITH_AMERICA),
    ("ayer|ontem|hier", 1, WITH_AMERICA),
    ("heute|oggi|vandaag|i dag|idag|dzisiaj|dziś|dnes|σήμερα|bugün", 0, EUROPE),
    ("сегодня|сьогодні|اليوم|היום", 0, EUROPE),
    ("gestern|ieri|gisteren|i går|igår|wczoraj|včera|tegnap|χθες|dün", 1, EUROPE),
    ("вчера|вчора|أمس|אתמול", 1, EUROPE),
];

/// Words that mean something else in another language: "here" in German.
const AMBIGUOUS: [&str; 1] = ["hier"];

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
            let parts = self.parts(line);
            let is_alone = parts.len() == 1;
            let mut parts = parts.into_iter();
            parts.find_map(|part| of_words(&part.to_lowercase(), is_alone, self.fetched_at))
        })
    }
}

/// The day of such words, if only one day is possible. A word for a day that is not all of its line is
/// one where a clock stands behind it, or a label before it.
fn of_words(lower: &str, is_alone: bool, now: DateTime<Utc>) -> Option<Moment> {
    let (words, is_told) = match labels::read(lower) {
        Labelled::Published(words) => (words.split_once(char::is_whitespace)?.1, true),
        Labelled::Plain(words) => (words, is_alone),
        Labelled::Changed(_) | Labelled::Other => return None,
    };
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let at = ago(words, now).or_else(|| day(words, is_told, now))?;
    let at = at.date_naive().and_hms_opt(0, 0, 0)?.and_utc().fixed_offset();
    Some(Moment { at, precision: Precision::Day })
}

/// "3 hours ago".
fn ago(words: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let found = AGO.captures(words).filter(|_| PAST.iter().any(|word| words.contains(word)))?;
    let count: i32 = found.get(1)?.as_str().parse().unwrap_or(1);
    let unit = if found.get(2).is_some() { Duration::minutes(1) } else { Duration::hours(1) };
    let (latest, earliest) = (now - unit * count, now - unit * (count + 1));
    let is_one_day = latest.date_naive() == earliest.date_naive();
    (is_one_day && now - latest <= Duration::hours(MOST_HOURS)).then_some(latest)
}

/// "Today, 7:15".
fn day(words: &str, is_told: bool, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let found = DAY.captures(words)?;
    let (word, has_clock) = (found.get(1)?.as_str(), found.get(2).is_some());
    let is_it = |known: &str| {
        let behind = word.strip_prefix(known);
        // One more word may be that before the clock.
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
    };
    if !has_clock && (!is_told || AMBIGUOUS.contains(&word)) {
        return None;
    }
    let (_, days, hours) = DAYS.iter().find(|(known, ..)| known.split('|').any(is_it))?;
    hours.contains(&now.hour()).then(|| now - Duration::days(*days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        check_at("20:30", words, true, expected);
    }

    #[track_caller]
    fn check_at(clock: &str, words: &str, is_alone: bool, expected: &str) {
        let now = DateTime::parse_from_rfc3339(&format!("2026-11-20T{clock}:00Z"));
        let now = now.expect("a time").to_utc();
        let found = of_words(&words.to_lowercase(), is_alone, now);
        let found = found.map(|moment| moment.at.format("%F").to_string());
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
        check("an hour ago", "2026-11-20");
        check("vor einer Stunde", "2026-11-20");
        check("il y a une heure", "2026-11-20");
        check("3 часа назад", "2026-11-20");
        check("45 минут назад", "2026-11-20");
        check("3 saat önce", "2026-11-20");
        check("منذ 3 ساعات", "2026-11-20");
        check("3時間前", "2026-11-20");
        check("5分前", "2026-11-20");
        check("3小时前", "2026-11-20");
        check("3시간 전", "2026-11-20");
    }

    #[test]
    fn days_are_told_by_their_words() {
        check_at("11:30", "Today, 7:15", true, "2026-11-20");
        check_at("11:30", "Published today at 7:15 am", true, "2026-11-20");
        check_at("11:30", "Yesterday", true, "2026-11-19");
        check("Heute, 07:15 Uhr", "2026-11-20");
        check("Gestern um 19.30 Uhr", "2026-11-19");
        check("Publié aujourd’hui à 07h15", "2026-11-20");
        check("hier à 18h02", "2026-11-19");
        check("Oggi alle 10:20", "2026-11-20");
        check("Сегодня, 07:15", "2026-11-20");
        check("wczoraj, 21:40", "2026-11-19");
        check("i går kl. 12:30", "2026-11-19");
    }

    #[test]
    fn what_may_be_two_days_or_no_publication_tells_none() {
        check("20 hours ago", "");
        check("updated 3 hours ago", "");
        check("3 hours", "");
        check("3 days ago", "");
        check("200 hours ago", "");
        check("he left 3 hours ago", "");
        check("Today, 7:15", "");
        check_at("11:30", "Today in history", true, "");
        check("Hier", "");
        check("hier im Dorf", "");
        check_at("20:30", "Heute", false, "");
        check_at("20:30", "Heute, 7:15", false, "2026-11-20");
        check_at("22:30", "Heute, 7:15", true, "");
        check("USA Today", "");
        check("Updated today, 7:15", "");
        check("it rained today, 7:15", "");
    }
}
