//! What nobody reads within a line: hidden words, words that are struck out, and what a name opens.

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
        || ((hints.hidden || is_struck_out(dom, at)) && is_short(dom, at))
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

/// Whether it has few words. A large first letter is hidden from those who hear the page only, and
/// belongs to its word.
fn is_short(dom: &Dom<'_>, at: usize) -> bool {
    let nodes = dom.subtree(at);
    if nodes.len() > MAX_HIDDEN_NODES {
        return false;
    }
    let bytes: usize = nodes.map(|at| dom.nodes[at].text.len()).sum();
    let is_unheard = dom.nodes[at].attribute("aria-hidden") == Some("true");
    bytes <= MAX_HIDDEN_BYTES && !(is_unheard && dom.text(at).chars().nth(1).is_none())
}
