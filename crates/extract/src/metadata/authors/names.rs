//! From what a page gives as an author to names: split, stripped, and judged.

use std::borrow::Cow;

use super::labels::{behind_label, label_of};
use super::nobody::{COLLECTIVES, LAST_NAMES, NEVER, NOBODY, PAPER_ENDINGS, REQUESTS, is_role};
use super::words::{
    ARTICLES, CREDENTIALS, DATE_WORDS, JOINS, JOINS_OF_LANGUAGES, PARTICLES, SECOND_HALVES, STOPS,
    is_agency,
};
use crate::list::lists;
use crate::metadata::json_ld::unescape;
use crate::metadata::publication::Publication;
use crate::whitespace::collapse;

/// Longer names are sentences, in characters and in words.
const MAX_NAME_CHARACTERS: usize = 60;
const MAX_NAME_WORDS: usize = 6;

/// Nothing is read behind so many characters of what a page gives as an author.
const MAX_TOLD_CHARACTERS: usize = 2_000;

/// A longer text without a comma is no row of names, in bytes: each of its words would be weighed
/// against all before it.
const MAX_JOINED_BYTES: usize = 800;

/// Shorter words that are written small are the signs of editors, in characters.
const LEAST_HANDLE_CHARACTERS: usize = 5;

/// What a name looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// First and last name, or an agency.
    Person,
    /// One word.
    Single,
    /// Several words of which some are written small.
    Odd,
    /// A person whose name the publication bears.
    Owner,
    /// A team, a publication, a company.
    Collective,
    /// What somebody is.
    Role,
}

/// A name as it is shown, and what it looks like.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub text: String,
    pub kind: Kind,
}

/// The names in what a page gives as its author.
pub(super) fn read(told: &str, own: &Publication) -> Vec<Name> {
    let told = collapse(&unescape(beginning(told)));
    if told.contains("://") && !told.contains(' ') {
        return Vec::new();
    }
    let told = without_credit(without_label(&told));
    if own.is(told) {
        return name_of(told, own).into_iter().collect();
    }
    split(told, own).iter().filter_map(|part| name_of(part, own)).collect()
}

/// The beginning of a long text, up to its last whole name.
fn beginning(told: &str) -> &str {
    let Some((end, _)) = told.char_indices().nth(MAX_TOLD_CHARACTERS) else { return told };
    let start = told.get(..end).unwrap_or_default();
    start.rfind([',', ';', '|']).and_then(|end| start.get(..end)).unwrap_or(start)
}

fn split(told: &str, own: &Publication) -> Vec<String> {
    let is_row = is_row_of_names(told);
    let mut told = if is_row { told.replace(' ', ";") } else { told.to_owned() };
    for word in JOINS {
        if told.contains(word) {
            told = told.replace(word, ";");
        }
    }
    let parts = told.split([';', ',', '|', '/', '•', '·', '、']);
    parts.flat_map(|part| split_by_language(part, own)).collect()
}

/// The names in a text without commas, joined by a word of the page's language.
fn split_by_language(part: &str, own: &Publication) -> Vec<String> {
    let mut names = vec![part.to_owned()];
    if part.len() > MAX_JOINED_BYTES {
        return names;
    }
    let known = JOINS_OF_LANGUAGES.iter().filter(|(word, _)| part.contains(word));
    for (word, _) in known.filter(|join| is_of_language(join, own)) {
        names = names.iter().flat_map(|name| split_at(name, word, own)).collect();
    }
    names
}

/// Whether a word joins names in the page's language; where it tells none, whether it is no
/// preposition in another.
fn is_of_language((word, languages): &(&str, &[&str]), own: &Publication) -> bool {
    own.writes(languages).unwrap_or(matches!(*word, " y " | " e "))
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

/// A text up to the sentence that credits somebody else: `Ann Lee. Pictures: Jo Park`.
fn without_credit(told: &str) -> &str {
    match told.split_once(". ") {
        Some((names, credit)) if names.contains(' ') && credit.contains(": ") => names,
        _ => told,
    }
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
    text.starts_with([',', ';']) || has_join(own, |join| text.starts_with(join.trim_start()))
}

pub(super) fn ends_with_join(text: &str, own: &Publication) -> bool {
    text.ends_with([',', ';']) || has_join(own, |join| text.ends_with(join.trim_end()))
}

/// Whether a word that joins names is as wanted; the page's language is asked for last.
fn has_join(own: &Publication, is_wanted: impl Fn(&str) -> bool) -> bool {
    let known = || JOINS_OF_LANGUAGES.iter().filter(|(word, _)| is_wanted(word));
    JOINS.iter().any(|word| is_wanted(word)) || known().any(|join| is_of_language(join, own))
}

/// What stands around names.
const BOUNDS: &[char] = &[
    '.', ':', '-', '–', '—', '*', '"', '(', ')', '[', ']', '©', ' ', '|', '„', '“', '【', '】',
    '「', '」',
];

fn name_of(part: &str, own: &Publication) -> Option<Name> {
    let part = without_label(part.trim_matches([' ', '©', '-', '–', ':']));
    let part = without_parentheses(part);
    let part = part.split(" - ").next().unwrap_or_default().split(" – ").next().unwrap_or_default();
    let text = agency_behind_place(bare(part));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_sentence = text.split_whitespace().count() > MAX_NAME_WORDS;
    let is_long = text.chars().count() > MAX_NAME_CHARACTERS;
    if letters < 2 || is_sentence || is_long || is_address(&text) || is_credential(&text) {
        return None;
    }
    kind_of(&text, own).map(|kind| Name { text, kind })
}

/// The agency of a dateline, `BERLIN dpa`; all else as it is.
fn agency_behind_place(text: String) -> String {
    let Some((place, agency)) = text.rsplit_once(' ') else { return text };
    let is_place = !place.contains(char::is_lowercase) && !place.contains(' ');
    let is_small = agency.starts_with(char::is_lowercase);
    if is_place && is_small && is_agency(agency) { agency.to_owned() } else { text }
}

/// A name without what stands in parentheses behind it; within it they hold a part of it.
fn without_parentheses(part: &str) -> Cow<'_, str> {
    let Some((before, after)) = part.split_once(" (") else { return Cow::Borrowed(part) };
    match after.split_once(") ") {
        Some((inner, last)) if last.starts_with(char::is_uppercase) && !last.contains(' ') => {
            Cow::Owned(format!("{before} ({inner}) {last}"))
        }
        _ => Cow::Borrowed(before),
    }
}

