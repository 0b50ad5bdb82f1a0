//! Ordinals: `1er`, `XXe siècle`, `3.er`, `il 2° posto`; German ones are in `ordinal/german.rs`.

mod german;
mod german_nouns;
mod raised;

use std::sync::LazyLock;

use super::roman::ARTICLES;
use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::{french, italian, roman, spanish};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

pub(super) use german::rewrite_spans;
pub(super) use raised::rewrite as rewrite_raised;

/// `1a edizione`, `il 1o posto`
static ITALIAN: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<number>[0-9]{1,3})(?P<mark>[ao])\b"));
/// Words that may follow an ordinal, and are not what it counts.
const NO_NOUNS: [&str; 8] = ["e", "di", "del", "o", "a", "in", "con", "per"];
static MARKED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<number>[0-9]{1,3}|[IVXLC]{1,7})\.?(?P<mark>ers?|res?|ère|ères|es?|ème|èmes|n?des?|n?ds?|[ºª°])",
    )
});
/// `1.er`, `3.er`, `1ra`, `2do`
static SPANISH: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<number>[0-9]{1,2})\.?(?P<mark>er[ao]?|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na)\b")
});
/// "primer" and "tercer" lose their vowel before a noun.
fn spanish_before_noun(number: u64, is_feminine: bool) -> String {
    let words = spanish::ordinal(number, is_feminine);
    if is_feminine || !matches!(number, 1 | 3) {
        return words;
    }
    words.trim_end_matches('o').to_owned()
}

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    let language = words.language;
    if language == Language::German {
        german::rewrite(line);
    } else {
        if language == Language::Spanish {
            replace(line, &SPANISH, spanish_mark);
        }
        if language == Language::Italian {
            replace(line, &ITALIAN, italian_mark);
        }
        replace(line, &MARKED, |found| marked(language, found));
    }
}

/// `1.er` is "primer", `2da` is "segunda"; the mark must be the ordinal's own ending.
fn spanish_mark(found: &Found<'_>) -> Option<String> {
    let number = found.get("number").parse().ok().filter(|number| (1..=10).contains(number))?;
    let mark = found.get("mark");
    let words = if mark == "er" {
        spanish_before_noun(number, false)
    } else {
        spanish::ordinal(number, mark.ends_with('a'))
    };
    (found.is_clean() && words.ends_with(mark)).then_some(words)
}

/// `la 21a giornata`, `1o maggio`: behind an article, so that "gate 4a" stays as it is.
fn italian_mark(found: &Found<'_>) -> Option<String> {
    let number = found.get("number").parse().ok()?;
    let noun = found.word_after();
    let before = found.word_before();
    let begins = before.is_empty() && noun.len() > 2 && !NO_NOUNS.contains(&noun);
    let is_counted = begins || ARTICLES.contains(&before.to_lowercase().as_str());
    (found.is_clean() && is_counted).then(|| italian::ordinal(number, found.get("mark") == "a"))
}

fn marked(language: Language, found: &Found<'_>) -> Option<String> {
    let written = found.get("number");
    let number = written.parse().ok().or_else(|| roman(written))?;
    let mark = found.get("mark");
    let is_degree = matches!(mark, "º" | "ª" | "°");
    // "Le", "Ces" and "Vers" are words: single letters are V and X, and only the first ends in r.
    let is_second = mark.contains('d');
    let is_word = matches!(written, "L" | "C" | "D" | "M")
        || (mark.starts_with("er") && number != 1)
        || (is_second && written != "2" && written != "II");
    if !found.is_clean() || is_word || (is_degree == (language == Language::French)) {
        return None;
    }
    let counts_noun = found.word_after().starts_with(char::is_lowercase)
        && !["de", "del", "y", "en", "con", "por", "a"].contains(&found.word_after());
    Some(match language {
        Language::French => french_ordinal(number, mark),
        Language::Spanish if counts_noun => spanish_before_noun(number, mark == "ª"),
        Language::Spanish => spanish::ordinal(number, mark == "ª"),
        _ => italian::ordinal(number, mark == "ª"),
    })
}

/// "premiers", "première", "second", "deuxièmes".
fn french_ordinal(number: u64, mark: &str) -> String {
    let is_feminine = mark.starts_with('r') || mark.starts_with('è') || mark.contains("de");
    let said = match (mark.contains('d'), is_feminine) {
        (true, true) => "seconde".to_owned(),
        (true, false) => "second".to_owned(),
        _ => french::ordinal(number, is_feminine),
    };
    if mark.ends_with('s') && mark.len() > 1 { format!("{said}s") } else { said }
}
