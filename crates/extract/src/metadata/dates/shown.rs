//! The date that readers see: in a line near the headline, at the start of the text, beside a label.
//!
//! Teasers, comments and tickers bear dates too, so places are asked in the order of how seldom they
//! lie; what stands in comments or around the article is asked never or last.

use std::ops::Range;

use super::Dates;
use super::form::{LEAST_DIGITS, digits};
use super::labels::{self, Labelled};
use crate::article::Moment;
use crate::body::{Line, plain};
use crate::dom::Node;
use crate::metadata::title::{agreement, without_site};
use crate::tag::Tag;
use crate::whitespace::collapse;

/// Where a date beside the headline is looked for, in lines from it.
const LINES_ABOVE_TITLE: usize = 6;
const LINES_BELOW_TITLE: usize = 14;

/// A standfirst may stand above the date; what is further below is the text's.
const MAX_PARAGRAPHS_ABOVE_DATE: usize = 1;

/// A line with a date is shorter, in width.
const MAX_DATE_WIDTH: u32 = 90;

/// Paragraphs that may open the text: one may be the standfirst.
const MAX_OPENINGS: usize = 3;

/// A date that opens the text ends before here, in bytes.
const MAX_DATELINE_BYTES: usize = 60;

/// A label that stands alone in the line above its date is shorter, in width.
const MAX_LABEL_WIDTH: u32 = 25;

/// A date that ends a title is shorter, in bytes.
const MAX_ENDING_BYTES: usize = 30;

/// Elements with the name of a date that are read: more is a list.
const MAX_NAMED: usize = 30;

/// Elements of time that are read for the time of a day.
const MAX_TIMES: usize = 4;

/// Headings that are compared with the title.
const MAX_HEADINGS: usize = 30;

/// Share of words in common that makes a heading of the first level the headline, and one of the
/// next levels, in percent.
const LEAST_AGREEMENT: u32 = 20;
const LEAST_AGREEMENT_BELOW: u32 = 50;

/// Attributes that hold the time of what an element shows.
const TIMES: [&str; 8] = [
    "datetime",
    "data-datetime",
    "data-timestamp",
    "data-date",
    "data-time",
    "data-published",
    "data-publish-date",
    "data-epoch",
];

/// Parts of names that dates have.
const NAMES: [&str; 9] =
    ["date", "datum", "time", "publish", "meta", "byline", "posted", "fecha", "info"];

impl Dates<'_, '_> {
    /// The lines of the headline; empty, and at the start of the page, if there is none.
    pub(super) fn headline(&self) -> Range<usize> {
        let heading = self.heading();
        heading.map_or(0..0, |place| self.judged().lines_of(self.dom, place))
    }

    /// The heading that agrees most with what the head tells, or else the first of the first level.
    fn heading(&self) -> Option<usize> {
        let told: Vec<String> =
            [self.head.linked.text("headline"), self.head.meta_text(&["og:title"])]
                .into_iter()
                .chain([self.head.title.as_deref().map(|title| without_site(title, None))])
                .flatten()
                .collect();
        let of_level = |wanted: fn(&Node<'_>) -> bool, least: u32| {
            let shown = |place: &usize| !self.judged().hints[*place].hidden;
            let headings = self.dom.find(wanted).into_iter().filter(shown).take(MAX_HEADINGS);
            let agreeing = |place: usize| {
                let text = self.dom.text(place);
                let most = told.iter().map(|told| agreement(&text, told)).max().unwrap_or_default();
                (most, usize::MAX - place)
            };
            let best = headings.map(agreeing).max();
            best.filter(|(most, _)| *most >= least).map(|(_, place)| usize::MAX - place)
        };
        of_level(|node| node.tag == Tag::H(1), LEAST_AGREEMENT)
            .or_else(|| of_level(|node| matches!(node.tag, Tag::H(2 | 3)), LEAST_AGREEMENT_BELOW))
            .or_else(|| self.dom.nodes.iter().position(|node| node.tag == Tag::H(1)))
    }

    /// The first time in a `time` element that is no one else's, of those that `wanted` accepts.
    pub(super) fn time_element(&self, wanted: impl Fn(&Moment) -> bool) -> Option<Moment> {
        let headline = self.headline();
        let times = self.dom.find(|node| node.tag == Tag::Time).into_iter();
        let own = times.filter(|place| !self.is_aside(*place, &headline)).take(MAX_TIMES);
        own.filter_map(|place| self.time_at(place)).find(wanted)
    }

    /// A date in a short line beside the headline, better below than above it. Boxes that are called
    /// something else are asked last: that of the author may hold the date.
    pub(super) fn beside_headline(&self, headline: &Range<usize>) -> Option<Moment> {
        let (aside, own): (Vec<&Line>, Vec<&Line>) = self
            .lines_beside(headline)
            .filter(|line| self.has_digits(line) || self.has_time(line))
            .partition(|line| self.is_aside(line.nodes.start, headline));
        let unsure = |line: &&Line| !self.is_in_comments(line, headline);
        self.best_of(own).or_else(|| self.best_of(aside.into_iter().filter(unsure).collect()))
    }

    /// The first date of publication in some lines, or else of a change.
    fn best_of(&self, lines: Vec<&Line>) -> Option<Moment> {
        let mut changed = None;
        for dated in lines.into_iter().filter_map(|line| self.in_line(line)) {
            if !dated.changed {
                return Some(dated.moment);
            }
            changed = changed.or(Some(dated.moment));
        }
        changed
    }

