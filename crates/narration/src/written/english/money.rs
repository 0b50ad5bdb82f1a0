//! Money: `$1.2bn`, `£3m`, `€50`, `CHF 1.1bn`, `$5-10 million`, `50p`, `$(12.3)m`.

mod currency;

use std::sync::LazyLock;

use super::amount::{MONEY_QUANTITY, NUMBER, is_attribute, quantity, read, read_plain, value};
use super::measure::one_of;
use crate::line::Line;
use crate::numbers::english::house;
use crate::written::rewrite::{Found, Pattern, pattern, replace};
use currency::{CENT, Currency, PENNY, any_currency, lookup};

/// What accountants put in brackets is lost: `$(12.3)m`.
static LOST: LazyLock<Pattern> = LazyLock::new(|| {
    let any = any_currency();
    pattern(&format!(
        r"(?P<currency>{any}) ?\((?P<number>{NUMBER})(?: ?(?P<inside>{MONEY_QUANTITY})\b)?\)(?: ?(?P<quantity>{MONEY_QUANTITY})\b)?"
    ))
});
/// `$25 USD`: the code is the more exact.
static CODED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"\$(?P<number>{NUMBER})(?P<quantity> ?(?:million|billion|bn|mn?|k))? ?(?P<code>USD|CAD|AUD|NZD)\b"
    ))
});
/// A word that says already that it is lost.
static LOSS: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?i)\b(?:loss(?:es)?|lost|deficits?|outflows?|shortfall)\b"));
static BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    let any = any_currency();
    pattern(&format!(
        r"(?P<sign>-)?(?P<currency>{any}) ?(?P<number>{NUMBER})(?:[ -]?(?P<quantity>{MONEY_QUANTITY})\b)?(?:(?P<dash>[-–]| [-–] )(?P<again>{any})?(?P<to>{NUMBER})(?:[ -]?(?P<more>{MONEY_QUANTITY})\b)?)?(?: ?/ ?(?P<per>k?m²|m³|(?:[a-z]{{1,8}}|[kMG]Wh|GB|TB)\b)(?:/(?P<again_per>[a-z]{{1,6}})\b)?)?(?: ?(?P<each>pppn|pppw|ppn|ppp|pp|pcm|pw|pa)\b)?(?P<unit>[ -](?:dollar|euro|pound)s?\b)?"
    ))
});
static AFTER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<number>{NUMBER})(?: ?(?P<quantity>{MONEY_QUANTITY})\b)? ?(?P<currency>{})",
        any_currency()
    ))
});
static PENCE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        "(?P<number>{NUMBER})(?P<cent>[p¢c])(?:/(?P<per>(?:[a-z]{{1,6}}|[kM]Wh)\\b))?"
    ))
});

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &LOST, |found| {
        let times = format!("{}{}", found.get("inside"), found.get("quantity"));
        let is_free = !found.before().is_some_and(char::is_alphanumeric);
        let sign = if LOSS.is_in(found.sight_before()) { "" } else { "-" };
        let written = || format!("{sign}{}{}{times}", found.get("currency"), found.get("number"));
        is_free.then(written)
    });
    replace(line, &CODED, |found| {
        let written =
            || format!("{}{}{}", found.get("code"), found.get("number"), found.get("quantity"));
        found.ends_clean().then(written)
    });
    replace(line, &BEFORE, before);
    replace(line, &AFTER, |found| {
        let currency = lookup(found.get("currency"))?;
        let ends = !found.after().is_some_and(char::is_alphanumeric);
        let amount = amount(found.get("number"), found.get("quantity"), currency, false);
        (found.starts_clean() && ends).then_some(amount)
    });
    replace(line, &PENCE, |found| {
        let units = if found.get("cent") == "p" { PENNY } else { CENT };
        let number = found.get("number");
        if ["480", "720", "1080", "2160"].contains(&number) {
            return value(number)
                .filter(|_| found.is_clean())
                .map(|lines| format!("{} p", house(lines)));
        }
        let words = || {
            let unit = one_or_many(number, units);
            format!("{} {unit}{}", read(number), per(found.get("per")))
        };
        found.is_clean().then(words)
    });
}

