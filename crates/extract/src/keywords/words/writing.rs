//! How a language writes its words, as far as keywords depend on it.

use super::super::korean::{Stems, is_verb};
use crate::hashing::HashSet;
use crate::stopwords;

/// Languages whose words are parted by spaces and that have no capitals.
const WITHOUT_CAPITALS: [&str; 5] = ["ar", "fa", "he", "hi", "ko"];

/// What the article after a conjunction or preposition looks like in Arabic: "and the", "with the".
const ARABIC_ARTICLES: [&str; 4] = ["وال", "بال", "فال", "كال"];

/// What stands before the apostrophe where French and Italian drop a vowel: "l'Ukraine", "dell'arte".
const ELIDED: [&str; 25] = [
    "l", "d", "j", "c", "n", "s", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
    "un", "dell", "nell", "all", "dall", "sull", "quell", "quest", "coll", "v", "degl",
];

/// How a language writes its words.
pub(super) struct Writing<'t> {
    pub(super) stopwords: Option<&'static HashSet<&'static str>>,
    pub(super) has_capitals: bool,
    /// All nouns have a capital, as in German.
    pub(super) has_high_nouns: bool,
    /// Characters of the shortest word that tells something.
    pub(super) least: usize,
    suffixes: Suffixes<'t>,
}

/// What is cut off words.
enum Suffixes<'t> {
    /// `'s` alone.
    Genitive,
    /// Whatever follows an apostrophe: "Türkiye'nin".
    Apostrophe,
    /// What stands before an apostrophe, if it is a small word: "l'Ukraine".
    Elided,
    /// The article's conjunction or preposition, at the front.
    Article,
    Particles(Stems<'t>),
}

impl<'t> Writing<'t> {
    pub(super) fn of(language: Option<&str>, title: &'t str, text: &'t str) -> Self {
        let primary = stopwords::primary(language.unwrap_or_default());
        let suffixes = match primary {
            "tr" => Suffixes::Apostrophe,
            "fr" | "it" | "ca" => Suffixes::Elided,
            "ar" => Suffixes::Article,
            "ko" => Suffixes::Particles(Stems::of([title, text])),
            _ => Suffixes::Genitive,
        };
        Self {
            stopwords: stopwords::of(primary),
            has_capitals: !WITHOUT_CAPITALS.contains(&primary),
            has_high_nouns: primary == "de",
            least: if primary == "ko" { 2 } else { 3 },
            suffixes,
        }
    }

    /// A word without what grammar adds to it.
    pub(super) fn bare(&self, word: &'t str) -> &'t str {
        match &self.suffixes {
            Suffixes::Genitive => without(without(word, "'s"), "’s"),
            Suffixes::Apostrophe => word.split(['\'', '’']).next().unwrap_or(word),
            Suffixes::Elided => match word.split_once(['\'', '’']) {
                Some((before, behind)) if ELIDED.contains(&before.to_lowercase().as_str()) => {
                    behind
                }
                _ => word,
            },
            Suffixes::Article => {
                let is_joined = ARABIC_ARTICLES.iter().any(|joined| word.starts_with(joined));
                let bare = word.char_indices().nth(1).and_then(|(place, _)| word.get(place..));
                bare.filter(|bare| is_joined && bare.chars().count() >= 5).unwrap_or(word)
            }
            Suffixes::Particles(stems) => stems.bare(word),
        }
    }

    /// Only Korean writes verbs so that they can be told by their ends.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        matches!(self.suffixes, Suffixes::Particles(_)) && is_verb(word)
    }
}

/// A word without an ending, however often it has it.
fn without<'t>(mut word: &'t str, ending: &str) -> &'t str {
    while let Some(bare) = word.strip_suffix(ending) {
        word = bare;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::Writing;

    #[test]
    fn what_grammar_adds_to_a_word_is_cut_off() {
        for (language, word, bare) in [
            ("en", "Ukraine’s", "Ukraine"),
            ("tr", "Türkiye’nin", "Türkiye"),
            ("fr", "l’Ukraine", "Ukraine"),
            ("fr", "L'Élysée", "Élysée"),
            ("fr", "aujourd’hui", "aujourd’hui"),
            ("it", "dell'Ucraina", "Ucraina"),
            ("en", "O'Brien", "O'Brien"),
        ] {
            assert_eq!(Writing::of(Some(language), "", "").bare(word), bare, "{language}");
        }
    }
}
