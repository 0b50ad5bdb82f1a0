//! German ordinals: `der 3. Platz`, `im 19. und 20. Jahrhundert`, `1. Platz für Köln`, `wurde 3. im
//! Rennen`. A dot behind a number also ends sentences: what stands around it tells which.

use std::sync::LazyLock;

use super::german_nouns::{Gender, gender};
use crate::line::Line;
use crate::numbers::german;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static ORDINAL: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<number>[0-9]{1,3}|[1-9][0-9]00)\."));
/// `3.-5. Klasse`, `5./6. Mai`
static SPAN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<one>[0-9]{1,3})\. ?(?P<between>[-–/]) ?(?P<two>[0-9]{1,3})\. (?P<noun>\p{Lu}\p{L}{1,30})",
    )
});
/// Prepositions that make "der" a dative.
static DATIVE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:in|an|auf|nach|mit|bei|seit|zu|von|aus|vor|während|neben|unter|über) der $")
});
/// A woman of whom the line speaks.
static SHE: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\b(?:[Ss]ie|Frau)\b"));
/// `90er`, `1990er`, `50er-Jahre`, `in den 90ern`.
static DECADE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<number>[0-9]{2}|[12][0-9]{3}|[3-9]000)(?P<ending>ern?)\b"));

/// Between ordinals of one noun.
const JOINING: [&str; 5] = ["und", "oder", "bis", "sowie", "auf"];

/// Words of a list that are looked through for its noun.
const MOST_LISTED_WORDS: usize = 10;

/// Spans, before the rule of dates reads their ends.
pub(in crate::written::continental) fn rewrite_spans(line: &mut Line) {
    replace(line, &SPAN, |found| {
        let between = if found.get("between") == "/" { "und" } else { "bis" };
        let (one, two, noun) = (found.get("one"), found.get("two"), found.get("noun"));
        let is_free = found.starts_clean() && found.before() != Some('-');
        is_free.then(|| format!("{one}. {between} {two}. {noun}"))
    });
}

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &ORDINAL, ordinal);
    replace(line, &DECADE, |found| {
        let number = found.get("number").parse().ok()?;
        found.is_clean().then(|| format!("{}{}", german::year(number), found.get("ending")))
    });
}

fn ordinal(found: &Found<'_>) -> Option<String> {
    let number: u64 = found.get("number").parse().ok()?;
    if !found.starts_clean() || matches!(found.before(), Some('-' | '/' | ':')) {
        return None;
    }
    // "Seit 1900. Danach" is a year.
    let is_year = |gender: Option<Gender>| number >= 1000 && gender.is_none();
    let ending = match noun(found.line_after()).map(gender) {
        Some(gender) if !is_year(gender) => ending(found, lead(found), gender),
        _ => None,
    };
    let ending = ending.or_else(|| placed(found))?;
    Some(format!("{}{ending}", german::ordinal_stem(number)))
}

/// The word that is counted, behind more numbers: "Klasse" of `und 4. Klasse`.
fn noun(after: &str) -> Option<&str> {
    let after = after.strip_prefix([',', ' '])?;
    let mut words = after.split_whitespace().take(MOST_LISTED_WORDS);
    let word = words.find(|word| !is_joining(word) && !is_numbered(word))?;
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    word.get(..end).filter(|letters| !letters.is_empty())
}

/// The word before the first of the numbers: "die" of `die 3. und 4.`.
fn lead<'a>(found: &Found<'a>) -> &'a str {
    let mut has_numbers = false;
    for word in found.sight_before().split_whitespace().rev() {
        has_numbers |= is_numbered(word);
        if !is_joining(word) && !is_numbered(word) {
            return if has_numbers { word } else { found.word_before() };
        }
    }
    if has_numbers { "" } else { found.word_before() }
}

fn is_joining(word: &str) -> bool {
    JOINING.contains(&word)
}

/// `3.` or `3.,`
fn is_numbered(word: &str) -> bool {
    let bare = word.trim_end_matches(',');
    let digits = bare.strip_suffix('.').unwrap_or("");
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What an article or a preposition asks for; without one, the noun must be known to be counted.
fn ending(found: &Found<'_>, before: &str, gender: Option<Gender>) -> Option<&'static str> {
    const WEAK: [&str; 12] = [
        "der", "die", "das", "ihre", "seine", "jede", "eine", "unsere", "diese", "keine", "deine",
        "meine",
    ];
    const STRONG: [&str; 31] = [
        "dem", "den", "des", "am", "im", "zum", "zur", "vom", "beim", "ins", "ihrem", "seinem",
        "ihren", "seinen", "ihrer", "seiner", "einem", "einen", "einer", "keinen", "keinem",
        "unserem", "unseren", "unserer", "diesem", "diesen", "dieser", "jedem", "jeden", "jeder",
        "meinem",
    ];
    const DATIVE_ALONE: [&str; 13] = [
        "in", "auf", "mit", "nach", "bei", "seit", "von", "zu", "aus", "ab", "vor", "unter",
        "außer",
    ];
    let before = before.to_lowercase();
    let is_dative = before == "der" && DATIVE.is_in(found.sight_before());
    if is_dative || STRONG.contains(&before.as_str()) {
        return Some("en");
    }
    if WEAK.contains(&before.as_str()) {
        return Some("e");
    }
    let gender = gender?;
    if DATIVE_ALONE.contains(&before.as_str()) {
        return Some(if gender == Gender::Feminine { "er" } else { "em" });
    }
    // "Feiert 90. Geburtstag", "gegen 1. FC Köln": the object of a verb or a preposition.
    let is_object = before.starts_with(char::is_lowercase)
        && before == found.word_before()
        && !["ein", "kein", "sein", "ihr", "mein", "unser", "ist", "war", "als"]
            .contains(&before.as_str());
    Some(match gender {
        Gender::Feminine => "e",
        Gender::Neuter => "es",
        Gender::Masculine if is_object => "en",
        Gender::Masculine => "er",
        Gender::Genitive => "en",
    })
}

/// "Er wurde Dritter im Rennen": a small letter behind the dot is no new sentence.
fn placed(found: &Found<'_>) -> Option<&'static str> {
    const BECAME: [&str; 6] = ["wurde", "wird", "ist", "war", "als", "Als"];
    const WHERE: [&str; 9] = ["im", "in", "bei", "beim", "auf", "hinter", "vor", "über", "mit"];
    let is_place = BECAME.contains(&found.word_before()) && WHERE.contains(&found.word_after());
    is_place.then(|| if found.line_has(&SHE) { "e" } else { "er" })
}
