//! A second look at a page that seems to have no text though it looks like an article: the names of
//! its elements may have lied ("sidebar-content", a form around everything).
//!
//! In: the page and what is wanted of it. Out: the text of the element whose own paragraphs hold
//! most prose, wherever it is, save what is never an article: comments, consent, what is hidden. What
//! lies in scripts alone is looked for in `rescue/embedded.rs`.

pub(crate) mod embedded;

use crate::body::{self, Body, Judged, Layout, Wanted};
use crate::dom::Dom;
use crate::tag::Tag;
use crate::verdict::asks_for_consent;

/// Prose that is worth a second look, in width.
const LEAST_PROSE: u32 = 250;

/// How far above a line its element may be.
const MAX_STEPS: usize = 3;

/// The text where the first look found none.
///
/// `unwanted` are the places that the site's own selectors remove.
pub(crate) fn find(dom: &Dom<'_>, wanted: &Wanted<'_>, unwanted: &[usize]) -> Option<Body> {
    let mut layout = Layout::of(dom);
    let root = richest(dom, &layout)?;
    let wanted = Wanted { roots: Some(vec![root]), ..*wanted };
    layout.judged.removed[dom.subtree(root)].fill(false);
    let never = dom.subtree(root).skip(1).filter(|place| is_never(dom, &layout.judged, *place));
    let never: Vec<usize> = never.chain(unwanted.iter().copied()).collect();
    for place in never {
        layout.judged.removed[dom.subtree(place)].fill(true);
    }
    let found = body::find(dom, &layout, &wanted, None);
    let text = crate::block::text_of(&found.blocks);
    let is_text = found.longest_prose >= LEAST_PROSE && !asks_for_consent(&text.to_lowercase());
    is_text.then_some(found)
}

/// The element with most prose of its own: that of its paragraphs counts whole, that of elements
/// further down half as much with each step.
fn richest(dom: &Dom<'_>, layout: &Layout) -> Option<usize> {
    let Layout { lines, judged } = layout;
    let mut own = vec![0_u32; dom.nodes.len()];
    for line in lines.iter().filter(|line| line.is_prose()) {
        let around = std::iter::once(line.block).chain(dom.ancestors(line.block));
        let containers = around.filter(|place| holds_paragraphs(dom.nodes[*place].tag));
        for (step, place) in containers.take(MAX_STEPS).enumerate() {
            own[place] += line.width >> step;
        }
    }
    let best = (0..own.len()).max_by_key(|place| (own[*place], std::cmp::Reverse(*place)))?;
    (own[best] >= LEAST_PROSE && !is_never_text(dom, judged, best)).then_some(best)
}

fn holds_paragraphs(tag: Tag) -> bool {
    tag.is_block() && !matches!(tag, Tag::P | Tag::H(_) | Tag::Li | Tag::Blockquote | Tag::Html)
}

fn is_never_text(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    std::iter::once(place).chain(dom.ancestors(place)).any(|at| is_never(dom, judged, at))
}

/// What an element itself says.
fn is_never(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    let hints = judged.hints[place];
    let around = matches!(dom.nodes[place].tag, Tag::Footer | Tag::Nav | Tag::Aside);
    around || hints.comments || hints.consent || hints.hidden
}
