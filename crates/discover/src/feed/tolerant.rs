//! Broken feeds: whatever of RSS and Atom can still be made out.
//!
//! In: decoded text. Out: the entries up to the damage. Never an error. Elements are known by their
//! local names, so that undeclared prefixes and invented versions do not matter.

use super::{MAX_ENTRIES, MAX_READ_ENTRIES, RawEntry, RawFeed};
use crate::dates;
use crate::xml::{Name, Token, Tokens, attribute};

/// Longest text kept of one field, in bytes.
const MAX_FIELD_BYTES: usize = 16 * 1_024;

/// Longest text that the strict reader gets, in bytes, and most elements of one entry. It keeps all
/// that it reads, and copies some of it from element to element: what it makes of a feed may be that
/// many times as large. Real entries have some twenty elements.
const MAX_STRICT_BYTES: usize = 1_024 * 1_024;
const MAX_STRICT_ELEMENTS: usize = 100;

/// What was found.
pub(super) struct Found {
    /// `None` when the text is no feed.
    pub(super) feed: Option<RawFeed>,
    /// Whether the text is small enough for a reader without bounds: in bytes, entries, elements of
    /// an entry, attributes and nesting.
    pub(super) is_small: bool,
    /// The links are an aggregator's; only this reader knows the publisher's.
    pub(super) has_original_links: bool,
}

/// A field being read: which element, how deep it lies, and its text so far.
struct Field {
    name: String,
    depth: usize,
    text: String,
}

#[derive(Default)]
struct FeedReader {
    feed: RawFeed,
    is_feed: bool,
    entry: Option<RawEntry>,
    /// Depth of the open entry's element; its fields are one deeper.
    entry_depth: usize,
    field: Option<Field>,
    has_original_links: bool,
    /// Elements since the last entry began, and the most of all entries.
    elements: usize,
    most_elements: usize,
}

/// Reads as much as there is.
pub(super) fn read(text: &str) -> Found {
    let mut tokens = Tokens::of(text);
    let mut reader = FeedReader::default();
    while let Some(token) = tokens.next() {
        match token {
            Token::Start { name, attributes } => {
                reader.start(&name, &attributes, tokens.open().len());
            }
            Token::Text(text) => reader.text(&text),
            Token::End(_) => reader.end(tokens.open().len()),
        }
        // One more than are kept tells that there are more.
        let is_full = reader.feed.entries.len() > MAX_READ_ENTRIES;
        let is_something_else = !reader.is_feed && tokens.open().len() > 3;
        if is_full || is_something_else {
            break;
        }
    }
    reader.end(0);
    let is_small = text.len() <= MAX_STRICT_BYTES
        && reader.feed.entries.len() <= MAX_ENTRIES
        && reader.most_elements <= MAX_STRICT_ELEMENTS
        && !tokens.is_outsized;
    reader.feed.entries.truncate(MAX_READ_ENTRIES);
    Found {
        feed: reader.is_feed.then_some(reader.feed),
        is_small,
        has_original_links: reader.has_original_links,
    }
}

impl FeedReader {
    fn start(&mut self, name: &Name, attributes: &[(String, String)], depth: usize) {
        self.elements += 1;
        self.most_elements = self.most_elements.max(self.elements);
        match name.local.as_str() {
            "rss" | "feed" | "rdf" | "channel" => {
                self.is_feed = true;
                let language = attribute(attributes, "lang").map(str::to_owned);
                self.feed.language = self.feed.language.take().or(language);
            }
            "item" | "entry" if self.is_feed => self.start_entry(depth),
            "link" if attribute(attributes, "href").is_some() => self.link(attributes),
            _ if self.is_wanted(name, depth) => self.start_field(name, depth),
            _ => {}
        }
    }

    fn start_entry(&mut self, depth: usize) {
        self.end(0);
        self.elements = 0;
        self.entry = Some(RawEntry::default());
        self.entry_depth = depth;
    }

    /// Atom's links bear the address in an attribute.
    fn link(&mut self, attributes: &[(String, String)]) {
        let address = attribute(attributes, "href").map(str::to_owned);
        match (attribute(attributes, "rel").unwrap_or("alternate"), &mut self.entry) {
            ("alternate", Some(entry)) if entry.link.is_none() => entry.link = address,
            ("hub", None) if self.feed.hub.is_none() => self.feed.hub = address,
            ("self", None) if self.feed.topic.is_none() => self.feed.topic = address,
            _ => {}
        }
    }

    /// Fields are children of the entry, or of the channel or feed; others may bear their names.
    fn is_wanted(&self, name: &Name, depth: usize) -> bool {
        let is_child =
            if self.entry.is_some() { depth == self.entry_depth + 1 } else { depth <= 3 };
        // A field of text that was never closed does not hide the next one.
        let follows_open_field =
            self.field.as_ref().is_some_and(|open| open.depth + 1 == depth && is_line(&open.name));
        let is_foreign = matches!(name.prefix.as_str(), "media" | "itunes" | "image" | "podcast");
        let is_known = matches!(
            name.local.as_str(),
            "title"
                | "link"
                | "guid"
                | "id"
                | "pubdate"
                | "date"
                | "published"
                | "updated"
                | "language"
                | "ttl"
                | "origlink"
                | "description"
                | "encoded"
                | "content"
                | "summary"
                | "image"
                | "textinput"
                | "author"
                | "source"
        );
        is_known && !is_foreign && self.is_feed && (is_child || follows_open_field)
    }

    fn start_field(&mut self, name: &Name, depth: usize) {
        self.end_field();
        self.field = Some(Field { name: name.local.clone(), depth, text: String::new() });
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = &mut self.field
            && field.text.len() < MAX_FIELD_BYTES
        {
            field.text.push_str(crate::plain::head(text, MAX_FIELD_BYTES));
        }
    }

    /// An element ended, and this many are still open.
    fn end(&mut self, depth: usize) {
        if self.field.as_ref().is_some_and(|field| field.depth > depth) {
            self.end_field();
        }
        if self.entry_depth > depth
            && let Some(entry) = self.entry.take()
        {
            self.feed.entries.push(entry);
        }
    }

    fn end_field(&mut self) {
        let Some(Field { name, text, .. }) = self.field.take() else { return };
        if text.trim().is_empty() {
            return;
        }
        match &mut self.entry {
            Some(entry) => set_entry_field(entry, &name, text, &mut self.has_original_links),
            None => self.set_feed_field(&name, text),
        }
    }

    fn set_feed_field(&mut self, name: &str, text: String) {
        match name {
            "title" if self.feed.title.is_none() => self.feed.title = Some(text),
            "language" => self.feed.language = Some(text),
            "ttl" => self.feed.ttl_minutes = text.trim().parse().ok(),
            _ => {}
        }
    }
}

fn set_entry_field(entry: &mut RawEntry, name: &str, text: String, has_original_links: &mut bool) {
    match name {
        "title" if entry.title.is_none() => entry.title = Some(text),
        "link" if entry.link.is_none() => entry.link = Some(text),
        "guid" | "id" if entry.guid.is_none() => entry.guid = Some(text),
        "pubdate" | "date" | "published" => {
            entry.published = dates::feed(&text).or(entry.published);
        }
        "updated" if entry.published.is_none() => entry.published = dates::feed(&text),
        "origlink" => {
            *has_original_links = true;
            entry.original_link = Some(text);
        }
        _ => {}
    }
}

/// Fields that hold one line, never elements.
fn is_line(name: &str) -> bool {
    matches!(name, "title" | "link" | "guid" | "id" | "pubdate" | "date" | "published" | "updated")
}
