//! English numbers, without hyphens: "twenty one".

use super::name;

/// The ten digits.
pub(crate) const DIGITS: [&str; 10] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const BELOW_TWENTY: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const POWERS: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "quintillion"),
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
];

/// "one hundred twenty three": as in serial numbers, ordinals and before "million".
pub(crate) fn cardinal(number: u64) -> String {
    spell(number, "")
}

/// "one hundred and twenty three": as in counts. The word stands before the last tens only.
pub(crate) fn cardinal_with_and(number: u64) -> String {
    spell(number, "and ")
}

fn spell(number: u64, and: &str) -> String {
    let mut words = Vec::new();
    let mut rest = number;
    for (power, its_name) in POWERS {
        if rest >= power {
            words.push(format!("{} {its_name}", below_thousand(rest / power, "")));
            rest %= power;
        }
    }
    match rest {
        0 if words.is_empty() => words.push(name(&DIGITS, 0).to_owned()),
        0 => {}
        1..100 if !words.is_empty() => words.push(format!("{and}{}", below_hundred(rest))),
        _ => words.push(below_thousand(rest, and)),
    }
    words.join(" ")
}

fn below_thousand(number: u64, and: &str) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    match (hundreds, rest) {
        (0, _) => below_hundred(rest),
        (_, 0) => format!("{} hundred", name(&DIGITS, hundreds)),
        _ => format!("{} hundred {and}{}", name(&DIGITS, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(number: u64) -> String {
    match (number / 10, number % 10) {
        (0 | 1, _) => name(&BELOW_TWENTY, number).to_owned(),
        (tens, 0) => name(&TENS, tens).to_owned(),
        (tens, ones) => format!("{} {}", name(&TENS, tens), name(&DIGITS, ones)),
    }
}

/// "one hundred eleventh".
pub(crate) fn ordinal(number: u64) -> String {
    with_last_word(&cardinal(number), |last| {
        let irregular = match last {
            "one" => "first",
            "two" => "second",
            "three" => "third",
            "five" => "fifth",
            "eight" => "eighth",
            "nine" => "ninth",
            "twelve" => "twelfth",
            _ => "",
        };
        match last.strip_suffix('y') {
            _ if !irregular.is_empty() => irregular.to_owned(),
            Some(stem) => format!("{stem}ieth"),
            None => format!("{last}th"),
        }
    })
}

/// "nineteen oh five", "two thousand five", "twenty twelve"; above 2999 a plain number.
pub(crate) fn year(number: u64) -> String {
    let (century, rest) = (number / 100, number % 100);
    match (century, rest) {
        (20, 0..10) | (0..=9 | 30.., _) => cardinal(number),
        (_, 0) if century.is_multiple_of(10) => cardinal(number),
        (_, 0) => format!("{} hundred", below_hundred(century)),
        (_, 1..10) => format!("{} oh {}", below_hundred(century), name(&DIGITS, rest)),
        _ => format!("{} {}", below_hundred(century), below_hundred(rest)),
    }
}

/// "nineteen eighties", "two thousands", "nineties".
pub(crate) fn decade(number: u64) -> String {
    plural(&year(number))
}

/// The number of a house: "one twenty three", "twelve eleven", "nineteen oh four".
pub(crate) fn house(number: u64) -> String {
    match number {
        100..1000 if !number.is_multiple_of(100) && number % 100 < 10 => {
            format!("{} oh {}", name(&DIGITS, number / 100), name(&DIGITS, number % 10))
        }
        100..1000 if number % 100 >= 10 => {
            format!("{} {}", name(&DIGITS, number / 100), below_hundred(number % 100))
        }
        1000..10_000 if !number.is_multiple_of(1000) => {
            let (first, rest) = (below_hundred(number / 100), number % 100);
            match rest {
                0 => format!("{first} hundred"),
                1..10 => format!("{first} oh {}", name(&DIGITS, rest)),
                _ => format!("{first} {}", below_hundred(rest)),
            }
        }
        _ => cardinal(number),
    }
}

/// More than one of what a word names: "thirties", "sixths".
pub(crate) fn plural(words: &str) -> String {
    with_last_word(words, |last| match last.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if last.ends_with('x') => format!("{last}es"),
        None => format!("{last}s"),
    })
}

fn with_last_word(words: &str, change: impl Fn(&str) -> String) -> String {
    match words.rsplit_once(' ') {
        Some((before, last)) => format!("{before} {}", change(last)),
        None => change(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted() {
        assert_eq!(cardinal_with_and(0), "zero");
        assert_eq!(cardinal_with_and(101), "one hundred and one");
        assert_eq!(cardinal_with_and(1980), "one thousand nine hundred and eighty");
        assert_eq!(cardinal_with_and(18_052), "eighteen thousand and fifty two");
        assert_eq!(cardinal_with_and(2_000_000), "two million");
        assert_eq!(cardinal(413), "four hundred thirteen");
    }

    #[test]
    fn ordinals_change_the_last_word() {
        assert_eq!(ordinal(0), "zeroth");
        assert_eq!(ordinal(112), "one hundred twelfth");
        assert_eq!(ordinal(20), "twentieth");
        assert_eq!(ordinal(1000), "one thousandth");
    }

    #[test]
    fn years_are_read_in_pairs() {
        assert_eq!(year(1905), "nineteen oh five");
        assert_eq!(year(1900), "nineteen hundred");
        assert_eq!(year(1000), "one thousand");
        assert_eq!(year(2000), "two thousand");
        assert_eq!(year(2009), "two thousand nine");
        assert_eq!(year(2026), "twenty twenty six");
        assert_eq!(decade(1980), "nineteen eighties");
    }
}
