//! How long something took: `2:11:53`, `38:12 Minuten`, `2 h 11 min 53 s`.

use std::sync::LazyLock;

use super::amount::read;
use super::gender;
use super::words::{Unit, Words};
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static CLOCK: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9])(?: (?:Stunden|Std\.|heures|horas|ore)\b)?",
    )
});
static MINUTES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-5][0-9]) (?:Minuten|Min\.|minutes|minutos|minuti)",
    )
});
static LETTERS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r#"(?:(?P<hours>[0-9]{1,3}) ?(?:h|Std\.?) ?)?(?P<minutes>[0-9]{1,2}) ?(?:min\b|Min\.|['’])(?: ?(?P<seconds>[0-9]{1,2}) ?(?:s\b|Sek\.|"|”|''))?"#,
    )
});

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    for form in [&CLOCK, &MINUTES, &LETTERS] {
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
    let parts: Vec<String> = [("hours", hour), ("minutes", minute), ("seconds", second)]
        .into_iter()
        .filter(|(group, _)| found.has(group))
        .map(|(group, unit)| counted(words, found.get(group), unit))
        .collect();
    Some(match parts.as_slice() {
        [hours, minutes, seconds] => format!("{hours} {minutes} {} {seconds}", words.and),
        parts => parts.join(" "),
    })
}

fn counted(words: &Words, written: &str, (_, one, many): Unit) -> String {
    let bare = written.trim_start_matches('0');
    let bare = if bare.is_empty() { "0" } else { bare };
    // Hours, minutes and seconds are feminine in all four.
    let number = gender::feminine(words.language, &read(words, bare, true));
    format!("{number} {}", if bare == "1" { one } else { many })
}
