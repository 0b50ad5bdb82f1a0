//! The bytes of a source -> addresses of articles and of further sources.

use std::time::Duration;

use database::{Micros, source::Kind};
use discover::{
    Address, PassedOver, Robots, Shape, Sitemap, SitemapEntry, read_feed, read_links, read_sitemap,
    shape_or_trap,
};

use super::{Read, hub::Named, kind_of_sitemap, newest};

/// Entries taken from one sitemap, newest first: a site's archive is not today's news.
const MOST_ENTRIES: usize = 2_000;
/// A sitemap decoded and unpacked, at most, in bytes (the protocol allows 50 MB; ours are news).
pub(super) const MOST_SITEMAP_BYTES: u64 = 32 * 1024 * 1024;

/// Reads a source; the error says what it is not.
pub(crate) fn read(
    kind: Kind,
    body: &bytes::Bytes,
    content_type: Option<&str>,
    address: &Address,
) -> Result<Read, &'static str> {
    match kind {
        Kind::Feed => read_entries(&unpacked(body)?, address),
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
    let ttl = Duration::from_secs(u64::from(feed.ttl_minutes.unwrap_or(0)) * 60);
    let articles = feed
        .entries
        .into_iter()
        .map(|entry| (entry.address, entry.published.map(micros)))
        .collect();
    let hub = Named::of(feed.hub, feed.topic, address);
    let mut passed_over = PassedOver::default();
    passed_over.add(PassedOver::TOO_MANY, feed.left_out);
    passed_over.add(PassedOver::NO_ADDRESS, feed.without_address);
    Ok(Read { articles, ttl: Some(ttl), hub, passed_over: Some(passed_over), ..Read::default() })
}

/// A file that is compressed, whether its server tells so or not.
fn unpacked(body: &bytes::Bytes) -> Result<bytes::Bytes, &'static str> {
    fetch::gunzip_if_needed(body.clone(), MOST_SITEMAP_BYTES)
        .map_err(|_| "its compression is broken, or it is too large")
}

fn read_sitemap_entries(body: &bytes::Bytes, address: &Address) -> Result<Read, &'static str> {
    let sitemap = read_sitemap(&unpacked(body)?, address).map_err(|_| "it is no sitemap")?;
    let mut read = Read { ttl: Some(Duration::ZERO), ..Read::default() };
    let mut passed_over = PassedOver::default();
    match sitemap {
        Sitemap::Index(entries) => {
            let children = newest::children(entries).into_iter();
            read.children = children.map(|entry| entry.address).collect();
        }
        Sitemap::Pages(entries) => read.articles = listed(entries, &mut passed_over),
    }
    Ok(Read { passed_over: Some(passed_over), ..read })
}

/// The articles among the newest entries. A sitemap lists every page: imprint and lists too. A news
/// sitemap names articles alone.
fn listed(
    entries: Vec<SitemapEntry>,
    passed_over: &mut PassedOver,
) -> Vec<(Address, Option<Micros>)> {
    passed_over.add(PassedOver::TOO_MANY, entries.len().saturating_sub(MOST_ENTRIES));
    let mut articles = Vec::new();
    for entry in newest::pages(entries).into_iter().take(MOST_ENTRIES) {
        let published = newest::told(&entry).map(micros);
        match shape_or_trap(&entry.address, "") {
            (shape, trap) if entry.news.is_none() && shape != Shape::Article => {
                passed_over.add_shape(trap);
            }
            _ => articles.push((entry.address, published)),
        }
    }
    articles
}

fn read_page(kind: Kind, body: &[u8], content_type: Option<&str>, address: &Address) -> Read {
    let html = extract::decode(body, content_type);
    let links = read_links(&html, address);
    let articles = links.articles.into_iter().map(|link| (link.address, None)).collect();
    let mut sources = Vec::new();
    if kind == Kind::Front {
        // A page that only sends its readers on: the front page is there.
        sources.extend(links.sends_to.map(|to| (Kind::Front, to)));
        sources.extend(links.feeds.into_iter().map(|feed| (Kind::Feed, feed)));
        sources.extend(links.sitemaps.into_iter().map(|it| (kind_of_sitemap(&it), it)));
        sources.extend(links.sections.into_iter().map(|section| (Kind::Section, section)));
    }
    let (ttl, passed_over) = (Some(Duration::ZERO), Some(links.passed_over));
    Read { articles, sources, ttl, passed_over, ..Read::default() }
}

fn micros(time: chrono::DateTime<chrono::Utc>) -> Micros {
    Micros(time.timestamp_micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_long_sitemap_are_read_and_what_is_left_is_told() {
        let page = |number: usize| {
            let path = if number < 900 { "imprint" } else { "2026/11/20/council-votes-on-plan" };
            format!("<url><loc>https://news.example/{path}-{number}.html?page={number}</loc></url>")
        };
        let pages: Vec<String> = (0..6_000).map(page).collect();
        let story =
            "<url><loc>https://news.example/2026/11/20/a-story-appended-at-last</loc></url>";
        let sitemap = format!("<urlset>{}{story}</urlset>", pages.concat());
        let address = Address::parse("https://news.example/sitemap.xml").unwrap();

        let read = read(Kind::Sitemap, &sitemap.into(), None, &address).unwrap();

        let articles: Vec<&str> = read.articles.iter().map(|(it, _)| it.url().path()).collect();
        assert_eq!(articles, ["/2026/11/20/a-story-appended-at-last"]);
        let passed_over: Vec<_> = read.passed_over.iter().flat_map(PassedOver::counts).collect();
        // The first two are no further pages, and no articles.
        let expected = [("further_page", 1_997), ("shape", 2), ("too_many", 4_001)];
        assert_eq!(passed_over, expected);
    }
}
