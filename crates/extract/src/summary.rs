//! Two or three sentences in a row from the beginning of the text.
//!
//! News says first what matters, so the passage begins with the first sentence that stands alone.
//! Measured against what 1,432 pages of the corpus say of themselves (`og:description` of 60 to 400
//! characters; the second figures are of the 643 whose description is not copied from the text), as
//! `examples/compare.py` prints it:
//!
//! | summary, F1 of | ROUGE-1 | ROUGE-2 | ROUGE-L |
//! |---|---|---|---|
//! | this | .518 / .301 | .439 / .157 | .489 / .245 |
//! | the first three sentences | .479 / .290 | .407 / .152 | .451 / .235 |
//!
//! What is deliberately absent: sentences from all over the text, which read as torn.

use std::ops::RangeInclusive;

use crate::block::Block;
use crate::whitespace::{is_wide, width};

mod sentences;

pub(crate) use sentences::sentences;

/// Sentences of one summary.
const MAX_SENTENCES: usize = 3;

/// The summary stops growing here, in width; the second sentence may go further. Descriptions of
/// pages have 160 on average: of 220 to 420, the less the nearer to them.
const FULL_WIDTH: usize = 300;
const MAX_WIDTH: usize = 420;

/// Sentences that are shorter or longer do not stand alone, in width.
const SENTENCE_WIDTH: RangeInclusive<usize> = 40..=360;

/// Among how many sentences the first is looked for.
const MAX_SENTENCES_READ: usize = 10;

/// The beginning of the text, as far as it makes a summary.
pub(crate) fn find(blocks: &[Block]) -> String {
    let of = |text: fn(&Block) -> Option<&str>| -> Vec<String> {
        let sentences = blocks.iter().filter_map(text).flat_map(sentences);
        sentences.take(MAX_SENTENCES_READ + MAX_SENTENCES).collect()
    };
    let said = of(saying);
    // A text whose paragraphs end without stops, as in Thai, is better than none.
    let sentences = if said.is_empty() { of(paragraph) } else { said };
    let stands_alone = |sentence: &String| SENTENCE_WIDTH.contains(&width(sentence));
    match sentences.iter().take(MAX_SENTENCES_READ).position(stands_alone) {
        Some(start) => passage(sentences.get(start..).unwrap_or_default()),
        None => sentences.first().map(|first| shortened(first)).unwrap_or_default(),
    }
}

/// A sentence as far as it fits: cut where a word ends, and an ellipsis says so. Where words are not
/// parted by spaces, it is cut between two characters.
fn shortened(sentence: &str) -> String {
    if width(sentence) <= MAX_WIDTH {
        return sentence.to_owned();
    }
    let mut taken = 0;
    let fits = sentence.char_indices().find(|(_, c)| {
        taken += if is_wide(*c) { 2 } else { 1 };
        taken >= MAX_WIDTH
    });
    let (head, rest) = sentence.split_at(fits.map_or(sentence.len(), |(at, _)| at));
    let ends_word = rest.starts_with(char::is_whitespace) || head.ends_with(is_wide);
    let head = if ends_word { head } else { end_of_word(head).unwrap_or(head) };
    let head = whole(head, sentence.get(head.len()..).unwrap_or_default());
    let head = head.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-、，；：".contains(c));
    format!("{head}…")
}

/// A text up to its last whole word; none where that is less than half of it.
fn end_of_word(text: &str) -> Option<&str> {
    let (at, last) = text.char_indices().rfind(|(_, c)| c.is_whitespace() || is_wide(*c))?;
    let end = if last.is_whitespace() { at } else { at + last.len_utf8() };
    text.get(..end).filter(|words| width(words) * 2 >= width(text))
}

/// A text without its last character where what follows it is a mark upon it, as vowels are in Thai.
fn whole<'t>(text: &'t str, rest: &str) -> &'t str {
    if !rest.starts_with(is_mark) {
        return text;
    }
    let bare = text.trim_end_matches(is_mark);
    bare.char_indices().next_back().map_or(bare, |(at, _)| bare.get(..at).unwrap_or(bare))
}

/// Whether a character stands above, below or behind the one before it.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The text of a block that says something: a short line without a stop is a label.
fn saying(block: &Block) -> Option<&str> {
    let is_long = |text: &str| width(text) >= *SENTENCE_WIDTH.start();
    match block {
        Block::Paragraph(text) => {
            Some(&*text.plain).filter(|text| ends_sentence(text) || is_long(text))
        }
        Block::Heading { text, .. } | Block::ListItem { text, .. } | Block::Quote(text) => {
            Some(&*text.plain).filter(|text| is_long(text) && ends_sentence(text))
        }
        _ => None,
    }
}

