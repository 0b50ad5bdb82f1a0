//! From an article to a script: what a newsreader would say.
//!
//! In: title, outlet, authors, date and the text's blocks ([`Story`]). Out: groups of whole
//! sentences in spoken words, each with its pause ([`Script`]). A script holds no digit and none
//! of the symbols that make voices stumble, whatever the article holds.
//!
//! Deliberately absent: voices, audio, and any knowledge of where a text came from. The same story
//! gives the same script always.

mod clean;
mod language;
mod lexicon;
mod line;
mod numbers;
mod script;
mod sentences;
mod written;

pub use language::Language;
pub use lexicon::{Lexicon, LexiconError, LexiconProblem};
pub use script::{
    CannotSpeak, Group, Kind, MOST_CHARACTERS, Part, Script, Source, Story, Word, script,
    script_with,
};
pub use sentences::sentences;

/// One line of written text as spoken words. A language without rules of its own is read by
/// those of English; ask [`Language::parse`] first where that matters.
pub fn spoken(language: &str, written: &str) -> String {
    written::spoken(Language::parse(language).unwrap_or(Language::English), written)
}
