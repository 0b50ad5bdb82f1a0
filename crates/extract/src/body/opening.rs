//! Lines that open the text though they only say who wrote it, or when.

use super::Line;
use crate::dom::Dom;
use crate::metadata::credits::is_credit;
use crate::tag::Tag;

/// Lines of a text that may be its byline or its date: kicker, standfirst, name, and two times.
const OPENING_LINES: usize = 5;

/// What is known of the lines that may open a text.
pub(super) struct Opening<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub lines: &'p [Line],
    /// By line: its text.
    pub texts: &'p [String],
    pub authors: &'p [String],
}

impl Opening<'_, '_> {
    /// Drops bylines and dates from the first lines of a text; never
    /// from one that has no prose.
    pub(super) fn trim(&self, chosen: &mut Vec<usize>) {
        if !chosen.iter().any(|line| self.lines[*line].is_prose()) {
            return;
        }
        let mut place = 0;
        chosen.retain(|line| {
            place += 1;
            place > OPENING_LINES || !self.is_beside_text(*line)
        });
    }

    fn is_beside_text(&self, line: usize) -> bool {
        let text = self.texts[line].as_str();
        match self.dom.nodes[self.lines[line].block].tag {
            Tag::Li => self.authors.iter().any(|author| author == text),
            Tag::H(_) | Tag::Blockquote => false,
            _ => is_credit(text, self.authors),
        }
    }
}
