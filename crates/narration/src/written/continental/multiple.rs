//! So many times so much: `4x100 m`, `3x3`.

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Pattern, pattern, replace};

static TIMES: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?P<from>[0-9]{1,4}) ?x ?(?P<to>[0-9]{1,4})"));

/// `3x täglich`
static OFTEN: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<count>[0-9]{1,3})x\b"));

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    if !may_hold(line.text()) {
        return;
    }
    let times = match words.language {
        Language::German => "mal",
        Language::French => "fois",
        Language::Spanish => "por",
        _ => "per",
    };
    let often = match words.language {
        Language::German => "mal",
        Language::French => "fois",
        Language::Spanish => "veces",
        _ => "volte",
    };
    replace(line, &OFTEN, |found| {
        let is_often = found.is_clean() && found.word_after().starts_with(char::is_lowercase);
        is_often.then(|| format!("{} {often}", found.get("count")))
    });
    replace(line, &TIMES, |found| {
        let said = || format!("{} {times} {}", found.get("from"), found.get("to"));
        found.is_clean().then(said)
    });
}

/// Whether a cross follows a digit, which costs less to see than a search: most lines have digits,
/// spaces and an x.
fn may_hold(text: &str) -> bool {
    let follows_digit = |at: usize| {
        let before = text.get(..at).unwrap_or("").trim_end_matches(' ');
        before.ends_with(|c: char| c.is_ascii_digit())
    };
    text.match_indices('x').any(|(at, _)| follows_digit(at))
}
