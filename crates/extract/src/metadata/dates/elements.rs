//! The elements of time in one line, each with its label: the words since the one before it.
//!
//! `Updated <time>16 May</time> First published <time>14 May</time>` tells two times, and the first is
//! not that of publication.

use super::Dates;
use super::labels::{self, Labelled};
use super::shown::has_time;
use crate::article::Moment;
use crate::body::Line;

/// Elements of one line that are read.
const MAX_ELEMENTS: usize = 8;

/// The time that an element tells, and the words before and in it, in lower case.
pub(super) struct Told {
    pub moment: Moment,
    pub label: String,
}

impl Told {
    /// How soon it is believed to be the publication: called so, called nothing, called a change.
    /// None if it is the time of something else.
    fn doubt(&self) -> Option<u32> {
        match labels::read(&self.label) {
            Labelled::Published(_) => Some(0),
            Labelled::Plain(_) => Some(1),
            Labelled::Changed(_) => Some(2),
            Labelled::Other => None,
        }
    }

    /// Whether its label calls it a change, perhaps behind another date.
    pub(super) fn is_change(&self) -> bool {
        labels::change(&self.label).is_some()
    }
}

/// The first time of those that are most likely the publication.
pub(super) fn likeliest(told: &[Told]) -> Option<&Told> {
    let known = told.iter().filter_map(|told| Some((told.doubt()?, told)));
    known.min_by_key(|(doubt, _)| *doubt).map(|(_, told)| told)
}

impl Dates<'_, '_> {
    /// The times that the elements of a line tell, in order. An element within another tells the same.
    pub(super) fn elements_of(&self, line: &Line) -> Vec<Told> {
        let (mut told, mut label, mut end) = (Vec::new(), String::new(), 0);
        for place in line.nodes.clone() {
            let node = &self.dom.nodes[place];
            if place < end {
                continue;
            }
            label.push(' ');
            label.push_str(node.text);
            if !has_time(node) {
                continue;
            }
            if let Some(moment) = self.in_attributes(place) {
                end = node.end;
                let words = format!("{label} {}", self.dom.text(place)).to_lowercase();
                told.push(Told { moment, label: words });
                label.clear();
            }
            if told.len() == MAX_ELEMENTS {
                break;
            }
        }
        if told.is_empty() {
            let around = self.in_attributes(line.block);
            told.extend(around.map(|moment| Told { moment, label: String::new() }));
        }
        told
    }
}
