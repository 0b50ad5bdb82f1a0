//! Who made a picture, as captions say it: `The ferry. Photo: Jo Park`, `(Foto: Jo Park/dpa)`.
//!
//! A caption's text goes in; what is shown and who made it come out. A credit is short and made of
//! names; a sentence that only begins like one stays in the caption.

use crate::whitespace::non_empty;

/// What stands before a name after a colon, in lower case.
const BEFORE_COLON: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photographer",
    "photo credit",
    "photo credits",
    "picture",
    "pictures",
    "picture credit",
    "image",
    "images",
    "image credit",
    "image source",
    "credit",
    "credits",
    "source",
    "illustration",
    "graphic",
    "copyright",
    "file photo",
    "foto",
    "fotos",
    "fotograf",
    "fotografin",
    "fotografie",
    "bild",
    "bilder",
    "symbolbild",
    "symbolfoto",
    "archivbild",
    "archivfoto",
    "bildquelle",
    "bildnachweis",
    "quelle",
    "grafik",
    "crédit",
    "crédits",
    "crédit photo",
    "crédits photo",
    "crédit image",
    "photographie",
    "fotografía",
    "imagen",
    "crédito",
    "créditos",
    "fuente",
    "fotografia",
    "immagine",
    "credito",
    "fonte",
    "imagem",
    "kuva",
    "zdjęcie",
    "fot",
    "źródło",
    "kép",
    "fotó",
    "фото",
    "источник",
    "摄影",
    "写真",
    "사진",
];

/// What stands before a name without a colon, in lower case.
const BEFORE_NAME: &[&str] = &[
    "©",
    "ⓒ",
    "(c) ",
    "photo by ",
    "photos by ",
    "photograph by ",
    "picture by ",
    "image by ",
    "image courtesy of ",
    "photo courtesy of ",
    "picture courtesy of ",
    "courtesy of ",
    "ap photo",
    "foto von ",
    "bild von ",
    "foto di ",
    "foto de ",
    "foto av ",
    "foto af ",
    "photo de ",
    "photo par ",
    "fot. ",
    "copyright ",
];

/// A longer credit is a caption, in characters and in words.
const MAX_CHARACTERS: usize = 120;
const MAX_WORDS: usize = 14;

/// A longer caption is text, in bytes; the credit is looked for in no more.
const MAX_CAPTION_BYTES: usize = 4_000;

/// A caption's words, and the credit at its end or its beginning.
pub(super) fn split(caption: &str) -> (Option<String>, Option<String>) {
    let whole = || (non_empty(caption), None);
    if caption.len() > MAX_CAPTION_BYTES {
        return whole();
    }
    let starts = caption.char_indices().map(|(at, _)| at);
    for at in starts.filter(|at| is_boundary(caption, *at)) {
        let (before, rest) = caption.split_at(at);
        let Some(named) = after_label(rest) else { continue };
        let (credit, after) =
            if before.trim().is_empty() { first_sentence(named) } else { (named, "") };
        if let Some(credit) = name(credit) {
            let words = if after.is_empty() { before } else { after };
            return (non_empty(trim_joint(words)), Some(credit));
        }
    }
    whole()
}

/// The same of an element that is called a credit: without a label, names alone are one.
pub(super) fn split_called(text: &str) -> (Option<String>, Option<String>) {
    match split(text) {
        (Some(caption), None) => {
            name(&caption).map_or((Some(caption), None), |name| (None, Some(name)))
        }
        parts => parts,
    }
}

/// A credit as its own element says it, without its label.
pub(super) fn unlabelled(credit: &str) -> Option<String> {
    let credit = credit.trim_start_matches(|c: char| c == '(' || c == '[' || c.is_whitespace());
    after_label(credit).and_then(name).or_else(|| non_empty(credit))
}

/// Whether a credit may begin here: at the start, in brackets, or after a sentence, a bar or a dash.
fn is_boundary(caption: &str, at: usize) -> bool {
    let (before, rest) = caption.split_at(at);
    let Some(last) = before.trim_end().chars().next_back() else { return at == 0 };
    let is_sign = rest.starts_with(['©', 'ⓒ']);
    let is_spaced = before.ends_with(char::is_whitespace);
    let is_parted = !last.is_alphanumeric() && !matches!(last, '\'' | '’' | '&' | '/');
    is_sign || matches!(last, '(' | '[' | '（') || (is_parted && is_spaced)
}

