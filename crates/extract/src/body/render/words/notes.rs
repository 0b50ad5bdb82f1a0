//! Marks of footnotes, which nobody reads aloud: linked, raised behind a sentence, or leading back.

use crate::dom::{Dom, Node};
use crate::tag::Tag;

/// Characters of the mark of a footnote: `[12]`, `↩`.
const MAX_NOTE_CHARACTERS: usize = 5;

/// Digits of a raised number that is the mark of a footnote without a link.
const MAX_NOTE_DIGITS: usize = 3;

/// So near before a raised number stands the word that it belongs to, in nodes.
const MAX_NODES_BEFORE: usize = 5;

/// Whether an element is the mark of a footnote.
pub(super) fn is_note(dom: &Dom<'_>, place: usize) -> bool {
    let node = &dom.nodes[place];
    if node.tag == Tag::A {
        return is_linked_note(dom, place);
    }
    is_sup(node) && (is_in_brackets(dom, place) || is_behind_sentence(dom, place))
}

/// Whether a link to the same page is the mark of a footnote, or leads back from one: raised, in
/// brackets of its own, or a sign.
pub(super) fn is_linked_note(dom: &Dom<'_>, place: usize) -> bool {
    let node = &dom.nodes[place];
    if !node.attribute("href").is_some_and(|href| href.starts_with('#')) {
        return false;
    }
    let text = dom.text(place);
    let text = text.trim();
    let is_sign = text.starts_with('[') || !text.chars().any(char::is_alphanumeric);
    let is_raised =
        || is_sup(&dom.nodes[node.parent]) || dom.subtree(place).any(|at| is_sup(&dom.nodes[at]));
    text.chars().count() <= MAX_NOTE_CHARACTERS
        && text.chars().filter(|c| c.is_alphabetic()).count() <= 1
        && (is_sign || is_raised())
}

fn is_sup(node: &Node<'_>) -> bool {
    node.element.is_some_and(|element| &*element.name.local == "sup")
}

/// `[2]`, raised.
fn is_in_brackets(dom: &Dom<'_>, place: usize) -> bool {
    let text = dom.text(place);
    let number = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    number.is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    (1..=MAX_NOTE_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a raised number stands behind a stop or a closing quotation mark: behind a letter or another
/// number it may be an exponent (`m²`), behind the stop of a number a part of it (`£3.⁹⁹`).
fn is_behind_sentence(dom: &Dom<'_>, place: usize) -> bool {
    if !is_number(dom.text(place).trim()) {
        return false;
    }
    let before = place.saturating_sub(MAX_NODES_BEFORE)..place;
    let within = before.rev().take_while(|at| !dom.nodes[*at].tag.is_block());
    let mut before = within.map(|at| dom.nodes[at].text).filter(|text| !text.is_empty());
    let mut last = before.next().unwrap_or_default().chars().rev();
    let is_stop = last
        .next()
        .is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '»' | '’'));
    is_stop && !last.next().is_some_and(|c| c.is_ascii_digit())
}

/// A text without blanks at its end, and without the sign that leads from a footnote back to its place.
pub(super) fn without_way_back(text: &str) -> &str {
    let bare = text.trim_end_matches(' ');
    let sign = bare.trim_end_matches(['\u{fe0e}', '\u{fe0f}']);
    sign.strip_suffix('↩').map_or(bare, |rest| rest.trim_end_matches(' '))
}
