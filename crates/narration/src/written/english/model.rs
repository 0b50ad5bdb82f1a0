//! Models, flights, strains and other names made of letters and digits: `Boeing 737`, `A320`,
//! `PM2.5`, `B.1.1.7`, `uranium-235`.

use std::sync::LazyLock;

use super::amount::{read, value};
use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::numbers::english::{cardinal, house, plural};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// Three digits after a name that is known for them, or after two capitals.
static THREE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<name>\b(?:Boeing |Boeing's |Airbus |Flight |flight |Section |section |Room |[Uu]ranium-|[Pp]lutonium-|[Cc]a?esium-|[Ii]odine-|[Pp]olonium-|A|[A-Z]{2}-?))(?P<number>[1-9][0-9]{2})(?:(?P<kind>(?:neo|ceo|XLR|LR|ER)s?)|(?P<many>s))?\b(?:-(?P<series>[0-9]{1,4})(?P<variant>ER|LR|s)?\b)?",
    )
});
/// `a 747 landed`
static JET: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?P<article>[Aa]|[Tt]he) )?(?P<number>7[0-8]7)(?:-(?P<version>[1-9]00|8|9|10)(?P<variant>ER|LR|F|s)?|(?P<many>s))?\b(?P<series>[ -](?:MAX|Max)\b)?",
    )
});
/// `B.1.1.7`, `BA.5`
static STRAIN: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<letters>[A-Z]{1,3})(?P<numbers>(?:\.[0-9]{1,3}){1,4})\b"));
/// `PM2.5`, `GPT-4.5`
static DECIMAL: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<letters>[A-Za-z]{1,8}-?)(?P<number>[0-9]{1,3}\.[0-9]{1,3})\b"));
/// `Tu-95MS`, `F-35B`: what follows the number is no unit.
static ARMS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\b(?P<name>[A-Z][A-Za-z]{0,3})-(?P<number>[0-9]{1,3})(?P<kind>[A-Z]{1,3}[0-9]?)\b")
});
/// `RTX 4090`, `flight BA2490`: two and two.
static FOUR: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\b(?P<name>(?:RTX|GTX|RX|[Ff]light [A-Z]{2}) ?)(?P<number>[1-9][0-9]{3})\b")
});
/// `49ers`
static PEOPLE: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?P<number>[0-9]{2})ers\b"));

/// `401(k)`, `501(c)(3)`: plans and bodies by the paragraph of the law.
static PARAGRAPH: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<hundreds>[1-9])0(?P<ones>[1-9])(?:\((?P<letter>[a-z])\)(?:\((?P<digit>[1-9])\))?|k)(?P<many>s\b)?",
    )
});

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &PARAGRAPH, paragraph);
    replace(line, &THREE, |found| {
        let (name, number) = (found.get("name"), value(found.get("number"))?);
        let is_airbus = name != "A" || (200..=380).contains(&number);
        let goes_on = matches!(found.after(), Some('-' | '.' | ',' | '/'))
            && found.line_after().chars().nth(1).is_some_and(char::is_alphanumeric);
        let stands_alone = !found.before().is_some_and(|c| "-/.@#".contains(c)) && !goes_on;
        let series = value(found.get("series"))
            .map(|series| format!(" {} {}", house(series), found.get("variant")));
        let kind =
            if found.has("kind") { format!(" {}", found.get("kind")) } else { String::new() };
        let number = several(house(number), found.has("many"));
        let words = format!("{} {number}{kind}", name.trim_end_matches([' ', '-']));
        let series = series.map(|series| series.trim_end().to_owned());
        (is_airbus && stands_alone).then(|| format!("{words}{}", series.unwrap_or_default()))
    });
    replace(line, &JET, |found| {
        let is_count = found.word_after().ends_with('s') && found.word_after().len() > 4;
        let is_named = found.has("series") || found.has("version") || found.has("many");
        let is_jet = is_named || (found.has("article") && !is_count);
        let number = value(found.get("number")).filter(|_| is_jet && found.is_clean())?;
        let version = value(found.get("version")).map(|version| format!(" {}", house(version)));
        let words = format!("{}{}", house(number), version.unwrap_or_default());
        let variant = found.get("variant").trim_end_matches('s');
        let said = [
            found.get("article"),
            &several(words, found.has("many") || found.get("variant") == "s"),
            variant,
            found.get("series").trim_start_matches([' ', '-']),
        ];
        let said: Vec<&str> = said.into_iter().filter(|word| !word.is_empty()).collect();
        Some(said.join(" "))
    });
    replace(line, &ARMS, |found| {
        let number = value(found.get("number"))?;
        let is_free = !found.before().is_some_and(|c| "-/.@#".contains(c));
        let words = format!("{}-{} {}", found.get("name"), house(number), found.get("kind"));
        is_free.then_some(words)
    });
    replace(line, &FOUR, |found| {
        let number = value(found.get("number"))?;
        Some(format!("{} {}", found.get("name").trim_end(), house(number)))
    });
    replace(line, &STRAIN, strain);
    replace(line, &DECIMAL, |found| {
        let is_free = found.is_clean() && !found.before().is_some_and(|c| "-/@#".contains(c));
        let letters = found.get("letters").trim_end_matches('-');
        // "a.5" and "No.5" are something else; "£5m-6.5m" is money.
        is_free.then(|| format!("{letters} {}", read(found.get("number"))))
    });
    replace(line, &PEOPLE, |found| {
        let words = cardinal(value(found.get("number"))?);
        let stem = words.strip_suffix('e').unwrap_or(&words);
        found.starts_clean().then(|| format!("{stem}ers"))
    });
}

/// "seven thirty sevens"
fn several(words: String, are_many: bool) -> String {
    if are_many { plural(&words) } else { words }
}

fn strain(found: &Found<'_>) -> Option<String> {
    let numbers = found.get("numbers");
    let is_clean = found.is_clean() && !found.before().is_some_and(|c| "-/.".contains(c));
    let said: Vec<String> = numbers
        .split('.')
        .filter(|number| !number.is_empty())
        .map(|number| value(number).map_or_else(|| digits(Language::English, number), house))
        .collect();
    is_clean.then(|| format!("{} {}", found.get("letters"), said.join(" ")))
}

/// "Four oh one k"
fn paragraph(found: &Found<'_>) -> Option<String> {
    let (letter, is_plan) = match found.get("letter") {
        "" => ("k", found.whole().starts_with("401k")),
        letter => (letter, true),
    };
    let (hundreds, ones) = (read(found.get("hundreds")), read(found.get("ones")));
    let digit = read(found.get("digit"));
    let many = if found.has("many") { "s" } else { "" };
    let words = || {
        let letters = format!("{letter}{many} {digit}");
        format!("{hundreds} oh {ones} {letters}").trim_end().to_owned()
    };
    (found.is_clean() && is_plan && found.before() != Some('$')).then(words)
}
