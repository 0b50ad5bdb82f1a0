//! Authors that a page shows in elements with telling names: links to authors, classes.

use std::ops::Range;

use super::chains::first_chain;
use super::classes::{
    AUTHOR_WORDS, BYLINE_WORDS, LIST_WORDS, is_beside_names, is_called, is_license, telling_name,
};
use super::labels::{NOT_AUTHORS, begins_with_any};
use super::names::{Kind, Name, read};
use super::rows::{begins_with_join, ends_with_join, is_join, is_of_agencies};
use crate::body::{Judged, words_of};
use crate::dom::{Dom, Node};
use crate::metadata::publication::Publication;
use crate::metadata::wording::{PLACES, is_by};
use crate::tag::Tag;
use crate::whitespace::collapse;

/// Elements of one kind that are read, and pieces of text of each: bylines stand first.
const MAX_ELEMENTS: usize = 20;
const MAX_PIECES: usize = 12;

/// Longer pieces of text are biographies, in characters.
const MAX_PIECE_CHARACTERS: usize = 120;

/// The names in one byline.
#[derive(Default)]
pub(super) struct Byline {
    pub names: Vec<Name>,
    /// Others are named behind the authors, as contributors, reviewers, translators.
    pub names_others: bool,
    /// No biography, no teaser.
    pub is_short: bool,
}

/// The names in elements whose class says so, surest first.
pub(super) fn by_class(dom: &Dom<'_>, judged: &Judged, own: &Publication) -> [Byline; 2] {
    let mut called: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    for (place, node) in dom.nodes.iter().enumerate() {
        let Some(name) = telling_name(node).filter(|_| node.tag != Tag::Button) else { continue };
        for (words, places) in [AUTHOR_WORDS, BYLINE_WORDS].iter().zip(&mut called) {
            if places.len() < MAX_ELEMENTS && is_called(name, words) {
                places.push(place);
                places.extend(entries(dom, place, name));
            }
        }
    }
    called.map(|places| first_byline(dom, judged, &places, own))
}

/// The entries of a list that is called one of authors.
fn entries(dom: &Dom<'_>, place: usize, name: &str) -> Vec<usize> {
    let is_list = matches!(dom.nodes[place].tag, Tag::Ul | Tag::Ol) && is_called(name, LIST_WORDS);
    let within = if is_list { dom.subtree(place) } else { 0..0 };
    let is_entry = |at: &usize| dom.nodes[*at].tag == Tag::Li && dom.nodes[*at].parent == place;
    within.filter(is_entry).take(MAX_ELEMENTS).collect()
}

/// The names in links that are said to lead to an author, and in those that look so.
pub(super) fn by_link(dom: &Dom<'_>, judged: &Judged, own: &Publication) -> [Byline; 2] {
    let mut linked: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    let links = dom.nodes.iter().enumerate().filter(|(_, node)| node.tag == Tag::A);
    for (place, node) in links {
        for (is_link, places) in [is_said_author, leads_to_author].iter().zip(&mut linked) {
            if places.len() < MAX_ELEMENTS && is_link(node) {
                places.push(place);
            }
        }
    }
    linked.map(|places| first_byline(dom, judged, &places, own))
}

/// The names in the first element that holds any, and in those joined to it.
fn first_byline(dom: &Dom<'_>, judged: &Judged, places: &[usize], own: &Publication) -> Byline {
    let is_here = |place: &usize| !is_elsewhere(dom, judged, *place) && !is_license(dom, *place);
    let here: Vec<usize> = places.iter().copied().filter(is_here).collect();
    first_chain(dom, &here, own)
}

/// A piece of text between two tags.
struct Piece {
    text: String,
    linked: bool,
}

/// The names in an element: those of its first piece with any, and what is joined to them by "and",
/// by a comma, or by being a link too. What else follows is a role, a place, a date, a biography.
pub(super) fn byline_in(dom: &Dom<'_>, range: Range<usize>, own: &Publication) -> Byline {
    let mut names: Vec<Name> = Vec::new();
    let mut names_others = false;
    let mut joins = true;
    let mut was_linked = false;
    let mut at_place = false;
    let pieces = pieces(dom, range);
    let characters: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    let is_short = pieces.len() < MAX_PIECES && characters <= MAX_PIECE_CHARACTERS;
    for piece in pieces {
        if begins_with_any(&piece.text, NOT_AUTHORS) {
            names_others = true;
            break;
        }
        if is_join(&piece.text, own) {
            if !joins && is_by(&piece.text.to_lowercase()) {
                // What stands before is a column's name, no person's.
                names.clear();
            }
            // "By Ann Lee, in News, Business": sections stand in a row, too.
            let is_mark = !piece.text.contains(char::is_alphabetic);
            joins = !(at_place && is_mark);
            continue;
        }
        let belongs = names.is_empty()
            || joins
            || begins_with_join(&piece.text, own)
            || is_of_agencies(&piece.text)
            || (was_linked && piece.linked);
        if !belongs || piece.text.chars().count() > MAX_PIECE_CHARACTERS {
            joins = false;
            continue;
        }
        let mut found = read(&piece.text, own);
        found.retain(|name| is_shown(name, &piece.text));
        joins = ends_with_join(&piece.text, own);
        was_linked = piece.linked && !found.is_empty();
        at_place = ends_with_place(&piece.text);
        names.extend(found);
    }
    Byline { names, names_others, is_short }
}

