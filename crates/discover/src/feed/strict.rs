//! Well-formed feeds, by feed-rs. In: decoded text. Out: what it says, or `None` when feed-rs does
//! not understand all of it.

use super::{RawEntry, RawFeed};
use crate::address::Address;
use feed_rs::model::{self, Link};
use feed_rs::parser;

/// Reads the whole feed, of which it keeps all: a large one is not for it. The text bears no encoding any more, so its XML declaration is dropped.
pub(super) fn read(text: &str, source: &Address) -> Option<RawFeed> {
    let parser = parser::Builder::new()
        .base_uri(Some(source.as_str()))
        .sanitize_content(false)
        // An entry without a guid has none: the library would draw a number.
        .id_generator(|_, _, _| String::new())
        .build();
    let text = without_declaration(text);
    if has_declaration(text) {
        return None;
    }
    let feed = parser.parse(text.as_bytes()).ok()?;
    Some(RawFeed {
        title: feed.title.map(|title| title.content),
        language: feed.language,
        hub: link_of(&feed.links, "hub").map(|link| link.href.clone()),
        topic: link_of(&feed.links, "self").map(|link| link.href.clone()),
        ttl_minutes: feed.ttl,
        entries: feed.entries.into_iter().map(raw_entry).collect(),
    })
}

fn raw_entry(entry: model::Entry) -> RawEntry {
    let alternate = entry.links.iter().find(|link| link.rel.is_none() && link.target.is_none());
    let link = link_of(&entry.links, "alternate").or(alternate);
    RawEntry {
        link: link.map(|link| link.href.clone()),
        original_link: None,
        guid: Some(entry.id),
        title: entry.title.map(|title| title.content),
        published: entry.published.or(entry.updated),
    }
}

fn link_of<'links>(links: &'links [Link], rel: &str) -> Option<&'links Link> {
    links.iter().find(|link| link.rel.as_deref() == Some(rel))
}

fn without_declaration(text: &str) -> &str {
    text.strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map_or(text, |(_, rest)| rest.trim_start())
}

/// Whether there is an XML declaration anywhere. One that names another encoding behind the first
/// bytes makes quick-xml 0.42 panic (`DecodingReader::set_encoding`), and no feed-rs guards it.
fn has_declaration(text: &str) -> bool {
    let mut behind = text.split("<?xml").skip(1);
    behind.any(|it| it.starts_with(|next: char| next.is_ascii_whitespace() || next == '?'))
}
