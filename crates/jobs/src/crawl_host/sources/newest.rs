//! Which entries of a sitemap are taken first: the newest.
//!
//! By their dates, as far as there are any. Without dates it is not known at which end a site writes
//! what is new, so that both ends are taken; and in an index each series of files (`posts-1`,
//! `posts-2`, …) has ends of its own.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
};

use chrono::{DateTime, Utc};
use discover::{Address, SitemapEntry};

/// Pages, the newest first.
pub(super) fn pages(entries: Vec<SitemapEntry>) -> Vec<SitemapEntry> {
    in_order(entries, |_| String::new())
}

/// Sitemaps in an index, the newest first.
pub(super) fn children(entries: Vec<SitemapEntry>) -> Vec<SitemapEntry> {
    in_order(entries, |entry| series(&entry.address))
}

/// When an entry's article was published or changed, if told.
pub(super) fn told(entry: &SitemapEntry) -> Option<DateTime<Utc>> {
    entry.news.as_ref().and_then(|news| news.published).or(entry.modified)
}

fn in_order(
    entries: Vec<SitemapEntry>,
    series: impl Fn(&SitemapEntry) -> String,
) -> Vec<SitemapEntry> {
    let (mut dated, undated): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| told(entry).is_some());
    dated.sort_by_key(|entry| Reverse(told(entry)));
    let mut lengths = BTreeMap::new();
    let mut placed = Vec::with_capacity(undated.len());
    for entry in undated {
        let series = series(&entry);
        let length: &mut usize = match lengths.entry(series.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(0),
        };
        placed.push((series, *length, entry));
        *length += 1;
    }
    let rank = |(series, place, _): &(String, usize, SitemapEntry)| {
        let behind = lengths.get(series).map_or(0, |length| length - 1 - place);
        // The last, the first, the last but one, the second …
        (2 * behind).min(2 * place + 1)
    };
    placed.sort_by_cached_key(rank);
    dated.extend(placed.into_iter().map(|(_, _, entry)| entry));
    dated
}

/// The address without its figures.
fn series(address: &Address) -> String {
    address.as_str().replace(|letter: char| letter.is_ascii_digit(), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(paths: &[&str]) -> Vec<SitemapEntry> {
        let entry = |path: &&str| {
            let (path, day) = path.split_once('@').unwrap_or((path, ""));
            let modified = DateTime::parse_from_rfc3339(&format!("2026-11-{day}T00:00:00Z"));
            SitemapEntry {
                address: Address::parse(&format!("https://news.example/{path}")).unwrap(),
                modified: modified.ok().map(|at| at.to_utc()),
                news: None,
            }
        };
        paths.iter().map(entry).collect()
    }

    #[track_caller]
    fn check(ordered: &[SitemapEntry], expected: &[&str]) {
        let paths: Vec<&str> =
            ordered.iter().map(|entry| entry.address.url().path().trim_matches('/')).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn dates_come_first_and_the_newest_of_them() {
        let pages = pages(entries(&["a", "b@01", "c@03", "d@02"]));
        check(&pages, &["c", "d", "b", "a"]);
    }

    #[test]
    fn without_dates_both_ends_come_before_the_middle() {
        check(&pages(entries(&["a", "b", "c", "d", "e"])), &["e", "a", "d", "b", "c"]);
    }

    /// As `WordPress` writes its index.
    #[test]
    fn the_last_file_of_each_series_comes_first() {
        let index = ["posts-1.xml", "posts-2.xml", "posts-3.xml", "tags-1.xml", "users-1.xml"];
        let first = ["posts-3.xml", "tags-1.xml", "users-1.xml", "posts-1.xml", "posts-2.xml"];
        check(&children(entries(&index)), &first);
    }
}
