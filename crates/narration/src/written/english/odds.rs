//! Bookmakers' prices with a hyphen, read "eleven to four": `the 11-4 favourite`, `at 100-1`. Those with a
//! stroke are with the fractions.

use std::sync::LazyLock;

use super::amount::read;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static PRICE: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?P<one>[0-9]{1,4})[-–](?P<two>[0-9]{1,3})"));
/// What is of such a price, right behind it.
const PRICED: [&str; 12] = [
    "favourite",
    "favourites",
    "favorite",
    "favorites",
    "outsider",
    "outsiders",
    "shot",
    "shots",
    "longshot",
    "odds",
    "chance",
    "joint",
];
static BETTING: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?:[Oo]dds|[Bb]ookmakers?|[Bb]ookies|[Pp]unters?|[Bb]etting)\b"));
/// Before a price, where the line is about betting.
const BEFORE_PRICE: [&str; 7] = ["at", "of", "from", "to", "are", "is", "as"];

/// Against one, from here on it is no score of a match.
const LEAST_OF_OUTSIDER: u64 = 10;

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &PRICE, |found| {
        let joined = |c: Option<char>| c.is_some_and(|c| "-–/=:%$£€°".contains(c));
        let is_free = found.is_clean() && !joined(found.before()) && !joined(found.after());
        let words = || format!("{} to {}", read(found.get("one")), read(found.get("two")));
        (is_free && is_price(found)).then(words)
    });
}

fn is_price(found: &Found<'_>) -> bool {
    let number = |group: &str| found.get(group).parse::<u64>().unwrap_or(0);
    let (one, two) = (number("one"), number("two"));
    let before = found.word_before();
    let is_outsider = || before.eq_ignore_ascii_case("at") && two == 1 && one >= LEAST_OF_OUTSIDER;
    let is_bet = || one > two && BEFORE_PRICE.contains(&before) && found.line_has(&BETTING);
    // "A 50-50 chance", "a 10-0 shot count".
    one != two && two > 0 && (PRICED.contains(&found.word_after()) || is_outsider() || is_bet())
}
