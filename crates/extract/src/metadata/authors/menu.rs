//! Words of a page's menu, which are nobody: a byline may hold the name of its section.

use super::bylines::is_author_link;
use super::names::{Kind, Name};
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Links of menus that are read.
const MAX_LINKS: usize = 500;

/// Some names without the lone words that are links in a menu, too.
pub(super) fn without_its_words(dom: &Dom<'_>, mut names: Vec<Name>) -> Vec<Name> {
    if names.iter().any(|name| name.kind == Kind::Single) {
        let words = words_of_menu(dom);
        names.retain(|name| name.kind != Kind::Single || !words.contains(&fold(&name.text)));
    }
    names
}

/// The texts of links in navigation, as they compare.
fn words_of_menu(dom: &Dom<'_>) -> Vec<String> {
    let is_menu = |at: usize| {
        let node = &dom.nodes[at];
        node.tag == Tag::Nav || node.attribute("role") == Some("navigation")
    };
    let mut words = Vec::new();
    let mut end = 0;
    for place in 0..dom.nodes.len() {
        if place >= end && is_menu(place) {
            end = dom.nodes[place].end;
        }
        let node = &dom.nodes[place];
        if place < end && node.tag == Tag::A && !is_author_link(node) {
            words.push(fold(&dom.text(place)));
        }
        if words.len() == MAX_LINKS {
            break;
        }
    }
    words
}
