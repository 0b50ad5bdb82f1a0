//! Korean words without their particles: 정부는 and 정부가 are both 정부.

use std::collections::hash_map::Entry;

use crate::hashing::HashMap;

/// Particles of two syllables and more, longest first: what ends so bears one.
const LONG: [&str; 28] = [
    "으로부터",
    "에서부터",
    "이라는",
    "이라고",
    "에서는",
    "에서도",
    "에게서",
    "에게는",
    "으로는",
    "으로도",
    "으로써",
    "으로서",
    "들에게",
    "에서",
    "에게",
    "으로",
    "까지",
    "부터",
    "에는",
    "에도",
    "처럼",
    "보다",
    "마다",
    "조차",
    "께서",
    "한테",
    "들이",
    "들은",
];

/// Particles of one syllable, and whether they follow a syllable that ends in a consonant; none where
/// they follow any.
const SHORT: [(&str, Option<bool>); 14] = [
    ("은", Some(true)),
    ("는", Some(false)),
    ("이", Some(true)),
    ("가", Some(false)),
    ("을", Some(true)),
    ("를", Some(false)),
    ("과", Some(true)),
    ("와", Some(false)),
    ("로", None),
    ("의", None),
    ("에", None),
    ("도", None),
    ("만", None),
    ("들", None),
];

/// The last syllables of all these particles.
const ENDS: &str = "터는고도서게써로에지럼다차테이은가을를과와의만들";

/// Ends of verbs and adjectives of three syllables and more.
const VERBS: [&str; 12] =
    ["다", "며", "면서", "지만", "하는", "되는", "하고", "되고", "했던", "해야", "하기", "하게"];

/// Syllables of the shortest stem.
const LEAST: usize = 2;

/// The words of a text without particles.
///
/// Many nouns end like a particle of one syllable (경기도), so such a one is only cut off where what
/// remains also stands alone or with another particle.
pub(super) struct Stems<'t> {
    /// Each word's stem and particle, if it may bear one.
    words: HashMap<&'t str, Option<(&'t str, &'t str)>>,
    /// The particle that a stem was first seen with, and whether it was seen with another.
    seen: HashMap<&'t str, (&'t str, bool)>,
}

impl<'t> Stems<'t> {
    pub(super) fn of(parts: [&'t str; 2]) -> Self {
        let mut stems = Self { words: HashMap::default(), seen: HashMap::default() };
        for raw in parts.into_iter().flat_map(str::split_whitespace) {
            let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
            let Entry::Vacant(new) = stems.words.entry(word) else { continue };
            for (stem, particle) in
                [Some((word, "")), *new.insert(parted(word))].into_iter().flatten()
            {
                let known = stems.seen.entry(stem).or_insert((particle, false));
                known.1 |= known.0 != particle;
            }
        }
        stems
    }

    /// A word without its particle.
    pub(super) fn bare(&self, word: &'t str) -> &'t str {
        match self.words.get(word) {
            Some(Some((stem, particle))) if LONG.contains(particle) || self.varies(stem) => stem,
            _ => word,
        }
    }

    fn varies(&self, stem: &str) -> bool {
        self.seen.get(stem).is_some_and(|(_, varies)| *varies)
    }
}

/// A word's stem and its particle.
fn parted(word: &str) -> Option<(&str, &str)> {
    // Most words that bear none are told by their last syllable.
    word.chars().next_back().filter(|last| ENDS.contains(*last))?;
    let long = LONG.iter().map(|particle| (*particle, None));
    let mut found = long.chain(SHORT).filter_map(|(particle, after_consonant)| {
        let stem = word.strip_suffix(particle)?;
        let end = stem.chars().next_back().filter(|_| stem.chars().nth(LEAST - 1).is_some())?;
        let fits = after_consonant.is_none_or(|wanted| ends_in_consonant(end) == Some(wanted));
        fits.then(|| (stem, word.get(stem.len()..).unwrap_or_default()))
    });
    found.next()
}

/// Of a syllable in Hangul: they are numbered by beginning, vowel and one of 28 ends.
fn ends_in_consonant(syllable: char) -> Option<bool> {
    let number = u32::from(syllable).checked_sub(0xac00).filter(|number| *number < 11_172)?;
    Some(!number.is_multiple_of(28))
}

/// Whether a word is a verb or an adjective by its end.
pub(super) fn is_verb(word: &str) -> bool {
    word.chars().nth(2).is_some() && VERBS.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{ENDS, LONG, SHORT, Stems};

    #[test]
    fn particles_are_cut_off_where_the_stem_stands_otherwise_too() {
        let text =
            "항구는 조용했다. 항구가 넓다. 경기도는 크다. 경기도가 춥다. 배는 항구에서 떠났다.";
        let stems = Stems::of(["", text]);
        let found = ["항구는", "항구에서", "경기도는", "경기도"].map(|word| stems.bare(word));
        assert_eq!(found, ["항구", "항구", "경기도", "경기도"]);
    }

    #[test]
    fn the_last_syllable_of_each_particle_is_known() {
        let particles = LONG.into_iter().chain(SHORT.map(|(particle, _)| particle));
        let mut ends = particles.filter_map(|particle| particle.chars().next_back());
        assert!(ends.all(|end| ENDS.contains(end)));
    }
}
