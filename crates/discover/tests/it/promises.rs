//! What holds of any feed, sitemap and robots.txt, whatever its bytes: shared by the tests of chance
//! and `fuzz/`.

use std::collections::HashSet;

use discover::{
    Address, Entry, Feed, MAX_ADDRESS_BYTES, MAX_ENTRIES, MAX_ROBOTS_BYTES, MAX_SITEMAP_ENTRIES,
    Robots, Sitemap, read_feed, read_sitemap,
};

/// Longest headline, in characters.
const MOST_TITLE_CHARACTERS: usize = 500;
/// Longest guid and name of a language, in bytes.
const MOST_NAME_BYTES: usize = 1_024;
/// Sitemaps of one robots.txt.
const MOST_SITEMAPS: usize = 1_000;

/// Reads bytes as a feed, and panics where it breaks a promise.
pub(crate) fn feed(bytes: &[u8]) {
    let outcome = read_feed(bytes, &source());
    assert_eq!(outcome, read_feed(bytes, &source()), "two runs differ");
    if let Ok(feed) = outcome {
        check_feed(&feed);
    }
}

/// Reads bytes as a sitemap, and panics where it breaks a promise.
pub(crate) fn sitemap(bytes: &[u8]) {
    let outcome = read_sitemap(bytes, &source());
    assert_eq!(outcome, read_sitemap(bytes, &source()), "two runs differ");
    let (entries, is_index) = match outcome {
        Ok(Sitemap::Index(entries)) => (entries, true),
        Ok(Sitemap::Pages(entries)) => (entries, false),
        Err(_) => return,
    };
    assert!(entries.len() <= MAX_SITEMAP_ENTRIES, "{} entries", entries.len());
    for entry in &entries {
        check_address(&entry.address);
        assert!(is_index || entry.address.without_amp() == entry.address, "{}", entry.address);
        if let Some(news) = &entry.news {
            check_title(&news.title);
        }
    }
}

/// Reads bytes as robots.txt, and asks about the path in its first line.
pub(crate) fn robots(bytes: &[u8]) {
    let robots = Robots::parse(bytes, "Earshot");
    let kept = Robots::text_to_keep(bytes);
    assert!(kept.len() <= MAX_ROBOTS_BYTES && !kept.contains('\0'), "{} bytes kept", kept.len());
    // A file that grows beyond the cap loses its last lines.
    if bytes.len() < MAX_ROBOTS_BYTES / 3 {
        assert_eq!(
            Robots::parse(kept.as_bytes(), "Earshot"),
            robots,
            "other rules once it was kept"
        );
    }
    assert!(robots.allows("/robots.txt"));
    assert!(robots.sitemaps().len() <= MOST_SITEMAPS, "{} sitemaps", robots.sitemaps().len());
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let path = format!("/{}", String::from_utf8_lossy(first));
    if !path.contains('%') {
        assert_eq!(robots.allows(&path), robots.allows(&escaped(&path)), "{path}");
    }
    assert!(Robots::from_answer(404, bytes, "Earshot").allows(&path));
    assert!(path == "/robots.txt" || !Robots::from_answer(503, bytes, "Earshot").allows(&path));
}

fn check_feed(feed: &Feed) {
    assert!(feed.entries.len() <= MAX_ENTRIES, "{} entries", feed.entries.len());
    let distinct: HashSet<&Address> = feed.entries.iter().map(|entry| &entry.address).collect();
    assert_eq!(distinct.len(), feed.entries.len(), "one address twice");
    for entry in &feed.entries {
        check_entry(entry);
    }
    if let Some(title) = &feed.title {
        check_title(title);
    }
    if let Some(language) = &feed.language {
        assert!((1..=MOST_NAME_BYTES).contains(&language.len()), "{language:?}");
    }
    if let Some(hub) = &feed.hub {
        check_address(&Address::parse(hub).expect("a hub is an address"));
    }
}

fn check_entry(entry: &Entry) {
    check_address(&entry.address);
    assert_eq!(entry.address.without_amp(), entry.address);
    if let Some(guid) = &entry.guid {
        assert!((1..=MOST_NAME_BYTES).contains(&guid.len()), "{guid:?}");
    }
    if let Some(title) = &entry.title {
        check_title(title);
    }
}

/// One line of plain text.
fn check_title(title: &str) {
    let characters = title.chars().count();
    assert!((1..=MOST_TITLE_CHARACTERS).contains(&characters), "{characters} characters");
    assert_eq!(title.trim(), title);
    assert!(!title.contains(char::is_control), "{title:?}");
}

/// Absolute, of a page, in its only spelling.
fn check_address(address: &Address) {
    assert!(matches!(address.url().scheme(), "http" | "https"), "{address}");
    assert!(address.url().has_host() && address.url().username().is_empty(), "{address}");
    assert!(address.as_str().len() <= MAX_ADDRESS_BYTES, "{} bytes", address.as_str().len());
    assert_eq!(Address::parse(address.as_str()).as_ref(), Ok(address));
}

/// Each letter and figure escaped, which changes no path.
fn escaped(path: &str) -> String {
    let escape = |character: char| match character {
        it if it.is_ascii_alphanumeric() => format!("%{:02x}", u32::from(it)),
        it => it.to_string(),
    };
    path.chars().map(escape).collect()
}

fn source() -> Address {
    Address::parse("https://www.valley.example/feeds/news?format=any").expect("a constant address")
}
