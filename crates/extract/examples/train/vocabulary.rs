//! Lines with their labels -> how much each word speaks for the text.
//!
//! A word's score is the logarithm of its odds to stand in a line of the text, against the odds of
//! any line (naive Bayes). Sites repeat themselves, so each counts for little, however many lines it
//! has; and a line is scored for training by what other sites say only, as it will be on pages of
//! sites never seen.

use std::collections::HashMap;

/// A word that fewer sites use says nothing of others.
const LEAST_SITES: u32 = 4;
/// The most that the lines of one site count for one word, in mean lines.
const SITE_WEIGHT: f64 = 2.0;
/// The most that one line counts, in mean lines.
const LINE_WEIGHT: f64 = 5.0;
/// Lines that each word is thought to have been seen in, at the odds of any line.
const PRIOR_LINES: f64 = 2.0;
/// Steps of a score for each unit of log-odds.
const STEPS: f64 = 16.0;

/// A line: its words, its site, whether it is text, how much it counts.
pub(crate) struct Said {
    pub(crate) tokens: Vec<u32>,
    pub(crate) site: usize,
    pub(crate) is_wanted: bool,
    pub(crate) weight: f64,
}

/// Weight of lines that are text, and of others.
type Sides = (f64, f64);

/// What was counted.
pub(crate) struct Counts {
    by_site: HashMap<(usize, u32), Sides>,
    /// By word: the sides of all sites, and how many sites.
    all: HashMap<u32, (Sides, u32)>,
    /// Share of lines that are text.
    share: f64,
}

impl Counts {
    pub(crate) fn of(lines: &[Said]) -> Self {
        let mean = lines.iter().map(|line| line.weight).sum::<f64>() / lines.len() as f64;
        let mut by_site: HashMap<(usize, u32), Sides> = HashMap::new();
        let mut sides: Sides = (0.0, 0.0);
        for line in lines {
            let weight = (line.weight / mean).min(LINE_WEIGHT);
            add(&mut sides, line.is_wanted, line.weight);
            for token in &line.tokens {
                let sides = by_site.entry((line.site, *token)).or_default();
                add(sides, line.is_wanted, weight);
            }
        }
        let mut all: HashMap<u32, (Sides, u32)> = HashMap::new();
        let mut keys: Vec<(usize, u32)> = by_site.keys().copied().collect();
        // Sums of fractions differ with their order.
        keys.sort_unstable();
        for key in keys {
            let sides = by_site.entry(key).or_default();
            let excess = ((sides.0 + sides.1) / SITE_WEIGHT).max(1.0);
            *sides = (sides.0 / excess, sides.1 / excess);
            let known = all.entry(key.1).or_default();
            known.0 = (known.0.0 + sides.0, known.0.1 + sides.1);
            known.1 += 1;
        }
        Self { by_site, all, share: sides.0 / (sides.0 + sides.1) }
    }

    fn score(&self, (wanted, other): Sides) -> i8 {
        let odds = (wanted + PRIOR_LINES * self.share) / (other + PRIOR_LINES * (1.0 - self.share));
        let score = (odds.ln() - (self.share / (1.0 - self.share)).ln()) * STEPS;
        score.round().clamp(-127.0, 127.0) as i8
    }

    /// The scores of a line's words as sites other than its own see them.
    pub(crate) fn scores_by_others(&self, line: &Said) -> Vec<i8> {
        let score = |token: &u32| {
            let (all, sites) = self.all.get(token).copied()?;
            let own = self.by_site.get(&(line.site, *token)).copied();
            let others_know = sites - u32::from(own.is_some()) >= LEAST_SITES;
            let own = own.unwrap_or_default();
            let others = ((all.0 - own.0).max(0.0), (all.1 - own.1).max(0.0));
            others_know.then(|| self.score(others))
        };
        line.tokens.iter().filter_map(score).collect()
    }

    /// The bytes of the vocabulary (see the crate's `body/vocabulary.rs`).
    pub(crate) fn written(&self) -> Vec<u8> {
        let known = self.all.iter().filter(|(_, (_, sites))| *sites >= LEAST_SITES);
        let mut entries: Vec<(u32, i8)> =
            known.map(|(token, (sides, _))| (*token, self.score(*sides))).collect();
        entries.sort_unstable();
        let mut bytes = b"EVO1".to_vec();
        bytes.extend(u32::try_from(entries.len()).expect("some thousand words").to_le_bytes());
        for (token, score) in entries {
            bytes.extend(token.to_le_bytes());
            bytes.extend(score.to_le_bytes());
        }
        bytes
    }
}

fn add(sides: &mut Sides, is_wanted: bool, weight: f64) {
    if is_wanted {
        sides.0 += weight;
    } else {
        sides.1 += weight;
    }
}
