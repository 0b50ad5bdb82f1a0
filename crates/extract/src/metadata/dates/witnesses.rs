//! Which places of a page tell a time that was found.

use super::names::{MODIFIED, PAGES, PUBLISHED, VAGUE};
use super::{Dates, is_publication, time_text};
use crate::article::Moment;
use crate::origin::Source;
use crate::tag::Tag;

/// Elements that are compared with a time.
const MAX_ELEMENTS: usize = 20;

impl Dates<'_, '_> {
    /// The places that tell the day of publication.
    pub(crate) fn telling(&self, found: Moment) -> Vec<Source> {
        let mut places = Vec::new();
        let pages = PAGES.iter().flat_map(|name| self.head.linked.of_type(name));
        let linked = self.head.linked.article().into_iter().chain(pages);
        let linked = linked.flat_map(|object| self.of(object)).any(|told| is_day(told, found));
        places.extend(linked.then_some(Source::JsonLd));
        let in_head = PUBLISHED.iter().chain(VAGUE).any(|name| self.meta_tells(name, found));
        places.extend(in_head.then_some(Source::Head));
        places.extend(self.is_marked(found).then_some(Source::Markup));
        let in_address = self.in_address().is_some_and(|told| is_day(told, found));
        places.extend(in_address.then_some(Source::Address));
        places
    }

    /// The places that tell the day of the last change.
    pub(crate) fn telling_change(&self, found: Moment) -> Vec<Source> {
        let mut places = Vec::new();
        let linked = self.head.linked.article().and_then(|object| object.get("dateModified"));
        let linked = linked.and_then(time_text).and_then(|text| self.read(&text));
        places.extend(linked.filter(|told| is_day(*told, found)).map(|_| Source::JsonLd));
        let in_head = MODIFIED.iter().any(|name| self.meta_tells(name, found));
        places.extend(in_head.then_some(Source::Head));
        let is_marked = self.marked_change().is_some_and(|told| is_day(told, found));
        places.extend(is_marked.then_some(Source::Markup));
        places
    }

    fn meta_tells(&self, name: &str, found: Moment) -> bool {
        let mut told = self.head.metas(name).filter_map(|text| self.read(text));
        told.any(|told| is_day(told, found))
    }

    fn is_marked(&self, found: Moment) -> bool {
        let marks = |place: &usize| {
            let node = &self.dom.nodes[*place];
            node.tag == Tag::Time || node.attribute("itemprop").is_some_and(is_publication)
        };
        let places = (0..self.dom.nodes.len()).filter(marks).take(MAX_ELEMENTS);
        places.into_iter().filter_map(|place| self.time_at(place)).any(|told| is_day(told, found))
    }
}

/// The same day, in either zone.
fn is_day(told: Moment, found: Moment) -> bool {
    told.at.date_naive() == found.at.date_naive()
        || told.at.with_timezone(found.at.offset()).date_naive() == found.at.date_naive()
}
