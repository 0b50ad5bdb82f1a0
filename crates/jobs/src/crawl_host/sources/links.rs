//! The bytes of a source -> addresses of articles and of further sources.

use std::time::Duration;

use database::{Micros, source::Kind};
use discover::{
    Address, Robots, Shape, Sitemap, SitemapEntry, read_feed, read_links, read_sitemap, shape,
};

use super::{Read, hub::Named, kind_of_sitemap, newest, told};

/// Entries taken from one sitemap, newest first: a site's archive is not today's news.
const MOST_ENTRIES: usize = 2_000;
/// Sitemaps taken from an index, newest first.
const MOST_OF_INDEX: usize = 12;
/// A sitemap unpacked, at most, in bytes (the protocol allows 50 MB; ours are news).
const MOST_SITEMAP_BYTES: u64 = 32 * 1024 * 1024;

/// Reads a source; the error says what it is not.
pub(crate) fn read(
    kind: Kind,
    body: &bytes::Bytes,
    content_type: Option<&str>,
    address: &Address,
) -> Result<Read, &'static str> {
    match kind {
        Kind::Feed => read_entries(body, address),
        Kind::NewsSitemap | Kind::Sitemap => read_sitemap_entries(body, address),
        Kind::Front | Kind::Section => Ok(read_page(kind, body, content_type, address)),
    }
}

/// The sitemaps that robots.txt names.
pub(crate) fn sitemaps_of(robots: &Robots, base: &Address) -> Vec<(Kind, Address)> {
    let addresses = robots.sitemaps().iter().filter_map(|address| base.join(address).ok());
    addresses.map(|address| (kind_of_sitemap(&address), address)).collect()
}

fn read_entries(body: &[u8], address: &Address) -> Result<Read, &'static str> {
    let feed = read_feed(body, address).map_err(|_| "it is no feed")?;
    let fresh = feed.ttl_minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
    let articles = feed
        .entries
        .into_iter()
        .map(|entry| (entry.address, entry.published.map(micros)))
        .collect();
    let hub = Named::of(feed.hub, feed.topic, address);
    Ok(Read { articles, fresh, hub, ..Read::default() })
}

fn read_sitemap_entries(body: &bytes::Bytes, address: &Address) -> Result<Read, &'static str> {
    let body = fetch::gunzip_if_needed(body.clone(), MOST_SITEMAP_BYTES)
        .map_err(|_| "its compression is broken, or it is too large")?;
    let sitemap = read_sitemap(&body, address).map_err(|_| "it is no sitemap")?;
    let is_index = matches!(sitemap, Sitemap::Index(_));
    let entries = newest(sitemap, MOST_ENTRIES);
    if is_index {
        let newest = entries.into_iter().take(MOST_OF_INDEX);
        let sources = newest.map(|entry| (kind_of_sitemap(&entry.address), entry.address));
        return Ok(Read { sources: sources.collect(), ..Read::default() });
    }
    // A sitemap lists every page: imprint and lists too. A news sitemap names articles alone.
    let is_article =
        |entry: &SitemapEntry| entry.news.is_some() || shape(&entry.address, "") == Shape::Article;
    let named = entries.len();
    let articles: Vec<_> = entries
        .into_iter()
        .filter(is_article)
        .map(|entry| {
            let published = told(&entry).map(micros);
            (entry.address, published)
        })
        .collect();
    let passed_over = Some(named - articles.len());
    Ok(Read { articles, passed_over, ..Read::default() })
}

fn read_page(kind: Kind, body: &[u8], content_type: Option<&str>, address: &Address) -> Read {
    let html = extract::decode(body, content_type);
    let links = read_links(&html, address);
    let articles = links.articles.into_iter().map(|link| (link.address, None)).collect();
    let mut sources = Vec::new();
    if kind == Kind::Front {
        sources.extend(links.feeds.into_iter().map(|feed| (Kind::Feed, feed)));
        sources.extend(links.sitemaps.into_iter().map(|it| (kind_of_sitemap(&it), it)));
        sources.extend(links.sections.into_iter().map(|section| (Kind::Section, section)));
    }
    Read { articles, sources, ..Read::default() }
}

fn micros(time: chrono::DateTime<chrono::Utc>) -> Micros {
    Micros(time.timestamp_micros())
}
