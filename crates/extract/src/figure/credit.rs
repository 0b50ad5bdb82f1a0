//! Who made a picture, as captions say it: `The ferry. Photo: Jo Park`, `(Foto: Jo Park/dpa)`,
//! `The ferry (Jo Park/Reuters)`.
//!
//! A caption's text goes in; what is shown and who made it come out. A credit is short and made of
//! names; a sentence that only begins like one stays in the caption. Where no label stands before it
//! (`credit/unlabelled.rs`), an agency's name must tell it. What is found is told as the page writes
//! it, with its agency, and without labels and the brackets around it.

mod labels;
mod unlabelled;

use crate::whitespace::non_empty;
use labels::{after_label, is_label, without_counter};

/// A longer credit is a caption, in characters and in words.
const MAX_CHARACTERS: usize = 120;
const MAX_WORDS: usize = 14;

/// A longer caption is text, in bytes; the credit is looked for in no more.
const MAX_CAPTION_BYTES: usize = 4_000;

/// A caption's words, and the credit at its end or its beginning.
pub(super) fn split(caption: &str) -> (Option<String>, Option<String>) {
    if caption.len() > MAX_CAPTION_BYTES {
        return (non_empty(caption), None);
    }
    let found = labelled(caption).or_else(|| {
        let (before, credit) = unlabelled::at_end(caption)?;
        Some((before, name(credit)?))
    });
    match found {
        Some((words, credit)) => (non_empty(trim_joint(words)), Some(credit)),
        None => (non_empty(caption), None),
    }
}

/// The same of an element that is called a credit: without a label, names alone are one.
pub(super) fn split_called(text: &str) -> (Option<String>, Option<String>) {
    match split(text) {
        (Some(caption), None) => {
            name(&caption).map_or((Some(caption), None), |name| (None, Some(name)))
        }
        parts => parts,
    }
}

/// A credit as its own element says it, without its label; none if there is nothing but a label.
pub(super) fn of_element(text: &str) -> Option<String> {
    let credit = without_counter(text.trim_matches(JOINTS));
    match after_label(credit.trim_start_matches(OPENING).trim_start()) {
        Some(named) if !named.contains(char::is_alphanumeric) => None,
        Some(named) => name(named).or_else(|| non_empty(balanced(credit))),
        None => non_empty(balanced(credit)),
    }
}

/// What is left of a caption, and the credit behind a label.
fn labelled(caption: &str) -> Option<(&str, String)> {
    let starts = caption.char_indices().map(|(at, _)| at);
    for at in starts.filter(|at| is_boundary(caption, *at)) {
        let (before, rest) = caption.split_at(at);
        let Some(named) = after_label(rest) else { continue };
        let (credit, after) =
            if before.trim().is_empty() { first_sentence(named) } else { (named, "") };
        if let Some(credit) = name(credit) {
            return Some((if after.is_empty() { before } else { after }, credit));
        }
    }
    None
}

/// Whether a credit may begin here: at the start, in brackets, after a sentence, a bar or a dash, or
/// with a label that has a capital and a colon.
fn is_boundary(caption: &str, at: usize) -> bool {
    let (before, rest) = caption.split_at(at);
    let Some(last) = before.trim_end().chars().next_back() else { return at == 0 };
    let is_sign = rest.starts_with(['©', 'ⓒ']);
    let is_spaced = before.ends_with(char::is_whitespace);
    let is_parted = !last.is_alphanumeric() && !matches!(last, '\'' | '’' | '&' | '/');
    let is_opened = matches!(last, '(' | '[' | '（');
    let begins_word = is_spaced || is_parted || last.is_lowercase();
    is_sign || is_opened || (is_parted && is_spaced) || (begins_word && begins_label(rest))
}

/// Whether a text begins with a label that has a capital and a colon: in running text it has not
/// both.
fn begins_label(text: &str) -> bool {
    let colon =
        || text.char_indices().take(MAX_LABEL_CHARACTERS).find(|(_, c)| matches!(c, ':' | '：'));
    let label = |(at, _): (usize, char)| text.get(..at).unwrap_or_default().trim_end();
    text.starts_with(char::is_uppercase) && colon().map(label).is_some_and(is_label)
}

/// Longer labels are none, in characters.
const MAX_LABEL_CHARACTERS: usize = 30;

/// A credit before its caption ends with a sentence; initials end none.
fn first_sentence(text: &str) -> (&str, &str) {
    let ends = text.match_indices(". ").find(|(at, _)| {
        let word = text.get(..*at).unwrap_or_default().rsplit([' ', '.']).next();
        word.is_some_and(|word| word.chars().count() > 2)
    });
    ends.map_or((text, ""), |(at, _)| text.split_at(at + 1))
}

/// A credit's names, if they are names: few words, and most of them with a capital.
fn name(text: &str) -> Option<String> {
    let text = balanced(text.trim_start_matches([':', '/', '-', '–', ' ']));
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_short = text.chars().count() <= MAX_CHARACTERS && words.len() <= MAX_WORDS;
    let begins_small = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
    let small = words.iter().filter(begins_small).count();
    let is_name = is_short && text.chars().any(char::is_alphabetic);
    let is_agency = words.len() == 1;
    (is_name && (is_agency || small * 2 <= words.len())).then(|| non_empty(text))?
}

/// Brackets around credits.
const OPENING: &[char] = &['(', '[', '（'];
const CLOSING: &[char] = &[')', ']', '）'];

/// What stands between a caption and its credit.
const JOINTS: &[char] = &['|', '/', '–', '—', '-', '·', '•', ' '];

/// A text with a partner for each of its brackets: without those around it, up to the first that
/// closes nothing, and up to one that nothing closes.
fn balanced(text: &str) -> &str {
    let mut text = text;
    loop {
        text = text.trim().trim_end_matches(['.', ' ']);
        let inner = text.strip_prefix(OPENING).and_then(|inner| inner.strip_suffix(CLOSING));
        let around = inner.filter(|inner| unpaired(inner) == (None, None));
        text = match (around, unpaired(text)) {
            (Some(inner), _) => inner,
            (None, (None, Some(0))) => text.trim_start_matches(OPENING),
            (None, (Some(at), _) | (None, Some(at))) => text.get(..at).unwrap_or_default(),
            (None, (None, None)) => return text,
        };
    }
}

/// Where the first bracket stands that closes none, and the first that none closes.
fn unpaired(text: &str) -> (Option<usize>, Option<usize>) {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '（' => open.push(at),
            ')' | ']' | '）' if open.pop().is_none() => return (Some(at), None),
            _ => {}
        }
    }
    (None, open.first().copied())
}

/// A caption without the bracket, bar or dash that led to its credit.
fn trim_joint(caption: &str) -> &str {
    caption.trim().trim_end_matches(|c| OPENING.contains(&c) || JOINTS.contains(&c)).trim()
}

#[cfg(test)]
mod tests;
