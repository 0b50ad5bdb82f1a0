//! The date that readers see beside the headline.
//!
//! Teasers, comments and tickers bear dates too: what stands in comments is never asked, what stands
//! in boxes around the article last. A box that holds the headline is not around the article.

use std::ops::Range;

use super::Dates;
use super::digits::{digits, in_latin};
use super::elements::{Told, likeliest};
use super::form::LEAST_DIGITS;
use super::labels::{self, Labelled};
use crate::article::{Moment, Precision};
use crate::body::Line;
use crate::dom::Node;
use crate::metadata::publication::Publication;
use crate::metadata::title::{agreement, cut};
use crate::tag::Tag;
use crate::whitespace::collapse;

/// Attributes that hold the time of what an element shows.
pub(super) const TIMES: [&str; 8] = [
    "datetime",
    "data-datetime",
    "data-timestamp",
    "data-date",
    "data-time",
    "data-published",
    "data-publish-date",
    "data-epoch",
];

/// Where a date beside the headline is looked for, in lines from it.
const LINES_ABOVE_TITLE: usize = 6;
const LINES_BELOW_TITLE: usize = 14;

/// A standfirst may stand above the date; what is further below is the text's.
const MAX_PARAGRAPHS_ABOVE_DATE: usize = 1;

/// A line with a date is shorter, in width.
pub(super) const MAX_DATE_WIDTH: u32 = 90;

/// The same where an element of the line tells a time: authors, place, publication and change.
const MAX_WIDTH_WITH_TIMES: u32 = 150;

/// A line that holds little but a date and a name is shorter, in width.
pub(super) const MAX_LINE_OF_DATE: u32 = 60;

/// A label that stands alone in the line above its date is shorter, in width.
pub(super) const MAX_LABEL_WIDTH: u32 = 25;

/// Elements of time that are read for the time of a day.
const MAX_TIMES: usize = 4;

/// Headings that are compared with the title.
const MAX_HEADINGS: usize = 30;

/// A longer heading is text, in bytes.
const MAX_HEADING_BYTES: usize = 2_000;

/// Share of words in common that makes a heading of the first level the headline, and one of the
/// next levels, in percent.
const LEAST_AGREEMENT: u32 = 20;
const LEAST_AGREEMENT_BELOW: u32 = 50;

impl Dates<'_, '_> {
    /// The lines of the headline; empty, and at the start of the page, if there is none.
    pub(super) fn headline(&self) -> Range<usize> {
        let lines_of = |place| self.judged().lines_of(self.dom, place);
        self.seen.headline.get_or_init(|| self.heading().map_or(0..0, lines_of)).clone()
    }

    /// The heading that agrees most with what the head tells, or else the first of the first level.
    fn heading(&self) -> Option<usize> {
        let own = Publication::of(self.head, None);
        let told: Vec<String> =
            [self.head.linked.text("headline"), self.head.meta_text(&["og:title"])]
                .into_iter()
                .chain([self.head.title.as_deref().map(|title| cut(title, &own))])
                .flatten()
                .collect();
        let is_heading = |text: &String| text.len() <= MAX_HEADING_BYTES;
        let of_level = |wanted: fn(&Node<'_>) -> bool, least: u32| {
            let shown = |place: &usize| !self.judged().hints[*place].hidden;
            let headings = self.dom.find(wanted).into_iter().filter(shown).take(MAX_HEADINGS);
            let agreeing = |place: usize| {
                let text = Some(self.dom.text(place)).filter(is_heading).unwrap_or_default();
                let most = told.iter().map(|told| agreement(&text, told)).max().unwrap_or_default();
                (most, usize::MAX - place)
            };
            let best = headings.map(agreeing).max();
            best.filter(|(most, _)| *most >= least).map(|(_, place)| usize::MAX - place)
        };
        of_level(|node| node.tag == Tag::H(1), LEAST_AGREEMENT)
            .or_else(|| of_level(|node| matches!(node.tag, Tag::H(2..=6)), LEAST_AGREEMENT_BELOW))
            .or_else(|| self.dom.nodes.iter().position(|node| node.tag == Tag::H(1)))
    }

