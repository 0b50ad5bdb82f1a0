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

fn first_figure(blocks: &[Block]) -> Option<Image> {
    blocks.iter().find_map(|block| match block {
        Block::Figure { image, .. } => image.clone(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::find;
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
}
