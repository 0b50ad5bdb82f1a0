//! One line of written text to the words that a newsreader would say.
//!
//! Three steps: characters are made few (`prepare`); each class of written forms (dates, money,
//! …) is rewritten by its own file, in an order that puts the more special before the more general;
//! and a last pass (`guarantee`) leaves nothing that a voice could stumble over.
//!
//! Time is linear in the line's length: patterns have bounded repetitions, and each step reads the
//! line once.

mod continental;
mod english;
mod guarantee;
mod prepare;
pub(crate) mod rewrite;

use crate::Language;
use crate::line::Line;

/// The spoken form of one line, with the place of each word. It holds no digit and no symbol,
/// whatever goes in.
pub(crate) fn spoken_line(language: Language, written: &Line) -> Line {
    let mut line = prepare::prepare(written);
    match language {
        Language::English => english::rewrite(&mut line),
        Language::German | Language::French | Language::Spanish | Language::Italian => {
            continental::rewrite(language, &mut line);
        }
    }
    guarantee::guarantee(language, &line)
}

/// The same, of text alone.
pub(crate) fn spoken(language: Language, written: &str) -> String {
    spoken_line(language, &Line::written(written)).into_text()
}
