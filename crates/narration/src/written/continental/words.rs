//! What a language's table holds, and the abbreviations, which are read from it as they stand.

use std::sync::OnceLock;

use super::amount::NUMBER;
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// How it is written; for one; for many.
pub(super) type Unit = (&'static str, &'static str, &'static str);

/// Abbreviations that are words, initials or syllables too: read where a number stands before them.
const AFTER_NUMBER: [&str; 8] = ["sept.", "avr.", "apr.", "gen.", "Jan.", "Apr.", "Jun.", "Jul."];
/// The same, where a number stands behind them.
const BEFORE_NUMBER: [&str; 19] = [
    "n.", "N.", "Art.", "min.", "Min.", "max.", "Max.", "Ziff.", "p.", "pp.", "chap.", "vol.",
    "Vol.", "cap.", "Cap.", "No.", "th.", "S.", "co.",
];

/// The words of a language.
pub(super) struct Words {
    /// Made from the words when first asked for.
    pub(super) patterns: OnceLock<Patterns>,
    pub(super) language: Language,
    pub(super) months: [&'static str; 12],
    /// Between whole and decimals.
    pub(super) point: &'static str,
    pub(super) minus: &'static str,
    /// In addresses of the web.
    pub(super) dot: &'static str,
    /// Between two numbers.
    pub(super) to: &'static str,
    pub(super) percent: &'static str,
    /// Between a million and what it is of; with its space.
    pub(super) of: &'static str,
    /// The same before a vowel.
    pub(super) of_vowel: &'static str,
    /// Between two things, "and".
    pub(super) and: &'static str,
    /// Between a measure and what it is measured by: `€/m²`.
    pub(super) per: &'static str,
    /// Between a measure and a hundred kilometres.
    pub(super) per_hundred_kilometers: &'static str,
    /// Hours, minutes and seconds.
    pub(super) durations: [Unit; 3],
    /// Between euros and cents; with its spaces.
    pub(super) and_cents: &'static str,
    /// A hundredth of a euro, for one and for many, where cents below ten need their name; empty
    /// where they do not.
    pub(super) cents: (&'static str, &'static str),
    /// Short forms of million and the like.
    pub(super) quantities: &'static [Unit],
    pub(super) currencies: &'static [Unit],
    pub(super) units: &'static [Unit],
    /// As written, with their dots; and as said.
    pub(super) abbreviations: &'static [(&'static str, &'static str)],
}

impl Words {
    pub(super) fn patterns(&self) -> &Patterns {
        self.patterns.get_or_init(|| Patterns::of(self))
    }

    /// One or many of what is written so.
    pub(super) fn find(table: &[Unit], written: &str) -> Option<Unit> {
        table.iter().find(|(one, ..)| *one == written).copied()
    }
}

/// What the rules look for, with the language's words in it.
pub(super) struct Patterns {
    pub(super) abbreviation: Pattern,
    /// `3. Oktober 2025`
    pub(super) date: Pattern,
    /// `€ 50`
    pub(super) money: Pattern,
    /// `50 €`, `12,5 %`, `10-12 km`
    pub(super) measure: Pattern,
    /// `3 Mio.`
    pub(super) quantity: Pattern,
}

impl Patterns {
    fn of(words: &Words) -> Self {
        // Only German months begin with a capital; the table has them so.
        let may_begin = words.abbreviations.iter().filter(|(_, said)| !words.months.contains(said));
        let capitals: Vec<String> =
            may_begin.filter_map(|(written, _)| with_capital(written)).collect();
        let abbreviations = words.abbreviations.iter().map(|(written, _)| *written);
        let capitals = capitals.iter().map(String::as_str);
        let abbreviations = alternation(abbreviations.chain(capitals).collect());
        let units = any_of(&[words.units, words.currencies]);
        let (currencies, quantities) = (any_of(&[words.currencies]), any_of(&[words.quantities]));
        Self {
            abbreviation: pattern(&abbreviations),
            date: pattern(&format!(
                r"(?:(?P<from>[0-9]{{1,2}})(?:er|º|°)? ?[-–] ?)?(?P<day>[0-9]{{1,2}})(?P<mark>\.|er|º|°|o)? (?P<month>(?i:{}))\b(?: (?P<year>[12][0-9]{{3}})\b)?",
                words.months.join("|")
            )),
            money: pattern(&format!(
                r"(?P<unit>{currencies}) ?(?P<number>{NUMBER})(?: ?(?P<quantity>{quantities}|mn?|bn|k)\b)?"
            )),
            measure: pattern(&format!(
                r"(?P<sign>-)?(?P<number>{NUMBER})(?:(?: ?%)? ?[-–] ?(?P<to>{NUMBER}))?(?: ?(?P<quantity>{quantities}))?(?P<gap>[ -]?)(?P<unit>%|{units})(?: ?/ ?(?P<per>100 ?km|\p{{L}}{{3,10}}|{units}|an|[hs]))?"
            )),
            quantity: pattern(&format!("(?P<number>{NUMBER}) ?(?P<quantity>{quantities})")),
        }
    }
}

/// An alternation of the table's written forms, longest first.
pub(super) fn any_of(tables: &[&[Unit]]) -> String {
    let written = tables.iter().flat_map(|table| table.iter().map(|(written, ..)| *written));
    alternation(written.collect())
}

fn alternation(mut written: Vec<&str>) -> String {
    written.sort_by_key(|one| (std::cmp::Reverse(one.len()), *one));
    written.dedup();
    written.iter().map(|one| regex::escape(one)).collect::<Vec<_>>().join("|")
}

/// As it stands at the beginning of a sentence or before a name, "Art." for "art."; `None` where
/// other letters are capitals, which are those of a name then: "D.C." is not "d.C.".
fn with_capital(written: &str) -> Option<String> {
    let is_small = written.starts_with(char::is_lowercase) && !written.contains(char::is_uppercase);
    is_small.then(|| capital(written))
}

/// The text with its first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) fn rewrite_abbreviations(words: &Words, line: &mut Line) {
    replace(line, &words.patterns().abbreviation, |found| {
        let written = found.whole();
        let said = stands_for(words, written)?;
        // A raised letter is an end as a dot is: "N°5".
        let has_dot = written.ends_with(['.', '°', 'º']);
        let before = found.before().is_some_and(|c| c.is_alphanumeric() || "./".contains(c));
        let after = !has_dot && found.after().is_some_and(|c| c.is_alphanumeric() || c == '/');
        // A dot that ends the line ends the sentence too.
        let ends = written.ends_with('.') && found.line_after().trim_start().is_empty();
        let is_free = !before && !after && is_in_its_place(words.language, found);
        is_free.then(|| format!("{said}{}", if ends { "." } else { "" }))
    });
}

fn stands_for(words: &Words, written: &str) -> Option<String> {
    let own = words.abbreviations.iter().find(|(one, _)| *one == written);
    let small = || words.abbreviations.iter().find(|(one, _)| capital(one) == written);
    own.map(|(_, said)| (*said).to_owned()).or_else(|| small().map(|(_, said)| capital(said)))
}

/// Whether what an abbreviation needs beside it is there, if it needs anything.
fn is_in_its_place(language: Language, found: &Found<'_>) -> bool {
    let written = found.whole();
    let begins_with_digit =
        |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if AFTER_NUMBER.contains(&written) && language != Language::Spanish {
        return begins_with_digit(found.word_before());
    }
    let is_behind_number = begins_with_digit(found.word_before());
    !BEFORE_NUMBER.contains(&written) || !is_behind_number && begins_with_digit(found.line_after())
}
