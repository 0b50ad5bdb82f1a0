//! Rows of names: at which words, commas and letters they are split.

use std::borrow::Cow;

use super::labels::label_of;
use super::names::{BEGINNING_WITH_WAW, BOUNDS, Kind, name_of};
use super::words::{GENERATIONS, SECOND_HALVES};
use crate::metadata::publication::Publication;
use crate::metadata::wording::{JOINS, Join, is_agency, joins_names};

/// A longer text without a comma is no row of names, in bytes: each of its words would be weighed
/// against all before it.
const MAX_JOINED_BYTES: usize = 800;

/// The names in a text, apart.
pub(super) fn split(told: &str, own: &Publication) -> Vec<String> {
    let mut told = with_generations(agencies_apart(told).into_owned());
    let is_shouted = !told.contains(char::is_lowercase);
    if is_row_of_names(&told) {
        told = told.replace(' ', ";");
    }
    for join in JOINS.iter().filter(|join| join.languages.is_empty()) {
        let word = if is_shouted { &join.shouted } else { &join.word };
        if told.contains(word) {
            told = told.replace(word, ";");
        }
    }
    let parts = told.split([';', ',', '|', '/', '•', '·', '、', '،']);
    parts.flat_map(|part| split_by_language(part, is_shouted, own)).collect()
}

/// A text in which no comma stands before what tells a son from his father: `Ann Lee, Bo Stone, Jr.`
fn with_generations(mut told: String) -> String {
    for generation in GENERATIONS {
        let behind_comma = format!(", {generation}");
        let ends = |at: usize| {
            let behind = told.get(at + behind_comma.len()..).unwrap_or_default();
            !behind.starts_with(char::is_alphanumeric)
        };
        if told.match_indices(&behind_comma).any(|(at, _)| ends(at)) {
            told = told.replace(&behind_comma, &format!(" {generation}"));
        }
    }
    told
}

/// The names in a text without commas, joined by a word of the page's language.
fn split_by_language(part: &str, is_shouted: bool, own: &Publication) -> Vec<String> {
    let mut names = vec![part.to_owned()];
    if part.len() > MAX_JOINED_BYTES {
        return names;
    }
    for join in JOINS.iter().filter(|join| !join.languages.is_empty()) {
        let word = if is_shouted { &join.shouted } else { &join.word };
        if part.contains(word) && is_of_language(join, own) {
            names = names.iter().flat_map(|name| split_at(name, word, own)).collect();
        }
    }
    if part.contains(WAW) && own.writes(&["ar"]) != Some(false) {
        names = names.iter().flat_map(|name| split_at_waw(name)).collect();
    }
    names
}

/// The word for "and" in Arabic, which is written as a part of the word behind it.
const WAW: &str = " و";

/// A text split where a name of two words or more begins with the word for "and".
fn split_at_waw(text: &str) -> Vec<String> {
    let mut names: Vec<Vec<&str>> = vec![Vec::new()];
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let is_whole = names.last().is_some_and(|name| name.len() > 1);
        let first = word.strip_prefix(WAW.trim_start()).filter(|first| first.chars().count() > 1);
        let begins = is_whole && words.peek().is_some() && !BEGINNING_WITH_WAW.contains(&word);
        match (first.filter(|_| begins), names.last_mut()) {
            (None, Some(name)) => name.push(word),
            (first, _) => names.push(vec![first.unwrap_or(word)]),
        }
    }
    if names.iter().any(|name| name.len() > MAX_WORDS_AROUND_WAW) {
        return vec![text.to_owned()];
    }
    names.iter().map(|name| name.join(" ")).collect()
}

/// Longer texts around that word are no names, in words.
const MAX_WORDS_AROUND_WAW: usize = 4;

/// A text in which agencies in parentheses are parts of the row: `Ann Lee (with AFP)`.
fn agencies_apart(told: &str) -> Cow<'_, str> {
    let parts =
        told.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?)));
    match parts {
        Some((before, (inside, behind))) if are_agencies(inside) => {
            Cow::Owned(format!("{before};{inside};{behind}"))
        }
        _ => Cow::Borrowed(told),
    }
}

