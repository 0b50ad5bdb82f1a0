//! What walls, errors, lists and terms say: phrases by language in `data/verdict/`, and how a text is
//! asked for them. A phrase begins and ends where words do, unless it ends in `*`.

use memchr::memmem;

use crate::list::lists;
use crate::whitespace::is_wide;

lists! { "verdict":
    /// What a page calls itself, and says in apology.
    PAGE_WORDS = "page_words";
    /// What an address leads to, as missing pages call it.
    PAGES = "pages";
    /// Titles of missing pages.
    NOT_FOUND = "not_found";
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

/// Whether a text has a phrase that begins and ends where words do; one that ends in `*` may be the
/// beginning of a longer word. Scripts without spaces have no such bounds.
pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    let bare = phrase.trim_end_matches('*');
    let parts = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_wide(c));
    let begins = parts(bare.chars().next());
    let ends = bare.len() == phrase.len() && parts(bare.chars().next_back());
    memmem::find_iter(text.as_bytes(), bare).any(|at| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + bare.len()..).and_then(|text| text.chars().next());
        !((begins && parts(before)) || (ends && parts(behind)))
    })
}

/// Whether a word in lower case is one that walls and errors are titled with.
pub(super) fn has_word(word: &str) -> bool {
    let lists: [&[&str]; 6] =
        [&NOT_FOUND, &NOT_FOUND_SENTENCES, &ERRORS, &ERROR_SENTENCES, &LOGINS, &LOGIN_SENTENCES];
    let phrases = lists.into_iter().flatten().chain(&*ERROR_WORDS).chain(&*PAGE_WORDS);
    phrases.flat_map(|phrase| phrase.split([' ', '*'])).any(|other| other == word)
}
