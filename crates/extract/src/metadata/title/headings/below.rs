//! The headline below a main heading that is the publication's name.

use super::super::parts::parts_of;
use super::MAX_HEADINGS;
use crate::body::Judged;
use crate::dom::{Dom, Node};
use crate::tag::Tag;
use crate::whitespace::fold;

/// A longer name is a headline, in words.
const MAX_NAME_WORDS: usize = 3;

/// A shorter part of the title may be the name itself, in words.
const LEAST_WORDS: usize = 4;

/// The heading of a lower level that is one part of the title, where the only main heading is
/// another, short part: `Rain has fallen - The Umbrella` above `The Umbrella`.
pub(in super::super) fn find(
    dom: &Dom<'_>,
    judged: &Judged,
    main: &[String],
    title: Option<&str>,
) -> Option<String> {
    let ([name], Some(title)) = (main, title) else { return None };
    let words = |text: &str| text.split_whitespace().count();
    let is_name = |part: &str| fold(part) == fold(name);
    // Blogs put their name and a colon before each title.
    let behind_colon = title.split_once(": ").filter(|(before, _)| is_name(before));
    let is_told = behind_colon.is_some() || parts_of(title).any(is_name);
    if words(name) > MAX_NAME_WORDS || !is_told {
        return None;
    }
    let parts = parts_of(title).chain(behind_colon.map(|(_, behind)| behind));
    let others: Vec<String> = parts.filter(|part| words(part) >= LEAST_WORDS).map(fold).collect();
    let is_lower = |node: &Node<'_>| matches!(node.tag, Tag::H(2 | 3));
    let headings = dom.find(is_lower).into_iter().take(MAX_HEADINGS);
    let shown = headings.filter(|place| !judged.hints[*place].hidden);
    shown.map(|place| dom.text(place)).find(|text| others.contains(&fold(text)))
}
