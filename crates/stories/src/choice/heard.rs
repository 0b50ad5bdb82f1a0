//! What the listener has heard already: texts for ever, stories for 72 hours.
//!
//! Episodes told go in, then each article as it is chosen; out comes why another may not be told.
//! Stories are found through their shingles, not one by one, so an article costs its own length,
//! and only stories that share words with it are compared. The comparison is exact.

use std::collections::{HashMap, HashSet};

use super::{Candidate, Refusal, Told};
use crate::sameness::{Shingles, same_story};

/// How long a story is not told again, in microseconds: 72 hours.
pub const SAME_STORY_MICROS: i64 = 72 * 3600 * 1_000_000;

/// What has been heard. Its maps are asked, never walked through: no output depends on their order.
#[derive(Default)]
pub(super) struct Heard {
    texts: HashSet<[u8; 32]>,
    /// The number of shingles of each story.
    stories: Vec<usize>,
    /// By shingle, the stories (indices of `stories`) that have it.
    by_shingle: HashMap<u64, Vec<usize>>,
}

impl Heard {
    /// All texts told, and the stories of the last 72 hours.
    pub(super) fn of(told: &[Told], now_micros: i64) -> Self {
        let mut heard = Self::default();
        for told in told {
            heard.texts.insert(told.text_hash);
            if now_micros.saturating_sub(told.told_micros) <= SAME_STORY_MICROS {
                heard.hear_story(&told.shingles);
            }
        }
        heard
    }

    /// An article that is told now.
    pub(super) fn hear(&mut self, candidate: &Candidate) {
        self.texts.insert(candidate.text_hash);
        self.hear_story(&candidate.shingles);
    }

    /// Why the article may not be told, if so.
    pub(super) fn refusal_of(&self, candidate: &Candidate) -> Option<Refusal> {
        if self.texts.contains(&candidate.text_hash) {
            return Some(Refusal::SameText);
        }
        let length = candidate.shingles.len();
        self.overlaps(&candidate.shingles)
            .into_iter()
            .zip(&self.stories)
            .any(|(overlap, story)| same_story(overlap, length, *story))
            .then_some(Refusal::SameStory)
    }

    fn hear_story(&mut self, shingles: &Shingles) {
        let story = self.stories.len();
        self.stories.push(shingles.len());
        for hash in shingles.hashes() {
            self.by_shingle.entry(*hash).or_default().push(story);
        }
    }

    /// For each story, the number of shingles in common.
    fn overlaps(&self, shingles: &Shingles) -> Vec<usize> {
        let mut overlaps = vec![0; self.stories.len()];
        let stories = shingles.hashes().iter().filter_map(|hash| self.by_shingle.get(hash));
        for story in stories.flatten() {
            if let Some(overlap) = overlaps.get_mut(*story) {
                *overlap += 1;
            }
        }
        overlaps
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_index_finds_what_comparing_one_by_one_finds(
            told in prop::collection::vec("[ab ]{0,40}", 0..8),
            text in "[ab ]{0,40}",
        ) {
            let told: Vec<Shingles> = told.iter().map(|text| Shingles::of(text)).collect();
            let text = Shingles::of(&text);
            let mut heard = Heard::default();
            for story in &told {
                heard.hear_story(story);
            }
            for (story, overlap) in told.iter().zip(heard.overlaps(&text)) {
                prop_assert_eq!(story.same_story(&text), same_story(overlap, story.len(), text.len()));
            }
        }
    }
}
