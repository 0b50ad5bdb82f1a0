//! Numbers with units: `12kg`, `2-5lb`, `41,459.00 km³`, `-3°C`, `5.2%`.

mod heat;
mod many;
mod marks;
mod units;

use std::sync::LazyLock;

use super::abbreviation::full_stop;
use super::amount::{LONG_QUANTITY, NUMBER, is_attribute, quantity, read, read_plain, value};
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};
use units::{ONLY_ATTACHED, UNITS, Unit};

static MEASURE: LazyLock<Pattern> = LazyLock::new(|| {
    let units = any_unit();
    pattern(&format!(
        r"(?P<sign>[-+])?(?P<number>{NUMBER})(?:(?P<dash>[-–]| [-–] )(?P<to>{NUMBER}))?(?: (?P<quantity>{LONG_QUANTITY}))?(?P<gap>[ -]?)(?P<unit>(?i:{units}))(?:/(?P<per>(?i:{units}|s|h|year|day)))?"
    ))
});
/// `8st 4lb`
static STONE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<stones>[0-9]{1,2}) ?st(?: (?P<pounds>[0-9]{1,2}) ?lbs?)?\b"));
static BARRELS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\b(?:b/d|bpd)\b"));
/// `4 x 5 meters`, `12ft x 8ft`, `a 4x4`, `4x100m`: lengths and widths.
static BY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<one>{NUMBER})(?P<first> ?(?:m|ft|km|cm|mm|in|yd|mi))? ?[x×] ?(?P<two>{NUMBER})(?P<unit>(?: ?(?:m|ft|km|cm|mm|in|yd|mi)| (?:meters?|metres?|feet|inches|yards|miles|centimet(?:er|re)s))\b)?"
    ))
});
/// `5%-10%`; falling with a hyphen it is a vote, `52%-48%`.
static SHARES: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("(?P<one>{NUMBER})%(?P<dash>[-–])(?P<two>{NUMBER})%")));

/// `2 x 400g tins`
static PACKS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<count>[0-9]{1,2}) ?[x×] ?(?P<number>[0-9]{1,4}) ?(?P<unit>g|kg|ml|cl|oz|litre|liter)\b",
    )
});
/// `a 9yo`
static AGE: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<age>[0-9]{1,2}) ?y/?o\b"));

/// `per kWh`: a unit by itself.
static BARE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\bper (?P<unit>[kMGT]Wh|[kcm]?m[²³]|km|kg|lb|oz|bbl|GB|TB|MB|sq (?:km|m|ft|mi)|mph|km/h)",
    )
});

fn any_unit() -> String {
    let mut written: Vec<&str> = UNITS.iter().map(|(written, ..)| *written).collect();
    written.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
    written.iter().map(|unit| regex::escape(unit)).collect::<Vec<_>>().join("|")
}

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &BY, |found| {
        let (one, two) = (found.get("one"), found.get("two"));
        let (first, unit) = (found.get("first").trim_start(), found.get("unit"));
        let is_alike = first.is_empty() || first == unit.trim_start();
        let is_measured = is_alike && (!unit.is_empty() || one == two);
        // "A 12ft x 8ft room": with a hyphen it is "eight-foot".
        let is_of_thing = is_attribute(found) && unit.trim_start().len() == 2;
        let unit = if is_of_thing { format!("-{}", unit.trim_start()) } else { unit.to_owned() };
        (found.is_clean() && is_measured).then(|| format!("{one} by {two}{unit}"))
    });
    replace(line, &SHARES, |found| {
        let (one, two) = (found.get("one"), found.get("two"));
        let rises = one.parse::<f64>().ok() < two.parse::<f64>().ok();
        let is_range = rises || found.get("dash") == "–";
        (found.starts_clean() && is_range).then(|| format!("{one}% to {two}%"))
    });
    replace(line, &STONE, |found| {
        let is_ordinal = found.get("stones").ends_with('1') && !found.has("pounds");
        let pounds = match found.get("pounds") {
            "" => String::new(),
            pounds => format!(" {}", read(pounds)),
        };
        let words = format!("{} stone{pounds}", read(found.get("stones")));
        (found.is_clean() && !is_ordinal).then_some(words)
    });
    marks::rewrite(line);
    many::rewrite(line);
    if follows_digit(line.text(), "x") || follows_digit(line.text(), "×") {
        replace(line, &PACKS, packs);
    }
    if follows_digit(line.text(), "y") {
        replace(line, &AGE, |found| {
            found.is_clean().then(|| format!("{}-year-old", found.get("age")))
        });
    }
    replace(line, &BARRELS, |found| found.is_clean().then(|| "barrels a day".to_owned()));
    replace(line, &MEASURE, measure);
    heat::rewrite(line);
    replace(line, &BARE, |found| {
        let (_, one, _) = unit(found.get("unit"))?;
        let ends = !found.after().is_some_and(|c| c.is_alphanumeric() || c == '/');
        ends.then(|| format!("per {one}"))
    });
    marks::rewrite_inches(line);
}

