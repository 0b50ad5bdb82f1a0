//! Years and more without a day: `since '08`, `Q3 2024`, `the 1980s`, `1,000s of people`.

use std::sync::LazyLock;

use super::year_of;
use crate::line::Line;
use crate::numbers::english::{cardinal, decade, ordinal};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `the class of '99`, `since '08`
static SHORT_YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        "\\b(?P<before>of|since|in|from|until|till|before|after|by|summer) ['’](?P<year>[0-9]{2})",
    )
});
/// `(b. 1932)`, `d. 2001`
static LIFE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<sign>[bd])\. ?(?P<year>1[0-9]{3}|20[0-9]{2})\b"));
static QUARTER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:(?P<before>[1-4])Q|Q(?P<after>[1-4]))(?: ?(?:of )?(?P<year>[12][0-9]{3}|'?[0-9]{2}))?\b",
    )
});
/// `1000s of people`, `£1,000s`
static HUNDREDS: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<currency>[$£€]?)(?P<number>1,?000,?000|1,?000|100)s\b"));
static DECADE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"['’]?(?P<year>(?:[12][0-9])?[0-9]0)['’]?s\b"));

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &SHORT_YEAR, short_year);
    replace(line, &LIFE, |found| {
        let said = if found.get("sign") == "b" { "born" } else { "died" };
        found.is_clean().then(|| format!("{said} {}", year_of(found.get("year"))))
    });
    replace(line, &QUARTER, quarter);
    replace(line, &HUNDREDS, |found| {
        let many = match found.get("number").len() {
            3 => "hundreds",
            4 | 5 => "thousands",
            _ => "millions",
        };
        let of = match found.get("currency") {
            "$" => " of dollars",
            "£" => " of pounds",
            "€" => " of euros",
            _ => "",
        };
        let is_count = !of.is_empty() || found.word_after() == "of";
        (found.is_clean() && is_count).then(|| format!("{many}{of}"))
    });
    replace(line, &DECADE, |found| {
        let stands_alone = found.is_clean() && !found.before().is_some_and(|c| "$£€".contains(c));
        let number: u64 = found.get("year").parse().ok()?;
        if found.get("year") == "00" {
            return stands_alone.then(|| "noughties".to_owned());
        }
        (stands_alone && number >= 10).then(|| decade(number))
    });
}

/// "ninety nine", "oh eight".
fn short_year(found: &Found<'_>) -> Option<String> {
    let is_year = found.ends_clean() && !found.after().is_some_and(|c| "'’\"-%".contains(c));
    let written = found.get("year");
    let words = match written.strip_prefix('0') {
        Some("0") => return None,
        Some(last) => format!("oh {}", cardinal(last.parse().ok()?)),
        None => cardinal(written.parse().ok()?),
    };
    is_year.then(|| format!("{} {words}", found.get("before")))
}

fn quarter(found: &Found<'_>) -> Option<String> {
    let number = format!("{}{}", found.get("before"), found.get("after"));
    let article = if found.word_before().eq_ignore_ascii_case("the") { "" } else { "the " };
    let year = match found.get("year").trim_start_matches('\'') {
        "" => String::new(),
        short if short.len() == 2 => format!(" of {}", cardinal(short.parse().ok()?)),
        long => format!(" of {}", year_of(long)),
    };
    let is_clean = found.is_clean();
    is_clean.then(|| format!("{article}{} quarter{year}", ordinal(number.parse().unwrap_or(1))))
}
