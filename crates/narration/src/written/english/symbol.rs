//! Signs between words and in sums; whatever is left is named or dropped by the last pass.

use std::sync::LazyLock;

use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `1-2=5`: a sum with an equals sign tells that the hyphen is a minus.
static SUM: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<one>[0-9]{1,9}|\b[a-z]) ?(?P<sign>[-*×÷/]) ?(?P<two>[0-9]{1,9}|[a-z]) ?=")
});
static TIMES: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<one>[0-9]{1,9}) ?[*×] ?(?P<two>[0-9]{1,9})"));
static STROKE: LazyLock<Pattern> = LazyLock::new(|| pattern(" ?/ ?"));
static ABOUT: LazyLock<Pattern> = LazyLock::new(|| pattern("~ ?"));
/// `#1`
static RANK: LazyLock<Pattern> = LazyLock::new(|| pattern("# ?"));
static SIGN: LazyLock<Pattern> = LazyLock::new(|| pattern("[&#@₩¥₹_]"));

pub(super) fn rewrite_sums(line: &mut Line) {
    replace(line, &SUM, |found| {
        let sign = match found.get("sign") {
            "-" => "minus",
            "/" | "÷" => "divided by",
            _ => "times",
        };
        Some(format!("{} {sign} {} equals ", found.get("one"), found.get("two")))
    });
    replace(line, &TIMES, |found| Some(format!("{} times {}", found.get("one"), found.get("two"))));
    replace(line, &ABOUT, |found| {
        found.after().is_some_and(|c| c.is_ascii_digit()).then(|| "about ".to_owned())
    });
    replace(line, &RANK, |found| {
        found.after().is_some_and(|c| c.is_ascii_digit()).then(|| "number ".to_owned())
    });
    replace(line, &STROKE, |found| Some(stroke(found).to_owned()));
}

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &SIGN, |found| {
        let word = match found.whole() {
            "&" => "and",
            "#" => "hash",
            "@" => "at",
            "₩" => "won",
            "¥" => "yen",
            "₹" => "rupee",
            _ => " ",
        };
        Some(format!(" {word} "))
    });
}

/// Between words it is said; beside a number it is not, and is left as a bar for the rules of
/// numbers to see; in marks such as `</p>` it is nothing.
fn stroke(found: &Found<'_>) -> &'static str {
    let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if found.before() == Some('<') || found.after() == Some('>') {
        " "
    } else if is_number(found.before()) || is_number(found.after()) {
        "|"
    } else {
        " slash "
    }
}
