//! What makes a short text an article where it is long enough to be one: a type, a headline, a time, an
//! author, a second paragraph, an address that says what the text says.
//!
//! A missing page in words that no list has shows none of these: it has a paragraph of apology below a
//! heading that the head's title does not name.

use super::{Evidence, phrases};
use crate::body::{Line, is_offer};
use crate::metadata::dates::holds_date;
use crate::tag::Tag;
use crate::whitespace::{fold, width};

/// A text of more needs no support, in width.
const MAX_WIDTH: usize = 400;

/// Paragraphs that support one another.
const LEAST_PARAGRAPHS: usize = 2;

/// A line with more than a date or a name is text, in width.
const LABEL_WIDTH: u32 = 80;

/// A word of an address says something from so many letters on, and so many at its beginning are the
/// same in all its forms.
const WORD_LETTERS: usize = 4;

/// Words that a text has in common with its address: one may be chance ("story").
const LEAST_WORDS_OF_ADDRESS: usize = 2;

/// Signs of an article that make a wall's words those of a story.
const LEAST_SIGNS: usize = 2;

/// A paragraph is so wide at least.
const PARAGRAPH_WIDTH: usize = 60;

/// Letters of a description that a text repeats.
const DESCRIPTION_LETTERS: usize = 30;

impl Evidence<'_, '_> {
    /// Whether a short text has nothing beside it that an article has.
    pub(super) fn lacks_support(&self) -> bool {
        let declares = self.signs.described || self.signs.typed || self.signs.headed;
        !declares
            && self.authors.is_empty()
            && width(self.text) < MAX_WIDTH
            && self.paragraphs() < LEAST_PARAGRAPHS
            && !self.shows_time()
            && !self.agrees_with_address()
            && !self.agrees_with_description()
            && !self.agrees_with_headline()
    }

    /// Whether a page shows that its short text is an article in two ways that walls and errors have
    /// not, and the text has a paragraph that none of them would say. Walls stand within pages of
    /// articles, too: where the text begins as one, two paragraphs speak of the headline.
    pub(super) fn shows_story(&self) -> bool {
        let signs = [
            self.signs.typed,
            !self.authors.is_empty(),
            self.shows_time(),
            self.agrees_with_address(),
        ];
        signs.into_iter().filter(|sign| *sign).count() >= LEAST_SIGNS && self.tells_something()
    }

    /// Whether a paragraph of the text says nothing that walls and errors say.
    fn tells_something(&self) -> bool {
        let text = self.text.to_lowercase();
        let is_told = |line: &&str| width(line) >= PARAGRAPH_WIDTH && !phrases::is_of_wall(line);
        let told: Vec<&str> = text.lines().filter(is_told).collect();
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if phrases::begins_wall(first) || is_offer(first) {
            return told.len() >= LEAST_PARAGRAPHS && self.is_story(&told.join("\n"));
        }
        !told.is_empty()
    }

    /// Whether a paragraph says nothing of consent.
    pub(super) fn tells_beside_consent(&self) -> bool {
        let text = self.text.to_lowercase();
        let is_other = |line: &str| {
            width(line) >= PARAGRAPH_WIDTH && !phrases::says(line, &phrases::CONSENT_WORDS)
        };
        text.lines().any(is_other)
    }

    /// Whether the text begins behind the headline in the element of the article: a dialog stands
    /// elsewhere.
    pub(super) fn follows_headline(&self) -> bool {
        let Some(first) = self.body.first_node else { return false };
        let headline = fold(self.title);
        let is_headline =
            |place: &usize| *place < first && fold(&self.dom.text(*place)) == headline;
        let headings = self.dom.find(|node| node.tag == Tag::H(1));
        headings.into_iter().filter(is_headline).any(|place| {
            let is_text = |at: &usize| matches!(self.dom.nodes[*at].tag, Tag::Article | Tag::Main);
            let around = self.dom.ancestors(place).find(is_text);
            around.is_some_and(|around| self.dom.subtree(around).contains(&first))
        })
    }

    /// Whether the page shows the time of anything.
    fn shows_time(&self) -> bool {
        let is_label = |line: &&Line| line.width <= LABEL_WIDTH;
        let mut labels = self.layout.lines.iter().filter(is_label);
        self.dom.nodes.iter().any(|node| node.tag == Tag::Time)
            || labels.any(|line| holds_date(&self.text_of(line)))
    }

    /// Whether the text tells of what the main heading says, which is the headline.
    fn agrees_with_headline(&self) -> bool {
        let headline = fold(self.title);
        let is_headed = self.headings(1, 1).iter().any(|heading| fold(heading) == headline);
        is_headed && self.is_story(&self.text.to_lowercase())
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
