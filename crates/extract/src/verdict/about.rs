//! The site's own affairs: terms, privacy, imprint, and what a subscription costs.
//!
//! Articles are about such things too. So a page is one of them where its title names it and says
//! nothing else, and its text or its address bears that out. Against a page that shows in other ways
//! that it is an article this proves nothing.

use super::Evidence;
use super::lists::STRETCH_WIDTH;
use super::phrases::{
    ABOUT_TITLES, CURRENCIES, LEGAL_PHRASES, LEGAL_TITLES, OFFER_SEGMENTS, OFFER_TITLES, PERIODS,
    SMALL_WORDS, count, says,
};
use super::titles::{is_titled, parts};
use crate::block::{Block, text_of};
use crate::body::Line;
use crate::whitespace::fold;

/// Different phrases of the law in the text of terms.
const LEAST_PHRASES: usize = 2;

/// Prices of an offer, and the width of a line that is no more than one.
const LEAST_PRICES: usize = 2;
const PRICE_WIDTH: u32 = 120;

/// More text outside sections that speak of the law is an article's, in characters.
const MAX_OTHER_CHARACTERS: usize = 1_500;

impl Evidence<'_, '_> {
    /// Whether the page tells of the site rather than of the world.
    pub(super) fn is_about_site(&self) -> bool {
        self.is_legal() || self.is_portrait() || self.is_offer() || self.is_product()
    }

    /// Whether the site presents itself, or what it sends by mail.
    fn is_portrait(&self) -> bool {
        let parts = self.own_parts();
        let is_called = |part: &String| ABOUT_TITLES.contains(&part.as_str());
        !self.shows_article() && !parts.is_empty() && parts.iter().all(is_called)
    }

    /// What a shop sells: the page says so of itself.
    fn is_product(&self) -> bool {
        let kind = self.head.meta(&["og:type"]);
        let is_article = self.signs.described || self.body.longest_prose >= STRETCH_WIDTH;
        !is_article && kind.is_some_and(|kind| kind.trim().starts_with("product"))
    }

    fn is_legal(&self) -> bool {
        let parts = self.own_parts();
        if parts.is_empty() || !parts.iter().all(|part| self.is_legal_title(part)) {
            return false;
        }
        let is_at_legal = self.last_segment().is_some_and(|last| self.is_legal_title(&last));
        let is_article = self.shows_article() || self.other_characters() > MAX_OTHER_CHARACTERS;
        if is_article && !is_at_legal {
            return false;
        }
        let text = self.text.to_lowercase();
        count(&text, &LEGAL_PHRASES) >= LEAST_PHRASES
    }

    /// The parts of the title in lower case that are not the site's name.
    fn own_parts(&self) -> Vec<String> {
        let mut parts = parts(self.title);
        parts.retain(|part| !self.is_site_name(part));
        parts
    }

    /// Whether the page shows in other ways that it is an article.
    fn shows_article(&self) -> bool {
        self.signs.described || self.is_surely_article()
    }

    /// Whether a part of a title in lower case is what the site is called.
    fn is_site_name(&self, part: &str) -> bool {
        let (part, host) = (fold(part), self.head.host_label());
        let told = self.head.meta(&["og:site_name"]).map(fold);
        !part.is_empty() && (host.contains(&part) || told.is_some_and(|name| name == part))
    }

    /// Characters of the text in sections that do not speak of the law.
    fn other_characters(&self) -> usize {
        let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
        let sections = self.body.blocks.chunk_by(|_, next| !is_heading(next));
        let texts = sections.map(|section| text_of(section).to_lowercase());
        let others = texts.filter(|text| !says(text, &LEGAL_PHRASES));
        others.map(|text| text.chars().count()).sum()
    }

    /// The last part of the address, without the ending of a file.
    fn last_segment(&self) -> Option<String> {
        let path = self.address.path().trim_end_matches('/').to_lowercase();
        let last = path.rsplit('/').next()?;
        Some(last.split('.').next().unwrap_or(last).to_owned())
    }

    /// Whether a title in lower case names terms and nothing else, the site's name aside.
    fn is_legal_title(&self, title: &str) -> bool {
        let site = fold(&self.head.host_label());
        let words = title.split(|c: char| !c.is_alphanumeric());
        let telling = |word: &&str| {
            let is_small = SMALL_WORDS.contains(word) || word.chars().count() < 2;
            !is_small && !site.contains(*word) && !word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let words: Vec<&str> = words.filter(telling).collect();
        LEGAL_TITLES.contains(&words.join(" ").as_str())
    }

    /// Plans with prices, on a page that is called an offer or lies at the address of one.
    fn is_offer(&self) -> bool {
        if self.shows_article() || self.body.longest_prose >= STRETCH_WIDTH {
            return false;
        }
        let last = self.last_segment().unwrap_or_default();
        let is_at_offer = OFFER_SEGMENTS.contains(&last.as_str());
        let titles = parts(self.title);
        let is_called = !self.signs.addressed && is_titled(&titles, &OFFER_TITLES);
        (is_at_offer || is_called) && self.prices() >= LEAST_PRICES
    }

    /// Short lines with a price by the month or the year; the time may stand in the line below.
    fn prices(&self) -> usize {
        let lines: Vec<&Line> =
            self.layout.lines.iter().filter(|line| line.width <= PRICE_WIDTH).collect();
        let texts: Vec<String> = lines.iter().map(|line| self.text_of(line)).collect();
        let is_price = |at: &usize| {
            let text = &texts[*at];
            let next = texts.get(at + 1).map(String::as_str).unwrap_or_default();
            has_price(text) && (says(text, &PERIODS) || says(next, &PERIODS))
        };
        (0..texts.len()).filter(is_price).count()
    }

    /// A line's words in lower case, also those that are no part of the text.
    pub(super) fn text_of(&self, line: &Line) -> String {
        let nodes = self.dom.nodes.get(line.nodes.clone()).unwrap_or_default();
        nodes.iter().map(|node| node.text).collect::<String>().to_lowercase()
    }
}

fn has_price(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && says(text, &CURRENCIES)
}
