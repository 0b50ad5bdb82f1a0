//! Signs between words and in sums; whatever is left is named or dropped by the last pass.

use std::sync::LazyLock;

use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `1-2=5`: a sum with an equals sign tells that the hyphen is a minus.
static SUM: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<one>[0-9]{1,9}|\b[a-z]) ?(?P<sign>[-*×÷/]) ?(?P<two>[0-9]{1,9}|[a-z]) ?=")
});
static TIMES: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<one>[0-9]{1,9}) ?[*×] ?(?P<two>[0-9]{1,9})"));
/// `> 50`, `<5%`.
static COMPARED: LazyLock<Pattern> = LazyLock::new(|| pattern("(?P<sign>[<>]=?) ?"));
/// `20° → 25°`
static ARROW: LazyLock<Pattern> = LazyLock::new(|| pattern(" ?(?:→|->|=>) ?"));
/// `mc²`
static POWER: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"\b(?P<base>\p{L}{1,2})(?P<power>[²³])"));
/// `5★`, `★★★`
/// `3:1`, unlike `3:10`
static RATIO: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?P<one>[0-9]{1,3}):(?P<two>[0-9]{3}|[0-9])"));
/// `10^6`, `x^2`
static RAISED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<base>[0-9]{1,9}|\b[a-z])\^(?P<sign>-?)(?P<power>[0-9]{1,3})"));
/// `5* hotel`
static HOTEL: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\b(?P<count>[1-7A])\*(?P<many>s\b)?"));
static STARS: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?P<count>[0-9](?:\.[0-9])?) ?[★⭐]|[★⭐]{2,5}"));
static STROKE: LazyLock<Pattern> = LazyLock::new(|| pattern(" ?/ ?"));
static ABOUT: LazyLock<Pattern> = LazyLock::new(|| pattern("~ ?"));
/// `+/- 3`
static PLUS_MINUS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\+/[-–] ?"));
/// `#1`
static RANK: LazyLock<Pattern> = LazyLock::new(|| pattern("# ?"));
static SIGN: LazyLock<Pattern> = LazyLock::new(|| pattern("[&#@₩¥₹_]"));

/// Books with chapters and verses, `Psalm 23:4`; verses of two digits are said as times are.
const SCRIPTURES: [&str; 38] = [
    "Genesis",
    "Exodus",
    "Leviticus",
    "Numbers",
    "Deuteronomy",
    "Joshua",
    "Judges",
    "Samuel",
    "Kings",
    "Chronicles",
    "Job",
    "Psalm",
    "Psalms",
    "Proverbs",
    "Ecclesiastes",
    "Isaiah",
    "Jeremiah",
    "Ezekiel",
    "Daniel",
    "Hosea",
    "Amos",
    "Micah",
    "Matthew",
    "Mark",
    "Luke",
    "John",
    "Acts",
    "Romans",
    "Corinthians",
    "Galatians",
    "Ephesians",
    "Philippians",
    "Hebrews",
    "James",
    "Peter",
    "Revelation",
    "Sura",
    "Surah",
];

/// Signs between amounts that still have their units and currencies.
pub(super) fn rewrite_comparisons(line: &mut Line) {
    replace(line, &PLUS_MINUS, |_| Some("plus or minus ".to_owned()));
    let is_amount = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "$£€".contains(c));
    replace(line, &RAISED, |found| {
        let base = found.get("base");
        Some(match (found.get("sign"), found.get("power")) {
            ("", "2") => format!("{base} squared"),
            ("", "3") => format!("{base} cubed"),
            ("", power) => format!("{base} to the power of {power}"),
            (_, power) => format!("{base} to the power of minus {power}"),
        })
    });
    replace(line, &RATIO, |found| {
        let is_free = found.is_clean() && found.after() != Some(':') && found.before() != Some(':');
        let relation = if SCRIPTURES.contains(&found.word_before()) { "verse" } else { "to" };
        is_free.then(|| format!("{} {relation} {}", found.get("one"), found.get("two")))
    });
    replace(line, &ARROW, |found| is_amount(found.after()).then(|| " to ".to_owned()));
    replace(line, &COMPARED, |found| {
        let words = match found.get("sign") {
            ">" => "greater than",
            ">=" => "at least",
            "<" => "less than",
            _ => "at most",
        };
        let is_letter = is_lone_letter(found.line_before());
        let stands_apart = is_letter || matches!(found.before(), None | Some(' ' | '('));
        let space = if is_letter { " " } else { "" };
        (stands_apart && is_amount(found.after())).then(|| format!("{space}{words} "))
    });
}

