//! What a link says. In: its element. Out: one line of plain text.

use crate::plain;
use scraper::{ElementRef, Node};

/// Nodes looked at within one link; hostile pages nest links without end.
const MAX_NODES: usize = 500;

/// The headline within the link, if it has one; else all its text; else what it says to those who
/// cannot see it (`aria-label`, `title`, the picture's `alt`).
pub(super) fn of_link(link: ElementRef<'_>) -> String {
    let heading = inner(link)
        .find(|element| matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    let said = heading.map(whole).filter(|text| !text.is_empty()).unwrap_or_else(|| whole(link));
    if !said.is_empty() {
        return plain::collapsed(std::iter::once(said.as_str()));
    }
    let alternative = inner(link).find_map(|element| element.value().attr("alt"));
    let value = link.value();
    let unseen = value.attr("aria-label").or_else(|| value.attr("title")).or(alternative);
    plain::collapsed(unseen.into_iter())
}

/// All text of an element, as written.
pub(super) fn whole(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants().skip(1).take(MAX_NODES) {
        match node.value() {
            Node::Text(piece) => text.push_str(piece),
            // Words of neighbouring blocks do not run together.
            Node::Element(_) => text.push(' '),
            _ => {}
        }
    }
    if text.trim().is_empty() { String::new() } else { text }
}

fn inner(link: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    link.descendants().skip(1).take(MAX_NODES).filter_map(ElementRef::wrap)
}
