//! Degrees without their ring: `40C`, `5C-10C`, `3C above normal`.

use std::sync::LazyLock;

use super::super::amount::read;
use super::starts;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `40C`, in a line about the weather.
static HEAT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<sign>-)?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,2})?)(?:[CF]?[-–](?P<to>[0-9]{1,3}))?(?P<gap> ?)(?P<scale>[CF])\b",
    )
});
/// `180C/160C fan`
static OVEN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<one>[0-9]{2,3}) ?°?(?P<scale>[CF]) ?/ ?(?P<two>[0-9]{2,3}) ?°?(?P<other>[CF])\b")
});
static WEATHER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:temperatures?|heat\w{0,5}|degrees|climate|forecast\w{0,3}|warm\w{0,4}|cold\w{0,3}|freez\w{0,4}|weather|hottest|highs|lows)\b",
    )
});

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &OVEN, |found| {
        let said = |number: &str, scale: &str| {
            format!("{} degrees {}", read(found.get(number)), name(found.get(scale)))
        };
        let both = || format!("{}, {}", said("one", "scale"), said("two", "other"));
        found.is_clean().then(both)
    });
    replace(line, &HEAT, |found| {
        let is_exact = found.get("number").contains('.') && found.get("scale") == "C";
        let is_below = found.has("sign") || found.word_before() == "minus";
        let is_name = NO_HEAT.contains(&found.word_before().to_lowercase().as_str());
        let is_heat = is_exact || is_below || (!is_name && is_of_heat(found));
        is_heat.then(|| heat(found)).flatten()
    });
}

/// Before a number with a letter that is no heat: "grade 5C", "Band 2C".
const NO_HEAT: [&str; 13] = [
    "grade",
    "class",
    "band",
    "group",
    "vitamin",
    "hepatitis",
    "section",
    "room",
    "seat",
    "gate",
    "flat",
    "form",
    "article",
];

/// Whether two or three figures with the letter at them are degrees, or the line is about the weather.
fn is_of_heat(found: &Found<'_>) -> bool {
    let figures = found.get("number").trim_start_matches('0').len();
    // "5C" is a form as well; "180C" is an oven.
    let is_compared = ["above", "below", "warmer", "colder", "hotter", "cooler"];
    let is_short = figures >= 2 || found.word_before() == "to";
    let is_plain = found.get("gap").is_empty() && is_short;
    let is_plain = is_plain || is_compared.contains(&found.word_after());
    let is_joined =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-/$£€#".contains(c));
    let is_alone = !is_joined(found.before()) && !is_joined(found.after());
    is_plain && is_alone || found.line_has(&WEATHER)
}

fn heat(found: &Found<'_>) -> Option<String> {
    let scale = name(found.get("scale"));
    let sign = if found.has("sign") { "minus " } else { "" };
    let to = if found.has("to") { format!(" to {}", read(found.get("to"))) } else { String::new() };
    starts(found).then(|| format!("{sign}{}{to} degrees {scale}", read(found.get("number"))))
}

fn name(scale: &str) -> &'static str {
    if scale == "C" { "Celsius" } else { "Fahrenheit" }
}
