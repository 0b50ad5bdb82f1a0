//! What a front page or a section offers: articles, sections, feeds, sitemaps.
//!
//! In: HTML as text (its charset already undone) and its address. Out: the links, in the order of
//! the document, each address once, AMP spellings folded where that is safe. Articles and sections
//! are of the same site only; feeds and sitemaps that the page declares may be elsewhere, and whoever
//! asks decides. `<base href>` counts.
//!
//! Links marked `nofollow` or `sponsored`, and all links of a page whose robots meta element says
//! `nofollow`, are not followed: publishers mark advertisements and log-ins so, and a good guest
//! does as asked. Feeds and sitemaps that are declared stay.
//!
//! Deliberately absent: scripts (nothing is run), and where on the page a link lies.

mod head;
mod json_ld;
mod parse;
#[cfg(test)]
mod tests;
mod text;

use crate::address::{Address, MAX_BYTES_KEPT};
use crate::passed_over::PassedOver;
use crate::shape::{Shape, shape_or_trap};
use scraper::ElementRef;
use scraper::node::Element;
use std::collections::HashMap;

/// Links kept of one page, of each kind.
pub const MAX_LINKS: usize = 2_000;

/// Links looked at on one page.
const MAX_CANDIDATES: usize = 20_000;

/// Types by which a page declares a feed.
const FEED_TYPES: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
];

/// Last segments of paths that are feeds, where a page only links to them.
const FEED_NAMES: &[&str] =
    &["feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "index.rdf", "feed.json"];

/// What a page offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Addresses that look like articles'.
    pub articles: Vec<Link>,
    /// Addresses that look like lists of articles.
    pub sections: Vec<Address>,
    /// Feeds, without those of comments.
    pub feeds: Vec<Address>,
    /// Sitemaps.
    pub sitemaps: Vec<Address>,
    /// Where a page of the same site that it sends its readers to at once is (`<meta
    /// http-equiv="refresh">`), if it is another one.
    pub sends_to: Option<Address>,
    /// Other addresses of the same site, those that were asked not to be followed left aside.
    pub passed_over: PassedOver,
}

/// A link to an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub address: Address,
    /// The longest text of all links to it: mostly the headline. May be empty.
    pub text: String,
}

/// Reads what a page offers.
pub fn read_links(html: &str, page: &Address) -> Links {
    let document = parse::parse(html);
    let elements = || document.tree.root().descendants().filter_map(ElementRef::wrap);
    let base = elements()
        .find_map(|element| href_of(element.value(), "base"))
        .and_then(|href| page.join(href).ok());
    let base = base.as_ref().unwrap_or(page);

    let mut reader =
        PageReader { page, base, found: Links::default(), candidates: Candidates::default() };
    for element in elements() {
        reader.element(element);
    }
    for element in elements().filter(|element| json_ld::is_script(element.value())) {
        reader.items(&text::whole(element));
    }
    if elements().any(|element| forbids_following(element.value())) {
        reader.candidates = Candidates::default();
    }
    let sends_to = elements().find_map(|element| refresh(element.value()));
    let sends_to = sends_to.and_then(|to| base.join(to).ok());
    let sends_to = sends_to.filter(|to| to != page && to.same_site(page));
    Links { sends_to, ..reader.links() }
}

/// Seconds after which a page that sends its readers on is none that they were to read.
const SOON_SECONDS: u32 = 5;

/// The address in `<meta http-equiv="refresh" content="0; url=/start">` (HTML, section 4.2.5.3).
fn refresh(element: &Element) -> Option<&str> {
    let says_so = element.attr("http-equiv").is_some_and(|it| it.eq_ignore_ascii_case("refresh"));
    let content = element.attr("content").filter(|_| says_so && element.name() == "meta")?;
    let (seconds, to) = content.split_once([';', ','])?;
    let seconds: u32 = seconds.trim().split('.').next()?.parse().ok()?;
    let (name, address) = to.split_once('=')?;
    let is_address = name.trim().eq_ignore_ascii_case("url") && seconds <= SOON_SECONDS;
    is_address.then_some(address.trim().trim_matches(['\'', '"']))
}

fn href_of<'element>(element: &'element Element, name: &str) -> Option<&'element str> {
    if element.name() == name { element.attr("href") } else { None }
}

/// `<meta name="robots" content="nofollow">`.
fn forbids_following(element: &Element) -> bool {
    let is_robots = element.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("robots"));
    let content = element.attr("content").unwrap_or_default().to_ascii_lowercase();
    element.name() == "meta"
        && is_robots
        && content.split(',').any(|rule| matches!(rule.trim(), "nofollow" | "none"))
}

/// Links to the same site, by address.
#[derive(Default)]
struct Candidates {
    links: Vec<Link>,
    positions: HashMap<Address, usize>,
    /// Of the addresses of all of them.
    bytes: usize,
    /// How many links came too late.
    left_out: usize,
}

