//! The parsed tree as a flat list in reading order.
//!
//! Each node knows its parent and where its subtree ends, so every later step is a loop over a
//! range: nothing recurses, and nothing walks the pointers of the parsed tree again.

use std::ops::Range;

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node as Parsed};

use crate::parse::is_read;
use crate::tag::Tag;

/// One element or text.
pub(crate) struct Node<'a> {
    pub tag: Tag,
    /// The place of the parent; the root is its own parent.
    pub parent: usize,
    /// One past the last node of the subtree.
    pub end: usize,
    /// The element, unless this is a text.
    pub element: Option<&'a Element>,
    /// The text, empty for elements.
    pub text: &'a str,
}

impl<'a> Node<'a> {
    /// An attribute's value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.element.and_then(|element| attribute(element, name))
    }
}

/// An attribute's value. The parser's own look-up interns the name first, which is slower.
fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    debug_assert!(is_read(name.as_bytes()), "{name} is cut before the page is parsed");
    element.attrs.iter().find(|(known, _)| &*known.local == name).map(|(_, value)| &**value)
}

/// A page's nodes in reading order.
pub(crate) struct Dom<'a> {
    pub nodes: Vec<Node<'a>>,
    /// For each node of the parsed tree that is in `nodes`: used by selectors only.
    pub ids: Vec<ego_tree::NodeId>,
}

impl<'a> Dom<'a> {
    /// Flattens a tree; comments and doctypes are left out.
    pub(crate) fn of(html: &'a Html) -> Self {
        let size = html.tree.values().len();
        let mut nodes: Vec<Node<'a>> = Vec::with_capacity(size);
        let mut ids = Vec::with_capacity(size);
        let mut open: Vec<usize> = Vec::new();
        for edge in html.tree.root().traverse() {
            let node = match edge {
                Edge::Open(node) => node,
                Edge::Close(node) => {
                    let closed = open.pop_if(|_| node.value().is_element());
                    close(&mut nodes, closed);
                    continue;
                }
            };
            let Some(flat) = flat(node.value(), open.last().copied(), nodes.len()) else {
                continue;
            };
            if flat.element.is_some() {
                open.push(nodes.len());
            }
            nodes.push(flat);
            ids.push(node.id());
        }
        show_noscript(&mut nodes);
        Self { nodes, ids }
    }

    /// The places of a node and all below it.
    pub(crate) fn subtree(&self, place: usize) -> Range<usize> {
        place..self.nodes.get(place).map_or(place, |node| node.end)
    }

    /// The parents of a node, nearest first, without itself.
    pub(crate) fn ancestors(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = place;
        std::iter::from_fn(move || {
            let parent = self.nodes.get(at)?.parent;
            let found = (parent != at).then_some(parent);
            at = parent;
            found
        })
    }

    /// All text below a node, white space collapsed. Scripts and styles are left out.
    pub(crate) fn text(&self, place: usize) -> String {
        self.text_where(place, |_| true)
    }

    /// The text below a node, without the subtrees that `keep` refuses.
    pub(crate) fn text_where(&self, place: usize, keep: impl Fn(usize) -> bool) -> String {
        let mut text = String::new();
        let range = self.subtree(place);
        let mut at = range.start;
        while at < range.end {
            let node = &self.nodes[at];
            if at != place && (node.tag.is_silent() || !keep(at)) {
                at = node.end;
                continue;
            }
            if node.tag.is_block() || node.tag == Tag::Br {
                text.push(' ');
            }
            text.push_str(node.text);
            at += 1;
        }
        crate::whitespace::collapse(&text)
    }

    /// The words of some nodes, with a space wherever one ends: between elements there may be none.
    pub(crate) fn spaced(&self, nodes: Range<usize>) -> String {
        let nodes = self.nodes.get(nodes).unwrap_or_default();
        let parts: Vec<&str> = nodes.iter().map(|node| node.text).collect();
        crate::whitespace::collapse(&parts.join(" "))
    }

    /// The places of the elements for which `wanted` holds.
    pub(crate) fn find(&self, wanted: impl Fn(&Node<'a>) -> bool) -> Vec<usize> {
        (0..self.nodes.len()).filter(|place| wanted(&self.nodes[*place])).collect()
    }
}

/// A page may keep its whole text where browsers without scripts find it: then it is text.
fn show_noscript(nodes: &mut [Node<'_>]) {
    for place in 0..nodes.len() {
        if nodes[place].tag == Tag::NoScript {
            let below = nodes.get(place..nodes[place].end).unwrap_or_default();
            let length: usize = below.iter().map(|node| node.text.len()).sum();
            if length >= LONG_NOSCRIPT_BYTES {
                nodes[place].tag = Tag::Div;
            }
        }
    }
}

/// Notices to switch scripts on are shorter.
const LONG_NOSCRIPT_BYTES: usize = 1_000;

fn flat(value: &Parsed, parent: Option<usize>, place: usize) -> Option<Node<'_>> {
    let parent = parent.unwrap_or(place);
    let end = place + 1;
    match value {
        Parsed::Element(element) => {
            let tag = match Tag::of(&element.name.local) {
                // An anchor that leads nowhere is a place in the text, and no link.
                Tag::A if attribute(element, "href").is_none() => Tag::Inline,
                tag => tag,
            };
            Some(Node { tag, parent, end, element: Some(element), text: "" })
        }
        Parsed::Text(text) => Some(Node { tag: Tag::Text, parent, end, element: None, text }),
        _ => None,
    }
}

fn close(nodes: &mut [Node<'_>], place: Option<usize>) {
    let end = nodes.len();
    if let Some(node) = place.and_then(|place| nodes.get_mut(place)) {
        node.end = end;
    }
}