/// Whether a text is only agencies in parentheses.
pub(super) fn is_of_agencies(text: &str) -> bool {
    let inside = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inside.is_some_and(are_agencies)
}

fn are_agencies(text: &str) -> bool {
    text.split([',', '/', '&', '+']).all(|name| {
        let name = name.trim().to_lowercase();
        let behind = name.split_once(' ').filter(|(join, _)| joins_names(join));
        is_agency(behind.map_or(name.as_str(), |(_, agency)| agency))
    })
}

/// A name without the word before it that joins it to others.
pub(super) fn without_join<'t>(part: &'t str, own: &Publication) -> &'t str {
    let behind = |join: &Join| part.strip_prefix(join.word.trim_start());
    let known = JOINS.iter().filter_map(|join| behind(join).map(|name| (join, name)));
    let mut names = known.filter(|(_, name)| !name.starts_with(char::is_lowercase));
    let is_join = |join: &Join| join.languages.is_empty() || is_of_language(join, own);
    names.find(|(join, _)| is_join(join)).map_or(part, |(_, name)| name)
}

/// Whether a word joins names in the page's language; where it tells none, whether it is no
/// preposition in another.
fn is_of_language(join: &Join, own: &Publication) -> bool {
    own.writes(&join.languages).unwrap_or(matches!(join.word.as_str(), " y " | " e "))
}

/// A text split at a word wherever it joins two names.
fn split_at(text: &str, word: &str, own: &Publication) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in text.split(word) {
        match names.last_mut() {
            Some(last) if !joins(last, piece, own) => {
                last.push_str(word);
                last.push_str(piece);
            }
            _ => names.push(piece.to_owned()),
        }
    }
    names
}

/// Whether a small word joins what stands before and behind it as two names. One word behind a whole
/// name, or one that is nobody's first name, may be the second half of the last name.
fn joins(before: &str, behind: &str, own: &Publication) -> bool {
    let kind = |text: &str| name_of(text, own).map(|name| name.kind);
    let Some(before) = kind(before) else { return false };
    let is_single = kind(behind) == Some(Kind::Single) && behind.contains(char::is_lowercase);
    let may_be_half = is_single || SECOND_HALVES.iter().any(|half| begins_with_word(behind, half));
    let is_name = !matches!(before, Kind::Odd | Kind::Role);
    is_name && (before == Kind::Single || !may_be_half)
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether a text is several names in ideographs, each whole, with spaces between them.
fn is_row_of_names(told: &str) -> bool {
    let is_ideograph = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let is_name =
        |word: &str| (3..=5).contains(&word.chars().count()) && word.chars().all(is_ideograph);
    told.contains(' ') && told.split(' ').all(is_name)
}

/// Whether a text only joins two names.
pub(super) fn is_join(text: &str, own: &Publication) -> bool {
    matches!(text, "," | ";" | "|" | "/")
        || is_joining_word(text, own)
        || label_of(text).is_some_and(|label| label.trim_matches(BOUNDS).is_empty())
}

/// Whether a text is a word that joins names.
pub(super) fn is_joining_word(text: &str, own: &Publication) -> bool {
    has_join(own, |join| join.trim() == text)
}

pub(super) fn begins_with_join(text: &str, own: &Publication) -> bool {
    let text = text.trim_start_matches('(');
    text.starts_with([',', ';']) || has_join(own, |join| text.starts_with(join.trim_start()))
}

pub(super) fn ends_with_join(text: &str, own: &Publication) -> bool {
    text.ends_with([',', ';']) || has_join(own, |join| text.ends_with(join.trim_end()))
}

/// Whether a word that joins names is as wanted; the page's language is asked for last.
fn has_join(own: &Publication, is_wanted: impl Fn(&str) -> bool) -> bool {
    let wanted: Vec<&Join> = JOINS.iter().filter(|join| is_wanted(&join.word)).collect();
    wanted.iter().any(|join| join.languages.is_empty())
        || wanted.iter().any(|join| is_of_language(join, own))
}
