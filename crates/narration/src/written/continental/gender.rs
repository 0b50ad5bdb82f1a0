//! One and its like agree with what is counted: `1 Frau`, `21 femmes`, `1 hora`, `1 ora`.
//!
//! Only what is known agrees: nouns that news counts often, and endings that are of one gender
//! always. Any other noun is left to the rule of plain numbers.

mod nouns;

use std::sync::LazyLock;

use super::amount::{NUMBER, read, split, value};
use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::spanish;
use crate::written::rewrite::{Found, Pattern, pattern, replace};
use nouns::{
    FRENCH_FEMININE, GERMAN_FEMININE, GERMAN_IN_E, GERMAN_OTHERS, ITALIAN_FEMININE,
    SPANISH_FEMININE, SPANISH_OTHERS,
};

static COUNTED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!(r"(?P<number>{NUMBER}) (?P<noun>\p{{L}}{{2,24}})")));

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    replace(line, &COUNTED, |found| {
        let joined = found.before().is_some_and(|c| c.is_alphanumeric() || "-/:".contains(c));
        if joined || !found.starts_clean() || found.after().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let noun = found.get("noun");
        Some(separate(&agreed(words, found)?, noun))
    });
}

/// An article that loses its vowel touches its noun: "un’ora".
fn separate(number: &str, noun: &str) -> String {
    if number.ends_with('’') { format!("{number}{noun}") } else { format!("{number} {noun}") }
}

fn agreed(words: &Words, found: &Found<'_>) -> Option<String> {
    let (number, noun) = (found.get("number"), found.get("noun"));
    let (whole, decimals) = split(number);
    let count = value(&whole).filter(|_| decimals.is_empty())?;
    match words.language {
        Language::German => (count == 1).then(|| german_one(noun, found.word_before())).flatten(),
        Language::Italian => (count == 1).then(|| italian(noun)).flatten(),
        _ => is_feminine(words.language, noun)
            .then(|| feminine(words.language, &read(words, number, true))),
    }
}

/// The form before a feminine noun of a number that was read as before a masculine one.
pub(super) fn feminine(language: Language, said: &str) -> String {
    match language {
        Language::Spanish => spanish::feminine(said),
        Language::French if said.ends_with("un") => format!("{said}e"),
        Language::Italian if said == "un" => "una".to_owned(),
        Language::German if said == "ein" => "eine".to_owned(),
        _ => said.to_owned(),
    }
}

/// A number before a unit or a currency, by its singular.
pub(super) fn before_unit(language: Language, said: String, unit: &str) -> String {
    let is_known = match language {
        Language::German => GERMAN_FEMININE.contains(&unit),
        Language::French => unit == "livre" || is_feminine(language, unit),
        _ => is_feminine(language, unit),
    };
    if is_known { feminine(language, &said) } else { said }
}

/// Whether a noun, in the singular or plural, is known to be feminine.
pub(super) fn is_feminine(language: Language, noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let singular = noun.strip_suffix('s').unwrap_or(&noun);
    let ends = |endings: &[&str]| endings.iter().any(|ending| singular.ends_with(ending));
    match language {
        Language::French => {
            let is_known = FRENCH_FEMININE.iter().any(|known| *known == noun || *known == singular);
            is_known || (ends(&["tion", "ssion"]) && singular != "bastion")
        }
        Language::Spanish => {
            let is_known =
                SPANISH_FEMININE.iter().any(|known| *known == noun || *known == singular);
            let is_plural = noun.ends_with("as")
                && !noun.ends_with("istas")
                && !SPANISH_OTHERS.contains(&noun.as_str());
            is_known
                || is_plural
                || ends(&["ción", "sión", "dad", "tad", "cione", "sione", "dade", "tade"])
        }
        Language::Italian => {
            ITALIAN_FEMININE.contains(&noun.as_str())
                || noun.ends_with("zione")
                || noun.ends_with("ità")
        }
        Language::German | Language::English => false,
    }
}

/// "eine Frau", after a preposition "einer Frau" and "einem Kind".
pub(super) fn german_one(noun: &str, before: &str) -> Option<String> {
    const DATIVE: [&str; 12] = [
        "mit",
        "nach",
        "bei",
        "seit",
        "von",
        "zu",
        "aus",
        "vor",
        "in",
        "binnen",
        "innerhalb",
        "ab",
    ];
    let is_known = |nouns: &[&str]| nouns.contains(&noun);
    let ends = |ending: &&str| noun.ends_with(*ending) && noun.len() > ending.len() + 1;
    let is_feminine = is_known(GERMAN_FEMININE)
        || ["ung", "heit", "keit", "schaft", "tion", "tät", "erin"].iter().any(ends)
        || (noun.ends_with('e') && noun.starts_with(char::is_uppercase) && !is_known(GERMAN_IN_E));
    let is_other = is_known(GERMAN_OTHERS);
    let is_dative = DATIVE.contains(&before.to_lowercase().as_str());
    match (is_feminine, is_other, is_dative) {
        (true, _, true) => Some("einer".to_owned()),
        (true, _, false) => Some("eine".to_owned()),
        (_, true, true) => Some("einem".to_owned()),
        _ => None,
    }
}

/// "una donna", "un’ora", "uno studente"; "un" is what any other noun has.
fn italian(noun: &str) -> Option<String> {
    let lower = noun.to_lowercase();
    let mut letters = lower.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let is_vowel = |c: char| "aeiouàèéìòù".contains(c);
    if is_feminine(Language::Italian, noun) {
        return Some(if is_vowel(first) { "un’" } else { "una" }.to_owned());
    }
    let is_heavy = first == 'z'
        || (first == 's' && !is_vowel(second))
        || lower.starts_with("gn")
        || lower.starts_with("ps");
    (is_heavy && lower.ends_with(['o', 'e'])).then(|| "uno".to_owned())
}
