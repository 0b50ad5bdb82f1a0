//! One page while it is read: everything is found, judged, and put together.

use scraper::Html;
use url::Url;

use super::Page;
use super::text::MIN_WITNESS_CHARACTERS;
use crate::article::Article;
use crate::block::text_of;
use crate::body::{self, Layout, Line, Model, SeenLines, absolute};
use crate::dom::Dom;
use crate::metadata::dates::Dates;
use crate::metadata::head::Head;
use crate::metadata::origins::{Selected, Witnesses};
use crate::metadata::{flags, image, language, live, tags};
use crate::origin::Origins;
use crate::refusal::NotAnArticle;
use crate::selectors::{Selectors, places};
use crate::verdict::{Evidence, Signs};
use crate::{keywords, summary};

/// One page while it is read.
pub(super) struct Reading<'p, 'a> {
    pub(super) page: &'p Page<'p>,
    pub(super) selectors: &'p Selectors,
    pub(super) source: &'p str,
    pub(super) html: &'p Html,
    pub(super) dom: &'p Dom<'a>,
    pub(super) head: Head<'a>,
    pub(super) layout: Layout,
    /// Against which the page's addresses are resolved.
    pub(super) base: Url,
    /// What the head says that the article is about.
    pub(super) description: String,
    /// The text that JSON-LD tells.
    pub(super) told: String,
}

impl<'p, 'a> Reading<'p, 'a> {
    /// The page's lines to the end of the text.
    fn lines_to(&self, last: Option<usize>) -> &[Line] {
        let lines = &self.layout.lines;
        last.and_then(|last| lines.get(..=last)).unwrap_or(lines)
    }

    pub(super) fn new(
        page: &'p Page<'p>,
        selectors: &'p Selectors,
        source: &'p str,
        html: &'p Html,
        dom: &'p Dom<'a>,
    ) -> Self {
        let mut head = Head::of(dom);
        head.found_at = Some(page.address.clone());
        let mut layout = Layout::of(dom);
        for place in places(html, dom, selectors.body.as_ref()) {
            layout.judged.restore(dom, place);
        }
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
        let told = head.linked.paragraphs("articleBody").unwrap_or_default().join("\n");
        let is_teaser = told.chars().nth(MIN_WITNESS_CHARACTERS - 1).is_none();
        Self {
            page,
            selectors,
            source,
            html,
            dom,
            layout,
            base,
            description: description.unwrap_or_default(),
            told: if is_teaser { String::new() } else { told },
            head,
        }
    }

    pub(super) fn article(&self, model: Option<&Model>) -> Result<Article, NotAnArticle> {
        let site_name = tags::site_name(&self.head);
        let title = self.title(site_name.as_deref());
        let authors = self.authors(site_name.as_deref());
        let signs = Signs::of(self.dom, &self.layout, &self.head, self.page.address, &title);
        let mut body = self.text(&title, &authors, signs, model);
        let standfirst = self.standfirst(&title, &mut body);
        body::drop_repeats(&mut body.blocks);
        body::drop_last_heading(&mut body.blocks);
        let text = text_of(&body.blocks);
        let evidence = Evidence {
            dom: self.dom,
            layout: &self.layout,
            head: &self.head,
            body: &body,
            address: self.page.address,
            title: &title,
            authors: &authors,
            text: &text,
            signs,
        };
        if let Some(reason) = evidence.refusal() {
            return Err(reason);
        }
        let dates = self.dates(&body);
        let (published, modified) = self.times(&dates);
        let (language, of_language) =
            language::find((&self.head, self.page.headers), &text).unzip();
        let tags = tags::tags(&self.head, site_name.as_deref(), self.page.address);
        let tags = tags::without_machines(tags, &self.head, &title, &text);
        let is_short = text.chars().count() < flags::MAX_VIDEO_CHARACTERS;
        let ends = is_short && body::ends_with_offer(self.dom, &self.layout, &body);
        let site_name = site_name.or_else(|| tags::site_name_of_title(&self.head));
        let mut article = Article {
            authors,
            published,
            modified,
            lead_image: image::find(&self.head, &self.base, &body.blocks),
            canonical: self.canonical(),
            section: tags::section(&self.head),
            keywords: keywords::find(&tags, &title, &text, language.as_deref()),
            tags,
            summary: summary::find(&body.blocks),
            mainly_video: is_short && !flags::mainly_video(&self.head).is_empty(),
            live: !flags::live(&self.head, self.page.address).is_empty()
                || live::is_headed(self.dom, self.lines_to(body.last_line), &title),
            paywalled: !flags::paywalled(&self.head).is_empty() || ends,
            reserved: !flags::reserved(&self.head, self.page.headers).is_empty(),
            licence: flags::licence(self.dom, (&self.head, self.page.headers), &self.base),
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

    /// As the page says, or else the header.
    fn canonical(&self) -> Option<String> {
        let in_page = self.head.link("canonical").map(|link| (&self.base, link));
        // The base that a page sets is that of its own links alone (RFC 8288, section 3.1).
        let in_header = || Some((self.page.address, self.page.headers.link("canonical")?));
        in_page.or_else(in_header).and_then(|(base, link)| absolute(base, link))
    }

    fn witnesses<'w>(&'w self, dates: &'w Dates<'w, 'a>) -> Witnesses<'w, 'a> {
        let found = |selector: &Option<String>| self.selected(selector.as_ref()).into_iter();
        let [mut titles, mut authors, mut times] =
            [&self.selectors.title, &self.selectors.authors, &self.selectors.published].map(found);
        Witnesses {
            dom: self.dom,
            lines: &self.layout.lines,
            head: &self.head,
            dates,
            base: &self.base,
            headers: self.page.headers,
            selected: Selected {
                title: titles.any(|place| !self.dom.text(place).is_empty()),
                authors: authors.next().is_some(),
                published: times.any(|place| dates.time_at(place).is_some()),
            },
        }
    }

    /// What is measured of the page's lines.
    pub(super) fn see_lines(&self) -> SeenLines {
        let site_name = tags::site_name(&self.head);
        let title = self.title(site_name.as_deref());
        let authors = self.authors(site_name.as_deref());
        body::see(self.dom, &self.layout, &self.wanted(&title, &authors, None))
    }
}
