//! Which articles become episodes, and which never will.
//!
//! Articles that wait, the episodes already told and the trends go in; the chosen articles with a
//! reason come out, and those that need never be looked at again. An article must be complete
//! enough to be heard (a title, a time, enough text, a language with a voice) and be news to the
//! listener; among those, trending, complete and recent ones are first. Absent on purpose: rights,
//! budgets of time and sound, and what becomes of a choice.

mod completeness;
mod heard;
mod refusal;
mod worth;

use std::collections::{BTreeMap, BTreeSet};

pub use completeness::{MAX_CHARACTERS, MIN_CHARACTERS};
pub use heard::SAME_STORY_MICROS;
pub use refusal::Refusal;

use crate::sameness::Shingles;
use crate::trend::Trend;
use heard::Heard;
use worth::{Rising, Worth};

/// What a place that a site already has takes from the score of its next article: among articles
/// of similar worth, sites take turns. A tenth is some two hours of recency.
const SITE_SHARE: f64 = 0.1;

/// An article that waits for a decision.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a row, named where set")]
pub struct Candidate {
    /// The article.
    pub article: i64,
    /// The site that it is from.
    pub site: i64,
    /// Its title, as plain text.
    pub title: String,
    /// Whether an author is known.
    pub has_author: bool,
    /// When it was published, in microseconds UTC.
    pub published_micros: Option<i64>,
    /// Whether that time is exact: not merely the day.
    pub has_instant: bool,
    /// Length of its text in characters.
    pub characters: usize,
    /// Its language, if known.
    pub language: Option<String>,
    /// Whether there is a voice for its language.
    pub voice_available: bool,
    /// Whether there are rules of how its language is read aloud.
    pub rules_available: bool,
    /// Whether the page is mainly a video, and its text a caption.
    pub mainly_video: bool,
    /// Its keywords; letter case and punctuation do not count.
    pub keywords: Vec<String>,
    /// [`crate::text_hash`] of its text.
    pub text_hash: [u8; 32],
    /// [`Shingles`] of its text.
    pub shingles: Shingles,
}

/// An episode that was made, or is being made.
///
/// Stories are compared for 72 hours, so those episodes are needed. Older ones may be given too:
/// of them only the text hash counts, so their shingles may be those of the empty text.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// [`crate::text_hash`] of the text told.
    pub text_hash: [u8; 32],
    /// [`Shingles`] of the text told.
    pub shingles: Shingles,
    /// When it was told, in microseconds UTC.
    pub told_micros: i64,
}

/// An article that is worth hearing.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The article.
    pub article: i64,
    /// How much it is worth: from 0 to 4, of which 2 for trends.
    pub score: f64,
    /// Why, in few words for operators: `trending: election, budget; complete`.
    pub reason: String,
}

/// What was decided.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    /// The best first: by score, then the newest, then the smaller id.
    pub chosen: Vec<Choice>,
    /// Articles that will never be chosen, by id. Whoever is in neither list may be asked about
    /// again.
    pub refused: Vec<(i64, Refusal)>,
}

/// Chooses at most `most` articles that are worth hearing.
///
/// Without trends, completeness and recency choose. Among articles of similar worth sites take
/// turns. No two of the chosen and the told are the same text, or, within 72 hours, the same
/// story. An article given twice counts once. The same input in any order gives the same output.
pub fn choose(
    candidates: &[Candidate],
    told: &[Told],
    trends: &[Trend],
    now_micros: i64,
    most: usize,
) -> Chosen {
    let rising = Rising::of(trends);
    let mut heard = Heard::of(told, now_micros);
    let mut refused = BTreeMap::new();
    let mut open = Vec::new();
    let mut seen = BTreeSet::new();
    for candidate in candidates.iter().filter(|candidate| seen.insert(candidate.article)) {
        let refusal = completeness::refusal(candidate).or_else(|| heard.refusal_of(candidate));
        if let Some(refusal) = refusal {
            refused.insert(candidate.article, refusal);
        } else {
            open.push((candidate, Worth::of(candidate, &rising, now_micros)));
        }
    }
    open.sort_by(|(_, a), (_, b)| a.order(b));

    let mut places = Places::default();
    let mut chosen: Vec<(&Candidate, Worth)> = Vec::new();
    while let Some((candidate, worth)) = places.next(&mut open) {
        if let Some(refusal) = heard.refusal_of(candidate) {
            refused.insert(candidate.article, refusal);
        } else if chosen.len() < most {
            heard.hear(candidate);
            places.take(candidate.site);
            chosen.push((candidate, worth));
        }
    }
    chosen.sort_by(|(_, a), (_, b)| a.order(b));
    let choice = |(candidate, worth): (&Candidate, Worth)| Choice {
        article: candidate.article,
        score: worth.score,
        reason: worth.reason,
    };
    Chosen {
        chosen: chosen.into_iter().map(choice).collect(),
        refused: refused.into_iter().collect(),
    }
}

/// How many places each site has.
#[derive(Default)]
struct Places(BTreeMap<i64, f64>);

impl Places {
    /// Takes the best out of the open articles, which are in order, with their sites' places
    /// counted against them.
    fn next<'a>(&self, open: &mut Vec<(&'a Candidate, Worth)>) -> Option<(&'a Candidate, Worth)> {
        let mut best: Option<(usize, f64)> = None;
        for (index, (candidate, worth)) in open.iter().enumerate() {
            let places = self.0.get(&candidate.site).copied().unwrap_or_default();
            let score = worth.score - SITE_SHARE * places;
            if best.is_none_or(|(_, highest)| score > highest) {
                best = Some((index, score));
            }
        }
        best.map(|(index, _)| open.remove(index))
    }

    fn take(&mut self, site: i64) {
        *self.0.entry(site).or_default() += 1.0;
    }
}

#[cfg(test)]
mod tests;
