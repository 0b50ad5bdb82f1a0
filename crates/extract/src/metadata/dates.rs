//! When it was published and changed, with the zone as told and none invented.
//!
//! Forms of a single time are read in `dates/form.rs`, what readers see is found in
//! `dates/shown.rs`, `dates/elements.rs` and `dates/elsewhere.rs`, what contradicts the machines in
//! `dates/contradicted.rs`, an instant told in UTC gets the page's zone in
//! `dates/zone.rs`, the last change is found in `dates/changed.rs`. A time without its zone is a day
//! here.

mod changed;
mod clock;
mod contradicted;
mod digits;
mod elements;
mod elsewhere;
mod form;
mod labels;
mod months;
mod names;
mod region;
mod relative;
mod shown;
mod witnesses;
mod zone;
mod zones;

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use chrono::{DateTime, Datelike as _, Days, Utc};
use serde_json::Value;
use url::Url;

pub(crate) use self::digits::in_latin;
pub(crate) use self::labels::begins_label;
pub(crate) use self::months::month;
use self::names::{PAGES, PUBLISHED, VAGUE};
use self::region::Region;
use self::shown::Dated;
use super::head::Head;
use super::json_ld::{Object, first_text};
use crate::article::{Moment, Precision};
use crate::body::{Judged, Layout};
use crate::dom::{Dom, Node};
use crate::tag::Tag;

/// Older pages than the web have a broken date.
const FIRST_YEAR: i32 = 1990;

/// A date may lie this far ahead: clocks and zones differ, embargoes are announced.
const DAYS_AHEAD: u64 = 2;

/// Whether a text holds a whole date of our days.
pub(crate) fn holds_date(text: &str) -> bool {
    form::parse(&in_latin(text), &Region::default())
        .is_some_and(|moment| moment.at.year() >= FIRST_YEAR)
}

/// What a page tells of its times.
pub(crate) struct Dates<'p, 'a> {
    pub dom: &'p Dom<'a>,
    /// The page before it was parsed: its tree lacks the texts of scripts.
    pub source: &'p str,
    pub layout: &'p Layout,
    pub head: &'p Head<'a>,
    pub address: &'p Url,
    pub fetched_at: DateTime<Utc>,
    /// The nodes from the first of the text to its last, if it was found on the page.
    pub text: Option<Range<usize>>,
    pub seen: Seen,
}

/// What is worked out once.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The lines of the headline.
    headline: OnceCell<Range<usize>>,
    region: OnceCell<Region>,
    /// Whether the day of publication is only a guess.
    guessed: Cell<bool>,
}

impl Dates<'_, '_> {
    /// First published, and last modified if that is later. What a selector of the site found is
    /// believed first.
    pub(crate) fn find(&self, selected: Option<Moment>) -> (Option<Moment>, Option<Moment>) {
        let published = selected.or_else(|| self.published());
        (published, self.modified(published))
    }

    /// Whether the day of publication was worked out from what nothing calls so.
    pub(crate) fn is_guessed(&self) -> bool {
        self.seen.guessed.get()
    }

    fn judged(&self) -> &Judged {
        &self.layout.judged
    }

    /// The first that is told, as exactly as the page tells that day.
    fn published(&self) -> Option<Moment> {
        let mut told = self.told();
        if let Some(first) = told.first() {
            let shown = self.shown_instead(first);
            told.splice(..0, shown);
        } else {
            let untold = self.untold();
            self.seen.guessed.set(untold.as_ref().is_some_and(|dated| dated.guessed));
            told.extend(untold.map(|dated| dated.moment));
        }
        let first = *told.first()?;
        if first.precision == Precision::Instant {
            return Some(self.in_zone(first, &told));
        }
        let is_exact = |other: &Moment| {
            other.precision == Precision::Instant && other.at.date_naive() == first.at.date_naive()
        };
        let exact = told.into_iter().chain(self.vague()).find(is_exact);
        let shown = || self.shown_exactly(is_exact);
        exact.or_else(|| self.time_element(is_exact)).or_else(shown).or(Some(first))
    }

