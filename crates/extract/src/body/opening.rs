//! Lines that open the text though they only say who wrote it, when, or how it is called.

use super::Line;
use crate::dom::Dom;
use crate::metadata::credits::is_credit;
use crate::metadata::wording::begins_with_by;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Lines of a text that may be its byline or its date: kicker, standfirst, name, and two times.
const OPENING_LINES: usize = 5;

/// A main heading that ends in the headline holds at most this much more, in bytes.
const MAX_BADGE_BYTES: usize = 30;

/// A longer line is no byline, in bytes.
const MAX_BYLINE_BYTES: usize = 200;

/// What is known of the lines that may open a text.
pub(super) struct Opening<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub lines: &'p [Line],
    /// By line: its text.
    pub texts: &'p [String],
    pub title: &'p str,
    pub authors: &'p [String],
}

impl Opening<'_, '_> {
    /// Drops bylines, dates and the headline with its badge from the first lines of a text; never
    /// from one that has no prose.
    pub(super) fn trim(&self, chosen: &mut Vec<usize>) {
        if !chosen.iter().any(|line| self.lines[*line].is_prose()) {
            return;
        }
        let title = fold(self.title);
        let mut place = 0;
        chosen.retain(|line| {
            place += 1;
            place > OPENING_LINES || !self.is_beside_text(*line, &title)
        });
    }

    fn is_beside_text(&self, line: usize, title: &str) -> bool {
        let text = self.texts[line].as_str();
        match self.dom.nodes[self.lines[line].block].tag {
            Tag::H(1) => ends_in(text, title),
            Tag::Li => self.authors.iter().any(|author| author == text),
            Tag::H(_) => begins_with_by(text) && self.is_byline(line, text),
            Tag::Blockquote => false,
            _ => self.is_byline(line, text),
        }
    }

    /// Whether a line is nothing but a byline or a date, perhaps with the headline before it; between
    /// its elements there may be no space.
    fn is_byline(&self, line: usize, text: &str) -> bool {
        let behind = || text.strip_prefix(self.title).filter(|_| !self.title.is_empty());
        let spaced = || self.dom.spaced(self.lines[line].nodes.clone());
        is_credit(text, self.authors)
            || behind().is_some_and(|behind| is_credit(behind.trim(), self.authors))
            || (text.len() <= MAX_BYLINE_BYTES && is_credit(&spaced(), self.authors))
    }
}

/// Whether a heading is a badge and then the headline, which is folded.
fn ends_in(heading: &str, title: &str) -> bool {
    let is_short = heading.len() <= 2 * title.len() + MAX_BADGE_BYTES;
    !title.is_empty()
        && is_short
        && fold(heading).strip_suffix(title).is_some_and(|badge| badge.len() <= MAX_BADGE_BYTES)
}
