//! Thousands, millions and more in a letter: `5m people`, `1.2bn users`, `10k runners`; or `m` for
//! meters, told apart by what stands beside the number.

use std::sync::LazyLock;

use super::super::amount::{NUMBER, quantity, read_plain};
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `5m people`, `40m-50m people`.
static MANY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(?P<from>{NUMBER})(?:bn|mn|mln|tn|trn|m|k|K)?(?P<dash>[-–]))?(?P<number>{NUMBER}) ?(?P<quantity>bn|mn|mln|tn|trn|m|k|K)\b"
    ))
});
/// Words about what is measured in meters.
static LENGTHS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:rivers?|waters?|seas?|tides?|waves?|swell|snow\w*|flood\w*|depth|height|altitude|met(?:er|re)s?|feet|high(?:er)?|deep(?:er)?|tall(?:er)?|long|wide|jump\w*|throws?|threw|sprint\w*|races?|final|heats?|hurdles|relay|vault|javelin|shot put|towers?|walls?|bridges?|buildings?|tunnels?|statues?|trees?|ships?|yachts?|boats?|summits?|peaks?|mountains?|cliffs?|runways?|roads?|pipes?|pools?|swim\w*|swam|ran|runs?|walked|plunged|athletic\w*|medals?|freestyle|backstroke|butterfly|breaststroke|dived?|climbers?|telescope|goal|penalty|yards?|pitch|box)\b",
    )
});
/// Words about what is counted in millions.
static COUNTS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:populations?|people|lists?|audiences?|profits?|sales|revenues?|turnover|loss(?:es)?|users|viewers|viewing|ratings|subscribers|customers|votes|displaced|fled|drew|watched|sold|copies|unemploy\w*|jobs|deaths|cases|patients|passengers|visitors|refugees|migrants|homes|households|workers|downloads|streams|views|budgets?|shares|debts?|costs?|earn\w*|raised|followers|members|doses|tons|tonnes|barrels|output|production|exports|imports)\b",
    )
});
/// Words about how many people or things there are.
static POPULATION: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?:people|population|killed|users|subscribers|customers|viewers|votes|jobs|homes|households|doses|passengers|visitors|followers|displaced)\b",
    )
});

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &MANY, many);
}

/// Races that are run in thousands of meters, and are called "ten K".
const ON_FOOT: [&str; 8] = ["race", "run", "runs", "walk", "runner", "runners", "course", "swim"];

/// `m` is a million before what is counted, and a metre otherwise.
fn many(found: &Found<'_>) -> Option<String> {
    let after = found.word_after();
    let counts = found.after() == Some('+')
        || found.line_after().starts_with("-strong")
        || counts_people(found)
        || (after.is_empty() && is_population(found));
    let (quantity_written, number) = (found.get("quantity"), found.get("number"));
    if quantity_written == "K" && !counts {
        return None;
    }
    let is_race = quantity_written == "k"
        && (ON_FOOT.contains(&after) || (after.is_empty() && matches!(number, "5" | "10")));
    if is_race && found.is_clean() && !found.before().is_some_and(|c| "$£€¥".contains(c)) {
        return Some(format!("{} K", read_plain(number)));
    }
    let is_length = found.get("quantity") == "m" && !counts && !is_million(found);
    let stands_alone = found.is_clean() && !found.before().is_some_and(|c| "$£€¥".contains(c));
    // A hyphen before a range of lengths is for the rule of measures.
    let from = match found.get("from") {
        "" => String::new(),
        from if found.word_before().eq_ignore_ascii_case("between") => {
            format!("{} and ", read_plain(from))
        }
        from => format!("{} to ", read_plain(from)),
    };
    (stands_alone && !is_length)
        .then(|| format!("{from}{} {}", read_plain(number), quantity(quantity_written)))
}