    /// The first time in a `time` element that is no one else's, of those that `wanted` accepts.
    pub(super) fn time_element(&self, wanted: impl Fn(&Moment) -> bool) -> Option<Moment> {
        let headline = self.headline();
        let times = self.dom.find(|node| node.tag == Tag::Time).into_iter();
        let own = times.filter(|place| !self.is_aside(*place, &headline) && self.is_above(*place));
        let told = own.take(MAX_TIMES).filter_map(|place| Some((place, self.time_at(place)?)));
        let mut told = told.filter(|(place, found)| !self.is_of_today(*place, found, &headline));
        told.find(|(_, found)| wanted(found)).map(|(_, found)| found)
    }

    /// A date in a short line beside the headline, better below than above it. Boxes that are called
    /// something else are asked last: that of the author may hold the date.
    pub(super) fn beside_headline(&self, headline: &Range<usize>) -> Option<Dated> {
        let (aside, own): (Vec<&Line>, Vec<&Line>) = self
            .lines_beside(headline)
            .filter(|line| self.has_digits(line) || self.has_time(line))
            .partition(|line| self.is_aside(line.nodes.start, headline));
        let unsure = |line: &&Line| !self.is_in_comments(line.nodes.start, headline);
        let own = self.best_of(own, headline);
        own.or_else(|| self.best_of(aside.into_iter().filter(unsure).collect(), headline))
    }

    /// The first date of publication in some lines, or else of a change: then it is a guess.
    fn best_of(&self, lines: Vec<&Line>, headline: &Range<usize>) -> Option<Dated> {
        let mut changed = None;
        for line in lines {
            let dated = self.in_line(line);
            let is_own =
                |dated: &Dated| !self.is_of_today(line.nodes.start, &dated.moment, headline);
            let Some(dated) = dated.filter(is_own) else { continue };
            if !dated.changed {
                return Some(dated);
            }
            changed = changed.or(Some(Dated { guessed: true, ..dated }));
        }
        changed
    }

    /// The first instant of publication that readers see beside the headline, of those that are
    /// wanted.
    pub(super) fn shown_exactly(&self, wanted: impl Fn(&Moment) -> bool) -> Option<Moment> {
        let headline = self.headline();
        let lines = self
            .lines_beside(&headline)
            .filter(|line| self.has_digits(line) && !self.is_aside(line.nodes.start, &headline));
        let dated = lines.filter_map(|line| self.in_line(line)).filter(|dated| !dated.changed);
        let exact = dated.map(|dated| dated.moment);
        exact.filter(|moment| moment.precision == Precision::Instant).find(wanted)
    }

    /// Whether a day above the headline is that of a masthead: the day on which the page is read,
    /// outside of what holds the article.
    pub(super) fn is_of_today(&self, place: usize, day: &Moment, headline: &Range<usize>) -> bool {
        let Some(title) = self.layout.lines.get(headline.clone()).and_then(|it| it.first()) else {
            return false;
        };
        let days = (self.fetched_at.date_naive() - day.at.date_naive()).num_days().abs();
        let holds_both = |at: usize| {
            let node = &self.dom.nodes[at];
            matches!(node.tag, Tag::Article | Tag::Main) && title.nodes.start < node.end
        };
        place < title.nodes.start && days <= 1 && !self.dom.ancestors(place).any(holds_both)
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
        let is_short = |line: &Line| {
            line.width <= MAX_DATE_WIDTH
                || (line.width <= MAX_WIDTH_WITH_TIMES && self.has_time(line))
        };
        below.chain(above.iter().rev()).filter(move |line| is_short(line))
    }

    /// The date of one line: in an attribute of its elements, else in its words.
    pub(super) fn in_line(&self, line: &Line) -> Option<Dated> {
        let lower = self.words(line).to_lowercase();
        let (words, changed) = by_label(&lower)?;
        let changed = match self.label_above(line, &lower) {
            Above::Other => return None,
            Above::Change => true,
            Above::Nothing => changed,
        };
        let elements = self.elements_of(line);
        let told = likeliest(&elements);
        // "14 May 2024, updated <time>": the publication is told in words alone.
        let is_other = told.is_some_and(Told::is_change) && !changed;
        let in_words = || self.read_shown(words);
        let in_elements = || told.map(|told| told.moment);
        let moment = if is_other {
            in_words().or_else(in_elements)
        } else {
            in_elements().or_else(in_words)
        };
        Some(Dated { moment: moment?, changed, guessed: false })
    }