/// `p<0.05`
fn is_lone_letter(before: &str) -> bool {
    let mut letters = before.chars().rev();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_none_or(|c| !c.is_alphanumeric())
}

pub(super) fn rewrite_sums(line: &mut Line) {
    replace(line, &POWER, |found| {
        let power = if found.get("power") == "²" { "squared" } else { "cubed" };
        Some(format!("{} {power}", found.get("base")))
    });
    replace(line, &HOTEL, |found| {
        let ends = !found.after().is_some_and(char::is_alphanumeric);
        let is_mark = !found.has("many")
            && found.line_after().starts_with([' ', ',', '.'])
            && found.word_after().is_empty();
        let star = if found.has("many") { "stars" } else { "star" };
        (ends && !is_mark && found.starts_clean()).then(|| format!("{} {star}", found.get("count")))
    });
    replace(line, &STARS, |found| {
        let count = match found.get("count") {
            "" => found.whole().chars().count().to_string(),
            count => count.to_owned(),
        };
        Some(format!("{count} stars"))
    });
    replace(line, &SUM, |found| {
        let sign = match found.get("sign") {
            "-" => "minus",
            "/" | "÷" => "divided by",
            _ => "times",
        };
        Some(format!("{} {sign} {} equals ", found.get("one"), found.get("two")))
    });
    replace(line, &TIMES, |found| Some(format!("{} times {}", found.get("one"), found.get("two"))));
    replace(line, &ABOUT, |found| {
        found.after().is_some_and(|c| c.is_ascii_digit()).then(|| "about ".to_owned())
    });
    replace(line, &RANK, |found| {
        found.after().is_some_and(|c| c.is_ascii_digit()).then(|| "number ".to_owned())
    });
    replace(line, &STROKE, |found| Some(stroke(found).to_owned()));
}

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &SIGN, |found| {
        let word = match found.whole() {
            "&" => "and",
            "#" => "hash",
            "@" => "at",
            "₩" => "won",
            "¥" => "yen",
            "₹" => "rupee",
            _ => " ",
        };
        Some(format!(" {word} "))
    });
}

/// Between words it is "or" or nothing; beside a number it is not said, and is left as a bar for the
/// rules of numbers to see; in marks such as `</p>` it is nothing. Elsewhere, as in paths, it is named.
fn stroke(found: &Found<'_>) -> &'static str {
    let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if found.before() == Some('<') || found.after() == Some('>') {
        " "
    } else if is_number(found.before()) || is_number(found.after()) {
        "|"
    } else if found.whole() == "/" && is_letter(found.before()) && is_letter(found.after()) {
        between_words(found)
    } else {
        " slash "
    }
}

/// As far as the word behind a stroke is looked at.
const LONGEST_WORD_CHARACTERS: usize = 24;

/// "he or she", "teacher or parent"; "US China talks", "price earnings ratio".
fn between_words(found: &Found<'_>) -> &'static str {
    /// What stands before the second half of one thing.
    const HALVES: [&str; 14] = [
        "and", "price", "work", "risk", "win", "cost", "singer", "writer", "actor", "autumn",
        "spring", "winter", "summer", "profit",
    ];
    let before = found.sight_before();
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '/').next().unwrap_or("");
    let is_word = |start: Option<char>| start.is_some_and(char::is_lowercase);
    let after: String = found.line_after().chars().take(LONGEST_WORD_CHARACTERS).collect();
    let after = after.split(|c: char| !c.is_alphanumeric() && c != '/').next().unwrap_or("");
    let is_in_prose =
        word.len() < found.line_before().len() || after.len() < found.line_after().len();
    if word.contains('/') || after.contains('/') || !is_in_prose {
        return " slash ";
    }
    if ["day", "week", "month", "year", "hour", "night", "person"].contains(&after) {
        return " per ";
    }
    let is_short = word.len() < 2 || !found.line_after().chars().take(2).all(char::is_alphabetic);
    let is_pronoun = matches!(word, "He" | "She" | "His" | "They" | "Yes" | "Either");
    let are_words = is_pronoun || is_word(word.chars().next());
    let are_choices = are_words && is_word(found.after()) && !is_short && !HALVES.contains(&word);
    if are_choices { " or " } else { " " }
}
