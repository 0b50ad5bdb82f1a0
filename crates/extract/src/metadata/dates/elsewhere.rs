//! Dates that stand farther from the headline, asked when none is beside it.
//!
//! Teasers, tables, notes and the small print at the end are full of days that are not the article's:
//! below its text only a label of publication is heard, in tables and notes nothing.

use std::ops::Range;

use super::Dates;
use super::labels::{self, Labelled};
use super::shown::{Dated, MAX_DATE_WIDTH, MAX_LABEL_WIDTH, MAX_LINE_OF_DATE};
use crate::article::Moment;
use crate::body::{Line, plain};
use crate::tag::Tag;

/// Paragraphs that may open the text: one may be the standfirst.
const MAX_OPENINGS: usize = 3;

/// A date that opens the text ends before here, in bytes.
const MAX_DATELINE_BYTES: usize = 60;

/// A date that ends a title is shorter, in bytes.
const MAX_ENDING_BYTES: usize = 30;

/// Elements with the name of a date that are read: more is a list.
const MAX_NAMED: usize = 30;

/// Lines with numbers of which labels are asked: more is a table, or a list.
const MAX_DATED: usize = 1_000;

/// Parts of names that dates have.
const NAMES: [&str; 9] =
    ["date", "datum", "time", "publish", "meta", "byline", "posted", "fecha", "info"];

/// Parts of names that notes and corrections have.
const NOTES: [&str; 6] =
    ["footnote", "endnote", "fussnote", "reference", "correction", "bibliograph"];

impl Dates<'_, '_> {
    /// A date that opens the text: `Berlin, 3. Mai 2024 – It rained.`
    pub(super) fn opening_text(&self, headline: &Range<usize>) -> Option<Moment> {
        let below = self.layout.lines.get(headline.end..)?;
        let prose = below.iter().filter(|line| line.is_prose()).take(MAX_OPENINGS);
        prose.map(|line| plain(self.dom, self.judged(), line)).find_map(|words| {
            let cut = words.char_indices().map(|(at, _)| at);
            let opening = words.get(..cut.take_while(|at| *at <= MAX_DATELINE_BYTES).last()?)?;
            let ends = [" – ", " — ", " - ", ": ", ") ", "| ", " „", " \"", " “"];
            let end = ends.iter().filter_map(|end| opening.find(end)).min()?;
            self.read_shown(opening.get(..end)?)
        })
    }

    /// A date in an element that is called so, and no one else's.
    pub(super) fn named(&self, headline: &Range<usize>) -> Option<Moment> {
        let named = self.dom.find(|node| {
            let is_date = |name: &str| {
                let name = name.to_ascii_lowercase();
                NAMES.iter().any(|word| name.contains(word))
            };
            node.tag == Tag::Time
                || ["class", "id"].iter().filter_map(|name| node.attribute(name)).any(is_date)
        });
        let short = |place: &usize| self.judged().lines_of(self.dom, *place).len() <= 4;
        named
            .into_iter()
            .filter(|place| short(place) && self.is_own(*place, headline))
            .take(MAX_NAMED)
            .filter_map(|place| Some((place, self.time_at(place)?)))
            .find(|(place, found)| {
                self.fits_address(found) && !self.is_of_today(*place, found, headline)
            })
            .map(|(_, found)| found)
    }

    /// A date beside a label, anywhere but in comments, tables and notes: of publication, or else of
    /// a change above the text, and then it is a guess.
    pub(super) fn labelled(&self, headline: &Range<usize>) -> Option<Dated> {
        let mut changed = None;
        let lines = self.layout.lines.iter().enumerate();
        let is_date = |line: &Line| line.width <= MAX_DATE_WIDTH && self.has_digits(line);
        for (place, line) in lines.filter(|(_, line)| is_date(line)).take(MAX_DATED) {
            let start = line.nodes.start;
            if self.is_in_comments(start, headline) {
                continue;
            }
            let Some(dated) = self.with_label(place, line) else { continue };
            let opens = self.text.as_ref().is_none_or(|text| start < text.start);
            if self.is_in_note(start, headline) || (dated.changed && !opens) {
                continue;
            }
            if !dated.changed {
                return Some(dated);
            }
            changed = changed.or(Some(Dated { guessed: true, ..dated }));
        }
        changed
    }

