//! From one number to another: `1980-1986`, `5–10 people`. The numbers are left for their own rules.

use std::sync::LazyLock;

use regex::Regex;

use super::amount::{NUMBER, value};
use crate::written::rewrite::{Found, pattern, rewrite as replace};

static RANGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?P<from>{NUMBER})(?P<dash> ?[-–] ?)(?P<to>{NUMBER})")));

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

pub(super) fn rewrite(line: &str) -> String {
    replace(line, &RANGE, |found| {
        let joined = |c: Option<char>| c.is_some_and(|c| "-–/=".contains(c));
        let is_free = found.is_clean() && !joined(found.before()) && !joined(found.after());
        (is_free && is_range(found))
            .then(|| format!("{} to {}", found.get("from"), found.get("to")))
    })
}

/// Years, a long dash, or things that are counted after it.
fn is_range(found: &Found<'_>) -> bool {
    let (from, to) = (found.get("from"), found.get("to"));
    let (Some(first), Some(last)) = (value(from), value(to)) else {
        return found.get("dash").contains('–');
    };
    let is_year = |written: &str, number| written.len() == 4 && (1000..2100).contains(&number);
    let are_years =
        is_year(from, first) && (is_year(to, last) || (to.len() == 2 && last > first % 100));
    let is_spaced_hyphen = found.get("dash") == " - ";
    let after = found.word_after();
    let is_counted = first < last
        && after.len() > 2
        && after.starts_with(char::is_lowercase)
        && !OF_A_SCORE.contains(&after);
    (are_years || is_counted || found.get("dash").contains('–')) && !is_spaced_hyphen
}
