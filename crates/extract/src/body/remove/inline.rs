//! What nobody reads within a line: hidden words, words that are struck out, and what a name opens.

use std::ops::Range;

use crate::body::hints::Hints;
use crate::body::table::links_within;
use crate::dom::Dom;
use crate::tag::Tag;

/// So much of an element is looked at for what it opens, in nodes.
const MAX_POP_UP: usize = 50;

/// What is longer may be the rest of a paragraph, which opens when it is asked for; in nodes and bytes.
const MAX_HIDDEN_NODES: usize = 20;
const MAX_HIDDEN_BYTES: usize = 100;

/// Whether an element within a line is no part of what is read.
pub(super) fn is_unread(dom: &Dom<'_>, at: usize, hints: Hints) -> bool {
    (hints.around && is_pop_up(dom, at))
        || ((hints.hidden || is_struck_out(dom, at)) && is_short(dom, at) && !is_initial(dom, at))
}

/// Whether an element shows more than one link: what a name in the text opens when it is pointed at.
/// What is merely called so, around a single word, is text.
fn is_pop_up(dom: &Dom<'_>, at: usize) -> bool {
    let nodes = dom.subtree(at);
    let nodes = nodes.start..nodes.end.min(nodes.start + MAX_POP_UP);
    dom.nodes[at].tag != Tag::A && links_within(dom, nodes) > 1
}

fn is_struck_out(dom: &Dom<'_>, at: usize) -> bool {
    let element = dom.nodes[at].element;
    element.is_some_and(|element| matches!(&*element.name.local, "s" | "strike" | "del"))
}

/// Whether it has few words.
pub(super) fn is_short(dom: &Dom<'_>, at: usize) -> bool {
    let nodes = dom.subtree(at);
    let bytes = |nodes: Range<usize>| nodes.map(|at| dom.nodes[at].text.len()).sum::<usize>();
    nodes.len() <= MAX_HIDDEN_NODES && bytes(nodes) <= MAX_HIDDEN_BYTES
}

/// A large first letter: hidden from those who hear the page only, it belongs to its word.
fn is_initial(dom: &Dom<'_>, at: usize) -> bool {
    let is_unheard = dom.nodes[at].attribute("aria-hidden") == Some("true");
    is_unheard && dom.text(at).chars().nth(1).is_none()
}
