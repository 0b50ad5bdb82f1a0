//! Money, percentages and units: `50 €`, `€50`, `1,2 Mrd. €`, `12,5 %`, `-3 °C`, `10–12 km`.

use std::sync::LazyLock;

use super::amount::{read, split};
use super::gender;
use super::words::{Unit, Words};
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `1m92`
static FRENCH_HEIGHT: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?P<meters>[0-9]{1,2})m(?P<centimeters>[0-9]{2})"));

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    if words.language == Language::French {
        replace(line, &FRENCH_HEIGHT, |found| {
            let height = || format!("{},{} m", found.get("meters"), found.get("centimeters"));
            found.is_clean().then(height)
        });
    }
    let patterns = words.patterns();
    replace(line, &patterns.money, |found| measure(words, found));
    replace(line, &patterns.measure, |found| measure(words, found));
    replace(line, &patterns.quantity, |found| {
        let ends = !found.after().is_some_and(char::is_alphanumeric);
        // A million of its own has a longer name; a single letter is not one.
        let is_counted =
            || [" de ", " d’", " d'"].iter().any(|of| found.line_after().starts_with(of));
        let is_word = found.get("quantity").len() > 1
            || (matches!(words.language, Language::French | Language::Spanish) && is_counted());
        (found.starts_clean() && ends && is_word).then(|| many(words, found))
    });
}

fn measure(words: &Words, found: &Found<'_>) -> Option<String> {
    // "Los 90s" are years.
    let is_plural = found.get("unit") == "s" && found.get("gap") != " ";
    let ends = !found.after().is_some_and(char::is_alphanumeric) && !is_plural;
    let joined = found.before().is_some_and(|c| c.is_alphanumeric() || c == '-');
    if joined || !ends || !(found.has("sign") || found.starts_clean()) || is_verb(words, found) {
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
        // "el uno por ciento", but "ein Prozent".
        let is_short = matches!(words.language, Language::German | Language::French);
        return Some(format!("{sign}{from}{} {}", read(words, number, is_short), words.percent));
    }
    let unit =
        Words::find(words.currencies, written).or_else(|| Words::find(words.units, written))?;
    // "$20 pesos": the sign is that of the word behind it.
    if written == "$" && ["pesos", "dólares"].contains(&behind_of(found)) {
        let said = || many(words, found);
        let number = || read(words, number, true);
        return Some(if found.has("quantity") { said() } else { number() });
    }
    let is_money = Words::find(words.currencies, written).is_some();
    let per = if is_money && words.language == Language::Italian {
        italian_rate(words, found.get("per"))
    } else {
        per(words, found.get("per"))
    };
    if found.has("quantity") {
        let of = if unit.2.starts_with(['e', 'E', 'o']) { words.of_vowel } else { words.of };
        let times = quantity(words, found.get("quantity"));
        let of = if is_joined_quantity(times) || times.2 == "mil" { " " } else { of };
        return Some(format!("{sign}{from}{}{of}{}{per}", many(words, found), unit.2));
    }
    let said = count(words, number, unit, is_money);
    let ending = if said.ends_with(unit.2) && is_dative(words, found) { "n" } else { "" };
    Some(format!("{sign}{from}{said}{ending}{per}"))
}

/// The word behind, after "de": `$3 millones de pesos`.
fn behind_of<'a>(found: &Found<'a>) -> &'a str {
    let after = found.line_after().trim_start();
    let after = after.strip_prefix("de ").unwrap_or(after);
    after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

/// Italian "ha" is "has" far more often than hectares: "nel 2023 ha vinto", but "3 ha di bosco".
fn is_verb(words: &Words, found: &Found<'_>) -> bool {
    if words.language != Language::Italian || found.get("unit") != "ha" {
        return false;
    }
    let after = found.line_after();
    let is_year = found.get("number").len() == 4;
    let is_of = after.starts_with(" di ") && !after.starts_with(" di nuovo");
    is_year || !(is_of || after.starts_with(')'))
}

/// "oberhalb von 600 Metern", but "auf 600 Meter" and "von 600 Meter Höhe".
fn is_dative(words: &Words, found: &Found<'_>) -> bool {
    const DATIVE: [&str; 9] = ["von", "Von", "mit", "Mit", "aus", "bei", "nach", "Nach", "ab"];
    let counts_on = found.word_after().starts_with(char::is_uppercase);
    words.language == Language::German
        && found.get("unit").ends_with('m')
        && !found.has("per")
        && !found.has("quantity")
        && DATIVE.contains(&found.word_before())
        && !counts_on
        && found.after() != Some('-')
}

