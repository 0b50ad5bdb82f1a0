//! The pipeline: a page goes in, its article or the reason why it is none comes out.

use chrono::{DateTime, Utc};
use scraper::Html;
use url::Url;

use crate::article::Article;
use crate::block::{Block, Text, text_of};
use crate::body::{self, Body, Layout, Model, SeenLines, Wanted, absolute};
use crate::dom::Dom;
use crate::metadata::dates::Dates;
use crate::metadata::head::Head;
use crate::metadata::origins::{Selected, Witnesses};
use crate::metadata::{authors, flags, image, language, standfirst, tags, title};
use crate::origin::Origins;
use crate::refusal::NotAnArticle;
use crate::selectors::{Selectors, places};
use crate::verdict::{Evidence, Signs};
use crate::{charset, keywords, parse, rescue, summary};

/// A shorter text in JSON-LD is a teaser, in characters.
const MIN_WITNESS_CHARACTERS: usize = 400;

/// A text shorter than this may be what was left of a longer one, in characters; and how much must
/// speak for an article before it is looked for again.
const LITTLE_CHARACTERS: usize = 150;
const WEIGHT_FOR_RESCUE: u32 = 2;

/// A page as it was fetched.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The body of the answer, decompressed.
    pub bytes: &'a [u8],
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The header `X-Robots-Tag` or `tdm-reservation`; several are joined by line breaks, each with
    /// or without its name.
    pub robots_header: Option<&'a str>,
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

/// What is measured of a page's lines; nothing where it is no HTML.
#[must_use]
pub fn see_lines(page: &Page<'_>) -> SeenLines {
    read(page, &Selectors::default(), lines_of).unwrap_or_default()
}

fn lines_of(reading: &Reading<'_, '_>) -> SeenLines {
    let site_name = tags::site_name(&reading.head);
    let title = reading.title(site_name.as_deref());
    let authors = reading.authors(site_name.as_deref());
    body::see(reading.dom, &reading.layout, &reading.wanted(&title, &authors, None))
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
    let html = parse::parse(&text);
    let dom = Dom::of(&html);
    Ok(want(&Reading::new(page, selectors, &html, &dom)))
}

