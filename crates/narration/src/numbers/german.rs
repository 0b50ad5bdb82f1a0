//! German numbers, in one word below a million, as Duden writes them.

use super::name;

/// The ten digits.
pub(crate) const DIGITS: [&str; 10] =
    ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"];

const BELOW_TWENTY: [&str; 20] = [
    "",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] = [
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
];
const POWERS: [(u64, &str, &str); 5] = [
    (1_000_000_000_000_000_000, "Trillion", "Trillionen"),
    (1_000_000_000_000_000, "Billiarde", "Billiarden"),
    (1_000_000_000_000, "Billion", "Billionen"),
    (1_000_000_000, "Milliarde", "Milliarden"),
    (1_000_000, "Million", "Millionen"),
];

/// "zweitausenddreihundertvierundfünfzig", counted: at the end "eins", not "ein".
pub(crate) fn cardinal(number: u64) -> String {
    let mut words = attributive(number);
    if number % 100 == 1 {
        words.push('s');
    }
    words
}

/// The same before a noun: "ein", "hundertein".
pub(crate) fn attributive(number: u64) -> String {
    if number == 0 {
        return "null".to_owned();
    }
    let mut words = Vec::new();
    let mut rest = number;
    for (power, singular, plural) in POWERS {
        match rest / power {
            0 => {}
            1 => words.push(format!("eine {singular}")),
            count => words.push(format!("{} {plural}", below_million(count))),
        }
        rest %= power;
    }
    if rest > 0 {
        words.push(below_million(rest));
    }
    words.join(" ")
}

fn below_million(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => below_thousand(rest),
        (1, rest) => format!("tausend{}", behind_thousands(rest)),
        (thousands, rest) => {
            format!("{}tausend{}", below_thousand(thousands), behind_thousands(rest))
        }
    }
}

/// One hundred is counted behind thousands: "zweitausendeinhundert".
fn behind_thousands(rest: u64) -> String {
    let one = if rest / 100 == 1 { "ein" } else { "" };
    format!("{one}{}", below_thousand(rest))
}

fn below_thousand(number: u64) -> String {
    match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (1, rest) => format!("hundert{}", below_hundred(rest)),
        (hundreds, rest) => {
            format!("{}hundert{}", name(&BELOW_TWENTY, hundreds), below_hundred(rest))
        }
    }
}

fn below_hundred(number: u64) -> String {
    match (number / 10, number % 10) {
        (0 | 1, _) => name(&BELOW_TWENTY, number).to_owned(),
        (tens, 0) => name(&TENS, tens).to_owned(),
        (tens, ones) => format!("{}und{}", name(&BELOW_TWENTY, ones), name(&TENS, tens)),
    }
}

/// The stem that an ending is put to: "dritt", "zwanzigst".
pub(crate) fn ordinal_stem(number: u64) -> String {
    let words = attributive(number);
    let irregular = match number % 100 {
        1 => Some(("ein", "erst")),
        3 => Some(("drei", "dritt")),
        7 => Some(("sieben", "siebt")),
        8 => Some(("acht", "acht")),
        _ => None,
    };
    if let Some((last, instead)) = irregular
        && let Some(before) = words.strip_suffix(last)
    {
        return format!("{before}{instead}");
    }
    let ending = if (1..20).contains(&(number % 100)) { "t" } else { "st" };
    format!("{words}{ending}")
}

/// "neunzehnhundertvierundachtzig"; from 2000 on a plain number.
pub(crate) fn year(number: u64) -> String {
    match (number / 100, number % 100) {
        (century @ 11..20, rest) => {
            let last = if rest == 1 { "s" } else { "" };
            format!("{}hundert{}{last}", below_hundred(century), below_hundred(rest))
        }
        _ => cardinal(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zahlen_sind_ein_wort() {
        assert_eq!(cardinal(0), "null");
        assert_eq!(cardinal(1), "eins");
        assert_eq!(cardinal(21), "einundzwanzig");
        assert_eq!(cardinal(101), "hunderteins");
        assert_eq!(cardinal(2354), "zweitausenddreihundertvierundfünfzig");
        assert_eq!(cardinal(1_200_000), "eine Million zweihunderttausend");
    }

    #[test]
    fn jahre_zaehlen_in_hunderten() {
        assert_eq!(year(1984), "neunzehnhundertvierundachtzig");
        assert_eq!(year(1901), "neunzehnhunderteins");
        assert_eq!(year(2025), "zweitausendfünfundzwanzig");
    }

    #[test]
    fn ordnungszahlen_haben_ihren_stamm() {
        assert_eq!(ordinal_stem(1), "erst");
        assert_eq!(ordinal_stem(3), "dritt");
        assert_eq!(ordinal_stem(12), "zwölft");
        assert_eq!(ordinal_stem(31), "einunddreißigst");
        assert_eq!(ordinal_stem(103), "hundertdritt");
    }
}
