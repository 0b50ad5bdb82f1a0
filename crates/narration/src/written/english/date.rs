//! Dates. Quarters, decades and years in short are in `date/years.rs`.

mod years;

use std::sync::LazyLock;

use crate::Language;
use crate::language::DateOrder;
use crate::line::Line;
use crate::numbers::digits;
use crate::numbers::english::{cardinal, ordinal, year};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Months by name; "may" and "march" are words too, and need their capital.
pub(super) const MONTH: &str = r"(?i:january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec)|March|Mar|May|MAR|MAY|MARCH";

static DAY_MONTH: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?: of)? (?P<month>{MONTH})\b(?P<dot>\.?)(?:(?P<comma>,?) (?P<year>[12][0-9]{{3}})\b)?"
    ))
});
static MONTH_DAY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<month>{MONTH})\.?[ -](?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?: ?[-–] ?(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th)?\b)?(?:(?P<comma>,?)[ -](?P<year>[12][0-9]{{3}})\b)?"
    ))
});
static MONTH_YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<month>{MONTH})\.?(?P<comma>,?) (?:(?P<year>[12][0-9]{{3}})|['’](?P<short>[0-9]{{2}}))\b"
    ))
});
static YEAR_FIRST: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<year>[12][0-9]{3})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
});
static YEAR_LAST: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<one>[0-9]{1,2})(?P<between>[-/.])(?P<two>[0-9]{1,2})[-/.](?P<year>[12][0-9]{3}|[0-9]{2})",
    )
});
static DAY_ALONE: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2})"));
pub(super) fn rewrite_day_first(line: &mut Line) {
    rewrite(DateOrder::DayFirst, line);
}

pub(super) fn rewrite_month_first(line: &mut Line) {
    rewrite(DateOrder::MonthFirst, line);
}

fn rewrite(order: DateOrder, line: &mut Line) {
    replace(line, &YEAR_FIRST, year_first);
    replace(line, &YEAR_LAST, |found| year_last(order, found));
    replace(line, &DAY_ALONE, |found| day_alone(order, found));
    replace(line, &DAY_MONTH, day_month);
    replace(line, &MONTH_DAY, month_day);
    replace(line, &MONTH_YEAR, |found| {
        let comma = found.get("comma");
        let year = match found.get("short") {
            "" => year_of(found.get("year")),
            short if short.starts_with('0') => digits(Language::English, short),
            short => cardinal(short.parse().ok()?),
        };
        Some(format!("{}{comma} {year}", month(found.get("month"))?))
    });
    years::rewrite(line);
}

fn day_month(found: &Found<'_>) -> Option<String> {
    // "245-3 dec." is a score.
    let is_behind_number = found
        .line_before()
        .strip_suffix('-')
        .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    if !found.starts_clean() || is_behind_number {
        return None;
    }
    let day = day(found.get("day"))?;
    let until = match found.get("last") {
        "" => String::new(),
        last => format!(" to the {}", self::day(last)?),
    };
    let article = if found.word_before().eq_ignore_ascii_case("the") { "" } else { "the " };
    let month = month(found.get("month"))?;
    // The dot of "May." ends a sentence, that of "Jan." only at the end of the line.
    let is_whole = found.get("month").eq_ignore_ascii_case(month);
    let ends = found.has("dot")
        && !found.has("year")
        && (is_whole || found.line_after().trim_start().is_empty());
    let dot = if ends { "." } else { "" };
    Some(format!("{article}{day}{until} of {month}{}{dot}", and_year(found)))
}

fn month_day(found: &Found<'_>) -> Option<String> {
    let (month, day) = (month(found.get("month"))?, day(found.get("day"))?);
    let until = match found.get("last") {
        "" => String::new(),
        last => format!(" to {}", self::day(last)?),
    };
    Some(format!("{month} {day}{until}{}", and_year(found)))
}

