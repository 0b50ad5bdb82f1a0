//! Short numbers that one calls, read one by one: `call 911`, `the 988 Lifeline`, `on 116 123`.

use std::sync::LazyLock;

use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// Three figures, or the six of European helplines.
static NUMBER: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<number>116 ?[0-9]{3}|[0-9]{3})\b"));
/// Numbers of the police and the like, which are called wherever a call stands beside them.
const EMERGENCY: [&str; 10] =
    ["911", "999", "112", "988", "101", "111", "000", "811", "211", "311"];
/// What stands behind such a number that was called.
const CALLED: [&str; 14] = [
    "call",
    "calls",
    "caller",
    "callers",
    "operator",
    "operators",
    "emergency",
    "dispatcher",
    "dispatchers",
    "handler",
    "handlers",
    "line",
    "service",
    "number",
];
/// A verb right before the number, or the way to it.
static DIALLED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:call(?:s|ed|ing)?|dial(?:s|l?ed|l?ing)?|ring|rang|phon(?:e|ed|ing)|text(?:s|ed|ing)?)(?: or text)? $",
    )
});
/// A line about where help is to be had.
static HELP: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:help-?lines?|hot-?lines?|lifelines?|samaritans|crisis line|childline|police|ambulance|emergency (?:services|number))\b",
    )
});
/// The same, right behind the number.
static LINE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?i)^ (?:\w{2,12} (?:and |& )?){0,3}(?:help-?lines?|hot-?lines?|lifelines?|line)\b")
});
/// `the helpline is 111`
static BEHIND_LINE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:help-?line|hot-?line|lifeline|number)(?: on| at| is|:|,)? $")
});
/// Words behind any number that was dialled.
const AFTER_DIALLED: [&str; 8] = ["for", "or", "if", "now", "free", "and", "immediately", "when"];
/// How far behind the number that is looked for, in characters.
const LINE_CHARACTERS: usize = 48;

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &NUMBER, |found| {
        let before = found.before();
        let is_joined = before.is_some_and(|c| "-/$£€#+".contains(c));
        let is_free =
            found.is_clean() && !is_joined && !matches!(found.after(), Some('-' | '/' | '%'));
        let number = || digits(Language::English, found.get("number"));
        (is_free && is_called(found)).then(number)
    });
}

fn is_called(found: &Found<'_>) -> bool {
    let number = found.get("number");
    let after = found.word_after();
    let is_emergency = EMERGENCY.contains(&number);
    let is_long = number.len() > 3;
    // "Call 250 people", "call 999 times".
    let is_counted = after.ends_with('s') && !CALLED.contains(&after)
        || ["people", "more", "million", "men", "women"].contains(&after);
    if is_counted {
        return false;
    }
    let is_dialled = || DIALLED.is_in(found.sight_before());
    if is_emergency || is_long {
        let is_at = || found.word_before() == "on" && found.line_has(&HELP);
        let ahead: String = found.line_after().chars().take(LINE_CHARACTERS).collect();
        return CALLED.contains(&after)
            || is_dialled()
            || is_at()
            || BEHIND_LINE.is_in(found.sight_before())
            || LINE.is_in(&ahead);
    }
    (after.is_empty() || AFTER_DIALLED.contains(&after)) && is_dialled()
}