    /// What a label in a line of its own calls the date below it, which says nothing of itself.
    pub(super) fn label_above(&self, line: &Line, lower: &str) -> Above {
        let lines = &self.layout.lines;
        let place = lines.partition_point(|other| other.nodes.start < line.nodes.start);
        let above = place.checked_sub(1).and_then(|above| lines.get(above));
        let label = above.filter(|above| above.width <= MAX_LABEL_WIDTH).map(|it| self.words(it));
        let Some(label) = label.filter(|label| digits(label) == 0) else { return Above::Nothing };
        match (labels::read(&label.to_lowercase()), labels::read(lower)) {
            (Labelled::Changed(_), Labelled::Plain(_)) => Above::Change,
            (Labelled::Other, Labelled::Plain(_)) => Above::Other,
            _ => Above::Nothing,
        }
    }

    /// Its words may be relative, `2 hours ago`, or without the year.
    pub(super) fn has_time(&self, line: &Line) -> bool {
        let mut places = std::iter::once(line.block).chain(line.nodes.clone());
        places.any(|place| has_time(&self.dom.nodes[place]))
    }

    pub(super) fn in_attributes(&self, place: usize) -> Option<Moment> {
        let element = self.dom.nodes.get(place)?.element?;
        let mut told = element.attrs.iter().filter(|(name, _)| TIMES.contains(&&*name.local));
        told.find_map(|(_, value)| self.read_shown(value))
    }

    /// A time that the address does not deny.
    pub(super) fn read_shown(&self, text: &str) -> Option<Moment> {
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
        in_latin(&collapse(&words)).into_owned()
    }

    /// A line's words, parted where its elements or marks such as `|` part them.
    pub(super) fn parts(&self, line: &Line) -> Vec<String> {
        let nodes = self.dom.nodes.get(line.nodes.clone()).unwrap_or_default();
        let marks = ['|', '·', '•', '⋅', '/', '—'];
        let parts = nodes.iter().flat_map(|node| node.text.split(|c| marks.contains(&c)));
        parts
            .map(|part| in_latin(&collapse(part)).into_owned())
            .filter(|part| !part.is_empty())
            .collect()
    }

    /// Not below the text.
    pub(super) fn is_above(&self, place: usize) -> bool {
        self.text.as_ref().is_none_or(|text| place < text.end)
    }

    /// In comments, quotes or captions, in what is hidden or around the article: in an element that
    /// is called so and does not hold the headline.
    pub(super) fn is_aside(&self, place: usize, headline: &Range<usize>) -> bool {
        self.is_in(place, headline, |at| {
            let hints = self.judged().hints[at];
            let quoted = hints.embed || hints.caption || self.dom.nodes[at].tag == Tag::Blockquote;
            quoted || hints.comments || hints.around || hints.hidden
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

    pub(super) fn is_in_comments(&self, place: usize, headline: &Range<usize>) -> bool {
        self.is_in(place, headline, |at| {
            let hints = self.judged().hints[at];
            hints.comments || hints.hidden
        })
    }

    pub(super) fn has_digits(&self, line: &Line) -> bool {
        let nodes = self.dom.nodes.get(line.nodes.clone()).unwrap_or_default();
        nodes.iter().map(|node| digits(node.text)).sum::<usize>() >= LEAST_DIGITS
    }
}

/// Whether an element has an attribute of a time.
pub(super) fn has_time(node: &Node<'_>) -> bool {
    let attributes = node.element.into_iter().flat_map(|element| &element.attrs);
    attributes.into_iter().any(|(name, _)| TIMES.contains(&&*name.local))
}

/// What the line above a date calls it: a change, something else than the article's, or neither.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Above {
    Change,
    Other,
    Nothing,
}

/// A date, whether it is only that of a change, and whether it is a guess that it is the article's.
pub(super) struct Dated {
    pub moment: Moment,
    pub changed: bool,
    pub guessed: bool,
}

/// The words that hold a line's date, and whether a label calls it that of a change; none if it is
/// that of something else.
pub(super) fn by_label(lower: &str) -> Option<(&str, bool)> {
    match labels::read(lower) {
        Labelled::Published(words) | Labelled::Plain(words) => Some((words, false)),
        Labelled::Changed(words) => Some((words, true)),
        Labelled::Other => None,
    }
}
