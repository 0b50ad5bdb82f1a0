//! Words around dates in bylines, in lower case, in several languages.

use crate::metadata::wording::is_day;

/// What stands around a date.
const AROUND_DATES: &[&str] = &[
    "at",
    "on",
    "um",
    "am",
    "pm",
    "a.m",
    "p.m",
    "uhr",
    "vom",
    "den",
    "der",
    "the",
    "of",
    "de",
    "del",
    "le",
    "la",
    "las",
    "el",
    "à",
    "a",
    "om",
    "klo",
    "kl",
    "alle",
    "ore",
    "h",
    "du",
    "d",
    "est",
    "edt",
    "et",
    "gmt",
    "utc",
    "cet",
    "cest",
    "bst",
    "pst",
    "pdt",
    "mis",
    "mise",
    "jour",
    "ligne",
    "last",
    "date",
    "online",
    "seit",
    "г",
    "в",
    "года",
    "от",
    "π.μ",
    "μ.μ",
    "ص",
    "م",
    "बजे",
    "wib",
    "wita",
    "wit",
];

/// What stands behind the digits of days and hours.
const BEHIND_DIGITS: &[&str] =
    &["st", "nd", "rd", "th", "er", "h", "am", "pm", "a.m", "p.m", "t", "z", "tz", "г", "uhr"];

/// Characters for year, month, day and time where dates are written without spaces.
const UNITS: &str = "年月日時分秒时点년월일시분초오전후午前後上下星期曜金土木水火一二三四五六更新公開発布表间間：（）() ";

pub(super) fn is_date_word(word: &str) -> bool {
    AROUND_DATES.contains(&word) || is_day(word) || word.chars().all(|c| UNITS.contains(c))
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
