//! What makes a short text an article where it is long enough to be one: a type, a headline, a time, an
//! author, a second paragraph, an address that says what the text says.
//!
//! A missing page in words that no list has shows none of these: it has a paragraph of apology below a
//! heading that the head's title does not name.

use super::Evidence;
use crate::body::Line;
use crate::metadata::dates::holds_date;
use crate::tag::Tag;
use crate::whitespace::fold;

/// A text of more needs no support, in characters.
const MAX_CHARACTERS: usize = 400;

/// Paragraphs that support one another.
const LEAST_PARAGRAPHS: usize = 2;

/// A line with more than a date or a name is text, in width.
const LABEL_WIDTH: u32 = 80;

/// A word of an address says something from so many letters on, and so many at its beginning are the
/// same in all its forms.
const WORD_LETTERS: usize = 4;

/// Words that a text has in common with its address: one may be chance ("story").
const LEAST_WORDS_OF_ADDRESS: usize = 2;

/// Letters of a description that a text repeats.
const DESCRIPTION_LETTERS: usize = 30;

impl Evidence<'_, '_> {
    /// Whether a short text has nothing beside it that an article has.
    pub(super) fn lacks_support(&self) -> bool {
        let declares = self.signs.described || self.signs.typed || self.signs.headed;
        !declares
            && self.authors.is_empty()
            && self.text.chars().count() < MAX_CHARACTERS
            && self.paragraphs() < LEAST_PARAGRAPHS
            && !self.shows_time()
            && !self.agrees_with_address()
            && !self.agrees_with_description()
    }

    /// Whether the page shows the time of anything.
    fn shows_time(&self) -> bool {
        let is_label = |line: &&Line| line.width <= LABEL_WIDTH;
        let mut labels = self.layout.lines.iter().filter(is_label);
        self.dom.nodes.iter().any(|node| node.tag == Tag::Time)
            || labels.any(|line| holds_date(&self.text_of(line)))
    }

    /// Whether the text says what the head says that the page is about, at least its beginning.
    fn agrees_with_description(&self) -> bool {
        let told = self.head.meta_text(&["og:description", "description"]).unwrap_or_default();
        let beginning: String = fold(&told).chars().take(DESCRIPTION_LETTERS).collect();
        beginning.chars().nth(WORD_LETTERS).is_some() && fold(self.text).contains(&beginning)
    }

    /// Whether headline or text have a word of the address's end.
    fn agrees_with_address(&self) -> bool {
        let path = self.address.path().trim_end_matches('/').to_lowercase();
        let last = path.rsplit('/').next().unwrap_or_default();
        let told = format!("{} {}", self.title, self.text).to_lowercase();
        let beginning = |word: &str| word.chars().take(WORD_LETTERS).collect::<String>();
        let words = last.split(|c: char| !c.is_alphabetic());
        let telling = words.filter(|word| word.chars().count() >= WORD_LETTERS).map(beginning);
        let is_said = |start: String| {
            told.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&start))
        };
        telling.map(is_said).filter(|said| *said).count() >= LEAST_WORDS_OF_ADDRESS
    }
}
