//! Words and names of a text whose words are parted by spaces.
//!
//! What is counted is a slice of the text in lower case, in which words that tell something stand
//! side by side: nothing is copied but that text, once.

mod count;
mod writing;

use count::Counts;
use writing::Writing;

use super::Ranked;
use crate::hashing::HashSet;

/// Words of one name.
const MAX_WORDS: usize = 3;

/// Words and names with what they weigh.
pub(super) fn ranked(title: &str, text: &str, language: Option<&str>) -> Vec<Ranked> {
    let writing = Writing::of(language, title, text);
    let mut terms = Terms::default();
    terms.read(title, &writing);
    let in_title = terms.found.len();
    // A heading and a row of a table end without a stop, and no name goes on behind them.
    for line in text.lines() {
        terms.read(line, &writing);
    }
    let mut counts = Counts::of(&terms, in_title, &writing);
    counts.join_names();
    counts.ranked()
}

/// What may be a keyword, in reading order.
#[derive(Default)]
struct Terms<'t> {
    /// The words that tell something, in lower case, a space behind each.
    lower: String,
    words: Vec<Word<'t>>,
    found: Vec<Term>,
}

/// A word that tells something.
struct Word<'t> {
    /// As it stands in the text.
    shown: &'t str,
    /// Where it stands in the text in lower case, in bytes.
    start: usize,
    end: usize,
}

/// Words side by side, by their places: one, or the two or three of a name.
#[derive(Clone, Copy)]
struct Term {
    first: usize,
    last: usize,
}

impl<'t> Terms<'t> {
    /// Single words, and runs of two or three capitalised ones within a sentence; of three the last
    /// two as well ("President Ann Lee"). Without a list of stopwords only what is capitalised within
    /// a sentence. Where there are no capitals, single words and any two side by side.
    fn read(&mut self, text: &'t str, writing: &Writing<'t>) {
        let mut name = self.words.len();
        let mut begins = true;
        for raw in text.split_whitespace() {
            let word = writing.bare(with_last_stop(raw));
            let is_told = self.push(word, begins, writing);
            begins = raw.ends_with(['.', '!', '?', ':', '…', '"', '”', '»', '؟', '۔', '।']);
            if !is_told {
                self.end(&mut name, writing);
                continue;
            }
            let place = self.words.len() - 1;
            if !writing.has_capitals {
                self.pair(name, place);
            } else if !starts_high(word) || place - name >= MAX_WORDS {
                self.flush(&mut name, place);
                self.found.push(Term { first: place, last: place });
                name = place + 1;
            }
            let ends = raw.ends_with(['.', ',', ';', ':', '!', '?', ')', '؟', '،', '؛', '۔', '।']);
            if ends {
                self.end(&mut name, writing);
            }
        }
        self.end(&mut name, writing);
    }

    /// Takes a word, if it tells something.
    fn push(&mut self, word: &'t str, begins: bool, writing: &Writing<'t>) -> bool {
        let is_long = word.len() >= writing.least && word.chars().nth(writing.least - 1).is_some();
        if !is_long || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let start = self.lower.len();
        push_lower(&mut self.lower, word);
        let lower = self.lower.get(start..).unwrap_or_default();
        let may_tell = match writing.stopwords {
            Some(stopwords) => !is_among(lower, stopwords) && !writing.is_verb(lower),
            None => !begins && starts_high(word),
        };
        if may_tell {
            self.words.push(Word { shown: word, start, end: self.lower.len() });
            self.lower.push(' ');
        } else {
            self.lower.truncate(start);
        }
        may_tell
    }

    /// A word by itself, and with the one before it.
    fn pair(&mut self, begin: usize, place: usize) {
        self.found.push(Term { first: place, last: place });
        if place > begin {
            self.found.push(Term { first: place - 1, last: place });
        }
    }

    /// What follows stands beside nothing before it.
    fn end(&mut self, name: &mut usize, writing: &Writing<'t>) {
        if writing.has_capitals {
            self.flush(name, self.words.len());
        }
        *name = self.words.len();
    }

    /// Ends the name that began at a word, before another.
    fn flush(&mut self, name: &mut usize, end: usize) {
        let words = end.saturating_sub(*name);
        if words > 0 && words <= MAX_WORDS {
            self.found.push(Term { first: *name, last: end - 1 });
        }
        if words == MAX_WORDS {
            self.found.push(Term { first: end - 2, last: end - 1 });
        }
        *name = end;
    }

    /// A term in lower case, a space between its words.
    fn key(&self, term: Term) -> &str {
        let place = self.words[term.first].start..self.words[term.last].end;
        self.lower.get(place).unwrap_or_default()
    }

    /// A term as it stands in the text.
    fn shown(&self, term: Term) -> String {
        let words: Vec<&str> =
            self.words[term.first..=term.last].iter().map(|word| word.shown).collect();
        words.join(" ")
    }

    fn starts_high(&self, term: Term) -> bool {
        starts_high(self.words[term.first].shown)
    }
}

/// A word without the marks around it, but for the last stop of letters with one each: `U.S.`
fn with_last_stop(raw: &str) -> &str {
    let start = raw.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = start.trim_end_matches(|c: char| !c.is_alphanumeric());
    let has_stops = word.contains('.')
        && word.split('.').all(|part| part.len() == 1 && part.starts_with(char::is_uppercase))
        && start.get(word.len()..).is_some_and(|behind| behind.starts_with('.'));
    if has_stops { start.get(..=word.len()).unwrap_or(word) } else { word }
}

/// Whether a word is in a list, with either apostrophe.
fn is_among(word: &str, list: &HashSet<&str>) -> bool {
    list.contains(word) || (word.contains('’') && list.contains(word.replace('’', "'").as_str()))
}

fn starts_high(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn push_lower(lower: &mut String, word: &str) {
    if word.is_ascii() {
        lower.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        lower.push_str(&word.to_lowercase());
    }
}
