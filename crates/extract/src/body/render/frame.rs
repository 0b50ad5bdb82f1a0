//! Films and posts that a page shows in a frame of another site: where they are.

use url::Url;

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
pub(super) fn address(node: &Node<'_>) -> Option<String> {
    let name = &*node.element?.name.local;
    let component = COMPONENTS.iter().find(|(component, ..)| *component == name);
    let told = match component {
        Some((_, attribute, before)) => format!("{before}{}", node.attribute(attribute)?.trim()),
        None => SOURCES.iter().find_map(|source| node.attribute(source)).and_then(absolute)?,
    };
    let address = Url::parse(&told).ok()?;
    let host = address.host_str()?;
    let is_shown = |known: &&&str| {
        host.strip_suffix(**known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let is_web = matches!(address.scheme(), "http" | "https");
    (is_web && HOSTS.iter().any(|known| is_shown(&known))).then(|| address.into())
}

/// An address that says its host; `//host/` means https.
fn absolute(told: &str) -> Option<String> {
    let told = told.trim();
    match told.strip_prefix("//") {
        Some(rest) => Some(format!("https://{rest}")),
        None => told.starts_with("http").then(|| told.to_owned()),
    }
}
