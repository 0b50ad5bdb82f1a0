//! Abbreviations that stand for words, and letters with dots.

use std::sync::LazyLock;

use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// Read as they stand, with their dot.
const ALWAYS: [(&str, &str); 51] = [
    ("Mr.", "Mister"),
    ("Mrs.", "Missus"),
    ("Ms.", "Miz"),
    ("Dr.", "Doctor"),
    ("Prof.", "Professor"),
    ("Sen.", "Senator"),
    ("Rep.", "Representative"),
    ("Gov.", "Governor"),
    ("Gen.", "General"),
    ("Lt.", "Lieutenant"),
    ("Col.", "Colonel"),
    ("Sgt.", "Sergeant"),
    ("Capt.", "Captain"),
    ("Cpl.", "Corporal"),
    ("Maj.", "Major"),
    ("Rev.", "Reverend"),
    ("Hon.", "Honourable"),
    ("Jr.", "Junior"),
    ("Sr.", "Senior"),
    ("Inc.", "Incorporated"),
    ("Ltd.", "Limited"),
    ("Corp.", "Corporation"),
    ("Bros.", "Brothers"),
    ("Dept.", "Department"),
    ("Univ.", "University"),
    ("Mt.", "Mount"),
    ("Ave.", "Avenue"),
    ("Blvd.", "Boulevard"),
    ("Rd.", "Road"),
    ("Jan.", "January"),
    ("Feb.", "February"),
    ("Aug.", "August"),
    ("Sept.", "September"),
    ("Sep.", "September"),
    ("Oct.", "October"),
    ("Nov.", "November"),
    ("Dec.", "December"),
    ("e.g.", "for example"),
    ("i.e.", "that is"),
    ("etc.", "et cetera"),
    ("approx.", "approximately"),
    ("vs.", "versus"),
    ("cf.", "compare"),
    ("al.", "al"),
    ("dept.", "department"),
    ("govt.", "government"),
    ("a.k.a.", "also known as"),
    ("sq.", "square"),
    ("incl.", "including"),
    ("max.", "maximum"),
    ("min.", "minimum"),
];
/// Read without a dot.
const BARE: [(&str, &str); 14] = [
    ("Mr", "Mister"),
    ("Mrs", "Missus"),
    ("Ms", "Miz"),
    ("Dr", "Doctor"),
    ("Prof", "Professor"),
    ("Sgt", "Sergeant"),
    ("Capt", "Captain"),
    ("vs", "versus"),
    ("Ltd", "Limited"),
    ("Jr", "Junior"),
    ("w/", "with"),
    ("w/o", "without"),
    ("and/or", "and or"),
    ("he/she", "he or she"),
];

static TABLE: LazyLock<Pattern> = LazyLock::new(|| {
    let mut written: Vec<String> =
        ALWAYS.iter().chain(&BARE).map(|(short, _)| regex::escape(short)).collect();
    written.sort_by_key(|short| std::cmp::Reverse(short.len()));
    pattern(&written.join("|"))
});
/// `No. 10`, `No 10`, `Nos. 3`, `p. 4`, `c. 1850`.
static BEFORE_NUMBER: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?:(?P<short>Nos?|nos?|pp?|ca?|vol|ch)\. ?|No )"));
static SAINT_OR_STREET: LazyLock<Pattern> = LazyLock::new(|| pattern(r"St\.?"));
/// `J.K. Rowling`, `C. S. Lewis`, `John F. Kennedy`: letters before a name.
static INITIALS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<letters>(?:[A-Z]\. ?){1,4})"));
/// `U.S.A.`, `p.m.`; `p.m.est` with a word that runs on.
static DOTTED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<letters>(?:\p{L}\.){2,8})(?P<rest>\p{L}{0,12})"));

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &BEFORE_NUMBER, before_number);
    replace(line, &TABLE, table);
    replace(line, &SAINT_OR_STREET, saint_or_street);
    replace(line, &INITIALS, initials);
    replace(line, &DOTTED, dotted);
}

fn before_number(found: &Found<'_>) -> Option<String> {
    let words = match found.get("short") {
        "" | "No" | "no" => "number",
        "Nos" | "nos" => "numbers",
        "p" => "page",
        "pp" => "pages",
        "c" | "ca" => "around",
        "vol" => "volume",
        _ => "chapter",
    };
    let is_number = found.after().is_some_and(|c| c.is_ascii_digit());
    (found.starts_clean() && is_number).then(|| format!("{words} "))
}

fn table(found: &Found<'_>) -> Option<String> {
    let short = found.whole();
    let (_, words) = ALWAYS.iter().chain(&BARE).find(|(one, _)| *one == short)?;
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '.');
    if touches(found.before()) || (touches(found.after()) && !short.ends_with('/')) {
        return None;
    }
    Some(format!("{words}{}", full_stop(found, short)))
}

/// A dot that ends the line ends the sentence too.
fn full_stop(found: &Found<'_>, short: &str) -> &'static str {
    let ends = found.line_after().trim_start().is_empty();
    if ends && short.ends_with('.') { "." } else { "" }
}

/// Before a name a saint, after one a street.
fn saint_or_street(found: &Found<'_>) -> Option<String> {
    if !found.is_clean() {
        return None;
    }
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    match (is_name(found.word_after()), is_name(found.word_before())) {
        (true, _) => Some("Saint".to_owned()),
        (false, true) => Some(format!("Street{}", full_stop(found, found.whole()))),
        (false, false) => None,
    }
}

fn initials(found: &Found<'_>) -> Option<String> {
    let written = found.get("letters");
    let letters: String = written.chars().filter(|c| c.is_alphabetic()).collect();
    // A lone "I" is a word; a letter and a dot that touch the next word are something else.
    let is_word = letters == "I" || (letters.len() == 1 && !written.ends_with(' '));
    let is_clean = !found.before().is_some_and(|c| c.is_alphanumeric() || c == '.');
    let mut name = found.line_after().chars();
    let is_name =
        name.next().is_some_and(char::is_uppercase) && name.next().is_some_and(char::is_lowercase);
    (is_clean && is_name && !is_word).then(|| format!("{letters} "))
}

fn dotted(found: &Found<'_>) -> Option<String> {
    if found.before().is_some_and(char::is_alphabetic) {
        return None;
    }
    let (written, rest) = (found.get("letters"), found.get("rest"));
    let letters: String = written.chars().filter(|c| *c != '.').collect();
    Some(match rest.chars().count() {
        0 => format!("{letters}{}", full_stop(found, written)),
        1 => format!("{letters}{rest}"),
        _ => format!("{letters} {rest}"),
    })
}
