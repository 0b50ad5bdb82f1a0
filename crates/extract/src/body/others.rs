//! Whole other articles below the article: pages that go on with the next as one scrolls.
//!
//! They are told apart from the sections of one article by what each has of its own: a main heading,
//! and a byline or a time; and no `article` is around them all.

use super::remove::Judged;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Main headings that are looked at.
const MAX_HEADINGS: usize = 50;

/// Prose of each of such articles, in width.
const LEAST_WIDTH: u32 = 150;

/// What stands first is the introduction of the other where that is longer by this factor.
const MOST_OF_OTHER: u64 = 3;

/// The containers of other articles: siblings of the one that holds the headline, of the same kind.
pub(super) fn find(dom: &Dom<'_>, judged: &Judged) -> Vec<usize> {
    let headings = dom.find(|node| node.tag == Tag::H(1)).into_iter().take(MAX_HEADINGS);
    let mut headings = headings.filter(|at| !judged.removed[*at]);
    let Some(own) = headings.next().filter(|own| is_title(dom, *own)) else { return Vec::new() };
    headings.filter_map(|other| container_beside(dom, judged, own, other)).collect()
}

/// Whether the page is called what a heading says.
fn is_title(dom: &Dom<'_>, heading: usize) -> bool {
    let called = dom.find(|node| node.tag == Tag::Title).into_iter().next();
    let called = called.map(|at| fold(dom.nodes[at + 1..].first().map_or("", |node| node.text)));
    let heading = fold(&dom.text(heading));
    !heading.is_empty() && called.is_some_and(|called| called.contains(&heading))
}

/// The element around another main heading that is of the same kind as the one around the own.
fn container_beside(dom: &Dom<'_>, judged: &Judged, own: usize, other: usize) -> Option<usize> {
    let common = dom.ancestors(own).find(|at| dom.subtree(*at).contains(&other))?;
    let is_in_article = |at: usize| dom.nodes[at].tag == Tag::Article;
    if is_in_article(common) || dom.ancestors(common).any(is_in_article) {
        return None;
    }
    let child_of = |heading: usize| dom.ancestors(heading).take_while(|at| *at != common).last();
    let (own, other) = (child_of(own)?, child_of(other)?);
    let class = |at: usize| dom.nodes[at].attribute("class").unwrap_or_default().trim();
    let is_same_kind = dom.nodes[own].tag == dom.nodes[other].tag
        && class(own) == class(other)
        && (!class(own).is_empty() || dom.nodes[own].tag == Tag::Article);
    let is_article = |at: usize| {
        let signed = dom
            .subtree(at)
            .any(|at| dom.nodes[at].tag == Tag::Time || judged.hints[at].small_print);
        signed && judged.prose(&judged.lines_of(dom, at)) >= LEAST_WIDTH
    };
    let prose = |at: usize| judged.prose(&judged.lines_of(dom, at));
    let is_main = u64::from(prose(own)) * MOST_OF_OTHER >= u64::from(prose(other));
    (is_same_kind && is_article(own) && is_article(other) && is_main).then_some(other)
}
