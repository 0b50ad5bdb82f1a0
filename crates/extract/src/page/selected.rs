//! What selectors of the site, or else the rules, find beside the text.

use super::reading::Reading;
use crate::Moment;
use crate::body::Body;
use crate::metadata::dates::{Dates, Seen};
use crate::metadata::{authors, title};
use crate::selectors::places;

impl<'a> Reading<'_, 'a> {
    pub(super) fn selected(&self, selector: Option<&String>) -> Vec<usize> {
        places(self.html, self.dom, selector)
    }

    /// The names of those that find nothing.
    pub(super) fn idle_selectors(&self) -> Vec<&'static str> {
        let named = self.selectors.named().into_iter();
        let idle = named.filter(|(_, selector)| self.selected(Some(selector)).is_empty());
        idle.map(|(name, _)| name).collect()
    }

    pub(super) fn title(&self, site: Option<&str>) -> String {
        let selected = self.selected(self.selectors.title.as_ref());
        let selected =
            selected.into_iter().map(|place| self.dom.text(place)).find(|text| !text.is_empty());
        let found = || title::find(self.dom, &self.layout.judged, &self.head, site);
        selected.or_else(found).unwrap_or_default()
    }

    pub(super) fn authors(&self, site: Option<&str>) -> Vec<String> {
        let selected = self.selected(self.selectors.authors.as_ref());
        let names: Vec<String> = selected.into_iter().map(|place| self.dom.text(place)).collect();
        let names = authors::clean(&names, site);
        if names.is_empty() {
            authors::find(self.dom, &self.layout, &self.head, site)
        } else {
            names
        }
    }

    pub(super) fn dates(&self, body: &Body) -> Dates<'_, 'a> {
        let last = body.last_line.and_then(|line| self.layout.lines.get(line));
        let text = body.first_node.zip(last).map(|(first, last)| first..last.nodes.end);
        Dates {
            dom: self.dom,
            source: self.source,
            layout: &self.layout,
            head: &self.head,
            address: self.page.address,
            fetched_at: self.page.fetched_at,
            text,
            seen: Seen::default(),
        }
    }

    pub(super) fn times(&self, dates: &Dates<'_, 'a>) -> (Option<Moment>, Option<Moment>) {
        let selected = self.selected(self.selectors.published.as_ref());
        dates.find(selected.into_iter().find_map(|place| dates.time_at(place)))
    }
}