    /// The date of a line that bears a label, or stands below a line that is one.
    fn with_label(&self, place: usize, line: &Line) -> Option<Dated> {
        let above = place.checked_sub(1).and_then(|above| self.layout.lines.get(above));
        let label = above.filter(|above| above.width <= MAX_LABEL_WIDTH);
        let label = label.map(|above| self.words(above)).unwrap_or_default();
        let lower = format!("{label} {}", self.words(line)).to_lowercase();
        let (words, changed) = match labels::read(&lower) {
            Labelled::Published(words) => (words, false),
            Labelled::Changed(words) => (words, true),
            Labelled::Plain(_) | Labelled::Other => return None,
        };
        Some(Dated { moment: self.read_shown(words)?, changed, guessed: false })
    }

    /// The first date that has a line to itself.
    pub(super) fn alone(&self, headline: &Range<usize>) -> Option<Moment> {
        let short = self.layout.lines.iter().filter(|line| line.width <= MAX_LINE_OF_DATE);
        let dated = short.filter(|line| self.has_digits(line));
        let mut own = dated
            .filter(|line| self.is_own(line.nodes.start, headline) && self.is_line_of_date(line));
        own.find_map(|line| {
            let found = self.in_line(line)?.moment;
            (!self.is_of_today(line.nodes.start, &found, headline)).then_some(found)
        })
    }

    /// The day on which all `time` elements agree, wherever they stand but in comments. Several below
    /// the text are those of other articles.
    pub(super) fn agreed(&self, headline: &Range<usize>) -> Option<Moment> {
        let times = self.dom.find(|node| node.tag == Tag::Time).into_iter();
        let own = times.filter(|place| !self.is_in_comments(*place, headline));
        let told: Vec<(usize, Moment)> =
            own.filter_map(|place| Some((place, self.time_at(place)?))).collect();
        let (_, first) = *told.first()?;
        let agree = |(place, other): &(usize, Moment)| {
            other.at.date_naive() == first.at.date_naive()
                && !self.is_of_today(*place, other, headline)
                && (told.len() == 1 || self.is_above(*place))
        };
        (told.iter().all(agree) && self.fits_address(&first)).then_some(first)
    }

    /// Neither below the text nor around it, nor in a table or a note.
    fn is_own(&self, place: usize, headline: &Range<usize>) -> bool {
        self.is_above(place) && !self.is_aside(place, headline) && !self.is_in_note(place, headline)
    }

    /// In a note, or in a table that holds neither the text nor the headline: those make the layout.
    fn is_in_note(&self, place: usize, headline: &Range<usize>) -> bool {
        let title = self.layout.lines.get(headline.clone()).and_then(|lines| lines.first());
        let title = title.map(|line| line.nodes.start);
        let holds = |at: usize| {
            let inside = self.dom.subtree(at);
            let text = self.text.as_ref().map(|text| text.start);
            text.into_iter().chain(title).any(|start| inside.contains(&start))
        };
        let is_note = |at: usize| {
            let node = &self.dom.nodes[at];
            let names = ["class", "id"].iter().filter_map(|name| node.attribute(name));
            let is_called = names.into_iter().any(|name| {
                let name = name.to_ascii_lowercase();
                NOTES.iter().any(|word| name.contains(word))
            });
            is_called || node.tag == Tag::Table
        };
        self.dom.ancestors(place).take_while(|at| !holds(*at)).any(is_note)
    }

    /// A date that ends the title: `Rain falls | 03.05.2024`.
    pub(super) fn ending_title(&self) -> Option<Moment> {
        let titles = [self.head.meta_text(&["og:title"]), self.head.title.clone()];
        titles.into_iter().flatten().find_map(|title| {
            let (_, end) = title.rsplit_once(['|', '–', '—', '('])?;
            (end.len() <= MAX_ENDING_BYTES).then(|| self.read_shown(end))?
        })
    }
}