/// What follows the label that a text begins with.
fn after_label(text: &str) -> Option<&str> {
    let after = |labels: &[&str], follows: fn(&str) -> Option<&str>| {
        let found = labels.iter().filter_map(|label| follows(strip_label(text, label)?));
        found.map(str::len).min().and_then(|length| text.get(text.len() - length..))
    };
    let named =
        after(BEFORE_COLON, after_colon).or_else(|| after(BEFORE_NAME, |rest| Some(rest)))?;
    // `Photo: © Ann Lee` has two labels.
    Some(strip_label(named.trim_start(), "©").unwrap_or(named))
}

fn after_colon(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix([':', '：'])
}

/// The text after a label, which is compared without regard to case.
fn strip_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut characters = text.chars();
    for wanted in label.chars() {
        let found = characters.next()?;
        let is_same = found == wanted
            || (wanted == ' ' && found.is_whitespace())
            || found.to_lowercase().eq(std::iter::once(wanted));
        if !is_same {
            return None;
        }
    }
    Some(characters.as_str())
}

/// A credit before its caption ends with a sentence; initials end none.
fn first_sentence(text: &str) -> (&str, &str) {
    let ends = text.match_indices(". ").find(|(at, _)| {
        let word = text.get(..*at).unwrap_or_default().rsplit([' ', '.']).next();
        word.is_some_and(|word| word.chars().count() > 2)
    });
    ends.map_or((text, ""), |(at, _)| text.split_at(at + 1))
}

/// A credit's names, if they are names: few words, and most of them with a capital.
fn name(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ')', ']', '）', ' ']);
    let text = text.trim_start_matches([':', '/', '-', '–', ' ']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_short = text.chars().count() <= MAX_CHARACTERS && words.len() <= MAX_WORDS;
    let begins_small = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
    let small = words.iter().filter(begins_small).count();
    let is_name = is_short && text.chars().any(char::is_alphabetic);
    let is_agency = words.len() == 1;
    (is_name && (is_agency || small * 2 <= words.len())).then(|| non_empty(text))?
}

/// A caption without the bracket, bar or dash that led to its credit.
fn trim_joint(caption: &str) -> &str {
    caption.trim().trim_end_matches(['(', '[', '（', '|', '/', '–', '—', '-', '·', '•', ' ']).trim()
}

#[cfg(test)]
mod tests {
    use super::{split, unlabelled};

    #[track_caller]
    fn check(caption: &str, words: &str, credit: &str) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        assert_eq!(split(caption), (some(words), some(credit)), "{caption}");
    }

    #[test]
    fn a_credit_at_the_end_is_parted_from_the_caption() {
        let ferry = "The ferry on Tuesday.";
        check("The ferry on Tuesday. Photograph: Jo Park/Reuters", ferry, "Jo Park/Reuters");
        check(
            "Die Fähre am Dienstag. (Foto: Jo Park/dpa)",
            "Die Fähre am Dienstag.",
            "Jo Park/dpa",
        );
        check("La ferry mardi. Crédit photo : Jo Park", "La ferry mardi.", "Jo Park");
        check("El ferry © Jo Park / Getty Images", "El ferry", "Jo Park / Getty Images");
        check("The ferry | Image courtesy of the Harbour Trust", "The ferry", "the Harbour Trust");
        check("The ferry. (AP Photo/Jo Park)", "The ferry.", "Jo Park");
        check("The ferry on Tuesday. Photo by Jo van der Park.", ferry, "Jo van der Park");
        check("Der Fluss. Bild: © Ann Lee", "Der Fluss.", "Ann Lee");
    }

    #[test]
    fn a_caption_that_is_only_a_credit_is_the_credit() {
        check("Photo: Jo Park", "", "Jo Park");
        check("© Jo Park / Getty Images", "", "Jo Park / Getty Images");
        check("Foto: dpa", "", "dpa");
    }

    #[test]
    fn a_credit_may_stand_before_the_caption() {
        check("Photo: J. Park. The ferry on Tuesday.", "The ferry on Tuesday.", "J. Park");
    }

    #[test]
    fn what_only_begins_like_a_credit_stays() {
        for caption in [
            "The ferry on Tuesday.",
            "Jo Park took the photo: a ferry.",
            "The ferry. Source: the river rises in the hills above the town",
            "A photo by night of the ferry",
            "Images of the ferry",
        ] {
            check(caption, caption, "");
        }
    }

    #[test]
    fn a_credit_of_its_own_loses_its_label() {
        assert_eq!(unlabelled("Photo: Ann Lee").as_deref(), Some("Ann Lee"));
        assert_eq!(unlabelled("Ann Lee/dpa").as_deref(), Some("Ann Lee/dpa"));
    }
}
