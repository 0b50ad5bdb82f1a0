//! A sketch of a text: small enough to keep with each article, and enough to find its near duplicates.
//!
//! [`Shingles`] go in; a [`Sketch`] comes out, with bytes to be stored and [`Sketch::bands`] to be
//! looked up. Two texts share a band the more likely, the more shingles they share: whoever asks for
//! the articles with an equal band gets nearly all copies of a text and little else, whatever the
//! number of articles. What a sketch says is an estimate: [`Shingles::same_story`] decides.
//!
//! It is `MinHash` with one permutation (Li, Owen, Zhang 2012): shingles fall into as many bins as there
//! are minima, by their first bits, and each bin keeps its least. Bins that stay empty, as most do in
//! a short text, borrow from others in an order that is the same for all texts (Shrivastava 2017).
//! So a sketch costs one pass over the shingles. Absent on purpose: where sketches and bands are kept.

use crate::sameness::{Shingles, same_story, share};
use crate::words::finished;

/// Minima in a sketch. The estimate of a similarity of one half has a standard error of .06.
const MINIMA: usize = 64;

/// Minima in a band. Two texts of similarity .45, as two heavily cut copies of one, share at least
/// one of 32 bands with a probability of .9993, those of .2 with .73, and those of .02 with .013. Over
/// the test web no pair that is the same story shared none.
const BAND_MINIMA: usize = 2;

/// The first byte of a stored sketch: changes with anything that would make old ones wrong.
const VERSION: u8 = 1;

/// Length of a stored sketch: its version, the number of shingles, the minima.
const BYTES: usize = 1 + 4 + 4 * MINIMA;

/// A bin into which no shingle fell.
const EMPTY: u32 = u32::MAX;

/// How far the estimate may lie below the truth, in standard errors, for a text still to be compared.
const DOUBT: f64 = 2.5;

/// The sketch of a text. Equal sets of shingles have equal sketches, on every build and machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    shingles: u32,
    minima: [u32; MINIMA],
}

impl Sketch {
    /// How many bands a sketch has.
    pub const BANDS: usize = MINIMA / BAND_MINIMA;

    /// The sketch of a text with these shingles, none for a text without words.
    pub fn of(shingles: &Shingles) -> Option<Self> {
        let mut minima = [EMPTY; MINIMA];
        for hash in shingles.hashes() {
            let (bin, value) = bin_and_value(*hash);
            if let Some(least) = minima.get_mut(bin) {
                *least = value.min(*least);
            }
        }
        let count = u32::try_from(shingles.len()).unwrap_or(u32::MAX);
        (count > 0).then(|| Self { shingles: count, minima: filled(&minima) })
    }

    /// One key for each band, to be stored and looked up by equality; sorted, without duplicates. The
    /// band is a part of its key.
    pub fn bands(&self) -> Vec<u64> {
        let key = |(band, minima): (usize, &[u32])| {
            let add = |key: u64, least: &u32| finished(key ^ u64::from(*least));
            minima.iter().fold(finished(band as u64 + 1), add)
        };
        let mut keys: Vec<u64> = self.minima.chunks(BAND_MINIMA).enumerate().map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// An estimate of [`Shingles::jaccard`]: from 0 to 1, 1 for equal sets, symmetric.
    pub fn similarity(&self, other: &Self) -> f64 {
        let pairs = self.minima.iter().zip(&other.minima);
        let equal = pairs.filter(|(one, other)| one == other).count();
        share(equal, MINIMA)
    }

    /// Whether the texts may tell the same story by [`Shingles::same_story`], as far as the sketches
    /// can tell: a little doubt counts as yes. Symmetric.
    pub fn may_be_same_story(&self, other: &Self) -> bool {
        let similarity = self.similarity(other);
        let error = (similarity * (1.0 - similarity) * share(1, MINIMA)).sqrt();
        let likely = (similarity + DOUBT * error).min(1.0);
        let both = likely / (1.0 + likely) * (f64::from(self.shingles) + f64::from(other.shingles));
        let (one, other) = (self.shingles(), other.shingles());
        same_story(whole(both).min(one).min(other), one, other)
    }

    /// How many shingles the text has.
    pub fn shingles(&self) -> usize {
        self.shingles as usize
    }

    /// The sketch as 261 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.push(VERSION);
        bytes.extend(self.shingles.to_le_bytes());
        bytes.extend(self.minima.iter().flat_map(|least| least.to_le_bytes()));
        bytes
    }

    /// A sketch that was stored; none if this version did not write it: make it anew from the text.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (VERSION, rest) = bytes.split_first().map(|(version, rest)| (*version, rest))? else {
            return None;
        };
        let (numbers, []) = rest.as_chunks::<4>() else { return None };
        let (shingles, minima) = numbers.split_first()?;
        let minima: &[[u8; 4]; MINIMA] = minima.try_into().ok()?;
        let shingles = u32::from_le_bytes(*shingles);
        (shingles > 0).then(|| Self { shingles, minima: minima.map(u32::from_le_bytes) })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most the sum of two numbers of shingles"
)]
fn whole(shingles: f64) -> usize {
    shingles.ceil() as usize
}

/// The bin of a shingle, by its first bits, and its value there, by its last; never [`EMPTY`].
fn bin_and_value(hash: u64) -> (usize, u32) {
    let [.., a, b, c, d] = hash.to_be_bytes();
    let value = u32::from_be_bytes([a, b, c, d]);
    (bin(hash), value.min(EMPTY - 1))
}

/// The bin that the first bits of a hash name.
#[expect(clippy::cast_possible_truncation, reason = "less than the number of bins")]
fn bin(hash: u64) -> usize {
    (hash >> (u64::BITS - MINIMA.ilog2())) as usize
}

/// The minima with those of empty bins borrowed from others. At least one must not be empty.
fn filled(minima: &[u32; MINIMA]) -> [u32; MINIMA] {
    let lender = |borrower: u64| {
        let tried = (0..).map(|attempt: u64| bin(finished((attempt << 32) | borrower)));
        tried.filter_map(|bin| minima.get(bin)).find(|value| **value != EMPTY).copied()
    };
    let mut borrower = 0;
    minima.map(|value| {
        borrower += 1;
        if value == EMPTY { lender(borrower).unwrap_or(EMPTY) } else { value }
    })
}

#[cfg(test)]
mod tests;
