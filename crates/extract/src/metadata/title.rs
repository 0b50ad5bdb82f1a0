//! The headline: what stands above the text, without the site's name.

use super::head::Head;
use super::publication::Publication;
use crate::body::Judged;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::{fold, non_empty};

/// Longer headings are text, in characters.
const MAX_HEADLINE_CHARACTERS: usize = 300;

/// What parts a headline from the site's name in titles.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • "];

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
        headings(dom, judged, &told).into_iter().filter(|heading| !own.is(heading)).collect();
    let headline = head.linked.text("headline").map(|title| cut(&title, &own));
    let shared = head.meta_text(&["og:title"]).map(|title| cut(&title, &own));
    shown(&headings, &told, shared.as_deref())
        .map(|heading| with_kicker(heading, headline, shared.as_deref()))
        .or_else(|| told.first().cloned())
        .or_else(|| headings.into_iter().next())
}

/// The page's main headings in reading order.
fn headings(dom: &Dom<'_>, judged: &Judged, told: &[String]) -> Vec<String> {
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

/// The parts of a title between separators.
fn parts_of(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    std::iter::from_fn(move || {
        let text = rest?;
        let first = SEPARATORS
            .iter()
            .filter_map(|separator| text.split_once(separator))
            .min_by_key(|(before, _)| before.len());
        rest = first.map(|(_, after)| after);
        Some(first.map_or(text, |(before, _)| before))
    })
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

/// Cuts the publication's name off both ends of a title.
pub(crate) fn cut(title: &str, own: &Publication) -> String {
    let title = cut_tail(title, own);
    let first = SEPARATORS
        .iter()
        .filter_map(|separator| title.split_once(separator))
        .min_by_key(|(before, _)| before.len());
    match first {
        Some((before, after)) if own.is(before) => after.trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn cut_tail<'t>(title: &'t str, own: &Publication) -> &'t str {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some((at, separator)) = last_separator(title) else { break };
        let (before, after) = title.split_at(at);
        let tail = after.strip_prefix(separator).unwrap_or_default();
        let looks_like_site = tail.split_whitespace().count() <= 4
            && before.split_whitespace().count() >= 4
            && (separator == " | "
                || tail.contains(".com")
                || tail.split_whitespace().count() <= 2);
        if before.trim().is_empty() || !(own.is_named_by(tail) || looks_like_site) {
            break;
        }
        title = before.trim();
    }
    title
}

fn last_separator(title: &str) -> Option<(usize, &'static str)> {
    SEPARATORS
        .iter()
        .filter_map(|separator| title.rfind(separator).map(|at| (at, *separator)))
        .max_by_key(|(at, _)| *at)
}

#[cfg(test)]
mod tests;
