//! Authors in a line of their own that begins with "By", "Von", "Autor:", without telling markup.

use super::bylines::{byline_at, is_elsewhere};
use super::labels::label_of;
use super::names::{Kind, Name};
use crate::body::Judged;
use crate::dom::Dom;
use crate::metadata::publication::Publication;
use crate::tag::Tag;

/// Lines that begin so and are read.
const MAX_LINES: usize = 10;

/// Longer lines are text, in characters.
const MAX_LINE_CHARACTERS: usize = 120;

/// The names in the first such line below the headline.
pub(super) fn find(dom: &Dom<'_>, judged: &Judged, own: &Publication) -> Vec<Name> {
    let headline = dom.nodes.iter().position(|node| node.tag == Tag::H(1)).unwrap_or_default();
    let places = headline..dom.nodes.len();
    for place in places.filter(|place| begins_line(dom, *place)).take(MAX_LINES) {
        let Some(line) = line_of(dom, judged, place) else { continue };
        let names = byline_at(dom, line, own).names;
        if names.iter().any(|name| name.kind == Kind::Person) {
            return names;
        }
    }
    Vec::new()
}

fn begins_line(dom: &Dom<'_>, place: usize) -> bool {
    let text = dom.nodes[place].text.trim_start();
    !text.is_empty() && label_of(text).is_some()
}

/// The short element around a text, unless it is in a caption, in a list, in comments.
fn line_of(dom: &Dom<'_>, judged: &Judged, place: usize) -> Option<usize> {
    let around = |at: usize| judged.hints[at].around || judged.hints[at].caption;
    if is_elsewhere(dom, judged, place) || dom.ancestors(place).any(around) {
        return None;
    }
    let line = dom.ancestors(place).take(4).find(|at| dom.nodes[*at].tag.is_block())?;
    (dom.text(line).chars().count() <= MAX_LINE_CHARACTERS).then_some(line)
}
