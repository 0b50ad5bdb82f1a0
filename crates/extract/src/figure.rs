//! Pictures in the text: address, size, caption, credit.

mod credit;
mod picture;

use url::Url;

use crate::block::{Block, Image};
use crate::body::{Judged, absolute};
use crate::dom::{Dom, Node};
use crate::tag::Tag;
use crate::whitespace::non_empty;

pub(crate) use picture::{beside_text, is_small_file};

/// Whether a text ends or begins with who made a picture.
pub(crate) fn has_credit(text: &str) -> bool {
    credit::split(text).1.is_some()
}

/// A `figure` element, or what stands for one, as a block; none if it has neither picture nor caption.
pub(crate) fn read(dom: &Dom<'_>, judged: &Judged, place: usize, base: &Url) -> Option<Block> {
    let image = dom.subtree(place).find_map(|at| image_at(dom, at, base));
    let words = dom.subtree(place).find(|at| {
        dom.nodes[*at].tag == Tag::Figcaption || (*at != place && judged.hints[*at].caption)
    });
    let credit_at = dom.subtree(place).find(|at| is_credit(&dom.nodes[*at]));
    let caption = words
        .map(|at| dom.text_where(at, |inner| Some(inner) != credit_at))
        .and_then(|caption| non_empty(&caption));
    let credit = credit_at.and_then(|at| credit::of_element(&dom.text(at)));
    let (caption, credit) = match (caption, credit) {
        (Some(caption), None) => credit::split(&caption),
        // The caption's own element is called a credit, and may hold both.
        (Some(caption), Some(_)) if words == credit_at => credit::split_called(&caption),
        told => told,
    };
    (image.is_some() || caption.is_some()).then_some(Block::Figure { image, caption, credit })
}

fn is_credit(node: &Node<'_>) -> bool {
    let class = node.attribute("class").unwrap_or_default().to_ascii_lowercase();
    ["credit", "copyright", "attribution"].iter().any(|word| class.contains(word))
}

/// The picture of an `img`: its own address, or the first that the `picture` around it offers.
fn image_at(dom: &Dom<'_>, place: usize, base: &Url) -> Option<Image> {
    let node = &dom.nodes[place];
    if node.tag != Tag::Img {
        return None;
    }
    let offered = || {
        let around = dom.ancestors(place).take(1).find(|at| dom.nodes[*at].tag == Tag::Picture)?;
        let mut sources = dom.subtree(around).map(|at| &dom.nodes[at]);
        sources.find_map(|node| address_of(node, base).filter(|_| node.tag == Tag::Source))
    };
    Some(Image {
        address: address_of(node, base).or_else(offered)?,
        alt: node.attribute("alt").and_then(non_empty),
        width: pixels(node.attribute("width")),
        height: pixels(node.attribute("height")),
    })
}

fn address_of(node: &Node<'_>, base: &Url) -> Option<String> {
    let late = ["data-src", "data-original", "data-lazy-src", "data-srcset", "srcset", "src"];
    late.iter().find_map(|name| {
        let value = node.attribute(name)?;
        let first = if name.ends_with("srcset") { largest(value)? } else { value };
        absolute(base, first)
    })
}

/// The address with the largest descriptor of a `srcset`.
fn largest(srcset: &str) -> Option<&str> {
    srcset
        .split(", ")
        .filter_map(|candidate| {
            let mut parts = candidate.split_whitespace();
            let address = parts.next()?.trim_end_matches(',');
            let size = parts.next().unwrap_or("1x").trim_end_matches(['w', 'x', ',']);
            Some((size.parse::<f32>().unwrap_or(0.0), address))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, address)| address)
}

/// A size in pixels as an attribute gives it.
pub(crate) fn pixels(value: Option<&str>) -> Option<u32> {
    value?.trim().trim_end_matches("px").parse().ok().filter(|pixels| *pixels > 0)
}
