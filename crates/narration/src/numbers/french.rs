//! French numbers, as spoken in France: "quatre-vingt-dix".

use super::name;

/// The ten digits.
pub(crate) const DIGITS: [&str; 10] =
    ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"];

const BELOW_TWENTY: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 10] = [
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
];
const POWERS: [(u64, &str); 5] = [
    (1_000_000_000_000_000_000, "trillion"),
    (1_000_000_000_000_000, "billiard"),
    (1_000_000_000_000, "billion"),
    (1_000_000_000, "milliard"),
    (1_000_000, "million"),
];

/// "deux mille trois cent cinquante-quatre".
pub(crate) fn cardinal(number: u64) -> String {
    if number == 0 {
        return name(&DIGITS, 0).to_owned();
    }
    let mut words = Vec::new();
    let mut rest = number;
    for (power, its_name) in POWERS {
        match rest / power {
            0 => {}
            1 => words.push(format!("un {its_name}")),
            count => words.push(format!("{} {its_name}s", below_thousand(count, true))),
        }
        rest %= power;
    }
    match rest / 1000 {
        0 => {}
        1 => words.push("mille".to_owned()),
        thousands => words.push(format!("{} mille", below_thousand(thousands, false))),
    }
    if !rest.is_multiple_of(1000) {
        words.push(below_thousand(rest % 1000, true));
    }
    words.join(" ")
}

/// `last`: nothing but a noun follows, so that "cents" and "quatre-vingts" take their s.
fn below_thousand(number: u64, last: bool) -> String {
    match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest, last),
        (1, 0) => "cent".to_owned(),
        (1, rest) => format!("cent {}", below_hundred(rest, last)),
        (hundreds, 0) => format!("{} cent{}", name(&DIGITS, hundreds), if last { "s" } else { "" }),
        (hundreds, rest) => {
            format!("{} cent {}", name(&DIGITS, hundreds), below_hundred(rest, last))
        }
    }
}

fn below_hundred(number: u64, last: bool) -> String {
    let (tens, ones) = (number / 10, number % 10);
    let ten = name(&TENS, tens);
    match (tens, ones) {
        (0 | 1, _) => name(&BELOW_TWENTY, number).to_owned(),
        (8, 0) if last => "quatre-vingts".to_owned(),
        (_, 0) if tens < 7 || tens == 8 => ten.to_owned(),
        (7, 1) => "soixante et onze".to_owned(),
        (2..=6, 1) => format!("{ten} et un"),
        (7 | 9, _) => format!("{ten}-{}", name(&BELOW_TWENTY, ones + 10)),
        _ => format!("{ten}-{}", name(&DIGITS, ones)),
    }
}

/// "deuxième"; one is "premier", "première" where feminine.
pub(crate) fn ordinal(number: u64, feminine: bool) -> String {
    if number == 1 {
        return if feminine { "première" } else { "premier" }.to_owned();
    }
    let words = cardinal(number);
    let stem = match words
        .strip_suffix('s')
        .filter(|stem| stem.ends_with("cent") || stem.ends_with("vingt"))
    {
        Some(stem) => stem,
        None => &words,
    };
    if let Some(stem) = stem.strip_suffix("cinq") {
        return format!("{stem}cinquième");
    }
    if let Some(stem) = stem.strip_suffix("neuf") {
        return format!("{stem}neuvième");
    }
    format!("{}ième", stem.strip_suffix('e').unwrap_or(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_nombres_sont_comptes() {
        for (number, words) in [
            (0, "zéro"),
            (21, "vingt et un"),
            (71, "soixante et onze"),
            (80, "quatre-vingts"),
            (81, "quatre-vingt-un"),
            (95, "quatre-vingt-quinze"),
            (200, "deux cents"),
            (203, "deux cent trois"),
            (1995, "mille neuf cent quatre-vingt-quinze"),
            (80_000, "quatre-vingt mille"),
            (2_000_000, "deux millions"),
        ] {
            assert_eq!(cardinal(number), words);
        }
    }

    #[test]
    fn les_rangs_finissent_en_ieme() {
        assert_eq!(ordinal(1, true), "première");
        assert_eq!(ordinal(5, false), "cinquième");
        assert_eq!(ordinal(9, false), "neuvième");
        assert_eq!(ordinal(20, false), "vingtième");
        assert_eq!(ordinal(80, false), "quatre-vingtième");
        assert_eq!(ordinal(4, false), "quatrième");
    }
}
