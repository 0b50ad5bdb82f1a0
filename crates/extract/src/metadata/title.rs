//! The headline: what stands above the text, without the site's name.

use super::head::Head;
use super::publication::Publication;
use crate::body::Judged;
use crate::dom::Dom;
use crate::whitespace::fold;

mod headings;
mod parts;

pub(crate) use parts::{cut, ends};
use parts::{ends_in, parts_of, without_name};

/// Longer headings are text, in characters.
const MAX_HEADLINE_CHARACTERS: usize = 300;

/// A title of fewer words may be a section or a site.
const LEAST_WORDS: usize = 4;

/// The headline of a page; none if it says nothing.
pub(crate) fn find(
    dom: &Dom<'_>,
    judged: &Judged,
    head: &Head<'_>,
    site: Option<&str>,
) -> Option<String> {
    let home = headings::leading_home(dom, judged);
    let own = Publication::of(head, site.or(home.as_deref()));
    let told = Told::of(head, &own);
    let headings = headings::find(dom, judged, &told.titles).into_iter();
    let headings = headings.map(|heading| without_name(heading, &own));
    let mut headings: Vec<String> = headings.filter(|heading| !own.is(heading)).collect();
    let below = headings::below_name(dom, judged, &headings, head.title.as_deref());
    if let Some(below) = below {
        headings = vec![below];
    }
    shown(&headings, &told)
        .map(|heading| with_kicker(heading, &told))
        .or_else(|| told.titles.first().cloned())
        .or_else(|| headings.into_iter().next())
}

/// What the head tells of the headline, without the publication's name.
struct Told {
    /// Of JSON-LD.
    headline: Option<String>,
    /// What others see of the page.
    shared: Option<String>,
    /// All titles, in the order of belief.
    titles: Vec<String>,
}

impl Told {
    fn of(head: &Head<'_>, own: &Publication) -> Self {
        let bare = |title: Option<String>| {
            title.map(|title| cut(&title, own)).filter(|title| !title.is_empty())
        };
        let headline = bare(head.linked.text("headline"));
        let shared = bare(head.meta_text(&["og:title"]));
        let meta = head.meta_text(&["twitter:title", "dc.title", "title", "headline"]);
        let others = [bare(meta), bare(head.title.clone())];
        let titles = [headline.clone(), shared.clone()].into_iter().chain(others).flatten();
        Self { titles: titles.collect(), headline, shared }
    }
}

/// The heading that agrees with what the head tells, without its kicker, unless the page is shared
/// with it.
fn shown(headings: &[String], told: &Told) -> Option<String> {
    if let [heading] = headings
        && stands_alone(heading, told)
    {
        return Some(heading.clone());
    }
    let least = if headings.len() == 1 { LEAST_AGREEMENT_ALONE } else { LEAST_AGREEMENT };
    let mut best: Option<(u32, &String)> = None;
    for heading in headings {
        let agreements = told.titles.iter().map(|title| likeness(heading, title));
        let agreement = agreements.max().unwrap_or_default();
        if agreement >= least && best.is_none_or(|(known, _)| agreement > known) {
            best = Some((agreement, heading));
        }
    }
    let (_, heading) = best?;
    if told.shared.as_ref() == Some(heading) {
        return Some(heading.clone());
    }
    let bare = told.titles.iter().find(|title| is_labelled(heading, title));
    Some(bare.unwrap_or(heading).clone())
}

/// Whether the only heading is the headline although no title has its words: titles may be the
/// site's or a search engine's, JSON-LD's headline is the article's. A single word is a section.
fn stands_alone(heading: &str, told: &Told) -> bool {
    let is_section = heading.split_whitespace().nth(1).is_none();
    let differs = |title: &String| agreement(heading, title) < LEAST_AGREEMENT_ALONE;
    told.headline.is_none() && !is_section && told.titles.iter().all(differs)
}

/// Whether a heading is a title with a label: a kicker before it, or a part beside it.
fn is_labelled(heading: &str, title: &str) -> bool {
    let (whole, bare) = (fold(heading), fold(title));
    title.split_whitespace().count() >= LEAST_WORDS
        && whole != bare
        && (whole.ends_with(&bare) || heading.split(" | ").any(|part| fold(part) == bare))
}

/// The headline with the kicker that JSON-LD and the shared title put before it alike.
fn with_kicker(heading: String, told: &Told) -> String {
    let headline = told.headline.as_ref().filter(|title| ends_in(title, &heading));
    let (Some(headline), Some(shared)) = (headline, &told.shared) else { return heading };
    if fold(headline) == fold(shared) { shared.clone() } else { heading }
}

/// How much a heading is what the head tells, in percent. A whole part between separators counts as
/// all of it, a long part more than a short one: the short one is a section or a site.
fn likeness(heading: &str, told: &str) -> u32 {
    let folded = fold(heading);
    if parts_of(told).any(|part| fold(part) == folded) {
        let words = heading.split_whitespace().take(20).count();
        return u32::try_from(words).unwrap_or_default() + 100;
    }
    agreement(heading, told)
}

/// Share of words that a heading shares with the head, in percent: of several, and of the only one.
const LEAST_AGREEMENT: u32 = 60;
const LEAST_AGREEMENT_ALONE: u32 = 20;

/// Share of words that two headlines have in common, in percent of the longer one.
pub(crate) fn agreement(a: &str, b: &str) -> u32 {
    crate::body::agreement(&crate::body::word_set(a), &crate::body::word_set(b))
}

#[cfg(test)]
mod tests;
