//! Weekdays in short, and spans of days, months and half years: `Mon-Fri`, `Sat 14 June`, `H1 2024`.

use std::sync::LazyLock;

use super::abbreviation::full_stop;
use super::date::{MONTH, month};
use crate::line::Line;
use crate::numbers::english::year;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAY: &str = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}";

/// As far as a date is looked for behind a weekday.
const LONGEST_DATE_CHARACTERS: usize = 24;

static DAYS_SPAN: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!(r"\b(?P<from>{DAY})\.?(?:[-–]| [-–] )(?P<to>{DAY})\b\.?")));
static MONTHS_SPAN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<from>{MONTH})\.?(?P<year> [12][0-9]{{3}})?(?:[-–]| – )(?P<to>{MONTH})\b"
    ))
});
/// Only before a date: "sat" and "sun" are words.
static SHORT_DAY: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!(r"\b(?P<day>{DAY})\b\.?(?P<comma>,?) ")));
static DATE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH})|(?:{MONTH})\.? [0-9]|[0-9]{{1,2}}(?:[:.][0-9]{{2}})? ?(?:[ap]m\b|[-–]))"
    ))
});
/// `Mon. and Wed.`
static DOTTED_DAY: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<day>Mon|Tues?|Wed|Thurs?|Thur|Fri)\."));
static HALF: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\bH(?P<half>[12])(?: (?:of )?(?P<year>20[0-9]{2}))?\b"));
static FISCAL: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\bFY ?['’]?(?P<year>(?:20)?[0-9]{2})\b"));

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &DAYS_SPAN, |found| {
        Some(format!("{} to {}", day(found.get("from"))?, day(found.get("to"))?))
    });
    replace(line, &MONTHS_SPAN, |found| {
        let (from, to) = (month(found.get("from"))?, month(found.get("to"))?);
        Some(format!("{from}{} to {to}", found.get("year")))
    });
    replace(line, &SHORT_DAY, |found| {
        let day = day(found.get("day")).filter(|day| *day != found.get("day"))?;
        let next: String = found.line_after().chars().take(LONGEST_DATE_CHARACTERS).collect();
        DATE.is_in(&next).then(|| format!("{day}{} ", found.get("comma")))
    });
    replace(line, &DOTTED_DAY, |found| {
        let day = day(found.get("day"))?;
        Some(format!("{day}{}", full_stop(found, found.whole())))
    });
    replace(line, &HALF, half);
    replace(line, &FISCAL, |found| {
        let written: u64 = found.get("year").parse().ok()?;
        let full = if written < 100 { 2000 + written } else { written };
        found.is_clean().then(|| format!("fiscal year {}", year(full)))
    });
}

fn half(found: &Found<'_>) -> Option<String> {
    let number = if found.get("half") == "1" { "first" } else { "second" };
    let article = if found.word_before().eq_ignore_ascii_case("the") { "" } else { "the " };
    let of = match found.get("year").parse() {
        Ok(written) => format!(" of {}", year(written)),
        Err(_) => String::new(),
    };
    found.is_clean().then(|| format!("{article}{number} half{of}"))
}

/// "Tues" is Tuesday, "sunny" is not.
fn day(written: &str) -> Option<&'static str> {
    DAYS.into_iter().find(|day| {
        *day == written || (written.len() <= 5 && day.starts_with(written) && written != "Sund")
    })
}
