//! Films and posts that a page shows in a frame of another site: where they are.

use url::Url;

use super::absolute;
use crate::dom::Node;

/// Hosts that show films, sounds, posts, maps and charts in the pages of others, as they are written in
/// frames; subdomains count.
const HOSTS: &[&str] = &[
    "youtube.com",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "twitch.tv",
    "instagram.com",
    "tiktok.com",
    "twitter.com",
    "x.com",
    "facebook.com",
    "threads.net",
    "bsky.app",
    "reddit.com",
    "spotify.com",
    "soundcloud.com",
    "datawrapper.de",
    "dwcdn.net",
    "flourish.studio",
    "infogram.com",
    "scribd.com",
    "documentcloud.org",
];

/// Elements of AMP that stand for a frame: the attribute that names the post, and what stands before
/// it in the post's address (the documents of these components at amp.dev).
const COMPONENTS: &[(&str, &str, &str)] = &[
    ("amp-youtube", "data-videoid", "https://www.youtube.com/watch?v="),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/"),
    ("amp-dailymotion", "data-videoid", "https://www.dailymotion.com/video/"),
    ("amp-twitter", "data-tweetid", "https://x.com/i/status/"),
    ("amp-instagram", "data-shortcode", "https://www.instagram.com/p/"),
    ("amp-facebook", "data-href", ""),
    ("amp-tiktok", "data-src", ""),
    ("amp-iframe", "src", ""),
];

/// Attributes of a frame that may hold its address: many are filled in late.
const SOURCES: &[&str] = &["src", "data-src", "data-lazy-src", "data-url"];

/// Where a frame's film or post is; none if it is no such frame.
pub(super) fn address(node: &Node<'_>, base: &Url) -> Option<String> {
    let name = &*node.element?.name.local;
    let component = COMPONENTS.iter().find(|(component, ..)| *component == name);
    let told = match component {
        Some((_, attribute, before)) => format!("{before}{}", node.attribute(attribute)?.trim()),
        None => SOURCES.iter().find_map(|source| node.attribute(source))?.to_owned(),
    };
    let address = absolute(base, &told)?;
    is_of_known_host(&address).then_some(address)
}

fn is_of_known_host(address: &str) -> bool {
    let address = Url::parse(address).ok();
    let host = address.as_ref().and_then(Url::host_str).unwrap_or_default();
    let is_of = |known: &&str| {
        host.strip_suffix(*known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    HOSTS.iter().any(is_of)
}