impl Candidates {
    /// Keeps the place of the first link to an address, and the longest text.
    fn add(&mut self, link: Link) {
        let known = self.positions.get(&link.address).and_then(|at| self.links.get_mut(*at));
        if let Some(known) = known {
            if known.text.len() < link.text.len() {
                known.text = link.text;
            }
        } else if self.links.len() < MAX_CANDIDATES && self.bytes < MAX_BYTES_KEPT {
            self.bytes += link.address.as_str().len();
            self.positions.insert(link.address.clone(), self.links.len());
            self.links.push(link);
        } else {
            self.left_out += 1;
        }
    }
}

struct PageReader<'a> {
    page: &'a Address,
    base: &'a Address,
    found: Links,
    candidates: Candidates,
}

impl PageReader<'_> {
    fn element(&mut self, element: ElementRef<'_>) {
        let Some(href) = element.value().attr("href") else { return };
        match element.value().name() {
            "a" | "area" => self.anchor(element, href),
            "link" => self.declared(element.value(), href),
            _ => {}
        }
    }

    fn anchor(&mut self, element: ElementRef<'_>, href: &str) {
        if is_marked(element.value(), &["nofollow", "sponsored"]) || href.starts_with('#') {
            return;
        }
        let Some(address) = self.own_address(href) else { return };
        if is_feed_path(&address) {
            add(&mut self.found.feeds, address);
        } else if is_sitemap_path(&address) {
            add(&mut self.found.sitemaps, address);
        } else {
            self.candidates.add(Link { address, text: text::of_link(element) });
        }
    }

    /// `<link rel=alternate type=… href=…>` and `<link rel=sitemap href=…>`.
    fn declared(&mut self, element: &Element, href: &str) {
        let kind = element.attr("type").unwrap_or_default();
        // A media type may have parameters (RFC 9110, section 8.3.1).
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_feed = is_marked(element, &["alternate"]) && FEED_TYPES.contains(&&*kind);
        let is_sitemap = is_marked(element, &["sitemap"]);
        let Ok(address) = self.base.join(href) else { return };
        if is_feed && !is_comments(&address) {
            add(&mut self.found.feeds, address);
        } else if is_sitemap {
            add(&mut self.found.sitemaps, address);
        }
    }

    /// Lists for search engines often name articles that the page shows by script only.
    fn items(&mut self, json: &str) {
        for item in json_ld::listed(json) {
            if let Some(address) = self.own_address(&item.address) {
                self.candidates.add(Link { address, text: item.name });
            }
        }
    }

    fn own_address(&self, href: &str) -> Option<Address> {
        let address = self.base.join(href).ok()?.without_amp();
        (address.same_site(self.page) && address != *self.page).then_some(address)
    }

    fn links(self) -> Links {
        let Links { mut articles, mut sections, mut passed_over, .. } = self.found;
        passed_over.add(PassedOver::TOO_MANY, self.candidates.left_out);
        // Each address stands there once.
        for link in self.candidates.links {
            match shape_or_trap(&link.address, &link.text) {
                (Shape::Article, _) if articles.len() < MAX_LINKS => articles.push(link),
                (Shape::Section, _) if sections.len() < MAX_LINKS => sections.push(link.address),
                (Shape::Article | Shape::Section, _) => passed_over.add(PassedOver::TOO_MANY, 1),
                (Shape::Other, trap) => passed_over.add_shape(trap),
            }
        }
        Links { articles, sections, passed_over, ..self.found }
    }
}

/// Whether `rel` holds one of the words.
fn is_marked(element: &Element, words: &[&str]) -> bool {
    let rel = element.attr("rel").unwrap_or_default().to_ascii_lowercase();
    rel.split_ascii_whitespace().any(|word| words.contains(&word))
}

/// Each address once; the lists are short but for [`MAX_LINKS`].
fn add(list: &mut Vec<Address>, address: Address) {
    if list.len() < MAX_LINKS && !list.contains(&address) {
        list.push(address);
    }
}

fn last_segment(address: &Address) -> String {
    let path = address.url().path().trim_end_matches('/').to_ascii_lowercase();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn is_feed_path(address: &Address) -> bool {
    let last = last_segment(address);
    let is_named = FEED_NAMES.contains(&last.as_str());
    let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = matches!(ending, "rss" | "atom" | "rdf");
    (is_named || is_ending) && !is_comments(address)
}

fn is_sitemap_path(address: &Address) -> bool {
    let last = last_segment(address);
    last.strip_suffix(".xml").is_some_and(|name| name.contains("sitemap"))
}

/// `WordPress` declares a feed of comments beside that of posts.
fn is_comments(address: &Address) -> bool {
    address.url().path().to_ascii_lowercase().contains("/comments/")
}
