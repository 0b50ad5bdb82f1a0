//! When the article was last changed: as machines are told, as the markup calls it, or as a label
//! beside the headline does.

use super::labels;
use super::names::MODIFIED;
use super::shown::Above;
use super::{Dates, marks, time_text};
use crate::article::{Moment, Precision};
use crate::body::Line;
use crate::dom::Node;
use crate::tag::Tag;

/// Elements of time that are read.
const MAX_MARKED: usize = 8;

impl Dates<'_, '_> {
    /// The last change, if it is told and later than the publication.
    pub(super) fn modified(&self, published: Option<Moment>) -> Option<Moment> {
        let is_later =
            |changed: &Moment| published.is_none_or(|published| is_after(changed, &published));
        let is_new = |changed: &Moment| {
            is_later(changed)
                && published.is_none_or(|published| !is_same_clock(changed, &published))
        };
        let told = self.told_change().filter(is_later);
        let marked = || self.marked_change().filter(is_new);
        told.or_else(marked).or_else(|| self.shown_change().filter(is_new))
    }

    /// What JSON-LD or else the head calls the last change.
    pub(super) fn told_change(&self) -> Option<Moment> {
        let linked = self.head.linked.article().and_then(|article| article.get("dateModified"));
        let meta = || {
            MODIFIED.iter().find_map(|name| self.head.metas(name).find_map(|text| self.read(text)))
        };
        linked.and_then(time_text).and_then(|text| self.read(&text)).or_else(meta)
    }

    /// What the markup of the article calls the last change.
    pub(super) fn marked_change(&self) -> Option<Moment> {
        let headline = self.headline();
        let places = self.dom.find(is_marked_change).into_iter();
        let own = places.filter(|place| !self.is_aside(*place, &headline) && self.is_above(*place));
        own.take(MAX_MARKED).find_map(|place| self.time_at(place))
    }

    /// The date that a label beside the headline calls a change.
    pub(super) fn shown_change(&self) -> Option<Moment> {
        let headline = self.headline();
        let mut lines = self.lines_beside(&headline).filter(|line| {
            (self.has_digits(line) || self.has_time(line))
                && !self.is_aside(line.nodes.start, &headline)
        });
        lines.find_map(|line| self.change_in(line))
    }

    /// The change that a line tells: in an element of time behind its label, else in words.
    fn change_in(&self, line: &Line) -> Option<Moment> {
        let lower = self.words(line).to_lowercase();
        let elements = self.elements_of(line);
        if self.label_above(line, &lower) == Above::Change {
            let first = elements.first().map(|element| element.moment);
            return first.or_else(|| self.read_shown(&lower));
        }
        let told = labels::change(&lower)?;
        let change = elements.iter().find(|element| element.is_change());
        change.map(|element| element.moment).or_else(|| self.read_shown(told))
    }
}

/// A later instant; of days, a later day.
fn is_after(changed: &Moment, published: &Moment) -> bool {
    let is_exact = changed.precision == Precision::Instant;
    changed.at > published.at && (is_exact || changed.at.date_naive() > published.at.date_naive())
}

/// The same hands of the clock in two zones: one is told amiss, such as local time as UTC.
fn is_same_clock(one: &Moment, other: &Moment) -> bool {
    let minutes = [one, other].map(|moment| moment.at.naive_local().and_utc().timestamp() / 60);
    one.precision == other.precision && minutes[0] == minutes[1]
}

/// Microdata, or the class of the microformat: `<time class="updated">`.
fn is_marked_change(node: &Node<'_>) -> bool {
    let is_class = |name: &str| matches!(name, "updated" | "dt-updated");
    let is_called = |name: &str| matches!(name, "published" | "dt-published");
    let classes = node.attribute("class").filter(|_| node.tag == Tag::Time).unwrap_or_default();
    marks(node, |property| property.contains("dateModified"))
        || (classes.split_whitespace().any(is_class) && !classes.split_whitespace().any(is_called))
}
