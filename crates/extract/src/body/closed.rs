//! What a page says where the free part of its text ends: an offer to subscribe or to sign in.
//!
//! Such a sentence alone proves little, as pages with their whole text have it too, in a corner. So
//! it counts right behind the text, and of a text that is short.

use super::{Body, Layout};
use crate::dom::Dom;
use crate::list::lists;

lists! { "lines":
    /// Parts of an offer to subscribe or to sign in for the rest of a text.
    OFFERS = "offers";
    /// What is said of a text that is for subscribers alone.
    BADGES = "badges";
}

/// An offer is looked for in so many lines behind the text, and at its end.
const LINES_BEHIND: usize = 6;
const LAST_LINES: usize = 4;

/// A line that says more is no offer, in bytes.
const MAX_LINE_BYTES: usize = 400;

/// A longer line that has the words of a badge is text ("It unlocks the full potential of …"), in bytes.
const MAX_BADGE_BYTES: usize = 120;

/// Whether the page goes on with an offer where the text ends.
pub(crate) fn ends_with_offer(dom: &Dom<'_>, layout: &Layout, body: &Body) -> bool {
    let Some(last) = body.last_line else { return false };
    let behind = layout.lines.get(last + 1..).unwrap_or_default();
    let told = |nodes: &std::ops::Range<usize>| {
        let nodes = dom.nodes.get(nodes.clone()).unwrap_or_default();
        nodes.iter().map(|node| node.text).collect::<String>()
    };
    behind.iter().take(LINES_BEHIND).any(|line| is_offer(&told(&line.nodes)))
}

/// Drops what stands behind an offer at the end of the chosen lines, and the offer itself, whether
/// it was chosen or not.
pub(super) fn drop_offer<'t>(chosen: &mut Vec<usize>, text: impl Fn(usize) -> &'t str) {
    let first = chosen.len().saturating_sub(LAST_LINES);
    let ending = chosen.get(first..).unwrap_or_default();
    let offers = |pair: &[usize]| (pair[0] + 1..=pair[1]).any(|line| is_offer(text(line)));
    if let Some(at) = ending.windows(2).position(offers) {
        chosen.truncate(first + at + 1);
    }
}

/// Whether a line offers to subscribe or to sign in for the rest of the text.
pub(crate) fn is_offer(text: &str) -> bool {
    if text.len() > MAX_LINE_BYTES {
        return false;
    }
    let lower = text.to_lowercase();
    let is_badge = || text.len() <= MAX_BADGE_BYTES && BADGES.iter().any(|it| lower.contains(it));
    OFFERS.iter().any(|offer| lower.contains(offer)) || is_badge()
}

#[cfg(test)]
mod tests {
    use super::is_offer;

    #[test]
    fn offers_are_told_from_news_of_subscriptions() {
        assert!(is_offer("Subscribers only"));
        assert!(is_offer(
            "Il vous reste 70 % de cet article à lire. La suite est réservée aux abonnés."
        ));
        assert!(is_offer(
            "To continue reading, sign in or become a member of the club of our readers."
        ));
        assert!(!is_offer(
            "The harbour, he said, could unlock the full potential of the valley if only the council \
             were to build the railway that was promised in 1911."
        ));
    }
}
