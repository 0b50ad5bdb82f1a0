//! What only German writes short: weekdays, `Mi.`; streets, `Hauptstr.`; several paragraphs, `§§ 3`.

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

const WEEKDAYS: [(&str, &str); 7] = [
    ("Mo", "Montag"),
    ("Di", "Dienstag"),
    ("Mi", "Mittwoch"),
    ("Do", "Donnerstag"),
    ("Fr", "Freitag"),
    ("Sa", "Samstag"),
    ("So", "Sonntag"),
];
static WEEKDAY: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)(?:\.|\b)"));
/// Before a weekday.
const BEFORE_DAY: [&str; 12] =
    ["am", "Am", "vom", "Vom", "bis", "ab", "Ab", "seit", "jeden", "Jeden", "zum", "und"];
static STREET: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<name>\p{L}{1,24})str\."));
/// `§§ 3 und 4`, `§5`
static PARAGRAPHS: LazyLock<Pattern> = LazyLock::new(|| pattern("(?P<signs>§{1,2}) ?"));

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    if words.language != Language::German {
        return;
    }
    replace(line, &WEEKDAY, weekday);
    replace(line, &STREET, |found| {
        let is_end = found.line_after().trim_start().is_empty();
        let is_word = !found.before().is_some_and(char::is_alphanumeric)
            && !found.after().is_some_and(char::is_alphanumeric);
        let dot = if is_end { "." } else { "" };
        is_word.then(|| format!("{}straße{dot}", found.get("name")))
    });
    replace(line, &PARAGRAPHS, |found| {
        let is_number = found.after().is_some_and(|c| c.is_ascii_digit());
        let word = if found.get("signs").len() > "§".len() { "Paragrafen" } else { "Paragraf" };
        is_number.then(|| format!("{word} "))
    });
}

/// Behind what days stand behind, or before a date or a time: "So." and "Do" are words too.
fn weekday(found: &Found<'_>) -> Option<String> {
    let (_, name) = WEEKDAYS.iter().find(|(short, _)| *short == found.get("day"))?;
    let has_dot = found.whole().ends_with('.');
    let before = found.word_before();
    let after = found.line_after();
    let is_date = after.trim_start_matches([',', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let begins = found.line_before().is_empty() || found.line_before().ends_with(['(', '/', ';']);
    let is_day = if has_dot {
        BEFORE_DAY.contains(&before) || is_date && (begins || after.starts_with(','))
    } else {
        begins && is_date && after.starts_with(", ")
    };
    let dot = if has_dot && after.trim_start().is_empty() { "." } else { "" };
    is_day.then(|| format!("{name}{dot}"))
}
