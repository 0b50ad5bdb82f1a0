//! A picture of the text that no `figure` holds: with its caption beside it, or alone.
//!
//! Icons, portraits, pixels and the pictures of teasers are none: too small, called so, or linked to
//! another page. Where the page tells no size, a picture counts only between paragraphs.

use std::ops::Range;

use url::Url;

use super::{image_at, pixels, read, told};
use crate::block::Block;
use crate::body::{Judged, words_of};
use crate::dom::{Dom, Node};
use crate::tag::Tag;

/// A smaller picture shows nothing of an article, in pixels.
const LEAST_WIDTH: u32 = 200;
const LEAST_HEIGHT: u32 = 100;

/// A container of a picture and its caption is so near, in elements, and says no more: in lines, in
/// width, in nodes that are looked at.
const CONTAINER_STEPS: usize = 4;
const CAPTION_LINES: usize = 4;
const CAPTION_WIDTH: u32 = 500;
const CONTAINER_NODES: usize = 60;

/// How far above a picture its names and its link are looked for, in elements.
const NAMES_STEPS: usize = 4;

/// Words in the names of elements whose pictures are no part of the text.
const SMALL_WORDS: &[&str] = &[
    "author", "profile", "flag", "badge", "button", "ad", "ads", "banner", "share", "social", "qr",
    "tracker", "tracking",
];

/// Words in these names and in the addresses of pictures without a size.
const SMALL_FILES: &[&str] = &[
    "icon",
    "icons",
    "logo",
    "avatar",
    "gravatar",
    "emoji",
    "smiley",
    "pixel",
    "spacer",
    "sprite",
    "spinner",
    "loader",
    "placeholder",
    "blank",
];

/// Endings of addresses that lead to the picture itself.
const PICTURE_ENDINGS: &[&str] = &[".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

/// What a page tells of a picture's size.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Small,
    Untold,
    Large,
}

/// The picture of an `img`, and the nodes that it takes, its caption included. `in_text`: whether it
/// stands between the first line of the text and the last.
pub(crate) fn beside_text(
    dom: &Dom<'_>,
    judged: &Judged,
    place: usize,
    base: &Url,
    in_text: bool,
) -> Option<(Range<usize>, Block)> {
    let node = &dom.nodes[place];
    let size = size(node);
    let is_named_small = size == Size::Untold && file_says_small(node);
    if size == Size::Small || is_named_small || is_called_small(dom, judged, place) {
        return None;
    }
    if let Some(container) = container(dom, judged, place) {
        return Some((dom.subtree(container), read(dom, judged, container, base)?));
    }
    if let Some((nodes, caption)) = caption_below(dom, judged, place) {
        let (caption, credit) = told(dom, Some(caption), dom.subtree(caption));
        let image = image_at(dom, place, base);
        return Some((nodes, Block::Figure { image, caption, credit }));
    }
    let image = image_at(dom, place, base)?;
    let is_large = size == Size::Large || (in_text && stands_alone(dom, judged, place));
    let is_drawing = size == Size::Untold && ends_with(&image.address, &[".gif", ".svg"]);
    let is_own = is_large && !is_drawing && !leads_elsewhere(dom, place);
    let figure = Block::Figure { image: Some(image), caption: None, credit: None };
    is_own.then_some((dom.subtree(place), figure))
}

/// Whether a `figure` shows a picture of the article, by its size and its names.
pub(crate) fn is_of_article(dom: &Dom<'_>, judged: &Judged, figure: usize) -> bool {
    let image = dom.subtree(figure).find(|at| dom.nodes[*at].tag == Tag::Img);
    image.is_some_and(|image| {
        let node = &dom.nodes[image];
        let size = size(node);
        let is_small = size == Size::Small || size == Size::Untold && file_says_small(node);
        !is_small && !is_called_small(dom, judged, image) && !leads_elsewhere(dom, image)
    })
}

fn size(node: &Node<'_>) -> Size {
    let told = |name| pixels(node.attribute(name));
    let is_below = |name, least| told(name).is_some_and(|pixels| pixels < least);
    // Of a picture that fills its place the attributes tell the shape.
    let is_shape = matches!(node.attribute("layout"), Some("responsive" | "fill" | "intrinsic"));
    if is_below("width", LEAST_WIDTH) || is_below("height", LEAST_HEIGHT) {
        return if is_shape { Size::Untold } else { Size::Small };
    }
    if told("width").is_some() || told("height").is_some() || is_wide(node) {
        return Size::Large;
    }
    Size::Untold
}

