//! Houses in streets: `1211 E Arques Ave, Town, CA 95051`.

use std::sync::LazyLock;

use super::amount::value;
use super::state::postal;
use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::numbers::english::house;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static STREET: LazyLock<Pattern> = LazyLock::new(|| {
    let kinds: Vec<&str> = KINDS.iter().flat_map(|(short, long)| [*short, *long]).collect();
    pattern(&format!(
        r"(?P<short>\bNo\.? )?(?P<house>[0-9]{{1,5}})(?P<flat>[A-D])?(?: (?P<side>NE|NW|SE|SW|[NSEW])\.?)?(?P<street>(?: (?:[A-Z][A-Za-z'’]{{1,20}}|[0-9]{{1,3}}(?:st|nd|rd|th))){{1,3}}) (?P<kind>(?i:{}))\b(?P<dot>\.?)(?P<town>, [A-Z][A-Za-z ]{{1,24}})?(?:,? (?P<state>[A-Z]{{2}})\b)?(?:,? (?P<code>[0-9]{{5}})\b)?",
        kinds.join("|")
    ))
});
/// `the 405 Freeway`, `Highway 101`, `I-405`: three digits are read as those of a house.
static HIGHWAY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<road>\b(?:Route |Highway |Interstate |Road |I-))(?P<number>[1-9][0-9]{2})\b|\b(?P<first>[1-9][0-9]{2}) (?P<name>Freeway|Highway|Parkway|Turnpike)\b",
    )
});
/// `W. 42nd St.`, `N. Capitol Street`.
static SIDE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<side>[NSEW])\. (?P<street>(?:[0-9]{1,3}(?:st|nd|rd|th)|[A-Z][a-z]{2,14}) (?:Street|Avenue|Road|Boulevard|Place|St|Ave|Rd|Blvd|Pl)\b)",
    )
});
/// `A1(M)`
static MOTORWAY: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\b(?P<road>[AM][0-9]{1,3})\(M\)"));

const KINDS: [(&str, &str); 14] = [
    ("st", "Street"),
    ("ave", "Avenue"),
    ("rd", "Road"),
    ("hwy", "Highway"),
    ("ct", "Court"),
    ("blvd", "Boulevard"),
    ("dr", "Drive"),
    ("ln", "Lane"),
    ("pl", "Place"),
    ("sq", "Square"),
    ("pkwy", "Parkway"),
    ("ter", "Terrace"),
    ("cir", "Circle"),
    ("fwy", "Freeway"),
];
const SIDES: [(&str, &str); 8] = [
    ("N", "North"),
    ("S", "South"),
    ("E", "East"),
    ("W", "West"),
    ("NE", "North East"),
    ("NW", "North West"),
    ("SE", "South East"),
    ("SW", "South West"),
];
pub(super) fn rewrite(line: &mut Line) {
    replace(line, &STREET, street);
    replace(line, &SIDE, |found| {
        let side = lookup(&SIDES, found.get("side"))?;
        let is_initial = found.word_before().starts_with(char::is_uppercase);
        (!is_initial && found.starts_clean()).then(|| format!("{side} {}", found.get("street")))
    });
    replace(line, &HIGHWAY, |found| {
        let written = format!("{}{}", found.get("number"), found.get("first"));
        let number = value(&written).filter(|_| found.starts_clean())?;
        Some(
            format!("{}{} {}", found.get("road"), house(number), found.get("name"))
                .trim_end()
                .to_owned(),
        )
    });
    replace(line, &MOTORWAY, |found| {
        found.starts_clean().then(|| format!("{} M", found.get("road")))
    });
}

fn street(found: &Found<'_>) -> Option<String> {
    let number = value(found.get("house")).filter(|_| found.is_clean())?;
    let side = lookup(&SIDES, found.get("side")).map(|side| format!(" {side}")).unwrap_or_default();
    let kind = KINDS.iter().find(|(short, long)| {
        [short, long].into_iter().any(|one| one.eq_ignore_ascii_case(found.get("kind")))
    })?;
    // The dot belongs to the abbreviation, or ends the sentence too.
    let ends = found.after().is_none() || found.word_after().starts_with(char::is_uppercase);
    let dot = if found.has("dot") && ends && !found.has("town") { "." } else { "" };
    let state = match found.get("state") {
        "" => String::new(),
        short => format!(", {}", postal(short)?),
    };
    let code = match found.get("code") {
        "" => String::new(),
        code => format!(", {}", digits(Language::English, code)),
    };
    let (street, town) = (found.get("street"), found.get("town"));
    let flat = if found.has("flat") { format!(" {}", found.get("flat")) } else { String::new() };
    // "No. 10 Downing Street"
    let short = if found.has("short") { "number " } else { "" };
    Some(format!("{short}{}{flat}{side}{street} {}{dot}{town}{state}{code}", house(number), kind.1))
}

fn lookup(table: &[(&str, &'static str)], written: &str) -> Option<&'static str> {
    table.iter().find(|(short, _)| *short == written).map(|(_, long)| *long)
}
