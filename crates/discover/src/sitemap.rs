//! Sitemaps (sitemaps.org 0.9, Google's news extension), read as a stream.
//!
//! In: the bytes, gzip already undone, and the address. Out: the entries in their order: pages (AMP
//! spellings folded), or further sitemaps. Lists of addresses in plain text and feeds count as sitemaps too, as the
//! protocol has it. A broken tail costs only the tail.
//!
//! Deliberately absent: `changefreq` and `priority`, which nobody keeps true, and the rule that a
//! sitemap speaks for its own folder only: robots.txt may name one anywhere, so the caller compares
//! sites.

use crate::address::{Address, MAX_BYTES_KEPT};
use crate::feed::{Feed, read_feed};
use crate::xml::{Name, Token, Tokens};
use crate::{dates, plain, text, xml};
use chrono::{DateTime, Utc};

/// Entries kept of one sitemap (sitemaps.org: at most 50,000).
pub const MAX_SITEMAP_ENTRIES: usize = 50_000;

/// Longest text kept of one element, in bytes.
const MAX_FIELD_BYTES: usize = 8 * 1_024;

/// Why bytes are no sitemap. Final for these bytes; another fetch may bring others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SitemapError {
    /// Neither a sitemap, nor an index, nor a list of addresses, nor a feed.
    #[error("not a sitemap")]
    NotASitemap,
}

/// A sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sitemap {
    /// It names further sitemaps.
    Index(Vec<SitemapEntry>),
    /// It names pages.
    Pages(Vec<SitemapEntry>),
}

/// One line of a sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitemapEntry {
    /// The page, or the further sitemap.
    pub address: Address,
    /// When it was changed last.
    pub modified: Option<DateTime<Utc>>,
    /// What the news extension tells; for pages only.
    pub news: Option<News>,
}

/// What a news sitemap tells of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The headline, plain text.
    pub title: String,
    /// When it was published.
    pub published: Option<DateTime<Utc>>,
    /// Its language, as written: `en`, `zh-cn`.
    pub language: Option<String>,
}

/// Reads a sitemap found at `source`, against which relative addresses are resolved, though there
/// should be none.
///
/// # Errors
/// [`SitemapError::NotASitemap`]; one that is broken, or empty, is none.
pub fn read_sitemap(bytes: &[u8], source: &Address) -> Result<Sitemap, SitemapError> {
    let text = text::decode(bytes);
    let text = xml::with_bare_signs_escaped(&text);
    if !text.starts_with('<') {
        return list(&text);
    }
    if let Some(sitemap) = SitemapReader::read(&text, source) {
        return Ok(sitemap);
    }
    read_feed(bytes, source).map(from_feed).map_err(|_| SitemapError::NotASitemap)
}

/// One address a line.
fn list(text: &str) -> Result<Sitemap, SitemapError> {
    let entries: Vec<SitemapEntry> = text
        .lines()
        .take(MAX_SITEMAP_ENTRIES)
        .filter_map(|line| Address::parse(line).ok())
        .map(|it| SitemapEntry { address: it.without_amp(), modified: None, news: None })
        .collect();
    if entries.is_empty() { Err(SitemapError::NotASitemap) } else { Ok(Sitemap::Pages(entries)) }
}

fn from_feed(feed: Feed) -> Sitemap {
    let entries = feed.entries.into_iter().map(|entry| SitemapEntry {
        address: entry.address,
        modified: entry.published,
        news: None,
    });
    Sitemap::Pages(entries.collect())
}

struct SitemapReader<'a> {
    source: &'a Address,
    is_index: Option<bool>,
    entries: Vec<SitemapEntry>,
    /// Of the addresses of all of them.
    bytes: usize,
    entry: RawEntry,
    text: String,
}

/// The fields of the open entry, as written.
#[derive(Default)]
struct RawEntry {
    location: String,
    modified: String,
    title: String,
    published: String,
    language: String,
}

