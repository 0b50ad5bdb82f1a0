//! Why an article will never be heard.
//!
//! Each refusal is final: it holds for this text of this article, whatever time it is.

use std::fmt;

/// Why an article will never be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// It has no title.
    NoTitle,
    /// It is not known when it was published.
    NoTime,
    /// Its text is shorter than [`crate::MIN_CHARACTERS`].
    TooShort,
    /// Its text is longer than [`crate::MAX_CHARACTERS`].
    TooLong,
    /// No voice speaks its language.
    NoVoice,
    /// A voice speaks its language, but no rules tell how that is read aloud.
    NoRules,
    /// The page is mainly a video.
    MainlyVideo,
    /// An episode has told the same text already.
    SameText,
    /// An episode of the last 72 hours has told the same story.
    SameStory,
}

impl Refusal {
    /// A word for rows and fields, in `snake_case`. Stable.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoTitle => "no_title",
            Self::NoTime => "no_time",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::NoVoice => "no_voice",
            Self::NoRules => "no_rules",
            Self::MainlyVideo => "mainly_video",
            Self::SameText => "same_text",
            Self::SameStory => "same_story",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoTitle => "The article has no title.",
            Self::NoTime => "It is not known when the article was published.",
            Self::TooShort => "The article's text is too short to be worth hearing.",
            Self::TooLong => "The article's text is too long to be heard.",
            Self::NoVoice => "No voice speaks the article's language.",
            Self::NoRules => "No rules tell how the article's language is read aloud.",
            Self::MainlyVideo => "The page is mainly a video.",
            Self::SameText => "The same text has been told already.",
            Self::SameStory => "The same story has been told within 72 hours.",
        })
    }
}
