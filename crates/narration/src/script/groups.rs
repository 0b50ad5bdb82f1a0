//! Spoken sentences, each a group that a voice takes in one go.
//!
//! One sentence is one request: its time in the audio is exact then, and when an article changes,
//! only the sentences that changed are said again.

use std::ops::Range;

use super::{Group, Kind, Part, Word};
use crate::line::Line;
use crate::sentences::trimmed;

/// Longest group, in characters. Small servers of voices take about 400 to 1,000 (Kokoro, Piper),
/// and after a kill at most one group is spoken again.
pub(super) const MOST_GROUP_CHARACTERS: usize = 600;

/// Between two sentences of one paragraph.
const BETWEEN_SENTENCES_MS: u32 = 350;

/// Between the pieces of a sentence that is too long for a group: as at a comma.
const WITHIN_SENTENCE_MS: u32 = 150;

/// Groups in the order in which they are said.
#[derive(Debug, Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
}

impl Groups {
    /// Adds a paragraph's sentences.
    pub(super) fn push_paragraph(
        &mut self,
        kind: Kind,
        part: Option<Part>,
        sentences: impl Iterator<Item = Line>,
    ) {
        let before = self.groups.len();
        for sentence in sentences {
            self.push_sentence(kind, part, &sentence);
        }
        let is_new = self.groups.len() > before;
        if let Some(last) = self.groups.last_mut().filter(|_| is_new) {
            last.pause_after_ms = kind.pause_after_ms();
        }
    }

    fn push_sentence(&mut self, kind: Kind, part: Option<Part>, sentence: &Line) {
        let before = self.groups.len();
        for piece in pieces(sentence.text()) {
            self.push(kind, part, sentence.part(piece));
        }
        let is_new = self.groups.len() > before;
        if let Some(last) = self.groups.last_mut().filter(|_| is_new) {
            last.pause_after_ms = BETWEEN_SENTENCES_MS;
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// All groups, in order.
    pub(super) fn into_groups(self) -> Vec<Group> {
        self.groups
    }

    fn push(&mut self, kind: Kind, part: Option<Part>, line: Line) {
        // Without letters there is nothing to say, and voices answer with an error or with noise.
        if !line.text().contains(char::is_alphabetic) {
            return;
        }
        let words = line.words().into_iter().map(|(range, place)| {
            let is_written = place.start < place.end;
            let source = part.filter(|_| is_written).map(|part| super::Source {
                part,
                start: place.start as usize,
                end: place.end as usize,
            });
            Word { start: range.start, end: range.end, source }
        });
        let words = words.collect();
        let pause_after_ms = WITHIN_SENTENCE_MS;
        self.groups.push(Group { text: line.into_text(), words, pause_after_ms, kind });
    }
}

/// A sentence whole, or cut into pieces that fit a group: at the last end of a clause that fits,
/// else at the last space, else anywhere.
fn pieces(sentence: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(rest) = sentence.get(start..)
        && let Some((limit, _)) = rest.char_indices().nth(MOST_GROUP_CHARACTERS)
    {
        let fits = rest.get(..limit).unwrap_or(rest);
        let cut =
            end_of_clause(fits).or_else(|| fits.rfind(' ')).filter(|at| *at > 0).unwrap_or(limit);
        pieces.push(trimmed(sentence, start..start + cut));
        start += cut;
    }
    pieces.push(trimmed(sentence, start..sentence.len()));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Past the last comma or the like that is followed by a space, in the second half.
fn end_of_clause(text: &str) -> Option<usize> {
    const ENDS: [&str; 5] = ["; ", ": ", " – ", " — ", ", "];
    ENDS.iter()
        .filter_map(|end| text.rfind(end).map(|at| at + end.trim_end().len()))
        .find(|at| *at > text.len() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(sentences: &[&str]) -> Vec<Group> {
        let mut groups = Groups::default();
        groups.push_paragraph(Kind::Text, None, sentences.iter().map(|one| Line::written(one)));
        groups.groups
    }

    #[test]
    fn each_sentence_is_a_group() {
        let made = groups(&["It rained.", "The fields drank."]);
        let said: Vec<_> =
            made.iter().map(|group| (group.text.as_str(), group.pause_after_ms)).collect();
        assert_eq!(said, [("It rained.", 350), ("The fields drank.", 600)]);
    }

    #[test]
    fn a_sentence_that_is_too_long_is_cut_at_a_clause() {
        let clause = "rain ".repeat(90);
        let made = groups(&[&format!("{}, {}.", clause.trim(), clause.trim())]);
        assert_eq!(made.len(), 2);
        assert!(made.first().is_some_and(|group| group.text.ends_with(',')));
        assert_eq!(made.iter().map(|group| group.pause_after_ms).collect::<Vec<_>>(), [150, 600]);
    }

    #[test]
    fn no_group_is_too_long_whatever_goes_in() {
        let made = groups(&[&"é".repeat(5000), &"a ".repeat(2000)]);
        assert!(made.iter().all(|group| group.text.chars().count() <= MOST_GROUP_CHARACTERS));
        let letters: usize =
            made.iter().map(|group| group.text.replace(' ', "").chars().count()).sum();
        assert_eq!(letters, 7000);
    }

    #[test]
    fn what_has_no_letters_is_not_said() {
        assert_eq!(groups(&["…", "—"]), []);
    }
}