/// Whether header and bytes may be HTML.
fn is_html(page: &Page<'_>) -> bool {
    let kind = page.content_type.unwrap_or("text/html").to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let told = kind.is_empty()
        || kind.contains("html")
        || kind == "text/plain"
        || kind == "application/octet-stream";
    let start = page.bytes.trim_ascii_start();
    let binary =
        [b"%PDF".as_slice(), b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b"];
    let feed = [b"<?xml".as_slice(), b"<rss", b"<feed", b"{", b"["];
    let starts = |signs: &[&[u8]]| signs.iter().any(|sign| start.starts_with(sign));
    let xhtml =
        memchr::memmem::find(start.get(..start.len().min(600)).unwrap_or_default(), b"<html")
            .is_some();
    told && !starts(&binary) && (!starts(&feed) || xhtml)
}

/// One page while it is read.
struct Reading<'p, 'a> {
    page: &'p Page<'p>,
    selectors: &'p Selectors,
    html: &'p Html,
    dom: &'p Dom<'a>,
    head: Head<'a>,
    layout: Layout,
    /// Against which the page's addresses are resolved.
    base: Url,
    /// What the head says that the article is about.
    description: String,
    /// The text that JSON-LD tells.
    told: String,
}

impl<'p, 'a> Reading<'p, 'a> {
    fn new(page: &'p Page<'p>, selectors: &'p Selectors, html: &'p Html, dom: &'p Dom<'a>) -> Self {
        let head = Head::of(dom);
        let mut layout = Layout::of(dom);
        for place in places(html, dom, selectors.remove.as_ref()) {
            layout.judged.removed[dom.subtree(place)].fill(true);
        }
        let told = dom.nodes.iter().find_map(|node| {
            node.element
                .filter(|element| &*element.name.local == "base")
                .and(node.attribute("href"))
        });
        let base = told.and_then(|href| page.address.join(href).ok());
        let base = base.unwrap_or_else(|| page.address.clone());
        let description = head.meta_text(&["og:description", "description", "twitter:description"]);
        let told = head.linked.paragraphs("articleBody");
        Self {
            page,
            selectors,
            html,
            dom,
            layout,
            base,
            description: description.unwrap_or_default(),
            told: told.unwrap_or_default().join("\n"),
            head,
        }
    }

    fn article(&self, model: Option<&Model>) -> Result<Article, NotAnArticle> {
        let site_name = tags::site_name(&self.head);
        let title = self.title(site_name.as_deref());
        let authors = self.authors(site_name.as_deref());
        let signs = Signs::of(self.dom, &self.layout, &self.head, self.page.address, &title);
        let mut body = self.body(&title, &authors, model);
        if signs.weight() >= WEIGHT_FOR_RESCUE && self.has_little(&body) {
            let wanted = self.wanted(&title, &authors, None);
            body = rescue::find(self.dom, &wanted).unwrap_or(body);
        }
        let standfirst = self.standfirst(&mut body);
        self.hear_witness(&mut body);
        let text = text_of(&body.blocks);
        let evidence = Evidence {
            dom: self.dom,
            layout: &self.layout,
            head: &self.head,
            body: &body,
            address: self.page.address,
            title: &title,
            text: &text,
            signs,
        };
        if let Some(reason) = evidence.refusal() {
            return Err(reason);
        }
        let dates = self.dates();
        let (published, modified) = self.times(&dates);
        let (language, of_language) = language::find(&self.head, &text).unzip();
        let told = tags::keywords(&self.head, site_name.as_deref(), self.page.address);
        let is_short = text.chars().count() < flags::MAX_VIDEO_CHARACTERS;
        let mut article = Article {
            authors,
            published,
            modified,
            lead_image: image::find(&self.head, &self.base, &body.blocks),
            canonical: self
                .head
                .link("canonical")
                .and_then(|address| absolute(&self.base, address)),
            section: tags::section(&self.head),
            keywords: keywords::find(told, &title, &text, language.as_deref()),
            summary: summary::find(&body.blocks),
            mainly_video: is_short && !flags::mainly_video(&self.head).is_empty(),
            live: !flags::live(&self.head, self.page.address).is_empty(),
            paywalled: !flags::paywalled(&self.head).is_empty(),
            reserved: !flags::reserved(&self.head, self.page.robots_header).is_empty(),
            licence: flags::licence(self.dom, &self.head),
            title,
            standfirst,
            blocks: body.blocks,
            language,
            site_name,
            origins: Origins { language: of_language, ..Origins::default() },
        };
        article.origins = self.witnesses(&dates).of(&article);
        Ok(article)
    }

    fn witnesses<'w>(&'w self, dates: &'w Dates<'w, 'a>) -> Witnesses<'w, 'a> {
        let finds = |selector: &Option<String>| !self.selected(selector.as_ref()).is_empty();
        Witnesses {
            dom: self.dom,
            lines: &self.layout.lines,
            head: &self.head,
            dates,
            base: &self.base,
            robots_header: self.page.robots_header,
            selected: Selected {
                title: finds(&self.selectors.title),
                authors: finds(&self.selectors.authors),
                published: finds(&self.selectors.published),
            },
        }
    }

    /// Whether a search without selectors found hardly any text.
    fn has_little(&self, body: &Body) -> bool {
        self.selectors.body.is_none() && text_of(&body.blocks).chars().count() < LITTLE_CHARACTERS
    }

    fn selected(&self, selector: Option<&String>) -> Vec<usize> {
        places(self.html, self.dom, selector)
    }

    fn title(&self, site: Option<&str>) -> String {
        let selected = self.selected(self.selectors.title.as_ref());
        let selected =
            selected.into_iter().map(|place| self.dom.text(place)).find(|text| !text.is_empty());
        let found = || title::find(self.dom, &self.layout.judged, &self.head, site);
        selected.or_else(found).unwrap_or_default()
    }

    fn body(&self, title: &str, authors: &[String], model: Option<&Model>) -> Body {
        let selected = self.selected(self.selectors.body.as_ref());
        let roots = (!selected.is_empty()).then(|| body::outermost(self.dom, &selected));
        body::find(self.dom, &self.layout, &self.wanted(title, authors, roots), model)
    }

    fn wanted<'w>(
        &'w self,
        title: &'w str,
        authors: &'w [String],
        roots: Option<Vec<usize>>,
    ) -> Wanted<'w> {
        let Self { base, description, told, .. } = self;
        Wanted { base, title, authors, description, told, roots }
    }

    /// JSON-LD may hold the text that the markup does not show: believed where the markup has less
    /// than half of it.
    fn hear_witness(&self, body: &mut Body) {
        let Some(told) = self.head.linked.paragraphs("articleBody") else { return };
        let length = |blocks: &[Block]| text_of(blocks).chars().count();
        let told: Vec<Block> =
            told.into_iter().map(|line| Block::Paragraph(Text::unmarked(line))).collect();
        let told_length = length(&told);
        if told_length >= MIN_WITNESS_CHARACTERS && length(&body.blocks) * 2 < told_length {
            body.blocks = told;
        }
    }

    /// The standfirst, which is the first paragraph of the text too.
    fn standfirst(&self, body: &mut Body) -> Option<String> {
        let first = body.first_node?;
        let (found, is_called) =
            standfirst::find(self.dom, &self.layout.judged, &self.head, first)?;
        if is_called && !body::says(&body.blocks, &found) {
            body.blocks.insert(0, Block::Paragraph(Text::unmarked(found.clone())));
        }
        Some(found)
    }

    fn authors(&self, site: Option<&str>) -> Vec<String> {
        let selected = self.selected(self.selectors.authors.as_ref());
        if selected.is_empty() {
            return authors::find(self.dom, &self.layout.judged, &self.head, site);
        }
        let names: Vec<String> = selected.into_iter().map(|place| self.dom.text(place)).collect();
        authors::clean(&names, site)
    }

    fn dates(&self) -> Dates<'_, 'a> {
        Dates {
            dom: self.dom,
            layout: &self.layout,
            head: &self.head,
            address: self.page.address,
            fetched_at: self.page.fetched_at,
        }
    }

    fn times(&self, dates: &Dates<'_, 'a>) -> (Option<crate::Moment>, Option<crate::Moment>) {
        let (published, modified) = dates.find();
        let selected = self.selected(self.selectors.published.as_ref());
        let selected = selected.into_iter().find_map(|place| dates.time_at(place));
        (selected.or(published), modified)
    }
}