fn paragraph(block: &Block) -> Option<&str> {
    if let Block::Paragraph(text) = block { Some(&text.plain) } else { None }
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches([')', ']', '’', '\'', '“', '）', '」', '』']);
    bare.ends_with(['.', '!', '?', '…', ':', '”', '"', '»', '。', '！', '？', '؟', '।', '۔'])
}

/// The sentences that fit into a summary: what follows one another reads as one text.
fn passage(sentences: &[String]) -> String {
    let mut taken = 0;
    let mut count = 0;
    for sentence in sentences.iter().take(MAX_SENTENCES) {
        taken += width(sentence);
        let limit = if count == 1 { MAX_WIDTH } else { FULL_WIDTH };
        if count > 0 && taken > limit {
            break;
        }
        count += 1;
    }
    // What announces a list says nothing without it.
    let announces =
        |count: usize| sentences.get(count - 1).is_some_and(|last| last.ends_with([':', '：']));
    if count > 1 && announces(count) {
        count -= 1;
    }
    joined(sentences.get(..count).unwrap_or_default())
}

/// One text of sentences. Where one has no stop, as standfirsts have none, it gets one; scripts
/// without spaces have none between sentences either.
fn joined(sentences: &[String]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        let is_wide = text.chars().next_back().map(is_wide);
        if !text.is_empty() && !ends_sentence(&text) {
            text.push(if is_wide == Some(true) { '。' } else { '.' });
        }
        if is_wide == Some(false) {
            text.push(' ');
        }
        text.push_str(sentence);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::block::{Block, Text};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let block = Block::Paragraph(Text::unmarked(text.to_owned()));
        assert_eq!(find(&[block]), expected);
    }

    #[test]
    fn a_summary_is_the_beginning_of_the_text() {
        let first = "The ferry now waits for the night shift of the hospital.";
        let second = "A clerk of seventeen wrote the letter that moved it.";
        let third = "Nobody else had thought of asking the harbour.";
        let text = format!("{first} {second} {third} Cats slept on the quay, as they do.");
        check(&text, &format!("{first} {second} {third}"));
    }

    #[test]
    fn what_does_not_stand_alone_is_left_out_before_it() {
        let first = "The ferry now waits for the night shift of the hospital.";
        check(&format!("Valley! {first}"), first);
    }

    #[test]
    fn a_line_without_a_stop_does_not_run_into_the_next() {
        let lines = ["By our reporter", "The council votes 17 to 9 after a petition", "It rained."];
        let blocks = lines.map(|line| Block::Paragraph(Text::unmarked(line.to_owned())));
        assert_eq!(find(&blocks), "The council votes 17 to 9 after a petition. It rained.");
    }

    #[test]
    fn an_ideograph_says_as_much_as_two_letters() {
        let three = "市議会は木曜日、最後の渡し船を二〇二八年まで残すことを決めた。「残る」と市長は言った。「町の船だ。」";
        check(&format!("{three}反対は九人だった。"), three);
    }

    #[test]
    fn a_sentence_that_is_too_long_is_cut_where_a_word_ends() {
        let long = "The harbour, which is old, ".repeat(20);
        let summary = find(&[Block::Paragraph(Text::unmarked(format!("{long}sleeps.")))]);
        let bare = summary.strip_suffix('…').expect("an ellipsis");
        let rest = long.strip_prefix(bare).expect("the beginning of the text");
        assert!(rest.starts_with([' ', ',']), "{summary}");
        assert!((super::MAX_WIDTH - 20..=super::MAX_WIDTH).contains(&super::width(&summary)));
    }

    #[test]
    fn where_words_are_not_parted_a_long_sentence_is_cut_between_characters() {
        let thai = "เรือข้ามฟากลำสุดท้ายจะยังคงอยู่".repeat(20);
        let text = [Block::Paragraph(Text::unmarked(thai.clone()))];
        let summary = find(&text);
        let bare = summary.strip_suffix('…').expect("an ellipsis");
        let rest = thai.strip_prefix(bare).expect("the beginning of the text");
        assert!(!rest.starts_with(super::is_mark), "{summary}");
        let japanese = "最後の渡し船を残すことを".repeat(40);
        let summary = find(&[Block::Paragraph(Text::unmarked(japanese))]);
        assert!(summary.ends_with('…') && super::width(&summary) > super::MAX_WIDTH - 4);
    }
}
