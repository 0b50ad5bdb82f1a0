//! Authors in elements of their own, one after the other: `<b class=author>Ann</b> and <b …>Bo</b>`.

use super::bylines::{Byline, byline_in};
use super::labels::{NOT_AUTHORS, begins_with_any};
use super::names::Kind;
use super::rows::{ends_with_join, is_join, is_joining_word};
use crate::dom::Dom;
use crate::metadata::publication::Publication;
use crate::tag::Tag;
use crate::whitespace::collapse;

/// Nodes between two elements of one byline.
const MAX_NODES_BETWEEN: usize = 12;

/// A longer element is a biography or a teaser, in characters.
const MAX_CHARACTERS: usize = 60;

/// A longer text between two names is no part of a byline, in characters.
const MAX_CHARACTERS_BETWEEN: usize = 30;

/// The names in the first of some elements that holds any, and in those that follow it in the same
/// byline. Where the first holds others of them, they may tell more than it does.
pub(super) fn first_chain(dom: &Dom<'_>, places: &[usize], own: &Publication) -> Byline {
    let bylines = |at: usize| byline_in(dom, dom.subtree(places[at]), own);
    let Some(first) = (0..places.len()).find(|at| !bylines(*at).names.is_empty()) else {
        return Byline::default();
    };
    let outer = dom.subtree(places[first]);
    let mut best = chain(dom, &places[first..], own);
    for start in first + 1..places.len() {
        if !outer.contains(&places[start]) {
            break;
        }
        if !is_short(dom, places[start]) {
            continue;
        }
        let inner = chain(dom, &places[start..], own);
        if begin_alike(&inner, &best) && persons(&inner) > persons(&best) {
            best = Byline { names_others: best.names_others, is_short: best.is_short, ..inner };
        }
    }
    best
}

/// Whether two bylines name the same person first; teasers within the first name others.
fn begin_alike(one: &Byline, other: &Byline) -> bool {
    let first = |byline: &Byline| byline.names.first().map(|name| name.text.clone());
    first(one) == first(other)
}

fn persons(byline: &Byline) -> usize {
    byline.names.iter().filter(|name| name.kind == Kind::Person).count()
}

fn is_short(dom: &Dom<'_>, place: usize) -> bool {
    dom.text(place).chars().count() <= MAX_CHARACTERS
}

/// The names in an element and in those joined to it.
fn chain(dom: &Dom<'_>, places: &[usize], own: &Publication) -> Byline {
    let Some((first, rest)) = places.split_first() else { return Byline::default() };
    let mut whole = byline_in(dom, dom.subtree(*first), own);
    let mut last = *first;
    for place in rest.iter().filter(|place| !dom.subtree(*first).contains(place)) {
        if dom.subtree(last).contains(place) {
            continue;
        }
        if !is_joined(dom, last, *place, own) || !is_short(dom, *place) {
            break;
        }
        let next = byline_in(dom, dom.subtree(*place), own);
        if next.names.is_empty() {
            break;
        }
        whole.names.extend(next.names);
        last = *place;
    }
    whole
}

/// Whether nothing parts two elements of one name, or they are joined as names are.
fn is_joined(dom: &Dom<'_>, last: usize, next: usize, own: &Publication) -> bool {
    let end = dom.nodes[last].end;
    if next < end || next - end > MAX_NODES_BETWEEN {
        return false;
    }
    let between = text_between(dom, end, next);
    if is_joining_word(&between, own) {
        return true;
    }
    let name_of = |place: usize| (dom.nodes[place].tag, dom.nodes[place].attribute("class"));
    let is_by = between.chars().all(char::is_alphabetic);
    let joins = is_join(&between, own) && !is_by
        || (ends_with_join(&between, own)
            && between.chars().count() <= MAX_CHARACTERS_BETWEEN
            && !begins_with_any(&between, NOT_AUTHORS));
    // Links to authors stand in lists of many kinds, so something must join them.
    let is_row = between.is_empty() && dom.nodes[last].tag != Tag::A;
    (is_row || joins) && name_of(last) == name_of(next)
}

fn text_between(dom: &Dom<'_>, start: usize, end: usize) -> String {
    let mut text = String::new();
    let mut at = start;
    while at < end {
        let node = &dom.nodes[at];
        text.push(' ');
        text.push_str(node.text);
        at = if node.tag.is_silent() { node.end } else { at + 1 };
    }
    collapse(&text)
}
