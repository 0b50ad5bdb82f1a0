//! When a number with a dot is a time of the day, as British papers write it: `at 10.15 on Monday`, `the
//! 7.45 kick-off`.

use std::sync::LazyLock;

use crate::written::rewrite::{Found, Pattern, pattern};

/// "at 10.15 on Monday", "the 8.30 train", "doors open 7.30".
pub(super) fn is_of_day(found: &Found<'_>) -> bool {
    const AFTER_AT: [&str; 8] =
        ["on", "tomorrow", "tonight", "yesterday", "this", "last", "every", "local"];
    const AFTER_THE: [&str; 6] = ["train", "from", "service", "bus", "ferry", "news"];
    let is_round = found.get("minutes").ends_with(['0', '5']);
    let after = found.word_after();
    let ends = matches!(found.after(), None | Some('.' | ',' | ';' | ')'));
    let is_timetable = || (ends || ON_TIME.contains(&after)) && is_timetable(found);
    // "The 3.30 at Ascot", "the 10.15 to Leeds".
    let leads_to_place = || {
        let place = found.line_after().get(after.len() + 2..).unwrap_or_default();
        ["at", "to"].contains(&after) && place.starts_with(char::is_uppercase)
    };
    let fits = match found.word_before() {
        "at" | "At" | "until" | "till" | "by" => AFTER_AT.contains(&after) || is_timetable(),
        "the" | "The" => AFTER_THE.contains(&after) || leads_to_place(),
        "open" | "opens" | "opened" | "start" | "starts" | "from" => is_timetable(),
        _ => false,
    };
    is_round && (fits || names_a_start(found) || (ends || after == "on") && is_behind_start(found))
}

/// "A 9.30 start", "the 7.45 kick-off".
fn names_a_start(found: &Found<'_>) -> bool {
    const STARTS: [&str; 16] = [
        "start",
        "finish",
        "kick-off",
        "kickoff",
        "kick off",
        "throw-in",
        "tip-off",
        "tee-off",
        "tee time",
        "off",
        "departure",
        "showing",
        "screening",
        "performance",
        "bulletin",
        "curfew",
    ];
    let after = found.line_after().strip_prefix(' ').unwrap_or("");
    STARTS.iter().any(|start| {
        let rest = after.strip_prefix(start);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// "Kick-off: 19.45", "doors 7.30".
fn is_behind_start(found: &Found<'_>) -> bool {
    BEHIND_START.is_in(found.sight_before())
}

static BEHIND_START: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:kick(?:s|ed)?[- ]?off|throw-in|tip-off|doors|curtain(?: up)?|shows?|starts?|starting|begins?)(?: time)?(?: is|:| at|,| from)* $",
    )
});

/// Behind a time of a timetable.
const ON_TIME: [&str; 6] = ["and", "for", "until", "to", "sharp", "daily"];

/// Whether the line tells when something begins or leaves, and nothing of prices.
fn is_timetable(found: &Found<'_>) -> bool {
    found.line_has(&TIMETABLE) && !found.line_has(&PRICES)
}

static TIMETABLE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:starts?|started|begins?|began|opens?|opened|doors|leav(?:e|es|ing)|left|arriv\w{1,3}|depart\w{0,4}|kick(?:s|ed)?[- ]off|meetings?|shows?|concerts?|services?|mass|trains?|flights?|bus(?:es)?|ferry|ferries|curfew|match(?:es)?|appointments?|breakfast|lunch|dinner|morning|evening|afternoon)\b",
    )
});
static PRICES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:shares?|rates?|prices?|priced|dollars?|euros?|pounds?|sterling|pence|cents|index|yields?|percent|points?|ratio|average|scored?|odds|metres?|meters?)\b|[$£€%]",
    )
});
