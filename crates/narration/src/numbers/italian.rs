//! Italian numbers, in one word below a million.

use super::name;

/// The ten digits.
pub(crate) const DIGITS: [&str; 10] =
    ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];

const BELOW_TWENTY: [&str; 20] = [
    "",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];
const TENS: [&str; 10] = [
    "",
    "",
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
];
const FIRST_ORDINALS: [&str; 11] = [
    "", "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono",
    "decimo",
];
const POWERS: [(u64, &str, &str); 5] = [
    (1_000_000_000_000_000_000, "trilione", "trilioni"),
    (1_000_000_000_000_000, "biliardo", "biliardi"),
    (1_000_000_000_000, "bilione", "bilioni"),
    (1_000_000_000, "miliardo", "miliardi"),
    (1_000_000, "milione", "milioni"),
];

/// "duemilatrecentocinquantaquattro".
pub(crate) fn cardinal(number: u64) -> String {
    if number == 0 {
        return name(&DIGITS, 0).to_owned();
    }
    let mut words = Vec::new();
    let mut rest = number;
    for (power, singular, plural) in POWERS {
        match rest / power {
            0 => {}
            1 => words.push(format!("un {singular}")),
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
    let words = match (number / 1000, number % 1000) {
        (0, rest) => below_thousand(rest),
        (1, rest) => format!("mille{}", below_thousand(rest)),
        (thousands, rest) => {
            // Without an accent inside: "ventitremila".
            let thousands = below_thousand(thousands);
            format!("{thousands}mila{}", below_thousand(rest))
        }
    };
    // "Tre" bears an accent at the end of a longer word.
    match words.strip_suffix("tre") {
        Some(before) if !before.is_empty() => format!("{before}tré"),
        _ => words,
    }
}

fn below_thousand(number: u64) -> String {
    let rest = below_hundred(number % 100);
    match number / 100 {
        0 => rest,
        1 => format!("{}{rest}", hundred(&rest)),
        hundreds => format!("{}{}{rest}", name(&BELOW_TWENTY, hundreds), hundred(&rest)),
    }
}

/// Before "ottanta" its vowel goes: "centottanta".
fn hundred(rest: &str) -> &'static str {
    if rest.starts_with("ottanta") { "cent" } else { "cento" }
}

fn below_hundred(number: u64) -> String {
    let (tens, ones) = (number / 10, number % 10);
    if tens < 2 {
        return name(&BELOW_TWENTY, number).to_owned();
    }
    let ten = name(&TENS, tens);
    // The vowel goes before another one: "ventuno", "trentotto".
    let ten =
        if ones == 1 || ones == 8 { ten.strip_suffix(['i', 'a']).unwrap_or(ten) } else { ten };
    format!("{ten}{}", name(&BELOW_TWENTY, ones))
}

/// "ventunesimo", "ventunesima" where feminine.
pub(crate) fn ordinal(number: u64, feminine: bool) -> String {
    let words = match name(&FIRST_ORDINALS, number) {
        "" => {
            let words = cardinal(number).replace("tré", "tre");
            let keeps_its_vowel = number % 100 > 20 && matches!(number % 10, 3 | 6);
            let stem = if keeps_its_vowel {
                words.as_str()
            } else {
                words.strip_suffix(['a', 'e', 'i', 'o']).unwrap_or(&words)
            };
            format!("{stem}esimo")
        }
        first => first.to_owned(),
    };
    match words.strip_suffix('o') {
        Some(stem) if feminine => format!("{stem}a"),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i_numeri_sono_una_parola() {
        for (number, words) in [
            (21, "ventuno"),
            (23, "ventitré"),
            (28, "ventotto"),
            (103, "centotré"),
            (1995, "millenovecentonovantacinque"),
            (2025, "duemilaventicinque"),
            (1_000_000, "un milione"),
        ] {
            assert_eq!(cardinal(number), words);
        }
    }

    #[test]
    fn gli_ordinali_finiscono_in_esimo() {
        assert_eq!(ordinal(1, true), "prima");
        assert_eq!(ordinal(14, false), "quattordicesimo");
        assert_eq!(ordinal(20, false), "ventesimo");
        assert_eq!(ordinal(23, false), "ventitreesimo");
    }
}