/// Whether a picture is offered in the width of a text.
fn is_wide(node: &Node<'_>) -> bool {
    let offered = ["srcset", "data-srcset"].iter().filter_map(|name| node.attribute(name));
    let mut widths = offered
        .flat_map(|set| set.split_whitespace())
        .filter_map(|part| part.trim_end_matches(',').strip_suffix('w')?.parse::<u32>().ok());
    widths.any(|width| width >= 2 * LEAST_WIDTH)
}

/// Whether the names of a picture, or of an element around it alone, say that it is no part of the
/// text.
fn is_called_small(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    let around = dom.ancestors(place).take(NAMES_STEPS);
    let alone = around.take_while(|at| judged.lines_of(dom, *at).is_empty());
    std::iter::once(place).chain(alone).any(|at| {
        let hints = judged.hints[at];
        let by_hints = hints.around || hints.comments || hints.hidden || hints.small_print;
        let node = &dom.nodes[at];
        by_hints
            || matches!(node.tag, Tag::Aside | Tag::Nav | Tag::Footer | Tag::Button | Tag::Header)
            || ["class", "id"].iter().any(|name| says_small(node.attribute(name)))
    })
}

fn says_small(names: Option<&str>) -> bool {
    let names = names.unwrap_or_default().split_ascii_whitespace().take(20);
    let is_small = |word: &str| SMALL_WORDS.contains(&word) || SMALL_FILES.contains(&word);
    names.flat_map(words_of).any(|word| is_small(&word))
}

fn file_says_small(node: &Node<'_>) -> bool {
    let address = node.attribute("data-src").or_else(|| node.attribute("src"));
    is_small_file(address.unwrap_or_default())
}

/// Whether the name of a picture's file says that it is a logo, a face, or nothing at all.
pub(crate) fn is_small_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    words_of(name).iter().any(|word| SMALL_FILES.contains(&word.as_str()))
}

/// The nearest element around a picture that says nothing but its caption.
fn container(dom: &Dom<'_>, judged: &Judged, place: usize) -> Option<usize> {
    let mut around = dom.ancestors(place).take(CONTAINER_STEPS);
    let speaking = around.find(|at| !judged.lines_of(dom, *at).is_empty())?;
    let lines = judged.lines_of(dom, speaking);
    let is_short = lines.len() <= CAPTION_LINES && judged.width(&lines) <= CAPTION_WIDTH;
    let is_caption = |at: &usize| judged.hints[*at].caption && judged.lines_of(dom, *at) == lines;
    let mut within = dom.subtree(speaking).take(CONTAINER_NODES);
    (is_short && within.any(|at| is_caption(&at))).then_some(speaking)
}

/// Where the element behind a picture is called its caption: the nodes of both, and the caption.
fn caption_below(dom: &Dom<'_>, judged: &Judged, place: usize) -> Option<(Range<usize>, usize)> {
    let around = std::iter::once(place).chain(dom.ancestors(place)).take(CONTAINER_STEPS);
    let alone = around.take_while(|at| judged.lines_of(dom, *at).is_empty()).last()?;
    let behind = dom.nodes[alone].end;
    let end = dom.nodes[dom.nodes[alone].parent].end;
    let caption =
        (behind..end).find(|at| dom.nodes[*at].element.is_some() || !is_blank(dom, *at))?;
    let lines = judged.lines_of(dom, caption);
    let is_short = lines.len() <= CAPTION_LINES && judged.width(&lines) <= CAPTION_WIDTH;
    let is_caption = judged.hints[caption].caption && dom.nodes[caption].tag.is_block();
    (is_short && is_caption && !lines.is_empty())
        .then(|| (dom.subtree(alone).start..dom.nodes[caption].end, caption))
}

fn is_blank(dom: &Dom<'_>, at: usize) -> bool {
    dom.nodes[at].text.trim().is_empty()
}

/// Whether nothing is said in the block around a picture.
fn stands_alone(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    let block = dom.ancestors(place).find(|at| dom.nodes[*at].tag.is_block());
    block.is_some_and(|block| judged.lines_of(dom, block).is_empty())
}

/// Whether a picture is linked to something else than itself in its full size.
fn leads_elsewhere(dom: &Dom<'_>, place: usize) -> bool {
    let link = dom.ancestors(place).take(NAMES_STEPS).find(|at| dom.nodes[*at].tag == Tag::A);
    let href = link.and_then(|link| dom.nodes[link].attribute("href"));
    href.is_some_and(|href| !ends_with(href, PICTURE_ENDINGS) && !href.contains("attachment"))
}

fn ends_with(address: &str, endings: &[&str]) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    endings.iter().any(|ending| path.ends_with(ending))
}
