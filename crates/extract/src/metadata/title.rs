//! The headline: what stands above the text, without the site's name.

use super::head::Head;
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
    let told: Vec<String> = [
        head.linked.text("headline"),
        head.meta_text(&["og:title"]),
        head.meta_text(&["twitter:title", "dc.title", "title", "headline"]),
        head.title.clone(),
    ]
    .into_iter()
    .flatten()
    .map(|title| without_site(&title, site))
    .filter(|title| !title.is_empty())
    .collect();

    let headings = headings(dom, judged);
    shown(&headings, &told)
        .or_else(|| told.first().cloned())
        .or_else(|| headings.into_iter().next())
}

/// The page's main headings in reading order.
fn headings(dom: &Dom<'_>, judged: &Judged) -> Vec<String> {
    let mut found = Vec::new();
    for (place, node) in dom.nodes.iter().enumerate() {
        let is_main = node.tag == Tag::H(1) || node.attribute("itemprop") == Some("headline");
        if !is_main || node.element.is_none() || judged.hints[place].hidden {
            continue;
        }
        let is_headline = |at: usize| !judged.hints[at].small_print;
        let text = non_empty(&dom.text_where(place, is_headline));
        found.extend(text.filter(|text| text.chars().count() <= MAX_HEADLINE_CHARACTERS));
        if found.len() == 10 {
            break;
        }
    }
    found
}

/// The heading that agrees with what the head tells, without its kicker.
fn shown(headings: &[String], told: &[String]) -> Option<String> {
    let least = if headings.len() == 1 { LEAST_AGREEMENT_ALONE } else { LEAST_AGREEMENT };
    let mut best: Option<(u32, &String)> = None;
    for heading in headings {
        let agreement = told.iter().map(|told| agreement(heading, told)).max().unwrap_or_default();
        if agreement >= least && best.is_none_or(|(known, _)| agreement > known) {
            best = Some((agreement, heading));
        }
    }
    if best.is_none() && headings.len() == 1 && told.is_empty() {
        return headings.first().cloned();
    }
    let (_, heading) = best?;
    let folded = fold(heading);
    let without_kicker = told.iter().find(|told| {
        let told_folded = fold(told);
        told.split_whitespace().count() >= 4
            && folded != told_folded
            && folded.ends_with(&told_folded)
    });
    Some(without_kicker.unwrap_or(heading).clone())
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

/// Cuts the site's name off a title.
pub(crate) fn without_site(title: &str, site: Option<&str>) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some((at, separator)) = last_separator(title) else { break };
        let (before, after) = title.split_at(at);
        let tail = after.strip_prefix(separator).unwrap_or_default();
        let names_site = site.is_some_and(|site| is_name_of(tail, site));
        let looks_like_site = tail.split_whitespace().count() <= 4
            && before.split_whitespace().count() >= 4
            && (separator == " | "
                || tail.contains(".com")
                || tail.split_whitespace().count() <= 2);
        if before.trim().is_empty() || !(names_site || looks_like_site) {
            break;
        }
        title = before.trim();
    }
    title.to_owned()
}

fn last_separator(title: &str) -> Option<(usize, &'static str)> {
    SEPARATORS
        .iter()
        .filter_map(|separator| title.rfind(separator).map(|at| (at, *separator)))
        .max_by_key(|(at, _)| *at)
}

fn is_name_of(tail: &str, site: &str) -> bool {
    let (tail, site) = (fold(tail), fold(site));
    !tail.is_empty()
        && (tail == site || (tail.len() > 3 && (site.contains(&tail) || tail.contains(&site))))
}

#[cfg(test)]
mod tests {
    use super::without_site;

    #[test]
    fn the_name_of_the_site_is_cut_off() {
        assert_eq!(
            without_site("Rain falls | Politics | The Daily", Some("The Daily")),
            "Rain falls | Politics"
        );
        assert_eq!(
            without_site("Rain falls on the plain - BBC News", Some("BBC News")),
            "Rain falls on the plain"
        );
        assert_eq!(
            without_site("Rain – snow – and hail in the mountains", None),
            "Rain – snow – and hail in the mountains"
        );
    }
}
