//! Two or three sentences from the text that follow one another: early ones that hold the words the
//! text repeats.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::block::Block;
use crate::stopwords;
use crate::whitespace::fold;

/// Sentences of one summary.
const MAX_SENTENCES: usize = 3;

/// The summary stops growing here, in characters.
const FULL_CHARACTERS: usize = 420;

/// Sentences that are shorter or longer do not stand alone, in characters.
const SENTENCE_CHARACTERS: std::ops::RangeInclusive<usize> = 40..=360;

/// How many sentences of the text are weighed.
const MAX_WEIGHED: usize = 60;

/// The passage of the paragraphs that says most of the article.
pub(crate) fn find(blocks: &[Block], language: Option<&str>) -> String {
    let sentences: Vec<String> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(text) => Some(sentences(&text.plain)),
            _ => None,
        })
        .flatten()
        .take(MAX_WEIGHED)
        .collect();
    let weights = weights(&sentences, language);
    let stands_alone =
        |place: &usize| SENTENCE_CHARACTERS.contains(&sentences[*place].chars().count());
    let passages = (0..sentences.len()).filter(stands_alone).map(|at| passage(&sentences, at));
    let mean = |passage: &Range<usize>| {
        weights[passage.clone()].iter().sum::<u64>() / u64::try_from(passage.len()).unwrap_or(1)
    };
    let best = passages.max_by_key(|passage| (mean(passage), Reverse(passage.start)));
    match best {
        Some(passage) => sentences[passage].join(" "),
        None => sentences
            .first()
            .map(|first| first.chars().take(FULL_CHARACTERS).collect())
            .unwrap_or_default(),
    }
}

/// The sentences from a place that fit into a summary: what follows one another reads as one text.
fn passage(sentences: &[String], start: usize) -> Range<usize> {
    let mut characters = 0;
    let fits = |sentence: &&String| {
        characters += sentence.chars().count();
        characters <= FULL_CHARACTERS
    };
    let count = sentences[start..].iter().take(MAX_SENTENCES).take_while(fits).count();
    start..start + count.max(1)
}

/// For each sentence: how many frequent words it holds for its length, early ones ahead.
fn weights(sentences: &[String], language: Option<&str>) -> Vec<u64> {
    let stopwords = language.and_then(stopwords::of);
    let words: Vec<Vec<String>> = sentences
        .iter()
        .map(|sentence| {
            let long = |word: &String| word.chars().count() >= 3;
            let telling =
                |word: &String| stopwords.is_none_or(|stop| !stop.contains(word.as_str()));
            sentence.split_whitespace().map(fold).filter(long).filter(telling).collect()
        })
        .collect();
    let mut frequency: HashMap<&str, u64> = HashMap::new();
    for word in words.iter().flatten() {
        *frequency.entry(word).or_default() += 1;
    }
    words
        .iter()
        .enumerate()
        .map(|(place, words)| {
            let sum: u64 = words.iter().filter_map(|word| frequency.get(word.as_str())).sum();
            let mean = sum * 100 / (u64::try_from(words.len()).unwrap_or(1) + 6);
            let early = match place {
                0 => 300,
                1 | 2 => 180,
                3..=6 => 130,
                _ => 100,
            };
            mean * early
        })
        .collect()
}

/// Splits a paragraph where a stop is followed by a space and a beginning.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        sentence.push(c);
        let wide = matches!(c, '。' | '！' | '？');
        let stop = wide || matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | '»');
        let next_is_space = characters.peek().is_none_or(|next| next.is_whitespace());
        if stop && (wide || next_is_space) && ends(&sentence) && !begins_small(&characters) {
            push(&mut sentences, &mut sentence);
        }
    }
    push(&mut sentences, &mut sentence);
    sentences
}

fn begins_small(rest: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    rest.clone().find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase)
}

/// Whether a stop at the end is the end of a sentence rather than of an abbreviation.
fn ends(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(['”', '"', '»', '“', '\'', ')']);
    let Some(bare) = bare.strip_suffix('.') else {
        return bare.ends_with(['!', '?', '…', '。', '！', '？']);
    };
    let last = bare.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_number = last.chars().all(|c| c.is_ascii_digit()) && last.len() < 3;
    !(ABBREVIATIONS.contains(&last) || last.chars().count() <= 1 || last.contains('.') || is_number)
}

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Jr", "Sr", "vs", "No", "Inc", "Ltd", "Co", "Corp",
    "Sen", "Rep", "Gov", "Gen", "bzw", "ca", "Nr", "Sra", "Mme", "approx",
];

fn push(sentences: &mut Vec<String>, sentence: &mut String) {
    let trimmed = sentence.trim();
    if !trimmed.is_empty() {
        sentences.push(trimmed.to_owned());
    }
    sentence.clear();
}

#[cfg(test)]
mod tests {
    use super::{find, sentences};
    use crate::block::{Block, Text};

    #[test]
    fn a_summary_is_one_passage_of_the_text() {
        let text = "The ferry now waits for the night shift of the hospital. A clerk of seventeen \
                    wrote the letter that moved it. Nobody else had thought of asking the harbour. \
                    Cats slept on the quay, as they do. The ferry and the hospital share a clock.";
        let block = Block::Paragraph(Text::unmarked(text.to_owned()));
        let summary = find(&[block], Some("en"));
        assert!(text.contains(&summary) && summary.starts_with("The ferry now"), "{summary}");
    }

    #[test]
    fn abbreviations_and_ordinals_end_no_sentence() {
        let text = "Dr. Lee came on the 3. of May. She said: “I am here.” The U.S. envoy left.";
        assert_eq!(
            sentences(text),
            ["Dr. Lee came on the 3. of May.", "She said: “I am here.”", "The U.S. envoy left."]
        );
    }
}
