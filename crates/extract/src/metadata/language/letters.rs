//! Languages near one another, told apart by letters or words that only one of them has.
//!
//! Only where they are sure: a text that has some of one language's signs and hardly any of another's.

/// The signs of one language among those near it.
struct Alphabet {
    language: &'static str,
    /// What it has, and what those near it have instead.
    has: &'static str,
    lacks: &'static str,
}

/// Languages in Cyrillic letters.
const CYRILLIC: &[Alphabet] = &[
    Alphabet { language: "uk", has: "іїєґ", lacks: "ыэёъў" },
    Alphabet { language: "be", has: "ў", lacks: "иїєщъ" },
    Alphabet { language: "ru", has: "ыэ", lacks: "іїєґўәғқңөұүһҷӣ" },
    Alphabet { language: "bg", has: "ъ", lacks: "ыэёіїєј" },
    Alphabet { language: "mk", has: "ѓќѕ", lacks: "ђћыъ" },
    Alphabet { language: "sr", has: "ђћ", lacks: "ѓќѕыъ" },
];
const CYRILLIC_LANGUAGES: &[&str] = &["uk", "be", "ru", "bg", "mk", "sr"];

/// Words of Danish and of Norwegian, which have the same letters.
const DANISH: &[&str] =
    &["af", "efter", "ud", "nogle", "noget", "hvad", "bliver", "blev", "mig", "sig", "havde"];
const NORWEGIAN: &[&str] =
    &["av", "etter", "ut", "noen", "noe", "hva", "blir", "ble", "meg", "seg", "hadde"];
const NORDIC_LANGUAGES: &[&str] = &["no", "da", "sv"];

/// So many signs of a language are no names and no quotations, and so many of them stand against one of
/// another language.
const LEAST_SIGNS: usize = 4;
const LEAST_WORDS: usize = 3;
const SIGNS_FOR_ONE: usize = 15;

/// The language of a text in which one of a group is seen, if its letters or words are sure.
pub(super) fn language(text: &str, seen: &str) -> Option<&'static str> {
    if CYRILLIC_LANGUAGES.contains(&seen) {
        let fitting = CYRILLIC.iter().find(|alphabet| alphabet.fits(text));
        return fitting.map(|alphabet| alphabet.language);
    }
    NORDIC_LANGUAGES.contains(&seen).then(|| nordic(text)).flatten()
}

impl Alphabet {
    fn fits(&self, text: &str) -> bool {
        let own = count(text, self.has);
        own >= LEAST_SIGNS && count(text, self.lacks) * SIGNS_FOR_ONE <= own
    }
}

fn nordic(text: &str) -> Option<&'static str> {
    let (swedish, others) = (count(text, "äö"), count(text, "æø"));
    if swedish >= LEAST_SIGNS && others == 0 {
        return Some("sv");
    }
    let words = |list: &[&str]| {
        let words = text.split(|c: char| !c.is_alphabetic());
        words.filter(|word| list.contains(&word.to_lowercase().as_str())).count()
    };
    match (others > 0 && swedish == 0, words(DANISH), words(NORWEGIAN)) {
        (true, danish, 0) if danish >= LEAST_WORDS => Some("da"),
        (true, 0, norwegian) if norwegian >= LEAST_WORDS => Some("no"),
        _ => None,
    }
}

fn count(text: &str, letters: &str) -> usize {
    text.chars().flat_map(char::to_lowercase).filter(|c| letters.contains(*c)).count()
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn letters_tell_near_languages_apart() {
        let texts = [
            ("uk", "Міська рада вирішила полагодити міст, який її мешканці чекали"),
            ("be", "Гарадскі савет вырашыў адрамантаваць мост, які быў закрыты ўвосень і ўзімку"),
            (
                "ru",
                "Городской совет решил отремонтировать мост, который был закрыт, и этой зимой бы",
            ),
            ("bg", "Общинският съвет реши мостът да бъде ремонтиран, той е важен за града, съобщи"),
            (
                "sr",
                "Општинско веће је одлучило да ће поправити мост, који ће грађани моћи да пређу",
            ),
        ];
        for (expected, text) in texts {
            assert_eq!(language(text, "ru"), Some(expected), "{text}");
        }
        assert_eq!(language("Совет решил", "ru"), None);
    }

    #[test]
    fn letters_and_words_tell_nordic_languages_apart() {
        let swedish = "Rådet beslöt på måndagen att den gamla bron över älven äntligen lagas";
        let danish = "Rådet besluttede efter to år, at broen over åen bliver lavet af et firma fra \
            Sønderjylland, og så må borgerne køre en omvej på ni kilometer i hele næste år, før";
        let norwegian = "Rådet vedtok etter to år at broen over elven blir laget av et firma fra nord, \
            og så må innbyggerne kjøre en omvei på ni kilometer før været er bedre, også næringsliv";

        assert_eq!(language(swedish, "no"), Some("sv"));
        assert_eq!(language(danish, "no"), Some("da"));
        assert_eq!(language(norwegian, "da"), Some("no"));
        assert_eq!(language("De har en god dag", "da"), None);
    }
}
