//! Roman numerals: after names ("Charles the Third") and after what is numbered ("World War Two").

use std::sync::LazyLock;

use crate::line::Line;
use crate::numbers;
use crate::numbers::english::{cardinal, ordinal};
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static NUMERAL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?P<word>[A-Za-z][\p{L}'’]{1,24})(?P<gap>[ -])(?P<numeral>[IVXLC]{1,8})\b")
});
static WAR: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\bWW ?(?P<numeral>II?|[12])\b"));

/// What is numbered by counting.
const NUMBERED: [&str; 82] = [
    "Chapter",
    "War",
    "Part",
    "Act",
    "Volume",
    "Book",
    "Section",
    "Title",
    "Article",
    "Phase",
    "Type",
    "Class",
    "Bowl",
    "Stage",
    "Level",
    "Tier",
    "Apollo",
    "Group",
    "Division",
    "Annex",
    "Episode",
    "Scene",
    "Vatican",
    "Saturn",
    "Mark",
    "Rocky",
    "Artemis",
    "Gemini",
    "Soyuz",
    "Ariane",
    "Luna",
    "Titan",
    "Trident",
    "Category",
    "Grade",
    "Wave",
    "Canto",
    "Fantasy",
    "Auto",
    "Duty",
    "Souls",
    "Kombat",
    "Godfather",
    "Wars",
    "Trek",
    "Alien",
    "Terminator",
    "Dune",
    "Gladiator",
    "Creed",
    "Scream",
    "Halloween",
    "Diablo",
    "Civilization",
    "Schedule",
    "Appendix",
    "Table",
    "Figure",
    "Zone",
    "Region",
    "Band",
    "Corps",
    "Symphony",
    "Sonata",
    "Opus",
    "Concerto",
    "Windows",
    "Model",
    "Series",
    "Season",
    "Round",
    "Convention",
    "Protocol",
    "Amendment",
    "Roman",
    "Balkans",
    "Sputnik",
    "Shenzhou",
    "Pioneer",
    "Voyager",
    "Mariner",
    "Ajax",
];
/// The same, where it is written small.
const SMALL_NUMBERED: [&str; 17] = [
    "chapter", "part", "act", "volume", "book", "section", "title", "article", "phase", "type",
    "class", "stage", "level", "tier", "group", "annex", "scene",
];
/// Rulers and popes: after these a single letter is a numeral too.
const RULERS: [&str; 22] = [
    "Elizabeth",
    "Charles",
    "George",
    "Henry",
    "James",
    "Edward",
    "William",
    "Richard",
    "John",
    "Mary",
    "Philip",
    "Felipe",
    "Louis",
    "Napoleon",
    "Peter",
    "Nicholas",
    "Alexander",
    "Pius",
    "Paul",
    "Francis",
    "Leo",
    "Ramses",
];
/// Letters with which a numeral of a name may be written: nobody is the fiftieth.
const LARGEST_OF_NAME: u64 = 39;

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &WAR, |found| {
        let written = found.get("numeral");
        let number = written.parse().ok().or_else(|| numbers::roman(written))?;
        Some(format!("World War {}", cardinal(number)))
    });
    replace(line, &NUMERAL, numeral);
}

fn numeral(found: &Found<'_>) -> Option<String> {
    let (word, gap, written) = (found.get("word"), found.get("gap"), found.get("numeral"));
    let number = numbers::roman(written)?;
    if word.starts_with(char::is_lowercase) {
        // "the part I played" is no first part.
        let is_numbered = SMALL_NUMBERED.contains(&word) && written != "I";
        let is_free = is_numbered && !found.before().is_some_and(char::is_alphanumeric);
        return is_free.then(|| format!("{word}{gap}{}", cardinal(number)));
    }
    // "Model X" and "Series X" are names.
    let is_letter = written == "X" && matches!(word, "Model" | "Series");
    if NUMBERED.contains(&word) && !is_letter {
        return Some(format!("{word}{gap}{}", cardinal(number)));
    }
    let is_ruler = RULERS.contains(&word) && !found.word_after().starts_with("am");
    let is_numeral = written.len() > 1 && number <= LARGEST_OF_NAME;
    if found.before().is_some_and(char::is_alphanumeric) || !(is_ruler || is_numeral) || gap == "-"
    {
        return None;
    }
    let is_acronym = word.chars().all(char::is_uppercase);
    if is_acronym {
        return Some(format!("{word} {}", cardinal(number)));
    }
    Some(format!("{word} the {}", ordinal(number)))
}
