//! Spanish numbers, masculine.

use super::name;

/// The ten digits.
pub(crate) const DIGITS: [&str; 10] =
    ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];

const BELOW_THIRTY: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const TENS: [&str; 10] =
    ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
const HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];
const ORDINALS: [&str; 21] = [
    "",
    "primero",
    "segundo",
    "tercero",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "undécimo",
    "duodécimo",
    "decimotercero",
    "decimocuarto",
    "decimoquinto",
    "decimosexto",
    "decimoséptimo",
    "decimoctavo",
    "decimonoveno",
    "vigésimo",
];
const POWERS: [(u64, &str, &str); 3] = [
    (1_000_000_000_000_000_000, "trillón", "trillones"),
    (1_000_000_000_000, "billón", "billones"),
    (1_000_000, "millón", "millones"),
];

/// "dos mil trescientos cincuenta y cuatro"; at the end "uno".
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
            count => words.push(format!("{} {plural}", shortened(&below_million(count)))),
        }
        rest %= power;
    }
    if rest > 0 {
        words.push(below_million(rest));
    }
    words.join(" ")
}

/// Before a noun: "un", "veintiún".
pub(crate) fn shortened(words: &str) -> String {
    match (words.strip_suffix("veintiuno"), words.strip_suffix("uno")) {
        (Some(before), _) => format!("{before}veintiún"),
        (None, Some(before)) => format!("{before}un"),
        (None, None) => words.to_owned(),
    }
}

/// As before a noun that is feminine: "veintiuna casas", "doscientas personas".
pub(crate) fn feminine(words: &str) -> String {
    let words = words.replace("cientos", "cientas").replace("quinientos", "quinientas");
    match words.strip_suffix("ún").or_else(|| words.strip_suffix("un")) {
        Some(before) => format!("{before}una"),
        None => words,
    }
}

fn below_million(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => below_thousand(rest),
        (1, 0) => "mil".to_owned(),
        (1, rest) => format!("mil {}", below_thousand(rest)),
        (thousands, 0) => format!("{} mil", shortened(&below_thousand(thousands))),
        (thousands, rest) => {
            format!("{} mil {}", shortened(&below_thousand(thousands)), below_thousand(rest))
        }
    }
}

fn below_thousand(number: u64) -> String {
    match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (1, 0) => "cien".to_owned(),
        (hundreds, 0) => name(&HUNDREDS, hundreds).to_owned(),
        (hundreds, rest) => format!("{} {}", name(&HUNDREDS, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(number: u64) -> String {
    match (number / 10, number % 10) {
        (0..3, _) => name(&BELOW_THIRTY, number).to_owned(),
        (tens, 0) => name(&TENS, tens).to_owned(),
        (tens, ones) => format!("{} y {}", name(&TENS, tens), name(&DIGITS, ones)),
    }
}

/// "tercero", "tercera" where feminine; above twenty a cardinal, as in speech.
pub(crate) fn ordinal(number: u64, feminine: bool) -> String {
    let words = match name(&ORDINALS, number) {
        "" if feminine => return self::feminine(&shortened(&cardinal(number))),
        "" => return cardinal(number),
        words => words,
    };
    match words.strip_suffix('o') {
        Some(stem) if feminine => format!("{stem}a"),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn los_numeros_se_cuentan() {
        for (number, words) in [
            (1, "uno"),
            (26, "veintiséis"),
            (31, "treinta y uno"),
            (100, "cien"),
            (101, "ciento uno"),
            (1995, "mil novecientos noventa y cinco"),
            (21_000, "veintiún mil"),
            (1_000_000, "un millón"),
            (2_000_000_000, "dos mil millones"),
        ] {
            assert_eq!(cardinal(number), words);
        }
    }

    #[test]
    fn los_ordinales_tienen_genero() {
        assert_eq!(ordinal(3, true), "tercera");
        assert_eq!(ordinal(6, false), "sexto");
        assert_eq!(ordinal(23, false), "veintitrés");
        assert_eq!(ordinal(21, true), "veintiuna");
    }
}