fn year_first(found: &Found<'_>) -> Option<String> {
    let month = numbered_month(found.get("month"))?;
    let day = day(found.get("day"))?;
    stands_alone(found).then(|| format!("{month} {day} {}", year_of(found.get("year"))))
}

/// `11/17/05` and `15.01.2020`: as the region has it, unless that could not be a month. Dots are no
/// sign of their own: the table of cases reads `01.10.2010` with the month first.
fn year_last(order: DateOrder, found: &Found<'_>) -> Option<String> {
    let (one, two, written) = (found.get("one"), found.get("two"), found.get("year"));
    let is_short_year = written.len() == 2;
    if !stands_alone(found) || (is_short_year && found.get("between") != "/") {
        return None;
    }
    let year = match (is_short_year, written.starts_with('0')) {
        (true, true) => digits(Language::English, written),
        (true, false) => year_in_short(written.parse().ok()?),
        _ => year_of(written),
    };
    let day_first = || Some(format!("the {} of {} {year}", day(one)?, numbered_month(two)?));
    let month_first = || Some(format!("{} {} {year}", numbered_month(one)?, day(two)?));
    match order {
        DateOrder::DayFirst => day_first().or_else(month_first),
        DateOrder::MonthFirst => month_first().or_else(day_first),
    }
}

/// "24" is 2024, "87" is 1987: dates with a day are of the present or of the last century.
fn year_in_short(written: u64) -> String {
    const LATEST: u64 = 39;
    year(if written <= LATEST { 2000 + written } else { 1900 + written })
}

/// "On 11/5, voters decide", "the 11/13 attacks". "On 3/4 of the land" is a fraction, and 9/11 a name.
fn day_alone(order: DateOrder, found: &Found<'_>) -> Option<String> {
    const EVENTS: [&str; 9] = [
        "attacks",
        "attack",
        "protests",
        "election",
        "riot",
        "riots",
        "shooting",
        "bombings",
        "anniversary",
    ];
    let ends = matches!(found.after(), None | Some(',' | '.' | ';' | ')'));
    let is_day = match found.word_before() {
        "On" | "on" => ends,
        "The" | "the" => EVENTS.contains(&found.word_after()),
        _ => false,
    };
    let is_name = matches!(found.whole(), "9/11" | "7/7" | "24/7");
    let (one, two) = (found.get("one"), found.get("two"));
    if !is_day || is_name || !stands_alone(found) {
        return None;
    }
    let day_first = || Some(format!("the {} of {}", day(one)?, numbered_month(two)?));
    let month_first = || Some(format!("{} {}", numbered_month(one)?, day(two)?));
    match order {
        DateOrder::DayFirst => day_first().or_else(month_first),
        DateOrder::MonthFirst => month_first().or_else(day_first),
    }
}

fn stands_alone(found: &Found<'_>) -> bool {
    let touched = |c: Option<char>| c.is_some_and(|c| "-/.".contains(c));
    found.is_clean() && !touched(found.before()) && !matches!(found.after(), Some('-' | '/'))
}

fn and_year(found: &Found<'_>) -> String {
    match found.get("year") {
        "" => String::new(),
        written => format!("{} {}", found.get("comma"), year_of(written)),
    }
}

fn year_of(written: &str) -> String {
    written.parse().map(year).unwrap_or_default()
}

fn day(written: &str) -> Option<String> {
    let number: u64 = written.parse().ok()?;
    (1..=31).contains(&number).then(|| ordinal(number))
}

fn numbered_month(written: &str) -> Option<&'static str> {
    let number: usize = written.parse().ok()?;
    MONTHS.get(number.checked_sub(1)?).copied()
}

/// "sept" is September: the first three letters tell.
pub(super) fn month(written: &str) -> Option<&'static str> {
    let first = written.get(..3)?;
    MONTHS.into_iter().find(|month| month.get(..3).is_some_and(|m| m.eq_ignore_ascii_case(first)))
}
