//! The languages that detection knows -> their two letters, as markup gives them (ISO 639-1).

use whatlang::Lang;

pub(super) fn code(language: Lang) -> &'static str {
    latin(language).or_else(|| other(language)).unwrap_or_default()
}

/// Of languages that are written in Latin letters.
fn latin(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Pol => "pl",
        Lang::Jav => "jv",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Vie => "vi",
        Lang::Uzb => "uz",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Cym => "cy",
        _ => return None,
    })
}

/// Of languages that are written in other letters.
fn other(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Ben => "bn",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Amh => "am",
        Lang::Kor => "ko",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Tam => "ta",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Pan => "pa",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Hye => "hy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use whatlang::Lang;

    use super::code;

    #[test]
    fn each_language_has_two_letters_of_its_own() {
        let codes: HashSet<&str> = Lang::all().iter().map(|language| code(*language)).collect();

        assert_eq!(codes.len(), Lang::all().len());
        assert!(codes.iter().all(|code| code.len() == 2));
    }
}
