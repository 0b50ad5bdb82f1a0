//! The sentence or two between headline and text.

use super::head::Head;
use crate::body::Judged;
use crate::dom::Dom;
use crate::tag::Tag;

/// Shorter is a label, longer is text; in characters.
const CHARACTERS: std::ops::RangeInclusive<usize> = 40..=600;

/// How far above a line its picture may be, itself counted.
const CAPTION_DEPTH: usize = 4;

/// The standfirst as the page shows it.
pub(crate) fn find(
    dom: &Dom<'_>,
    judged: &Judged,
    head: &Head<'_>,
    first_text: usize,
) -> Option<String> {
    let told = head.meta_text(&["og:description", "description", "twitter:description"]);
    let near_title = title_place(dom).unwrap_or(0);
    let places = near_title..first_text.min(dom.nodes.len());
    for place in places {
        let node = &dom.nodes[place];
        let hints = judged.hints[place];
        // Names may have removed it: "teaser", "intro".
        if !node.tag.is_block() || hints.hidden || judged.lines_of(dom, place).len() != 1 {
            continue;
        }
        let text = dom.text(place);
        if !CHARACTERS.contains(&text.chars().count())
            || is_caption(dom, judged, place)
            || matches!(node.tag, Tag::H(1))
        {
            continue;
        }
        let is_told = told.as_ref().is_some_and(|told| super::title::agreement(told, &text) >= 60);
        if is_told || hints.standfirst {
            return Some(text);
        }
    }
    None
}

/// A picture's words, which the head may repeat.
fn is_caption(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    let mut around = std::iter::once(place).chain(dom.ancestors(place)).take(CAPTION_DEPTH);
    around.any(|at| judged.hints[at].caption || dom.nodes[at].tag == Tag::Figure)
}

fn title_place(dom: &Dom<'_>) -> Option<usize> {
    dom.nodes.iter().position(|node| node.tag == Tag::H(1))
}
