//! Words that say what a date beside them is: lists by language in `data/dates/`, and their look-up.

use super::digits::digits;
use super::form::LEAST_DIGITS;
use crate::list::lists;

lists! { "dates":
    /// "Published".
    PUBLISHED = "published";
    /// "Changed".
    CHANGED = "changed";
    /// "Changed", that may as well be said of the work on a text.
    WITHIN_WORK = "within_work";
    /// Labels of a day that is not the article's: when something happens, when the page was made or
    /// read.
    OTHER = "other";
}

/// A line's text from the label of publication on, or up to the label of change.
pub(super) enum Labelled<'t> {
    /// Published: what follows the label.
    Published(&'t str),
    /// Only changed: what follows the label.
    Changed(&'t str),
    /// No label, or what stands before that of the change.
    Plain(&'t str),
    /// The day of something else: of an event, or of the making of the page.
    Other,
}

/// What the labels of a line say of its date. `lower` is the line in lower case.
pub(super) fn read(lower: &str) -> Labelled<'_> {
    if let Some(other) = places(lower, &OTHER).first() {
        let before = lower.get(..*other).unwrap_or_default();
        return if digits(before) >= LEAST_DIGITS { read(before) } else { Labelled::Other };
    }
    let changed = places(lower, &CHANGED);
    let after = |at: usize| lower.get(at..).unwrap_or_default();
    // "Last update: date" and "fecha de actualización" hold both labels, and no date between them.
    let is_own = |at: &usize| changed.iter().all(|other| has_number_between(lower, *at, *other));
    if let Some(at) = places(lower, &PUBLISHED).into_iter().find(is_own) {
        let after = after(at);
        if digits(after) < LEAST_DIGITS && digits(lower) >= LEAST_DIGITS {
            // "May 4, 2024 - Posted by Ann Lee"
            return Labelled::Plain(lower);
        }
        let end = places(after, &CHANGED).first().copied();
        return Labelled::Published(after.get(..end.unwrap_or(after.len())).unwrap_or(after));
    }
    match changed.first() {
        Some(at) => {
            let before = lower.get(..*at).unwrap_or_default();
            let told = digits(before) >= LEAST_DIGITS;
            if told { Labelled::Plain(before) } else { Labelled::Changed(after(*at)) }
        }
        None => Labelled::Plain(lower),
    }
}

/// What follows the label of a change, up to that of publication. Whoever reviewed or edited a text
/// before it was published has changed nothing since.
pub(super) fn change(lower: &str) -> Option<&str> {
    let mut labels = CHANGED.iter().filter(|label| !WITHIN_WORK.contains(label));
    let at = labels.find_map(|label| lower.find(label))?;
    let after = lower.get(at..)?;
    let published = places(after, &PUBLISHED).into_iter();
    let end = published.into_iter().find(|end| has_number_between(after, 0, *end));
    after.get(..end.unwrap_or(after.len()))
}

/// Where labels stand, in order.
fn places(lower: &str, labels: &[&str]) -> Vec<usize> {
    let each = labels.iter().flat_map(|label| lower.match_indices(label));
    let mut places: Vec<usize> = each.map(|(at, _)| at).collect();
    places.sort_unstable();
    places.truncate(MOST_LABELS);
    places
}

/// Labels of one kind that are looked at: a line has one or two.
const MOST_LABELS: usize = 8;

fn has_number_between(text: &str, one: usize, other: usize) -> bool {
    let between = text.get(one.min(other)..one.max(other)).unwrap_or_default();
    digits(between) > 0
}

/// Whether a word in lower case is, or begins, such a label.
pub(crate) fn begins_label(word: &str) -> bool {
    let mut labels = PUBLISHED.iter().chain(CHANGED.iter());
    labels.any(|label| label.len() >= LEAST_LABEL_BYTES && word.starts_with(label))
}

/// Shorter labels are parts of other words.
const LEAST_LABEL_BYTES: usize = 5;

#[cfg(test)]
mod tests {
    use super::{Labelled, change, read};

    #[track_caller]
    fn check_changed(line: &str) {
        assert!(matches!(read(line), Labelled::Changed(_)), "{line}");
    }

    #[test]
    fn a_label_within_that_of_a_change_says_nothing_of_publication() {
        check_changed("last update: 20 october 2024");
        check_changed("date of last update: 20 october 2024");
        check_changed("fecha de actualización: 20 de octubre de 2024");
        check_changed("letzte aktualisierung: 20.10.2024");
        check_changed("datum der letzten änderung: 20.10.2024");
        check_changed("ultimo aggiornamento: 20 ottobre 2024");
    }

    #[test]
    fn publication_is_told_beside_a_change() {
        for line in ["updated 5 may 2024, published 3 may 2024", "published 3 may 2024, updated 5"]
        {
            let Labelled::Published(told) = read(line) else { panic!("{line}") };
            assert!(told.starts_with("published 3 may 2024"), "{told}");
        }
    }

    #[test]
    fn days_of_events_and_of_printing_are_nobodys() {
        for line in [
            "when: 3 november 2026, 7pm",
            "page last generated: 21 november 2026",
            "release date: 14.11.2019",
            "abgerufen am 3. mai 2024",
        ] {
            assert!(matches!(read(line), Labelled::Other), "{line}");
        }
        assert!(matches!(read("3 may 2024. printed 5 may 2024"), Labelled::Plain("3 may 2024. ")));
    }

    #[test]
    fn a_correction_is_a_change() {
        check_changed("this article was amended on 21 november 2026.");
        check_changed("correction, 21 november 2026");
    }

    #[test]
    fn a_change_is_told_beside_a_publication() {
        let both = "published: 20:40, 20 may 2026 | updated: 21:10, 21 may 2026";
        assert_eq!(change(both), Some("updated: 21:10, 21 may 2026"));
        let both = "updated 5 may 2024, published 3 may 2024";
        assert_eq!(change(both), Some("updated 5 may 2024, "));
        assert_eq!(change("edited by ann lee, 5 may 2024"), None);
        assert_eq!(change("5 may 2024"), None);
    }
}
