//! Which keywords rise above their own past on several sites at once.
//!
//! How many articles of a site bore a keyword in an hour goes in; the rising keywords come out,
//! strongest first. Each keyword is measured against itself: a section's name ("politics") is
//! frequent and does not rise. Until there is a past to compare with, nothing trends. Absent on
//! purpose: stemming, synonyms, and how keywords are found.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::normalised;

/// The hours that count as now: long enough that three sites have written about an event.
const RECENT_HOURS: i64 = 6;

/// The hours that are looked at in all: a week, so that each day of the week is in it.
const WINDOW_HOURS: i64 = 7 * 24;

/// Least history in hours: one day, so that day is not compared with night alone.
const MIN_HISTORY_HOURS: i64 = 24;

/// Least number of sites, both in all the counts and behind one trend: "several".
const MIN_SITES: usize = 3;

/// Least number of recent articles behind a trend: one from each of the sites.
const MIN_ARTICLES: f64 = 3.0;

/// A keyword rises when it is at least this many times as frequent as its past lets expect: less
/// would make a trend of every morning, as the past is the mean of day and night. Not measured.
const MIN_RISE: f64 = 2.0;

/// How many articles of one site that appeared within one hour bear a keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordHour {
    /// The keyword; letter case and punctuation do not count.
    pub keyword: String,
    /// The site.
    pub site: i64,
    /// Hours since the Unix epoch.
    pub hour: i64,
    /// Articles.
    pub articles: u32,
}

/// A keyword that rises.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The keyword, in one of the spellings given.
    pub keyword: String,
    /// How strongly: the doublings over the expected number of articles, times the sites. Above 0.
    pub score: f64,
    /// The sites on which it rises.
    pub sites: u32,
}

/// Articles with one keyword: by site, the recent ones and those before.
#[derive(Default)]
struct Term<'a> {
    spelling: &'a str,
    sites: BTreeMap<i64, Articles>,
}

#[derive(Default, Clone, Copy)]
struct Articles {
    recent: f64,
    past: f64,
}

/// The keywords that rise above their own past on at least three sites at once, at most `most`,
/// the strongest first.
///
/// Empty with less than 24 hours of history or fewer than three sites. Counts after `now_hour` and
/// those older than a week do not count; several counts of one hour add up.
pub fn trending(counts: &[KeywordHour], now_hour: i64, most: usize) -> Vec<Trend> {
    let since = now_hour.saturating_sub(WINDOW_HOURS);
    let counts: Vec<&KeywordHour> = counts
        .iter()
        .filter(|count| (since..=now_hour).contains(&count.hour) && count.articles > 0)
        .collect();
    let sites: BTreeSet<i64> = counts.iter().map(|count| count.site).collect();
    let Some(first_hour) = counts.iter().map(|count| count.hour).min() else { return Vec::new() };
    let history_hours = now_hour - first_hour;
    if history_hours < MIN_HISTORY_HOURS || sites.len() < MIN_SITES {
        return Vec::new();
    }

    let recent_share = recent_share(history_hours);
    let mut trends: Vec<Trend> =
        terms(&counts, now_hour).values().filter_map(|term| trend(term, recent_share)).collect();
    trends.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.keyword.cmp(&b.keyword)));
    trends.truncate(most);
    trends
}

/// The recent hours as a multiple of the past ones. `history_hours` is between a day and a week.
#[expect(clippy::cast_precision_loss, reason = "at most 168 hours")]
fn recent_share(history_hours: i64) -> f64 {
    let past_hours = history_hours + 1 - RECENT_HOURS;
    RECENT_HOURS as f64 / past_hours as f64
}

fn terms<'a>(counts: &[&'a KeywordHour], now_hour: i64) -> BTreeMap<String, Term<'a>> {
    let mut terms: BTreeMap<String, Term<'a>> = BTreeMap::new();
    for count in counts {
        let key = normalised(&count.keyword);
        if key.is_empty() {
            continue;
        }
        let term = terms.entry(key).or_default();
        if term.spelling.is_empty() || *count.keyword < *term.spelling {
            term.spelling = &count.keyword;
        }
        let articles = term.sites.entry(count.site).or_default();
        if count.hour > now_hour.saturating_sub(RECENT_HOURS) {
            articles.recent += f64::from(count.articles);
        } else {
            articles.past += f64::from(count.articles);
        }
    }
    terms
}

