//! Words around dates and names in bylines, in lower case, in several languages.

/// What stands before names.
pub(super) const BY: &[&str] = &["by", "von", "par", "por", "door", "av", "af", "di", "da"];

/// What joins names.
pub(super) const JOINS: &[&str] = &["and", "und", "et", "y", "e", "og", "och", "en", "with", "mit"];

/// What stands between a name and a place or a section.
pub(super) const PLACES: &[&str] = &["in", "à", "en", "aus", "from", "for", "at"];

/// What stands around a date.
const AROUND_DATES: &[&str] = &[
    "at", "on", "um", "am", "pm", "a.m", "p.m", "uhr", "vom", "den", "der", "the", "of", "de",
    "del", "le", "la", "las", "el", "à", "a", "om", "klo", "kl", "alle", "ore", "h", "du", "d",
    "est", "edt", "et", "gmt", "utc", "cet", "cest", "bst", "pst", "pdt", "mis", "mise", "jour",
    "ligne", "last", "date", "online", "seit", "г", "в", "года", "от",
];

/// Names of days, and beginnings that only they have.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
];

/// What stands behind the digits of days and hours.
const BEHIND_DIGITS: &[&str] =
    &["st", "nd", "rd", "th", "er", "h", "am", "pm", "a.m", "p.m", "t", "z", "tz", "г", "uhr"];

/// Characters for year, month, day and time where dates are written without spaces.
const UNITS: &str = "年月日時分秒时点년월일시분초오전후午前後上下星期曜金土木水火一二三四五六更新公開発布表间間：（）() ";

pub(super) fn is_date_word(word: &str) -> bool {
    AROUND_DATES.contains(&word) || DAYS.contains(&word) || word.chars().all(|c| UNITS.contains(c))
}

/// Whether a word is a number of a date or a time: `17.11.2024`, `9h12`, `3rd`, `2024年11月20日`.
pub(super) fn is_number(word: &str) -> bool {
    if !word.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = word.to_lowercase();
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '/' | '-' | ',' | '+');
    let rest: String = lower.chars().filter(|c| !is_sign(*c)).collect();
    rest.is_empty()
        || BEHIND_DIGITS.contains(&rest.as_str())
        || rest.chars().all(|c| UNITS.contains(c))
}
