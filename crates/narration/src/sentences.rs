//! Where sentences end.
//!
//! A sentence ends at `.`, `!`, `?` or `…`, with the quotes and brackets that close after it, before
//! white space and what can begin a sentence. Not after abbreviations, initials, "U.S." in the
//! middle, German ordinals, or an ellipsis that goes on in small letters.

use std::ops::Range;

use crate::Language;

/// Abbreviations that are followed by more of the same sentence, without their dot.
const BEFORE_MORE: [&str; 66] = [
    // English.
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Capt", "Cpl",
    "Maj", "Rev", "Hon", "St", "Mt", "Ft", "No", "Nos", "vs", "v", "e.g", "i.e", "approx", "cf",
    "al", "Jan", "Feb", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "p", "pp", "sq", "Vol",
    // German.
    "z.B", "B", "d.h", "u.a", "bzw", "ca", "Nr", "Str", "inkl", "vgl", "evtl", "Mio", "Mrd",
    // French, Spanish, Italian.
    "M", "MM", "Sr", "Sra", "Dra", "Srta", "Ud", "EE", "sig", "dott", "prof", "on",
];

/// The sentences of a paragraph, in order, without white space around them; their words are all
/// the paragraph's. A paragraph without an end is one sentence. Time is linear.
pub fn sentences(language: Language, paragraph: &str) -> Vec<&str> {
    ranges(language, paragraph).into_iter().filter_map(|range| paragraph.get(range)).collect()
}

/// Where each sentence stands, in bytes.
pub(crate) fn ranges(language: Language, paragraph: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(length) = paragraph.get(at..).and_then(|rest| rest.find(['.', '!', '?', '…']))
    {
        let end = end_of_marks(paragraph, at + length);
        if is_end(language, paragraph, at + length, end) {
            sentences.push(trimmed(paragraph, start..end));
            start = end;
        }
        at = end;
    }
    sentences.push(trimmed(paragraph, start..paragraph.len()));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The range without white space around it.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or("");
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

/// Past the marks, quotes and brackets that stand together.
fn end_of_marks(paragraph: &str, from: usize) -> usize {
    let rest = paragraph.get(from..).unwrap_or("");
    let marks = rest.find(|c: char| !".!?…\"'”’»›)]".contains(c)).unwrap_or(rest.len());
    from + marks
}

fn is_end(language: Language, paragraph: &str, mark: usize, end: usize) -> bool {
    let (before, after) = (paragraph.get(..mark).unwrap_or(""), paragraph.get(end..).unwrap_or(""));
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    let next = after.trim_start();
    let begins = next.chars().find(|c| !"\"'“‘„«‹([¿¡–-".contains(*c));
    let Some(begins) = begins else { return true };
    let marks = paragraph.get(mark..end).unwrap_or("");
    let is_single_dot = marks == ".";
    // After an ellipsis or a quoted question the same sentence may go on.
    let goes_on = begins.is_lowercase();
    if goes_on || !is_single_dot {
        return !goes_on;
    }
    !is_abbreviation(language, last_word(before), first_word(next))
}

fn is_abbreviation(language: Language, before: &str, next: &str) -> bool {
    let is_initial =
        before.chars().count() == 1 && before.chars().all(char::is_uppercase) && before != "I";
    let is_number =
        !before.is_empty() && before.len() <= 2 && before.chars().all(|c| c.is_ascii_digit());
    let is_ordinal = language == Language::German && is_number;
    let next_is_number = next.starts_with(|c: char| c.is_ascii_digit());
    // "U.S. Senate", but "in the U.S. The Senate".
    let is_dotted = before.contains('.') && before.chars().all(|c| c.is_alphabetic() || c == '.');
    let is_dotted_inside =
        is_dotted && before.chars().all(|c| c.is_uppercase() || c == '.') && !begins_sentence(next);
    let is_number_sign = matches!(before, "No" | "Nos" | "no" | "p" | "pp");
    if is_number_sign {
        return next_is_number;
    }
    is_initial || is_ordinal || is_dotted_inside || BEFORE_MORE.contains(&before)
}

/// Words that seldom follow a name's abbreviation.
pub(crate) fn begins_sentence(word: &str) -> bool {
    const FIRST: [&str; 18] = [
        "The", "A", "An", "In", "It", "He", "She", "They", "We", "But", "And", "This", "That",
        "His", "Her", "On", "At", "If",
    ];
    FIRST.contains(&word)
}

/// Words are short; what is longer than this is none, and need not be looked through.
const LONGEST_WORD_CHARACTERS: usize = 24;

fn last_word(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST_WORD_CHARACTERS)
        .take_while(|(_, c)| c.is_alphanumeric() || *c == '.')
        .last()
        .map_or(before.len(), |(at, _)| at);
    before.get(start..).unwrap_or("")
}

fn first_word(after: &str) -> &str {
    let end = after
        .char_indices()
        .take(LONGEST_WORD_CHARACTERS)
        .take_while(|(_, c)| c.is_alphanumeric())
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    after.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: &[&str]) {
        assert_eq!(sentences(Language::English, paragraph), expected);
    }

    #[test]
    fn sentences_end_at_their_marks() {
        check(
            "It rained. Did it? Yes! \"Oh.\" All",
            &["It rained.", "Did it?", "Yes!", "\"Oh.\"", "All"],
        );
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        check(
            "Dr. Smith met J. K. Rowling at No. 10. No. It was so.",
            &["Dr. Smith met J. K. Rowling at No. 10.", "No.", "It was so."],
        );
    }

    #[test]
    fn countries_with_dots_end_a_sentence_only_before_its_first_word() {
        check(
            "The U.S. Senate sat in the U.S. The House did not.",
            &["The U.S. Senate sat in the U.S.", "The House did not."],
        );
    }

    #[test]
    fn what_is_quoted_may_go_on() {
        check("\"Why?\" he asked. Well... maybe.", &["\"Why?\" he asked.", "Well... maybe."]);
    }

    #[test]
    fn numbers_with_points_stay_whole() {
        check(
            "It rose 2.5 percent to 3. Then it fell.",
            &["It rose 2.5 percent to 3.", "Then it fell."],
        );
    }

    #[test]
    fn german_ordinals_end_nothing() {
        let text = "Am 3. Oktober. Danach nicht.";
        assert_eq!(sentences(Language::German, text), ["Am 3. Oktober.", "Danach nicht."]);
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "([A-Za-z.!?… \"’0-9éß]|\\PC){0,80}") {
            let kept: String = sentences(Language::English, &text).concat();
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&kept), bare(&text));
        }
    }
}
