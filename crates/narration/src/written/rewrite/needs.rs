//! What a line must hold for a pattern to be anywhere in it: for `[0-9]{1,2}(?:st|nd)`, a digit, and
//! a digit with an `s` or an `n` behind it.
//!
//! Worked out from the pattern itself, so that it cannot be forgotten when the pattern changes.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::line::{Line, bit};

/// More than this many different bytes tell lines from each other no more: letters are in each.
const MOST_BYTES: u32 = 40;
/// More pairs are seldom worth their look.
const MOST_PAIRS: usize = 6;

/// Sets of bytes (see [`bit`]).
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Every match holds a byte of each set.
    bytes: Vec<u128>,
    /// Every match holds, for each pair, a byte of the first set with one of the second behind it.
    pairs: Vec<(u128, u128)>,
}

impl Needs {
    pub(super) fn of(pattern: &str) -> Self {
        let Ok(hir) = regex_syntax::parse(pattern) else { return Self::default() };
        let mut bytes: Vec<u128> =
            bytes_of(&hir).into_iter().filter(|set| is_telling(*set)).collect();
        bytes.sort_unstable();
        bytes.dedup();
        let mut pairs = pairs_of(&hir);
        pairs.retain(|(one, two)| is_telling(*one) || is_telling(*two));
        pairs.sort_unstable_by_key(|(one, two)| (one.count_ones() * two.count_ones(), *one, *two));
        pairs.dedup();
        pairs.truncate(MOST_PAIRS);
        Self { bytes, pairs }
    }

    /// Whether the line holds all of it.
    pub(super) fn are_in(&self, line: &mut Line) -> bool {
        self.bytes.iter().all(|any_of| any_of & line.present() != 0)
            && (self.pairs.is_empty()
                || self.pairs.iter().all(|(one, two)| line.has_pair(*one, *two)))
    }
}

/// Spaces and small letters are in every line.
fn is_telling(set: u128) -> bool {
    let common = (b'a'..=b'z').fold(bit(b' '), |common, letter| common | bit(letter));
    set & common == 0 && set.count_ones() <= MOST_BYTES
}

fn bytes_of(hir: &Hir) -> Vec<u128> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(literal) => literal.0.iter().map(|byte| bit(*byte)).collect(),
        HirKind::Class(class) => vec![of_class(class)],
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => bytes_of(&repetition.sub),
        HirKind::Capture(capture) => bytes_of(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(bytes_of).collect(),
        HirKind::Alternation(branches) => of_any(branches),
    }
}

/// One of the branches matches: of each the most telling set, together.
fn of_any(branches: &[Hir]) -> Vec<u128> {
    let mut together = 0;
    for branch in branches {
        let best =
            bytes_of(branch).into_iter().min_by_key(|set| (!is_telling(*set), set.count_ones()));
        let Some(best) = best else { return Vec::new() };
        together |= best;
    }
    vec![together]
}

fn of_class(class: &Class) -> u128 {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => {
            class.iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
        Class::Bytes(class) => {
            class.iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
    };
    ranges.into_iter().fold(0, |set, (start, end)| {
        let beyond = u128::from(end >= 128);
        let ascii = (start..=end.min(127)).filter_map(|c| u8::try_from(c).ok());
        ascii.fold(set | beyond, |set, byte| set | bit(byte))
    })
}

fn pairs_of(hir: &Hir) -> Vec<(u128, u128)> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let (bytes, behind) = (literal.0.iter(), literal.0.iter().skip(1));
            bytes.zip(behind).map(|(one, two)| (bit(*one), bit(*two))).collect()
        }
        HirKind::Capture(capture) => pairs_of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => pairs_of(&repetition.sub),
        HirKind::Concat(parts) => {
            let inner = parts.iter().flat_map(pairs_of);
            inner.chain((0..parts.len()).filter_map(|at| pair_at(parts, at))).collect()
        }
        _ => Vec::new(),
    }
}

/// The last byte of a part, and the first of what follows it; `None` where either may be nothing.
fn pair_at(parts: &[Hir], at: usize) -> Option<(u128, u128)> {
    let (last, may_be_empty) = edge(parts.get(at)?, Edge::Last);
    let (first, may_end) = edge_of(&mut parts.get(at + 1..)?.iter(), Edge::First);
    (!may_be_empty && !may_end).then_some((last, first))
}

#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// The bytes at one edge of what matches, and whether that may be nothing.
fn edge(hir: &Hir, which: Edge) -> (u128, bool) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => (0, true),
        HirKind::Literal(literal) => {
            let byte = match which {
                Edge::First => literal.0.first(),
                Edge::Last => literal.0.last(),
            };
            byte.map_or((0, true), |byte| (bit(*byte), false))
        }
        HirKind::Class(class) => (of_class(class), false),
        HirKind::Repetition(repetition) => {
            let (set, may_be_empty) = edge(&repetition.sub, which);
            (set, may_be_empty || repetition.min == 0)
        }
        HirKind::Capture(capture) => edge(&capture.sub, which),
        HirKind::Concat(parts) => match which {
            Edge::First => edge_of(&mut parts.iter(), which),
            Edge::Last => edge_of(&mut parts.iter().rev(), which),
        },
        HirKind::Alternation(branches) => branches
            .iter()
            .map(|branch| edge(branch, which))
            .fold((0, false), |(all, any), (set, may_be_empty)| (all | set, any || may_be_empty)),
    }
}

/// Of parts in a row: those up to the first that cannot be nothing.
fn edge_of(parts: &mut dyn Iterator<Item = &Hir>, which: Edge) -> (u128, bool) {
    let mut together = 0;
    for part in parts {
        let (set, may_be_empty) = edge(part, which);
        together |= set;
        if !may_be_empty {
            return (together, false);
        }
    }
    (together, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(bytes: &str) -> u128 {
        bytes.bytes().fold(0, |set, byte| set | bit(byte))
    }

    #[test]
    fn what_every_match_holds_is_needed() {
        assert_eq!(Needs::of("a?[0-9]{1,2}").bytes, [set("0123456789")]);
        assert_eq!(Needs::of("x@|#y").bytes, [set("@#")]);
        assert_eq!(Needs::of("a|#").bytes, []);
        assert_eq!(Needs::of("(?:€|[$])?%").bytes, [set("%")]);
    }

    #[test]
    fn what_stands_side_by_side_is_needed() {
        let digits = set("0123456789");
        assert_eq!(Needs::of("[0-9]{1,2}-?(?:kg|lb)").pairs, [(digits, set("-kl"))]);
        assert_eq!(Needs::of("[0-9](?:kg)?").pairs, []);
        let needs = Needs::of("[0-9]%");
        assert!(needs.are_in(&mut Line::written("by 5%")));
        assert!(!needs.are_in(&mut Line::written("5 or %5")));
    }
}
