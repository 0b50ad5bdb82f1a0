//! What walls, errors, lists and terms say: phrases by language in `data/verdict/`, and how a text is
//! asked for them. A phrase begins and ends where words do, unless it ends in `*`.

use std::sync::LazyLock;

use crate::list::lists;
use crate::phrase::has_phrase;
use crate::whitespace::is_wide;

lists! { "verdict":
    /// What a page calls itself, and says in apology.
    PAGE_WORDS = "page_words";
    /// What an address leads to, as missing pages call it.
    PAGES = "pages";
    /// Titles of missing pages.
    NOT_FOUND = "not_found";
    /// What is said of a page that is gone: it counts beside a word for the page.
    GONE = "gone";
    /// Where missing pages send their readers.
    RETURNS = "returns";
    /// Sentences of missing pages.
    NOT_FOUND_SENTENCES = "not_found_sentences";
    /// Titles of errors and of guards against robots.
    ERRORS = "errors";
    /// Sentences of errors and of guards against robots.
    ERROR_SENTENCES = "error_sentences";
    /// What stands beside a status number.
    ERROR_WORDS = "error_words";
    /// Titles of consent.
    CONSENTS = "consents";
    /// Words of a text about consent.
    CONSENT_WORDS = "consent_words";
    /// What a site stores in a browser, by the beginning of its name.
    COOKIES = "cookies";
    /// With whom a consent wall shares it.
    PARTNERS = "partners";
    /// Headings of walls before a text that is for subscribers.
    RESERVED_TITLES = "reserved_titles";
    /// Titles of sign-in.
    LOGINS = "logins";
    /// Sentences of sign-in.
    LOGIN_SENTENCES = "login_sentences";
    /// What a page says until its scripts have run.
    LOADING = "loading";
    /// Parts of an address that leads to lists.
    LIST_SEGMENTS = "list_segments";
    /// Parts of an address below which those who write have their pages.
    AUTHOR_SEGMENTS = "author_segments";
    /// What stands before the name of whoever wrote the articles in a list.
    BEFORE_AUTHORS = "before_authors";
    /// Titles of terms and the like, without small words and the site's name.
    LEGAL_TITLES = "legal_titles";
    /// Words of such titles that say nothing.
    SMALL_WORDS = "small_words";
    /// What terms, imprints and policies say.
    LEGAL_PHRASES = "legal_phrases";
    /// Titles of pages on which a site presents itself.
    ABOUT_TITLES = "about_titles";
    /// Titles of offers to subscribe.
    OFFER_TITLES = "offer_titles";
    /// Parts of an address where subscriptions are offered.
    OFFER_SEGMENTS = "offer_segments";
    /// Signs of money.
    CURRENCIES = "currencies";
    /// How often it is paid.
    PERIODS = "periods";
}

/// Whether a line in lower case is one of a wall, a missing page or an error.
pub(super) fn is_of_wall(line: &str) -> bool {
    let sentences: [&[&str]; 5] =
        [&NOT_FOUND_SENTENCES, &ERROR_SENTENCES, &LOGIN_SENTENCES, &RETURNS, &PAGES];
    sentences.into_iter().any(|sentences| says(line, sentences))
}

/// Whether the first line of a text in lower case is a sentence with which walls and errors begin.
pub(super) fn begins_wall(line: &str) -> bool {
    let sentences: [&[&str]; 3] = [&NOT_FOUND_SENTENCES, &ERROR_SENTENCES, &LOGIN_SENTENCES];
    let is_gone = || says(line, &GONE) && says(line, &PAGES);
    sentences.into_iter().any(|sentences| says(line, sentences)) || is_gone()
}

/// Status numbers of servers' errors and refusals.
pub(super) const ERROR_NUMBERS: &[&str] = &["403", "429", "451", "500", "502", "503", "504"];

/// Whether a text in lower case says one of these.
pub(super) fn says(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has_phrase(text, phrase))
}

/// How many of these a text in lower case says.
pub(super) fn count(text: &str, phrases: &[&str]) -> usize {
    phrases.iter().filter(|phrase| has_phrase(text, phrase)).count()
}

