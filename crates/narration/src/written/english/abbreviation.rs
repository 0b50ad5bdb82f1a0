//! Abbreviations that stand for words, and letters with dots.

mod words;

use std::sync::LazyLock;

use crate::line::Line;
use crate::sentences::begins_sentence;
use crate::written::rewrite::{Found, Pattern, pattern, replace};
use words::{ALWAYS, BARE, ONLY_BEFORE_NAMES, TITLES};

static TABLE: LazyLock<Pattern> = LazyLock::new(|| {
    let mut written: Vec<String> =
        ALWAYS.iter().chain(&BARE).map(|(short, _)| regex::escape(short)).collect();
    written.sort_by_key(|short| std::cmp::Reverse(short.len()));
    pattern(&written.join("|"))
});
/// `No. 10`, `No 10`, `Nos. 3`, `p. 4`, `c. 1850`.
static BEFORE_NUMBER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:(?P<short>Nos?|nos?|pp?|ca?|vol|Vol|ch|Ch|Pt|art|Art|para|sec|Sec|ver|v)\. ?|(?P<bare>Nos?) )",
    )
});
/// `§ 230`
static SECTION: LazyLock<Pattern> = LazyLock::new(|| pattern("§{1,2} ?"));
/// `Roe v. Wade`, `England v France`.
static VERSUS: LazyLock<Pattern> = LazyLock::new(|| pattern(r" vs?\.? "));
/// `Co. Durham`, unlike `Smith & Co.`
static COUNTY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"Co\.? (?P<name>Durham|Antrim|Armagh|Cork|Derry|Donegal|Down|Dublin|Fermanagh|Galway|Kerry|Kildare|Limerick|Louth|Mayo|Meath|Sligo|Tipperary|Tyrone|Waterford|Wexford|Wicklow)\b",
    )
});
static SAINT_OR_STREET: LazyLock<Pattern> = LazyLock::new(|| pattern(r"St\.?"));
/// `J.K. Rowling`, `C. S. Lewis`, `John F. Kennedy`: letters before a name.
static INITIALS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<letters>(?:[A-Z]\. ?){1,4})"));
/// `U.S.A.`, `p.m.`; `p.m.est` with a word that runs on.
static DOTTED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<letters>\p{L}\.\p{L}\.(?:\p{L}\.){0,6})(?P<rest>\p{L}{0,12})"));

/// `f***`, `s**t`, `bulls***`, `f*ck`: letters that a paper left out.
static BLEEPED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?i)(?P<start>[a-z]{1,6})(?P<stars>\*{1,6})(?P<rest>[a-z]{0,8})"));

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &BLEEPED, bleeped);
    replace(line, &BEFORE_NUMBER, before_number);
    replace(line, &SECTION, |found| {
        let is_number = found.after().is_some_and(|c| c.is_ascii_digit());
        is_number.then(|| {
            if found.whole().starts_with("§§") { "sections " } else { "section " }.to_owned()
        })
    });
    replace(line, &COUNTY, |found| {
        found.starts_clean().then(|| format!("County {}", found.get("name")))
    });
    replace(line, &TABLE, table);
    replace(line, &VERSUS, versus);
    replace(line, &SAINT_OR_STREET, saint_or_street);
    replace(line, &INITIALS, initials);
    replace(line, &DOTTED, dotted);
}

/// "Expletive", as newsreaders say of what must not be heard. Marks of notes (`price*`), bold text
/// (`**so**`) and products (`a*b`) have other forms.
fn bleeped(found: &Found<'_>) -> Option<String> {
    let (begin, rest) = (found.get("start"), found.get("rest"));
    let touched = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '*');
    let is_word = match found.get("stars").len() {
        1 => begin.len() + rest.len() > 2 && !rest.is_empty() && is_small(rest),
        2 => !rest.is_empty() || begin.len() == 1,
        _ => true,
    };
    let is_bleeped = is_word && !touched(found.before()) && !touched(found.after());
    is_bleeped.then(|| "expletive".to_owned())
}

