//! Titles in parts: which of them is the headline, and which the publication.

use crate::metadata::publication::Publication;
use crate::whitespace::fold;

/// What parts a headline from the site's name in titles.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • "];

/// Cuts the publication's name off both ends of a title.
pub(crate) fn cut(title: &str, own: &Publication) -> String {
    let mut title = cut_bar(cut_tail(title, own), own);
    for _ in 0..MAX_NAMES_BEFORE {
        let Some((before, after)) = first_part(title) else { break };
        let is_name = own.is(before) || own.is_but_for_article(before);
        if after.trim().is_empty() || !(is_name || is_archive(before)) {
            break;
        }
        title = after.trim();
    }
    title.to_owned()
}

/// Cuts the publication's name off where only a bar without spaces parts it from the headline.
fn cut_bar<'t>(title: &'t str, own: &Publication) -> &'t str {
    let is_rest = |rest: &str| !rest.trim().is_empty() && !own.is(rest);
    match (title.split_once(['|', '｜']), title.rsplit_once(['|', '｜'])) {
        (Some((name, rest)), _) if own.is(name) && is_rest(rest) => rest.trim(),
        (_, Some((rest, name))) if own.is(name) && is_rest(rest) => rest.trim(),
        _ => title,
    }
}

/// Names that may stand before a headline: the publication's, and that of its archive.
const MAX_NAMES_BEFORE: usize = 2;

/// The first and the last part of a title of several.
pub(crate) fn ends(title: &str) -> impl Iterator<Item = &str> {
    let first = first_part(title).map(|(first, _)| first.trim());
    let last = last_separator(title).and_then(|(at, separator)| title.get(at + separator.len()..));
    last.map(str::trim).into_iter().chain(first)
}

/// A title's first part, and what follows it. Names before headlines end with a colon, too.
fn first_part(title: &str) -> Option<(&str, &str)> {
    let separators = SEPARATORS.iter().chain(&[": "]);
    let parts = separators.filter_map(|separator| title.split_once(separator));
    parts.min_by_key(|(before, _)| before.len())
}

/// Whether a part of a title is what blogs put before each: `Blog Archive » Rain falls`.
fn is_archive(part: &str) -> bool {
    matches!(fold(part).as_str(), "blogarchive" | "blogarchiv" | "blogarchives")
}

fn cut_tail<'t>(title: &'t str, own: &Publication) -> &'t str {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some((at, separator)) = last_separator(title) else { break };
        let (before, after) = title.split_at(at);
        let tail = after.strip_prefix(separator).unwrap_or_default();
        let looks_like_site = tail.split_whitespace().count() <= 4
            && before.split_whitespace().count() >= 4
            && (separator == " | "
                || tail.contains(".com")
                || tail.split_whitespace().count() <= 2);
        // `The Daily | The Daily's word of the year`: the name stands before the headline.
        let is_headline = before.trim().is_empty() || own.is(before.trim());
        if is_headline || !(own.is_named_by(tail) || looks_like_site) {
            break;
        }
        title = before.trim();
    }
    title
}

/// A heading without the publication's name behind it.
pub(super) fn without_name(heading: String, own: &Publication) -> String {
    let behind = last_separator(&heading).map(|(at, separator)| (at, at + separator.len()));
    match behind {
        Some((at, after)) if heading.get(after..).is_some_and(|name| own.is(name)) => {
            heading.get(..at).unwrap_or_default().trim().to_owned()
        }
        _ => heading,
    }
}

fn last_separator(title: &str) -> Option<(usize, &'static str)> {
    SEPARATORS
        .iter()
        .filter_map(|separator| title.rfind(separator).map(|at| (at, *separator)))
        .max_by_key(|(at, _)| *at)
}

/// The parts of a title between separators.
pub(super) fn parts_of(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    std::iter::from_fn(move || {
        let text = rest?;
        let first = SEPARATORS
            .iter()
            .filter_map(|separator| text.split_once(separator))
            .min_by_key(|(before, _)| before.len());
        rest = first.map(|(_, after)| after);
        Some(first.map_or(text, |(before, _)| before))
    })
}

/// Whether a title is a kicker and then a heading.
pub(super) fn ends_in(title: &str, heading: &str) -> bool {
    let folded = fold(heading);
    let separators = SEPARATORS.iter().chain(&[": "]);
    let mut behind = separators.flat_map(|separator| {
        let places = title.match_indices(separator);
        places.filter_map(|(at, separator)| title.get(at + separator.len()..))
    });
    behind.any(|behind| fold(behind) == folded)
}
