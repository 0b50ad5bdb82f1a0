//! The template of an address: what a site's program wrote once for thousands of pages.
//!
//! In: an address. Out: its path with numbers and slugs folded, and the names of its parameters:
//! `/2026/11/20/world/mayor-resigns-at-last-10001.html?a=1` is `/0/0/0/world/-.html?a`. The host
//! stays out. All articles of a sound site share a few templates, so a cap by template is for
//! addresses that nothing but a link on a page speaks for.

use super::trail::{self, Trail};
use crate::address::Address;
use std::fmt::Write as _;

/// Words from which a segment is a slug.
const SLUG_WORDS: usize = 3;
/// Characters beyond which a segment is no word of a program.
const MOST_WORD_CHARACTERS: usize = 24;
/// Letters in front of a number that are a word of a program: `article12345`.
const MIN_PREFIX_LETTERS: usize = 3;

/// The template, as text; never empty.
pub fn template(address: &Address) -> String {
    let trail = Trail::of(address);
    let mut text = String::new();
    for segment in &trail.segments {
        text.push('/');
        text.push_str(&folded(segment));
    }
    if trail.segments.is_empty() {
        text.push('/');
    }
    if let Some(ending) = &trail.ending {
        // Writing into a String cannot fail.
        let _ = write!(text, ".{}", folded(ending));
    }
    for (number, (name, _)) in trail.parameters.iter().enumerate() {
        text.push(if number == 0 { '?' } else { '&' });
        text.push_str(&folded(name));
    }
    text
}

/// The template as a number that stays the same for ever (FNV-1a, 64 bits).
pub fn template_hash(address: &Address) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    template(address)
        .bytes()
        .fold(OFFSET_BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// A slug is `-`, a number `0`, letters in front of a number stay; any other word is itself.
fn folded(segment: &str) -> String {
    if trail::words(segment) >= SLUG_WORDS || segment.chars().count() > MOST_WORD_CHARACTERS {
        return "-".to_owned();
    }
    if !segment.contains(|character: char| character.is_ascii_digit()) {
        return segment.to_owned();
    }
    let letters: String =
        segment.chars().take_while(|character| character.is_alphabetic()).collect();
    if letters.chars().count() >= MIN_PREFIX_LETTERS { letters + "0" } else { "0".to_owned() }
}
