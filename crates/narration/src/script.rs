//! A story to a script: opening, text with pauses, closing.
//!
//! What others said (quotes, embedded posts) is introduced in words; `passages` says what is left
//! out. Every word of the script knows where it stands in the story ([`Word`]).

mod groups;
mod passages;
mod source;
mod table;
mod wording;

use chrono::{DateTime, FixedOffset};
use extract::Block;

use crate::language::Locale;
use crate::line::Line;
use crate::sentences::ranges;
use crate::{Lexicon, clean, written};
use groups::Groups;
use passages::{Passage, passages};
use wording::Wording;

/// An article, as far as it is said.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    /// The headline.
    pub title: &'a str,
    /// Who published it.
    pub outlet: &'a str,
    /// Who wrote it, in order.
    pub authors: &'a [String],
    /// When; only its day is said, in its own offset.
    pub published: Option<DateTime<FixedOffset>>,
    /// The text.
    pub blocks: &'a [Block],
    /// A tag (BCP 47), such as `en` or `en-gb`; its region tells the order of dates in digits.
    pub language: &'a str,
}

/// What will be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// One of [`crate::Language`]'s tags.
    pub language: String,
    /// In order. Each is one request to a voice.
    pub groups: Vec<Group>,
}

/// A sentence, spoken in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Plain words: a sentence (one of more than 600 characters is split, at clauses where it has
    /// any), no digit, no symbol.
    pub text: String,
    /// Each word of the text, in order, with its place in the story.
    pub words: Vec<Word>,
    /// Silence after it.
    pub pause_after_ms: u32,
    /// What it is.
    pub kind: Kind,
}

/// A word that is spoken: what stands between white space in a group's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte, in the group's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it says; `None` for words of ours, such as those that introduce a quote. Sources never
    /// run backwards within a story's text; words that together say one thing ("two hundred pounds"
    /// for `£200`) share it.
    pub source: Option<Source>,
}

/// A range of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Where.
    pub part: Part,
    /// First byte of that part's text, on a character's boundary.
    pub start: usize,
    /// One past the last byte; above `start`.
    pub end: usize,
}

/// A part of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its headline.
    Title,
    /// The block of that number, from 0; its text is that of [`extract::text_of`] the block alone.
    Block(usize),
}

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Headline, outlet, authors, date.
    Opening,
    /// Running text.
    Text,
    /// A headline within the text.
    Heading,
    /// An item of a list, a row of a table.
    Item,
    /// What somebody said.
    Quote,
    /// Where it was published, and that a machine speaks.
    Closing,
}

impl Kind {
    /// Silence after a paragraph of this kind, in milliseconds: longer where the listener turns to
    /// something else.
    #[must_use]
    pub fn pause_after_ms(self) -> u32 {
        match self {
            Self::Opening => 1000,
            Self::Heading => 700,
            Self::Quote | Self::Text => 600,
            Self::Item => 350,
            Self::Closing => 0,
        }
    }
}

/// Why a story has no script. Another attempt with the same story cannot help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotSpeak {
    /// After leaving out what is not said, no words are left.
    #[error("the article has no text that can be read aloud")]
    NoText,
    /// The text has more than [`MOST_CHARACTERS`].
    #[error("the article is too long to be read aloud")]
    TooLong,
    /// The tag names no language that there are rules for.
    #[error("no rules tell how the article's language is read aloud")]
    LanguageUnknown,
}

impl CannotSpeak {
    /// A stable name for rows and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoText => "no_text",
            Self::TooLong => "too_long",
            Self::LanguageUnknown => "language_unknown",
        }
    }
}

/// Longest text that is spoken, in characters: about two hours and a half at 14 characters a second.
pub const MOST_CHARACTERS: usize = 120_000;

/// Words of one title, outlet or author that are said; what is longer is none of these.
const MOST_NAME_CHARACTERS: usize = 500;

/// What a newsreader would say.
///
/// # Errors
/// [`CannotSpeak`], which is final for this text.
pub fn script(story: &Story<'_>) -> Result<Script, CannotSpeak> {
    script_with(story, &Lexicon::default())
}

