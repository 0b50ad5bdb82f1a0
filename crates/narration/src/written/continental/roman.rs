//! Roman numerals: `siglo XXI`, `Leone XIV`, `Wilhelm II.`, `la II Guerra Mundial`.

use std::sync::LazyLock;

use super::words::{Words, capital};
use crate::Language;
use crate::line::Line;
use crate::numbers::{cardinal, german, italian, roman, spanish};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static NAMED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<word>\p{L}[\p{Ll}'’]{2,20}) (?P<numeral>[IVXLC]{1,7})\b(?P<dot>\.?)(?: (?P<after>secolo|siècle|siglo)\b)?",
    )
});
static CENTURY: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<numeral>[IVXLC]{1,7}) (?P<after>secolo)\b"));
/// `siglos XVI y XVII`, `s. XX`
static CENTURIES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<word>siglos|siècles|secoli|s\.) (?P<first>[IVXL]{1,7})\b(?:(?P<and> (?:y|e|et|al?|à) )(?P<second>[IVXL]{1,7})\b)?",
    )
});
/// `la II Guerra Mundial`, `XX Congreso`
static BEFORE_NOUN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?P<article>\p{Ll}{1,5}[’' ]|L[ao] |El |Il |Una? )(?P<numeral>[IVX]{1,6})|(?P<alone>[IVX]{2,6})) (?P<noun>\p{L}\p{Ll}{3,20})",
    )
});
/// `dem II. Weltkrieg`
static GERMAN_BEFORE_NOUN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<article>[Dd](?:e[rmns]|ie|as)|[Ii][mn]s?|[Aa]m|[Zz]u[mr]|[Vv]om|[Bb]eim) (?P<numeral>[IVX]{1,6})\. (?P<noun>\p{Lu}\p{Ll}{2,30})",
    )
});

/// What is numbered by counting, in any of the languages.
const COUNTED: &[&str] = &[
    "München",
    "Paris",
    "Lyon",
    "Hartz",
    "siglo",
    "Siglo",
    "siècle",
    "Kapitel",
    "chapitre",
    "capítulo",
    "capitolo",
    "Guerra",
    "Band",
    "tome",
    "volume",
    "Kategorie",
    "Teil",
    "Parte",
    "Klasse",
    "título",
    "tomo",
    "artículo",
];
/// Rulers whose number agrees with them.
const QUEENS: [&str; 20] = [
    "Elisabeth",
    "Elizabeth",
    "Isabel",
    "Elisabetta",
    "Isabella",
    "Isabelle",
    "Katharina",
    "Catalina",
    "Caterina",
    "Maria",
    "María",
    "Margrethe",
    "Margarete",
    "Margarita",
    "Margherita",
    "Victoria",
    "Viktoria",
    "Vittoria",
    "Cristina",
    "Kleopatra",
];
/// Words that stand as articles do before a numeral and its noun.
pub(super) const ARTICLES: [&str; 30] = [
    "la", "el", "il", "lo", "l", "una", "un", "uno", "della", "del", "dello", "dell", "nella",
    "nel", "nell", "alla", "al", "allo", "all", "dalla", "dal", "dall", "sulla", "sul", "sull",
    "su", "esta", "este", "questa", "questo",
];
/// The largest numeral that is read as an ordinal before its noun.
const LARGEST_ORDINAL: u64 = 20;
/// "Via Venti Settembre", after days of which no ordinal is said.
const ITALIAN_MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
/// Nobody is the fortieth of a name.
const LARGEST_OF_NAME: u64 = 39;

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    let language = words.language;
    replace(line, &CENTURIES, |found| centuries(language, found));
    if language == Language::German {
        replace(line, &GERMAN_BEFORE_NOUN, |found| {
            // The rule of ordinals in digits knows the endings.
            let number = roman(found.get("numeral"))?;
            Some(format!("{} {number}. {}", found.get("article"), found.get("noun")))
        });
    }
    replace(line, &NAMED, |found| named(language, found));
    if language == Language::Italian {
        replace(line, &CENTURY, |found| {
            let number = roman(found.get("numeral"))?;
            found.is_clean().then(|| format!("{} secolo", italian::ordinal(number, false)))
        });
    }
    if matches!(language, Language::Spanish | Language::Italian) {
        replace(line, &BEFORE_NOUN, |found| before_noun(language, found));
    }
}

