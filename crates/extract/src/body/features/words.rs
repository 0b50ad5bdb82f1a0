//! What is measured of a line's words.

use super::{Row, Sight};
use crate::body::{agreement, word_set};
use crate::whitespace::fold;

/// What the page says elsewhere, folded.
pub(super) struct Said {
    title: Sentence,
    description: Sentence,
    told_folded: String,
    authors: Vec<String>,
}

/// A sentence that lines are compared with.
struct Sentence {
    folded: String,
    words: Vec<u64>,
}

impl Sentence {
    fn of(text: &str) -> Self {
        Self { folded: fold(text), words: word_set(text) }
    }

    /// Whether a line may be the same sentence: it is not much longer.
    fn is_near(&self, folded: &str) -> bool {
        !self.words.is_empty() && folded.len() <= 3 * self.folded.len()
    }
}

impl Said {
    pub(super) fn of(sight: &Sight<'_, '_>) -> Self {
        Self {
            title: Sentence::of(sight.title),
            description: Sentence::of(sight.description),
            told_folded: fold(start_of(sight.told, MAX_SEARCHED_BYTES / sight.lines.len().max(1))),
            authors: sight.authors.iter().map(|name| fold(name)).collect(),
        }
    }
}

/// Longer texts are no author's line, in bytes.
const LABEL_BYTES: usize = 300;

/// Measures a line's text; `folded` is the same text folded.
pub(super) fn of_text(row: &mut Row, said: &Said, text: &str, folded: &str) {
    let count = Counts::of(text);
    row.percent(count.upper, count.letters);
    row.percent(count.digits, count.characters);
    row.percent(count.capitalised, count.words);
    row.count(count.words as usize);
    row.count(count.separators as usize);
    row.count(count.quotes as usize);
    row.push(opening(text));
    row.push(closing(text));
    row.flag(text.contains('@') || text.contains("http") || text.contains("www."));
    row.flag(text.contains('©') || text.contains("(c)"));
    let long_enough = folded.len() >= 12;
    let sentences = [&said.title, &said.description];
    let is_near = sentences.iter().any(|sentence| sentence.is_near(folded));
    let words = if is_near { word_set(text) } else { Vec::new() };
    for sentence in sentences {
        row.flag(long_enough && sentence.folded.contains(folded));
        let shared = if sentence.is_near(folded) { agreement(&sentence.words, &words) } else { 0 };
        row.percent(shared, 100);
    }
    row.flag(!said.told_folded.is_empty());
    row.flag(long_enough && said.told_folded.contains(folded));
    let label = if text.len() <= LABEL_BYTES { folded } else { "" };
    row.flag(said.authors.iter().any(|name| !name.is_empty() && label.starts_with(name)));
    row.flag(said.authors.iter().any(|name| !name.is_empty() && label.contains(name)));
}

/// As much of told texts is searched for all lines of a page together, in bytes: a page of 300 lines
/// is heard out up to 100,000 bytes.
const MAX_SEARCHED_BYTES: usize = 30_000_000;

fn start_of(told: &str, most: usize) -> &str {
    let end = (0..=told.len().min(most)).rev().find(|end| told.is_char_boundary(*end));
    told.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Characters and words of a text, counted in one walk.
#[derive(Default)]
struct Counts {
    characters: u32,
    letters: u32,
    upper: u32,
    digits: u32,
    separators: u32,
    quotes: u32,
    words: u32,
    capitalised: u32,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut at_space = true;
        for c in text.chars() {
            counts.characters += 1;
            // Most of most texts.
            if c.is_ascii_lowercase() {
                counts.letters += 1;
                counts.words += u32::from(at_space);
                at_space = false;
                continue;
            }
            let is_upper = c.is_uppercase();
            counts.letters += u32::from(c.is_alphabetic());
            counts.upper += u32::from(is_upper);
            counts.digits += u32::from(c.is_ascii_digit());
            counts.separators += u32::from(matches!(c, '|' | '/' | '•' | '·' | '>' | '»' | '›'));
            counts.quotes += u32::from(matches!(c, '"' | '“' | '”' | '„' | '«' | '‘' | '’'));
            let is_space = c.is_whitespace();
            let begins = at_space && !is_space;
            counts.words += u32::from(begins);
            counts.capitalised += u32::from(begins && is_upper);
            at_space = is_space;
        }
        counts
    }
}

/// What a text begins with.
fn opening(text: &str) -> f32 {
    match text.chars().next() {
        None => 0.0,
        Some(c) if c.is_uppercase() => 1.0,
        Some(c) if c.is_lowercase() => 2.0,
        Some(c) if c.is_numeric() => 3.0,
        Some(c) if c.is_alphabetic() => 4.0,
        Some('"' | '“' | '„' | '«' | '‘' | '\'') => 5.0,
        Some('–' | '—' | '-' | '•' | '*') => 6.0,
        Some('(' | '[') => 7.0,
        Some(_) => 8.0,
    }
}

/// What a text ends with.
fn closing(text: &str) -> f32 {
    match text.chars().next_back() {
        None => 0.0,
        Some('.' | '。') => 1.0,
        Some('?' | '!') => 2.0,
        Some(':') => 3.0,
        Some('…') => 4.0,
        Some('"' | '”' | '“' | '»' | '’' | '\'') => 5.0,
        Some(',' | ';') => 6.0,
        Some(')' | ']') => 7.0,
        Some(c) if c.is_numeric() => 8.0,
        Some(c) if c.is_alphabetic() => 9.0,
        Some(_) => 10.0,
    }
}
