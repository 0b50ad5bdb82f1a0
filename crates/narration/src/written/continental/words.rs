//! What a language's table holds, and the abbreviations, which are read from it as they stand.

use std::sync::OnceLock;

use super::amount::NUMBER;
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Pattern, pattern, replace};

/// How it is written; for one; for many.
pub(super) type Unit = (&'static str, &'static str, &'static str);

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
        let abbreviations: Vec<Unit> =
            words.abbreviations.iter().map(|(written, said)| (*written, *said, *said)).collect();
        let units = any_of(&[words.units, words.currencies]);
        let (currencies, quantities) = (any_of(&[words.currencies]), any_of(&[words.quantities]));
        Self {
            abbreviation: pattern(&any_of(&[&abbreviations])),
            date: pattern(&format!(
                r"(?P<day>[0-9]{{1,2}})(?P<mark>\.|er|º|°)? (?P<month>(?i:{}))\b(?: (?P<year>[12][0-9]{{3}})\b)?",
                words.months.join("|")
            )),
            money: pattern(&format!(
                r"(?P<unit>{currencies}) ?(?P<number>{NUMBER})(?: ?(?P<quantity>{quantities}|mn?|bn|k)\b)?"
            )),
            measure: pattern(&format!(
                r"(?P<sign>-)?(?P<number>{NUMBER})(?:(?: ?%)? ?[-–] ?(?P<to>{NUMBER}))?(?: ?(?P<quantity>{quantities}))?(?P<gap>[ -]?)(?P<unit>%|{units})(?: ?/ ?(?P<per>100 ?km|\p{{L}}{{3,10}}|{units}|h))?"
            )),
            quantity: pattern(&format!("(?P<number>{NUMBER}) ?(?P<quantity>{quantities})")),
        }
    }
}

/// An alternation of the table's written forms, longest first.
pub(super) fn any_of(tables: &[&[Unit]]) -> String {
    let mut written: Vec<&str> =
        tables.iter().flat_map(|table| table.iter().map(|(written, ..)| *written)).collect();
    written.sort_by_key(|one| std::cmp::Reverse(one.len()));
    written.iter().map(|one| regex::escape(one)).collect::<Vec<_>>().join("|")
}

pub(super) fn rewrite_abbreviations(words: &Words, line: &mut Line) {
    replace(line, &words.patterns().abbreviation, |found| {
        let written = found.whole();
        let (_, said) = words.abbreviations.iter().find(|(one, _)| *one == written)?;
        // A raised letter is an end as a dot is: "N°5".
        let has_dot = written.ends_with(['.', '°', 'º']);
        let before = found.before().is_some_and(|c| c.is_alphanumeric() || "./".contains(c));
        let after = !has_dot && found.after().is_some_and(|c| c.is_alphanumeric() || c == '/');
        // A dot that ends the line ends the sentence too.
        let ends = written.ends_with('.') && found.line_after().trim_start().is_empty();
        (!before && !after).then(|| format!("{said}{}", if ends { "." } else { "" }))
    });
}
