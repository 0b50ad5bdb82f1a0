//! Scores: `won 2-1`, `lost 4–0`, `6-3, 6-0`, and records, `5-0`. A nought is "nil", in sets of tennis
//! "love", in records "oh".

use std::sync::LazyLock;

use super::amount::read;
use super::range::is_about_votes;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static SCORE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<one>[0-9]{1,2})[-–](?P<two>[0-9]{1,2})(?P<tie> ?\([0-9]{1,2}(?:[-–][0-9]{1,2}(?P<sets>(?:, [0-9]{1,2}[-–][0-9]{1,2}){1,4})?)?\))?(?P<more>(?:,? (?:and )?[0-9]{1,2}[-–][0-9]{1,2}(?: ?\([0-9]{1,2}(?:[-–][0-9]{1,2})?\))?){0,5})",
    )
});
/// Words about who won, within a few words.
static ABOUT_WINNING: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:won|win(?:s|ners?|ning)?|victor\w{1,4}|beat\w{0,4}|los[et]s?|losing|loss|dr[ae]wn?|tied|defeat\w{0,5}|leads?|led|leading|trail\w{0,4}|ahead|behind|finish\w{0,3}|ended|scores?|level|thrash\w{0,3}|edged|fell|sets?|half-time|halftime|(?-i:HT|FT)|agg|aggregate|at the break|versus|up|down|went|series|rout|hammering|drubbing)\b",
    )
});
/// What stands before how many a side has won and lost.
static RECORD: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?:[Rr]ecord(?: of|:)|improved? to|improving to) $"));

/// Points of one side from which on a score is of many points, and is read with "to".
const MANY_POINTS: u64 = 10;
/// Characters behind a score in which words about who won count.
const SIGHT_CHARACTERS: usize = 14;

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &SCORE, score);
}

fn score(found: &Found<'_>) -> Option<String> {
    let joined = |c: Option<char>| c.is_some_and(|c| "-–/=:%$£€°".contains(c));
    let (one, two): (u64, u64) = (found.get("one").parse().ok()?, found.get("two").parse().ok()?);
    if !found.is_clean() || joined(found.before()) || joined(found.after()) {
        return None;
    }
    if found.has("sets") && !found.has("more") {
        return Some(format!("{}{}", points(one, two), sets(found.get("tie"))));
    }
    if found.has("more") || found.has("tie") {
        let are_sets = found.has("tie") && found.whole().contains(['6', '7']);
        let are_sets = are_sets || is_about_winning(found) || are_sets_of_tennis(found.whole());
        return are_sets.then(|| sets(found.whole()));
    }
    if is_record(found) {
        let lost = if two == 0 { "oh".to_owned() } else { read(found.get("two")) };
        return Some(format!("{} and {lost}", read(found.get("one"))));
    }
    single(found, one, two)
}

/// A score of two numbers alone.
fn single(found: &Found<'_>, one: u64, two: u64) -> Option<String> {
    let is_between_sides = || {
        found.word_before().starts_with(char::is_uppercase)
            && found.word_after().starts_with(char::is_uppercase)
    };
    // No range falls to nought.
    let is_to_nil = || two == 0 && !is_about_votes(found) && found.word_before() != "Hawaii";
    let is_score = one.max(two) < 30
        && (is_between_sides() || is_about_winning(found) || (one, two) == (0, 0) || is_to_nil());
    // Numbers of many points are left to the rules of ranges, which say "to".
    let is_of_few = one == 0 || two == 0 || one.max(two) < MANY_POINTS;
    if is_score && is_of_few {
        return Some(points(one, two));
    }
    let is_result = one > two && one >= MANY_POINTS && is_about_winning(found);
    is_result.then(|| format!("{} to {}", read(found.get("one")), read(found.get("two"))))
}

fn is_about_winning(found: &Found<'_>) -> bool {
    let after: String = found.line_after().chars().take(SIGHT_CHARACTERS).collect();
    ABOUT_WINNING.is_in(found.sight_before()) || ABOUT_WINNING.is_in(&after)
}

/// How many games a side has won and lost: "a 20-0 record", "Duke (5-0) will face Kansas".
fn is_record(found: &Found<'_>) -> bool {
    const OF_SIDES: [&str; 14] = [
        "beat", "beats", "face", "faces", "faced", "host", "hosts", "hosted", "visit", "visits",
        "play", "plays", "will", "meet",
    ];
    let in_brackets = || {
        let behind = found.line_after().strip_prefix(") ")?;
        let word = behind.split(|c: char| !c.is_alphabetic()).next()?;
        (found.before() == Some('(') && OF_SIDES.contains(&word)).then_some(())
    };
    ["record", "start"].contains(&found.word_after())
        || in_brackets().is_some()
        || (["of", "to", "Record:", "record:"].contains(&found.word_before())
            && RECORD.is_in(found.sight_before()))
}

/// `6-0, 6-0`: each of the pairs is a set that somebody won.
fn are_sets_of_tennis(written: &str) -> bool {
    let is_set = |pair: &str| {
        let (one, two) = pair.split_once(['-', '–']).unwrap_or_default();
        let games = (one.parse::<u64>().unwrap_or(0), two.parse::<u64>().unwrap_or(0));
        matches!(games, (6, 0..=4) | (0..=4, 6) | (7, 5 | 6) | (5 | 6, 7))
    };
    written.split([',', ' ']).filter(|pair| pair.contains(['-', '–'])).all(is_set)
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
            said.push_str(&number_or(nought, count));
        }
        if c == '(' && !said.ends_with(' ') {
            said.push(' ');
        }
        said.push(if matches!(c, '-' | '–') { ' ' } else { c });
    }
    said.trim_end().to_owned()
}

fn points(one: u64, two: u64) -> String {
    format!("{} {}", number_or("nil", one), number_or("nil", two))
}

fn number_or(nought: &str, count: u64) -> String {
    if count == 0 { nought.to_owned() } else { read(&count.to_string()) }
}
