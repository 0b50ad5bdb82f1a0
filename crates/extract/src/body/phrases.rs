//! What sites say around their articles: phrases by language in `data/lines/`, and their look-up.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::hashing::{HashMap, HashSet};
use crate::list::lists;
use crate::metadata::wording::begins_with_by;

lists! { "lines":
    /// Beginnings of lines that ask the reader to do something, or stand for something not there.
    CALLS = "calls";
    /// Headings after which nothing belongs to the article.
    CLOSINGS = "closings";
    /// What the readers' part of a page is called, beside its number.
    COMMENTS = "comments";
    /// What a site says of its rights and its income.
    RIGHTS = "rights";
    /// Parts of what a box says that asks for the address of a mailbox.
    SIGN_UPS = "sign_ups";
}

/// A call is short: longer text that begins like one is text. In characters.
const MAX_CALL_CHARACTERS: usize = 220;

/// Whether a line asks the reader to do something rather than telling the story.
pub(crate) fn is_call(text: &str, linked_percent: u32) -> bool {
    let characters = text.chars().count();
    if characters > MAX_CALL_CHARACTERS {
        return false;
    }
    let text = without_bullet(text);
    let lower = text.to_lowercase();
    let tells = characters > 110 && linked_percent < 30;
    let is_excerpt = lower.ends_with("[…]") || lower.ends_with("[...]");
    (!tells && begins_with_call(&lower))
        || is_excerpt
        || tells_rights(&lower)
        || is_label(text, &lower)
}

/// Whether a line that is mostly a link begins as such lines do.
pub(super) fn is_linked_call(text: &str) -> bool {
    text.chars().nth(MAX_CALL_CHARACTERS).is_none()
        && begins_with_call(&without_bullet(text).to_lowercase())
}

fn without_bullet(text: &str) -> &str {
    text.trim_start_matches(['>', '»', '-', '–', '*', '+', '(', '[', '•', '▶', '→', '|', ' '])
}

fn begins_with_call(lower: &str) -> bool {
    let calls = lower.chars().next().and_then(|first| BY_LETTER.get(&first));
    calls.is_some_and(|calls| calls.iter().any(|call| begins_with(lower, call)))
}

/// The calls by their first letters: most lines begin with another one.
static BY_LETTER: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut calls: HashMap<char, Vec<_>> = HashMap::default();
    for call in CALLS.iter() {
        calls.entry(call.chars().next().unwrap_or_default()).or_default().push(*call);
    }
    calls
});

/// The words begin the line, and end where a word ends.
fn begins_with(lower: &str, call: &str) -> bool {
    let Some(rest) = lower.strip_prefix(call) else { return false };
    let ends_in_letter = call.ends_with(char::is_alphanumeric);
    !(ends_in_letter && rest.starts_with(char::is_alphanumeric))
}

/// What a site says of its rights and its income.
fn tells_rights(lower: &str) -> bool {
    FINDERS.iter().any(|right| right.find(lower.as_bytes()).is_some())
}

static FINDERS: LazyLock<Vec<Finder<'_>>> =
    LazyLock::new(|| RIGHTS.iter().map(|right| Finder::new(right.as_bytes())).collect());

/// Whether a line counts comments: `12 Comments`, `Kommentare (12)`; not `Kommentar 1`, which is the
/// first of several.
pub(super) fn counts_comments(text: &str) -> bool {
    if text.chars().count() > MAX_COUNT_CHARACTERS {
        return false;
    }
    let lower = text.to_lowercase();
    let is_number = |text: &str| text.parse::<u32>().is_ok();
    let before = lower.split_once(' ').filter(|(number, _)| is_number(number));
    let behind = || lower.strip_suffix(')')?.rsplit_once('(').filter(|(_, n)| is_number(n));
    let word = before.map(|(_, word)| word).or_else(|| behind().map(|(word, _)| word));
    word.is_some_and(|word| COMMENTS.contains(&word.trim()))
}

/// A number of comments is told in fewer characters.
const MAX_COUNT_CHARACTERS: usize = 40;

/// Whether a box says what the address of a mailbox is for.
pub(super) fn is_sign_up(text: &str) -> bool {
    let lower = text.to_lowercase();
    SIGN_UPS.iter().any(|word| lower.contains(word))
}

/// A date, or who wrote it, and nothing else.
fn is_label(text: &str, lower: &str) -> bool {
    let characters = lower.chars().count();
    if characters > MAX_LABEL_CHARACTERS || lower.ends_with(['.', '?', '!', ':']) {
        return false;
    }
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    let is_date = digits >= 6 && letters <= 16 && (lower.contains("19") || lower.contains("20"));
    let is_byline = begins_with_by(text) && lower.split_whitespace().count() <= 6;
    is_date || is_byline
}

/// Labels are shorter, in characters.
const MAX_LABEL_CHARACTERS: usize = 60;

/// Whether a heading or label begins what no longer belongs to the article.
pub(crate) fn is_closing(text: &str) -> bool {
    if text.chars().count() > 60 {
        return false;
    }
    let lower = text.to_lowercase();
    let lower = lower.trim_end_matches([':', '…', '.', '!', '?', ' ', '»', '›']);
    let counted =
        lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ' '));
    KNOWN_CLOSINGS.contains(lower)
        || KNOWN_CLOSINGS.contains(counted)
        || (lower.starts_with("more ") && lower.ends_with(" stories"))
        || (lower.starts_with("more from ")
            || lower.starts_with("mehr aus ")
            || lower.starts_with("more in "))
}

static KNOWN_CLOSINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| CLOSINGS.iter().copied().collect());
