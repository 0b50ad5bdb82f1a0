//! How often terms stand in a text, and what they weigh.

use std::cmp::Reverse;

use super::super::Ranked;
use super::writing::Writing;
use super::{Term, Terms};

use crate::hashing::{HashMap, RandomState};

/// A word that is no name and not in the headline tells something when it stands so often.
const LEAST_TIMES: u32 = 3;

/// Terms of an article by their spelling in lower case.
pub(super) struct Counts<'t> {
    terms: &'t Terms<'t>,
    counts: HashMap<&'t str, Count>,
    has_capitals: bool,
    /// How often a full name stands at least before a last name is taken for it.
    least_of_name: u32,
}

/// How often a term stands in the text, and how early.
struct Count {
    /// Where it stands first.
    term: Term,
    times: u32,
    first: usize,
    in_title: bool,
    capital: bool,
}

impl<'t> Counts<'t> {
    /// The first `in_title` terms are those of the headline.
    pub(super) fn of(terms: &'t Terms<'t>, in_title: usize, writing: &Writing<'_>) -> Self {
        let mut counts: HashMap<&str, Count> =
            HashMap::with_capacity_and_hasher(terms.found.len() / 2, RandomState::default());
        for (place, &term) in terms.found.iter().enumerate() {
            let in_title = place < in_title;
            let new = Count { term, times: 0, first: place + 1, in_title, capital: false };
            let count = counts.entry(terms.key(term)).or_insert(new);
            count.times += 1;
            count.in_title |= in_title;
            count.capital |= !in_title && !writing.has_high_nouns && terms.starts_high(term);
        }
        // In German two nouns beside each other look like a name.
        let least_of_name = if writing.has_high_nouns { 2 } else { 1 };
        Self { terms, counts, has_capitals: writing.has_capitals, least_of_name }
    }

    /// Who is named in full once and by the last name later is one keyword, the full name.
    pub(super) fn join_names(&mut self) {
        let mut full: HashMap<&str, (u32, Reverse<usize>, &str)> = HashMap::default();
        for (&name, count) in &self.counts {
            let is_name = count.term.last == count.term.first + 1;
            let Some((first, last)) = name.split_once(' ').filter(|_| is_name) else { continue };
            let stands_alone =
                self.counts.get(first).is_some_and(|alone| alone.times >= count.times);
            // What stands alone too is no first name: "Israel Hamas".
            if stands_alone || count.times < self.least_of_name {
                continue;
            }
            let found = (count.times, Reverse(count.first), name);
            let known = full.entry(last).or_default();
            if *known < found {
                *known = found;
            }
        }
        for (last, (_, _, name)) in full {
            let is_name = self.counts.get(last).is_some_and(|count| self.is_written_as_name(count));
            let Some(short) = is_name.then(|| self.counts.remove(last)).flatten() else { continue };
            if let Some(count) = self.counts.get_mut(name) {
                count.times += short.times;
                count.in_title |= short.in_title;
                count.first = count.first.min(short.first);
            }
        }
    }

    /// A capital, and no acronym.
    fn is_written_as_name(&self, count: &Count) -> bool {
        self.terms.starts_high(count.term)
            && self.terms.words[count.term.first].shown.chars().any(char::is_lowercase)
    }

    pub(super) fn ranked(self) -> Vec<Ranked> {
        let weighed = self.counts.values().map(|count| (self.weight(count), count));
        weighed
            .filter(|(weight, _)| *weight >= 4)
            .map(|(weight, count)| Ranked {
                weight,
                first: count.first,
                shown: self.terms.shown(count.term),
            })
            .collect()
    }

    fn weight(&self, count: &Count) -> u32 {
        let is_several = count.term.last > count.term.first;
        let early = u32::from(count.first < 120);
        let several = u32::from(is_several) * 2;
        let factor = 1 + u32::from(count.in_title) + u32::from(count.capital) + early + several;
        let is_name = count.capital || (is_several && self.has_capitals);
        let least = match (is_name, count.in_title) {
            (true, true) => 1,
            (true, false) | (false, true) => 2,
            (false, false) => LEAST_TIMES,
        };
        if count.times < least { 0 } else { count.times * factor }
    }
}
