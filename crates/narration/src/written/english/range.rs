//! From one number to another: `1980-1986`, `5–10 people`. The numbers are left for their own rules.

use std::sync::LazyLock;

use super::amount::{NUMBER, value};
use crate::line::Line;
use crate::numbers::english::{cardinal, year};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static RANGE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!(r"(?P<from>{NUMBER})(?P<dash>[-–]| [-–] )(?P<to>{NUMBER})")));

/// `2024/25`
static SEASON: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<from>(?:19|20)[0-9]{2})/(?P<to>[0-9]{2})\b"));

/// `220-210-3`: for, against, and who did neither.
static TALLY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern("(?P<for>[0-9]{1,3})[-–](?P<against>[0-9]{1,3})[-–](?P<neither>[0-9]{1,3})")
});

/// More than any game has that is told in threes.
const LEAST_OF_VOTE: u64 = 100;

/// After these a score stands, not a range.
const OF_A_SCORE: [&str; 16] = [
    "win",
    "victory",
    "defeat",
    "loss",
    "lead",
    "draw",
    "vote",
    "decision",
    "ruling",
    "aggregate",
    "and",
    "in",
    "at",
    "on",
    "against",
    "over",
];

/// Before these no score stands.
const NUMBERED: [&str; 18] = [
    "pages", "chapters", "verses", "sections", "grades", "days", "weeks", "lines", "rows",
    "seasons", "episodes", "ages", "aged", "between", "articles", "numbers", "serves", "makes",
];

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &SEASON, |found| {
        let (from, to) = (value(found.get("from"))?, value(found.get("to"))?);
        let is_season = found.is_clean() && (from + 1) % 100 == to % 100;
        is_season.then(|| format!("{} {}", year(from), cardinal(to)))
    });
    replace(line, &TALLY, tally);
    replace(line, &RANGE, |found| {
        let joined = |c: Option<char>| c.is_some_and(|c| "-–/=".contains(c));
        // "18-24-year-olds"
        let is_age = ["-year", "-month", "-day", "-minute", "-hour"]
            .iter()
            .any(|unit| found.line_after().starts_with(unit));
        let is_open = !joined(found.after()) || is_age;
        let is_free = found.is_clean() && !joined(found.before()) && is_open;
        let (from, to) = (found.get("from"), found.get("to"));
        let joined_by =
            if found.word_before().eq_ignore_ascii_case("between") { "and" } else { "to" };
        let words = || match season(from, to) {
            Some(year) => format!("{from} {joined_by} {year}"),
            None => format!("{from} {joined_by} {to}"),
        };
        (is_free && (is_age || is_range(found))).then(words)
    });
}

/// "Two hundred and twenty to two hundred and ten to three".
fn tally(found: &Found<'_>) -> Option<String> {
    let joined = |c: Option<char>| c.is_some_and(|c| "-–/=+$£€".contains(c));
    let [ayes, noes, neither] = ["for", "against", "neither"].map(|group| value(found.get(group)));
    let is_of_many = ayes >= Some(LEAST_OF_VOTE) && noes >= Some(LEAST_OF_VOTE);
    let is_named = ["rule", "rules", "formation", "countdown"].contains(&found.word_after());
    let is_vote = is_of_many || (is_about_votes(found) && !is_named);
    let is_free = found.is_clean() && !joined(found.before()) && !joined(found.after());
    let [ayes, noes, neither] = [ayes?, noes?, neither?];
    (is_free && is_vote).then(|| format!("{ayes} to {noes} to {neither}"))
}

/// `2008-09`: the year meant, where its end would be read with a zero.
fn season(from: &str, to: &str) -> Option<u64> {
    let first: u64 = from.parse().ok().filter(|_| from.len() == 4)?;
    let last: u64 = to.parse().ok().filter(|_| to.len() == 2 && to.starts_with('0'))?;
    let year = first - first % 100 + last;
    (year == first + 1).then_some(year)
}

/// Words about a vote: "passed by 89-4".
static VOTE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:vot(?:e|es|ed|ing)|rul(?:e|ed|ing)|decisions?|justices|courts?|councils?|committees?|jury|panel|board|senate|house|parliament|approved|passed|rejected|split|majority)\b",
    )
});

/// Characters behind a number in which such words count.
const VOTE_CHARACTERS: usize = 24;

pub(super) fn is_about_votes(found: &Found<'_>) -> bool {
    let after: String = found.line_after().chars().take(VOTE_CHARACTERS).collect();
    VOTE.is_in(found.sight_before()) || VOTE.is_in(&after)
}

/// Years, a long dash, a vote, or things that are counted after it.
fn is_range(found: &Found<'_>) -> bool {
    let (from, to, dash) = (found.get("from"), found.get("to"), found.get("dash"));
    if dash == " - " {
        return false;
    }
    if dash.contains('–') || season(from, to).is_some() {
        return true;
    }
    let decimals = (from.parse::<f64>(), to.parse::<f64>());
    if let (Ok(first), Ok(last)) = decimals
        && from.contains('.')
        && to.contains('.')
    {
        return first < last;
    }
    let (Some(first), Some(last)) = (value(from), value(to)) else { return false };
    let is_year = |written: &str, number| written.len() == 4 && (1000..2100).contains(&number);
    let are_years =
        is_year(from, first) && (is_year(to, last) || (to.len() == 2 && last > first % 100));
    let are_sides = (10..1000).contains(&first) && (10..1000).contains(&last);
    // "Five four" is said as well as "five to four", but not "eighty nine four".
    let is_large = first >= 10 || last >= 10;
    let is_vote = first != last && (are_sides || is_large && is_about_votes(found));
    let after = found.word_after();
    let is_counted = first < last
        && after.len() > 2
        && after.starts_with(char::is_lowercase)
        && !OF_A_SCORE.contains(&after);
    let is_numbered =
        first < last && NUMBERED.contains(&found.word_before().to_lowercase().as_str());
    let from_nought = first == 0 && last > 9;
    from_nought || are_years || is_vote || is_counted || is_numbered
}
