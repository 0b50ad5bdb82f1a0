//! What stands before names: "By", "Von", "Autor:", "Reviewed by", in several languages.

use std::sync::LazyLock;

use super::words::{DATE_WORDS, STOPS};
use crate::hashing::HashMap;

/// What stands before names: text, and whether it needs a colon behind it.
const LABELS: &[(&str, bool)] = &[
    ("view all posts by", false),
    ("show all articles of", false),
    ("alle artikel von", false),
    ("originally published by", false),
    ("written by", false),
    ("posted by", false),
    ("published by", false),
    ("created by", false),
    ("reported by", false),
    ("article by", false),
    ("story by", false),
    ("words by", false),
    ("text by", false),
    ("opinion by", false),
    ("analysis by", false),
    ("insights from", false),
    ("recipe by", false),
    ("review by", false),
    ("essay by", false),
    ("column by", false),
    ("guest column by", false),
    ("guest post by", false),
    ("guest essay by", false),
    ("commentary by", false),
    ("interview by", false),
    ("compiled by", false),
    ("words", true),
    ("by", false),
    ("geschrieben von", false),
    ("verfasst von", false),
    ("erstellt von", false),
    ("veröffentlicht von", false),
    ("ein artikel von", false),
    ("ein beitrag von", false),
    ("eine kolumne von", false),
    ("ein kommentar von", false),
    ("ein gastbeitrag von", false),
    ("eine analyse von", false),
    ("ein interview von", false),
    ("rezept von", false),
    ("kolumne von", false),
    ("kommentar von", false),
    ("gastbeitrag von", false),
    ("bericht von", false),
    ("interview von", false),
    ("reportage von", false),
    ("von unserer korrespondentin", false),
    ("von unserem korrespondenten", false),
    ("von unserer redakteurin", false),
    ("von unserem redakteur", false),
    ("von unserer mitarbeiterin", false),
    ("von unserem mitarbeiter", false),
    ("von", false),
    ("autorin", false),
    ("autoren", false),
    ("autor", false),
    ("authors", false),
    ("author", false),
    ("auteurs", false),
    ("auteur", false),
    ("écrit par", false),
    ("rédigé par", false),
    ("publié par", false),
    ("propos recueillis par", false),
    ("par", false),
    ("escrito por", false),
    ("publicado por", false),
    ("escribe", false),
    ("por", false),
    ("scritto da", false),
    ("pubblicato da", false),
    ("a cura di", false),
    ("di", false),
    ("geschreven door", false),
    ("door", false),
    ("skrevet av", false),
    ("av", false),
    ("af", false),
    ("text und fotos", true),
    ("text & fotos", true),
    ("text und interview", true),
    ("text", true),
    ("tekst", true),
    ("redaktion", true),
    ("interview", true),
    ("bericht", true),
    ("بقلم", false),
    ("文", true),
    ("取材", true),
    ("執筆", true),
];

/// The same by their first letters: most texts begin with another one.
static BY_LETTER: LazyLock<HashMap<char, Vec<(&str, bool)>>> = LazyLock::new(|| {
    let mut labels: HashMap<char, Vec<_>> = HashMap::default();
    for label in LABELS {
        labels.entry(label.0.chars().next().unwrap_or_default()).or_default().push(*label);
    }
    labels
});

/// The text behind such a label, if one begins the text.
pub(crate) fn label_of(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if !first.is_alphabetic() {
        return None;
    }
    let labels = BY_LETTER.get(&first.to_lowercase().next()?)?;
    labels.iter().find_map(|(label, needs_colon)| {
        let (start, rest) = text.split_at_checked(label.len())?;
        if !equals(start, label) {
            return None;
        }
        let behind = rest.trim_start();
        match behind.strip_prefix([':', '：', '・']) {
            Some(name) => Some(name.trim_start()),
            None if *needs_colon => None,
            None if behind.is_empty() => Some(behind),
            None => {
                let parted = rest.len() > behind.len();
                let is_name = behind.chars().next().is_some_and(|c| !c.is_lowercase());
                (parted && is_name).then_some(behind)
            }
        }
    })
}

/// The text behind a label, be it first or behind a date: "Posted on May 4, 2024 by Ann Lee".
pub(super) fn behind_label(text: &str) -> Option<&str> {
    label_of(text).or_else(|| behind_date(text))
}

/// The text behind "by" that follows a date, or what is said of one.
fn behind_date(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '|'));
    let first = text.split_whitespace().next()?;
    let bare = first.trim_end_matches([',', '.']);
    let begins = first.starts_with(|c: char| c.is_ascii_digit())
        || STOPS.iter().chain(DATE_WORDS).any(|word| *word == bare)
        || DATE_STARTS.iter().any(|start| equals(first, start));
    if !begins {
        return None;
    }
    let (before, name) = BEHIND_DATES.iter().find_map(|label| text.split_once(label))?;
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

/// What stands between a date and a name.
const BEHIND_DATES: &[&str] = &[" by ", " von ", " par ", " por "];

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
];

/// Whether a text begins with one of these, whatever their case.
pub(super) fn begins_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| {
        text.split_at_checked(start.len()).is_some_and(|(begin, _)| equals(begin, start))
    })
}
