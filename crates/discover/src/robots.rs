//! robots.txt, by RFC 9309: may this crawler fetch that path?
//!
//! In: the bytes of the file (or what its HTTP answer was), and our product token. Out: [`Robots`],
//! which answers about paths. Misspelled keys are not guessed. Beyond the RFC, two records that
//! many sites use: `crawl-delay` and `sitemap`; they do not disturb the groups (section 2.2.4).
//! What is expected of it stands in `robots/cases.txt`.
//!
//! Deliberately absent: fetching, redirects and caching (section 2.4), and any clamping of the
//! delay: those are the fetcher's.

#[cfg(test)]
mod cases;
mod groups;
mod kept;
mod pattern;
#[cfg(test)]
mod tests;

use groups::Group;
use pattern::Pattern;
use std::time::Duration;

/// What is read of the file, in bytes (RFC 9309, section 2.5: at least 500 KiB); the rest is
/// ignored.
pub const MAX_ROBOTS_BYTES: usize = 500 * 1_024;

/// What a site's robots.txt means for one crawler.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
    sitemaps: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    pattern: Pattern,
    allows: bool,
}

impl Robots {
    /// Reads the file for the crawler of this product token (`Earshot`; a version behind it does
    /// not matter). All groups that name it count as one; without any, those of `*`. A file of
    /// [`MAX_ROBOTS_BYTES`] or more was cut, here or by the fetcher, so its torn last line counts
    /// for nothing: `Allow: /public/` cut to `Allow: /` would allow everything.
    pub fn parse(bytes: &[u8], product_token: &str) -> Self {
        let file = groups::read(&kept::whole_lines(bytes), product_token);
        let Group { rules, crawl_delay, .. } =
            if file.own.is_named { file.own } else { file.everybody };
        Self { rules, crawl_delay, sitemaps: file.sitemaps }
    }

    /// The file as text to be stored: read again, it means the same. Bytes that are no UTF-8, and
    /// zeros, which some databases refuse, are escaped (`%E4`), as paths with them are on the wire.
    /// Shorter than [`MAX_ROBOTS_BYTES`]; where escapes make a file longer, its last lines go.
    pub fn text_to_keep(bytes: &[u8]) -> String {
        kept::text(bytes)
    }

    /// Everything may be fetched.
    pub fn allow_all() -> Self {
        Self::default()
    }

    /// Nothing may be fetched, but robots.txt itself.
    pub fn deny_all() -> Self {
        Self::parse(b"user-agent: *\ndisallow: /", "")
    }

    /// What an HTTP answer means (RFC 9309, section 2.3.1), redirects already followed: 2xx is the
    /// file; 4xx, and redirects without end, mean that there are no rules; 429 and 5xx mean that
    /// nobody knows, so nothing is fetched until a later answer.
    pub fn from_answer(status: u16, bytes: &[u8], product_token: &str) -> Self {
        match status {
            200..=299 => Self::parse(bytes, product_token),
            429 => Self::deny_all(),
            300..=499 => Self::allow_all(),
            _ => Self::deny_all(),
        }
    }

    /// Whether the path (with its query, beginning with `/`) may be fetched: the longest matching
    /// rule says so, `allow` where two are equally long, and no rule allows. Time: the length of
    /// the path and the rules, times one search each.
    pub fn allows(&self, path_and_query: &str) -> bool {
        if path_and_query == "/robots.txt" {
            return true;
        }
        let path = pattern::comparable(path_and_query.as_bytes(), b"*$");
        self.rules
            .iter()
            .filter(|rule| rule.pattern.matches(&path))
            .max_by_key(|rule| (rule.pattern.octets(), rule.allows))
            .is_none_or(|rule| rule.allows)
    }

    /// The pause that the site asks for between two requests, as written; the longest, where the
    /// group states several.
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.crawl_delay
    }

    /// The sitemaps named, whatever the group, as written, in the order of the file.
    pub fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }
}
