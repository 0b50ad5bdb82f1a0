//! The sentence or two between headline and text.

use super::credits::is_credit;
use super::head::Head;
use super::title::agreement;
use crate::body::{Judged, words_of};
use crate::dom::Dom;
use crate::figure;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Share of words in common of what is told twice, in percent.
const LEAST_AGREEMENT: u32 = 60;

/// Shorter is a label, longer is text; in characters.
const CHARACTERS: std::ops::RangeInclusive<usize> = 40..=600;

/// How far above a line its picture may be, itself counted.
const CAPTION_DEPTH: usize = 4;

/// How many nodes of a box with one line are looked at for what that line is.
const CAPTION_NODES: usize = 30;

/// The standfirst as the page shows it: what the head tells too, or is called so, or else the heading
/// right below the headline.
pub(crate) fn find(
    dom: &Dom<'_>,
    judged: &Judged,
    head: &Head<'_>,
    title: &str,
    first_text: usize,
) -> Option<String> {
    let told = head.meta_text(&["og:description", "description", "twitter:description"]);
    let headline = headline(dom);
    let mut below = None;
    for place in headline.unwrap_or(0)..first_text.min(dom.nodes.len()) {
        let Some(text) = sentence_at(dom, judged, place) else { continue };
        let is_told = told.as_ref().is_some_and(|told| agreement(told, &text) >= LEAST_AGREEMENT);
        if is_told || judged.hints[place].standfirst {
            return Some(text);
        }
        let is_below = |headline| is_right_below(dom, judged, headline, place);
        if headline.is_some_and(is_below) && !fold(&text).contains(&fold(title)) {
            below = below.or(Some(text));
        }
    }
    // Where the main heading is the site's name, the headline stands below it.
    let is_headline = |at: usize| agreement(&dom.text(at), title) >= LEAST_AGREEMENT;
    below.filter(|_| headline.is_some_and(is_headline))
}

/// The line of a block that may be a standfirst.
fn sentence_at(dom: &Dom<'_>, judged: &Judged, place: usize) -> Option<String> {
    let node = &dom.nodes[place];
    // Names may have removed it: "teaser", "intro".
    let is_line = node.tag.is_block()
        && node.tag != Tag::H(1)
        && !judged.hints[place].hidden
        && judged.lines_of(dom, place).len() == 1;
    let text = is_line.then(|| dom.text(place))?;
    let is_sentence = CHARACTERS.contains(&text.chars().count())
        && !is_caption(dom, judged, place)
        && !is_gate(dom, place)
        && !figure::has_credit(&text)
        && !is_credit(&dom.spaced(dom.subtree(place)), &[]);
    is_sentence.then_some(text)
}

/// A picture's words, which the head may repeat.
fn is_caption(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    let says_so = |at: usize| judged.hints[at].caption || dom.nodes[at].tag == Tag::Figure;
    let mut around = std::iter::once(place).chain(dom.ancestors(place)).take(CAPTION_DEPTH);
    let mut within = dom.subtree(place).take(CAPTION_NODES);
    around.any(says_so) || within.any(says_so)
}

/// What stands before a text that has to be paid for, or asks for something else.
fn is_gate(dom: &Dom<'_>, place: usize) -> bool {
    let mut around = std::iter::once(place).chain(dom.ancestors(place)).take(GATE_DEPTH);
    around.any(|at| {
        let node = &dom.nodes[at];
        let names = [node.attribute("class"), node.attribute("id")];
        let words = names.into_iter().flatten().flat_map(words_of);
        !matches!(node.tag, Tag::Body | Tag::Html | Tag::Main | Tag::Article)
            && words.take(GATE_WORDS).any(|word| GATES.contains(&word.as_str()))
    })
}

/// Words in the names of what asks to pay, to sign in or to subscribe.
const GATES: [&str; 10] = [
    "paywall",
    "gate",
    "gating",
    "regwall",
    "overlay",
    "offer",
    "subscribe",
    "upsell",
    "newsletter",
    "signup",
];

/// How far above a line it may be called so, itself counted, and how many words of names are read.
const GATE_DEPTH: usize = 3;
const GATE_WORDS: usize = 40;

/// A heading in the line behind that of the headline, and no link.
fn is_right_below(dom: &Dom<'_>, judged: &Judged, headline: usize, place: usize) -> bool {
    let [above, lines] = [headline, place].map(|at| judged.lines_of(dom, at));
    matches!(dom.nodes[place].tag, Tag::H(2..=4))
        && above.end == lines.start
        && judged.linked(&lines) == 0
}

fn headline(dom: &Dom<'_>) -> Option<usize> {
    dom.nodes.iter().position(|node| node.tag == Tag::H(1))
}
