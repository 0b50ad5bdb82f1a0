//! The pipeline: a page goes in, its article or the reason why it is none comes out.

mod headers;
mod plain;
mod reading;
mod selected;
mod text;

use chrono::{DateTime, Utc};
use url::Url;

use crate::article::Article;
use crate::body::{Model, SeenLines};
use crate::charset;
use crate::dom::Dom;
use crate::parse;
use crate::refusal::NotAnArticle;
use crate::selectors::Selectors;
pub use headers::Headers;
pub(crate) use headers::is_reserving;
use reading::Reading;

/// A page as it was fetched.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The body of the answer, decompressed.
    pub bytes: &'a [u8],
    /// The header `Content-Type`; where there is none, `text/html`. HTML, XHTML, `text/plain` and
    /// `application/octet-stream` are looked into, anything else is [`NotAnArticle::NotHtml`].
    pub content_type: Option<&'a str>,
    /// What else the answer's headers say.
    pub headers: Headers<'a>,
    /// Where the page was found, after redirects.
    pub address: &'a Url,
    /// The only notion of now: dates after it are not believed.
    pub fetched_at: DateTime<Utc>,
}

/// The article of a page.
///
/// # Errors
/// The reason why the page is no article. It is final: the same page gets the same answer.
pub fn extract_article(page: &Page<'_>) -> Result<Article, NotAnArticle> {
    extract_article_with(page, &Selectors::default())
}

/// The article of a page whose site has selectors of its own. A selector that finds nothing, or
/// cannot be read, is as if it were not there.
///
/// # Errors
/// As [`extract_article`].
pub fn extract_article_with(
    page: &Page<'_>,
    selectors: &Selectors,
) -> Result<Article, NotAnArticle> {
    read(page, selectors, |reading| reading.article(None))?
}

/// The article of a page, its lines chosen by another model than the built-in one.
///
/// # Errors
/// As [`extract_article`].
pub fn extract_article_by(page: &Page<'_>, model: &Model) -> Result<Article, NotAnArticle> {
    read(page, &Selectors::default(), |reading| reading.article(Some(model)))?
}

/// Which selectors of its site find nothing on a page, by their names; all of them where it is no HTML.
#[must_use]
pub fn idle_selectors(page: &Page<'_>, selectors: &Selectors) -> Vec<&'static str> {
    let named = selectors.named();
    if named.is_empty() {
        return Vec::new();
    }
    let idle = read(page, selectors, idle_of);
    idle.unwrap_or_else(|_| named.into_iter().map(|(name, _)| name).collect())
}

fn idle_of(reading: &Reading<'_, '_>) -> Vec<&'static str> {
    reading.idle_selectors()
}

/// What is measured of a page's lines; nothing where it is no HTML.
#[must_use]
pub fn see_lines(page: &Page<'_>) -> SeenLines {
    read(page, &Selectors::default(), lines_of).unwrap_or_default()
}

fn lines_of(reading: &Reading<'_, '_>) -> SeenLines {
    reading.see_lines()
}

/// Parses a page once, and hands it to whoever wants something of it.
fn read<T>(
    page: &Page<'_>,
    selectors: &Selectors,
    want: impl FnOnce(&Reading<'_, '_>) -> T,
) -> Result<T, NotAnArticle> {
    if !is_html(page) {
        return Err(NotAnArticle::NotHtml);
    }
    let text = charset::decode(page.bytes, page.content_type);
    if is_binary(&text) {
        return Err(NotAnArticle::NotHtml);
    }
    let text = if text.contains('<') { text } else { plain::markup(&text)?.into() };
    // Without selectors nobody asks for an attribute but this crate.
    let has_selectors = *selectors != Selectors::default();
    let html = if has_selectors { parse::parse_for_selectors(&text) } else { parse::parse(&text) };
    let dom = Dom::of(&html);
    Ok(want(&Reading::new(page, selectors, &text, &html, &dom)))
}

/// How much of a page is asked whether it is text, in characters, and how many of a hundred may be
/// controls: chance makes twelve of them, and of 1,678 pages two have any, 22 at most.
const SAMPLE_CHARACTERS: usize = 65_536;
const MOST_CONTROLS_PERCENT: usize = 3;
/// Bytes that are looked through in one go.
const PIECE_BYTES: usize = 1_024;

/// Whether what was sent as a page is no text at all.
fn is_binary(text: &str) -> bool {
    // Hardly any page has one, and bytes are looked through much faster than characters.
    let most = text.len().min(SAMPLE_CHARACTERS * char::MAX_LEN_UTF8);
    let start = text.as_bytes().get(..most).unwrap_or_default();
    let is_byte = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    // Many bytes of one piece are looked at at once; a search that could end at any would go one by one.
    let has_any = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | is_byte(byte));
    if !start.chunks(PIECE_BYTES).any(has_any) {
        return false;
    }
    let is_control = |c: char| c.is_ascii_control() && !c.is_ascii_whitespace();
    let (controls, all) = text
        .chars()
        .take(SAMPLE_CHARACTERS)
        .fold((0, 0), |(controls, all), c| (controls + usize::from(is_control(c)), all + 1));
    controls * 100 > all * MOST_CONTROLS_PERCENT
}

/// Within so many bytes an XHTML page says that it is one.
const HEAD_BYTES: usize = 2_048;

/// The bytes behind what may stand before anything: a byte order mark, white space, comments.
fn content(bytes: &[u8]) -> &[u8] {
    let mut start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    while let Some(comment) = start.strip_prefix(b"<!--") {
        let Some(end) = memchr::memmem::find(comment, b"-->") else { break };
        start = comment.get(end + b"-->".len()..).unwrap_or_default().trim_ascii_start();
    }
    start
}

/// Whether header and bytes may be HTML.
fn is_html(page: &Page<'_>) -> bool {
    let kind = page.content_type.unwrap_or("text/html").to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let told = kind.is_empty()
        || kind.contains("html")
        || kind == "text/plain"
        || kind == "application/octet-stream";
    let start = content(page.bytes);
    let binary =
        [b"%PDF".as_slice(), b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b"];
    let feed = [b"<?xml".as_slice(), b"<rss", b"<feed", b"{", b"["];
    let starts = |signs: &[&[u8]]| signs.iter().any(|sign| start.starts_with(sign));
    let head = start.get(..start.len().min(HEAD_BYTES)).unwrap_or_default().to_ascii_lowercase();
    let names = |word: &[u8]| memchr::memmem::find(&head, word).is_some();
    let xhtml = names(b"<html") || names(b"<!doctype html");
    told && !starts(&binary) && (!starts(&feed) || xhtml)
}