/// "pro Quadratmeter", with the space before it.
fn per(words: &Words, written: &str) -> String {
    let unit = Words::find(words.units, written).map(|(_, one, _)| one);
    match written {
        "" => String::new(),
        "h" => format!(" {} {}", words.per, words.durations[0].1),
        "s" => format!(" {} {}", words.per, words.durations[2].1),
        _ if written.starts_with("100") => format!(" {}", words.per_hundred_kilometers),
        _ => format!(" {} {}", words.per, unit.unwrap_or(written)),
    }
}

/// "Euro al mese", "all’ora", "alla settimana".
fn italian_rate(words: &Words, written: &str) -> String {
    let said = per(words, written);
    let Some(unit) = said.strip_prefix(" per ") else { return said };
    if unit.starts_with(['a', 'e', 'o']) {
        return format!(" all’{unit}");
    }
    let article = if unit.ends_with('a') { "alla" } else { "al" };
    format!(" {article} {unit}")
}

/// Thousands are one word with what stands before them: "fünfhunderttausend", "diecimila".
fn is_joined_quantity((.., many): Unit) -> bool {
    ["tausend", "mila"].contains(&many)
}

/// "zwei Euro fünfzig", "zwölf Komma fünf Kilometer".
fn count(words: &Words, number: &str, (written, one, many): Unit, is_money: bool) -> String {
    let (whole, decimals) = split(number);
    let unit = if whole == "1" { one } else { many };
    let is_round = decimals.chars().all(|c| c == '0');
    if is_money && (decimals.len() == 2 || is_round) {
        let number = gender::before_unit(words.language, read(words, &whole, true), one);
        let whole_amount = format!("{number} {unit}");
        if is_round {
            return whole_amount;
        }
        let cents = decimals.strip_prefix('0').unwrap_or(&decimals);
        if whole == "0" && one.eq_ignore_ascii_case("euro") {
            return format!("{} {}", read(words, cents, true), cents_of(words, cents));
        }
        // "trois euros cinq" could be heard as five tenths.
        if cents.len() == 1 && one == "euro" && !words.cents.0.is_empty() {
            let name = if cents == "1" { words.cents.0 } else { words.cents.1 };
            return format!("{whole_amount} {} {} {name}", words.and, read(words, cents, true));
        }
        return format!("{whole_amount}{}{}", words.and_cents, read(words, cents, false));
    }
    if written == "m" && decimals.len() == 2 && !is_round && whole != "0" {
        return length(words, &whole, &decimals, unit);
    }
    let is_whole = decimals.is_empty();
    let said = read(words, number, true);
    let said = if is_whole { gender::before_unit(words.language, said, one) } else { said };
    format!("{said} {}", if is_whole { unit } else { many })
}

/// The name of a hundredth of a euro, for so many.
fn cents_of(words: &Words, cents: &str) -> &'static str {
    match (words.cents, cents) {
        (("", _), _) => "Cent",
        ((one, _), "1") => one,
        ((_, many), _) => many,
    }
}

/// "ein Meter fünfundachtzig", as people and jumps are measured.
fn length(words: &Words, whole: &str, centimeters: &str, unit: &str) -> String {
    let and = if words.language == Language::Italian { " e " } else { " " };
    let centimeters = centimeters.strip_prefix('0').unwrap_or(centimeters);
    format!("{} {unit}{and}{}", read(words, whole, true), read(words, centimeters, false))
}

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

/// A number and its million.
fn many(words: &Words, found: &Found<'_>) -> String {
    let number = if found.has("to") { found.get("to") } else { found.get("number") };
    let unit = quantity(words, found.get("quantity"));
    let (_, one, many) = unit;
    if number == "1" {
        return one.to_owned();
    }
    // "veintiún millones"; in German a million is feminine, and one before it is never short.
    let is_short = words.language == Language::Spanish;
    let between = if is_joined_quantity(unit) && !number.contains(',') { "" } else { " " };
    format!("{}{between}{many}", read(words, number, is_short))
}
