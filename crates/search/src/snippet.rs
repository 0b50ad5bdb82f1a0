//! The snippet of a hit: from the text if the audience may read it, else from the summary.
//!
//! Words are marked as the analyser of the document's language sees them, so `election` is marked
//! for `elections`.

use std::collections::BTreeMap;

use tantivy::{
    Score, Searcher, TantivyDocument, Term,
    schema::{Field, Value},
    snippet::{SnippetGenerator, collapse_overlapped_ranges},
};

use crate::{
    Audience, Condition, Piece,
    fields::{self, Fields},
    language,
    query::{Compiled, tokens},
};

/// Length of a snippet, in bytes: about two lines.
const SNIPPET_BYTES: usize = 220;

/// Makes the snippets of one answer.
pub(crate) struct Snippets<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    compiled: &'a Compiled<'a>,
    /// By slot of the language, made when the first document of that language comes.
    generators: BTreeMap<usize, SnippetGenerator>,
}

impl<'a> Snippets<'a> {
    pub(crate) fn new(
        searcher: &'a Searcher,
        fields: &'a Fields,
        compiled: &'a Compiled<'a>,
    ) -> Self {
        Self { searcher, fields, compiled, generators: BTreeMap::new() }
    }

    /// The snippet of a document; empty when there is nothing that the audience may read.
    pub(crate) fn of(&mut self, document: &TantivyDocument) -> tantivy::Result<Vec<Piece>> {
        let kept = &self.fields.kept;
        let public = document.get_first(kept.public).and_then(|public| public.as_bool());
        let may_read = self.compiled.query.audience == Audience::Household || public == Some(true);
        let summary = kept_text(document, kept.summary);
        let text = if may_read { kept_text(document, kept.text) } else { "" };
        let slot = document.get_first(kept.slot).and_then(|slot| slot.as_u64());
        let slot = slot.and_then(|slot| usize::try_from(slot).ok()).unwrap_or(language::PLAIN);

        let generator = self.generator(slot)?;
        for source in [text, summary] {
            let pieces = marked(generator, source);
            if !pieces.is_empty() {
                return Ok(pieces);
            }
        }
        Ok(beginning(if summary.trim().is_empty() { text } else { summary }))
    }

    fn generator(&mut self, slot: usize) -> tantivy::Result<&SnippetGenerator> {
        if !self.generators.contains_key(&slot) {
            let generator = SnippetGenerator::new(
                self.words(slot)?,
                fields::analyser(slot),
                self.fields.kept.text,
                SNIPPET_BYTES,
            );
            self.generators.insert(slot, generator);
        }
        Ok(&self.generators[&slot])
    }

    /// The words to mark, with their weight: the rarer, the more.
    fn words(&self, slot: usize) -> tantivy::Result<BTreeMap<String, Score>> {
        let mut words = BTreeMap::new();
        for condition in self.compiled.query.positive() {
            let Condition::Words(text) = condition else { continue };
            for (_, word) in tokens(slot, text) {
                let weight = self.weight(slot, &word)?;
                words.insert(word, weight);
            }
        }
        Ok(words)
    }

    fn weight(&self, slot: usize, word: &str) -> tantivy::Result<Score> {
        let mut documents: u64 = 1;
        for target in &self.compiled.targets {
            if target.body && target.slot == slot {
                documents += self.searcher.doc_freq(&Term::from_field_text(target.field, word))?;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more than 24 bits")]
        Ok(1.0 / documents as Score)
    }
}

fn kept_text(document: &TantivyDocument, field: Field) -> &str {
    document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default()
}

/// The best part of a text with its marks; empty when nothing in it is to be marked.
fn marked(generator: &SnippetGenerator, text: &str) -> Vec<Piece> {
    let snippet = generator.snippet(text);
    if snippet.is_empty() {
        return Vec::new();
    }
    let (fragment, range) = (snippet.fragment(), snippet.fragment_range());
    let mut pieces = Pieces::default();
    if range.start > 0 {
        pieces.push("…", false);
    }
    let mut at = 0;
    for mark in collapse_overlapped_ranges(snippet.highlighted()) {
        pieces.push(fragment.get(at..mark.start).unwrap_or_default(), false);
        pieces.push(fragment.get(mark.clone()).unwrap_or_default(), true);
        at = mark.end;
    }
    pieces.push(fragment.get(at..).unwrap_or_default(), false);
    let rest = text.get(range.end..).unwrap_or_default();
    if rest.contains(char::is_alphanumeric) {
        pieces.push("…", false);
    } else {
        pieces.push(rest.trim_end(), false);
    }
    pieces.found
}

/// The beginning of a text, up to the last space before the snippet's length.
fn beginning(text: &str) -> Vec<Piece> {
    let text = text.trim();
    let mut pieces = Pieces::default();
    let cut = text.get(..text.floor_char_boundary(SNIPPET_BYTES)).unwrap_or(text);
    if cut.len() == text.len() {
        pieces.push(text, false);
    } else {
        let whole_words = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
        pieces.push(whole_words.trim_end(), false);
        pieces.push("…", false);
    }
    pieces.found
}

/// Pieces being gathered: whitespace collapsed, control characters left out, neighbours of the
/// same kind joined.
#[derive(Default)]
struct Pieces {
    found: Vec<Piece>,
    after_space: bool,
}

impl Pieces {
    fn push(&mut self, text: &str, marked: bool) {
        let mut clean = String::with_capacity(text.len());
        for character in text.chars() {
            let space = character.is_whitespace() || character.is_control();
            if space && !self.after_space {
                clean.push(' ');
            } else if !space {
                clean.push(character);
            }
            self.after_space = space;
        }
        match self.found.last_mut() {
            _ if clean.is_empty() => {}
            Some(last) if last.marked == marked => last.text.push_str(&clean),
            _ => self.found.push(Piece { text: clean, marked }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generator(words: &[&str]) -> SnippetGenerator {
        let words = words.iter().map(|word| ((*word).to_owned(), 1.0)).collect();
        let field = Fields::new().kept.text;
        SnippetGenerator::new(words, fields::analyser(language::slot(Some("en"))), field, 60)
    }

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(
                |piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() },
            )
            .collect()
    }

    #[test]
    fn marks_are_pieces_and_markup_is_text() {
        let pieces = marked(&generator(&["elect"]), "The <b>elections</b>\n\n  were\u{0} held.");
        assert_eq!(shown(&pieces), "The <b>[elections]</b> were held.");
    }

    #[test]
    fn a_cut_is_shown() {
        let text = format!("{}An election came.{}", "Rain fell. ".repeat(20), " Snow.".repeat(40));
        let snippet = shown(&marked(&generator(&["elect"]), &text));
        assert!(snippet.starts_with('…') && snippet.ends_with('…'), "{snippet}");
        assert!(snippet.contains("[election]"), "{snippet}");
    }

    #[test]
    fn a_text_without_match_begins_at_its_beginning() {
        assert!(marked(&generator(&["elect"]), "Rain fell.").is_empty());
        assert_eq!(shown(&beginning(" Rain  fell. ")), "Rain fell.");
        let long = shown(&beginning(&"rain ".repeat(100)));
        assert!(long.ends_with("rain…") && long.len() <= SNIPPET_BYTES + 3, "{long}");
    }
}
