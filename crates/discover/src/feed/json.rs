//! JSON Feed (jsonfeed.org, versions 1 and 1.1).
//!
//! In: text. Out: what it says of its first entries. What follows them is read and forgotten, and so is
//! all that is not asked for here: of a feed of any size, no more than that is kept.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

use super::{MAX_READ_ENTRIES, RawEntry, RawFeed};
use crate::dates;

/// Hubs looked at.
const MAX_HUBS: usize = 20;

#[derive(Deserialize)]
struct JsonFeed {
    version: String,
    title: Option<String>,
    language: Option<String>,
    feed_url: Option<String>,
    hubs: Option<Head<Hub, MAX_HUBS>>,
    items: Head<Item, MAX_READ_ENTRIES>,
}

#[derive(Deserialize)]
struct Hub {
    #[serde(rename = "type")]
    kind: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    id: Option<String>,
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
}

/// The first values of a list.
struct Head<T, const MOST: usize>(Vec<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Head<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(HeadVisitor(PhantomData))
    }
}

struct HeadVisitor<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for HeadVisitor<T, MOST> {
    type Value = Head<T, MOST>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut head = Vec::new();
        while head.len() < MOST {
            let Some(value) = list.next_element()? else { return Ok(Head(head)) };
            head.push(value);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Head(head))
    }
}

/// Reads a feed; `None` when the text is none, or broken.
pub(super) fn read(text: &str) -> Option<RawFeed> {
    let feed: JsonFeed = serde_json::from_str(text).ok()?;
    if !feed.version.starts_with("https://jsonfeed.org/version/1") {
        return None;
    }
    let hubs = feed.hubs.map(|hubs| hubs.0).unwrap_or_default();
    Some(RawFeed {
        title: feed.title,
        language: feed.language,
        hub: hubs.into_iter().filter(is_web_sub).find_map(|hub| hub.url),
        topic: feed.feed_url,
        ttl_minutes: None,
        entries: feed.items.0.into_iter().map(raw_entry).collect(),
    })
}

fn is_web_sub(hub: &Hub) -> bool {
    let kind = hub.kind.as_deref().unwrap_or_default();
    kind.eq_ignore_ascii_case("WebSub") || kind.eq_ignore_ascii_case("PubSubHubbub")
}

fn raw_entry(item: Item) -> RawEntry {
    let instant = |text: Option<String>| text.and_then(|text| dates::feed(&text));
    RawEntry {
        link: item.url.or(item.external_url),
        original_link: None,
        guid: item.id,
        title: item.title,
        published: instant(item.date_published).or(instant(item.date_modified)),
    }
}
