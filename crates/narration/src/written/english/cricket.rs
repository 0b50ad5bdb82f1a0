//! Cricket: runs for wickets, `287-6`, `76-5 at lunch`, `245-3 dec.`, and wickets for runs, `3-45`.

use std::sync::LazyLock;

use super::amount::read;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static RUNS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<one>[0-9]{1,3})[-–/](?P<two>[0-9]{1,3})(?P<declared> dec\b\.?|d\b)?(?: \((?P<overs>[0-9]{1,3}(?:\.[1-5])?) ov(?:ers?)?\b\.?)?",
    )
});
/// `132no`
static NOT_OUT: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<runs>[0-9]{1,3})no\b"));
static CRICKET: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?:wickets?|wkts?|innings|stumps|overs|declared|dec|all out|not out|bowl(?:ed|ers?|ing)|bats(?:man|men)|batters?|cricket|Test|Ashes|ODI|T20|Twenty20|IPL|lbw|seamers?|spinners?|crease|openers?|run chase|(?:slumped|collapsed|slipped|crashed) to [0-9]{1,3}[-–][0-9]|[0-9] at (?:lunch|tea)|took [0-9][-–/][0-9]{2})\b",
    )
});
/// A side has ten wickets.
const MOST_WICKETS: u64 = 10;
/// After these numbers are no runs.
const NO_RUNS: [&str; 8] = ["years", "days", "minutes", "overs", "of", "percent", "win", "victory"];

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &RUNS, runs);
    replace(line, &NOT_OUT, |found| {
        found.starts_clean().then(|| format!("{} not out", read(found.get("runs"))))
    });
}

/// "two hundred and eighty seven for six".
fn runs(found: &Found<'_>) -> Option<String> {
    let (one, two): (u64, u64) = (found.get("one").parse().ok()?, found.get("two").parse().ok()?);
    let joined = |c: Option<char>| c.is_some_and(|c| "-–/=:%$£€°".contains(c));
    let is_free = found.is_clean() && !joined(found.before()) && !joined(found.after());
    let is_for = one.min(two) <= MOST_WICKETS && one.max(two) > MOST_WICKETS;
    let is_range = NO_RUNS.contains(&found.word_after());
    let is_cricket = || found.has("declared") || found.has("overs") || found.line_has(&CRICKET);
    let say = || {
        let declared = if found.has("declared") { " declared" } else { "" };
        let overs = match found.get("overs") {
            "" => String::new(),
            overs => format!(" ({} overs", read(overs)),
        };
        format!("{} for {}{declared}{overs}", read(found.get("one")), read(found.get("two")))
    };
    (is_free && is_for && !is_range && is_cricket()).then(say)
}
