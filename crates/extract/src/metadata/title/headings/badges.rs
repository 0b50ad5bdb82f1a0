//! Headings with a badge in them: `<span class=badge>Live</span>Rain falls`.

use crate::body::words_of;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::{fold, non_empty};

/// Longer elements are more than a badge, in characters.
const MAX_BADGE_CHARACTERS: usize = 30;

/// Words in the class of what stands in a heading beside the headline.
const BADGES: [&str; 11] = [
    "badge", "badges", "label", "labels", "pill", "chip", "flag", "sticker", "marker", "live",
    "tag",
];

/// The text of a heading without the badge at its start or end, if the head tells the rest as a
/// title; else with spaces around it, which the page's style sheet shows.
pub(super) fn text_beside(dom: &Dom<'_>, heading: usize, told: &[String]) -> Option<String> {
    let whole = with_spaced_kicker(dom, heading);
    let Some(badge) = badge_of(dom, heading) else { return non_empty(&whole) };
    let rest = dom.text_where(heading, |at| at != badge);
    if !told.contains(&whole) && is_told(&rest, &dom.text(badge), told) {
        return Some(rest);
    }
    if is_called_badge(dom, badge) { spaced(dom, heading, badge) } else { non_empty(&whole) }
}

/// The text of a heading; behind the colon of a kicker in an element of its own there is a space.
fn with_spaced_kicker(dom: &Dom<'_>, heading: usize) -> String {
    let whole = dom.text(heading);
    let texts = dom.subtree(heading).map(|at| dom.nodes[at].text).filter(|text| !text.is_empty());
    let texts: Vec<&str> = texts.collect();
    let glued = texts
        .windows(2)
        .find(|pair| pair[0].ends_with(':') && pair[1].starts_with(char::is_alphabetic));
    let Some([kicker, rest]) = glued else { return whole };
    let (kicker, rest) = (kicker.trim_start(), rest.trim_end());
    whole.replacen(&format!("{kicker}{rest}"), &format!("{kicker} {rest}"), 1)
}

/// Whether the head tells a headline as a title, be it with the badge.
fn is_told(headline: &str, badge: &str, told: &[String]) -> bool {
    let (headline, badge) = (fold(headline), fold(badge));
    let is_it = |title: &String| {
        let title = fold(title);
        let label = title.strip_suffix(&headline).or_else(|| title.strip_prefix(&headline));
        label.is_some_and(|label| label.is_empty() || label == badge)
    };
    !headline.is_empty() && told.iter().any(is_it)
}

/// The short inline element that begins or ends a heading, and is called a badge or touches the next
/// word with a capital.
fn badge_of(dom: &Dom<'_>, heading: usize) -> Option<usize> {
    let has_text = |at: &usize| !dom.nodes[*at].text.trim().is_empty();
    let first = dom.subtree(heading).find(has_text)?;
    let last = dom.subtree(heading).rev().find(has_text)?;
    // The innermost element around the whole text, and what begins and ends it.
    let around = dom.ancestors(first).find(|at| dom.subtree(*at).contains(&last))?;
    let [begins, ends] = [first, last].map(|text| {
        let mut path = std::iter::once(text).chain(dom.ancestors(text));
        path.find(|at| dom.nodes[*at].parent == around)
    });
    let begins = begins.filter(|at| is_small(dom, *at));
    let ends = ends.filter(|at| is_small(dom, *at) && is_called_badge(dom, *at));
    begins.filter(|at| is_called_badge(dom, *at) || is_glued(dom, *at)).or(ends)
}

fn is_small(dom: &Dom<'_>, place: usize) -> bool {
    let node = &dom.nodes[place];
    let is_inline = node.element.is_some() && !node.tag.is_block() && node.tag != Tag::Br;
    let is_short = || dom.text(place).chars().count() <= MAX_BADGE_CHARACTERS;
    is_inline && !node.tag.is_silent() && is_short()
}

fn is_called_badge(dom: &Dom<'_>, place: usize) -> bool {
    let class = dom.nodes[place].attribute("class").unwrap_or_default();
    words_of(class).iter().any(|word| BADGES.contains(&word.as_str()))
}

/// Whether a word with a capital follows an element of several letters without a space between them.
fn is_glued(dom: &Dom<'_>, place: usize) -> bool {
    let node = &dom.nodes[place];
    let Some(next) = dom.nodes.get(node.end) else { return false };
    let last = dom.nodes[node.end - 1].text;
    last.ends_with(char::is_alphabetic)
        && last.chars().nth(1).is_some()
        && next.text.starts_with(char::is_uppercase)
}

/// The text of a heading, its badge parted from the rest by spaces.
fn spaced(dom: &Dom<'_>, heading: usize, badge: usize) -> Option<String> {
    let (label, rest) = (dom.text(badge), dom.text_where(heading, |at| at != badge));
    let has_text = |at: usize| !dom.nodes[at].text.trim().is_empty();
    let begins = !(heading..badge).any(has_text);
    non_empty(&if begins { format!("{label} {rest}") } else { format!("{rest} {label}") })
}