fn centuries(language: Language, found: &Found<'_>) -> Option<String> {
    let is_short = found.get("word") == "s.";
    if is_short && language != Language::Spanish {
        return None;
    }
    let said = |group: &str| {
        let number = roman(found.get(group))?;
        Some(match language {
            Language::Italian => italian::ordinal(number, false),
            _ => cardinal(language, number),
        })
    };
    let word = if is_short { "siglo" } else { found.get("word") };
    let second = said("second").map(|second| format!("{}{second}", found.get("and")));
    Some(format!("{word} {}{}", said("first")?, second.unwrap_or_default()))
}

fn named(language: Language, found: &Found<'_>) -> Option<String> {
    let (word, numeral) = (found.get("word"), found.get("numeral"));
    let number = roman(numeral)?;
    let ends = !found.after().is_some_and(char::is_alphanumeric);
    if !ends || found.before().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let dot = found.get("dot");
    if language == Language::Italian && (found.has("after") || word == "secolo") {
        let after = if found.has("after") { " secolo" } else { dot };
        return Some(format!("{word} {}{after}", italian::ordinal(number, false)));
    }
    if COUNTED.contains(&word) {
        return Some(format!("{word} {}{dot}", cardinal(language, number)));
    }
    let behind = found.word_after().to_lowercase();
    let is_street = ITALIAN_MONTHS.contains(&behind.as_str()) || behind == "giornate";
    if language == Language::Italian && is_street {
        return Some(format!("{word} {}{dot}", cardinal(language, number)));
    }
    let is_article = ARTICLES.contains(&word.to_lowercase().as_str());
    let is_name = word.starts_with(char::is_uppercase)
        && !is_article
        && (numeral.len() > 1
            || matches!(numeral, "V")
            || (numeral == "I" && language != Language::Italian));
    if !is_name || number > LARGEST_OF_NAME {
        return None;
    }
    let is_queen = QUEENS.contains(&word);
    Some(match language {
        Language::German => {
            format!("{word} {}{}", german_name(found, number), german_full_stop(found))
        }
        Language::French if number == 1 => format!("{word} premier{dot}"),
        Language::Spanish if number <= 10 => {
            format!("{word} {}{dot}", spanish::ordinal(number, is_queen))
        }
        Language::Italian => format!("{word} {}{dot}", italian::ordinal(number, is_queen)),
        _ => format!("{word} {}{dot}", cardinal(language, number)),
    })
}

/// `la II Guerra Mundial`: an article tells the gender, else the noun's ending.
fn before_noun(language: Language, found: &Found<'_>) -> Option<String> {
    let (article, noun) = (found.get("article"), found.get("noun"));
    let bare = article.trim_end_matches([' ', '’', '\'']).to_lowercase();
    let is_known = article.is_empty() || ARTICLES.contains(&bare.as_str());
    let number = roman(&format!("{}{}", found.get("numeral"), found.get("alone")))?;
    // After a name it is the name's: "Carlos III visitó".
    let before = found.word_before();
    let follows_name = article.is_empty()
        && before.starts_with(char::is_uppercase)
        && before.ends_with(char::is_alphabetic);
    if !is_known || follows_name || found.after().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let noun_is_feminine = noun.ends_with('a') || noun.ends_with("ión") || noun.ends_with("ione");
    let is_open =
        matches!(bare.as_str(), "" | "l" | "dell" | "nell" | "all" | "dall" | "sull" | "su");
    let is_feminine = if is_open { noun_is_feminine } else { bare.ends_with('a') };
    let said = match language {
        Language::Spanish if number > LARGEST_ORDINAL => cardinal(language, number),
        Language::Spanish if !is_feminine && matches!(number, 1 | 3) => {
            spanish::ordinal(number, false).trim_end_matches('o').to_owned()
        }
        Language::Spanish => spanish::ordinal(number, is_feminine),
        _ => italian::ordinal(number, is_feminine),
    };
    Some(format!("{article}{said} {noun}"))
}

