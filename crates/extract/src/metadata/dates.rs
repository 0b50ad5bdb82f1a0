//! When it was published and changed, with the zone as told and none invented.
//!
//! Forms of a single time are read in `dates/form.rs`. A time without its zone is a day here.

mod form;

use chrono::{DateTime, Datelike as _, Days, Utc};
use url::Url;

use super::head::Head;
use crate::article::{Moment, Precision};
use crate::body::{Judged, Layout, plain};
use crate::dom::Dom;
use crate::tag::Tag;

/// Older pages than the web have a broken date.
const FIRST_YEAR: i32 = 1990;

/// A date may lie this far ahead: clocks and zones differ, embargoes are announced.
const DAYS_AHEAD: u64 = 2;

const PUBLISHED: [&str; 30] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "rnews:datepublished",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "publication_date",
    "published_time",
    "published-date",
    "date.published",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "article.published",
    "date",
    "last-modified-date",
    "og:pubdate",
];

const MODIFIED: [&str; 7] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
];

/// What a page tells of its times.
pub(crate) struct Dates<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub layout: &'p Layout,
    pub head: &'p Head<'a>,
    pub address: &'p Url,
    pub fetched_at: DateTime<Utc>,
}

impl Dates<'_, '_> {
    /// First published, and last modified if that is later.
    pub(crate) fn find(&self) -> (Option<Moment>, Option<Moment>) {
        let published = self.published();
        let modified = self.modified().filter(|modified| {
            published.is_none_or(|published| {
                modified.precision == Precision::Instant && modified.at > published.at
            })
        });
        (published, modified)
    }

    fn judged(&self) -> &Judged {
        &self.layout.judged
    }

    fn published(&self) -> Option<Moment> {
        let linked = &self.head.linked;
        let mut told: Vec<Moment> = Vec::new();
        for name in ["datePublished", "dateCreated", "uploadDate"] {
            told.extend(linked.text(name).and_then(|text| self.read(&text)));
        }
        for name in PUBLISHED {
            told.extend(self.head.metas(name).find_map(|text| self.read(text)));
        }
        told.extend(self.marked());
        if told.is_empty() {
            told.extend(self.in_address());
            told.extend(self.in_text().or_else(|| self.near_title()));
        }
        let first = *told.first()?;
        if first.precision == Precision::Instant {
            return Some(first);
        }
        let exact = told.iter().find(|other| {
            other.precision == Precision::Instant && other.at.date_naive() == first.at.date_naive()
        });
        Some(*exact.unwrap_or(&first))
    }

    fn modified(&self) -> Option<Moment> {
        let linked = self.head.linked.text("dateModified");
        let meta = || {
            MODIFIED.iter().find_map(|name| self.head.metas(name).find_map(|text| self.read(text)))
        };
        linked.and_then(|text| self.read(&text)).or_else(meta)
    }

    /// A time, if it is plausible.
    fn read(&self, text: &str) -> Option<Moment> {
        let moment = form::parse(text, self.head.html_language)?;
        let last = self.fetched_at.checked_add_days(Days::new(DAYS_AHEAD))?;
        (moment.at.year() >= FIRST_YEAR && moment.at <= last).then_some(moment)
    }

    /// `itemprop="datePublished"`, and `time` elements near the top that are no one else's.
    fn marked(&self) -> Vec<Moment> {
        let mut found = Vec::new();
        let mut times = Vec::new();
        for (place, node) in self.dom.nodes.iter().enumerate() {
            let Some(_) = node.element else { continue };
            let published = node
                .attribute("itemprop")
                .is_some_and(|name| name.contains("datePublished"))
                || node.attribute("property").is_some_and(|name| name.contains("datePublished"))
                || (node.tag == Tag::Time && node.attribute("pubdate").is_some());
            if published {
                found.extend(self.time_at(place));
            } else if node.tag == Tag::Time && !self.is_elsewhere(place) {
                times.push(place);
            }
        }
        if found.is_empty() {
            found.extend(times.into_iter().take(3).find_map(|place| self.time_at(place)));
        }
        found
    }

    pub(crate) fn time_at(&self, place: usize) -> Option<Moment> {
        let node = &self.dom.nodes[place];
        let told = node.attribute("datetime").or_else(|| node.attribute("content"));
        told.and_then(|text| self.read(text)).or_else(|| self.read(&self.dom.text(place)))
    }

    /// In comments, teasers or navigation.
    fn is_elsewhere(&self, place: usize) -> bool {
        std::iter::once(place).chain(self.dom.ancestors(place)).any(|at| {
            let hints = self.judged().hints[at];
            hints.comments || hints.around || hints.hidden
        })
    }

    /// `/2024/05/03/` or `2024-05-03` in the address.
    fn in_address(&self) -> Option<Moment> {
        form::in_path(self.address.path()).and_then(|text| self.read(&text))
    }

    /// A date in an element that is called date, or in a short line before the text.
    fn in_text(&self) -> Option<Moment> {
        let called = self.dom.find(|node| {
            let class = node.attribute("class").unwrap_or_default().to_ascii_lowercase();
            let id = node.attribute("id").unwrap_or_default().to_ascii_lowercase();
            [class, id].iter().any(|name| {
                ["date", "datum", "time", "publish", "meta", "byline", "posted", "fecha", "info"]
                    .iter()
                    .any(|word| name.contains(word))
            })
        });
        called
            .into_iter()
            .filter(|place| {
                !self.is_elsewhere(*place) && self.judged().lines_of(self.dom, *place).len() <= 4
            })
            .take(30)
            .find_map(|place| self.read(&self.dom.text(place)))
    }

    /// A date in a short line around the headline.
    fn near_title(&self) -> Option<Moment> {
        let heading = self.dom.nodes.iter().position(|node| node.tag == Tag::H(1)).unwrap_or(0);
        let line = self.judged().lines_of(self.dom, heading).start;
        let near = line.saturating_sub(LINES_ABOVE_TITLE)..line + LINES_BELOW_TITLE;
        let lines = self.layout.lines.get(near.start..near.end.min(self.layout.lines.len()))?;
        let mut paragraphs = 0;
        for line in lines {
            paragraphs += u32::from(line.is_prose());
            if paragraphs > MAX_PARAGRAPHS_ABOVE_DATE {
                return None;
            }
            let text = || plain(self.dom, self.judged(), line);
            let found = (line.width <= MAX_DATE_WIDTH).then(text).and_then(|text| self.read(&text));
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// Where a date without markup is looked for, in lines from the headline.
const LINES_ABOVE_TITLE: usize = 4;
const LINES_BELOW_TITLE: usize = 12;

/// A standfirst may stand above the date; what is further below is the text's.
const MAX_PARAGRAPHS_ABOVE_DATE: u32 = 1;

/// A line with a date is shorter.
const MAX_DATE_WIDTH: u32 = 90;
