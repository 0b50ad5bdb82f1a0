//! A story to a script: opening, text with pauses, closing.
//!
//! Left out by rule: pictures with what is said of them, tables, preformatted text, and lines that
//! lead elsewhere. What others said (quotes, embedded posts) is introduced in words.

mod groups;
mod wording;

use chrono::{DateTime, FixedOffset};
use extract::Block;

use crate::{Language, clean, sentences, written};
use groups::Groups;
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
    /// `en`, `de-at` …
    pub language: &'a str,
}

/// What will be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// One of [`Language`]'s tags.
    pub language: String,
    /// In order. Each is one request to a voice.
    pub groups: Vec<Group>,
}

/// Sentences that are spoken in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Plain words: at most 600 characters, whole sentences (one that is longer is split, at clauses
    /// where it has any), no digit, no symbol.
    pub text: String,
    /// Silence after it.
    pub pause_after_ms: u32,
    /// What it is.
    pub kind: Kind,
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
    /// What somebody said.
    Quote,
    /// Where it was published, and that a machine speaks.
    Closing,
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
    /// The tag names no language that there is a voice for.
    #[error("there is no voice for the article's language")]
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
    let language = Language::parse(story.language).ok_or(CannotSpeak::LanguageUnknown)?;
    let lines = lines(story, Wording::of(language));
    let characters: usize = lines.iter().map(|(_, text)| text.chars().count()).sum();
    if characters > MOST_CHARACTERS {
        return Err(CannotSpeak::TooLong);
    }

    let mut groups = Groups::default();
    for (kind, text) in &lines {
        let spoken =
            sentences(language, text).into_iter().map(|one| written::spoken(language, one));
        groups.push_paragraph(*kind, spoken);
    }
    if !groups.has_text() {
        return Err(CannotSpeak::NoText);
    }
    let opening = opening(story, language);
    let closing = Wording::of(language).closing(&short(story.outlet));
    let spoken = |text: &str| -> Vec<String> {
        sentences(language, text).into_iter().map(|one| written::spoken(language, one)).collect()
    };
    Ok(Script {
        language: language.tag().to_owned(),
        groups: groups.between(spoken(&opening), spoken(&closing)),
    })
}

/// The text's paragraphs in written form, with words of introduction, without what is not said.
fn lines(story: &Story<'_>, wording: &Wording) -> Vec<(Kind, String)> {
    let mut lines = Vec::new();
    for block in story.blocks {
        let (kind, text) = match block {
            Block::Paragraph(text) | Block::ListItem { text, .. } => {
                (Kind::Text, clean::clean(&text.plain))
            }
            Block::Heading { text, .. } => (Kind::Heading, clean::clean(&text.plain)),
            Block::Quote(text) => {
                (Kind::Quote, clean::clean(&text.plain).map(|text| wording.quoted(None, &text)))
            }
            Block::Embed { who, text, .. } => {
                (Kind::Quote, clean::clean(text).map(|text| wording.quoted(who.as_deref(), &text)))
            }
            Block::Figure { .. } | Block::Table { .. } | Block::Preformatted(_) => continue,
        };
        let Some(text) = text else { continue };
        let repeats_title = lines.is_empty() && text.trim() == story.title.trim();
        if !repeats_title {
            lines.push((kind, text));
        }
    }
    // A heading that leads to nothing said (a table, a picture) is not said either.
    while lines.last().is_some_and(|(kind, _)| *kind == Kind::Heading) {
        lines.pop();
    }
    lines
}

fn opening(story: &Story<'_>, language: Language) -> String {
    let wording = Wording::of(language);
    let authors: Vec<String> = story
        .authors
        .iter()
        .map(|author| short(author))
        .filter(|author| !author.is_empty() && !author.eq_ignore_ascii_case(story.outlet.trim()))
        .collect();
    let title = short(story.title);
    [
        sentence(&title),
        sentence(&wording.from(&short(story.outlet), &authors)),
        story.published.map(|at| wording.published(at.date_naive())).unwrap_or_default(),
    ]
    .join(" ")
}

/// With an end, so that a voice lets its tone fall.
fn sentence(text: &str) -> String {
    let ends = text.is_empty() || text.ends_with(['.', '!', '?', '…', '"', '”', '»']);
    if ends { text.to_owned() } else { format!("{text}.") }
}

fn short(text: &str) -> String {
    let words = clean::clean(text).unwrap_or_default();
    words.chars().take(MOST_NAME_CHARACTERS).collect()
}

#[cfg(test)]
mod tests;
