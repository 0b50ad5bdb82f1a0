//! Boxes in the text that ask for the address of a mailbox: newsletters and the like.

use super::phrases::is_sign_up;
use super::remove::Judged;
use crate::dom::Dom;
use crate::tag::Tag;

/// Such a box is no wider and has no more lines.
const MAX_WIDTH: u32 = 500;
const MAX_LINES: usize = 8;

/// Sentences that promise something in it, each shorter than a paragraph of the text.
const MAX_PROMISES: usize = 2;
const PARAGRAPH_WIDTH: u32 = 100;

/// The same, and all together, where the box says what the address is for.
const MAX_NAMED_PROMISES: usize = 3;
const MAX_NAMED_WIDTH: u32 = 350;

/// A line of it that is as wide may be a paragraph of the text; it has one at most.
const NAMED_PARAGRAPH_WIDTH: u32 = 110;

impl Judged {
    /// A box that asks to sign up for a newsletter: a few words around a field for an address, the
    /// least box with words that has the field, and no paragraph of the text in it.
    pub(super) fn is_sign_up(&self, dom: &Dom<'_>, at: usize) -> bool {
        let lines = self.lines_of(dom, at);
        let is_few = lines.len() <= MAX_LINES && self.width(&lines) <= MAX_WIDTH;
        if !is_few || !self.is_box_of_mailbox(dom, at) {
            return false;
        }
        let holds = |place: usize| {
            matches!(dom.nodes[place].tag, Tag::H(1) | Tag::Article)
                || (place > at
                    && self.is_box_of_mailbox(dom, place)
                    && !self.lines_of(dom, place).is_empty())
        };
        self.only_promises(dom, at) && !dom.subtree(at).into_iter().any(holds)
    }

    /// Whether the prose of a box may be what a newsletter promises.
    fn only_promises(&self, dom: &Dom<'_>, at: usize) -> bool {
        let lines = self.lines_of(dom, at);
        let widths = lines.map(|line| self.prose(&(line..line + 1)));
        let prose: Vec<u32> = widths.filter(|width| *width > 0).collect();
        let is_paragraph = |width: &u32| *width >= NAMED_PARAGRAPH_WIDTH;
        let is_short =
            prose.len() <= MAX_PROMISES && prose.iter().all(|width| *width < PARAGRAPH_WIDTH);
        let may_be_named =
            || prose.len() <= MAX_NAMED_PROMISES && prose.iter().sum::<u32>() <= MAX_NAMED_WIDTH;
        // Two paragraphs, of which neither need say it, are the text's.
        let is_one = prose.iter().filter(|width| is_paragraph(width)).count() <= 1;
        is_short || (is_one && may_be_named() && is_sign_up(&dom.text(at)))
    }

    /// Whether a node is a box with a field for the address of a mailbox in it.
    fn is_box_of_mailbox(&self, dom: &Dom<'_>, at: usize) -> bool {
        let subtree = dom.subtree(at);
        let before = |place: usize| self.mailboxes.get(place).copied().unwrap_or_default();
        matches!(dom.nodes[at].tag, Tag::Div | Tag::Section)
            && before(subtree.end) > before(subtree.start)
    }
}

/// Prefix sums by place: fields that ask for the address of a mailbox.
pub(super) fn mailboxes(dom: &Dom<'_>) -> Vec<u32> {
    let mut count = 0;
    let mut counts = vec![0];
    for node in &dom.nodes {
        let asks = node.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("email"));
        count += u32::from(asks);
        counts.push(count);
    }
    counts
}
