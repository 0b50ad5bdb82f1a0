//! What a page says about its own use: paid, live, video, reserved, licensed.

use serde_json::Value;
use url::Url;

use super::head::Head;
use crate::dom::Dom;
use crate::tag::Tag;

/// The page says that not all may read it, or stops at a paywall.
pub(crate) fn paywalled(head: &Head<'_>) -> bool {
    let denied = |value: &Value| match value {
        Value::Bool(free) => !free,
        Value::String(free) => free.eq_ignore_ascii_case("false"),
        _ => false,
    };
    let linked = head
        .linked
        .article()
        .is_some_and(|article| article.get("isAccessibleForFree").is_some_and(denied));
    let tier = head.meta(&["article:content_tier", "og:restrictions:content_tier"]);
    linked || tier.is_some_and(|tier| matches!(tier.trim(), "locked" | "metered" | "premium"))
}

/// A live blog, by its type or its address.
pub(crate) fn live(head: &Head<'_>, address: &Url) -> bool {
    let path = address.path().to_ascii_lowercase();
    head.linked.of_type("LiveBlogPosting").next().is_some()
        || ["liveblog", "live-blog", "liveticker", "live-updates", "/live/"]
            .iter()
            .any(|word| path.contains(word))
}

/// The page's own type is video.
pub(crate) fn mainly_video(head: &Head<'_>, text_characters: usize) -> bool {
    let kind = head.meta(&["og:type"]).unwrap_or_default().to_ascii_lowercase();
    let only_video =
        head.linked.article().is_none() && head.linked.of_type("VideoObject").next().is_some();
    (kind.starts_with("video") || only_video) && text_characters < MAX_VIDEO_CHARACTERS
}

/// A text longer than this stands on its own, whatever the page's type.
const MAX_VIDEO_CHARACTERS: usize = 2_000;

/// Whether the publisher reserves the text, in the page or in the headers.
pub(crate) fn reserved(head: &Head<'_>, robots_header: Option<&str>) -> bool {
    let metas = head.metas("robots").any(reserves);
    let mining = head.metas("tdm-reservation").any(|value| value.trim() == "1");
    metas || mining || robots_header.is_some_and(header_reserves)
}

fn reserves(directives: &str) -> bool {
    directives.split([',', ' ', ';']).any(|word| {
        let word = word.trim().to_ascii_lowercase();
        matches!(word.as_str(), "noindex" | "none" | "noai")
    })
}

/// A directive for one robot by name is none for us.
fn header_reserves(header: &str) -> bool {
    let header = header.trim().to_ascii_lowercase();
    if header == "1" {
        return true;
    }
    header.split(['\n', ',', ';']).any(|part| match part.split_once(':') {
        Some((name, value)) if name.trim() == "tdm-reservation" => value.trim() == "1",
        Some((name, value)) if matches!(name.trim(), "x-robots-tag" | "*" | "earshot") => {
            reserves(value)
        }
        Some(_) => false,
        None => reserves(part),
    })
}

/// The licence, if the page names one.
pub(crate) fn licence(dom: &Dom<'_>, head: &Head<'_>) -> Option<String> {
    let linked = head.linked.text("license");
    let link = || head.link("license").map(str::to_owned);
    let anchor = || {
        let named = dom.nodes.iter().find(|node| {
            node.tag == Tag::A
                && node
                    .attribute("rel")
                    .is_some_and(|rel| rel.split_whitespace().any(|word| word == "license"))
        });
        named.and_then(|node| node.attribute("href")).map(str::to_owned)
    };
    linked.or_else(link).or_else(anchor).filter(|licence| !licence.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::header_reserves;

    #[test]
    fn headers_reserve_for_everybody_or_for_one_robot() {
        assert!(header_reserves("noindex, nofollow"));
        assert!(header_reserves("tdm-reservation: 1"));
        assert!(header_reserves("max-snippet:20, noai"));
        assert!(!header_reserves("googlebot: noindex"));
        assert!(!header_reserves("max-image-preview:large"));
    }
}
