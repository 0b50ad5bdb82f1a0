//! Scores: `won 2-1`, `lost 4–0`, `6-3, 6-0`. A nought is "nil", in sets of tennis "love".

use std::sync::LazyLock;

use super::amount::read;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static SCORE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<one>[0-9]{1,2})[-–](?P<two>[0-9]{1,2})(?P<tie> ?\([0-9]{1,2}(?:[-–][0-9]{1,2})?\))?(?P<more>(?:,? (?:and )?[0-9]{1,2}[-–][0-9]{1,2}(?: ?\([0-9]{1,2}(?:[-–][0-9]{1,2})?\))?){0,5})",
    )
});
/// Words about who won, within a few words.
static ABOUT_WINNING: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:won|wins?|winn(?:ing|ers?)|(?-i:HT|FT)|versus|tied|break|agg|victor\w{1,4}|beat\w{0,4}|los[et]s?|losing|loss|dr[ae]wn?|defeat\w{0,5}|leads?|led|leading|trail\w{0,4}|ahead|behind|finish\w{0,3}|ended|scores?|level|thrash\w{0,3}|edged|fell|sets?|half-time|halftime|aggregate|up|down|went|series|rout|hammering|drubbing)\b",
    )
});

/// `287-6`, `287/6`: runs for wickets; `5-23`, wickets for runs.
static RUNS: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?P<one>[0-9]{1,3})[-–/](?P<two>[0-9]{1,3})"));
static CRICKET: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?:wickets?|innings|stumps|overs|declared|all out|not out|bowl(?:ed|ers?|ing)|bats(?:man|men)|batters?|cricket|Test|Ashes|ODI|T20|IPL|lbw|seamers?|spinners?|crease|openers?|run chase|ov|dec|at (?:lunch|tea)|took [0-9][-–/][0-9]{2})\b",
    )
});
/// Characters behind a score in which such words count: " at the break".
const WINNING_CHARACTERS: usize = 14;

/// A side has ten wickets.
const MOST_WICKETS: u64 = 10;

/// Points of one side from which on a score is of many points, and is read with "to".
const MANY_POINTS: u64 = 10;

/// `Neto (37')`, `(90+3')`: the minute of a goal.
static MINUTE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\((?P<minute>[0-9]{1,3})(?:\+(?P<added>[0-9]{1,2}))?['’](?P<end>[,)])")
});

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &MINUTE, |found| {
        let added = if found.has("added") { " plus " } else { "" };
        let (minute, end) = (found.get("minute"), found.get("end"));
        Some(format!("(minute {minute}{added}{}{end}", found.get("added")))
    });
    replace(line, &SCORE, score);
    replace(line, &RUNS, runs);
}

/// "two hundred and eighty seven for six".
fn runs(found: &Found<'_>) -> Option<String> {
    let (one, two): (u64, u64) = (found.get("one").parse().ok()?, found.get("two").parse().ok()?);
    let joined = |c: Option<char>| c.is_some_and(|c| "-–/=:%$£€°".contains(c));
    let is_free = found.is_clean() && !joined(found.before()) && !joined(found.after());
    let is_for = one.min(two) <= MOST_WICKETS && one.max(two) > MOST_WICKETS;
    let is_range = NO_RUNS.contains(&found.word_after());
    let say = || format!("{} for {}", read(found.get("one")), read(found.get("two")));
    (is_free && is_for && !is_range && found.line_has(&CRICKET)).then(say)
}

/// After these numbers are no runs.
const NO_RUNS: [&str; 8] = ["years", "days", "minutes", "overs", "of", "percent", "win", "victory"];

fn score(found: &Found<'_>) -> Option<String> {
    let joined = |c: Option<char>| c.is_some_and(|c| "-–/=:%$£€°".contains(c));
    let (one, two): (u64, u64) = (found.get("one").parse().ok()?, found.get("two").parse().ok()?);
    if !found.is_clean() || joined(found.before()) || joined(found.after()) {
        return None;
    }
    let after: String = found.line_after().chars().take(WINNING_CHARACTERS).collect();
    let is_about_winning =
        || ABOUT_WINNING.is_in(found.sight_before()) || ABOUT_WINNING.is_in(&after);
    if found.has("more") || found.has("tie") {
        let are_sets = found.has("tie") && found.whole().contains(['6', '7']);
        return (are_sets || is_about_winning()).then(|| sets(found.whole()));
    }
    if two == 0 && found.word_after() == "record" {
        return Some(format!("{} and oh", read(found.get("one"))));
    }
    let is_nought = one == 0 || two == 0;
    // No range falls to nought.
    let falls_to_nought = two == 0 && (1..MANY_POINTS).contains(&one);
    let is_between_sides = || {
        found.word_before().starts_with(char::is_uppercase)
            && found.word_after().starts_with(char::is_uppercase)
    };
    let is_score = one.max(two) < 30
        && (falls_to_nought || is_between_sides() || is_about_winning() || (one, two) == (0, 0));
    // Numbers of many points are left to the rules of ranges, which say "to".
    let is_of_few = is_nought || one.max(two) < MANY_POINTS;
    if !is_score || !is_of_few {
        let is_result = one > two && one >= MANY_POINTS && is_about_winning();
        return is_result
            .then(|| format!("{} to {}", read(found.get("one")), read(found.get("two"))));
    }
    Some(format!("{} {}", points(one, "nil"), points(two, "nil")))
}

/// `6-3, 7-6 (7-4)`
fn sets(written: &str) -> String {
    let nought = if written.contains(['6', '7']) { "love" } else { "nil" };
    let mut said = String::new();
    let mut number = String::new();
    for c in written.chars().chain([' ']) {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        if let Ok(count) = std::mem::take(&mut number).parse() {
            said.push_str(&points(count, nought));
        }
        if c == '(' && !said.ends_with(' ') {
            said.push(' ');
        }
        said.push(if matches!(c, '-' | '–') { ' ' } else { c });
    }
    said.trim_end().to_owned()
}

fn points(count: u64, nought: &str) -> String {
    if count == 0 { nought.to_owned() } else { read(&count.to_string()) }
}
