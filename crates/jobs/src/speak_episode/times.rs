//! When each sentence and word of an episode is heard, for transcripts and for following along.

use narration::Part as Place;
use serde::Serialize;
use speech::Mastered;

use super::material::Material;
use super::say::Piece;

/// All sentences, in order.
#[derive(Debug, Serialize)]
pub(super) struct Times {
    sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Debug, Serialize)]
struct Sentence {
    start_ms: u64,
    end_ms: u64,
    /// As it is said.
    said: String,
    /// As it was written.
    written: String,
    /// Number of the article's block; none for the headline, and for words of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<usize>,
    words: Vec<Word>,
}

/// One word: when it begins, where it stands in what is said, and in its block, both in bytes.
#[derive(Debug, Serialize)]
struct Word {
    ms: u64,
    said: (usize, usize),
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<(usize, usize)>,
}

/// The times of what was mastered from these pieces.
pub(super) fn told(material: &Material, pieces: &[Piece], mastered: &Mastered) -> Times {
    let mut sentences: Vec<(usize, Sentence)> = Vec::with_capacity(pieces.len());
    let ms = |sample: u64| sample * 1000 / u64::from(mastered.rate.max(1));
    for (piece, place) in pieces.iter().zip(&mastered.places) {
        let is_new = sentences.last().is_none_or(|(group, _)| *group != piece.group);
        if is_new {
            sentences.push((piece.group, sentence(material, piece.group, ms(place.start))));
        }
        let Some((_, sentence)) = sentences.last_mut() else { continue };
        sentence.end_ms = ms(place.end);
        let starts = place.words.iter().map(|(byte, at)| (piece.range.start + byte, ms(*at)));
        sentence
            .words
            .extend(starts.filter_map(|(byte, ms)| word(material, piece.group, byte, ms)));
    }
    Times { sentences: sentences.into_iter().map(|(_, sentence)| sentence).collect() }
}

fn sentence(material: &Material, group: usize, start_ms: u64) -> Sentence {
    let said = material.script.groups.get(group);
    let block = said.and_then(narration::Group::source).and_then(|source| match source.part {
        Place::Block(block) => Some(block),
        Place::Title => None,
    });
    Sentence {
        start_ms,
        end_ms: start_ms,
        said: said.map(|group| group.text.clone()).unwrap_or_default(),
        written: material.written.get(group).cloned().unwrap_or_default(),
        block,
        words: Vec::new(),
    }
}

fn word(material: &Material, group: usize, byte: usize, ms: u64) -> Option<Word> {
    let words = &material.script.groups.get(group)?.words;
    let word = words.iter().find(|word| word.start == byte)?;
    let written = word.source.map(|source| (source.start, source.end));
    Some(Word { ms, said: (word.start, word.end), written })
}
