//! Telephone numbers, and other groups of digits that are read one by one: addresses of machines,
//! numbers of insurances.

mod helpline;

use std::sync::LazyLock;

use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `+1 (123) 123-5678`, `123-123-5678-1111`.
static AMERICAN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:(?P<country>\+?[0-9]{1,2})[- .]?)?(?:\((?P<area>[0-9]{3})\) ?|(?P<plain>[0-9]{3})[- ])(?P<rest>[0-9]{3}[- ][0-9]{4}(?:-[0-9]{1,5})?)",
    )
});
/// `1-800-GO-U-HAUL`, `1-800-555-0199`.
static FREE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"1-(?P<area>800|888|877|866|855|844|833)-(?P<rest>[A-Z0-9]{1,9}(?:-[A-Z0-9]{1,9}){0,3})",
    )
});
/// `+44 20 7946 0958`, `020 7946 0958`, `0800-123456`.
static INTERNATIONAL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:\+[0-9]{1,3}(?:[ -]\(?[0-9]{1,8}\)?[0-9]{0,4}){2,5}|[0-9]{3}\.[0-9]{3}\.[0-9]{4}|0[0-9]{2,4}(?:[ -][0-9]{3,8}){1,3})",
    )
});
/// Four numbers with dots.
static MACHINE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}"));
/// `111-11-1111`.
static INSURANCE: LazyLock<Pattern> = LazyLock::new(|| pattern(r"[0-9]{3}-[0-9]{2}-[0-9]{4}"));

/// `555-0142`
static LOCAL: LazyLock<Pattern> = LazyLock::new(|| pattern(r"[0-9]{3}-[0-9]{4}"));

pub(super) fn rewrite(line: &mut Line) {
    helpline::rewrite(line);
    replace(line, &FREE, free);
    replace(line, &AMERICAN, american);
    let grouped = |found: &Found<'_>| stands_alone(found).then(|| groups(found.whole(), ", "));
    replace(line, &INTERNATIONAL, grouped);
    replace(line, &INSURANCE, grouped);
    replace(line, &LOCAL, |found| {
        let is_count = found.word_after().ends_with('s') || found.whole().ends_with("00");
        (stands_alone(found) && !is_count).then(|| groups(found.whole(), ", "))
    });
    replace(line, &MACHINE, |found| stands_alone(found).then(|| groups(found.whole(), " dot ")));
}

fn stands_alone(found: &Found<'_>) -> bool {
    let touched = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-/+$£€".contains(c));
    found.is_clean() && !touched(found.before()) && !touched(found.after())
}

fn american(found: &Found<'_>) -> Option<String> {
    if !stands_alone(found) {
        return None;
    }
    let area = format!("{}{}", found.get("area"), found.get("plain"));
    let number = format!("{area}-{}", found.get("rest"));
    let country = found.get("country");
    let number = if country.is_empty() { number } else { format!("{country}-{number}") };
    Some(groups(&number, ", "))
}

fn free(found: &Found<'_>) -> Option<String> {
    if !stands_alone(found) {
        return None;
    }
    let area = match found.get("area").strip_suffix("00") {
        Some(hundreds) => format!("{} hundred", digits(Language::English, hundreds)),
        None => digits(Language::English, found.get("area")),
    };
    let rest: Vec<String> = found
        .get("rest")
        .split('-')
        .map(|group| {
            let is_number = group.contains(|c: char| c.is_ascii_digit());
            if is_number { format!("{},", groups(group, " ")) } else { group.to_owned() }
        })
        .collect();
    Some(format!("one, {area}, {}", rest.join(" ").trim_end_matches(',')))
}

/// Each group digit by digit.
fn groups(written: &str, between: &str) -> String {
    let plus = if written.starts_with('+') { "plus " } else { "" };
    let groups: Vec<String> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .map(|group| digits(Language::English, group))
        .collect();
    format!("{plus}{}", groups.join(between))
}
