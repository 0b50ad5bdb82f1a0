//! What a page is turned into.
//!
//! Everything here is plain data: strings hold no markup, addresses are absolute http(s), times
//! bear the zone that the page told. Deliberately absent: identity of an address (another crate),
//! sanitising on the way out (another crate).

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::block::{Block, Image, text_of};
use crate::origin::Origins;

/// One article, as the page tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, stored as such")]
pub struct Article {
    /// The headline, without the site's name; empty where the page tells none.
    pub title: String,
    /// The sentence or two between headline and text, if the page has one. It is the first of `blocks`
    /// as well: whoever shows it by itself leaves that one out.
    pub standfirst: Option<String>,
    /// Persons and agencies, one a string, without "By", roles or places.
    pub authors: Vec<String>,
    /// When it was first published.
    pub published: Option<Moment>,
    /// When it was last changed; never before `published`.
    pub modified: Option<Moment>,
    /// The text in reading order.
    pub blocks: Vec<Block>,
    /// The picture that stands for the article.
    pub lead_image: Option<Image>,
    /// BCP 47, lower case, for instance `en` or `pt-br`.
    pub language: Option<String>,
    /// The canonical address as the page states it, absolute.
    pub canonical: Option<String>,
    /// The name of the publication.
    pub site_name: Option<String>,
    /// The section of the publication, in its own words.
    pub section: Option<String>,
    /// What the page files itself under, in its words and order: from JSON-LD, then from metas. At
    /// most 60, none twice, without what says nothing of the article ("news", the site's name).
    pub tags: Vec<String>,
    /// What the article is about, at most 12, best first: the tags that its text confirms, the other
    /// tags, and up to a total of eight names and words that the text itself repeats.
    pub keywords: Vec<String>,
    /// Two or three sentences from the text.
    pub summary: String,
    /// The page is there for its video; the text is an accompaniment.
    pub mainly_video: bool,
    /// A live blog, which grows while it is read.
    pub live: bool,
    /// The page says that the text is not free, in its data or right behind a short text.
    pub paywalled: bool,
    /// The publisher reserves the text (`noai`, `noindex`, TDM reservation): an excerpt only.
    pub reserved: bool,
    /// The licence that the page names, as an address or in its own words.
    pub licence: Option<String>,
    /// Where each of these came from, and how sure it is.
    pub origins: Origins,
}

impl Article {
    /// What a reader would read: paragraphs, headings, list items, quotes, tables, preformatted text
    /// and the words of embedded posts, joined by line breaks. Captions and credits are not in it.
    pub fn text(&self) -> String {
        text_of(&self.blocks)
    }
}

/// A point in time, in the zone that the page told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// At day precision: midnight UTC of that day.
    pub at: DateTime<FixedOffset>,
    /// How much of `at` the page told.
    pub precision: Precision,
}

/// How exactly a page told a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The day alone, or a time without its zone.
    Day,
    /// Day, time and zone.
    Instant,
}
