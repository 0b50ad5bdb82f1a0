//! The picture that stands for the article.

use serde_json::Value;
use url::Url;

use super::head::Head;
use crate::block::{Block, Image};
use crate::body::{absolute, words_of};
use crate::figure::{is_small_file, pixels};
use crate::whitespace::non_empty;

/// Where the head tells a picture, most believed first.
pub(super) const METAS: [&str; 5] =
    ["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"];

/// Pictures of one article in JSON-LD that are looked at.
const MAX_LINKED: usize = 10;

/// A picture of the text that is no wider is a face or a sign, in pixels.
const MOST_SMALL_WIDTH: u32 = 320;

/// The lead image: as the head tells, else the first picture of the text. One that looks like a logo or
/// a face leads only where there is no other.
pub(crate) fn find(head: &Head<'_>, base: &Url, blocks: &[Block]) -> Option<Image> {
    let mut told = from_metas(head, base);
    told.extend(from_linked(head, base));
    let figures: Vec<&Block> = blocks.iter().filter(|block| picture_of(block).is_some()).collect();
    let first = |wanted: fn(&Block) -> bool| {
        let figure = figures.iter().find(|figure| wanted(figure));
        figure.and_then(|figure| picture_of(figure)).cloned()
    };
    let telling = told.iter().find(|image| !is_stand_in(&image.address)).cloned();
    telling
        .or_else(|| first(is_of_article))
        .or_else(|| told.first().cloned())
        .or_else(|| first(|_| true))
}

/// The pictures that metas tell, each name's first that is an address.
fn from_metas(head: &Head<'_>, base: &Url) -> Vec<Image> {
    let image = |name: &&str| {
        let address = head.metas(name).find_map(|told| absolute(base, told))?;
        let is_first = name.starts_with("og:");
        let told = |names: &[&str]| is_first.then(|| head.meta(names)).flatten();
        let alt = if is_first { "og:image:alt" } else { "twitter:image:alt" };
        Some(Image {
            address,
            alt: head.meta(&[alt, "og:image:alt", "twitter:image:alt"]).and_then(non_empty),
            width: pixels(told(&["og:image:width"])),
            height: pixels(told(&["og:image:height"])),
        })
    };
    METAS.iter().filter_map(image).collect()
}

/// The pictures that JSON-LD tells.
fn from_linked(head: &Head<'_>, base: &Url) -> Vec<Image> {
    let told_image = head.linked.article().and_then(|article| article.get("image"));
    let mut told: Vec<&Value> = Vec::new();
    let mut open: Vec<&Value> = told_image.into_iter().collect();
    while let Some(value) = open.pop().filter(|_| told.len() < MAX_LINKED) {
        match value {
            Value::Array(values) => open.extend(values.iter().take(MAX_LINKED).rev()),
            value => told.push(value),
        }
    }
    told.into_iter().filter_map(|value| linked_image(head, base, value)).collect()
}

fn linked_image(head: &Head<'_>, base: &Url, value: &Value) -> Option<Image> {
    let picture = head.linked.picture(value);
    let told = |name: &str| picture.and_then(|picture| picture.get(name));
    let size = |name: &str| match told(name) {
        Some(Value::Number(size)) => size.as_u64().and_then(|size| u32::try_from(size).ok()),
        Some(Value::String(size)) => pixels(Some(size)),
        _ => None,
    };
    let address = head.linked.picture_address(value)?;
    let alt = told("caption").and_then(Value::as_str).and_then(non_empty);
    Some(Image {
        address: absolute(base, address)?,
        alt,
        width: size("width"),
        height: size("height"),
    })
}

fn picture_of(block: &Block) -> Option<&Image> {
    match block {
        Block::Figure { image, .. } => image.as_ref(),
        _ => None,
    }
}

/// Whether a figure shows what the article is about: it has a caption, or is larger than a face.
fn is_of_article(figure: &Block) -> bool {
    let Block::Figure { image: Some(image), caption, .. } = figure else { return false };
    let is_small = image.width.is_some_and(|width| width <= MOST_SMALL_WIDTH);
    let is_face = is_small || names(&image.address).any(|name| has(name, FACES));
    !is_stand_in(&image.address) && (caption.is_some() || !is_face)
}