fn before(found: &Found<'_>) -> Option<String> {
    let currency = lookup(found.get("currency"))?;
    if found.before().is_some_and(char::is_alphanumeric)
        || !found.ends_clean()
        || found.after() == Some('@')
    {
        return None;
    }
    let rates = ["per", "again_per"].map(|group| per(found.get(group))).concat();
    let per = format!("{rates}{}", each(found.get("each")));
    let sign = if found.has("sign") { "minus " } else { "" };
    // "$5 million dollars"; but "a $5 pound coin".
    let is_said_again = found.get("unit").trim_end_matches('s').get(1..) == Some(currency.one);
    let rest = if is_said_again { "" } else { found.get("unit") };
    let is_attribute = if is_said_again {
        !found.get("unit").ends_with('s')
    } else {
        is_attribute_of_money(found)
    };
    let amount = if found.has("to") {
        span(found, currency, is_attribute)
    } else {
        amount(found.get("number"), found.get("quantity"), currency, is_attribute)
    };
    Some(format!("{sign}{amount}{per}{rest}"))
}

/// "He earns £300,000-a-week", but "a £300,000-a-week deal".
fn is_attribute_of_money(found: &Found<'_>) -> bool {
    let is_rate = found.line_after().starts_with("-a-") || found.line_after().starts_with("-per-");
    let article = found.word_before().to_lowercase();
    let is_owned = ["a", "an", "the"].contains(&article.as_str()) || found.line_before().is_empty();
    is_attribute(found) && (!is_rate || is_owned)
}

/// "five to ten million dollars", "a twenty to thirty billion pound hole".
fn span(found: &Found<'_>, currency: &Currency, is_attribute: bool) -> String {
    let (number, times) = (found.get("number"), found.get("quantity"));
    let to = amount(found.get("to"), found.get("more"), currency, is_attribute);
    let is_alike = quantity(times) == quantity(found.get("more"));
    let from = match (is_attribute, found.has("again") || found.has("quantity")) {
        (true, _) if is_alike => read_plain(number),
        (true, true) if found.has("quantity") => {
            format!("{} {}", read_plain(number), quantity(times))
        }
        (false, true) => amount(number, times, currency, false),
        _ => read(number),
    };
    let joined_by = if found.word_before().eq_ignore_ascii_case("between") { "and" } else { "to" };
    format!("{from} {joined_by} {to}")
}

fn amount(number: &str, times: &str, currency: &Currency, is_attribute: bool) -> String {
    let many = if is_attribute { currency.one } else { currency.many };
    let times = quantity(times);
    if !times.is_empty() {
        return format!("{} {times} {many}", read_plain(number));
    }
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let unit = if whole == "1" { currency.one } else { many };
    match hundredths(whole, decimals, currency) {
        Some(0) => format!("{} {unit}", read(whole)),
        Some(cents) => {
            let cents = format!(
                "{} {}",
                read(&cents.to_string()),
                one_or_many(&cents.to_string(), currency.cent)
            );
            match value(whole) {
                None | Some(0) => cents,
                Some(_) => format!("{} {unit} {cents}", read(whole)),
            }
        }
        None => format!("{} {many}", read(number)),
    }
}

/// The cents, where the decimals are no more than cents and zeros.
fn hundredths(whole: &str, decimals: &str, currency: &Currency) -> Option<u64> {
    let is_zero = decimals.chars().all(|c| c == '0');
    if is_zero {
        return (!whole.is_empty()).then_some(0);
    }
    let cents: String = decimals.chars().chain("0".chars()).take(2).collect();
    let rest_is_zero = decimals.chars().skip(2).all(|c| c == '0');
    let has_cents = !currency.cent.concat().is_empty();
    (has_cents && rest_is_zero).then(|| cents.parse().ok()).flatten()
}

fn one_or_many(number: &str, [one, many]: [&'static str; 2]) -> &'static str {
    if number == "1" { one } else { many }
}

/// What brochures put behind a price: `£65pppn`.
fn each(written: &str) -> &'static str {
    match written {
        "pp" | "ppp" => " per person",
        "ppn" => " per night",
        "pppn" => " per person per night",
        "pppw" => " per person per week",
        "pw" => " per week",
        "pcm" => " per calendar month",
        "pa" => " a year",
        _ => "",
    }
}

fn per(unit: &str) -> String {
    let words = match unit {
        "" => return String::new(),
        "yr" | "y" => "year",
        "mo" | "mth" => "month",
        "wk" | "w" => "week",
        "d" => "day",
        "hr" | "h" => "hour",
        "kg" => "kilogram",
        "lb" => "pound",
        "l" => "liter",
        "t" => "ton",
        other => one_of(other).unwrap_or(other),
    };
    format!(" per {words}")
}