fn is_small(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}

fn before_number(found: &Found<'_>) -> Option<String> {
    let short = if found.has("bare") { found.get("bare") } else { found.get("short") };
    let words = match short {
        "No" | "no" => "number",
        "Nos" | "nos" => "numbers",
        "p" => "page",
        "pp" => "pages",
        "c" | "ca" => "around",
        "vol" | "Vol" => "volume",
        "art" | "Art" => "article",
        "para" => "paragraph",
        "sec" | "Sec" => "section",
        "Pt" => "part",
        "ver" | "v" => "version",
        _ => "chapter",
    };
    let is_number = found.after().is_some_and(|c| c.is_ascii_digit());
    // "Yes 52%, No 48%"
    let behind = found.line_after().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if is_number && behind.trim_start().starts_with('%') {
        return None;
    }
    let next = found.line_after().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if short.starts_with(char::is_uppercase)
        && short != "No"
        && crate::numbers::roman(next).is_some()
    {
        let mut letters = words.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        return first.map(|first| format!("{first}{} ", letters.as_str()));
    }
    (found.starts_clean() && is_number).then(|| format!("{words} "))
}

fn table(found: &Found<'_>) -> Option<String> {
    let short = found.whole();
    let (_, words) = ALWAYS.iter().chain(&BARE).find(|(one, _)| *one == short)?;
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '.');
    let next = found.word_after();
    let is_name = next.len() > 1 && next.starts_with(char::is_uppercase);
    // "Gen Smith", but "Gen Z" and "a Col"; "Gen AI" is a name of its own.
    if ONLY_BEFORE_NAMES.contains(&short) && (!is_name || next == "AI") {
        return None;
    }
    let is_unit = matches!(short, "km/h" | "mph" | "µg/m³");
    let follows_number =
        found.line_before().trim_end_matches([' ', '-']).ends_with(|c: char| c.is_ascii_digit());
    if is_unit && follows_number {
        return None;
    }
    // Behind a number it is no minimum.
    if short == "min." && follows_number {
        let one = if found.word_before() == "1" { "minute" } else { "minutes" };
        return Some(format!("{one}{}", full_stop(found, short)));
    }
    let goes_on = match found.line_after().strip_prefix('.') {
        // The dot that ends the sentence.
        Some(rest) => rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'),
        None => touches(found.after()),
    };
    if touches(found.before()) || (goes_on && !short.ends_with('/')) {
        return None;
    }
    // "Sr. Mary Clarke", but "James Brown Sr. Foundation".
    let is_sister = short == "Sr."
        && is_name
        && !begins_sentence(next)
        && !found.word_before().starts_with(char::is_uppercase);
    if is_sister {
        return Some("Sister".to_owned());
    }
    Some(format!("{words}{}", full_stop(found, short)))
}

/// A dot that ends the line, or stands before a word that begins sentences, ends the sentence too.
pub(super) fn full_stop(found: &Found<'_>, short: &str) -> &'static str {
    let after = found.line_after();
    let ends = after.trim_start_matches([' ', '"', '”', '’', ')']).is_empty()
        || (begins_sentence(found.word_after()) && !TITLES.contains(&short));
    if ends && short.ends_with('.') { "." } else { "" }
}

fn versus(found: &Found<'_>) -> Option<String> {
    let is_name = |c: Option<char>| c.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let before = found.sight_before().split(' ').next_back().unwrap_or("");
    (is_name(found.after()) && is_name(before.chars().next())).then(|| " versus ".to_owned())
}

/// Before a name a saint, after one or an ordinal a street.
fn saint_or_street(found: &Found<'_>) -> Option<String> {
    if !found.is_clean() {
        return None;
    }
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !begins_sentence(word);
    let before = found.word_before();
    let is_ordinal = before.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|ending| before.ends_with(ending));
    if is_ordinal {
        return Some(format!("Street{}", full_stop(found, found.whole())));
    }
    match (is_name(found.word_after()), is_name(before)) {
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
