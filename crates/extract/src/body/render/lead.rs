//! The picture between a headline and the element that holds the text: where templates put the lead
//! picture, outside of what they call the body.

use super::Renderer;
use super::wholes::{Whole, is_captioned};
use crate::block::Block;
use crate::dom::Dom;
use crate::figure;
use crate::tag::Tag;

/// The first picture between the main heading and `text`, the first node of the element that holds the
/// text, in the same `article` or `main`.
pub(super) fn find(renderer: &Renderer<'_, '_>, text: usize) -> Option<Whole> {
    let Renderer { dom, judged, .. } = renderer;
    let is_around = |at: &usize| matches!(dom.nodes[*at].tag, Tag::Article | Tag::Main);
    let is_heading = |at: &usize| dom.nodes[*at].tag == Tag::H(1) && !judged.removed[*at];
    // The innermost first: a heading in `main` stands above its `article`.
    let mut around = dom.ancestors(text).filter(is_around).map(|around| (around, around..text));
    let (around, heading) =
        around.find_map(|(around, mut before)| Some((around, before.rfind(is_heading)?)))?;
    let mut at = dom.nodes[heading].end;
    while at < text {
        let node = &dom.nodes[at];
        let is_beside = judged.removed[at] || matches!(node.tag, Tag::A | Tag::Aside | Tag::Nav);
        if is_beside && at != around {
            at = node.end;
            continue;
        }
        if let Some(whole) = picture(renderer, at).filter(|_| node.end <= text) {
            return Some(whole);
        }
        at += 1;
    }
    None
}

/// The picture that begins at a node.
fn picture(renderer: &Renderer<'_, '_>, at: usize) -> Option<Whole> {
    let Renderer { dom, judged, base, .. } = renderer;
    let block = match dom.nodes[at].tag {
        Tag::Figure if !is_teaser(dom, at) => {
            let block = figure::read(dom, judged, at, base)?;
            let is_lead = is_captioned(&block) || figure::is_of_article(dom, judged, at);
            is_lead.then_some(block).filter(has_image)?
        }
        Tag::Img => figure::beside_text(dom, judged, at, base, false)?.1,
        _ => return None,
    };
    Some(Whole { block, start: at, said: dom.nodes[at].end })
}

fn has_image(block: &Block) -> bool {
    matches!(block, Block::Figure { image: Some(_), .. })
}

/// Whether a figure leads to another page, or has its headline.
fn is_teaser(dom: &Dom<'_>, at: usize) -> bool {
    let is_picture = |at: usize| dom.nodes[at].tag == Tag::Img;
    dom.subtree(at).any(|at| match dom.nodes[at].tag {
        Tag::H(_) => true,
        Tag::A => dom.subtree(at).any(is_picture),
        _ => false,
    })
}
