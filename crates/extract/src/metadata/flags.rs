//! What a page says about its own use: paid, live, video, reserved, licensed.

use serde_json::Value;
use url::Url;

use super::head::Head;
use crate::body::absolute;
use crate::dom::Dom;
use crate::origin::Source;
use crate::tag::Tag;

/// Where the page says that not all may read it.
pub(crate) fn paywalled(head: &Head<'_>) -> Vec<Source> {
    let denied = |value: &Value| match value {
        Value::Bool(free) => !free,
        Value::String(free) => free.to_ascii_lowercase().ends_with("false"),
        _ => false,
    };
    let article = head.linked.article();
    let linked = article.is_some_and(|article| {
        let own = article.get("isAccessibleForFree");
        let part = article.get("hasPart").and_then(first_object);
        let of_part = || part.and_then(|part| part.get("isAccessibleForFree"));
        own.or_else(of_part).is_some_and(denied)
    });
    let tier = head.meta(&["article:content_tier", "og:restrictions:content_tier"]);
    let is_tier = |tier: &str| matches!(tier.trim(), "locked" | "metered" | "premium");
    let in_head = tier.is_some_and(is_tier);
    told([(linked, Source::JsonLd), (in_head, Source::Head)])
}

/// An object, or the first of a list of them.
fn first_object(value: &Value) -> Option<&serde_json::Map<String, Value>> {
    value.as_array().map_or(Some(value), |list| list.first())?.as_object()
}

/// The places where something is so.
fn told<const N: usize>(places: [(bool, Source); N]) -> Vec<Source> {
    places.into_iter().filter(|(is_so, _)| *is_so).map(|(_, source)| source).collect()
}

/// Where it is called a live blog: by its type or in its address.
pub(crate) fn live(head: &Head<'_>, address: &Url) -> Vec<Source> {
    let path = address.path().to_ascii_lowercase();
    let words = ["liveblog", "live-blog", "liveticker", "live-updates", "/live/"];
    let linked = head.linked.of_type("LiveBlogPosting").next().is_some();
    let in_address = words.iter().any(|word| path.contains(word));
    told([(linked, Source::JsonLd), (in_address, Source::Address)])
}

/// Where the page's own type is video.
pub(crate) fn mainly_video(head: &Head<'_>) -> Vec<Source> {
    let kind = head.meta(&["og:type"]).unwrap_or_default().to_ascii_lowercase();
    let only_video =
        head.linked.article().is_none() && head.linked.of_type("VideoObject").next().is_some();
    told([(only_video, Source::JsonLd), (kind.starts_with("video"), Source::Head)])
}

/// A text of more characters stands on its own, whatever the page's type, and whatever is offered
/// behind it.
pub(crate) const MAX_VIDEO_CHARACTERS: usize = 2_000;

/// Where the publisher reserves the text: in the page or in the headers.
pub(crate) fn reserved(head: &Head<'_>, robots_header: Option<&str>) -> Vec<Source> {
    let metas = head.metas("robots").any(reserves);
    let mining = head.metas("tdm-reservation").any(|value| value.trim() == "1");
    let header = robots_header.is_some_and(header_reserves);
    told([(metas || mining, Source::Head), (header, Source::Header)])
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

/// The licence, if the page names one: its address in full, or what JSON-LD calls it.
pub(crate) fn licence(dom: &Dom<'_>, head: &Head<'_>, base: &Url) -> Option<String> {
    let linked = told_licence(head, base);
    let link = || head.link("license").and_then(|address| absolute(base, address));
    let anchor = || licence_link(dom).and_then(|address| absolute(base, address));
    linked.or_else(link).or_else(anchor)
}

/// The licence that JSON-LD tells: a name as it is, an address on this site in full.
pub(crate) fn told_licence(head: &Head<'_>, base: &Url) -> Option<String> {
    let told = head.linked.text("license").filter(|told| !told.trim().is_empty())?;
    if told.trim().starts_with(['/', '.']) { absolute(base, &told) } else { Some(told) }
}

/// The address of the first link in the page that is marked up as the licence; that of a picture, or of
/// what stands beside the article, is none of the article's.
pub(crate) fn licence_link<'a>(dom: &Dom<'a>) -> Option<&'a str> {
    let is_licence = |rel: &str| rel.split_whitespace().any(|word| word == "license");
    let is_of_another = |place: usize| {
        let mut around = dom.ancestors(place).map(|place| dom.nodes[place].tag);
        around.any(|tag| matches!(tag, Tag::Figure | Tag::Figcaption | Tag::Aside))
    };
    let named = dom.nodes.iter().enumerate().find(|(place, node)| {
        node.tag == Tag::A
            && node.attribute("rel").is_some_and(is_licence)
            && !is_of_another(*place)
    });
    named.and_then(|(_, node)| node.attribute("href"))
}

#[cfg(test)]
mod tests {
    use super::{Head, header_reserves, licence};
    use crate::dom::Dom;

    #[track_caller]
    fn check_licence(page: &str, expected: &str) {
        let html = crate::parse::parse(page);
        let dom = Dom::of(&html);
        let base = url::Url::parse("https://valley.example/news/rain").expect("an address");
        let found = licence(&dom, &Head::of(&dom), &base);
        assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn the_licence_of_a_picture_is_not_that_of_the_article() {
        let html = crate::parse::parse(
            "<article><figure><img src=a.jpg><figcaption><a rel=license href=/by>CC</a>\
             </figcaption></figure><p>It rained.</p></article>",
        );
        assert_eq!(super::licence_link(&Dom::of(&html)), None);
    }

    #[test]
    fn the_address_of_a_licence_is_told_in_full() {
        let free = "https://creativecommons.org/licenses/by/4.0/";
        check_licence(&format!("<a rel=license href={free}>CC</a>"), free);
        check_licence("<a rel=license href=/reuse>Reuse</a>", "https://valley.example/reuse");
        check_licence("<link rel=license href='../reuse'>", "https://valley.example/reuse");
        let told = |licence: &str| {
            format!(
                "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \
                 \"license\": \"{licence}\"}}</script>"
            )
        };
        check_licence(&told("/reuse"), "https://valley.example/reuse");
        check_licence(&told("CC BY 4.0"), "CC BY 4.0");
    }

    #[test]
    fn headers_reserve_for_everybody_or_for_one_robot() {
        assert!(header_reserves("noindex, nofollow"));
        assert!(header_reserves("tdm-reservation: 1"));
        assert!(header_reserves("max-snippet:20, noai"));
        assert!(!header_reserves("googlebot: noindex"));
        assert!(!header_reserves("max-image-preview:large"));
    }
}
