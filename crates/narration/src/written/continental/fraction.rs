//! Fractions and what is written as they are: `2/3`, `2 1/2`, `1/2 km`, `9/10`, `7j/7`.

use std::sync::LazyLock;

use super::gender;
use super::words::{Unit, Words, capital};
use crate::Language;
use crate::line::Line;
use crate::numbers::{cardinal, french, german, italian, spanish};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static FRACTION: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:(?P<whole>[0-9]{1,3}) )?(?P<above>[0-9]{1,3})/(?P<below>[0-9]{1,3})(?: (?P<noun>[\p{L}²]{1,20}))?",
    )
});
/// `7j/7`, `24 h/24`, `7 jours sur 7`
static ALWAYS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<one>[0-9]{1,2}) ?(?P<unit>jours?|heures?|[jhH]) ?(?:/|sur) ?(?P<two>[0-9]{1,2})(?: ?[jhH])?\b",
    )
});

/// Fractions have names up to here.
const MOST_NAMED: u64 = 10;

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    if words.language == Language::French {
        replace(line, &ALWAYS, |found| {
            let unit = if found.get("unit").starts_with('j') { "jours" } else { "heures" };
            let said = || format!("{} {unit} sur {}", found.get("one"), found.get("two"));
            found.is_clean().then(said)
        });
    }
    replace(line, &FRACTION, |found| fraction(words, found));
}

fn fraction(words: &Words, found: &Found<'_>) -> Option<String> {
    let number = |group: &str| found.get(group).parse::<u64>().ok();
    let (above, below) = (number("above")?, number("below")?);
    let touched = |c: Option<char>| c.is_some_and(|c| "-/:.,$£€".contains(c));
    let after = found.get("noun").is_empty() && matches!(found.after(), Some('/' | '-' | '%'));
    if !found.is_clean() || touched(found.before()) || after || above == 0 || below < 2 {
        return None;
    }
    let noun = found.get("noun");
    let is_part =
        ["de", "d", "des", "di", "del", "dei", "delle", "der", "von", "vom"].contains(&noun);
    let is_rating = below == MOST_NAMED && !is_part || below == 20 || below == 100;
    if is_rating && above <= below && !found.has("whole") {
        let of = match words.language {
            Language::German => "von",
            Language::French => "sur",
            Language::Spanish => "sobre",
            _ => "su",
        };
        let noun = if noun.is_empty() { String::new() } else { format!(" {noun}") };
        return Some(format!("{above} {of} {below}{noun}"));
    }
    if above >= below || below > MOST_NAMED {
        return None;
    }
    match number("whole") {
        Some(whole) => Some(mixed(words, whole, (above, below), noun)),
        None if (above, below) == (1, 2) => Some(half(words, found)),
        None => Some(parts(words, found, (above, below))),
    }
}

/// "Two thirds", and of what: "trois quarts de kilomètre".
fn parts(words: &Words, found: &Found<'_>, part: (u64, u64)) -> String {
    let said = named(words.language, part);
    let noun = found.get("noun");
    // "En quart de finale" has no article.
    let is_round = matches!(noun, "de" | "di") && found.line_after().starts_with(" final");
    // "Le tiers des voix": the article stands there already.
    let has_article = ["le", "du", "au", "un", "el", "del", "al", "il", "ein", "das"]
        .contains(&found.word_before().to_lowercase().as_str());
    let said = if (is_round || has_article) && part.0 == 1 {
        said.split_once(' ').map_or(said.clone(), |(_, part)| part.to_owned())
    } else {
        said
    };
    match Words::find(words.units, noun) {
        Some((_, one, _)) if noun.len() > 1 => format!("{said}{}{one}", of(words.language)),
        _ if noun.is_empty() => said,
        _ => format!("{said} {noun}"),
    }
}

fn of(language: Language) -> &'static str {
    match language {
        Language::German => " ",
        Language::Italian => " di ",
        _ => " de ",
    }
}

