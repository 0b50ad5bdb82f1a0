//! Where sentences end.
//!
//! A sentence ends at `.`, `!`, `?` or `…`, with the quotes and brackets that close after it, before
//! white space and what can begin a sentence. Not after abbreviations, initials, "U.S." in the
//! middle, German ordinals, or an ellipsis that goes on in small letters.

mod words;

use std::ops::Range;

use crate::Language;
use words::{
    AFTER_TIME, BEFORE_NUMBER, NAMES_WITH_MARK, UNLESS_SENTENCE, begins_sentence_of, is_before_more,
};

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
        if is_end(language, paragraph, start..at + length, end) {
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

/// Past the marks, quotes and brackets that stand together; French quotes keep a space.
fn end_of_marks(paragraph: &str, from: usize) -> usize {
    let rest = paragraph.get(from..).unwrap_or("");
    let marks = rest.find(|c: char| !".!?…\"'”“’»›)]".contains(c)).unwrap_or(rest.len());
    let after = rest.get(marks..).unwrap_or("");
    let spaced =
        after.strip_prefix([' ', '\u{a0}', '\u{202f}']).and_then(|it| it.strip_prefix('»'));
    from + marks + spaced.map_or(0, |behind| after.len() - behind.len())
}

fn is_end(language: Language, paragraph: &str, sentence: Range<usize>, end: usize) -> bool {
    let mark = sentence.end;
    let (before, after) =
        (paragraph.get(sentence).unwrap_or(""), paragraph.get(end..).unwrap_or(""));
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    let next = after.trim_start().trim_start_matches(|c: char| "\"'“‘„«‹([¿¡–—- ".contains(c));
    let Some(begins) = next.chars().next() else { return true };
    let marks = paragraph.get(mark..end).unwrap_or("");
    // A letter with a dot is an initial, not the article.
    let is_initial = begins.is_alphabetic()
        && next.get(begins.len_utf8()..).is_some_and(|rest| rest.starts_with('.'));
    let next = if is_initial { "" } else { first_word(next) };
    // After an ellipsis or a quoted question the same sentence may go on; "iPhone" begins one.
    let is_brand = next.chars().nth(1).is_some_and(char::is_uppercase);
    if begins.is_lowercase() && !is_brand {
        return false;
    }
    match marks {
        "." => !is_abbreviation(language, before, next),
        "!" => !NAMES_WITH_MARK.contains(&last_word(before)) || begins_sentence_of(language, next),
        _ => true,
    }
}

/// Whether the dot after these words belongs to their last, rather than ending the sentence.
fn is_abbreviation(language: Language, sentence: &str, next: &str) -> bool {
    let before = last_word(sentence);
    let begins = begins_sentence_of(language, next);
    let next_is_number = next.starts_with(|c: char| c.is_ascii_digit());
    let is_all = |test: fn(char) -> bool| !before.is_empty() && before.chars().all(test);
    let is_number = is_all(|c| c.is_ascii_digit());
    if is_number {
        // "1. Wash it." and "Am 3. Oktober".
        let is_item = sentence.trim() == before && before.len() <= 2;
        let is_score =
            sentence.strip_suffix(before).is_some_and(|it| it.ends_with([':', '-', '–']));
        let is_ordinal = language == Language::German && before.len() <= 2 && !begins && !is_score;
        return is_item || is_ordinal;
    }
    let is_unless = UNLESS_SENTENCE.contains(&before) && language == Language::English;
    let is_before_number = BEFORE_NUMBER.contains(&before)
        || (language == Language::German && before.ends_with("str"));
    // "Sec. 3" and "Sec. Lee".
    let is_else = is_unless || is_before_more(language, before);
    if is_before_number && (next_is_number || !is_else) {
        return next_is_number;
    }
    if matches!(before, "a.m" | "p.m" | "A.M" | "P.M") {
        return AFTER_TIME.contains(&next) || is_zone(next);
    }
    let is_letter = before.chars().count() == 1 && is_all(char::is_alphabetic);
    // "J. K. Rowling", "z. B. Köln", but "plan B. It" and "It was I. He".
    if is_letter {
        let is_word = language == Language::English && before == "I";
        return !begins && !is_word;
    }
    // "U.S. Senate", but "in the U.S. The Senate".
    let is_dotted = before.contains('.') && is_all(|c| c.is_alphabetic() || c == '.');
    if is_dotted || is_unless {
        return !begins;
    }
    is_before_more(language, before)
}

/// `ET`, `GMT` after "5 p.m."
fn is_zone(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.ends_with('T') && word.chars().all(char::is_uppercase)
}

/// Words that seldom follow a name's abbreviation, in English.
pub(crate) fn begins_sentence(word: &str) -> bool {
    begins_sentence_of(Language::English, word)
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
    fn months_before_days_and_titles_end_nothing() {
        check(
            "On Apr. 3 and Jul. 4 Sec. Lee met Treas. Stone. It rained.",
            &["On Apr. 3 and Jul. 4 Sec. Lee met Treas. Stone.", "It rained."],
        );
        let german = "Die Ferry GmbH & Co. KG zahlte am 5. Jan. 2024. Es regnete.";
        assert_eq!(sentences(Language::German, german).len(), 2);
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