/// "Two four hundred-gram tins".
fn packs(found: &Found<'_>) -> Option<String> {
    let (count, number, unit) = (found.get("count"), found.get("number"), found.get("unit"));
    found.is_clean().then(|| format!("{} {number}-{unit}", read(count)))
}

/// Whether such a letter stands behind a digit, which costs less to see than a search.
fn follows_digit(text: &str, letter: &str) -> bool {
    text.match_indices(letter).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("");
        let before = before.strip_suffix(' ').unwrap_or(before);
        before.ends_with(|c: char| c.is_ascii_digit())
    })
}

fn measure(found: &Found<'_>) -> Option<String> {
    if found.after().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let (number, gap) = (found.get("number"), found.get("gap"));
    let is_of_data = found.get("unit") == "mb" && !is_air_pressure(number);
    let (written, one, many) = unit(if is_of_data { "MB" } else { found.get("unit") })?;
    let is_word = gap == " "
        && !found.has("per")
        && ONLY_ATTACHED.contains(written)
        && !found.line_after().starts_with(" of ");
    // "1-in-100-year" is no inch.
    let goes_on = gap == "-" && *written == "in" && found.after() == Some('-');
    if is_word || goes_on || !starts(found) {
        return None;
    }
    let is_one = number == "1" && !found.has("to") && !found.has("quantity");
    let is_singular = is_one || gap == "-" || is_attribute(found) || is_dimension(found);
    let unit_words = if is_singular { one } else { many };
    let hyphen = if gap == "-" { "-" } else { " " };
    let per = match found.get("per") {
        "" => String::new(),
        "s" => " per second".to_owned(),
        "h" => " per hour".to_owned(),
        per => format!(" per {}", unit(per).map_or(per, |(_, one, _)| one)),
    };
    let end = full_stop(found, if found.has("per") { found.get("per") } else { written });
    Some(format!("{}{hyphen}{unit_words}{per}{end}", count(found)))
}

/// Millibars of the weather; other amounts of `mb` are megabytes.
fn is_air_pressure(number: &str) -> bool {
    /// The lowest and highest pressure that the sea has seen, rounded outwards.
    const MILLIBARS: std::ops::Range<u64> = 850..1100;
    value(number).is_some_and(|pressure| MILLIBARS.contains(&pressure))
}

/// "A 5m tall tree", "the 20m wide road".
fn is_dimension(found: &Found<'_>) -> bool {
    const DIMENSIONS: [&str; 6] = ["tall", "high", "long", "wide", "deep", "thick"];
    let article = found.word_before().to_lowercase();
    ["a", "an", "the"].contains(&article.as_str()) && DIMENSIONS.contains(&found.word_after())
}

/// How the unit is said of one, where there is such a unit.
pub(super) fn one_of(written: &str) -> Option<&'static str> {
    unit(written).map(|(_, one, _)| *one)
}

/// How the unit is said of more than one.
pub(super) fn many_of(written: &str) -> &'static str {
    unit(written).map_or("", |(_, _, many)| *many)
}

/// A sign in front of a number that stands free; or the number itself does.
fn starts(found: &Found<'_>) -> bool {
    let before = found.before();
    let is_joined = before.is_some_and(|c| c.is_alphanumeric() || "-/%)".contains(c));
    if found.has("sign") { !is_joined } else { found.starts_clean() && before != Some('/') }
}

fn count(found: &Found<'_>) -> String {
    let sign = match found.get("sign") {
        "-" => "minus ",
        "+" => "plus ",
        _ => "",
    };
    let number = found.get("number");
    if found.has("quantity") {
        return format!("{sign}{} {}", read_plain(number), quantity(found.get("quantity")));
    }
    match found.get("to") {
        "" => format!("{sign}{}", read(number)),
        to => format!("{sign}{} to {}", read(number), read(to)),
    }
}

/// As written, or else in any case of letters, where that is more than one letter.
fn unit(written: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|(unit, ..)| *unit == written).or_else(|| {
        UNITS.iter().find(|(unit, ..)| unit.len() > 1 && unit.eq_ignore_ascii_case(written))
    })
}
