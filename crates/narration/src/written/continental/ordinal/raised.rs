//! Ordinals with the ring of degrees, before the rule of degrees: `il 2° posto`, `Il 3° e il 4°`,
//! `arriva 5°`.

use std::sync::LazyLock;

use super::spanish_before_noun;
use crate::Language;
use crate::line::Line;
use crate::numbers::{cardinal, italian, spanish};
use crate::written::continental::gender;
use crate::written::continental::words::Words;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static RAISED: LazyLock<Pattern> = LazyLock::new(|| pattern("(?P<number>[0-9]{1,3})[°º]"));
/// From here on nobody's place is told with a ring alone: "hoy, 32º en Sevilla".
const LEAST_DEGREES: u64 = 21;
/// A line about the weather or an angle.
static DEGREES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:temperatur\w{1,2}|termometr\w{1,2}|termómetros?|gradi|grados|caldo|calor|freddo|frío|massim\w|minim\w|máxim\w{1,2}|mínim\w{1,2}|meteo|tiempo|angolo|ángulo|inclina\w{2,8}|forno|horno|celsius|latitud\w{0,3}|longitud\w{0,3})\b",
    )
});
const ARTICLES: [&str; 26] = [
    "il", "la", "lo", "un", "una", "del", "della", "dello", "al", "alla", "allo", "dal", "dalla",
    "nel", "nella", "sul", "sulla", "el", "su", "este", "esta", "questo", "questa", "primo", "suo",
    "sua",
];
/// What is numbered so without an article.
const NUMBERED: [&str; 27] = [
    "posto",
    "piano",
    "turno",
    "giorno",
    "anno",
    "secolo",
    "livello",
    "minuto",
    "tempo",
    "set",
    "giro",
    "edizione",
    "volta",
    "trimestre",
    "giornata",
    "classificato",
    "anniversario",
    "premio",
    "round",
    "tappa",
    "puesto",
    "lugar",
    "piso",
    "aniversario",
    "edición",
    "congreso",
    "grado",
];
/// Before somebody's place.
const PLACED: [&str; 21] = [
    "classifica",
    "classificato",
    "classificata",
    "arriva",
    "arrivato",
    "arrivata",
    "giunto",
    "giunta",
    "chiude",
    "finisce",
    "solo",
    "termina",
    "quedó",
    "terminó",
    "è",
    "era",
    "resta",
    "sale",
    "es",
    "va",
    "marcha",
];

pub(in crate::written::continental) fn rewrite(words: &Words, line: &mut Line) {
    let language = words.language;
    if !matches!(language, Language::Spanish | Language::Italian) {
        return;
    }
    replace(line, &RAISED, |found| {
        let number = found.get("number").parse().ok()?;
        let is_feminine = is_feminine(language, found);
        let counts_noun = found.word_after().len() > 1 && language == Language::Spanish;
        let said = match language {
            Language::Spanish if counts_noun => spanish_before_noun(number, is_feminine),
            Language::Spanish => spanish::ordinal(number, is_feminine),
            _ => italian::ordinal(number, is_feminine),
        };
        if !found.is_clean() {
            return None;
        }
        let is_warm = language == Language::Spanish && number >= LEAST_DEGREES;
        let is_heat = is_warm && !matches!(found.after(), Some('C' | 'F'));
        let degrees = || format!("{} grados", cardinal(language, number));
        if is_ordinal(found) { Some(said) } else { is_heat.then(degrees) }
    });
}

/// Behind an article, before what is numbered, or as somebody's place; of a list one tells of all.
fn is_ordinal(found: &Found<'_>) -> bool {
    const MEASURED: [&str; 8] =
        ["di", "de", "C", "F", "Celsius", "centigradi", "Fahrenheit", "centígrados"];
    let after = found.word_after();
    if MEASURED.contains(&after) || found.line_after().starts_with('/') {
        return false;
    }
    let before = found.word_before().to_lowercase();
    if ARTICLES.contains(&before.as_str()) || NUMBERED.contains(&after) {
        return true;
    }
    let is_listed =
        || noun_behind_list(found.line_after()).is_some_and(|noun| NUMBERED.contains(&noun));
    let is_place = || PLACED.contains(&before.as_str()) && !found.line_has(&DEGREES);
    is_listed() || is_place()
}

/// "posto" of ` e 4° posto`.
fn noun_behind_list(after: &str) -> Option<&str> {
    let mut words = after.split_whitespace().take(6);
    let first = words.next()?;
    if !["e", "y", "o"].contains(&first) {
        return None;
    }
    words.find(|word| !word.ends_with(['°', 'º']) && !ARTICLES.contains(word))
}

fn is_feminine(language: Language, found: &Found<'_>) -> bool {
    let (before, noun) = (found.word_before().to_lowercase(), found.word_after());
    if ARTICLES.contains(&before.as_str()) {
        return before.ends_with('a');
    }
    NUMBERED.contains(&noun) && (gender::is_feminine(language, noun) || noun.ends_with('a'))
}
