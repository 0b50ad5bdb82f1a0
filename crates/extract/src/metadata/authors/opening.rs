//! Authors in a paragraph in bold that is nothing but names, right above the text:
//! `<p><strong>Ann Lee/Bo Karl</strong></p>`. A headline within the text looks the same, so this is asked
//! only where the publication signs for its authors.

use super::names::{Kind, Name, read};
use crate::body::{Layout, Line};
use crate::dom::Dom;
use crate::metadata::publication::Publication;
use crate::tag::Tag;
use crate::whitespace::{collapse, fold};

/// Wider lines are text.
const MAX_WIDTH: u32 = 80;

/// Names in such a line: more is a list.
const MAX_NAMES: usize = 4;

/// Paragraphs that may be the first: one may be the standfirst.
const MAX_PARAGRAPHS: usize = 2;

/// The names in the line above the text, where that is all that it holds.
pub(super) fn find(dom: &Dom<'_>, layout: &Layout, own: &Publication) -> Vec<Name> {
    let headline = dom.nodes.iter().position(|node| node.tag == Tag::H(1)).unwrap_or_default();
    let pairs = layout.lines.windows(2).filter(|pair| pair[0].nodes.start > headline);
    let above_text = pairs.filter(|pair| pair[1].is_prose()).take(MAX_PARAGRAPHS);
    let named = above_text.map(|pair| names_in(dom, &pair[0], own));
    named.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// The names of a line that is in bold and holds nothing else.
fn names_in(dom: &Dom<'_>, line: &Line, own: &Publication) -> Vec<Name> {
    if line.width > MAX_WIDTH || !is_bold(dom, line) {
        return Vec::new();
    }
    let told = collapse(&line.nodes.clone().map(|at| dom.nodes[at].text).collect::<String>());
    let names = read(&told, own);
    let is_person = |name: &Name| {
        name.kind == Kind::Person
            && name.text.contains(' ')
            && name.text.contains(char::is_lowercase)
    };
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let letters_of_names: String = names.iter().map(|name| letters(&fold(&name.text))).collect();
    let is_all = letters_of_names == letters(&fold(&told)) && names.len() <= MAX_NAMES;
    if is_all && names.iter().all(is_person) { names } else { Vec::new() }
}

/// Whether a line is a whole paragraph, and in bold.
fn is_bold(dom: &Dom<'_>, line: &Line) -> bool {
    let has_words = |at: &usize| !dom.nodes[*at].text.trim().is_empty();
    let mut words = line.nodes.clone().filter(has_words);
    let is_strong = |at: usize| {
        let mut around = dom.ancestors(at).take_while(|at| *at != line.block);
        around.any(|at| dom.nodes[at].tag == Tag::Strong)
    };
    dom.nodes[line.block].tag == Tag::P && words.all(is_strong)
}
