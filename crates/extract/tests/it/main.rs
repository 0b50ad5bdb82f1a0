//! The crate from outside: pages with their expected outcome, hostile pages, the quality floor.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read pages and measure time, which the crate must not"
)]

mod growth;
mod hostile;
mod pages;
mod pictures;
mod quality;
mod walls;

use extract::{Article, NotAnArticle, Page, extract_article};
use url::Url;

/// 2026-11-21, in seconds since 1970: when all pages count as fetched.
const FETCHED_AT: i64 = 1_795_219_200;

/// Extracts a page that was found at an address.
fn extract_at(bytes: &[u8], address: &str) -> Result<Article, NotAnArticle> {
    let address = Url::parse(address)
        .or_else(|_| Url::parse("https://page.invalid/unknown"))
        .expect("a constant address");
    let fetched_at = chrono::DateTime::from_timestamp(FETCHED_AT, 0).expect("a constant instant");
    extract_article(&Page {
        bytes,
        content_type: Some("text/html"),
        headers: extract::Headers::NONE,
        address: &address,
        fetched_at,
    })
}
