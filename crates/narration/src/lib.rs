//! From an article to a script: what a newsreader would say.
//!
//! In: title, outlet, authors, date and the text's blocks ([`Story`]), and an operator's own ways to
//! say names ([`Lexicon`]). Out: groups of whole sentences in spoken words, each with its pause, each
//! word with its place in the article ([`Script`]). A script holds no digit and none of the symbols
//! that make voices stumble, whatever the article holds.
//!
//! The flow: blocks become passages (`script/passages`), without what is for the eye alone (`clean`);
//! names are said as the lexicon has it; a passage is parted into `sentences`; each is rewritten class
//! by class (`written`), by the rules of its language; the sentences are packed into groups. All of it
//! goes from one `line` to another, a text that knows where each of its bytes was written.
//!
//! How good it is, and how that is measured:
//!
//! | what | figure |
//! |---|---|
//! | `shared/narration/cases.tsv`, without the 9 of `excluded.tsv`; with them | 99.6 %; 96.4 % |
//! | `gold/test.tsv`, 301 sentences of news kept for testing; `gold/tune.tsv`, 578 | 100 %; 100 % |
//! | `gold/{tune,test}.{de,fr,es,it}.tsv`, 537 sentences | 100 % |
//! | `gold/sentences.tsv`, 346 paragraphs in five languages | 100 % |
//!
//! `cargo run --release -p narration --example figures` prints these and the speed, with `wrong`
//! also each case that is not right; `cargo run --release -p narration --example spoken -- en` says
//! one line for each line of its input. What is in `gold/test*` never changes together with a rule.
//!
//! Of what is for the eye alone: emoji are passed over in silence, as a newsreader has no word for
//! them; a word that a paper bleeped (`f***`) is "expletive" in English.
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

use language::Locale;

pub use language::Language;
pub use lexicon::{Lexicon, LexiconError, LexiconProblem};
pub use script::{
    CannotSpeak, Group, Kind, MOST_CHARACTERS, Part, Script, Source, Story, Word, script,
    script_of_lines, script_with,
};
pub use sentences::sentences;

/// One line of written text as spoken words. The language is a tag (BCP 47); a region tells whether
/// the day or the month is first in dates such as `03/04/2024`. A language without rules of its own
/// is read by those of English; ask [`Language::parse`] first where that matters.
pub fn spoken(language: &str, written: &str) -> String {
    written::spoken(Locale::parse(language).unwrap_or(Language::English.into()), written)
}
