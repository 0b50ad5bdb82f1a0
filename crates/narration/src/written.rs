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
mod rewrite;

use crate::Language;

/// The spoken form of one line. It holds no digit and no symbol, whatever goes in.
pub(crate) fn spoken(language: Language, written: &str) -> String {
    let prepared = prepare::prepare(written);
    let rewritten = match language {
        Language::English => english::rewrite(&prepared),
        Language::German | Language::French | Language::Spanish | Language::Italian => {
            continental::rewrite(language, &prepared)
        }
    };
    guarantee::guarantee(language, &rewritten)
}