/// Whether a name ends before this word, for itself or for the one behind it.
fn is_stop(word: &str, next: Option<&str>) -> bool {
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    let bare = word.trim_end_matches([',', '.']);
    let leads = || next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    (has_digit && word.chars().count() < 12)
        || STOPS.contains(&bare)
        || (DATE_WORDS.contains(&bare) && leads())
}

/// The words of a name up to a date, a place or an address, without titles behind it.
fn bare(part: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = part.split_whitespace().peekable();
    while let Some(word) = rest.next() {
        if word == "On" && rest.peek().is_none() {
            words.push(word);
            break;
        }
        let stops = is_stop(word, rest.peek().copied());
        if stops && !(words.is_empty() && word.chars().next().is_some_and(char::is_alphabetic)) {
            break;
        }
        if !word.starts_with('@') {
            words.push(word);
        }
    }
    while words.len() > 2 && words.last().is_some_and(|word| is_credential(word)) {
        words.pop();
    }
    words.join(" ").trim_matches(BOUNDS).to_owned()
}

fn is_credential(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| *c != '.' && *c != ' ').collect();
    CREDENTIALS.contains(&plain.as_str())
}

fn is_address(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.contains("www.") || text.contains(".com")
}

/// What a name looks like; none if it is nobody.
fn kind_of(text: &str, own: &Publication) -> Option<Kind> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.trim_matches(BOUNDS)));
    if NOBODY.contains(&lower.as_str()) || has(NEVER) || text.contains(':') {
        return None;
    }
    let begins = |list: &[&str]| words.first().is_some_and(|word| list.contains(word));
    let is_staff = words.last() == Some(&"staff");
    if begins(REQUESTS) || is_staff {
        return None;
    }
    if own.is(text) {
        let is_owner = !begins(ARTICLES) && !has(COLLECTIVES) && shape_of(text) == Kind::Person;
        let is_host = !own.is_site(text);
        return if is_owner { Some(Kind::Owner) } else { is_host.then_some(Kind::Collective) };
    }
    if is_agency(&lower) {
        return Some(Kind::Person);
    }
    if own.is_within(text)
        && !begins(ARTICLES)
        && !has(COLLECTIVES)
        && shape_of(text) == Kind::Person
    {
        return Some(Kind::Owner);
    }
    let is_collective = (has(COLLECTIVES) && !is_person_called_so(&words)) || is_paper(&words);
    if is_collective || is_domain(text) || own.is_named_by(text) {
        return Some(Kind::Collective);
    }
    if words.iter().any(|word| is_role(word)) {
        return Some(Kind::Role);
    }
    Some(shape_of(text))
}

lists! { "names":
    /// First names, in lower case.
    FIRST_NAMES = "first_names";
}

/// Whether some words in lower case are a first name, or two, before a last name that collectives
/// have too: "Markus Post".
fn is_person_called_so(words: &[&str]) -> bool {
    let Some((last, firsts)) = words.split_last() else { return false };
    (1..=2).contains(&firsts.len())
        && LAST_NAMES.contains(last)
        && firsts.iter().all(|first| FIRST_NAMES.contains(first))
}

/// Whether the last word is a paper's by its ending: "Berliner Morgenpost".
fn is_paper(words: &[&str]) -> bool {
    let last = words.last().copied().unwrap_or_default();
    words.len() > 1 && PAPER_ENDINGS.iter().any(|ending| last.ends_with(ending))
}

/// Whether a word is a domain: `example.de`.
fn is_domain(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(name, end)| {
        let is_end = (2..=3).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase());
        is_end && name.len() > 2 && !text.contains(' ')
    })
}

/// What a name that is nobody else's looks like by its capitals.
fn shape_of(text: &str) -> Kind {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_cases = text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if !has_cases {
        return Kind::Person;
    }
    let is_capital =
        |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if words.len() == 1 {
        let is_sign = !is_capital(text) && text.chars().count() < LEAST_HANDLE_CHARACTERS;
        return if is_sign { Kind::Odd } else { Kind::Single };
    }
    let fits = |word: &&str| {
        is_capital(word)
            || PARTICLES.contains(word)
            || word.contains('\'')
            || word.contains('’')
            || word.contains('-')
    };
    let ends_well =
        words.last().is_some_and(|word| is_capital(word) || word.contains(['\'', '’', '-']));
    if words.iter().all(fits) && ends_well { Kind::Person } else { Kind::Odd }
}

/// The text behind "By", "Von", "Written by", and behind a second such word.
fn without_label(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..2 {
        text = behind_label(text).or_else(|| behind_report(text)).unwrap_or(text);
    }
    text
}

/// The name in `Aus Berlin berichtet Ann Lee`.
fn behind_report(text: &str) -> Option<&str> {
    let (place, name) = text.split_once(" berichtet ")?;
    let is_place = place.starts_with("Aus ") && place.split_whitespace().count() <= MAX_NAME_WORDS;
    is_place.then_some(name)
}