/// Whether an address is that of a logo, or of what a site shows where it has no picture.
fn is_stand_in(address: &str) -> bool {
    is_small_file(address) || names(address).next().is_some_and(|name| has(name, STAND_INS))
}

/// The name of an address's file, and those of its folders.
fn names(address: &str) -> impl Iterator<Item = &str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').take(MAX_NAMES)
}

/// Parts of an address that are looked at, from its end.
const MAX_NAMES: usize = 8;

fn has(name: &str, words: &[&str]) -> bool {
    words_of(name).iter().any(|word| words.contains(&word.as_str()))
}

/// Words in the names of folders and files with people's faces.
const FACES: &[&str] = &[
    "staff",
    "author",
    "authors",
    "autor",
    "autoren",
    "avatars",
    "headshot",
    "headshots",
    "byline",
];

/// Words in the name of a file that stands for all articles without a picture.
const STAND_INS: &[&str] = &["default", "fallback", "favicon", "noimage", "nophoto"];

#[cfg(test)]
mod tests {
    use url::Url;

    use super::find;
    use crate::block::{Block, Image};
    use crate::dom::Dom;
    use crate::metadata::head::Head;
    use crate::parse::parse;

    #[test]
    fn a_picture_may_be_told_elsewhere_in_the_graph() {
        let html = r##"<script type="application/ld+json">{"@graph": [
            {"@type": "NewsArticle", "image": {"@id": "#img"}},
            {"@type": "ImageObject", "@id": "#img", "contentUrl": "/rain.jpg", "width": 640}]}
            </script>"##;
        let html = parse(html);
        let base = Url::parse("https://example.org/a").expect("an address");
        let image = find(&Head::of(&Dom::of(&html)), &base, &[]).expect("a picture");
        assert_eq!(image.address.as_str(), "https://example.org/rain.jpg");
        assert_eq!(image.width, Some(640));
    }

    #[test]
    fn the_next_meta_is_asked_where_one_tells_no_address() {
        let html = "<meta property=og:image content='data:image/gif;base64,R0'>
            <meta property=og:image:width content=1>
            <meta name=twitter:image content=/rain.jpg>";

        let image = image_of(html, &[]).expect("a picture");

        assert_eq!(image.address, "https://example.org/rain.jpg");
        assert_eq!(image.width, None);
    }

    #[test]
    fn a_logo_leads_only_where_nothing_else_does() {
        let logo = "<meta property=og:image content=/static/logo-default.png>";
        let figure = figure("/bridge-800.jpg", Some(800), Some("The old bridge."));

        let beside_figure = image_of(logo, &[figure]).expect("a picture");
        let alone = image_of(logo, &[]).expect("a picture");

        assert_eq!(beside_figure.address, "https://example.org/bridge-800.jpg");
        assert_eq!(alone.address, "https://example.org/static/logo-default.png");
    }

    #[test]
    fn a_face_does_not_lead_before_a_figure() {
        let face = || figure("/staff/ann.jpg", Some(300), None);
        let bridge = figure("/img/bridge.jpg", Some(800), Some("The old bridge."));

        let beside_figure = image_of("", &[face(), bridge]).expect("a picture");
        let alone = image_of("", &[face()]).expect("a picture");

        assert_eq!(beside_figure.address, "https://example.org/img/bridge.jpg");
        assert_eq!(alone.address, "https://example.org/staff/ann.jpg");
    }

    fn image_of(html: &str, blocks: &[Block]) -> Option<Image> {
        let html = parse(html);
        let base = Url::parse("https://example.org/a").expect("an address");
        find(&Head::of(&Dom::of(&html)), &base, blocks)
    }

    fn figure(path: &str, width: Option<u32>, caption: Option<&str>) -> Block {
        let address = format!("https://example.org{path}");
        let image = Some(Image { address, alt: None, width, height: width });
        Block::Figure { image, caption: caption.map(str::to_owned), credit: None }
    }
}
