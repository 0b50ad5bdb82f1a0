//! The headings that may be the headline.

use url::Url;

use super::MAX_HEADLINE_CHARACTERS;
use crate::body::Judged;
use crate::dom::{Dom, Node};
use crate::tag::Tag;
use crate::whitespace::non_empty;

mod badges;
mod below;

pub(super) use below::find as below_name;

/// Elements between a heading and the link that it stands in, itself counted.
const MAX_LINK_DISTANCE: usize = 2;

/// Headings that are looked at: hostile pages nest them.
const MAX_HEADINGS: usize = 30;

/// The page's main headings in reading order.
pub(super) fn find(dom: &Dom<'_>, judged: &Judged, told: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let is_main =
        |node: &Node<'_>| node.tag == Tag::H(1) || node.attribute("itemprop") == Some("headline");
    for place in dom.find(is_main).into_iter().take(MAX_HEADINGS) {
        let node = &dom.nodes[place];
        let is_shown = node.element.is_some() && !judged.hints[place].hidden;
        if !is_shown || links_home(dom, place) {
            continue;
        }
        let text = heading_text(dom, judged, place, told);
        let is_new = |text: &String| {
            text.chars().count() <= MAX_HEADLINE_CHARACTERS && !found.contains(text)
        };
        found.extend(text.filter(is_new));
        if found.len() == 10 {
            break;
        }
    }
    found
}

/// The text of a heading: with its kicker if the head tells it so, else without small print.
fn heading_text(dom: &Dom<'_>, judged: &Judged, place: usize, told: &[String]) -> Option<String> {
    let whole = badges::text_beside(dom, place, told)?;
    let is_small = |at: usize| judged.hints[at].small_print;
    let bare = dom.text_where(place, |at| !is_small(at));
    let is_torn = bare.starts_with(':') || bare.ends_with(':');
    let has_small = dom.subtree(place).any(is_small);
    let keeps_kicker = !has_small || bare.is_empty() || is_torn || told.contains(&whole);
    if keeps_kicker { Some(whole) } else { Some(bare) }
}

/// The main heading that leads to the front page: the publication's name.
pub(super) fn leading_home(dom: &Dom<'_>, judged: &Judged) -> Option<String> {
    let is_name = |node: &Node<'_>| node.tag == Tag::H(1);
    let headings = dom.find(is_name).into_iter().filter(|place| !judged.hints[*place].hidden);
    let home = headings.into_iter().find(|place| links_home(dom, *place))?;
    non_empty(&dom.text(home))
}

/// Whether a heading stands in a link to a front page, or holds one and nothing else.
fn links_home(dom: &Dom<'_>, place: usize) -> bool {
    let leads_home = |at: &usize| {
        let node = &dom.nodes[*at];
        node.tag == Tag::A && node.attribute("href").is_some_and(is_home)
    };
    let around = dom.ancestors(place).take(MAX_LINK_DISTANCE).any(|at| leads_home(&at));
    around || dom.subtree(place).find(leads_home).is_some_and(|at| dom.text(at) == dom.text(place))
}

fn is_home(address: &str) -> bool {
    let address = address.trim();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    matches!(path, "/" | "./" | "/index.html" | "/index.php" | "index.html" | "index.php")
        || Url::parse(address).is_ok_and(|url| url.path() == "/" && url.has_host())
}
