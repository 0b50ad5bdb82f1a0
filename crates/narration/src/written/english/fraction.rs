//! Fractions, `1/4`, `2 1/2`, and what is written as they are: ratings, `9/10`, and bookmakers' prices,
//! `22/1`.

use std::sync::LazyLock;

use super::amount::{read, value};
use super::measure::{many_of, one_of};
use crate::line::Line;
use crate::numbers::english::{cardinal, ordinal, plural};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static FRACTION: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<sign>-)?(?:(?P<whole>[0-9]{1,4}) )?(?P<above>[0-9]{1,5})/(?P<below>[0-9]{1,5})(?i:sts?|nds?|rds?|ths?|s)?(?: ?(?P<unit>(?:lbs?|kg|oz|tsp|tbsp|km|mi|ft|m|cm|mm|l|ml|mph)\b|%))?",
    )
});

/// `9.5/10`
static RATING: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<points>[0-9]{1,2}\.[0-9])/(?P<most>5|10|20|100)\b"));
/// Bookmakers' prices are read "five to one".
static ODDS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\b(?:odds|favou?rite|outsider|shot|bookmakers?|bookies|each[- ]way)\b")
});
/// A line that judges something.
static RATED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:rat(?:ed|ings?|es)|scor(?:ed?|es|ing)|verdicts?|review(?:s|ed|ers?)?|marks?|critics?)\b",
    )
});

/// Names that only look like fractions.
const NAMES: [&str; 6] = ["9/11", "7/7", "24/7", "50/50", "24/365", "20/20"];

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &RATING, |found| {
        let words = || format!("{} out of {}", found.get("points"), found.get("most"));
        found.is_clean().then(words)
    });
    replace(line, &FRACTION, |found| {
        let joined = |c: Option<char>| c.is_some_and(|c| "-/$£€".contains(c));
        if found.is_clean() && !joined(found.before()) && is_price(found) {
            return Some(format!("{} to {}", read(found.get("above")), read(found.get("below"))));
        }
        if found.is_clean() && !joined(found.before()) && is_rating(found) {
            return Some(format!(
                "{} out of {}",
                read(found.get("above")),
                read(found.get("below"))
            ));
        }
        let is_attribute = found.after() == Some('-')
            && found.line_after().chars().nth(1).is_some_and(char::is_lowercase);
        if is_attribute && found.is_clean() && !joined(found.before()) {
            return fraction(found);
        }
        if found.has("sign") {
            let is_negative = matches!(found.before(), None | Some(' ' | '('));
            let is_free = is_negative && found.is_clean() && !joined(found.after());
            return fraction(found).filter(|_| is_free).map(|words| format!("minus {words}"));
        }
        if !found.is_clean() || joined(found.before()) || joined(found.after()) {
            return None;
        }
        let words = fraction(found)?;
        let unit = found.get("unit");
        let is_half = found.get("above") == "1" && found.get("below") == "2";
        Some(match one_of(unit) {
            None => words,
            Some(_) if found.has("whole") || unit == "%" => format!("{words} {}", many_of(unit)),
            Some(one) if is_half => format!("{words} {one}"),
            Some(one) => format!("{words} of a {one}"),
        })
    });
}

/// "Won at seven to two", "a sixty six to one winner": nobody counts in halves beyond one, or in ones.
fn is_price(found: &Found<'_>) -> bool {
    let is_name = NAMES.contains(&found.whole().trim_end());
    let (Some(above), Some(below)) = (value(found.get("above")), value(found.get("below"))) else {
        return false;
    };
    let is_alone = !found.has("whole") && !found.has("unit") && !is_name && below > 0;
    let is_bet = || above != below && found.line_after().starts_with(" to win");
    let is_paid = || above > below && ["at", "from"].contains(&found.word_before());
    let is_against_one = below == 1 && above > 1;
    !is_name && found.line_has(&ODDS) || is_alone && (is_against_one || is_bet() || is_paid())
}

/// "Nine out of ten"; "three tenths of a second" is a part.
fn is_rating(found: &Found<'_>) -> bool {
    let is_part = found.has("whole") || found.has("sign") || found.has("unit");
    if is_part || matches!(found.after(), Some('-' | '/')) || found.word_after() == "of" {
        return false;
    }
    let is_most = match found.get("below") {
        "10" => true,
        "5" | "20" | "100" => found.line_has(&RATED),
        _ => false,
    };
    let is_within = value(found.get("above")) <= value(found.get("below"));
    is_most && is_within || ["stars", "star"].contains(&found.word_after())
}

fn fraction(found: &Found<'_>) -> Option<String> {
    if NAMES.contains(&found.whole().trim_end()) {
        return None;
    }
    let (above, below) = (value(found.get("above"))?, value(found.get("below"))?);
    // "55/45" is a share of both sides, not a fraction.
    let is_share = above + below == 100 || (above > below && below >= 10);
    if below < 2 || is_share {
        return None;
    }
    let part = match below {
        2 => "half".to_owned(),
        4 => "quarter".to_owned(),
        _ => ordinal(below),
    };
    let part = match (above, below) {
        (1, _) => part,
        (_, 2) => "halves".to_owned(),
        _ => plural(&part),
    };
    let whole = match found.get("whole") {
        "" => return Some(format!("{} {part}", cardinal(above))),
        whole => cardinal(value(whole)?),
    };
    let count = if (above, below) == (1, 2) { "a".to_owned() } else { cardinal(above) };
    Some(format!("{whole} and {count} {part}"))
}
