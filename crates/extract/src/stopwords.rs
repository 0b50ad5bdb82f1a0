//! Words that say nothing by themselves, by language: data in `data/stopwords/`, one word a line. In the
//! lists of Chinese and Japanese a single ideograph is one of grammar, time or number: no word by
//! itself, and no keyword is made mostly of such.

use std::sync::LazyLock;

use crate::hashing::{HashMap, HashSet};

const LISTS: [(&str, &str); 18] = [
    ("ar", include_str!("../data/stopwords/ar.txt")),
    ("de", include_str!("../data/stopwords/de.txt")),
    ("en", include_str!("../data/stopwords/en.txt")),
    ("es", include_str!("../data/stopwords/es.txt")),
    ("fa", include_str!("../data/stopwords/fa.txt")),
    ("fr", include_str!("../data/stopwords/fr.txt")),
    ("he", include_str!("../data/stopwords/he.txt")),
    ("hi", include_str!("../data/stopwords/hi.txt")),
    ("it", include_str!("../data/stopwords/it.txt")),
    ("ja", include_str!("../data/stopwords/ja.txt")),
    ("ko", include_str!("../data/stopwords/ko.txt")),
    ("nl", include_str!("../data/stopwords/nl.txt")),
    ("pl", include_str!("../data/stopwords/pl.txt")),
    ("pt", include_str!("../data/stopwords/pt.txt")),
    ("ru", include_str!("../data/stopwords/ru.txt")),
    ("sv", include_str!("../data/stopwords/sv.txt")),
    ("tr", include_str!("../data/stopwords/tr.txt")),
    ("zh", include_str!("../data/stopwords/zh.txt")),
];

static BY_LANGUAGE: LazyLock<HashMap<&str, HashSet<&str>>> =
    LazyLock::new(|| LISTS.iter().map(|(name, list)| (*name, list.lines().collect())).collect());

/// The stopwords of a language, if there is a list. Takes `pt-br` for `pt`.
pub(crate) fn of(language: &str) -> Option<&'static HashSet<&'static str>> {
    BY_LANGUAGE.get(primary(language))
}

/// Whether a word in lower case says nothing by itself in any of the languages.
pub(crate) fn is_of_any(word: &str) -> bool {
    BY_LANGUAGE.values().any(|list| list.contains(word))
}

/// The language of a tag: `pt` of `pt-br`.
pub(crate) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}