impl<'a> SitemapReader<'a> {
    fn read(text: &str, source: &'a Address) -> Option<Sitemap> {
        let mut reader = Self {
            source,
            is_index: None,
            entries: Vec::new(),
            bytes: 0,
            entry: RawEntry::default(),
            text: String::new(),
        };
        let mut tokens = Tokens::of(text);
        while let Some(token) = tokens.next() {
            match token {
                Token::Start { name, .. } => reader.start(&name),
                Token::Text(text) => reader.text(&text),
                Token::End(name) => reader.end(&name, tokens.open().last()),
            }
            // The first element tells what it is.
            if reader.is_index.is_none() && !tokens.open().is_empty() {
                return None;
            }
            if reader.entries.len() >= MAX_SITEMAP_ENTRIES || reader.bytes >= MAX_BYTES_KEPT {
                break;
            }
        }
        // The last entry, of a tail that was cut off, is kept if its address was whole.
        reader.end_entry();
        let entries = reader.entries;
        Some(if reader.is_index? { Sitemap::Index(entries) } else { Sitemap::Pages(entries) })
    }

    fn start(&mut self, name: &Name) {
        self.text.clear();
        match name.local.as_str() {
            "urlset" => self.is_index = self.is_index.or(Some(false)),
            "sitemapindex" => self.is_index = self.is_index.or(Some(true)),
            "url" | "sitemap" => self.end_entry(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.text.len() < MAX_FIELD_BYTES {
            self.text.push_str(plain::head(text, MAX_FIELD_BYTES));
        }
    }

    /// Pictures and videos have addresses and titles too, so the parent counts.
    fn end(&mut self, name: &Name, parent: Option<&Name>) {
        let parent = parent.map_or("", |parent| parent.local.as_str());
        let text = std::mem::take(&mut self.text);
        match (parent, name.local.as_str()) {
            ("url" | "sitemap", "loc") => self.entry.location = text,
            ("url" | "sitemap", "lastmod") => self.entry.modified = text,
            ("news", "title") => self.entry.title = text,
            ("news", "publication_date") => self.entry.published = text,
            ("publication" | "news", "language") => self.entry.language = text,
            (_, "url" | "sitemap") => self.end_entry(),
            _ => {}
        }
    }

    fn end_entry(&mut self) {
        let raw = std::mem::take(&mut self.entry);
        if raw.location.trim().is_empty() {
            return;
        }
        let Ok(address) = self.source.join(&raw.location) else { return };
        // A sitemap of AMP pages is a file of its own, so only pages are folded.
        let address = if self.is_index == Some(true) { address } else { address.without_amp() };
        let language = raw.language.trim();
        let news = plain::title(&raw.title).map(|title| News {
            title,
            published: dates::feed(&raw.published),
            language: (!language.is_empty()).then(|| plain::head(language, 35).to_owned()),
        });
        self.bytes += address.as_str().len();
        self.entries.push(SitemapEntry { address, modified: dates::feed(&raw.modified), news });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Sitemap, SitemapError> {
        read_sitemap(text.as_bytes(), &Address::parse("https://a.example/sitemap.xml").unwrap())
    }

    #[track_caller]
    fn pages(text: &str) -> Vec<SitemapEntry> {
        match read(text) {
            Ok(Sitemap::Pages(pages)) => pages,
            other => panic!("pages expected, not {other:?}"),
        }
    }

    fn addresses(entries: &[SitemapEntry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.address.as_str()).collect()
    }

    #[test]
    fn an_index_names_sitemaps() {
        let text = "<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\
            <sitemap><loc> https://a.example/1.xml </loc><lastmod>2026-11-20</lastmod></sitemap>\
            <sitemap><loc>https://a.example/2.xml</loc></sitemap></sitemapindex>";
        let Ok(Sitemap::Index(entries)) = read(text) else { panic!("an index expected") };
        assert_eq!(addresses(&entries), ["https://a.example/1.xml", "https://a.example/2.xml"]);
        assert_eq!(entries[0].modified.unwrap().to_rfc3339(), "2026-11-20T00:00:00+00:00");
    }

    #[test]
    fn news_bear_title_time_and_language() {
        let text = "<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url>\
            <loc>https://a.example/1?a=1&amp;b=2</loc><n:news><n:publication><n:name>Times</n:name>\
            <n:language>en</n:language></n:publication><n:publication_date>2026-11-20T10:30+01:00\
            </n:publication_date><n:title><![CDATA[One & two]]></n:title></n:news>\
            <image:image><image:loc>https://a.example/1.jpg</image:loc><image:title>P</image:title>\
            </image:image></url></urlset>";
        let entries = pages(text);
        assert_eq!(addresses(&entries), ["https://a.example/1?a=1&b=2"]);
        let news = entries[0].news.clone().unwrap();
        assert_eq!((news.title.as_str(), news.language.as_deref()), ("One & two", Some("en")));
        assert_eq!(news.published.unwrap().to_rfc3339(), "2026-11-20T09:30:00+00:00");
    }

    #[test]
    fn a_broken_tail_costs_only_the_tail() {
        let whole =
            "<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.example/2</loc>";
        assert_eq!(pages(&format!("{whole}<lastm")).len(), 2);
        assert_eq!(pages(&format!("{whole}</url><url><loc>https://a.exa")).len(), 2);
        assert_eq!(pages(&format!("{whole}</url><!-- ")).len(), 2);
    }

    #[test]
    fn entries_that_were_never_closed_are_kept_apart() {
        let text = "<urlset><url><loc>https://a.example/1</loc><url><loc>https://a.example/2</loc></urlset>";
        assert_eq!(pages(text).len(), 2);
    }

    #[test]
    fn addresses_that_are_none_are_left_out() {
        let text = "<urlset><url><loc>ftp://a.example/</loc></url><url><loc></loc></url></urlset>";
        assert_eq!(pages(text), []);
    }

    #[test]
    fn lists_and_feeds_are_sitemaps() {
        let list = "\u{feff}https://a.example/1\r\nnonsense\n https://a.example/2";
        assert_eq!(addresses(&pages(list)), ["https://a.example/1", "https://a.example/2"]);
        let feed = "<rss version='2.0'><channel><item><link>https://a.example/3</link></item></channel></rss>";
        assert_eq!(addresses(&pages(feed)), ["https://a.example/3"]);
    }

    #[test]
    fn amp_spellings_of_pages_are_folded_and_sitemaps_keep_their_names() {
        let page = "<urlset><url><loc>https://a.example/amp/story-1</loc></url></urlset>";
        assert_eq!(addresses(&pages(page)), ["https://a.example/story-1"]);
        assert_eq!(
            addresses(&pages("https://a.example/2026/one/amp")),
            ["https://a.example/2026/one"]
        );
        let index = "<sitemapindex><sitemap><loc>https://a.example/amp/1.xml</loc></sitemap></sitemapindex>";
        let Ok(Sitemap::Index(entries)) = read(index) else { panic!("an index expected") };
        assert_eq!(addresses(&entries), ["https://a.example/amp/1.xml"]);
    }

    #[test]
    fn pages_are_no_sitemaps() {
        for text in
            ["", "not found", "<html><body><url><loc>https://a.example/</loc></url>", "<", "{}"]
        {
            assert_eq!(read(text), Err(SitemapError::NotASitemap), "{text}");
        }
    }

    #[test]
    fn entries_are_capped() {
        let url = |number| format!("<url><loc>https://a.example/{number}</loc></url>");
        let urls: Vec<String> = (0..50_010).map(url).collect();
        assert_eq!(
            pages(&format!("<urlset>{}</urlset>", urls.concat())).len(),
            MAX_SITEMAP_ENTRIES
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, text in "<urlset>(<|>|/|url|loc|&|x|;|!|\\[)*") {
            let source = Address::parse("https://a.example/").unwrap();
            drop(read_sitemap(&bytes, &source));
            drop(read(&text));
        }
    }

    #[test]
    fn short_references_below_a_long_address_have_a_budget() {
        let source = format!("https://a.example/{}/", "x".repeat(1_900));
        let source = Address::parse(&source).unwrap();
        let text = (0..MAX_SITEMAP_ENTRIES).map(|at| format!("<url><loc>{at}</loc></url>"));
        let text = format!("<urlset>{}</urlset>", text.collect::<String>());
        let Ok(Sitemap::Pages(pages)) = read_sitemap(text.as_bytes(), &source) else { panic!() };
        let bytes: usize = pages.iter().map(|page| page.address.as_str().len()).sum();
        assert!(bytes < MAX_BYTES_KEPT + 2_048 && pages.len() > 4_000, "{bytes}");
    }
}
