//! Ordinals and Roman numerals: `der 3. Platz`, `1er`, `XXe siècle`, `siglo XXI`, `Leone XIV`.

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::{cardinal, french, german, italian, roman, spanish};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static GERMAN: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<number>[0-9]{1,3})\."));
/// Prepositions that make "der" a dative.
static DATIVE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:in|an|auf|nach|mit|bei|seit|zu|von|aus|vor|während|neben|unter|über) der $")
});
/// `90er`, `1990er`, `50er-Jahre`.
static GERMAN_DECADE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<number>[0-9]{2}|[12][0-9]{3})er\b"));
static MARKED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<number>[0-9]{1,3}|[IVXLC]{1,7})\.?(?P<mark>ers?|res?|ère|ères|es?|ème|èmes|nde?|[ºª°])",
    )
});
static NAMED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<word>\p{L}[\p{Ll}'’]{2,20}) (?P<numeral>[IVXLC]{1,7})\b(?P<dot>\.?)(?: (?P<after>secolo|siècle|siglo)\b)?",
    )
});
static CENTURY: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<numeral>[IVXLC]{1,7}) (?P<after>secolo)\b"));

/// What is numbered by counting, in any of the languages.
const COUNTED: [&str; 16] = [
    "siglo",
    "Siglo",
    "siècle",
    "Kapitel",
    "chapitre",
    "capítulo",
    "capitolo",
    "Guerra",
    "Band",
    "tome",
    "volume",
    "Kategorie",
    "Teil",
    "Parte",
    "Klasse",
    "título",
];

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    let language = words.language;
    if language == Language::German {
        replace(line, &GERMAN, german_ordinal);
        replace(line, &GERMAN_DECADE, |found| {
            let number = found.get("number").parse().ok()?;
            found.is_clean().then(|| format!("{}er", german::year(number)))
        });
    } else {
        replace(line, &MARKED, |found| marked(language, found));
    }
    replace(line, &NAMED, |found| named(language, found));
    if language == Language::Italian {
        replace(line, &CENTURY, |found| {
            let number = roman(found.get("numeral"))?;
            found.is_clean().then(|| format!("{} secolo", italian::ordinal(number, false)))
        });
    }
}

/// After an article or a preposition with one, before a word: elsewhere the dot ends a sentence.
fn german_ordinal(found: &Found<'_>) -> Option<String> {
    const WEAK: [&str; 9] =
        ["der", "die", "das", "ihre", "seine", "jede", "eine", "unsere", "diese"];
    const STRONG: [&str; 20] = [
        "dem", "den", "des", "am", "im", "zum", "zur", "vom", "beim", "seit", "ab", "bis", "ins",
        "ihrem", "seinem", "ihren", "seinen", "ihrer", "seiner", "einem",
    ];
    let before = found.word_before().to_lowercase();
    let is_dative = before == "der" && DATIVE.is_in(found.sight_before());
    let ending = match () {
        () if is_dative => "en",
        () if WEAK.contains(&before.as_str()) => "e",
        () if STRONG.contains(&before.as_str()) => "en",
        () => return None,
    };
    let number = found.get("number").parse().ok()?;
    let is_clean = found.starts_clean() && !found.word_after().is_empty();
    is_clean.then(|| format!("{}{ending}", german::ordinal_stem(number)))
}

fn marked(language: Language, found: &Found<'_>) -> Option<String> {
    let written = found.get("number");
    let number = written.parse().ok().or_else(|| roman(written))?;
    let mark = found.get("mark");
    let is_degree = matches!(mark, "º" | "ª" | "°");
    // "Le", "Ces" and "Vers" are words: single letters are V and X, and only the first ends in r.
    let is_word = matches!(written, "L" | "C") || (mark.starts_with("er") && number != 1);
    if !found.is_clean() || is_word || (is_degree == (language == Language::French)) {
        return None;
    }
    Some(match language {
        Language::French => french::ordinal(number, mark.starts_with('r') || mark.starts_with('è')),
        Language::Spanish => spanish::ordinal(number, mark == "ª"),
        _ => italian::ordinal(number, mark == "ª"),
    })
}

fn named(language: Language, found: &Found<'_>) -> Option<String> {
    let (word, numeral) = (found.get("word"), found.get("numeral"));
    let number = roman(numeral)?;
    let ends = !found.after().is_some_and(char::is_alphanumeric);
    if !ends || found.before().is_some_and(char::is_alphanumeric) {
        return None;
    }
    if found.has("after") && language == Language::Italian {
        return Some(format!("{word} {} secolo", italian::ordinal(number, false)));
    }
    let dot = found.get("dot");
    if COUNTED.contains(&word) {
        return Some(format!("{word} {}{dot}", cardinal(language, number)));
    }
    let is_name = word.starts_with(char::is_uppercase)
        && (numeral.len() > 1
            || matches!(numeral, "V")
            || (numeral == "I" && language != Language::Italian));
    if !is_name || number > 39 {
        return None;
    }
    Some(match language {
        Language::German => format!("{word} der {}e", capital(&german::ordinal_stem(number))),
        Language::French if number == 1 => format!("{word} premier{dot}"),
        Language::Spanish if number <= 10 => {
            format!("{word} {}{dot}", spanish::ordinal(number, false))
        }
        Language::Italian => format!("{word} {}{dot}", italian::ordinal(number, false)),
        _ => format!("{word} {}{dot}", cardinal(language, number)),
    })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
