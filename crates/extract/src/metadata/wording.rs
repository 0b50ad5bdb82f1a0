//! The words of bylines in each language, from `data/bylines/`, and their look-up.

use std::sync::LazyLock;

use crate::list::lists;

lists! { "bylines":
    /// Words that stand before names, first in a line or behind a date.
    BY = "by";
    /// Words that do so behind a date alone: first in a line they begin names.
    BY_BEHIND_DATES = "by_behind_dates";
    /// Longer labels of authors; with a colon, only where there is one.
    LABELS = "labels";
    /// "Our".
    POSSESSIVES = "possessives";
    /// What joins two names.
    JOINED = "joins";
    /// What stands between somebody and a place.
    PLACES = "places";
    /// Days of the week.
    DAYS = "days";
    /// News agencies.
    AGENCIES = "agencies";
    /// What somebody is.
    ROLES = "roles";
}

/// A word that joins two names.
pub(super) struct Join {
    /// With the spaces around it, and the same in capitals.
    pub word: String,
    pub shouted: String,
    /// In which it does so; in all if there are none.
    pub languages: Vec<&'static str>,
}

/// The words that join two names.
pub(super) static JOINS: LazyLock<Vec<Join>> = LazyLock::new(|| {
    let join = |entry: &&'static str| {
        let (languages, word) = entry.split_once(": ").unwrap_or(("", entry));
        let word = format!(" {word} ");
        let languages = languages.split(' ').filter(|language| !language.is_empty()).collect();
        Join { shouted: word.to_uppercase(), word, languages }
    };
    JOINED.iter().map(join).collect()
});

/// Endings of German words for what somebody is.
const ROLE_ENDINGS: &[&str] = &[
    "leiter",
    "leiterin",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "sprecher",
    "sprecherin",
    "referent",
    "referentin",
    "journalist",
    "journalistin",
];

/// Whether a word in lower case says what somebody is.
pub(crate) fn is_role(word: &str) -> bool {
    ROLES.contains(&word) || ROLE_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a name in lower case is a news agency's.
pub(crate) fn is_agency(lower: &str) -> bool {
    AGENCIES.contains(&lower)
}

/// Whether a word in lower case stands before names, somewhere in a line.
pub(super) fn is_by(word: &str) -> bool {
    BY.contains(&word) || BY_BEHIND_DATES.contains(&word)
}

/// Whether a word in lower case joins names in some language.
pub(super) fn joins_names(word: &str) -> bool {
    JOINS.iter().any(|join| join.word.trim() == word)
}

/// Whether a word in lower case is a day of the week.
pub(super) fn is_day(word: &str) -> bool {
    DAYS.contains(&word)
}

/// Whether a text begins as a byline does: "By", and then no word in small letters.
pub(crate) fn begins_with_by(text: &str) -> bool {
    let Some((by, name)) = text.split_once(' ') else { return false };
    BY.contains(&by.to_lowercase().as_str()) && !name.trim_start().starts_with(char::is_lowercase)
}
