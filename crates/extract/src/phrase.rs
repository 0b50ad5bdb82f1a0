//! Is a phrase in a text? In lower case both, by whole words.

use memchr::memmem;

use crate::whitespace::is_wide;

/// Whether a text has a phrase that begins and ends where words do; one that ends in `*` may be the
/// beginning of a longer word. Scripts without spaces have no such bounds.
pub(crate) fn has_phrase(text: &str, phrase: &str) -> bool {
    let bare = phrase.trim_end_matches('*');
    let parts = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_wide(c));
    // Nearly always it is not there at all, and looking once for it in a short text needs no preparation.
    let Some(first) = memmem::find(text.as_bytes(), bare.as_bytes()) else { return false };
    let begins = parts(bare.chars().next());
    let ends = bare.len() == phrase.len() && parts(bare.chars().next_back());
    let rest = text.as_bytes().get(first..).unwrap_or_default();
    memmem::find_iter(rest, bare).any(|at| {
        let at = first + at;
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + bare.len()..).and_then(|text| text.chars().next());
        !((begins && parts(before)) || (ends && parts(behind)))
    })
}