    /// What JSON-LD, head and markup call the publication, in this order of belief.
    fn told(&self) -> Vec<Moment> {
        let mut told: Vec<Moment> = Vec::new();
        told.extend(self.head.linked.article().into_iter().flat_map(|object| self.of(object)));
        for name in PUBLISHED {
            told.extend(self.head.metas(name).find_map(|text| self.read(text)));
        }
        told.extend(self.marked());
        let pages = PAGES.iter().flat_map(|name| self.head.linked.of_type(name));
        told.extend(pages.flat_map(|page| self.of(page)));
        told
    }

    /// The times of publication in an object of JSON-LD.
    fn of(&self, object: &Object) -> Vec<Moment> {
        let names = ["datePublished", "dateCreated", "uploadDate"];
        let texts = names.iter().filter_map(|name| object.get(*name).and_then(time_text));
        texts.filter_map(|text| self.read(&text)).collect()
    }

    /// What nothing on the page calls the publication, but looks like it.
    fn untold(&self) -> Option<Dated> {
        let headline = self.headline();
        let likely = |moment| Dated { moment, changed: false, guessed: false };
        let guess = |moment| Dated { moment, changed: false, guessed: true };
        self.in_address()
            .map(|day| likely(self.shown_beside(&day, &headline).unwrap_or(day)))
            .or_else(|| self.ending_title().map(likely))
            .or_else(|| self.beside_headline(&headline))
            .or_else(|| self.time_element(|found| self.fits_address(found)).map(likely))
            .or_else(|| self.vague().map(likely))
            .or_else(|| self.named(&headline).map(likely))
            .or_else(|| self.opening_text(&headline).map(likely))
            .or_else(|| self.labelled(&headline))
            .or_else(|| self.agreed(&headline).map(guess))
            .or_else(|| self.alone(&headline).map(guess))
            .or_else(|| self.relative(&headline).map(guess))
    }

    fn vague(&self) -> Option<Moment> {
        VAGUE.iter().find_map(|name| self.head.metas(name).find_map(|text| self.read(text)))
    }

    /// A time, if it is plausible.
    fn read(&self, text: &str) -> Option<Moment> {
        let moment = form::parse(&in_latin(text), self.region())?;
        let last = self.fetched_at.checked_add_days(Days::new(DAYS_AHEAD))?;
        (moment.at.year() >= FIRST_YEAR && moment.at <= last).then_some(moment)
    }

    fn region(&self) -> &Region {
        self.seen.region.get_or_init(|| Region::of(self.head, self.address))
    }

    /// What the markup calls the publication.
    fn marked(&self) -> Option<Moment> {
        let called = |node: &Node<'_>| {
            let is_pubdate = node.tag == Tag::Time && node.attribute("pubdate").is_some();
            is_pubdate || marks(node, is_publication)
        };
        let places = self.dom.find(called);
        if places.len() <= 1 {
            return self.time_at(*places.first()?);
        }
        let headline = self.headline();
        let own = places.iter().filter(|place| !self.is_aside(**place, &headline));
        own.chain(&places).find_map(|place| self.time_at(*place))
    }

    pub(crate) fn time_at(&self, place: usize) -> Option<Moment> {
        let node = &self.dom.nodes[place];
        let told = node.attribute("datetime").or_else(|| node.attribute("content"));
        told.and_then(|text| self.read(text)).or_else(|| self.read(&self.dom.text(place)))
    }

    /// `/2024/05/03/` or `2024-05-03` in the address.
    fn in_address(&self) -> Option<Moment> {
        form::in_path(self.address.path()).and_then(|text| self.read(&text))
    }

    /// Not in another month than the address tells, save one beside it.
    fn fits_address(&self, found: &Moment) -> bool {
        form::month_in_path(self.address.path()).is_none_or(|(year, month)| {
            let months = |year: i32, month: u32| i64::from(year) * 12 + i64::from(month);
            (months(found.at.year(), found.at.month()) - months(year, month)).abs() <= 1
        })
    }
}

/// A time of JSON-LD as text: seconds or milliseconds since 1970 may be a number there.
fn time_text(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        value => first_text(value),
    }
}

/// Whether an element is marked up, in microdata or `RDFa`, as such a property.
fn marks(node: &Node<'_>, is_property: impl Fn(&str) -> bool) -> bool {
    let properties = ["itemprop", "property"].iter().filter_map(|name| node.attribute(name));
    properties.into_iter().any(is_property)
}

fn is_publication(property: &str) -> bool {
    property.contains("datePublished") || property.contains("dateCreated")
}

#[cfg(test)]
mod tests;
