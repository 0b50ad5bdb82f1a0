//! Authors in a line of their own that begins with "By", "Von", "Autor:", without telling markup.

use super::bylines::{byline_in, is_elsewhere};
use super::labels::{MAX_DATE_CHARACTERS, behind_label, ends_with_role};
use super::names::{Kind, Name};
use crate::body::Judged;
use crate::dom::Dom;
use crate::metadata::publication::Publication;
use crate::tag::Tag;
use crate::whitespace::collapse;

/// Lines that begin so and are read.
const MAX_LINES: usize = 10;

/// Longer lines are text, in characters.
const MAX_LINE_CHARACTERS: usize = 120;

/// Texts and elements of a line that are measured: behind them are links to topics.
const MAX_NODES_OF_LINE: usize = 3;

/// Texts and elements before a text that are looked at for a date.
const MAX_NODES_OF_DATE: usize = 40;

/// So far above the headline a line may stand, in nodes.
const NODES_ABOVE_HEADLINE: usize = 30;

/// The names in the first such line near the headline or below it: the first that names a person,
/// or else the first that names anybody.
pub(super) fn find(dom: &Dom<'_>, judged: &Judged, own: &Publication) -> Vec<Name> {
    let headline = dom.nodes.iter().position(|node| node.tag == Tag::H(1)).unwrap_or_default();
    let places = headline.saturating_sub(NODES_ABOVE_HEADLINE)..dom.nodes.len();
    let mut unsure = Vec::new();
    for place in places.filter(|place| begins_line(dom, *place)).take(MAX_LINES) {
        let Some(end) = end_of_line(dom, judged, place, headline) else { continue };
        let names = byline_in(dom, place..end, own).names;
        if names.iter().any(|name| name.kind == Kind::Person) {
            return names;
        }
        if unsure.is_empty() {
            unsure = names;
        }
    }
    unsure
}

fn begins_line(dom: &Dom<'_>, place: usize) -> bool {
    let text = dom.nodes[place].text.trim_start();
    !text.is_empty() && (behind_label(text).is_some() || ends_with_role(text))
}

/// Where the short line ends that a text begins: at the next block, or with the block around it.
/// None if it stands in a headline, in a caption, in comments, or among what is around the article.
fn end_of_line(dom: &Dom<'_>, judged: &Judged, place: usize, headline: usize) -> Option<usize> {
    let is_others = |at: usize| {
        let hints = &judged.hints[at];
        let is_heading = dom.nodes[at].tag == Tag::H(1);
        is_heading || hints.caption || (hints.around && !dom.subtree(at).contains(&headline))
    };
    if is_elsewhere(dom, judged, place) || dom.ancestors(place).any(is_others) {
        return None;
    }
    let block = dom.ancestors(place).take(4).find(|at| dom.nodes[*at].tag.is_block())?;
    if !begins_with_date(dom, block, place) {
        return None;
    }
    let mut inside = place..dom.nodes[block].end;
    let end = inside.find(|at| dom.nodes[*at].tag.is_block()).unwrap_or(dom.nodes[block].end);
    let texts = (place..end).take(MAX_NODES_OF_LINE).map(|at| collapse(dom.nodes[at].text));
    let characters: usize = texts.map(|text| text.chars().count()).sum();
    (characters <= MAX_LINE_CHARACTERS).then_some(end)
}

/// Whether nothing stands on the line before a text but a date.
fn begins_with_date(dom: &Dom<'_>, block: usize, place: usize) -> bool {
    let start = (block + 1).max(place.saturating_sub(MAX_NODES_OF_DATE));
    let blocks =
        (start..place).filter(|at| dom.nodes[*at].tag.is_block() || dom.nodes[*at].tag == Tag::Br);
    let start =
        blocks.map(|at| dom.nodes[at].end).filter(|end| *end <= place).max().unwrap_or(start);
    let before: String = (start..place).map(|at| dom.nodes[at].text).collect();
    let before = before.trim();
    let is_date = before.contains(|c: char| c.is_ascii_digit())
        && before.chars().count() <= MAX_DATE_CHARACTERS;
    is_date || !before.contains(char::is_alphabetic)
}
