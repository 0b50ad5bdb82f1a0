//! An author in a line that is a name and a date, below the headline: `Ann Lee | May 4, 2024`,
//! `<span>Ann Lee</span><time>May 4, 2024</time>`, and `Ann Lee, May 4, 2024` where it is a first name.

use super::bylines::{is_author_link, is_elsewhere};
use super::names::{Kind, Name, is_first_name, read};
use super::words::is_particle;
use crate::body::Judged;
use crate::dom::Dom;
use crate::metadata::credits::is_date;
use crate::metadata::publication::Publication;
use crate::tag::Tag;
use crate::whitespace::{collapse, fold};

/// So far below the headline such a line stands, in nodes.
const NODES_BELOW_HEADLINE: usize = 60;

/// Longer lines are text, in characters.
const MAX_CHARACTERS: usize = 100;

/// The names beside the first such date.
pub(super) fn find(dom: &Dom<'_>, judged: &Judged, own: &Publication) -> Vec<Name> {
    let Some(headline) = dom.nodes.iter().position(|node| node.tag == Tag::H(1)) else {
        return Vec::new();
    };
    let start = dom.nodes[headline].end;
    let places = start..(start + NODES_BELOW_HEADLINE).min(dom.nodes.len());
    let mut blocks = places.filter(|place| dom.nodes[*place].tag.is_block());
    let here = |place: usize| !is_elsewhere(dom, judged, place) && !links_elsewhere(dom, place);
    blocks
        .find_map(|place| {
            let names = names_beside_date(&line_of(dom, place)?, own)?;
            here(place).then_some(names)
        })
        .unwrap_or_default()
}

/// The text of a block that holds no other, with bars for its line breaks, and commas around its times.
fn line_of(dom: &Dom<'_>, place: usize) -> Option<String> {
    let mut line = String::new();
    let mut end_of_time = None;
    for at in dom.subtree(place).skip(1) {
        let node = &dom.nodes[at];
        if node.tag.is_block() || line.len() > 4 * MAX_CHARACTERS {
            return None;
        }
        let is_beside_time = node.tag == Tag::Time || end_of_time == Some(at);
        if node.tag == Tag::Time {
            end_of_time = Some(node.end);
        }
        line.push_str(if node.tag == Tag::Br { " | " } else { "" });
        line.push_str(if is_beside_time && !line.is_empty() { ", " } else { "" });
        line.push_str(node.text);
    }
    let line = collapse(&line);
    (line.chars().count() <= MAX_CHARACTERS).then_some(line)
}

/// The persons that one part of a line names, if the rest of it is a date.
fn names_beside_date(line: &str, own: &Publication) -> Option<Vec<Name>> {
    let told = match line.split_once(['|', '·', '•']) {
        Some((before, behind)) => match (is_date(before), is_date(behind)) {
            (false, true) => before,
            (true, false) => behind,
            _ => return None,
        },
        // A place stands so before a date too.
        None => {
            line.split_once(", ").filter(|(name, date)| begins_with_first(name) && is_date(date))?.0
        }
    };
    let names = read(told, own);
    let is_person =
        |name: &Name| name.kind == Kind::Person && name.text.contains(char::is_lowercase);
    let whole: String = names.iter().map(|name| fold(&name.text)).collect();
    let first = told.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_all = names.len() == 1 && whole == fold(told) && !is_particle(&first);
    (is_all && names.iter().all(is_person)).then_some(names)
}

fn begins_with_first(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(first, _)| is_first_name(first))
}

/// Whether a line links to something that is no author: a section.
fn links_elsewhere(dom: &Dom<'_>, place: usize) -> bool {
    dom.subtree(place).any(|at| dom.nodes[at].tag == Tag::A && !is_author_link(&dom.nodes[at]))
}
