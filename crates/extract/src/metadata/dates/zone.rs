//! The zone of an instant that a page tells in UTC, where it tells the same instant in its own zone
//! too: with the offset, or as the clock on its wall shows it.
//!
//! The instant never changes; only what day it is called does. No zone is guessed: without a second
//! telling of the same instant, UTC stays.

use chrono::{Duration, FixedOffset};

use super::Dates;
use super::clock::{self, WallClock};
use super::labels::{self, Labelled};
use super::names::PUBLISHED;
use crate::article::{Moment, Precision};
use crate::tag::Tag;

/// Offsets of zones are multiples of this.
const STEP_SECONDS: i64 = 15 * 60;

/// The westernmost and easternmost inhabited zones, from UTC. Twelve hours west is a clock without
/// its "p.m.".
const WESTERNMOST_SECONDS: i64 = -11 * 3_600;
const EASTERNMOST_SECONDS: i64 = 14 * 3_600;

impl Dates<'_, '_> {
    /// The same instant in the zone of the page.
    pub(super) fn in_zone(&self, told: Moment, others: &[Moment]) -> Moment {
        if !is_in_utc(&told) {
            return told;
        }
        let is_same = |other: &Moment| {
            let is_near = (other.at - told.at).abs() < Duration::minutes(1);
            other.precision == Precision::Instant && !is_in_utc(other) && is_near
        };
        let same = others.iter().copied().find(is_same);
        if let Some(same) = same {
            return Moment { at: told.at.with_timezone(same.at.offset()), ..told };
        }
        let region = self.region();
        let texts = self.told_in_words();
        let mut named = texts.iter().filter_map(|text| self.read(text));
        let mut walls = texts.iter().filter_map(|text| clock::wall_clock(text, region));
        let zone = named
            .find(is_same)
            .map(|same| *same.at.offset())
            .or_else(|| walls.find_map(|wall| offset_between(&told, wall)))
            .or_else(|| self.zone_in_source(&told));
        zone.map_or(told, |zone| Moment { at: told.at.with_timezone(&zone), ..told })
    }

    /// What the head and the lines beside the headline tell of the publication.
    fn told_in_words(&self) -> Vec<String> {
        let metas = PUBLISHED.iter().flat_map(|name| self.head.metas(name)).map(str::to_owned);
        let mut texts: Vec<String> = metas.collect();
        for line in self.lines_beside(&self.headline()) {
            for node in &self.dom.nodes[line.nodes.clone()] {
                let told = node.attribute("datetime").filter(|_| node.tag == Tag::Time);
                texts.extend(told.map(str::to_owned));
            }
            if !self.has_digits(line) {
                continue;
            }
            let lower = self.words(line).to_lowercase();
            match labels::read(&lower) {
                Labelled::Published(words) | Labelled::Plain(words) => texts.push(words.to_owned()),
                Labelled::Changed(_) | Labelled::Other => {}
            }
        }
        texts
    }

    /// Scripts may tell the instant with its offset. Asked only where the address names another day.
    fn zone_in_source(&self, told: &Moment) -> Option<FixedOffset> {
        let day = self.in_address()?.at.date_naive();
        if (told.at.date_naive() - day).num_days().abs() != 1 {
            return None;
        }
        let clock = told.at.format(":%M:%S").to_string();
        around_each(self.source, &clock).find_map(|text| {
            let other = self.read(text)?;
            let same = !is_in_utc(&other) && (other.at - told.at).abs() < Duration::minutes(1);
            same.then(|| *other.at.offset())
        })
    }
}

fn is_in_utc(moment: &Moment) -> bool {
    moment.precision == Precision::Day || moment.at.offset().local_minus_utc() == 0
}

/// Each place of `:minute:second` in a text, with the date before and the offset after it.
fn around_each<'t>(text: &'t str, clock: &'t str) -> impl Iterator<Item = &'t str> {
    memchr::memmem::find_iter(text.as_bytes(), clock).filter_map(move |at| {
        let start = at.checked_sub("2024-05-03T17".len())?;
        text.get(start..at + clock.len() + "+02:00".len())
    })
}

/// The offset of a wall's clock from UTC, if it may show the instant that is told.
fn offset_between(told: &Moment, wall: WallClock) -> Option<FixedOffset> {
    let mut told = told.at.timestamp();
    if !wall.has_seconds {
        told -= told.rem_euclid(60);
    }
    let seconds = wall.at.and_utc().timestamp() - told;
    let is_zone = seconds != 0
        && seconds % STEP_SECONDS == 0
        && (WESTERNMOST_SECONDS..=EASTERNMOST_SECONDS).contains(&seconds);
    FixedOffset::east_opt(i32::try_from(seconds).ok().filter(|_| is_zone)?)
}
