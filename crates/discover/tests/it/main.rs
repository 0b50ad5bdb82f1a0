//! The crate from outside: what holds of any bytes that are read.

mod promises;

use proptest::prelude::*;

/// Pieces of which feeds, sitemaps and files of rules are made, and what breaks them.
const PIECES: &[&[u8]] = &[
    b"<rss version=\"2.0\">",
    b"<channel>",
    b"<item>",
    b"</item>",
    b"<title>",
    b"</title>",
    b"<link>",
    b"</link>",
    b"<link href='/x/amp'/>",
    b"<link rel='hub' href='//h/'/>",
    b"<feed>",
    b"<entry>",
    b"<guid>",
    b"<ttl>60</ttl>",
    b"<urlset>",
    b"<sitemapindex>",
    b"<url>",
    b"</url>",
    b"<sitemap>",
    b"<loc>",
    b"</loc>",
    b"<lastmod>2026-11-20",
    b"<news:news>",
    b"<news:title>",
    b"<news:language>",
    b"<n:publication_date>",
    b"http://a.example/1",
    b"https://b/?",
    b"user-agent: *\n",
    b"user-agent: Earshot\r\n",
    b"disallow: ",
    b"allow: /",
    b"sitemap: ",
    b"crawl-delay: 5\n",
    b"\n",
    b"\r",
    b"*",
    b"$",
    b"#",
    b":",
    b"/",
    b"%e4",
    b"%",
    b"\xE4",
    b"\xC3",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"&",
    b"&#x0;",
    b"&lt;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE",
    b"<?xml encoding='utf-16'?>",
    b"<",
    b">",
    b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[",
    b"{\"id\":\"1\",\"url\":\"/x\"}",
    b"]}",
    b" ",
    b"x",
];

proptest! {
    #[test]
    fn any_bytes_keep_the_promises(bytes: Vec<u8>) {
        promises::feed(&bytes);
        promises::sitemap(&bytes);
        promises::robots(&bytes);
    }

    #[test]
    fn likely_bytes_keep_the_promises(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)
    ) {
        let bytes = pieces.concat();
        promises::feed(&bytes);
        promises::sitemap(&bytes);
        promises::robots(&bytes);
    }
}
