//! Houses in streets: `1211 E Arques Ave, Town, CA 95051`.

use std::sync::LazyLock;

use super::amount::value;
use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::numbers::english::house;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static STREET: LazyLock<Pattern> = LazyLock::new(|| {
    let kinds: Vec<&str> = KINDS.iter().flat_map(|(short, long)| [*short, *long]).collect();
    pattern(&format!(
        r"(?P<house>[0-9]{{1,5}})(?: (?P<side>NE|NW|SE|SW|[NSEW])\.?)?(?P<street>(?: [A-Z][A-Za-z'’]{{1,20}}){{1,3}}) (?P<kind>(?i:{}))\b(?P<dot>\.?)(?P<town>, [A-Z][A-Za-z ]{{1,24}})?(?:,? (?P<state>[A-Z]{{2}})\b)?(?:,? (?P<code>[0-9]{{5}})\b)?",
        kinds.join("|")
    ))
});
/// `Austin, TX`.
static TOWN: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<town>[A-Z][a-z]{2,20}), (?P<state>[A-Z]{2})\b"));

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
const STATES: [(&str, &str); 51] = [
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("DC", "DC"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
];

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &STREET, street);
    replace(line, &TOWN, |found| {
        let state = lookup(&STATES, found.get("state"))?;
        Some(format!("{}, {state}", found.get("town")))
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
        short => format!(", {}", lookup(&STATES, short)?),
    };
    let code = match found.get("code") {
        "" => String::new(),
        code => format!(", {}", digits(Language::English, code)),
    };
    let (street, town) = (found.get("street"), found.get("town"));
    Some(format!("{}{side}{street} {}{dot}{town}{state}{code}", house(number), kind.1))
}

fn lookup(table: &[(&str, &'static str)], written: &str) -> Option<&'static str> {
    table.iter().find(|(short, _)| *short == written).map(|(_, long)| *long)
}
