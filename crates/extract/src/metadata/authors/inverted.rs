//! Names told with the last name first, as libraries do: `Lee, Ann T.; O'Brien, Conan`.

use std::borrow::Cow;

use super::names::{self, Name, is_credential, is_first_name};
use super::words::{GENERATIONS, is_particle};
use crate::metadata::publication::Publication;
use crate::metadata::wording::is_agency;

/// What begins last names alone.
const LAST_NAME_BEGINNINGS: [&str; 3] = ["O'", "O’", "Mc"];

/// Words behind the comma: first names and initials.
const MAX_FIRST_NAMES: usize = 3;

/// The names in what a page tells as its author.
pub(super) fn read(told: &str, own: &Publication) -> Vec<Name> {
    let parts: Vec<Cow<'_, str>> = told.split(';').map(turned).collect();
    if parts.iter().all(|part| matches!(part, Cow::Borrowed(_))) {
        return names::read(told, own);
    }
    names::read(&parts.join("; "), own)
}

/// A name with its first names first; what is none with the last name first, as it is.
fn turned(told: &str) -> Cow<'_, str> {
    match told.trim().split_once(", ") {
        Some((last, first)) if is_last(last) && are_first(first) && is_sure(last, first) => {
            Cow::Owned(format!("{first} {last}"))
        }
        _ => Cow::Borrowed(told),
    }
}

/// Whether a text is one word with a capital, be it behind particles, and no first name.
fn is_last(text: &str) -> bool {
    let (particles, last) = text.rsplit_once(' ').unwrap_or(("", text));
    last.starts_with(char::is_uppercase)
        && particles.split_whitespace().all(is_particle)
        && !is_first_name(last)
        && !is_agency(&last.to_lowercase())
}

/// Whether a text is a few words of which each may be a first name.
fn are_first(text: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !word.contains(',');
    (1..=MAX_FIRST_NAMES).contains(&text.split(' ').count())
        && text.split(' ').all(is_name)
        && !is_credential(text)
        && !GENERATIONS.contains(&text.trim_end_matches('.'))
}

/// Whether a first name, or a last name, is known to be one.
fn is_sure(last: &str, first: &str) -> bool {
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() == 2;
    let mut words = first.split(' ');
    let begins_with_first = words.next().is_some_and(is_first_name);
    let has_initial = words.any(is_initial);
    begins_with_first
        || has_initial
        || LAST_NAME_BEGINNINGS.iter().any(|start| last.starts_with(start))
}