/// Whether a place or a section follows: `By Ann Lee in`.
fn ends_with_place(piece: &str) -> bool {
    let last = piece.rsplit(' ').next().unwrap_or_default();
    piece.contains(' ') && PLACES.contains(&last)
}

/// Whether a name may stand in a byline as an author.
fn is_shown(name: &Name, piece: &str) -> bool {
    match name.kind {
        Kind::Person | Kind::Single | Kind::Owner | Kind::Collective => true,
        Kind::Odd => !name.text.contains(' ') && name.text == piece,
        Kind::Role => false,
    }
}

fn pieces(dom: &Dom<'_>, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let place = range.start;
    let mut at = place;
    while at < range.end && pieces.len() < MAX_PIECES {
        let node = &dom.nodes[at];
        let is_beside = || is_beside_names(node) || is_topic_link(node);
        if at != place && (node.tag.is_silent() || is_beside()) {
            at = node.end;
            continue;
        }
        let text = collapse(node.text);
        let text = text.trim();
        if !text.is_empty() {
            let mut around = std::iter::once(place).chain(dom.ancestors(at).take(2));
            let linked = around.any(|at| is_author_link(&dom.nodes[at]));
            match pieces.last_mut().filter(|_| is_last_name(dom, at)) {
                Some(Piece { text: first, .. }) => first.extend([" ", text]),
                None => pieces.push(Piece { text: text.to_owned(), linked }),
            }
        }
        at += 1;
    }
    pieces
}

/// Whether a text is the second half of a name, by the class of what is around it.
fn is_last_name(dom: &Dom<'_>, text: usize) -> bool {
    let around = dom.ancestors(text).next().and_then(|at| dom.nodes[at].attribute("class"));
    let words = around.map(words_of).unwrap_or_default().join(" ");
    ["lastname", "last name", "surname", "familyname", "family name"].contains(&words.as_str())
}

/// Whether an element is a link to an author.
pub(super) fn is_author_link(node: &Node<'_>) -> bool {
    node.tag == Tag::A && (is_said_author(node) || leads_to_author(node))
}

fn is_said_author(node: &Node<'_>) -> bool {
    node.attribute("rel").is_some_and(|rel| rel.contains("author"))
}

/// Whether a link's address looks like an author's page: `/author/ann-lee`.
fn leads_to_author(node: &Node<'_>) -> bool {
    // `/licenses/by/4.0/` leads to the terms of a licence.
    has_folder(node, AUTHOR_FOLDERS) && !has_folder(node, &["licenses", "licences"])
}

const AUTHOR_FOLDERS: &[&str] =
    &["author", "authors", "autor", "autoren", "auteur", "autore", "by", "staff"];

/// Whether an element is a link to what the site files under a word.
fn is_topic_link(node: &Node<'_>) -> bool {
    let is_tag = |rel: &str| rel.split_ascii_whitespace().any(|word| word == "tag");
    node.tag == Tag::A
        && !is_author_link(node)
        && (node.attribute("rel").is_some_and(is_tag) || has_folder(node, TOPIC_FOLDERS))
}

const TOPIC_FOLDERS: &[&str] = &[
    "tag",
    "tags",
    "category",
    "categories",
    "kategorie",
    "kategorien",
    "categoria",
    "categorie",
    "topic",
    "topics",
    "thema",
    "themen",
    "schlagwort",
];

/// Whether a link's address has one of some folders before its last part.
fn has_folder(node: &Node<'_>, names: &[&str]) -> bool {
    let folders = node.attribute("href").and_then(|href| href.rsplit_once('/'));
    folders.is_some_and(|(folders, _)| folders.split('/').any(|folder| names.contains(&folder)))
}

/// In comments, in navigation, below the article.
pub(super) fn is_elsewhere(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    std::iter::once(place).chain(dom.ancestors(place)).any(|at| {
        let tag = dom.nodes[at].tag;
        let is_small = matches!(tag, Tag::Aside | Tag::Footer);
        let is_articles = || dom.ancestors(at).take(3).any(|at| is_whole_article(dom, at));
        judged.hints[at].comments || tag == Tag::Nav || (is_small && !is_articles())
    })
}

/// Whether an element is the article with its headline, not a teaser of another.
fn is_whole_article(dom: &Dom<'_>, place: usize) -> bool {
    let has_headline = || dom.subtree(place).any(|at| dom.nodes[at].tag == Tag::H(1));
    dom.nodes[place].tag == Tag::Article && has_headline()
}
