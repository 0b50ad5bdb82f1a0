//! German, French, Spanish and Italian: numbers, money, percentages, units, times and dates.
//!
//! The rules are the same; the words come from a table a language (`continental/<language>.rs`).
//! What only one language has (German ordinals, French `XXe`) is in `ordinal.rs` and `roman.rs`.

mod amount;
mod comparison;
mod date;
mod duration;
mod fraction;
mod french;
mod gender;
mod german;
mod italian;
mod measure;
mod minute;
mod multiple;
mod number;
mod numbered;
mod ordinal;
mod phone;
mod roman;
mod shortened;
mod spanish;
mod time;
mod web;
mod words;

use words::Words;

use crate::Language;
use crate::line::Line;

/// The line with every class rewritten.
pub(super) fn rewrite(language: Language, line: &mut Line) {
    let words: &Words = match language {
        Language::German => &german::WORDS,
        Language::French => &french::WORDS,
        Language::Spanish => &spanish::WORDS,
        // English has rules of its own and never comes here.
        Language::Italian | Language::English => &italian::WORDS,
    };
    let classes: [fn(&Words, &mut Line); 16] = [
        comparison::rewrite,
        web::rewrite,
        shortened::rewrite,
        words::rewrite_abbreviations,
        date::rewrite,
        fraction::rewrite,
        minute::rewrite,
        duration::rewrite,
        time::rewrite,
        ordinal::rewrite_raised,
        multiple::rewrite,
        measure::rewrite,
        roman::rewrite,
        ordinal::rewrite,
        gender::rewrite,
        number::rewrite,
    ];
    if language == Language::Spanish {
        amount::from_american(line);
    }
    if language == Language::German {
        ordinal::rewrite_spans(line);
    }
    for class in classes {
        class(words, line);
    }
}

#[cfg(test)]
mod tests;
