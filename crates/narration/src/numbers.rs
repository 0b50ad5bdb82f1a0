//! Numbers as words: one file a language, each with `cardinal`, `ordinal`, `year` and the ten digits.
//!
//! Numbers are `u64`; longer ones are read digit by digit, and never more than
//! [`MOST_DIGITS_READ`] of them, so that no input grows without bound.

pub(crate) mod english;
pub(crate) mod french;
pub(crate) mod german;
pub(crate) mod italian;
pub(crate) mod spanish;

use crate::Language;

/// Longest run of digits that is read as a number; longer ones are read digit by digit.
pub(crate) const MOST_DIGITS_AS_NUMBER: usize = 15;

/// Digits of one run that are read at all; nobody listens to more.
pub(crate) const MOST_DIGITS_READ: usize = 100;

/// A whole number, such as "twelve".
pub(crate) fn cardinal(language: Language, number: u64) -> String {
    match language {
        Language::English => english::cardinal_with_and(number),
        Language::German => german::cardinal(number),
        Language::French => french::cardinal(number),
        Language::Spanish => spanish::cardinal(number),
        Language::Italian => italian::cardinal(number),
    }
}

/// A year, such as "nineteen eighty four".
pub(crate) fn year(language: Language, number: u64) -> String {
    match language {
        Language::English => english::year(number),
        Language::German => german::year(number),
        Language::French | Language::Spanish | Language::Italian => cardinal(language, number),
    }
}

/// Each digit by its name; other characters are passed over.
pub(crate) fn digits(language: Language, written: &str) -> String {
    let names: Vec<&str> =
        written.chars().filter_map(|c| digit(language, c)).take(MOST_DIGITS_READ).collect();
    names.join(" ")
}

/// A whole number, or its digits where it is too long or begins with a zero.
pub(crate) fn cardinal_or_digits(language: Language, written: &str) -> String {
    let begins_with_zero = written.len() > 1 && written.starts_with('0');
    match written.parse() {
        Ok(number) if written.len() <= MOST_DIGITS_AS_NUMBER && !begins_with_zero => {
            cardinal(language, number)
        }
        _ => digits(language, written),
    }
}

fn digit(language: Language, written: char) -> Option<&'static str> {
    let names = match language {
        Language::English => &english::DIGITS,
        Language::German => &german::DIGITS,
        Language::French => &french::DIGITS,
        Language::Spanish => &spanish::DIGITS,
        Language::Italian => &italian::DIGITS,
    };
    let value = usize::try_from(written.to_digit(10)?).ok()?;
    names.get(value).copied()
}

/// A name from a table, by a number that is known to be small.
pub(crate) fn name(table: &[&'static str], number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|at| table.get(at).copied()).unwrap_or_default()
}

/// Value of a Roman numeral in its one canonical spelling, 1 to 3999.
pub(crate) fn roman(written: &str) -> Option<u64> {
    const VALUES: [(&str, u64); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut rest, mut total) = (written, 0);
    for (letters, value) in VALUES {
        let most = if letters.len() == 1 && !"VLD".contains(letters) { 3 } else { 1 };
        for _ in 0..most {
            let Some(shorter) = rest.strip_prefix(letters) else { break };
            rest = shorter;
            total += value;
        }
    }
    (rest.is_empty() && total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_have_one_spelling() {
        assert_eq!(roman("XIV"), Some(14));
        assert_eq!(roman("MCMLXXXIV"), Some(1984));
        assert_eq!(roman("IIII"), None);
        assert_eq!(roman("VX"), None);
        assert_eq!(roman(""), None);
    }

    #[test]
    fn long_runs_of_digits_are_read_by_digit_and_capped() {
        assert_eq!(cardinal_or_digits(Language::English, "007"), "zero zero seven");
        let words = cardinal_or_digits(Language::German, &"9".repeat(5000));
        assert_eq!(words.split(' ').count(), MOST_DIGITS_READ);
    }

    #[test]
    fn every_language_reads_the_largest_number() {
        for language in Language::ALL {
            assert!(cardinal(language, u64::MAX).len() > 50);
            assert!(!cardinal(language, u64::MAX).contains("  "));
        }
    }
}