/// The same, with an operator's own ways to say names.
///
/// # Errors
/// [`CannotSpeak`], which is final for this text.
pub fn script_with(story: &Story<'_>, lexicon: &Lexicon) -> Result<Script, CannotSpeak> {
    let locale = Locale::parse(story.language).ok_or(CannotSpeak::LanguageUnknown)?;
    let language = locale.language;
    let wording = Wording::of(language);
    let passages = passages(story, wording);
    let characters: usize =
        passages.iter().map(|passage| passage.line.text().chars().count()).sum();
    if characters > MOST_CHARACTERS {
        return Err(CannotSpeak::TooLong);
    }

    let spoken = |line: &Line| -> Vec<Line> { sentences_spoken(locale, lexicon, line) };
    let mut groups = Groups::default();
    groups.push_paragraph(
        Kind::Opening,
        Some(Part::Title),
        spoken(&opening(story, wording)).into_iter(),
    );
    let mut has_text = false;
    for Passage { kind, block, line } in &passages {
        let before = groups.len();
        groups.push_paragraph(*kind, Some(Part::Block(*block)), spoken(line).into_iter());
        has_text |= groups.len() > before && *kind != Kind::Heading;
    }
    if !has_text {
        return Err(CannotSpeak::NoText);
    }
    let closing = Line::written(&wording.closing(short(story.outlet).text()));
    groups.push_paragraph(Kind::Closing, None, spoken(&closing).into_iter());
    Ok(Script { language: language.tag().to_owned(), groups: groups.into_groups() })
}

/// What a newsreader would say of a text that is no article: each line is a paragraph, and there is
/// neither opening nor closing.
///
/// # Errors
/// [`CannotSpeak`], which is final for this text.
pub fn script_of_lines(
    text: &str,
    language: &str,
    lexicon: &Lexicon,
) -> Result<Script, CannotSpeak> {
    let locale = Locale::parse(language).ok_or(CannotSpeak::LanguageUnknown)?;
    if text.chars().count() > MOST_CHARACTERS {
        return Err(CannotSpeak::TooLong);
    }
    let mut groups = Groups::default();
    for line in text.lines().filter_map(clean::clean) {
        let sentences = sentences_spoken(locale, lexicon, &line);
        groups.push_paragraph(Kind::Text, None, sentences.into_iter());
    }
    let groups = groups.into_groups();
    if groups.is_empty() {
        return Err(CannotSpeak::NoText);
    }
    Ok(Script { language: locale.language.tag().to_owned(), groups })
}

fn sentences_spoken(locale: Locale, lexicon: &Lexicon, line: &Line) -> Vec<Line> {
    let named = lexicon.apply(locale.language, line);
    let line = named.as_ref().unwrap_or(line);
    ranges(locale.language, line.text())
        .into_iter()
        .map(|range| written::spoken_line(locale, &line.part(range)))
        .collect()
}

fn opening(story: &Story<'_>, wording: &Wording) -> Line {
    let outlet = short(story.outlet).into_text();
    let authors: Vec<String> = story
        .authors
        .iter()
        .map(|author| short(author).into_text())
        .filter(|author| !author.is_empty() && !author.eq_ignore_ascii_case(&outlet))
        .collect();
    let mut line = short(story.title);
    let end = line.place(0..line.text().len()).end as usize;
    let of_ours = [
        full_stop(line.text()).to_owned(),
        sentence(&wording.from(&outlet, &authors)),
        story.published.map(|at| wording.published(at.date_naive())).unwrap_or_default(),
    ];
    line.push_ours(&of_ours.join(" "), end);
    line
}

/// With an end, so that a voice lets its tone fall.
fn sentence(text: &str) -> String {
    format!("{text}{}", full_stop(text))
}

/// What is missing at the end of a sentence.
fn full_stop(text: &str) -> &'static str {
    let ends = text.is_empty() || text.ends_with(['.', '!', '?', '…', '"', '”', '»']);
    if ends { "" } else { "." }
}

fn short(text: &str) -> Line {
    let line = clean::clean_name(text).unwrap_or_default();
    match line.text().char_indices().nth(MOST_NAME_CHARACTERS) {
        Some((end, _)) => line.part(0..end),
        None => line,
    }
}

#[cfg(test)]
mod tests;