/// Whether `m` is a million though nothing that is counted follows it at once: a verb of several, another
/// unit, or a line that tells of counts and of no lengths.
fn is_million(found: &Found<'_>) -> bool {
    const OF_SEVERAL: [&str; 3] = ["are", "were", "have"];
    const UNITS: [&str; 8] = [" km", " b/d", " bpd", " kg", " sq ", " square ", " cubic ", " kWh"];
    let has_unit = UNITS.iter().any(|unit| found.line_after().starts_with(unit));
    let is_counted = || found.line_has(&COUNTS) && !found.line_has(&LENGTHS);
    has_unit || OF_SEVERAL.contains(&found.word_after()) || is_counted()
}

/// Whether people or things in the plural follow, also behind one word such as "new", and not
/// what is measured: "the 100m hurdles".
fn counts_people(found: &Found<'_>) -> bool {
    const OF: [&str; 6] = [" of them", " of whom", " of these", " of those", " of us", " of which"];
    let after = found.word_after();
    let after_next = || {
        let rest = found.line_after().get(after.len() + 2..).unwrap_or("");
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        rest.get(..end).unwrap_or("")
    };
    is_counted(after)
        || (DESCRIBED.contains(&after) && is_counted(after_next()))
        || OF.iter().any(|of| found.line_after().starts_with(of))
}

/// "World War II killed about 60m."
fn is_population(found: &Found<'_>) -> bool {
    const ABOUT: [&str; 13] = [
        "perhaps", "about", "around", "some", "nearly", "almost", "over", "to", "of", "than",
        "another", "only", "least",
    ];
    let ends = matches!(found.after(), None | Some('.' | ',' | ';' | ')'));
    ends && ABOUT.contains(&found.word_before()) && found.line_has(&POPULATION)
}

fn is_counted(noun: &str) -> bool {
    const PEOPLES: [&str; 34] = [
        "Jews",
        "Muslims",
        "Hindus",
        "Sikhs",
        "Poles",
        "Turks",
        "Kurds",
        "Arabs",
        "Iraqis",
        "Israelis",
        "Pakistanis",
        "Bangladeshis",
        "Afghans",
        "Britons",
        "Scots",
        "Swedes",
        "Danes",
        "Finns",
        "Greeks",
        "Spaniards",
        "Serbs",
        "Croats",
        "Czechs",
        "Slovaks",
        "Yemenis",
        "Somalis",
        "Saudis",
        "Uighurs",
        "Uyghurs",
        "Rohingya",
        "Rohingyas",
        "Catholics",
        "Protestants",
        "Filipinos",
    ];
    let is_plural = noun.len() > 3
        && noun.ends_with('s')
        && noun.starts_with(char::is_lowercase)
        && !NO_COUNTS.contains(&noun);
    // "Ukrainians", "Americans"
    let is_people = noun.starts_with(char::is_uppercase) && noun.ends_with("ans") && noun.len() > 5;
    is_plural
        || is_people
        || PEOPLES.contains(&noun)
        || ["people", "men", "women", "children", "refugees"].contains(&noun)
}

/// After these endings in s an amount is a length.
const NO_COUNTS: [&str; 22] = [
    "across",
    "towards",
    "upwards",
    "downwards",
    "hurdles",
    "waves",
    "walls",
    "sprints",
    "races",
    "heats",
    "finals",
    "relays",
    "titles",
    "fences",
    "gusts",
    "wingspans",
    "backwards",
    "always",
    "champions",
    "runners",
    "swells",
    "seas",
];

/// Before what is counted.
const DESCRIBED: [&str; 31] = [
    "new",
    "more",
    "extra",
    "other",
    "additional",
    "young",
    "older",
    "elderly",
    "active",
    "monthly",
    "daily",
    "registered",
    "foreign",
    "unemployed",
    "poor",
    "American",
    "British",
    "German",
    "French",
    "European",
    "Chinese",
    "Indian",
    "Russian",
    "Ukrainian",
    "Palestinian",
    "Syrian",
    "working",
    "eligible",
    "unique",
    "jobless",
    "first",
];
