//! Where readers see another day than the page tells machines: what they see is believed.
//!
//! Systems tell the day of a move, of a new edition or of the last build; nobody shows a wrong day of
//! publication beside the headline. But other days stand there too: only a date that is alone, or in
//! a byline, is heard, and neither the headline itself, nor a date of change, nor today's date above
//! the headline, which is the masthead's.

use std::ops::Range;

use super::Dates;
use super::shown::{Dated, MAX_LINE_OF_DATE, by_label};
use crate::article::{Moment, Precision};
use crate::body::Line;
use crate::metadata::credits::is_credit;

impl Dates<'_, '_> {
    /// The day that readers see, if it contradicts what is told and the address does not agree with
    /// that: a zone explains a day's difference from an instant.
    pub(super) fn shown_instead(&self, told: &Moment) -> Option<Moment> {
        if self.in_address().is_some_and(|day| days_between(&day, told) <= 1) {
            return None;
        }
        let shown = self.shown_against(told)?;
        let explained = i64::from(told.precision == Precision::Instant);
        let is_change =
            self.told_change().is_some_and(|changed| days_between(&shown, &changed) <= 1);
        (days_between(&shown, told) > explained && !is_change).then_some(shown)
    }

    /// The first date beside the headline in a line of its own, unless it is labelled as a change,
    /// or an attribute of its elements tells the day that is told.
    fn shown_against(&self, told: &Moment) -> Option<Moment> {
        let headline = self.headline();
        let title = self.layout.lines.get(headline.clone())?;
        let title = title.first()?.nodes.start..title.last()?.nodes.end;
        let mut lines = self.lines_beside(&headline).filter(|line| {
            line.width <= MAX_LINE_OF_DATE
                && self.has_digits(line)
                && !title.contains(&line.nodes.start)
                && !self.is_aside(line.nodes.start, &headline)
        });
        let (line, seen) = lines.find_map(|line| {
            let seen = self.seen_in(line)?;
            let is_masthead = self.is_of_today(line.nodes.start, &seen.moment, &headline);
            (!is_masthead && self.is_line_of_date(line)).then_some((line, seen))
        })?;
        let agrees = |dated: Dated| days_between(&dated.moment, told) == 0;
        let contradicts = !seen.changed && !self.in_line(line).is_some_and(agrees);
        contradicts.then_some(seen.moment)
    }

    /// The date in the words of one line: attributes are not seen.
    fn seen_in(&self, line: &Line) -> Option<Dated> {
        let lower = self.words(line).to_lowercase();
        let (words, changed) = by_label(&lower)?;
        Some(Dated { moment: self.read_shown(words)?, changed, guessed: false })
    }

    /// Whether a line's date stands alone in its element or between marks such as `|`, or the line is
    /// a byline with it. So `Castle Theatre, 14 March 2025` is none, as it tells of an evening there.
    pub(super) fn is_line_of_date(&self, line: &Line) -> bool {
        let parts = self.parts(line);
        let own = parts.iter().position(|part| self.read_shown(part).is_some());
        let Some(own) = own else { return is_credit(&self.words(line), &[]) };
        let before = own.checked_sub(1).and_then(|before| parts.get(before));
        let goes_on = before.is_some_and(|before| before.ends_with(','));
        let is_own = parts.get(own).is_some_and(|part| is_credit(part, &[]));
        (is_own && !goes_on) || is_credit(&self.words(line), &[])
    }

    /// What readers see beside the headline, if it is the day in the address or one beside it: an
    /// address is made when writing begins, and in its maker's zone.
    pub(super) fn shown_beside(&self, day: &Moment, headline: &Range<usize>) -> Option<Moment> {
        let shown = self.beside_headline(headline).map(|dated| dated.moment);
        shown.filter(|shown| days_between(shown, day) <= 1)
    }
}

/// How many days lie between two moments, each in its own zone.
fn days_between(one: &Moment, other: &Moment) -> i64 {
    (one.at.date_naive() - other.at.date_naive()).num_days().abs()
}