/// What walls and errors are titled with, and what they call the page.
fn phrases_of_walls() -> impl Iterator<Item = &'static str> {
    let lists: [&[&str]; 8] =
        [&NOT_FOUND, &GONE, &ERRORS, &LOGINS, &RESERVED_TITLES, &ERROR_WORDS, &PAGE_WORDS, &PAGES];
    lists.into_iter().flatten().copied()
}

/// Their words, sorted.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let words = phrases_of_walls().flat_map(|phrase| phrase.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
});

/// Those of scripts that part no words, longest first.
static WIDE_PHRASES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut phrases: Vec<&str> =
        phrases_of_walls().filter(|phrase| phrase.contains(is_wide)).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
});

/// Characters of a script that parts no words that say nothing: particles, endings.
const SMALL_WIDE_CHARACTERS: usize = 3;

/// Whether a word in lower case is one that walls and errors are titled with; where a script parts no
/// words, whether it is hardly more than several.
pub(super) fn has_word(word: &str) -> bool {
    if WORDS.binary_search(&word).is_ok() {
        return true;
    }
    if !word.contains(is_wide) {
        return false;
    }
    let mut rest = word.to_owned();
    for phrase in WIDE_PHRASES.iter().filter(|phrase| phrase.len() <= word.len()) {
        if rest.contains(phrase) {
            rest = rest.replace(phrase, " ");
        }
    }
    rest.chars().filter(|c| c.is_alphanumeric()).count() <= SMALL_WIDE_CHARACTERS
}

/// Whether a text has a third of the pairs of a headline's characters, in a script that parts no words, but for
/// what walls and errors are titled with. Both in lower case.
pub(super) fn tells_the_same(title: &str, text: &str) -> bool {
    let mut rest = title.to_owned();
    for phrase in WIDE_PHRASES.iter() {
        if rest.contains(phrase) {
            rest = rest.replace(phrase, " ");
        }
    }
    let words = rest.split(|c: char| !c.is_alphanumeric());
    let characters: Vec<Vec<char>> = words.map(|word| word.chars().collect()).collect();
    let pairs = characters.iter().flat_map(|word| word.windows(2));
    let is_told = |pair: &[char]| text.contains(&pair.iter().collect::<String>());
    let (found, all) =
        pairs.fold((0, 0), |(found, all), pair| (found + usize::from(is_told(pair)), all + 1));
    found > 0 && found * 3 >= all
}

/// Digits of a number of partners.
const PARTNER_DIGITS: std::ops::RangeInclusive<usize> = 2..=4;

/// Characters behind such a number in which it says of what.
const CHARACTERS_BEHIND_NUMBER: usize = 24;

/// Whether a text in lower case counts those with whom a site shares what it stores: "our 812
/// partners", as the framework of the advertising industry demands.
pub(super) fn counts_partners(text: &str) -> bool {
    let mut digits = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_digit() {
            digits += 1;
            continue;
        }
        if PARTNER_DIGITS.contains(&digits) {
            let behind = text.get(at..).unwrap_or_default().chars();
            let behind: String = behind.take(CHARACTERS_BEHIND_NUMBER).collect();
            if says(&behind, &PARTNERS) {
                return true;
            }
        }
        digits = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{counts_partners, has_word};

    #[test]
    fn partners_are_counted_in_many_languages() {
        for text in [
            "we and our 812 partners store",
            "noi e i nostri 732 fornitori archiviamo",
            "wir und unsere 213 partner",
            "my a našich 1412 partnerů",
            "当社と812社のパートナーは",
            "мы и наши 120 партнёров",
        ] {
            assert!(counts_partners(text), "{text}");
        }
        for text in ["the 2 partners of the bank", "our partners in 1998 said", "27 countries"] {
            assert!(!counts_partners(text), "{text}");
        }
    }

    #[test]
    fn words_of_missing_pages_are_known_where_a_script_parts_none() {
        assert!(has_word("お探しのページは見つかりませんでした"));
        assert!(has_word("페이지를") && has_word("요청하신"));
        assert!(!has_word("行方不明の猫"));
    }
}
