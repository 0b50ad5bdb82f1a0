//! Languages: from a tag such as `de-AT` to the slot of fields that analyses it.
//!
//! There is a slot for each of the 18 stemmers, and a last one, plain, for every other language and
//! for texts of which the language is not known.

use tantivy::tokenizer::Language;

/// Primary subtags (BCP 47) with their stemmers. The order names the fields: changing it changes
/// the format.
const STEMMED: [(&str, Language); 18] = [
    ("ar", Language::Arabic),
    ("da", Language::Danish),
    ("de", Language::German),
    ("el", Language::Greek),
    ("en", Language::English),
    ("es", Language::Spanish),
    ("fi", Language::Finnish),
    ("fr", Language::French),
    ("hu", Language::Hungarian),
    ("it", Language::Italian),
    ("nl", Language::Dutch),
    ("no", Language::Norwegian),
    ("pt", Language::Portuguese),
    ("ro", Language::Romanian),
    ("ru", Language::Russian),
    ("sv", Language::Swedish),
    ("ta", Language::Tamil),
    ("tr", Language::Turkish),
];

/// The number of slots, the plain one included.
pub(crate) const SLOTS: usize = STEMMED.len() + 1;

/// The slot without a stemmer.
pub(crate) const PLAIN: usize = STEMMED.len();

/// The slot of a language tag; [`PLAIN`] when there is no stemmer for it.
pub(crate) fn slot(tag: Option<&str>) -> usize {
    let wanted = tag.map(primary).unwrap_or_default();
    STEMMED.iter().position(|(code, _)| *code == wanted).unwrap_or(PLAIN)
}

/// The name of a slot, as it stands in the names of fields and analysers.
pub(crate) fn slot_name(slot: usize) -> &'static str {
    STEMMED.get(slot).map_or("plain", |(code, _)| code)
}

/// The stemmer of a slot.
pub(crate) fn stemmer(slot: usize) -> Option<Language> {
    STEMMED.get(slot).map(|(_, language)| *language)
}

/// The language without region and script, in lower case: `de` of `de-AT`. The two written forms of
/// Norwegian are one.
pub(crate) fn primary(tag: &str) -> String {
    let subtag = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match subtag.as_str() {
        "nb" | "nn" => "no".to_owned(),
        _ => subtag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_does_not_change_the_stemmer() {
        assert_eq!(slot(Some("de-AT")), slot(Some("DE")));
        assert_eq!(slot_name(slot(Some("pt_BR"))), "pt");
        assert_eq!(slot_name(slot(Some("nb"))), "no");
    }

    #[test]
    fn a_language_without_stemmer_is_plain() {
        assert_eq!(slot(Some("ja")), PLAIN);
        assert_eq!(slot(None), PLAIN);
        assert!(stemmer(PLAIN).is_none());
    }
}
