//! Feeds: RSS of every version, Atom, JSON Feed.
//!
//! In: the bytes of a feed and its address. Out: the articles it names, in its order, each address
//! once, AMP spellings folded. Of XML there are two readers: the strict one (feed-rs) is believed when
//! it understands the whole feed; the tolerant one finds addresses, titles and times in feeds that are
//! broken, cut off, not quite what they claim to be, or too large for a reader without bounds.
//!
//! Deliberately absent: contents and summaries (the page itself is read), enclosures, and whether
//! an entry is new.

mod json;
mod strict;
#[cfg(test)]
mod tests;
mod tolerant;

use crate::address::{Address, MAX_BYTES_KEPT};
use crate::{dates, hub, plain, text, xml};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::HashSet;

/// Entries kept of one feed: of a longer one the newest.
pub const MAX_ENTRIES: usize = 1_000;

/// Entries read of one feed, from its head, among which the newest are looked for.
const MAX_READ_ENTRIES: usize = 20_000;

/// Longest guid and language tag kept, in bytes.
const MAX_NAME_BYTES: usize = 1_024;

/// Why bytes are no feed. Final for these bytes; another fetch may bring others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// Neither RSS nor Atom nor JSON Feed: mostly an HTML page.
    #[error("not a feed")]
    NotAFeed,
}

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name, plain text.
    pub title: Option<String>,
    /// Its language, as written, in lower case: `en-gb`.
    pub language: Option<String>,
    /// In the order of the feed, which is mostly newest first, or, of more than [`MAX_ENTRIES`], the
    /// newest by their dates first.
    pub entries: Vec<Entry>,
    /// How many more of the first 20,000 it has.
    pub left_out: usize,
    /// Entries that name no address.
    pub without_address: usize,
    /// The `WebSub` hub that announces news, an absolute address.
    pub hub: Option<String>,
    /// By which address the feed is known to its hub (`rel="self"`), an absolute address.
    pub topic: Option<String>,
    /// How long the feed may be kept before the next look, in minutes.
    pub ttl_minutes: Option<u32>,
}

/// One article that a feed names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the article is.
    pub address: Address,
    /// Its identifier, unique within that source only.
    pub guid: Option<String>,
    /// Its headline, plain text.
    pub title: Option<String>,
    /// When it was published; where only that is told, when it was changed.
    pub published: Option<DateTime<Utc>>,
}

/// What a reader finds, as written.
#[derive(Default)]
struct RawFeed {
    title: Option<String>,
    language: Option<String>,
    hub: Option<String>,
    topic: Option<String>,
    ttl_minutes: Option<u32>,
    entries: Vec<RawEntry>,
}

/// What a reader finds of one entry, as written.
#[derive(Default)]
struct RawEntry {
    link: Option<String>,
    /// An address that an aggregator replaced by its own (`feedburner:origLink`).
    original_link: Option<String>,
    guid: Option<String>,
    title: Option<String>,
    published: Option<DateTime<Utc>>,
}

/// Paths where a site's feed mostly is, most usual first, for sites that do not tell.
pub fn guess_feed_paths() -> &'static [&'static str] {
    &[
        "/feed",
        "/rss",
        "/feed.xml",
        "/rss.xml",
        "/atom.xml",
        "/index.xml",
        "/feed/",
        "/feeds/all",
        "/rss/news",
        "/news/rss",
        "/feed.json",
        "/index.rdf",
    ]
}

/// Reads a feed found at `source`, against which relative links are resolved.
///
/// # Errors
/// [`FeedError::NotAFeed`]; a feed that is broken, or holds no entry, is none.
pub fn read_feed(bytes: &[u8], source: &Address) -> Result<Feed, FeedError> {
    let text = text::decode(bytes);
    if text.starts_with('{') {
        return json::read(&text).map(|raw| settled(raw, source)).ok_or(FeedError::NotAFeed);
    }
    let text = xml::with_bare_signs_escaped(&text);
    let found = tolerant::read(&text);
    let strict_will_do = found.is_small && !found.has_original_links;
    let strict = if strict_will_do { strict::read(&text, source) } else { None };
    match (strict, found.feed) {
        (Some(strict), Some(tolerant)) if strict.entries.len() < tolerant.entries.len() => {
            Ok(settled(tolerant, source))
        }
        (Some(raw), _) | (None, Some(raw)) => Ok(settled(raw, source)),
        (None, None) => Err(FeedError::NotAFeed),
    }
}

/// Raw strings -> addresses and plain text; each address once.
fn settled(raw: RawFeed, source: &Address) -> Feed {
    let mut seen = HashSet::new();
    let (mut bytes, mut without_address) = (0, 0);
    let mut entries: Vec<Entry> = raw
        .entries
        .into_iter()
        .filter_map(|entry| {
            let settled = settled_entry(entry, source);
            without_address += usize::from(settled.is_none());
            settled
        })
        .take_while(|entry| {
            bytes += entry.address.as_str().len();
            bytes <= MAX_BYTES_KEPT
        })
        .filter(|entry| seen.insert(entry.address.clone()))
        .collect();
    let left_out = entries.len().saturating_sub(MAX_ENTRIES);
    if left_out > 0 {
        entries.sort_by_key(|entry| Reverse(entry.published));
        entries.truncate(MAX_ENTRIES);
    }
    Feed {
        title: raw.title.as_deref().and_then(plain::title),
        language: raw.language.map(|it| it.trim().to_lowercase()).and_then(kept_name),
        entries,
        left_out,
        without_address,
        hub: raw.hub.and_then(|hub| hub::absolute(&hub, source)),
        topic: raw.topic.and_then(|topic| hub::absolute(&topic, source)),
        ttl_minutes: raw.ttl_minutes,
    }
}

fn settled_entry(raw: RawEntry, source: &Address) -> Option<Entry> {
    let named = [&raw.original_link, &raw.link];
    let linked = named.into_iter().flatten().find_map(|link| joined(link, source));
    // A guid is an address too, unless the feed says otherwise, and then it often still is.
    let address =
        linked.or_else(|| raw.guid.as_deref().and_then(|guid| Address::parse(guid).ok()))?;
    Some(Entry {
        address: address.without_amp(),
        guid: raw.guid.map(|it| it.trim().to_owned()).and_then(kept_name),
        title: raw.title.as_deref().and_then(plain::title),
        published: dates::plausible(raw.published),
    })
}

/// An empty link would name the feed itself.
fn joined(link: &str, source: &Address) -> Option<Address> {
    if link.trim().is_empty() { None } else { source.join(link).ok() }
}

fn kept_name(name: String) -> Option<String> {
    (!name.is_empty() && name.len() <= MAX_NAME_BYTES).then_some(name)
}
