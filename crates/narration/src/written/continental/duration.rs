//! How long something took: `2:11:53`, `38:12 Minuten`, `2 h 11 min 53 s`.

use std::sync::LazyLock;

use super::amount::read;
use super::gender;
use super::words::{Unit, Words};
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static CLOCK: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9])(?: (?:Stunden|Std\.|heures|horas|ore)\b)?",
    )
});
static MINUTES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-5][0-9]) (?:Minuten|Min\.|minutes|minutos|minuti)|(?P<least>[0-9]{1,2}):(?P<exact>[0-5][0-9],[0-9]{1,3})(?: (?:Minuten|Min\.|minutes|minutos|minuti)\b)?",
    )
});
/// `24-48 h`, `30-40 min`
static SPAN: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<from>[0-9]{1,3}) ?[-–] ?(?P<to>[0-9]{1,3}) ?(?P<unit>h|min)\b"));
/// `2h 05m`
static SHORT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<hours>[0-9]{1,3}) ?h ?(?P<minutes>[0-5]?[0-9]) ?m\b(?: ?(?P<seconds>[0-9]{1,2}) ?s\b)?",
    )
});
static LETTERS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r#"(?:(?P<hours>[0-9]{1,3}) ?(?:h|Std\.?) ?)?(?P<minutes>[0-9]{1,2}) ?(?:[Mm]in\.|min\b|['’])(?: ?(?P<seconds>[0-9]{1,2}) ?(?:s\b|Sek\.|"|”|''))?"#,
    )
});

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    replace(line, &SPAN, |found| {
        let (from, to) = (found.get("from"), found.get("to"));
        let span = || format!("{from} {} {to} {}", words.to, found.get("unit"));
        found.is_clean().then(span)
    });
    for form in [&CLOCK, &MINUTES, &SHORT, &LETTERS] {
        replace(line, form, |found| said(words, found));
    }
}

/// Hours, minutes and seconds, with an "and" before the last of three.
fn said(words: &Words, found: &Found<'_>) -> Option<String> {
    // "un 5’ dal termine": an apostrophe alone is also a quotation mark.
    let is_mark = found.whole().ends_with(['\'', '’']) && !found.has("hours");
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || ":-/".contains(c));
    if is_mark || !found.starts_clean() || joined(found.before()) || joined(found.after()) {
        return None;
    }
    let [hour, minute, second] = words.durations;
    let groups = [
        ("hours", hour),
        ("minutes", minute),
        ("least", minute),
        ("seconds", second),
        ("exact", second),
    ];
    let parts: Vec<String> = groups
        .into_iter()
        .filter(|(group, _)| found.has(group))
        .map(|(group, unit)| counted(words, found.get(group), unit, found.word_before()))
        .collect();
    // The dot of "min." ends a sentence at the end of the line, and before a capital where nouns have
    // none.
    let after = found.line_after().trim_start();
    let begins = words.language != Language::German && after.starts_with(char::is_uppercase);
    let is_end = found.whole().ends_with("in.") && (after.is_empty() || begins);
    let dot = if is_end { "." } else { "" };
    let has_and = matches!(words.language, Language::Spanish | Language::Italian);
    Some(match parts.as_slice() {
        [hours, minutes, seconds] => format!("{hours} {minutes} {} {seconds}", words.and),
        [one, two] if found.has("hours") && has_and => {
            format!("{one} {} {two}{dot}", words.and)
        }
        parts => format!("{}{dot}", parts.join(" ")),
    })
}

/// A number and its unit, in the case that the word before them asks for.
pub(super) fn counted(words: &Words, written: &str, unit: Unit, before: &str) -> String {
    let (_, one, many) = unit;
    let bare = written.trim_start_matches('0');
    let bare =
        if bare.is_empty() || bare.starts_with(',') { format!("0{bare}") } else { bare.to_owned() };
    let case = (bare == "1" && words.language == Language::German)
        .then(|| gender::german_one(one, before))
        .flatten();
    let number =
        case.unwrap_or_else(|| gender::before_unit(words.language, read(words, &bare, true), one));
    format!("{number} {}", if bare == "1" { one } else { many })
}
