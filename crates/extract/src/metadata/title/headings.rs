//! The headings that may be the headline.

use super::MAX_HEADLINE_CHARACTERS;
use crate::body::Judged;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::non_empty;

/// The page's main headings in reading order.
pub(super) fn find(dom: &Dom<'_>, judged: &Judged, told: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (place, node) in dom.nodes.iter().enumerate() {
        let is_main = node.tag == Tag::H(1) || node.attribute("itemprop") == Some("headline");
        if !is_main || node.element.is_none() || judged.hints[place].hidden {
            continue;
        }
        let text = heading_text(dom, judged, place, told);
        found.extend(text.filter(|text| text.chars().count() <= MAX_HEADLINE_CHARACTERS));
        if found.len() == 10 {
            break;
        }
    }
    found
}

/// The text of a heading: with its kicker if the head tells it so, else without small print.
fn heading_text(dom: &Dom<'_>, judged: &Judged, place: usize, told: &[String]) -> Option<String> {
    let whole = non_empty(&dom.text(place))?;
    let bare = dom.text_where(place, |at| !judged.hints[at].small_print);
    let is_torn = bare.starts_with(':') || bare.ends_with(':');
    let keeps_kicker = bare.is_empty() || is_torn || told.contains(&whole);
    if keeps_kicker { Some(whole) } else { Some(bare) }
}
