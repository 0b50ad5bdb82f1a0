//! What a line must hold for a pattern to be anywhere in it: for `[0-9]{1,2}(st|nd)`, a digit.
//!
//! Worked out from the pattern itself, so that it cannot be forgotten when the pattern changes.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::line::bit;

/// More than this many different bytes tell lines from each other no more: letters are in each.
const MOST_BYTES: u32 = 40;

/// Sets of bytes (see [`bit`]); every match holds a byte of each set.
pub(super) fn needs(pattern: &str) -> Vec<u128> {
    let parsed = regex_syntax::parse(pattern).map(|hir| sets(&hir)).unwrap_or_default();
    let mut telling: Vec<u128> = parsed.into_iter().filter(|set| is_telling(*set)).collect();
    telling.sort_unstable();
    telling.dedup();
    telling
}

/// Spaces and small letters are in every line.
fn is_telling(set: u128) -> bool {
    let common = (b'a'..=b'z').fold(bit(b' '), |common, letter| common | bit(letter));
    set & common == 0 && set.count_ones() <= MOST_BYTES
}

fn sets(hir: &Hir) -> Vec<u128> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(literal) => literal.0.iter().map(|byte| bit(*byte)).collect(),
        HirKind::Class(class) => vec![of_class(class)],
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => sets(&repetition.sub),
        HirKind::Capture(capture) => sets(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(sets).collect(),
        HirKind::Alternation(branches) => of_any(branches),
    }
}

/// One of the branches matches: of each the most telling set, together.
fn of_any(branches: &[Hir]) -> Vec<u128> {
    let mut together = 0;
    for branch in branches {
        let best = sets(branch).into_iter().min_by_key(|set| (!is_telling(*set), set.count_ones()));
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
        let beyond = if end >= 128 { 1 } else { 0 };
        let ascii = (start..=end.min(127)).filter_map(|c| u8::try_from(c).ok());
        ascii.fold(set | beyond, |set, byte| set | bit(byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(bytes: &str) -> u128 {
        bytes.bytes().fold(0, |set, byte| set | bit(byte))
    }

    #[test]
    fn what_every_match_holds_is_needed() {
        assert_eq!(needs("a?[0-9]{1,2}"), [set("0123456789")]);
        assert_eq!(needs("x@|#y"), [set("@#")]);
        assert_eq!(needs("a|#"), []);
        assert_eq!(needs("(?:€|[$])?%"), [set("%")]);
    }
}
