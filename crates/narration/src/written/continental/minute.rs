//! Minutes and seconds by their marks: `al 54'`, `(67', 89')`, `90'+3`, `9"86`, `1'54"32`.
//!
//! An apostrophe is also a quotation mark, so that a word that minutes follow must stand before it.

use std::sync::LazyLock;

use super::amount::{read, value};
use super::duration::counted;
use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::{cardinal, french, german, italian};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static MARK: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<minute>[0-9]{1,3})(?:['’](?:\+(?P<later>[0-9]{1,2})['’]?)?|\+(?P<added>[0-9]{1,2})['’])",
    )
});
/// `90.+3 Minute`, `(45.+2)`
static ADDED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<minute>45|90|105|120)\.? ?\+ ?(?P<added>[0-9]{1,2})(?P<unit>\.? Minute\b)?")
});
static HUNDREDTHS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r#"(?:(?P<minutes>[0-9]{1,2})['’] ?)?(?P<seconds>[0-9]{1,2})(?:"|”|''|’’)(?P<hundredths>[0-9]{1,3})"#,
    )
});

/// Words before a minute of a match.
const AT: [&str; 13] =
    ["al", "dal", "del", "il", "nel", "sul", "la", "el", "Al", "Dal", "Il", "La", "El"];
/// Words before so many minutes.
const DURING: [&str; 19] = [
    "dopo",
    "in",
    "di",
    "per",
    "ultimi",
    "primi",
    "après",
    "Après",
    "en",
    "dernières",
    "premières",
    "pendant",
    "tras",
    "Tras",
    "de",
    "por",
    "últimos",
    "primeros",
    "Dopo",
];

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    if words.language == Language::German {
        replace(line, &ADDED, added_to_half);
        return;
    }
    replace(line, &HUNDREDTHS, |found| hundredths(words, found));
    replace(line, &MARK, |found| minute(words, found));
}

/// "in der neunzigsten Minute plus drei"; without an article or its unit it may be a sum.
fn added_to_half(found: &Found<'_>) -> Option<String> {
    let minute = value(found.get("minute"))?;
    let added = cardinal(Language::German, value(found.get("added"))?);
    let before = found.word_before();
    let is_listed = found.before() == Some('(') || found.sight_before().ends_with("., ");
    let is_minute = found.has("unit") || is_listed;
    let ending = if ["der", "Der", "zur"].contains(&before) { "en" } else { "e" };
    let said = || format!("{}{ending} Minute plus {added}", german::ordinal_stem(minute));
    (found.is_clean() && is_minute).then(said)
}

fn hundredths(words: &Words, found: &Found<'_>) -> Option<String> {
    let [_, minute, second] = words.durations;
    let said = |group: &str, unit| counted(words, found.get(group), unit, "");
    let minutes =
        if found.has("minutes") { format!("{} ", said("minutes", minute)) } else { String::new() };
    let hundredths = read(words, found.get("hundredths"), false);
    let seconds = said("seconds", second);
    found.is_clean().then(|| format!("{minutes}{seconds}{}{hundredths}", words.and_cents))
}

fn minute(words: &Words, found: &Found<'_>) -> Option<String> {
    let minute = value(found.get("minute"))?;
    let added = value(&format!("{}{}", found.get("later"), found.get("added")));
    let sight = found.sight_before();
    // "'i 54'" is a quotation.
    let is_quoted = [" '", " ’", " ‘"].iter().any(|mark| sight.contains(mark));
    let goes_on = found.after().is_some_and(|c| c.is_alphanumeric() || "'’\"+".contains(c));
    if !found.starts_clean() || is_quoted || goes_on {
        return None;
    }
    let before = found.word_before();
    let is_at = added.is_some()
        || AT.contains(&before)
        || found.before() == Some('(')
        || ["l'", "l’", "',", "’,"].iter().any(|end| sight.trim_end().ends_with(end));
    if is_at {
        return Some(of_match(words.language, minute, added));
    }
    let [_, unit, _] = words.durations;
    DURING.contains(&before).then(|| counted(words, found.get("minute"), unit, ""))
}

/// "cinquantaquattresimo minuto", and what was added to a half: "più tre".
fn of_match(language: Language, minute: u64, added: Option<u64>) -> String {
    let (minute, plus) = match language {
        Language::French => (format!("{} minute", french::ordinal(minute, true)), "plus"),
        Language::Spanish => (format!("minuto {}", cardinal(language, minute)), "más"),
        _ => (format!("{} minuto", italian::ordinal(minute, false)), "più"),
    };
    let added = added.map(|added| format!(" {plus} {}", cardinal(language, added)));
    format!("{minute}{}", added.unwrap_or_default())
}