/// The dot of an ordinal ends the sentence too where nothing follows: "Papst Leo XIV."
fn german_full_stop(found: &Found<'_>) -> &'static str {
    let is_last = found.line_after().trim_start_matches(['“', '”', '"', '«', ' ']).is_empty();
    if is_last && found.has("dot") { "." } else { "" }
}

/// "der Zweite", in the case that the words before the name ask for.
fn german_name(found: &Found<'_>, number: u64) -> String {
    let name = found.get("word");
    let is_queen = QUEENS.contains(&name.strip_suffix('s').unwrap_or(name));
    let governing = governing_word(found.sight_before());
    let governing = if is_object(found, governing) { "den" } else { governing };
    let (article, ending) = match (case(name, governing), is_queen) {
        (Case::Nominative, false) => ("der", "e"),
        (Case::Nominative | Case::Accusative, true) => ("die", "e"),
        (Case::Accusative, false) => ("den", "en"),
        (Case::Dative, false) => ("dem", "en"),
        (Case::Genitive, false) => ("des", "en"),
        (Case::Dative | Case::Genitive, true) => ("der", "en"),
    };
    format!("{article} {}{ending}", capital(&german::ordinal_stem(number)))
}

/// Verbs of news that have somebody as their object.
const MEET: [&str; 18] = [
    "traf",
    "trifft",
    "trafen",
    "treffen",
    "besuchte",
    "besucht",
    "besuchten",
    "empfing",
    "empfängt",
    "empfingen",
    "kritisierte",
    "kritisiert",
    "lobte",
    "würdigte",
    "ehrte",
    "begrüßte",
    "begrüßt",
    "sah",
];
/// Words that begin a sentence whose subject comes behind its verb.
const FIRST: [&str; 24] = [
    "am",
    "in",
    "im",
    "bei",
    "beim",
    "nach",
    "zum",
    "zur",
    "zuvor",
    "dort",
    "dabei",
    "später",
    "gestern",
    "heute",
    "danach",
    "auch",
    "vor",
    "mit",
    "zuletzt",
    "anschließend",
    "dann",
    "da",
    "auf",
    "seit",
];
/// How far before a name its sentence may begin, in characters.
const SENTENCE_CHARACTERS: usize = 80;

/// "Er traf Papst Leo", but "Am Montag traf Papst Leo": the verb stands behind its subject.
fn is_object(found: &Found<'_>, verb: &str) -> bool {
    if !MEET.contains(&verb) {
        return false;
    }
    let before = found.line_before();
    let start = before.char_indices().rev().nth(SENTENCE_CHARACTERS);
    let seen = start.and_then(|(at, _)| before.get(at..)).unwrap_or(before);
    let sentence = seen.rsplit(['.', ',', ';', ':', '!', '?', '–']).next().unwrap_or("");
    let begins = start.is_none() || sentence.len() < seen.len();
    let first = sentence.split_whitespace().next().unwrap_or("").to_lowercase();
    begins && first != verb && !first.is_empty() && !FIRST.contains(&first.as_str())
}

enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
}

fn case(name: &str, governing: &str) -> Case {
    /// Names that end in s as they are.
    const OWN: [&str; 6] = ["us", "es", "is", "as", "os", "ns"];
    match governing {
        "des" => Case::Genitive,
        "unter" | "mit" | "von" | "bei" | "nach" | "zu" | "seit" | "gegenüber" | "aus" | "vor"
        | "dem" | "zum" | "vom" | "beim" | "neben" => Case::Dative,
        "für" | "gegen" | "ohne" | "durch" | "um" | "den" | "an" | "auf" | "über" => {
            Case::Accusative
        }
        _ if name.ends_with('s') && !OWN.iter().any(|ending| name.ends_with(ending)) => {
            Case::Genitive
        }
        _ => Case::Nominative,
    }
}

/// The nearest word before a name and its titles that begins small, as "mit" in "mit Papst Paul"; in
/// small letters also where it begins the sentence.
fn governing_word(before: &str) -> &str {
    const BEGIN: [(&str, &str); 8] = [
        ("Unter", "unter"),
        ("Mit", "mit"),
        ("Von", "von"),
        ("Bei", "bei"),
        ("Nach", "nach"),
        ("Seit", "seit"),
        ("Für", "für"),
        ("Gegen", "gegen"),
    ];
    let has_comma = |word: &str| word.ends_with([',', ';', ':', '.']);
    for word in before.split(' ').rev().filter(|word| !word.is_empty()) {
        if has_comma(word) {
            return "";
        }
        if let Some((_, small)) = BEGIN.iter().find(|(begin, _)| *begin == word) {
            return small;
        }
        if !word.starts_with(char::is_uppercase) {
            return word;
        }
    }
    ""
}
