//! A list of articles as plain RSS 2.0, for the site's own pages: the latest, a section, a search.
//!
//! The counterpart of a page for feed readers; no sound. What is told of an article (a summary or
//! only its title) is the caller's decision, as rights are.

use chrono::{DateTime, FixedOffset};
use rss::extension::ExtensionMap;
use rss::{Guid, Item, Source};

use crate::description::escape;
use crate::element::{NAMESPACE_ATOM, add, categories, self_link};
use crate::value::{MAX_DESCRIPTION_BYTES, date, line, optional, short_line, title};

/// Items told of a list: as many as feed readers keep.
const MAX_ITEMS: usize = 100;

/// A list of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its name.
    pub title: String,
    /// What it lists, as plain text.
    pub description: String,
    /// The absolute address of the page that shows it.
    pub link: String,
    /// The absolute address of the feed itself.
    pub feed_address: String,
    /// Its language, if it has but one: `en-gb`.
    pub language: Option<String>,
}

/// One article of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Its title; tags are left out.
    pub title: String,
    /// The absolute, lasting address of the article's page. It is the guid as well.
    pub link: String,
    /// When it was published, in the zone in which it is to be told.
    pub published: Option<DateTime<FixedOffset>>,
    /// What it says, as plain text; cut to 4,000 bytes.
    pub summary: String,
    /// Its keywords; twelve are told.
    pub keywords: Vec<String>,
    /// Whose article it is.
    pub source: Option<ListSource>,
}

/// Whose article it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSource {
    /// The outlet's name.
    pub title: String,
    /// The absolute address of the outlet's feed, or of its site.
    pub address: String,
}

/// The feed of a list of articles, the newest first as the caller gives them, at most 100.
///
/// Well-formed UTF-8 XML whatever the values hold, and the same bytes for the same values.
pub fn render_list(list: &List, items: &[ListItem]) -> String {
    let items = items.get(..MAX_ITEMS).unwrap_or(items);
    let newest = items.iter().filter_map(|item| item.published).max().map(date);
    let mut extensions = ExtensionMap::new();
    add(&mut extensions, self_link(&list.feed_address));
    rss::Channel {
        title: title(&list.title),
        link: line(&list.link),
        description: short_line(&list.description, MAX_DESCRIPTION_BYTES),
        language: optional(list.language.as_deref()),
        pub_date: newest.clone(),
        last_build_date: newest,
        generator: Some("Earshot".to_owned()),
        items: items.iter().filter_map(rss_item).collect(),
        extensions,
        namespaces: [("atom".to_owned(), NAMESPACE_ATOM.to_owned())].into(),
        ..rss::Channel::default()
    }
    .to_string()
}

/// `None` for an article without an address: nothing would tell it from the next.
fn rss_item(item: &ListItem) -> Option<Item> {
    let link = Some(line(&item.link)).filter(|link| !link.is_empty())?;
    let summary = escape(&line(&item.summary), MAX_DESCRIPTION_BYTES);
    Some(Item {
        title: Some(title(&item.title)),
        link: Some(link.clone()),
        description: Some(summary).filter(|summary| !summary.is_empty()),
        categories: categories(&item.keywords),
        guid: Some(Guid { value: link, permalink: true }),
        pub_date: item.published.map(date),
        source: item.source.as_ref().map(source),
        ..Item::default()
    })
}

fn source(source: &ListSource) -> Source {
    Source { url: line(&source.address), title: optional(Some(&source.title)) }
}

#[cfg(test)]
mod tests;
