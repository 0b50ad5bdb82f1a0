//! Is this the same text, is this the same story.
//!
//! Text goes in; a hash (the same text) or a set of shingles (the same story) comes out. Both are
//! taken from the normalised words, so neither letter case, punctuation, typography nor the way
//! paragraphs are cut counts. Absent on purpose: stories told in other words. Those are news again.

use std::cmp::Ordering;

use sha2::{Digest, Sha256};

use crate::words::{WordHashes, finished, normalised};

/// Two texts with at least this Jaccard similarity of their shingles tell the same story.
pub const SAME_STORY: f64 = 0.7;

/// Two texts also tell the same story if the shorter lies in the longer by at least this share:
/// a wire report of which an outlet has cut some paragraphs.
///
/// Measured on 1,083 real article bodies with a sentence put in front: with 30 % of the paragraphs
/// dropped, Jaccard alone finds 33 % of the copies, with this rule 99 %; with 30 % dropped from
/// both copies, 8 % and 85 %. Among all pairs of different articles the largest containment was .53.
const CONTAINED: f64 = 0.6;

/// The share that takes the place of [`CONTAINED`] among articles of one site.
const CONTAINED_OF_SITE: f64 = 0.8;

/// The Jaccard similarity that takes the place of [`SAME_STORY`] among short articles of one site.
const SAME_SHORT_OF_SITE: f64 = 0.9;

/// Fewer shingles than this are too little evidence for [`CONTAINED`]: a shared notice would do.
const CONTAINED_MIN_SHINGLES: usize = 50;

/// Below this ratio of sizes, the longer text is a round-up that quotes the shorter.
const CONTAINED_MIN_RATIO: f64 = 0.3;

/// Words in a shingle.
const SHINGLE_WORDS: usize = 5;

/// Letters in a shingle, where the letters are the words: five words of Chinese are some eight.
const SHINGLE_LETTERS: usize = 8;

/// SHA-256 of the normalised text: NFKC, case folded, only words, a single blank between them.
///
/// Stable: it may be stored.
pub fn text_hash(text: &str) -> [u8; 32] {
    Sha256::digest(normalised(text)).into()
}

/// The set of a text's runs of five words, as sorted 64-bit hashes without duplicates.
///
/// In scripts without blanks (Chinese, Japanese, Thai …) runs of eight letters. A text of fewer words
/// is one shingle, a text without words has none; of a text of more than 65,536 words only those
/// count. The hashes are the same on every build and machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// The shingles of a text. Linear in its length.
    pub fn of(text: &str) -> Self {
        let WordHashes { hashes: words, letters } = WordHashes::of(text);
        let width = if letters * 2 > words.len() { SHINGLE_LETTERS } else { SHINGLE_WORDS };
        Self::of_hashes(match words.len() {
            0 => Vec::new(),
            count if count < width => vec![hash(&words)],
            _ => words.windows(width).map(hash).collect(),
        })
    }

    /// The set of these.
    pub(crate) fn of_hashes(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The share of shingles in common among all shingles of the two: 0 for nothing (also where
    /// one of the texts has no words), 1 for the same set. Symmetric.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let overlap = self.overlap(other);
        share(overlap, self.len() + other.len() - overlap)
    }

    /// Do the two texts tell the same story: a Jaccard similarity of at least [`SAME_STORY`], or
    /// one text is mostly a part of the other. Symmetric.
    pub fn same_story(&self, other: &Self) -> bool {
        same_story(self.overlap(other), self.len(), other.len())
    }

    /// As [`Self::same_story`], for two articles of one site: they share its notices and appeals, so
    /// being a part is not enough, and short texts, which may be little else, must be nearly equal.
    /// Symmetric.
    pub fn same_story_of_site(&self, other: &Self) -> bool {
        let is_short = self.len().min(other.len()) < CONTAINED_MIN_SHINGLES;
        let near = if is_short { SAME_SHORT_OF_SITE } else { SAME_STORY };
        let is_near = self.jaccard(other) >= near;
        let is_part = !is_short && self.containment(other) >= CONTAINED_OF_SITE;
        self.same_story(other) && (is_near || is_part)
    }

    /// The share of the shorter text's shingles that are in the longer: 0 for nothing. Symmetric.
    pub fn containment(&self, other: &Self) -> f64 {
        share(self.overlap(other), self.len().min(other.len()))
    }

    /// How many shingles there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the text had no words.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The hashes, ascending.
    pub(crate) fn hashes(&self) -> &[u64] {
        &self.0
    }

    fn overlap(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = 0;
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            let order = a.cmp(b);
            if order != Ordering::Greater {
                left.next();
            }
            if order != Ordering::Less {
                right.next();
            }
            both += usize::from(order == Ordering::Equal);
        }
        both
    }
}

/// [`Shingles::same_story`], for two sets of these sizes that have `overlap` shingles in common.
pub(crate) fn same_story(overlap: usize, one: usize, other: usize) -> bool {
    let (shorter, longer) = (one.min(other), one.max(other));
    let near = share(overlap, one + other - overlap) >= SAME_STORY;
    let contained = shorter >= CONTAINED_MIN_SHINGLES
        && share(shorter, longer) >= CONTAINED_MIN_RATIO
        && share(overlap, shorter) >= CONTAINED;
    near || contained
}

/// A hash that counts the order of the words.
fn hash(words: &[u64]) -> u64 {
    let add =
        |hash: u64, word: &u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    finished(words.iter().fold(0, add))
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests;
