//! Pictures in the text: address, size, caption, credit.

mod credit;
mod picture;

use std::ops::Range;

use url::Url;

use crate::block::{Block, Image};
use crate::body::{Judged, absolute};
use crate::dom::{Dom, Node};
use crate::tag::Tag;
use crate::whitespace::non_empty;

pub(crate) use picture::{beside_text, is_of_article, is_small_file};

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
    let (caption, credit) = told(dom, words, dom.subtree(place));
    (image.is_some() || caption.is_some()).then_some(Block::Figure { image, caption, credit })
}

/// Caption and credit: the words of an element, without the credit that has an element among `nodes`.
fn told(
    dom: &Dom<'_>,
    words: Option<usize>,
    mut nodes: Range<usize>,
) -> (Option<String>, Option<String>) {
    let credit_at = nodes.find(|at| is_credit(&dom.nodes[*at]));
    let caption = words
        .map(|at| dom.text_where(at, |inner| Some(inner) != credit_at))
        .and_then(|caption| non_empty(&caption));
    let credit = credit_at.and_then(|at| credit::of_element(&dom.text(at)));
    match (caption, credit) {
        (Some(caption), None) => credit::split(&caption),
        // The caption's own element is called a credit, and may hold both.
        (Some(caption), Some(_)) if words == credit_at => credit::split_called(&caption),
        told => told,
    }
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

/// Attributes that tell a picture's address, the largest and the latest first: what is shown until a
/// picture is loaded stands in `src`, and a small one may stand in `data-src`.
const ADDRESSES: [&str; 6] =
    ["data-srcset", "data-src", "data-original", "data-lazy-src", "srcset", "src"];

fn address_of(node: &Node<'_>, base: &Url) -> Option<String> {
    ADDRESSES.iter().find_map(|name| {
        let value = node.attribute(name)?;
        let first = if name.ends_with("srcset") { largest(value)? } else { value };
        absolute(base, first)
    })
}

/// The address with the largest descriptor of a `srcset`. Between two candidates the space may lack.
fn largest(srcset: &str) -> Option<&str> {
    let mut largest: Option<(f32, &str)> = None;
    let mut address = "";
    for word in srcset.split_whitespace() {
        let (size, next) =
            word.split_once(',').filter(|(size, _)| is_size(size)).unwrap_or((word, ""));
        if address.is_empty() || !is_size(size) {
            address = word.trim_end_matches(',');
            if word.ends_with(',') {
                take_larger(&mut largest, 1.0, std::mem::take(&mut address));
            }
            continue;
        }
        take_larger(&mut largest, size_of(size), address);
        address = next;
    }
    if !address.is_empty() {
        take_larger(&mut largest, 1.0, address);
    }
    largest.map(|(_, address)| address)
}

fn take_larger<'s>(largest: &mut Option<(f32, &'s str)>, size: f32, address: &'s str) {
    if largest.is_none_or(|(known, _)| size >= known) {
        *largest = Some((size, address));
    }
}

/// Whether a word is the descriptor of a size: `300w`, `1.5x`.
fn is_size(word: &str) -> bool {
    word.strip_suffix(['w', 'x', 'h']).is_some_and(|number| number.parse::<f32>().is_ok())
}

fn size_of(word: &str) -> f32 {
    word.trim_end_matches(['w', 'x', 'h']).parse().unwrap_or(0.0)
}

/// A size in pixels as an attribute gives it.
pub(crate) fn pixels(value: Option<&str>) -> Option<u32> {
    value?.trim().trim_end_matches("px").parse().ok().filter(|pixels| *pixels > 0)
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn the_largest_of_a_set_is_found_however_it_is_written() {
        assert_eq!(largest("a.jpg 300w, b.jpg 1200w, c.jpg 600w"), Some("b.jpg"));
        assert_eq!(largest("a.jpg 300w,b.jpg 1200w"), Some("b.jpg"));
        assert_eq!(largest("a.jpg, b.jpg 2x"), Some("b.jpg"));
        assert_eq!(
            largest("/w_300,c_fill/a.jpg 300w, /w_900,c_fill/a.jpg 900w"),
            Some("/w_900,c_fill/a.jpg")
        );
        assert_eq!(largest("a.jpg"), Some("a.jpg"));
        assert_eq!(largest(" "), None);
    }
}
