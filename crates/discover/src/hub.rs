//! Who announces news of a feed, by the header `Link` of its answer (`WebSub`, section 4; RFC 8288).
//!
//! In: the header's value and the address that answered. Out: the hub, and the topic by which the hub
//! knows the feed. What the feed itself says of both is in [`crate::Feed`].

use crate::address::{Address, MAX_ADDRESS_BYTES};

/// Links read of one header.
const MAX_LINKS: usize = 64;

/// What the header `Link` tells of a hub.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HubLinks {
    /// The first `rel="hub"`, an absolute address.
    pub hub: Option<String>,
    /// The first `rel="self"`, an absolute address.
    pub topic: Option<String>,
}

/// Reads the header `Link`, several joined by commas, of the answer at `source`.
pub fn read_hub_links(header: &str, source: &Address) -> HubLinks {
    let mut links = HubLinks::default();
    let mut rest = header;
    for _link in 0..MAX_LINKS {
        let Some((target, parameters, behind)) = next_link(rest) else { break };
        rest = behind;
        if is_related(parameters, "hub") && links.hub.is_none() {
            links.hub = absolute(target, source);
        }
        if is_related(parameters, "self") && links.topic.is_none() {
            links.topic = absolute(target, source);
        }
    }
    links
}

/// A hub's or a topic's address as it is to be spelled to the hub: absolute http(s), without its
/// fragment, and otherwise as it was written, since hubs compare topics letter by letter.
pub(crate) fn absolute(text: &str, source: &Address) -> Option<String> {
    let mut address = source.url().join(text.trim()).ok()?;
    address.set_fragment(None);
    let is_web = matches!(address.scheme(), "http" | "https") && address.has_host();
    let is_plain = address.username().is_empty() && address.password().is_none();
    let fits = address.as_str().len() <= MAX_ADDRESS_BYTES;
    (is_web && is_plain && fits).then(|| address.into())
}

/// The next `<target>; parameters` of a list, and what is behind it.
fn next_link(list: &str) -> Option<(&str, &str, &str)> {
    let (_, open) = list.split_once('<')?;
    let (target, rest) = open.split_once('>')?;
    let mut quoted = false;
    let is_end = |letter: char| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    };
    let (parameters, behind) = rest.split_once(is_end).unwrap_or((rest, ""));
    Some((target, parameters, behind))
}

/// Whether the first `rel` among the parameters names this relation.
fn is_related(parameters: &str, relation: &str) -> bool {
    let mut pairs = parameters.split(';').filter_map(|part| part.split_once('='));
    let rel = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
    rel.is_some_and(|(_, value)| {
        let mut words = value.trim().trim_matches('"').split_ascii_whitespace();
        words.any(|word| word.eq_ignore_ascii_case(relation))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn source() -> Address {
        Address::parse("https://news.example/feed.xml").unwrap()
    }

    #[track_caller]
    fn check(header: &str, hub: Option<&str>, topic: Option<&str>) {
        let links = read_hub_links(header, &source());

        assert_eq!((links.hub.as_deref(), links.topic.as_deref()), (hub, topic), "{header}");
    }

    #[test]
    fn a_hub_and_the_topic_are_found_among_other_links() {
        let both = (Some("https://hub.example/"), Some("https://news.example/rss?b=1&a=2"));
        for header in [
            "</style.css>; rel=preload, <https://hub.example/>; rel=\"hub\", </rss?b=1&a=2>; rel=self",
            "<https://hub.example/>; title=\"a, b\"; rel=hub,</rss?b=1&a=2>;REL=\"Self other\"",
            "<https://hub.example/#top>; rel=\"hub\", <https://second.example/>; rel=hub, \
             </rss?b=1&a=2>; rel=\"self\"",
        ] {
            check(header, both.0, both.1);
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_no_hub() {
        for header in ["", "<", "<>", "rel=hub", "<mailto:a@b.example>; rel=hub", "<x>; relhub"] {
            check(header, None, None);
        }
        check(&format!("<https://a.example/{}>; rel=hub", "x".repeat(3_000)), None, None);
        check("<https://me:secret@hub.example/>; rel=hub", None, None);
    }

    proptest! {
        #[test]
        fn any_header_is_read_without_panic(header in "[<>;,\"=a-z/ ]{0,80}|\\PC{0,80}") {
            read_hub_links(&header, &source());
        }
    }
}
