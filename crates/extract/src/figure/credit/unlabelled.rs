//! Credits at the end of a caption that no label announces: `(Jo Park/AFP via Getty Images)`,
//! `The ferry. Jo Park/Reuters`.
//!
//! In brackets, or as a sentence of its own, a text is a credit by an agency that it names, by "via",
//! or by a slash behind a person's name.

use crate::list::lists;
use crate::metadata::authors::is_particle;
use crate::metadata::wording::is_agency;
use crate::stopwords;

use super::{MAX_CHARACTERS, MAX_WORDS, first_sentence};

lists! { "credits":
    /// Agencies of pictures, in lower case.
    AGENCIES = "agencies";
}

/// Shorter names of news agencies have other meanings too, in bytes.
const LEAST_AGENCY_BYTES: usize = 3;

/// Words of a name.
const MAX_NAME_WORDS: usize = 5;

/// Languages whose small words begin no name.
const LANGUAGES: [&str; 7] = ["en", "de", "fr", "es", "it", "pt", "nl"];

/// A caption's words, and its credit.
pub(super) fn at_end(caption: &str) -> Option<(&str, &str)> {
    let caption = caption.trim();
    in_brackets(caption).or_else(|| last_sentence(caption))
}

/// The credit in the brackets that end a caption.
fn in_brackets(caption: &str) -> Option<(&str, &str)> {
    let text = caption.trim_end_matches(['.', ' ']);
    let inside = text.strip_suffix([')', ']', '）'])?;
    let (before, credit) = inside.rsplit_once(['(', '[', '（'])?;
    is_credit(credit, true).then_some((before, credit))
}

/// The credit that is the last sentence of a caption, or all of it.
fn last_sentence(caption: &str) -> Option<(&str, &str)> {
    let behind_stop = |(at, stop): (usize, &str)| at + stop.len();
    let ends = caption.match_indices(ENDS).map(behind_stop).filter(|at| ends_word(caption, *at));
    let starts = std::iter::once(0).chain(ends);
    let parted = starts.map(|at| caption.split_at(at));
    let mut short = parted.filter(|(_, credit)| credit.len() <= MAX_BYTES);
    short.find(|(before, credit)| {
        let is_told = !before.is_empty() || (names_agency(credit) && !has_digit(credit));
        is_told && begins_with_name(credit) && is_credit(credit, false)
    })
}

/// Longer sentences are not looked at, in bytes.
const MAX_BYTES: usize = 4 * MAX_CHARACTERS;

/// What ends a sentence.
const ENDS: [char; 7] = ['.', '!', '?', '”', '"', '…', '。'];

/// Whether what ends here is a sentence rather than an initial, and another begins.
fn ends_word(caption: &str, at: usize) -> bool {
    let (before, behind) = caption.split_at(at);
    let last = before.trim_end_matches(ENDS).chars().next_back();
    let is_word = last.is_some_and(|c| !c.is_uppercase() && c != '.');
    behind.starts_with(' ') || (is_word && behind.starts_with(char::is_uppercase))
}

/// Whether a text is short, made of names, and tells that it is a credit.
fn is_credit(text: &str, is_bracketed: bool) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_small = |word: &&&str| word.starts_with(char::is_lowercase) && !is_joint(word);
    let small = words.iter().filter(is_small).count();
    let is_one_sentence = first_sentence(text).1.is_empty() && !text.contains(['!', '?', ':']);
    let is_short = words.len() <= MAX_WORDS && text.chars().count() <= MAX_CHARACTERS;
    if !is_short || !is_one_sentence || small > MAX_SMALL_WORDS {
        return false;
    }
    let comes_by_another = is_bracketed && text.contains(" via ");
    let is_signed = !text.ends_with('.') && has_person_before_slash(text);
    names_agency(text) || comes_by_another || is_signed
}

/// Words in small letters, but for those within names: somebody may go by one.
const MAX_SMALL_WORDS: usize = 1;

/// Whether a word stands between the names of a credit, or within one.
fn is_joint(word: &str) -> bool {
    matches!(word, "via" | "and" | "und" | "for") || is_particle(word)
}

/// Whether a part of a text is an agency's name.
fn names_agency(text: &str) -> bool {
    let by_agency = text.replace(" via ", "/").replace(" - ", "/").replace(" – ", "/");
    by_agency.split(['/', ',', '|', ';']).any(is_picture_agency)
}

fn is_picture_agency(part: &str) -> bool {
    let lower = part.trim().trim_end_matches('.').to_lowercase();
    let bare = SUFFIXES.iter().find_map(|suffix| lower.strip_suffix(suffix)).unwrap_or(&lower);
    AGENCIES.contains(&bare) || (bare.len() >= LEAST_AGENCY_BYTES && is_agency(bare))
}

/// What stands behind an agency's name.
const SUFFIXES: [&str; 5] = [" file photo", " photo", " file", " pool", ".com"];

/// Whether the first part of a text is a name, be it one word that somebody goes by.
fn begins_with_name(text: &str) -> bool {
    let text = text.trim_start_matches(['/', ' ']);
    let first = text.split(['/', ',', '|', ';']).next().unwrap_or_default();
    let first = first.split(" via ").next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    words.len() == 1 || is_name(&words)
}

/// Whether a text is a person's name and, behind a slash, whom that person works for.
fn has_person_before_slash(text: &str) -> bool {
    let Some((person, house)) = text.split_once('/') else { return false };
    let words: Vec<&str> = person.split_whitespace().collect();
    let house: Vec<&str> = house.split_whitespace().collect();
    words.len() > 1 && is_name(&words) && is_name(&house) && !has_digit(text)
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether some words have a capital each, and the first is no small word.
fn is_name(words: &[&str]) -> bool {
    let is_high = |word: &&str| !word.starts_with(char::is_lowercase) || is_particle(word);
    (1..=MAX_NAME_WORDS).contains(&words.len())
        && words.iter().all(is_high)
        && !words.first().is_some_and(|word| is_small_word(word))
}

/// Whether a word says nothing by itself in one of some languages: no name begins with it.
fn is_small_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    LANGUAGES.iter().filter_map(|name| stopwords::of(name)).any(|list| list.contains(&*lower))
}
