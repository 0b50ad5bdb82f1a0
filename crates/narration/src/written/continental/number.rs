//! What is left of numbers: ranges, signs, years, counts.

use std::sync::LazyLock;

use super::amount::{NUMBER, read, split, value};
use super::gender;
use super::words::Words;
use super::{numbered, phone};
use crate::Language;
use crate::line::Line;
use crate::numbers::{cardinal, german, year};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// Words before a number of two parts, which is no range: `décret n° 2023-270`.
const NUMBERED: [&str; 7] = ["numéro", "número", "numero", "Nummer", "Boeing", "Airbus", "Embraer"];
static RANGE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("(?P<from>{NUMBER})(?P<dash> ?– ?|-)(?P<to>{NUMBER})")));
/// "D’une minute": what numbers became may begin with a vowel.
static ELIDED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<d>[Dd])e (?P<one>une (?:minute|heure|seconde|tonne)|un (?:million|milliard|euro|mètre|kilomètre|point))\b",
    )
});
static SCORE: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?P<from>[0-9]{1,3}):(?P<to>[0-9]{1,3}(?:\\.[0-9]{3})?)"));
/// `18-jährig`
static COMPOUND: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<number>[0-9]{1,6})-?(?P<word>(?:[Jj]ährig|tägig|stündig|minütig|minüten|monatig|wöchig|köpfig|prozentig|fach|mal|stellig|stöckig|seitig|teilig|malig)\p{Ll}{0,3})",
    )
});
static FREE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("(?P<sign>-)?(?P<number>{NUMBER})")));

/// `'90`, `il '68`, `nel '900`
static SHORT_YEAR: LazyLock<Pattern> = LazyLock::new(|| pattern("['’](?P<year>[1-9][0-9]{1,2})"));
/// `un 80enne`
static ITALIAN_AGE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<number>[0-9]{1,3})(?P<ending>enn[ei])\b"));
fn rewrite_names(words: &Words, line: &mut Line) {
    numbered::rewrite(words, line);
    phone::rewrite(words, line);
    if words.language == Language::Italian {
        replace(line, &ITALIAN_AGE, |found| {
            let age = value(found.get("number")).filter(|_| found.is_clean())?;
            Some(format!("{}{}", italian_stem(age), found.get("ending")))
        });
    }
    replace(line, &SHORT_YEAR, |found| {
        let is_short = found.before() == Some(' ') && found.ends_clean();
        is_short.then(|| found.get("year").to_owned())
    });
}

/// "ottant" of "ottantenne"; three and six keep their vowel: "ventitreenne".
fn italian_stem(age: u64) -> String {
    let words = cardinal(Language::Italian, age).replace('é', "e");
    let keeps_its_vowel = words.ends_with("tre") || words.ends_with("sei");
    let stem = words.strip_suffix(['a', 'e', 'i', 'o']).filter(|_| !keeps_its_vowel);
    stem.unwrap_or(&words).to_owned()
}

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    rewrite_names(words, line);
    if words.language == Language::German {
        replace(line, &COMPOUND, compound);
    }
    replace(line, &RANGE, |found| {
        let joined = |c: Option<char>| c.is_some_and(|c| "-–/".contains(c));
        // "tre a uno" is a score too; in German scores have a colon.
        let is_range =
            words.language != Language::German || rises(found.get("from"), found.get("to"));
        let is_free = found.is_clean() && !joined(found.before()) && !joined(found.after());
        if is_free && NUMBERED.contains(&found.word_before()) {
            // "737 800" would be one number.
            let comma = if found.get("to").len() == 3 { "," } else { "" };
            return Some(format!("{}{comma} {}", found.get("from"), found.get("to")));
        }
        let is_feminine = gender::is_feminine(words.language, found.word_after());
        let side = |group: &str| {
            let written = found.get(group);
            let agreed = || gender::feminine(words.language, &read(words, written, true));
            if is_feminine { agreed() } else { written.to_owned() }
        };
        let range = || format!("{} {} {}", side("from"), words.to, side("to"));
        (is_free && is_range).then(range)
    });
    replace(line, &SCORE, |found| {
        let is_score = words.language == Language::German && found.is_clean();
        is_score.then(|| format!("{} zu {}", found.get("from"), found.get("to")))
    });
    replace(line, &FREE, |found| {
        let joined = found.before().is_some_and(|c| c.is_alphanumeric() || c == '-');
        if !found.is_clean() || joined {
            return None;
        }
        let sign = if found.has("sign") { format!("{} ", words.minus) } else { String::new() };
        Some(format!("{sign}{}", free(words, found)))
    });
    if words.language == Language::French {
        replace(line, &ELIDED, |found| Some(format!("{}’{}", found.get("d"), found.get("one"))));
    }
}

