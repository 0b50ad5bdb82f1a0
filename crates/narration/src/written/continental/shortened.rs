//! What only German writes short: weekdays, `Mi.`; streets, `Hauptstr.`; several paragraphs, `§§ 3`;
//! lives, `* 3. Mai 1950`; and numbers that are codes, `Notruf 112`.

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
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
static CLOCK: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\bUhr\b"));
/// `* 3. Mai 1950`, `† 2020`
static LIFE: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<sign>[*†]) ?"));
/// `Notruf 112`, `die 110`, `116117`
static CALLED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<number>110|112|115|116 ?[0-9]{3})\b"));
static CALLING: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?:[Nn]otruf\p{L}{0,8}|[Nn]ummer|[Rr]ufnummer|[Tt]elefon\p{L}{0,8}|Hotline|wählen|anrufen|rufen|gewählt|Bereitschaftsdienst)\b",
    )
});
/// `12, 10115 Berlin`, `PLZ 10115`
static POSTAL_CODE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<before>, |\bPLZ |\bD-)(?P<code>[0-9]{5})\b"));
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
    replace(line, &LIFE, life);
    replace(line, &CALLED, called);
    replace(line, &POSTAL_CODE, postal_code);
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
        let is_listed = begins || found.line_before().ends_with(", ");
        let is_opening = is_listed && after.starts_with(' ') && found.line_has(&CLOCK);
        is_date && (begins && after.starts_with(", ") || is_opening)
    };
    let dot = if has_dot && after.trim_start().is_empty() { "." } else { "" };
    is_day.then(|| format!("{name}{dot}"))
}

/// "Geboren am dritten Mai", "gestorben 2020".
fn life(found: &Found<'_>) -> Option<String> {
    let is_date = found.after().is_some_and(|c| c.is_ascii_digit());
    let stands_apart = matches!(found.before(), None | Some(' ' | '('));
    let said = if found.get("sign") == "*" { "geboren" } else { "gestorben" };
    // A day has its article.
    let day = found.line_after().split(' ').next().unwrap_or("");
    let am = if day.ends_with('.') { " am" } else { "" };
    (is_date && stands_apart).then(|| format!("{said}{am} "))
}

/// "Eins eins zwei", in a line about calling.
fn called(found: &Found<'_>) -> Option<String> {
    let is_counted = found.word_after().starts_with(char::is_uppercase);
    let is_called = found.is_clean() && !is_counted && found.line_has(&CALLING);
    is_called.then(|| digits(Language::German, found.get("number")))
}

/// Behind the number of a house, or where it is named.
fn postal_code(found: &Found<'_>) -> Option<String> {
    let house = found.line_before().split(' ').next_back().unwrap_or("");
    let is_behind_house = house.starts_with(|c: char| c.is_ascii_digit());
    let is_code = found.get("before") != ", " || is_behind_house;
    let code = || digits(Language::German, found.get("code"));
    (found.ends_clean() && is_code).then(|| format!("{}{}", found.get("before"), code()))
}
