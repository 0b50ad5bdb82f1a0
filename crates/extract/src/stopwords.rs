//! Words that say nothing by themselves, by language: data in `data/stopwords/`, one word a line.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const LISTS: [(&str, &str); 7] = [
    ("de", include_str!("../data/stopwords/de.txt")),
    ("en", include_str!("../data/stopwords/en.txt")),
    ("es", include_str!("../data/stopwords/es.txt")),
    ("fr", include_str!("../data/stopwords/fr.txt")),
    ("it", include_str!("../data/stopwords/it.txt")),
    ("nl", include_str!("../data/stopwords/nl.txt")),
    ("pt", include_str!("../data/stopwords/pt.txt")),
];

static BY_LANGUAGE: LazyLock<HashMap<&str, HashSet<&str>>> =
    LazyLock::new(|| LISTS.iter().map(|(name, list)| (*name, list.lines().collect())).collect());

/// The stopwords of a language, if there is a list. Takes `pt-br` for `pt`.
pub(crate) fn of(language: &str) -> Option<&'static HashSet<&'static str>> {
    let primary = language.split('-').next().unwrap_or(language);
    BY_LANGUAGE.get(primary)
}
