//! Signs before and behind amounts: `>100`, `< 5 %`, `5‰`, `3,- Euro`, `km 23`, `#1`.

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static COMPARED: LazyLock<Pattern> = LazyLock::new(|| pattern("(?P<sign>[<>]) ?"));
static PER_THOUSAND: LazyLock<Pattern> = LazyLock::new(|| pattern(" ?‰"));
/// `les -18 ans`
static YOUNGER: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<before>[Ll]es|[Dd]es|[Aa]ux) - ?"));
/// `10^23`
static POWER: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\^(?P<sign>-)?"));
/// `3,- Euro`
static NO_CENTS: LazyLock<Pattern> = LazyLock::new(|| pattern(",[-–—]{1,2}"));
/// `km 23`, and what a million kilometers are written as.
static KILOMETERS: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<before>(?:de|di) )?km(?P<gap> )?"));
/// `+++`, which is for the eye alone.
static PLUSES: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\+{2,9}"));
/// `#1`
static RANK: LazyLock<Pattern> = LazyLock::new(|| pattern("#"));

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    let [more, less, per_thousand, number, power] = names(words.language);
    replace(line, &COMPARED, |found| {
        let is_amount = found.after().is_some_and(|c| c.is_ascii_digit() || "$€£".contains(c));
        let stands_apart = matches!(found.before(), None | Some(' ' | '('));
        let said = if found.get("sign") == ">" { more } else { less };
        (is_amount && stands_apart).then(|| format!("{said} "))
    });
    replace(line, &POWER, |found| {
        let is_number = found.before().is_some_and(|c| c.is_ascii_digit());
        let sign = if found.has("sign") { format!("{} ", words.minus) } else { String::new() };
        is_number.then(|| format!(" {power} {sign}"))
    });
    if words.language == Language::French {
        replace(line, &YOUNGER, |found| {
            let is_age = found.after().is_some_and(|c| c.is_ascii_digit());
            is_age.then(|| format!("{} moins de ", found.get("before")))
        });
    }
    replace(line, &PER_THOUSAND, |found| {
        let is_behind_number = found.before().is_some_and(|c| c.is_ascii_digit());
        is_behind_number.then(|| format!(" {per_thousand}"))
    });
    replace(line, &NO_CENTS, |found| {
        let is_behind_number = found.before().is_some_and(|c| c.is_ascii_digit());
        let ends = !found.after().is_some_and(char::is_alphanumeric);
        (is_behind_number && ends).then(String::new)
    });
    replace(line, &KILOMETERS, |found| kilometers(words.language, found));
    replace(line, &PLUSES, |found| {
        let is_free = !found.before().is_some_and(char::is_alphanumeric);
        is_free.then(String::new)
    });
    replace(line, &RANK, |found| {
        let is_rank = found.after().is_some_and(|c| c.is_ascii_digit());
        is_rank.then(|| format!("{number} "))
    });
}

/// "El kilómetro 23", "millones de kilómetros"; behind a number it is a measure like any other.
fn kilometers(language: Language, found: &Found<'_>) -> Option<String> {
    const MANY: [&str; 7] =
        ["millions", "milliards", "milliers", "milioni", "miliardi", "millones", "miles"];
    let [one, many] = match language {
        Language::German => ["Kilometer", "Kilometer"],
        Language::French => ["kilomètre", "kilomètres"],
        Language::Spanish => ["kilómetro", "kilómetros"],
        _ => ["chilometro", "chilometri"],
    };
    let (before, gap) = (found.get("before"), found.get("gap"));
    let ends =
        !gap.is_empty() || !found.after().is_some_and(|c| c.is_alphanumeric() || "²³/".contains(c));
    if !before.is_empty() && MANY.contains(&found.word_before()) && ends {
        return Some(format!("{before}{many}{gap}"));
    }
    let is_before_number = found.after().is_some_and(|c| c.is_ascii_digit());
    let is_behind_number = found.word_before().ends_with(|c: char| c.is_ascii_digit());
    let is_place = !gap.is_empty() && is_before_number && !is_behind_number;
    is_place.then(|| format!("{before}{one} "))
}

/// More than, less than, of a thousand, number, to the power of.
fn names(language: Language) -> [&'static str; 5] {
    match language {
        Language::German => ["mehr als", "weniger als", "Promille", "Nummer", "hoch"],
        Language::French => ["plus de", "moins de", "pour mille", "numéro", "puissance"],
        Language::Spanish => ["más de", "menos de", "por mil", "número", "elevado a"],
        _ => ["più di", "meno di", "per mille", "numero", "elevato a"],
    }
}
