//! Dates: `03.10.2025`, `2025-10-03`, `3. Oktober`, `1er octobre`, `1º ottobre`.

mod german;

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::{cardinal, german::ordinal_stem, year};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static IN_DIGITS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<day>[0-9]{1,2})[./-] ?(?P<month>[0-9]{1,2})[./-] ?(?P<year>[12][0-9]{3}|[0-9]{2})\b|(?P<isoyear>[12][0-9]{3})-(?P<isomonth>[0-9]{2})-(?P<isoday>[0-9]{2})",
    )
});

/// `le 24/12`
static DAY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<article>(?:[Ll]e|[Ee]l|[Ii]l|[Dd]u|[Aa]u|[Dd]el|[Aa]l|[Dd]al|(?:[Ll]un|[Mm]ar|[Mm]ercre|[Jj]eu|[Vv]endre|[Ss]ame)di|[Dd]imanche|[Ll]unes|[Mm]artes|[Mm]iércoles|[Jj]ueves|[Vv]iernes|[Ss]ábado|[Dd]omingo|(?:[Ll]une|[Mm]arte|[Mm]ercole|[Gg]iove|[Vv]ener)dì|[Ss]abato|[Dd]omenica),? )(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})\b",
    )
});
/// A day below this may be the upper part of a fraction: "le 1/3".
const LEAST_TELLING_DAY: u64 = 13;
/// No part of anything is told in tenths or more: "del 5/12".
const MOST_OF_FRACTION: u64 = 9;

/// `l'1 maggio`, `dall'1 gennaio`
static ELIDED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<article>[Ll]|[Dd]all|[Aa]ll|[Dd]ell|[Nn]ell|[Ss]ull)['’]1 (?P<month>gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)\b",
    )
});
/// `T3 2024`
static TRIMESTER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\b(?:T(?P<number>[1-4])|(?P<first>[1-4])T) (?P<of>de )?(?P<year>20[0-9]{2})\b")
});

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    match words.language {
        Language::Italian => replace(line, &ELIDED, |found| {
            let article = match found.get("article") {
                "l" => "il",
                "L" => "Il",
                other => other.strip_suffix('l').unwrap_or(other),
            };
            Some(format!("{article} primo {}", found.get("month")))
        }),
        Language::French | Language::Spanish => {
            replace(line, &TRIMESTER, |found| trimester(words.language, found));
        }
        _ => {}
    }
    replace(line, &IN_DIGITS, |found| in_digits(words, found));
    if words.language == Language::German {
        german::rewrite(words, line);
    } else {
        replace(line, &DAY, |found| {
            let day: u64 = found.get("day").parse().ok()?;
            let month: u64 = found.get("month").parse().ok()?;
            let is_day = day >= LEAST_TELLING_DAY || day > month || month > MOST_OF_FRACTION;
            let is_behind_weekday = found.get("article").trim_end_matches([',', ' ']).len() > 4;
            let is_date =
                (is_day || is_behind_weekday) && found.is_clean() && found.after() != Some('/');
            let said = day_and_month(words, found).filter(|_| is_date)?;
            Some(format!("{}{said}", found.get("article")))
        });
    }
    replace(line, &words.patterns().date, |found| {
        let until = match found.get("from") {
            "" => String::new(),
            from => format!("{} {} ", day(words, found, from, false)?, until(words)),
        };
        let day = day(words, found, found.get("day"), found.has("mark"))?;
        let year = year_of(words, found.get("year"));
        found.starts_clean().then(|| format!("{until}{day} {}{year}", found.get("month")))
    });
}

/// "Troisième trimestre 2024".
fn trimester(language: Language, found: &Found<'_>) -> Option<String> {
    let number = format!("{}{}", found.get("number"), found.get("first"));
    let number: usize = number.parse().ok()?;
    let ordinals = match language {
        Language::French => ["premier", "deuxième", "troisième", "quatrième"],
        _ => ["primer", "segundo", "tercer", "cuarto"],
    };
    let ordinal = ordinals.get(number.checked_sub(1)?)?;
    Some(format!("{ordinal} trimestre {}{}", found.get("of"), found.get("year")))
}

fn in_digits(words: &Words, found: &Found<'_>) -> Option<String> {
    let either = |one: &str, other: &str| format!("{}{}", found.get(one), found.get(other));
    let month: usize = either("month", "isomonth").parse().ok()?;
    let month = words.months.get(month.checked_sub(1)?)?;
    let day = day(words, found, &either("day", "isoday"), false)?;
    let year = match either("year", "isoyear") {
        short if short.len() == 2 => year_of(words, &in_full(words.language, found, &short)?),
        long => year_of(words, &long),
    };
    let of = if words.language == Language::Spanish { " de" } else { "" };
    found.is_clean().then(|| format!("{day}{of} {month}{of}{year}"))
}

/// "2024" of `05.06.24`, as German writes it, and `05/06/24` as the others do.
fn in_full(language: Language, found: &Found<'_>, short: &str) -> Option<String> {
    const LATEST: u64 = 39;
    let sign = if language == Language::German { '.' } else { '/' };
    let is_date = found.whole().matches(sign).count() == 2
        && !["Version", "versión", "versione", "version"].contains(&found.word_before());
    let year: u64 = short.parse().ok().filter(|_| is_date)?;
    Some(if year <= LATEST { 2000 + year } else { 1900 + year }.to_string())
}

fn day_and_month(words: &Words, found: &Found<'_>) -> Option<String> {
    let month: usize = found.get("month").parse().ok()?;
    let month = words.months.get(month.checked_sub(1)?)?;
    let day = day(words, found, found.get("day"), false)?;
    let of = if words.language == Language::Spanish { " de" } else { "" };
    Some(format!("{day}{of} {month}"))
}

/// Between two days of a month.
fn until(words: &Words) -> &'static str {
    match words.language {
        Language::German => "bis",
        Language::French => "au",
        _ => "al",
    }
}

fn year_of(words: &Words, written: &str) -> String {
    written.parse().map(|number| format!(" {}", year(words.language, number))).unwrap_or_default()
}

/// The first is an ordinal in French and Italian; in German all are.
fn day(words: &Words, found: &Found<'_>, written: &str, is_marked: bool) -> Option<String> {
    let number: u64 = written.parse().ok().filter(|number| (1..=31).contains(number))?;
    Some(match words.language {
        Language::German => format!("{}{}", ordinal_stem(number), german::ending(found)),
        Language::French if number == 1 => "premier".to_owned(),
        Language::Italian if number == 1 => "primo".to_owned(),
        Language::Spanish if number == 1 && is_marked => "primero".to_owned(),
        language => cardinal(language, number),
    })
}
