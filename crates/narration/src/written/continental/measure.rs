//! Money, percentages and units: `50 €`, `€50`, `1,2 Mrd. €`, `12,5 %`, `-3 °C`, `10–12 km`.

use super::amount::{read, split};
use super::words::{Unit, Words};
use crate::line::Line;
use crate::written::rewrite::{Found, replace};

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    let patterns = words.patterns();
    replace(line, &patterns.money, |found| measure(words, found));
    replace(line, &patterns.measure, |found| measure(words, found));
    replace(line, &patterns.quantity, |found| {
        let ends = !found.after().is_some_and(char::is_alphanumeric);
        // A million of its own has a longer name; a single letter is not one.
        let is_word = found.get("quantity").len() > 1;
        (found.starts_clean() && ends && is_word).then(|| many(words, found))
    });
}

fn measure(words: &Words, found: &Found<'_>) -> Option<String> {
    let ends = !found.after().is_some_and(char::is_alphanumeric);
    let joined = found.before().is_some_and(|c| c.is_alphanumeric() || c == '-');
    if joined || !ends || !(found.has("sign") || found.starts_clean()) {
        return None;
    }
    let number = found.get("number");
    let sign = if found.has("sign") { format!("{} ", words.minus) } else { String::new() };
    let written = found.get("unit");
    let from = match found.get("to") {
        "" => String::new(),
        _ => format!("{} {} ", read(words, number, false), words.to),
    };
    let number = if found.has("to") { found.get("to") } else { number };
    if written == "%" {
        return Some(format!("{sign}{from}{} {}", read(words, number, true), words.percent));
    }
    let unit =
        Words::find(words.currencies, written).or_else(|| Words::find(words.units, written))?;
    let is_money = Words::find(words.currencies, written).is_some();
    if found.has("quantity") {
        let of = if unit.2.starts_with(['e', 'E', 'o']) { words.of_vowel } else { words.of };
        return Some(format!("{sign}{from}{}{of}{}", many(words, found), unit.2));
    }
    Some(format!("{sign}{from}{}", count(words, number, unit, is_money)))
}

/// "zwei Euro fünfzig", "zwölf Komma fünf Kilometer".
fn count(words: &Words, number: &str, (_, one, many): Unit, is_money: bool) -> String {
    let (whole, decimals) = split(number);
    let unit = if whole == "1" { one } else { many };
    let is_round = decimals.chars().all(|c| c == '0');
    if is_money && (decimals.len() == 2 || is_round) {
        let whole = format!("{} {unit}", read(words, &whole, true));
        if is_round {
            return whole;
        }
        let cents = decimals.strip_prefix('0').unwrap_or(&decimals);
        return format!("{whole}{}{}", words.and_cents, read(words, cents, false));
    }
    let unit = if decimals.is_empty() { unit } else { many };
    format!("{} {unit}", read(words, number, true))
}

/// A number and its million.
/// A quantity as the language writes it, or as English does behind a currency: `£3m`.
fn quantity(words: &Words, written: &str) -> Unit {
    let called = |names: &[&str]| {
        let found = words.quantities.iter().find(|(_, _, many)| names.contains(many));
        found.copied()
    };
    let own = Words::find(words.quantities, written);
    let english = || match written {
        "m" | "mn" => called(&["Millionen", "millones", "milioni", "millions"]),
        "bn" => called(&["Milliarden", "miliardi", "milliards"]).or(Some((
            "bn",
            "mil millones",
            "mil millones",
        ))),
        "k" => called(&["tausend", "mila"]).or(Some(("k", "mil", "mille"))),
        _ => None,
    };
    own.or_else(english).unwrap_or(("", "", ""))
}

fn many(words: &Words, found: &Found<'_>) -> String {
    let number = if found.has("to") { found.get("to") } else { found.get("number") };
    let (_, one, many) = quantity(words, found.get("quantity"));
    if number == "1" { one.to_owned() } else { format!("{} {many}", read(words, number, false)) }
}