    /// The short lines beside the headline: itself, those below, those above it from the nearest on.
    pub(super) fn lines_beside(&self, headline: &Range<usize>) -> impl Iterator<Item = &Line> {
        let lines = &self.layout.lines;
        let last = (headline.end + LINES_BELOW_TITLE).min(lines.len());
        let below = lines.get(headline.start..last).unwrap_or_default();
        let first = headline.start.saturating_sub(LINES_ABOVE_TITLE);
        let above = lines.get(first..headline.start).unwrap_or_default();
        let mut paragraphs = 0;
        let below = below.iter().take_while(move |line| {
            paragraphs += usize::from(line.is_prose());
            paragraphs <= MAX_PARAGRAPHS_ABOVE_DATE
        });
        below.chain(above.iter().rev()).filter(|line| line.width <= MAX_DATE_WIDTH)
    }

    /// The date of one line: in an attribute of its elements, else in its words.
    fn in_line(&self, line: &Line) -> Option<Dated> {
        let text = self.words(line);
        let lower = text.to_lowercase();
        let (words, changed) = match labels::read(&lower) {
            Labelled::Published(words) | Labelled::Plain(words) => (words, false),
            Labelled::Changed(words) => (words, true),
        };
        let mut places = std::iter::once(line.block).chain(line.nodes.clone());
        let told = places.find_map(|place| self.in_attributes(place));
        let moment = told.or_else(|| self.read_shown(words))?;
        Some(Dated { moment, changed })
    }

    /// Its words may be relative, `2 hours ago`, or without the year.
    fn has_time(&self, line: &Line) -> bool {
        let mut places = std::iter::once(line.block).chain(line.nodes.clone());
        places.any(|place| {
            let element = self.dom.nodes.get(place).and_then(|node| node.element);
            element.is_some_and(|element| {
                element.attrs.iter().any(|(name, _)| TIMES.contains(&&*name.local))
            })
        })
    }

    fn in_attributes(&self, place: usize) -> Option<Moment> {
        let element = self.dom.nodes.get(place)?.element?;
        let mut told = element.attrs.iter().filter(|(name, _)| TIMES.contains(&&*name.local));
        told.find_map(|(_, value)| self.read_shown(value))
    }

    /// A time that the address does not deny.
    fn read_shown(&self, text: &str) -> Option<Moment> {
        self.read(text).filter(|found| self.fits_address(found))
    }

    /// The words of a line, also of small print, which is no part of the text. Elements part words:
    /// the name of the author and the date may have nothing else between them.
    pub(super) fn words(&self, line: &Line) -> String {
        let mut words = String::new();
        let mut at = line.nodes.start;
        while at < line.nodes.end {
            let node = &self.dom.nodes[at];
            if node.tag.is_silent() {
                at = node.end;
                continue;
            }
            words.push(' ');
            words.push_str(node.text);
            at += 1;
        }
        collapse(&words)
    }

    /// In comments, in what is hidden or around the article: in an element that is called so and
    /// does not hold the headline.
    pub(super) fn is_aside(&self, place: usize, headline: &Range<usize>) -> bool {
        self.is_in(place, headline, |at| {
            let hints = self.judged().hints[at];
            hints.comments || hints.around || hints.hidden
        })
    }

    fn is_in(&self, place: usize, headline: &Range<usize>, called: impl Fn(usize) -> bool) -> bool {
        let holds_headline = |at: usize| {
            let lines = self.judged().lines_of(self.dom, at);
            !headline.is_empty() && lines.start <= headline.start && headline.end <= lines.end
        };
        std::iter::once(place)
            .chain(self.dom.ancestors(place))
            .take_while(|at| !holds_headline(*at))
            .any(called)
    }

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
            .filter(|place| short(place) && !self.is_aside(*place, headline))
            .take(MAX_NAMED)
            .filter_map(|place| self.time_at(place))
            .find(|found| self.fits_address(found))
    }

    /// A date beside a label, anywhere but in comments: of publication, or else of change.
    pub(super) fn labelled(&self, headline: &Range<usize>) -> Option<Moment> {
        let mut changed = None;
        for (place, line) in self.layout.lines.iter().enumerate() {
            let is_date = line.width <= MAX_DATE_WIDTH && self.has_digits(line);
            if !is_date || self.is_in_comments(line, headline) {
                continue;
            }
            match self.with_label(place, line) {
                Some(Dated { moment, changed: false }) => return Some(moment),
                Some(dated) => changed = changed.or(Some(dated.moment)),
                None => {}
            }
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
            Labelled::Plain(_) => return None,
        };
        Some(Dated { moment: self.read_shown(words)?, changed })
    }

    fn is_in_comments(&self, line: &Line, headline: &Range<usize>) -> bool {
        self.is_in(line.nodes.start, headline, |at| {
            let hints = self.judged().hints[at];
            hints.comments || hints.hidden
        })
    }

    /// A date that ends the title: `Rain falls | 03.05.2024`.
    pub(super) fn ending_title(&self) -> Option<Moment> {
        let titles = [self.head.meta_text(&["og:title"]), self.head.title.clone()];
        titles.into_iter().flatten().find_map(|title| {
            let (_, end) = title.rsplit_once(['|', '–', '—', '('])?;
            (end.len() <= MAX_ENDING_BYTES).then(|| self.read_shown(end))?
        })
    }

    pub(super) fn has_digits(&self, line: &Line) -> bool {
        let nodes = self.dom.nodes.get(line.nodes.clone()).unwrap_or_default();
        nodes.iter().map(|node| digits(node.text)).sum::<usize>() >= LEAST_DIGITS
    }
}

/// A date, and whether it is only that of a change.
struct Dated {
    moment: Moment,
    changed: bool,
}
