//! What a page is called, and whether that is all that a wall or an error says.

use super::Evidence;
use super::phrases;
use crate::phrase::has_phrase;
use crate::stopwords;
use crate::tag::Tag;
use crate::whitespace::{fold, is_wide};

/// Headings that are looked at.
const MAX_HEADINGS: usize = 10;

/// Words of a title or heading beside its phrase that say nothing else: "Sorry, this page".
const OTHER_WORDS: usize = 3;

/// The same where they name the page: "Sorry, the page you requested has been moved or was deleted".
const OTHER_WORDS_OF_PAGE: usize = 8;

/// Status numbers of missing pages: other numbers tell of something.
pub(super) const NOT_FOUND_NUMBERS: [&str; 2] = ["404", "410"];

/// A word of a headline that tells of something has so many letters, and so many in scripts that are
/// written without spaces.
const TELLING_LETTERS: usize = 3;
const TELLING_WIDE_LETTERS: usize = 4;

impl Evidence<'_, '_> {
    /// What the page is called, in lower case: its title, the head's, the main headings, each cut at
    /// what parts it from the site's name.
    pub(super) fn titles(&self) -> Vec<String> {
        let mut titles = self.headings(1, MAX_HEADINGS);
        if titles.is_empty() {
            titles = self.headings(2, 1);
        }
        titles.push(self.title.to_owned());
        titles.extend(self.head.title.clone());
        titles.iter().flat_map(|title| parts(title)).collect()
    }

    pub(super) fn headings(&self, level: u8, most: usize) -> Vec<String> {
        let places = self.dom.find(|node| node.tag == Tag::H(level));
        places.into_iter().take(most).map(|place| self.dom.text(place)).collect()
    }

    /// A title or heading that says one of these, and beside it no word that tells of anything but the
    /// page and the site: "Sorry, this page could not be found", and not "Streaming: not available in
    /// your country".
    pub(super) fn is_headed(&self, titles: &[String], sayings: &[&str]) -> bool {
        let site = fold(&self.head.host_label());
        titles.iter().any(|title| {
            sayings.iter().any(|phrase| {
                let bare = phrase.trim_end_matches('*');
                has_phrase(title, phrase)
                    && says_little_more(title, phrase)
                    && !words(&title.replacen(bare, " ", 1)).any(|word| is_telling(word, &site))
            })
        })
    }

    /// A title or heading that names a page, says that it is gone, and nothing else.
    pub(super) fn is_called_gone(&self, titles: &[String]) -> bool {
        let has_other_number = |title: &str| {
            let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
            words(title).filter(is_number).any(|number| !NOT_FOUND_NUMBERS.contains(&number))
        };
        let names_page =
            |title: &&String| phrases::says(title, &phrases::PAGES) && !has_other_number(title);
        let of_page: Vec<String> = titles.iter().filter(names_page).cloned().collect();
        self.is_headed(&of_page, &phrases::GONE)
    }
}

/// Whether a word of a title in lower case tells of something: it is no small word, none that walls and
/// errors are titled with, and not in the folded name of the site.
pub(super) fn is_telling(word: &str, site: &str) -> bool {
    let least = if word.contains(is_wide) { TELLING_WIDE_LETTERS } else { TELLING_LETTERS };
    word.chars().count() >= least
        && !word.bytes().all(|byte| byte.is_ascii_digit())
        && !site.contains(word)
        && !stopwords::is_of_any(word)
        && !phrases::has_word(word)
}

/// How much of a title is read.
const MAX_TITLE_CHARACTERS: usize = 300;

/// What parts a title from its site's name.
const PARTS: [char; 5] = ['|', '–', '—', '·', '»'];

/// The parts of a title in lower case.
pub(super) fn parts(title: &str) -> Vec<String> {
    let title: String = title.chars().take(MAX_TITLE_CHARACTERS).collect();
    let title = title.to_lowercase().replace(" - ", "|");
    let parts = title.split(PARTS).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A title or heading that says one of these and little else.
pub(super) fn is_titled(titles: &[String], phrases: &[&str]) -> bool {
    titles.iter().any(|title| {
        phrases.iter().any(|phrase| is_little_more(title, phrase) && has_phrase(title, phrase))
    })
}

fn is_little_more(title: &str, phrase: &str) -> bool {
    other_words(title, phrase) <= OTHER_WORDS
}

/// The same, where a heading may name the page at length.
fn says_little_more(title: &str, phrase: &str) -> bool {
    let others = other_words(title, phrase);
    let may_name_page = || others <= OTHER_WORDS_OF_PAGE && phrases::says(title, &phrases::PAGES);
    others <= OTHER_WORDS || may_name_page()
}

/// Words of a title beside a phrase.
fn other_words(title: &str, phrase: &str) -> usize {
    title.split_whitespace().count().saturating_sub(phrase.split_whitespace().count())
}

fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A title or heading that is a status number, alone or called an error.
pub(super) fn has_number(titles: &[String], number: &str) -> bool {
    titles.iter().any(|title| {
        let mut words = words(title);
        let has = words.clone().any(|word| word == number);
        has && (words.clone().count() == 1
            || words.any(|word| phrases::ERROR_WORDS.contains(&word)))
    })
}
