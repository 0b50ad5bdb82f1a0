//! An article's metadata and the page -> which places of the page bear each value out.
//!
//! Looks again after everything is found: a value is told by every place that gives the same, not
//! only by the one that was believed first.

mod flags;
mod told;

use super::authors::METAS;
use super::dates::Dates;
use super::head::Head;
use crate::article::Article;
use crate::body::Line;
use crate::dom::Dom;
use crate::origin::{Origin, Origins, Source};
use crate::page::Headers;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Headings that are compared with the headline.
const MAX_HEADINGS: usize = 10;

/// A wider line that holds an author's name is no byline.
const BYLINE_WIDTH: u32 = 200;

/// What selectors of the site found.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Selected {
    pub title: bool,
    pub authors: bool,
    pub published: bool,
}

/// The page, as it is asked for each value.
pub(crate) struct Witnesses<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub lines: &'p [Line],
    pub head: &'p Head<'a>,
    pub dates: &'p Dates<'p, 'a>,
    pub base: &'p url::Url,
    pub headers: Headers<'p>,
    pub selected: Selected,
}

impl Witnesses<'_, '_> {
    /// The origins of all that an article has. Its language bears its own.
    pub(crate) fn of(&self, article: &Article) -> Origins {
        Origins {
            title: (!article.title.is_empty()).then(|| self.title(&article.title)),
            standfirst: article.standfirst.as_deref().map(|text| self.standfirst(text)),
            authors: (!article.authors.is_empty()).then(|| self.authors(&article.authors)),
            published: article.published.map(|moment| self.published(moment)),
            modified: article.modified.map(|moment| self.modified(moment)),
            lead_image: article.lead_image.as_ref().map(|image| self.lead_image(image)),
            language: article.origins.language,
            canonical: article.canonical.as_ref().map(|_| self.canonical()),
            site_name: article.site_name.as_deref().map(|name| self.site_name(name)),
            section: article.section.as_deref().map(|section| self.section(section)),
            tags: article.tags.first().map(|tag| self.tag(tag)),
            keywords: article.keywords.first().map(|keyword| self.keyword(keyword)),
            licence: article.licence.as_deref().map(|licence| self.licence(licence)),
            mainly_video: article.mainly_video.then(|| self.mainly_video()),
            live: article.live.then(|| self.live()),
            paywalled: article.paywalled.then(|| self.paywalled()),
            reserved: article.reserved.then(|| self.reserved()),
        }
    }

    fn canonical(&self) -> Origin {
        let is_in_page = self.head.link("canonical").is_some();
        let source = if is_in_page { Source::Head } else { Source::Header };
        Origin::of(&[source], source)
    }

    fn title(&self, title: &str) -> Origin {
        let title = spelled(title);
        let says = |text: Option<String>| text.is_some_and(|text| spelled(&text).contains(&title));
        let metas = ["og:title", "twitter:title"].map(|name| self.head.meta_text(&[name]));
        let in_head = metas.into_iter().any(says) || says(self.head.title.clone());
        let mut witnesses = selected(self.selected.title);
        witnesses.extend(says(self.head.linked.text("headline")).then_some(Source::JsonLd));
        witnesses.extend(in_head.then_some(Source::Head));
        witnesses.extend(self.is_heading(&title).then_some(Source::Markup));
        Origin::of(&witnesses, Source::Shown)
    }

    fn is_heading(&self, title: &str) -> bool {
        let headings = self.dom.nodes.iter().enumerate().filter(|(_, node)| {
            node.tag == Tag::H(1) || node.attribute("itemprop") == Some("headline")
        });
        let mut headings = headings.take(MAX_HEADINGS).map(|(place, _)| self.dom.text(place));
        headings.any(|heading| spelled(&heading).contains(title))
    }

    /// It was found as it is shown; the head may say the same.
    fn standfirst(&self, text: &str) -> Origin {
        let text = fold(text);
        let says = |told: Option<String>| {
            let told = told.map(|told| fold(&told)).filter(|told| !told.is_empty());
            told.is_some_and(|told| told.contains(&text) || text.contains(&told))
        };
        let mut witnesses = Vec::new();
        witnesses.extend(says(self.head.linked.text("description")).then_some(Source::JsonLd));
        let metas = ["og:description", "description", "twitter:description"];
        let in_head = metas.into_iter().any(|name| says(self.head.meta_text(&[name])));
        witnesses.extend(in_head.then_some(Source::Head));
        shown_too(&mut witnesses, true);
        Origin::of(&witnesses, Source::Shown)
    }

    fn authors(&self, authors: &[String]) -> Origin {
        let names: Vec<String> = authors.iter().map(|name| spelled(name)).collect();
        let names_all = |text: &str| {
            let text = spelled(text);
            names.iter().all(|name| text.contains(name.as_str()))
        };
        let mut witnesses = selected(self.selected.authors);
        let article = self.head.linked.article();
        let linked = ["author", "creator"].iter().filter_map(|name| article?.get(*name));
        let told: Vec<String> = linked.map(|value| self.names_in(value)).collect();
        witnesses.extend(told.iter().any(|text| names_all(text)).then_some(Source::JsonLd));
        let metas: Vec<&str> = METAS.iter().flat_map(|name| self.head.metas(name)).collect();
        witnesses.extend(names_all(&metas.join(" ")).then_some(Source::Head));
        let is_shown = authors.iter().all(|name| self.shows(name));
        shown_too(&mut witnesses, is_shown);
        Origin::of(&witnesses, Source::Shown)
    }

    /// A name in a line of its own.
    fn shows(&self, name: &str) -> bool {
        let says = |line: &Line| {
            let nodes = self.dom.nodes.get(line.nodes.clone()).unwrap_or_default();
            nodes.iter().any(|node| node.text.contains(name))
        };
        self.lines.iter().filter(|line| line.width <= BYLINE_WIDTH).any(says)
    }
}

/// A text's words in lower case, a space around each: one is found in another as whole words.
fn spelled(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + &word.to_lowercase() + " ")
}

/// A selector that found something needs no other witness.
fn selected(is_selected: bool) -> Vec<Source> {
    if is_selected { vec![Source::Selector] } else { Vec::new() }
}

/// What readers see bears out what another place tells, and is a guess alone.
fn shown_too(witnesses: &mut Vec<Source>, is_shown: bool) {
    if is_shown && !witnesses.is_empty() {
        witnesses.push(Source::Shown);
    }
}
