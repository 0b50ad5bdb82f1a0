//! What speaks for an article, in points. The points are a set: see the head of `shape`.

use super::trail::{self, Trail};
use super::words;

/// The sum of all evidence.
pub(super) fn of_article(trail: &Trail, link_text: &str) -> i32 {
    let slug_words = slug_words(trail);
    let id = points(has_id(trail), 2);
    let ending = points(is_page_ending(trail), 1);
    let depth = points(trail.segments.len() >= 2, 1);
    slug(slug_words)
        + id
        + ending
        + depth
        + date(trail)
        + story_word(trail)
        + parameter(trail)
        + text(link_text, slug_words)
        - list_word(trail, slug_words)
}

/// How wide a text is read, in Latin characters: an ideograph counts three.
pub(super) fn text_width(text: &str) -> usize {
    text.trim().chars().map(|c| if trail::is_ideograph(c) { 3 } else { 1 }).sum()
}

fn points(holds: bool, points: i32) -> i32 {
    if holds { points } else { 0 }
}

/// Words of the slug, which may stand before the number: `/council-votes-on-plan/12345`.
fn slug_words(trail: &Trail) -> usize {
    let last = trail.last().map_or(0, trail::words);
    let ends_in_id = trail.last().is_some_and(|it| trail::has_id(it) || trail::words(it) == 0);
    let is_story_word = trail.last().is_some_and(|it| words::STORIES.contains(&it));
    let before = trail.parent().map_or(0, trail::words);
    if ends_in_id || is_story_word { last.max(before) } else { last }
}

fn slug(words: usize) -> i32 {
    match words {
        0 | 1 => 0,
        2 => 1,
        3 => 2,
        4 => 3,
        _ => 4,
    }
}

fn has_id(trail: &Trail) -> bool {
    trail.segments.iter().rev().take(2).any(|segment| trail::has_id(segment))
}

fn is_page_ending(trail: &Trail) -> bool {
    let is_page = |ending: &str| words::PAGE_ENDINGS.contains(&ending);
    !trail.segments.is_empty() && trail.ending.as_deref().is_some_and(is_page)
}

/// A date in front of the slug, or at its head. (A path that ends in a date never comes here.)
fn date(trail: &Trail) -> i32 {
    let pairs = trail.segments.iter().zip(trail.segments.iter().skip(1));
    let mut dated = pairs.filter(|(year, _)| trail::is_year(year));
    if dated.clone().any(|(_, month)| trail::is_part_of_date(month)) {
        return 3;
    }
    let starts_with_date =
        |segment: &String| segment.get(..10).is_some_and(trail::is_date) && segment.len() >= 10;
    if trail.segments.iter().any(starts_with_date) { 3 } else { points(dated.next().is_some(), 2) }
}

/// `/article/…`: a folder of single texts, or the word behind the slug, as some put it.
fn story_word(trail: &Trail) -> i32 {
    let mut folders = trail.segments.iter().rev().skip(1).take(2);
    let ends_in_it = trail.segments.len() >= 2 && trail.last().is_some_and(is_story_word);
    points(ends_in_it || folders.any(|folder| is_story_word(folder)), 2)
}

fn is_story_word(segment: &str) -> bool {
    words::STORIES.contains(&segment)
        || words::STORIES.iter().any(|word| {
            segment.strip_prefix(word).is_some_and(|rest| rest.len() >= 4 && trail::has_id(rest))
        })
}

/// The article's number as a parameter.
fn parameter(trail: &Trail) -> i32 {
    let is_number = |value: &str| value.bytes().any(|byte| byte.is_ascii_digit());
    let numbered = |names: &[&str]| {
        trail.parameters.iter().any(|(name, value)| names.contains(&&**name) && is_number(value))
    };
    points(numbered(words::ARTICLE_PARAMETERS), 4).max(points(numbered(&["id", "idx", "no"]), 2))
}

/// A headline is long; one or two words are a label, unless the slug says more.
fn text(link_text: &str, slug_words: usize) -> i32 {
    match text_width(link_text) {
        1..=20 if slug_words <= 3 => -1,
        0..=24 => 0,
        25..=39 => 1,
        _ => 2,
    }
}

/// `/topics/war-in-the-east`: what follows names a list, if it is short.
fn list_word(trail: &Trail, slug_words: usize) -> i32 {
    let is_list = trail.parent().is_some_and(|parent| words::LISTS.contains(&parent));
    points(is_list && slug_words <= 3, 3)
}
