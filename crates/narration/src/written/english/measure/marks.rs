//! Marks of feet and inches, `6'2"`, and of minutes and seconds, `Neto (37')`, `at 1'23"`.

use std::sync::LazyLock;

use super::super::amount::{read, value};
use crate::line::Line;
use crate::written::rewrite::{Pattern, pattern, replace};

/// `5ft 7in`, `6'2"`.
static HEIGHT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r#"(?P<feet>[0-9])(?: ?ft\.? ?|(?P<mark>['’]) ?)(?P<inches>[0-9]{1,2})(?: ?in\b|"|”)"#)
});
/// `37'`, `90+2'`.
static MINUTE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<minute>[0-9]{1,3})(?:\+(?P<added>[0-9]{1,2}))?['’]"));
/// Two quotation marks, which stand around something.
static MARKS: LazyLock<Pattern> = LazyLock::new(|| pattern(r#""[^"]*""#));
static INCHES: LazyLock<Pattern> = LazyLock::new(|| pattern(r#"(?P<number>[0-9]{1,3})""#));
/// A line about a race in which the others come seconds later.
static RACE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?:stages?|peloton|riders?|cycling|cyclists?|Tour|Giro|Vuelta|sprint|climb|time trial|[Ss]econd|[Tt]hird)\b",
    )
});
/// A foot has so many inches.
const INCHES_OF_FOOT: u64 = 12;

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &HEIGHT, |found| {
        let is_free = found.starts_clean();
        let (long, short) = (found.get("feet"), found.get("inches"));
        let no_inches =
            (short.len() == 2 && short.starts_with('0')) || value(short) >= Some(INCHES_OF_FOOT);
        if found.has("mark") && no_inches {
            let seconds = short.trim_start_matches('0');
            return is_free.then(|| format!("{} {}", minutes(long), count(seconds, "second")));
        }
        is_free.then(|| format!("{} foot {}", read(long), read(short)))
    });
    replace(line, &MINUTE, |found| {
        let ends = matches!(found.after(), Some(')' | ',' | ';'));
        let is_in_brackets = found.before() == Some('(') || found.has("added");
        (ends && is_in_brackets && found.starts_clean()).then(|| match found.get("added") {
            "" => minutes(found.get("minute")),
            added => format!("{} plus {}", minutes(found.get("minute")), read(added)),
        })
    });
}

/// After the other measures.
pub(super) fn rewrite_inches(line: &mut Line) {
    replace(line, &INCHES, |found| {
        let has_one_mark = !found.line_has(&MARKS);
        let number = found.get("number");
        let is_gap = ["at", "by"].contains(&found.word_before()) && found.line_has(&RACE);
        let words = match (number, is_gap) {
            (_, true) => count(number, "second"),
            ("1", _) => "one inch".to_owned(),
            _ => format!("{} inches", read(number)),
        };
        (found.starts_clean() && has_one_mark).then_some(words)
    });
}

fn minutes(number: &str) -> String {
    count(number, "minute")
}

fn count(number: &str, unit: &str) -> String {
    let ending = if number == "1" { "" } else { "s" };
    format!("{} {unit}{ending}", read(number))
}