fn trend(term: &Term<'_>, recent_share: f64) -> Option<Trend> {
    let mut all = Articles::default();
    let mut rising = 0_u32;
    for articles in term.sites.values() {
        all.recent += articles.recent;
        all.past += articles.past;
        // Half an article is added on both sides, so that one article after none is a rise.
        let expected = articles.past * recent_share;
        rising += u32::from((articles.recent + 0.5) / (expected + 0.5) >= MIN_RISE);
    }
    // One is added for the term as a whole, so that rare words do not rise without measure.
    let rise = (all.recent + 1.0) / (all.past * recent_share + 1.0);
    let on_several_sites = usize::try_from(rising).is_ok_and(|sites| sites >= MIN_SITES);
    let rises = on_several_sites && all.recent >= MIN_ARTICLES && rise >= MIN_RISE;
    rises.then(|| Trend {
        keyword: term.spelling.to_owned(),
        score: rise.log2() * f64::from(rising),
        sites: rising,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 500_000;

    /// A count of `articles` by each of the sites, `ago` hours before now.
    fn hour(keyword: &str, sites: &[i64], ago: i64, articles: u32) -> Vec<KeywordHour> {
        let count = |site: &i64| KeywordHour {
            keyword: keyword.to_owned(),
            site: *site,
            hour: NOW - ago,
            articles,
        };
        sites.iter().map(count).collect()
    }

    /// "politics" on sites 1, 2 and 3, one article each hour of two days.
    fn two_days() -> Vec<KeywordHour> {
        (0..48).flat_map(|ago| hour("politics", &[1, 2, 3], ago, 1)).collect()
    }

    #[track_caller]
    fn check(counts: &[KeywordHour], expected: &[&str]) {
        let trends = trending(counts, NOW, 10);
        assert_eq!(trends.iter().map(|t| t.keyword.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_always_frequent_does_not_trend() {
        check(&two_days(), &[]);
    }

    #[test]
    fn what_appears_on_three_sites_at_once_trends_under_any_spelling() {
        let mut counts = two_days();
        counts.extend(hour("Flood", &[1, 2], 1, 1));
        counts.extend(hour("flood", &[3], 2, 1));
        check(&counts, &["Flood"]);
    }

    #[test]
    fn what_two_sites_write_about_does_not_trend() {
        let mut counts = two_days();
        counts.extend(hour("flood", &[1, 2], 1, 9));
        check(&counts, &[]);
    }

    #[test]
    fn a_frequent_word_that_doubles_trends_and_the_stronger_is_first() {
        let mut counts = two_days();
        counts.extend(hour("politics", &[1, 2, 3], 1, 12));
        counts.extend(hour("flood", &[1, 2, 3], 1, 4));
        check(&counts, &["flood", "politics"]);
        assert_eq!(trending(&counts, NOW, 1).len(), 1);
    }

    #[test]
    fn yesterday_is_not_now() {
        let mut counts = two_days();
        counts.extend(hour("flood", &[1, 2, 3], 20, 4));
        check(&counts, &[]);
    }

    #[test]
    fn nothing_trends_within_the_first_day() {
        let mut counts: Vec<_> = (0..24).flat_map(|a| hour("politics", &[1, 2, 3], a, 1)).collect();
        counts.extend(hour("flood", &[1, 2, 3], 1, 4));
        check(&counts, &[]);
        counts.extend(hour("politics", &[1], 24, 1));
        check(&counts, &["flood"]);
    }

    #[test]
    fn the_future_and_the_last_month_do_not_count() {
        let mut counts = hour("politics", &[1, 2, 3], 30 * 24, 1);
        counts.extend(hour("flood", &[1, 2, 3], -1, 4));
        counts.extend(hour("flood", &[1, 2, 3], 1, 4));
        check(&counts, &[]);
    }

    proptest! {
        #[test]
        fn any_counts_give_scores_above_nought_whatever_their_order(
            counts in prop::collection::vec(("[ab]{0,1}", 0..5_i64, -3..200_i64, any::<u32>()), 0..80),
            now in prop_oneof![Just(NOW), any::<i64>()],
        ) {
            let mut counts: Vec<KeywordHour> = counts
                .into_iter()
                .map(|(keyword, site, ago, articles)| {
                    KeywordHour { keyword, site, hour: now.saturating_sub(ago), articles }
                })
                .collect();
            let trends = trending(&counts, now, 10);
            prop_assert!(trends.iter().all(|t| t.score.is_finite() && t.score > 0.0 && t.sites >= 3));
            counts.reverse();
            prop_assert_eq!(trends, trending(&counts, now, 10));
        }
    }
}