/// "media taza", "mezzo litro", "ein halber Liter"; alone "un medio".
fn half(words: &Words, found: &Found<'_>) -> String {
    let noun = found.get("noun");
    let unit = Words::find(words.units, noun).filter(|_| noun.len() > 1 || noun == "l");
    let noun = unit.map_or(noun, |(_, one, _): Unit| one);
    let is_noun = !noun.is_empty()
        && !["de", "del", "di", "der", "des", "von", "y", "e", "et", "und", "a", "à"]
            .contains(&noun);
    let is_feminine = is_feminine(words.language, noun);
    let said = match (words.language, is_noun) {
        (Language::German, true) if noun.starts_with(char::is_uppercase) => {
            german_half(noun).to_owned()
        }
        (Language::German, _) => "ein halb".to_owned(),
        (Language::French, true) if noun == "finale" => "demi".to_owned(),
        (Language::French, true) if is_feminine => "une demi".to_owned(),
        (Language::French, _) => "un demi".to_owned(),
        (Language::Spanish, true) if is_feminine => "media".to_owned(),
        (Language::Spanish, true) => "medio".to_owned(),
        (Language::Spanish, false) => "un medio".to_owned(),
        (_, true) if is_feminine => "mezza".to_owned(),
        (_, true) => "mezzo".to_owned(),
        _ => "un mezzo".to_owned(),
    };
    format!("{said} {noun}").trim_end().to_owned()
}

/// Ends in "-a" where no list knows it: "taza", "tazza".
fn is_feminine(language: Language, noun: &str) -> bool {
    let ends = matches!(language, Language::Spanish | Language::Italian) && noun.ends_with('a');
    ends || gender::is_feminine(language, noun)
        || language == Language::French
            && ["cuillère", "tasse", "bouteille", "gousse", "botte"].contains(&noun)
}

/// "eine halbe Tasse", "ein halbes Kilo", "ein halber Liter".
fn german_half(noun: &str) -> &'static str {
    const NEUTER: [&str; 8] =
        ["kilo", "pfund", "glas", "jahr", "dutzend", "bund", "prozent", "gramm"];
    let lower = noun.to_lowercase();
    let is_neuter = noun.ends_with("chen") || NEUTER.iter().any(|end| lower.ends_with(end));
    let is_feminine = gender::german_one(noun, "").as_deref() == Some("eine");
    match (is_neuter, is_feminine || noun.ends_with('e')) {
        (true, _) => "ein halbes",
        (_, true) => "eine halbe",
        _ => "ein halber",
    }
}

/// "zweieinhalb", "deux et demi", "dos y media tazas", "due e un quarto".
fn mixed(words: &Words, whole: u64, part: (u64, u64), noun: &str) -> String {
    let language = words.language;
    let unit = Words::find(words.units, noun);
    let noun = unit.map_or(noun, |(_, _, many)| many);
    let is_feminine =
        is_feminine(language, noun.trim_end_matches('s')) || is_feminine(language, noun);
    let count = cardinal(language, whole);
    let said = match (language, part) {
        (Language::German, (1, 2)) => format!("{}einhalb", german::attributive(whole)),
        (Language::French, (1, 2)) => {
            format!("{count} et demi{}", if is_feminine { "e" } else { "" })
        }
        (Language::Spanish, (1, 2)) => {
            format!("{count} y medi{}", if is_feminine { "a" } else { "o" })
        }
        (Language::Italian, (1, 2)) => {
            format!("{count} e mezz{}", if is_feminine { "a" } else { "o" })
        }
        _ => format!("{count} {} {}", words.and, named(language, part)),
    };
    format!("{said} {noun}").trim_end().to_owned()
}

/// "deux tiers", "drei Viertel".
fn named(language: Language, (above, below): (u64, u64)) -> String {
    let is_one = above == 1;
    let many = |one: String, ending: &str| if is_one { one } else { format!("{one}{ending}") };
    let part = match (language, below) {
        (Language::German, 2) => "halb".to_owned(),
        (Language::German, _) => capital(&format!("{}el", german::ordinal_stem(below))),
        (Language::French, 2) => many("demi".to_owned(), "s"),
        (Language::French, 3) => "tiers".to_owned(),
        (Language::French, 4) => many("quart".to_owned(), "s"),
        (Language::French, _) => many(french::ordinal(below, false), "s"),
        (Language::Spanish, 2) => many("medio".to_owned(), "s"),
        (Language::Spanish, 3) => many("tercio".to_owned(), "s"),
        (Language::Spanish, _) => many(spanish::ordinal(below, false), "s"),
        (_, 2) => "mezzo".to_owned(),
        (_, _) if is_one => italian::ordinal(below, false),
        _ => format!("{}i", italian::ordinal(below, false).trim_end_matches('o')),
    };
    let one = if language == Language::German { "ein" } else { "un" };
    let above = if is_one { one.to_owned() } else { cardinal(language, above) };
    format!("{above} {part}")
}