/// "achtzehnjährig", "hundertprozentig", "dreifach".
fn compound(found: &Found<'_>) -> Option<String> {
    let number = value(found.get("number"))?;
    let is_free = found.starts_clean() && !matches!(found.before(), Some('-' | '/' | ':'));
    is_free.then(|| format!("{}{}", german::attributive(number), found.get("word").to_lowercase()))
}

/// A range goes up, or is of years such as 1998-02; `3-1` is a score.
fn rises(from: &str, to: &str) -> bool {
    let number = |written: &str| value(&split(written).0);
    match (number(from), number(to)) {
        (Some(first), Some(last)) => first < last || (first > 1000 && last < 100),
        _ => false,
    }
}

/// Whether the word after a number is what is counted: "un gato", but "el uno de octubre". German
/// nouns have their capital.
pub(super) fn is_noun(words: &Words, after: &str) -> bool {
    const SMALL: [&str; 20] = [
        "de", "del", "y", "e", "o", "a", "al", "en", "con", "por", "para", "contra", "di", "da",
        "in", "su", "per", "et", "que", "che",
    ];
    let is_german = words.language == Language::German;
    !after.is_empty()
        && !SMALL.contains(&after)
        && (!is_german
            || (after.starts_with(char::is_uppercase) && after.contains(char::is_lowercase)))
}

/// "21 resultaron heridas": a number that is the subject itself.
fn has_verb(words: &Words, after: &str) -> bool {
    const VERBS: [&str; 8] =
        ["son", "están", "eran", "han", "fueron", "siguen", "habían", "continúan"];
    words.language == Language::Spanish
        && (VERBS.contains(&after) || after.ends_with("aron") || after.ends_with("ieron"))
}

/// "veintiuna resultaron heridas", "veintiuno resultaron heridos".
fn before_verb(words: &Words, found: &Found<'_>) -> String {
    let mut after = found.line_after().split_whitespace();
    let said_of = after.nth(1).unwrap_or("").trim_end_matches(['.', ',', ';']);
    let is_feminine = said_of.ends_with("as");
    let said = read(words, found.get("number"), is_feminine);
    if is_feminine { gender::feminine(words.language, &said) } else { said }
}

/// `le 3919`: numbers of four digits that one calls.
fn is_french_call(words: &Words, found: &Found<'_>) -> bool {
    const AFTER: [&str; 9] = ["", "est", "pour", "et", "ou", "en", "à", "gratuitement", "reste"];
    words.language == Language::French
        && ["36", "39"].iter().any(|first| found.get("number").starts_with(first))
        && ["le", "Le", "au", "Au"].contains(&found.word_before())
        && AFTER.contains(&found.word_after())
}

/// Before a number that says which one it is, and counts nothing: `Absatz 1 Buchstabe f`.
fn is_named(words: &Words, before: &str) -> bool {
    const NAMED: [&str; 28] = [
        "Absatz",
        "Artikel",
        "Paragraf",
        "Satz",
        "Nummer",
        "Kapitel",
        "Buchstabe",
        "Ziffer",
        "Punkt",
        "Seite",
        "Platz",
        "Rang",
        "Gruppe",
        "Gleis",
        "Teil",
        "Band",
        "Staffel",
        "Folge",
        "Runde",
        "Stufe",
        "Phase",
        "Klasse",
        "Formel",
        "Linie",
        "Kategorie",
        "Anlage",
        "Halle",
        "Spieltag",
    ];
    words.language == Language::German && NAMED.contains(&before)
}

fn free(words: &Words, found: &Found<'_>) -> String {
    let number = found.get("number");
    let is_plain = number.len() == 4 && number.chars().all(|c| c.is_ascii_digit());
    match value(number) {
        Some(known) if is_plain && is_french_call(words, found) => {
            let side = |part| cardinal(Language::French, part);
            format!("{} {}", side(known / 100), side(known % 100))
        }
        Some(known) if is_plain => year(words.language, known),
        _ if has_verb(words, found.word_after()) => before_verb(words, found),
        _ => {
            let is_counted = !is_named(words, found.word_before());
            read(words, number, is_counted && is_noun(words, found.word_after()))
        }
    }
}
