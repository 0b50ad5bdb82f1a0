//! Article or list, told by an address and the text of its link alone.
//!
//! In: an address and the words a reader would click on (may be empty). Out: a [`Shape`]. A guess
//! that saves requests: the page itself decides whether it is an article.
//!
//! First what can be neither is put aside, by words, parameters and traps; then evidence for an article is
//! summed up; of the rest, short plain paths are sections. The points were set together against
//! the addresses of 1,600 real articles and the navigation of their front pages (`tests` below):
//! moving one alone mostly loses.
//!
//! Deliberately absent: rules for single sites, and anything learnt from pages seen before.

mod evidence;
mod template;
#[cfg(test)]
mod tests;
mod trail;
mod trap;
mod words;

pub use template::{template, template_hash};
pub use trap::{Trap, trap};

use crate::address::Address;
use trail::Trail;

/// Points from which an address is taken for an article's.
const ENOUGH: i32 = 3;

/// What an address probably leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One article.
    Article,
    /// A list of articles: a section, a subject, the front page.
    Section,
    /// Neither: legal pages, log-in, search, calendars, tags, authors, media, further pages of
    /// lists, and every other [`Trap`].
    Other,
}

/// Guesses what an address leads to. Time: linear in its length and the text's.
pub fn shape(address: &Address, link_text: &str) -> Shape {
    shape_or_trap(address, link_text).0
}

/// The same, with the trap if the address is in one; then it is neither article nor list.
pub fn shape_or_trap(address: &Address, link_text: &str) -> (Shape, Option<Trap>) {
    let trail = Trail::of(address);
    let trap = trap::of(&trail);
    if trap.is_some() || is_aside(&trail, link_text) {
        return (Shape::Other, trap);
    }
    if evidence::of_article(&trail, link_text) >= ENOUGH {
        return (Shape::Article, None);
    }
    (if is_section(&trail, link_text) { Shape::Section } else { Shape::Other }, None)
}

/// Neither article nor list, whatever else speaks for it, by its words.
fn is_aside(trail: &Trail, link_text: &str) -> bool {
    let label = link_text.trim().to_lowercase().replace([' ', '_'], "-");
    let last = trail.last().unwrap_or_default();
    let is_label_aside = words::ANYWHERE.contains(&&*label) || words::AT_THE_END.contains(&&*label);
    trail.ending.as_deref().is_some_and(|ending| words::MEDIA_ENDINGS.contains(&ending))
        || trail.segments.iter().any(|segment| words::ANYWHERE.contains(&&**segment))
        || words::AT_THE_END.contains(&last)
        || last.ends_with("-policy")
        || is_label_aside
        || trail.has_parameter_of(words::PARAMETERS)
        || is_of_person_or_house(trail)
        || trail.is_date_archive()
}

/// The page of a person, `/author/jane-doe`, or of the house, `/about/our-history`. A longer slug,
/// or a number beneath the house, is an article.
fn is_of_person_or_house(trail: &Trail) -> bool {
    let (Some(parent), Some(last)) = (trail.parent(), trail.last()) else { return false };
    let is_person = words::PEOPLE.contains(&parent);
    let is_house = words::AT_THE_END.contains(&parent) && !trail::has_id(last);
    (is_person || is_house) && trail::words(last) <= 3
}

/// A short path of plain words, without parameters, linked by a few words.
fn is_section(trail: &Trail, link_text: &str) -> bool {
    let is_plain = |segment: &String| trail::words(segment) <= 4 && !trail::has_id(segment);
    trail.parameters.is_empty()
        && trail.segments.len() <= 4
        && trail.segments.iter().all(is_plain)
        && evidence::text_width(link_text) <= 40
}
