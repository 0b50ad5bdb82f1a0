//! What a page says about its own use: paid, live, video, reserved, licensed.

use serde_json::Value;
use url::Url;

use super::head::Head;
use crate::body::absolute;
use crate::dom::Dom;
use crate::list::lists;
use crate::origin::Source;
use crate::page::{Headers, is_reserving};
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
        let of_part = |part: &Value| part.get("isAccessibleForFree").is_some_and(denied);
        let parts = || article.get("hasPart").is_some_and(|parts| objects(parts).any(of_part));
        own.map_or_else(parts, denied)
    });
    let tier = head.meta(&["article:content_tier", "og:restrictions:content_tier"]);
    let is_tier = |tier: &str| matches!(tier.trim(), "locked" | "metered" | "premium");
    let in_head = tier.is_some_and(is_tier);
    told([(linked, Source::JsonLd), (in_head, Source::Head)])
}

/// A value, or those of a list.
fn objects(value: &Value) -> impl Iterator<Item = &Value> {
    let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    list.iter()
}

/// The places where something is so.
fn told<const N: usize>(places: [(bool, Source); N]) -> Vec<Source> {
    places.into_iter().filter(|(is_so, _)| *is_so).map(|(_, source)| source).collect()
}

lists! { "live":
    /// Words by which an address tells a live blog, wherever they stand in it.
    ANYWHERE = "anywhere";
    /// Words which do so only where a folder or the name of the page begins with them: live is music
    /// too.
    BEGINNINGS = "beginnings";
}

/// Where it is called a live blog: by its type or in its address.
pub(crate) fn live(head: &Head<'_>, address: &Url) -> Vec<Source> {
    let linked = head.linked.of_type("LiveBlogPosting").next().is_some();
    let in_address = address.path_segments().is_some_and(|mut parts| parts.any(tells_live));
    told([(linked, Source::JsonLd), (in_address, Source::Address)])
}

/// Whether a part of an address's path tells a live blog. One that is only "live" holds them.
fn tells_live(part: &str) -> bool {
    let part = part.to_ascii_lowercase().replace('_', "-");
    let begins = |words: &&str| {
        part.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
    };
    part == "live"
        || ANYWHERE.iter().any(|words| part.contains(words))
        || BEGINNINGS.iter().any(begins)
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
pub(crate) fn reserved(head: &Head<'_>, headers: Headers<'_>) -> Vec<Source> {
    let metas = head.metas("robots").any(is_reserving);
    let mining = head.metas("tdm-reservation").any(|value| value.trim() == "1");
    told([(metas || mining, Source::Head), (headers.reserve(), Source::Header)])
}

/// The licence, if the page names one: its address in full, or what JSON-LD calls it.
pub(crate) fn licence(
    dom: &Dom<'_>,
    (head, headers): (&Head<'_>, Headers<'_>),
    base: &Url,
) -> Option<String> {
    let in_full = |address| absolute(base, address);
    let linked = told_licence(head, base);
    let link = || head.link("license").and_then(in_full);
    let anchor = || licence_link(dom).and_then(in_full);
    linked.or_else(link).or_else(anchor).or_else(|| headers.link("license").and_then(in_full))
}

/// The licence that JSON-LD tells: a name as it is, an address on this site in full.
pub(crate) fn told_licence(head: &Head<'_>, base: &Url) -> Option<String> {
    let told = head.linked.text("license").filter(|told| !told.trim().is_empty())?;
    let told = told.trim();
    // A name may have a colon, and has a space behind it.
    let is_whole = !told.contains(' ') && Url::parse(told).is_ok();
    let is_address = is_whole || told.starts_with(['/', '.']) || is_script(told);
    if is_address { absolute(base, told) } else { Some(told.to_owned()) }
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
            && !node.attribute("href").is_some_and(is_script)
            && !is_of_another(*place)
    });
    named.and_then(|(_, node)| node.attribute("href"))
}

/// Whether an address leads nowhere but to a script.
fn is_script(address: &str) -> bool {
    address.trim_start().to_ascii_lowercase().starts_with("javascript:")
}

#[cfg(test)]
mod tests {
    use super::{Head, Headers, licence};
    use crate::dom::Dom;

    #[track_caller]
    fn check_licence(page: &str, expected: &str) {
        let html = crate::parse::parse(page);
        let dom = Dom::of(&html);
        let base = url::Url::parse("https://valley.example/news/rain").expect("an address");
        let found = licence(&dom, (&Head::of(&dom), Headers::NONE), &base);
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
        check_licence(&told("Licence: CC BY"), "Licence: CC BY");
        check_licence(&told(free), free);
        let scripted = "<a rel=license href='javascript:show()'>CC</a>";
        let page =
            format!("{}{scripted}<a rel=license href=/reuse>CC</a>", told("javascript:show()"));
        check_licence(&page, "https://valley.example/reuse");
    }

    #[test]
    fn all_parts_of_an_article_are_asked_whether_they_are_paid() {
        let check = |parts: &str, is_paid: bool| {
            let html = crate::parse::parse(&format!(
                "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \
                 \"hasPart\": {parts}}}</script>"
            ));
            let found = super::paywalled(&Head::of(&Dom::of(&html)));
            assert_eq!(!found.is_empty(), is_paid, "{parts}");
        };
        let part = |is_free: bool| format!("{{\"isAccessibleForFree\": {is_free}}}");
        check(&part(false), true);
        check(&format!("[{}, {}]", part(true), part(false)), true);
        check(&format!("[{{\"name\": \"x\"}}, {}]", part(false)), true);
        check(&format!("[{}]", part(true)), false);
    }

    #[test]
    fn addresses_tell_live_blogs_in_several_languages() {
        let live = [
            "/politik/liveblog-wahl-100.html",
            "/monde/article/2026/en-direct-le-vote.html",
            "/mundo/en-vivo/votacion",
            "/sport/diretta-la-partita",
            "/ao-vivo/2026/votacao",
            "/relacja/na-zywo-glosowanie",
            "/mundo/el-debate-minuto-a-minuto.html",
            "/world/live/2026/nov/20/vote",
        ];
        for path in live {
            assert!(live_at(path), "{path}");
        }
        for path in ["/kultur/how-we-live-now", "/cultura/musica-en-vivo", "/elezione-diretta"] {
            assert!(!live_at(path), "{path}");
        }
    }

    fn live_at(path: &str) -> bool {
        let html = crate::parse::parse("");
        let address = url::Url::parse("https://valley.example").expect("an address");
        let address = address.join(path).expect("an address");
        !super::live(&Head::of(&Dom::of(&html)), &address).is_empty()
    }
}
