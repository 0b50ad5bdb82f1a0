//! The picture that stands for the article.

use serde_json::Value;
use url::Url;

use super::head::Head;
use crate::block::{Block, Image};
use crate::body::absolute;
use crate::figure::pixels;
use crate::whitespace::non_empty;

/// The lead image: as the head tells, else the first picture of the text.
pub(crate) fn find(head: &Head<'_>, base: &Url, blocks: &[Block]) -> Option<Image> {
    from_metas(head, base).or_else(|| from_linked(head, base)).or_else(|| first_figure(blocks))
}

fn from_metas(head: &Head<'_>, base: &Url) -> Option<Image> {
    let told = head.meta(&[
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
        "twitter:image:src",
    ])?;
    Some(Image {
        address: absolute(base, told)?,
        alt: head.meta(&["og:image:alt", "twitter:image:alt"]).and_then(non_empty),
        width: pixels(head.meta(&["og:image:width"])),
        height: pixels(head.meta(&["og:image:height"])),
    })
}

fn from_linked(head: &Head<'_>, base: &Url) -> Option<Image> {
    let mut value = head.linked.article()?.get("image")?;
    while let Value::Array(values) = value {
        value = values.first()?;
    }
    let size = |name: &str| match value.get(name) {
        Some(Value::Number(size)) => size.as_u64().and_then(|size| u32::try_from(size).ok()),
        Some(Value::String(size)) => pixels(Some(size)),
        _ => None,
    };
    let address = value.as_str().or_else(|| value.get("url").and_then(Value::as_str))?;
    let alt = value.get("caption").and_then(Value::as_str).and_then(non_empty);
    Some(Image {
        address: absolute(base, address)?,
        alt,
        width: size("width"),
        height: size("height"),
    })
}

fn first_figure(blocks: &[Block]) -> Option<Image> {
    blocks.iter().find_map(|block| match block {
        Block::Figure { image, .. } => image.clone(),
        _ => None,
    })
}
