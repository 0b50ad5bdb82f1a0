//! The headline: what stands above the text, without the site's name.

use super::head::Head;
use super::publication::Publication;
use crate::body::Judged;
use crate::dom::Dom;
use crate::whitespace::fold;

mod headings;
mod parts;

pub(crate) use parts::cut;
use parts::parts_of;

/// Longer headings are text, in characters.
const MAX_HEADLINE_CHARACTERS: usize = 300;

/// The headline of a page; none if it says nothing.
pub(crate) fn find(
    dom: &Dom<'_>,
    judged: &Judged,
    head: &Head<'_>,
    site: Option<&str>,
) -> Option<String> {
    let own = Publication::of(head, site);
    let told: Vec<String> = [
        head.linked.text("headline"),
        head.meta_text(&["og:title"]),
        head.meta_text(&["twitter:title", "dc.title", "title", "headline"]),
        head.title.clone(),
    ]
    .into_iter()
    .flatten()
    .map(|title| cut(&title, &own))
    .filter(|title| !title.is_empty())
    .collect();

    let headings: Vec<String> =
        headings::find(dom, judged, &told).into_iter().filter(|heading| !own.is(heading)).collect();
    let headline = head.linked.text("headline").map(|title| cut(&title, &own));
    let shared = head.meta_text(&["og:title"]).map(|title| cut(&title, &own));
    shown(&headings, &told, shared.as_deref())
        .map(|heading| with_kicker(heading, headline, shared.as_deref()))
        .or_else(|| told.first().cloned())
        .or_else(|| headings.into_iter().next())
}

/// The heading that agrees with what the head tells, without its kicker, unless the page is shared
/// with it: `shared` is what others see of it.
fn shown(headings: &[String], told: &[String], shared: Option<&str>) -> Option<String> {
    let least = if headings.len() == 1 { LEAST_AGREEMENT_ALONE } else { LEAST_AGREEMENT };
    let mut best: Option<(u32, &String)> = None;
    for heading in headings {
        let agreement = told.iter().map(|told| likeness(heading, told)).max().unwrap_or_default();
        if agreement >= least && best.is_none_or(|(known, _)| agreement > known) {
            best = Some((agreement, heading));
        }
    }
    if best.is_none() && headings.len() == 1 && told.is_empty() {
        return headings.first().cloned();
    }
    let (_, heading) = best?;
    let folded = fold(heading);
    if shared == Some(heading.as_str()) {
        return Some(heading.clone());
    }
    let without_kicker = told.iter().find(|told| {
        let told_folded = fold(told);
        told.split_whitespace().count() >= 4
            && folded != told_folded
            && folded.ends_with(&told_folded)
    });
    Some(without_kicker.unwrap_or(heading).clone())
}

/// The headline with the kicker that JSON-LD and the shared title put before it alike.
fn with_kicker(heading: String, headline: Option<String>, shared: Option<&str>) -> String {
    let Some(headline) = headline.filter(|headline| shared == Some(headline)) else {
        return heading;
    };
    let behind_kicker = headline.split_once(": ").map(|(_, behind)| fold(behind));
    if behind_kicker.is_some_and(|behind| behind == fold(&heading)) { headline } else { heading }
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
    let (a, b) = (crate::body::word_set(a), crate::body::word_set(b));
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 0;
    }
    u32::try_from(a.intersection(&b).count() * 100 / longer).unwrap_or(0)
}

#[cfg(test)]
mod tests;
