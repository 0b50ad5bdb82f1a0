//! What stands before names: "By", "Von", "Autor:", "Reviewed by", in several languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::{DATE_WORDS, STOPS};
use crate::metadata::wording::{BY, BY_BEHIND_DATES, LABELS, PLACES, POSSESSIVES, is_day, is_role};

/// What stands before names.
struct Label {
    text: &'static str,
    needs_colon: bool,
}

/// All labels by their first letter, the longer ones first.
static BY_FIRST_LETTER: LazyLock<BTreeMap<char, Vec<Label>>> = LazyLock::new(|| {
    let mut labels: BTreeMap<char, Vec<Label>> = BTreeMap::new();
    for entry in BY.iter().chain(LABELS.iter()) {
        let text = entry.trim_end_matches(':');
        let label = Label { text, needs_colon: text.len() < entry.len() };
        labels.entry(first_letter(text).unwrap_or_default()).or_default().push(label);
    }
    for labels in labels.values_mut() {
        labels.sort_by_key(|label| std::cmp::Reverse(label.text.len()));
    }
    labels
});

fn first_letter(text: &str) -> Option<char> {
    text.chars().next()?.to_lowercase().next()
}

/// The text behind such a label, if one begins the text.
pub(crate) fn label_of(text: &str) -> Option<&str> {
    let first = first_letter(text).filter(|first| first.is_alphabetic())?;
    let labels = BY_FIRST_LETTER.get(&first)?;
    labels.iter().find_map(|label| {
        let (start, rest) = text.split_at_checked(label.text.len())?;
        if !equals(start, label.text) {
            return None;
        }
        let behind = rest.trim_start();
        let is_end =
            |c: char| matches!(c, ':' | '：' | '・') || (c == '/' && !label.text.is_ascii());
        match behind.strip_prefix(is_end) {
            Some(name) => Some(name.trim_start()),
            None if label.needs_colon => None,
            None if behind.is_empty() => Some(behind),
            None if rest.len() == behind.len() => None,
            None => {
                let is_name = !behind.starts_with(char::is_lowercase);
                behind_role(behind).or_else(|| is_name.then_some(behind))
            }
        }
    })
}

/// The name behind what somebody is, and where: `staff writer Ann Lee`, `our correspondent in Kyiv,
/// Ann Lee`.
fn behind_role(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut has_role = false;
    let mut at_place = false;
    for _word in 0..MAX_ROLE_WORDS {
        let (word, behind) = rest.split_once(' ')?;
        let bare = word.trim_end_matches([',', ':']).to_lowercase();
        let is_of_role = is_role(&bare) || POSSESSIVES.contains(&bare.as_str());
        if !is_of_role && !word.starts_with(char::is_lowercase) {
            break;
        }
        has_role |= is_of_role;
        at_place = PLACES.contains(&bare.as_str());
        rest = behind;
    }
    if at_place {
        (_, rest) = rest.split_once(", ")?;
    }
    let is_whole = rest.contains(' ') && !rest.starts_with(char::is_lowercase);
    (has_role && is_whole).then_some(rest)
}

/// Words for what somebody is, before the name.
const MAX_ROLE_WORDS: usize = 6;

/// The text behind a label, be it first or behind a date: "Posted on May 4, 2024 by Ann Lee".
pub(super) fn behind_label(text: &str) -> Option<&str> {
    label_of(text).or_else(|| behind_date(text))
}

/// Whether a text is a short name in Korean with what somebody is behind it, `김민수 기자`: what other
/// languages put before the name.
pub(super) fn ends_with_role(text: &str) -> bool {
    let name = text.trim().strip_suffix(REPORTERS).map(str::trim_end).unwrap_or_default();
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_hangul)
}

/// "Reporter" in Korean.
const REPORTERS: &str = "기자";

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// The text behind "by" that follows a date, or what is said of one.
fn behind_date(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '|'));
    let first = text.split_whitespace().next()?;
    let bare = first.trim_end_matches([',', '.']);
    let begins = first.starts_with(|c: char| c.is_ascii_digit())
        || is_day(&bare.to_lowercase())
        || STOPS.iter().chain(DATE_WORDS).any(|word| *word == bare)
        || DATE_STARTS.iter().any(|start| equals(first, start));
    if !begins {
        return None;
    }
    let (before, name) = split_at_by(text)?;
    let has_digit = before.contains(|c: char| c.is_ascii_digit());
    let is_name = name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let is_date = has_digit && before.chars().count() <= MAX_DATE_CHARACTERS;
    (is_date && is_name).then_some(name)
}

/// What begins a date that stands before a name.
const DATE_STARTS: &[&str] = &[
    "posted",
    "published",
    "updated",
    "written",
    "created",
    "submitted",
    "added",
    "veröffentlicht",
    "erstellt",
    "geschrieben",
    "eingestellt",
    "verfasst",
    "publié",
];

/// What stands before and behind the first word that stands between a date and a name.
fn split_at_by(text: &str) -> Option<(&str, &str)> {
    let words = text.match_indices(' ').map(|(at, _)| text.split_at(at));
    words.take(MAX_DATE_WORDS).find_map(|(before, rest)| {
        let (word, name) = rest.trim_start().split_once(' ')?;
        let is_by = BY.iter().chain(BY_BEHIND_DATES.iter()).any(|by| *by == word);
        is_by.then_some((before, name))
    })
}

/// Words of a date before a name.
const MAX_DATE_WORDS: usize = 15;

/// Longer texts before a name are no dates, in characters.
pub(super) const MAX_DATE_CHARACTERS: usize = 50;

/// Equal but for case.
fn equals(text: &str, lower: &str) -> bool {
    text.eq_ignore_ascii_case(lower) || (!lower.is_ascii() && text.to_lowercase() == lower)
}

/// What stands before the names of others than the authors.
pub(super) const NOT_AUTHORS: &[&str] = &[
    "contribution",
    "reviewed",
    "researched",
    "medically",
    "edited",
    "fact",
    "translated",
    "photo",
    "foto",
    "bild",
    "illustrat",
    "übersetz",
    "with contribution",
    "expert",
    "责任编辑",
    "責任編輯",
    "责编",
    "编辑：",
    "編集：",
];

/// Whether a text begins with one of these, whatever their case.
pub(super) fn begins_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| {
        text.split_at_checked(start.len()).is_some_and(|(begin, _)| equals(begin, start))
    })
}
