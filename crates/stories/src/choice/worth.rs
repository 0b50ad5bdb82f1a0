//! How much an article is worth hearing.
//!
//! Trending counts up to 2, completeness up to 1, recency up to 1. Where nothing trends, the first
//! is 0 for all, and the others decide.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::{Candidate, completeness::completeness};
use crate::trend::Trend;
use crate::words::{normalised, words};

/// A trending article of yesterday is before a fresh one that is not trending.
const TREND_WEIGHT: f64 = 2.0;

/// After this many hours an article's recency is half.
const HALF_LIFE_HOURS: f64 = 12.0;

/// Keywords have at most this many words when they are looked for in titles.
const MAX_KEYWORD_WORDS: usize = 3;

/// Trends named in a reason.
const MAX_NAMED: usize = 3;

const HOUR_MICROS: i64 = 3600 * 1_000_000;

/// The trends by normalised keyword, each with its share of the strongest one.
pub(super) struct Rising(BTreeMap<String, f64>);

impl Rising {
    pub(super) fn of(trends: &[Trend]) -> Self {
        let usable = |trend: &&Trend| trend.score.is_finite() && trend.score > 0.0;
        let strongest = trends.iter().filter(usable).map(|t| t.score).fold(0.0, f64::max);
        let mut rising: BTreeMap<String, f64> = BTreeMap::new();
        for trend in trends.iter().filter(usable) {
            let share = rising.entry(normalised(&trend.keyword)).or_default();
            *share = share.max(trend.score / strongest);
        }
        rising.remove("");
        Self(rising)
    }

    /// The trends that an article is about, strongest first: by its keywords and its title.
    fn of_article(&self, candidate: &Candidate) -> Vec<(&str, f64)> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let title = words(&candidate.title);
        let in_title = (1..=MAX_KEYWORD_WORDS).flat_map(|n| title.windows(n).map(|w| w.join(" ")));
        let terms: BTreeSet<String> =
            candidate.keywords.iter().map(|keyword| normalised(keyword)).chain(in_title).collect();
        let mut found: Vec<(&str, f64)> = terms
            .iter()
            .filter_map(|term| self.0.get_key_value(term))
            .map(|(keyword, share)| (keyword.as_str(), *share))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        found
    }
}

/// What an article is worth, and what breaks a tie.
pub(super) struct Worth {
    /// From 0 to 4.
    pub(super) score: f64,
    /// For operators.
    pub(super) reason: String,
    published_micros: i64,
    article: i64,
}

impl Worth {
    pub(super) fn of(candidate: &Candidate, rising: &Rising, now_micros: i64) -> Self {
        let trends = rising.of_article(candidate);
        let trending = trends.iter().map(|(_, share)| share).sum::<f64>().min(1.0);
        let (complete, lacks) = completeness(candidate);
        // Clocks of sites are wrong at times: nothing is newer than now.
        let published_micros = candidate.published_micros.unwrap_or(i64::MIN).min(now_micros);
        Self {
            score: TREND_WEIGHT * trending + complete + recency(published_micros, now_micros),
            reason: reason(&trends, &lacks),
            published_micros,
            article: candidate.article,
        }
    }

    /// The order of choices: by score, then the newest, then the smaller id.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        (other.score.total_cmp(&self.score))
            .then(other.published_micros.cmp(&self.published_micros))
            .then(self.article.cmp(&other.article))
    }
}

/// 1 for now, a half for 12 hours ago, a quarter for a day ago.
#[expect(clippy::cast_precision_loss, reason = "a rounding of ages of centuries")]
fn recency(published_micros: i64, now_micros: i64) -> f64 {
    let hours = now_micros.saturating_sub(published_micros) as f64 / HOUR_MICROS as f64;
    (-hours / HALF_LIFE_HOURS).exp2()
}

fn reason(trends: &[(&str, f64)], lacks: &[&str]) -> String {
    let completeness = if lacks.is_empty() { "complete".to_owned() } else { lacks.join(", ") };
    if trends.is_empty() {
        return completeness;
    }
    let named: Vec<&str> = trends.iter().take(MAX_NAMED).map(|(keyword, _)| *keyword).collect();
    format!("trending: {}; {completeness}", named.join(", "))
}
