//! The words of a line: plain, with their marks, or with their white space.

use super::super::lines::Line;
use super::super::remove::Judged;
use super::{Renderer, absolute};
use crate::block::{Mark, MarkKind, Text};
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::{is_invisible, push_collapsed};

mod notes;
mod typography;

use notes::{is_linked_note, is_note, without_way_back};
use typography::said;

/// Marks of one text; a line with more is a page that plays tricks.
const MAX_MARKS: usize = 1_000;

/// White space after each other that is kept where it matters, in characters: more lays out nothing.
const MAX_BLANKS: usize = 200;

/// The places of a line that are read, without the marks of notes.
fn visible<'p>(
    dom: &'p Dom<'_>,
    judged: &'p Judged,
    line: &Line,
    is_note: fn(&Dom<'_>, usize) -> bool,
) -> impl Iterator<Item = usize> + 'p {
    let (mut at, end) = (line.nodes.start, line.nodes.end);
    std::iter::from_fn(move || {
        while at < end {
            let place = at;
            let node = &dom.nodes[place];
            let is_skipped = node.tag.is_silent() || judged.removed[place] || is_note(dom, place);
            at = if is_skipped { node.end } else { place + 1 };
            if !is_skipped {
                return Some(place);
            }
        }
        None
    })
}

/// A line's words alone, as they are measured and compared: with the marks of notes that are no links,
/// which the forest has learned with.
pub(crate) fn plain(dom: &Dom<'_>, judged: &Judged, line: &Line) -> String {
    let mut plain = String::new();
    for at in visible(dom, judged, line, is_linked_note) {
        push(&mut plain, &said(dom, at));
    }
    plain.truncate(plain.trim_end_matches(' ').len());
    plain
}

/// Appends a text. A large first letter is an element of its own, and only layout parts it from its
/// word: "F" and "our years before".
fn push(plain: &mut String, text: &str) {
    let mut before = plain.chars();
    let is_initial = |c: char| c.is_uppercase() && !ONE_LETTER_WORDS.contains(c);
    let is_parted = before.next().is_some_and(is_initial) && before.as_str() == " ";
    if is_parted && text.starts_with(char::is_lowercase) {
        plain.pop();
    }
    push_collapsed(plain, text);
}

/// Letters that are words in one of the languages that have large first letters, or names: "I think",
/// "O prof.", "W Polsce", "X says".
const ONE_LETTER_WORDS: &str = "AEIKOSUVWXYZÀÉÓВИКОСУЯАЄІЙ";

/// A line's words with line breaks and indentation.
pub(super) fn verbatim(dom: &Dom<'_>, judged: &Judged, line: &Line) -> String {
    let mut words = String::new();
    let mut blanks = 0;
    for at in visible(dom, judged, line, is_note) {
        let node = &dom.nodes[at];
        let text = if node.tag == Tag::Br { "\n" } else { node.text };
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            blanks = if c.is_whitespace() { blanks + 1 } else { 0 };
            words.extend((blanks <= MAX_BLANKS).then_some(blank_or(c)));
        }
    }
    words.truncate(words.trim_end().len());
    words.drain(..words.len() - words.trim_start_matches('\n').len());
    words
}

/// Line breaks and tabs stay, all other blanks are spaces.
fn blank_or(c: char) -> char {
    if c.is_whitespace() && !matches!(c, '\n' | '\t') { ' ' } else { c }
}

/// A line's words and marks; none if it is empty.
pub(super) fn marked(renderer: &Renderer<'_, '_>, line: &Line) -> Option<Text> {
    let Renderer { dom, judged, .. } = renderer;
    let mut words = Words::default();
    for at in visible(dom, judged, line, is_note) {
        let node = &dom.nodes[at];
        words.close_before(at);
        if let Some(kind) = mark_of(renderer, at) {
            words.open(node.end, kind);
        }
        words.push(&said(dom, at));
    }
    words.finish()
}

/// Appends the next paragraph of an item.
pub(super) fn append(known: &mut Text, behind: Text) {
    known.plain.push(' ');
    let moved = known.plain.len();
    known.plain.push_str(&behind.plain);
    let marks = behind.marks.into_iter();
    known.marks.extend(marks.map(|mark| Mark {
        start: mark.start + moved,
        end: mark.end + moved,
        kind: mark.kind,
    }));
}

fn mark_of(renderer: &Renderer<'_, '_>, place: usize) -> Option<MarkKind> {
    let node = &renderer.dom.nodes[place];
    match node.tag {
        Tag::Em => Some(MarkKind::Emphasis),
        Tag::Strong => Some(MarkKind::Strong),
        Tag::A => absolute(renderer.base, node.attribute("href")?).map(MarkKind::Link),
        _ => None,
    }
}

/// Words as they are collected, with the marks that are open.
#[derive(Default)]
struct Words {
    plain: String,
    marks: Vec<Mark>,
    /// Node at which each open mark ends, and its place in `marks`.
    open: Vec<(usize, usize)>,
}

impl Words {
    fn push(&mut self, text: &str) {
        push(&mut self.plain, text);
    }

    fn open(&mut self, end_node: usize, kind: MarkKind) {
        if self.marks.len() < MAX_MARKS {
            self.open.push((end_node, self.marks.len()));
            self.marks.push(Mark { start: self.plain.len(), end: usize::MAX, kind });
        }
    }

    fn close_before(&mut self, node: usize) {
        while let Some((_, mark)) = self.open.pop_if(|(end, _)| *end <= node) {
            if let Some(mark) = self.marks.get_mut(mark) {
                mark.end = self.plain.len();
            }
        }
    }

    fn finish(mut self) -> Option<Text> {
        self.plain.truncate(without_way_back(&self.plain).len());
        if self.plain.is_empty() {
            return None;
        }
        let plain = self.plain;
        for mark in &mut self.marks {
            mark.end = mark.end.min(plain.len());
            let marked = plain.get(mark.start..mark.end).unwrap_or_default();
            let spaces = marked.len() - marked.trim_start().len();
            mark.end = mark.start + marked.trim_end().len().max(spaces);
            mark.start += spaces;
        }
        self.marks.retain(|mark| mark.start < mark.end);
        self.marks.sort_by_key(|mark| mark.start);
        Some(Text { plain, marks: self.marks })
    }
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn a_large_first_letter_belongs_to_its_word() {
        for (parts, expected) in [
            (["F", "\n\t", "our years before"], "Four years before"),
            (["A", "\n\t", "lot of rain"], "A lot of rain"),
            (["Q", " ", "What now?"], "Q What now?"),
            (["F", "", " major"], "F major"),
            (["Room F", " ", "was shut"], "Room F was shut"),
        ] {
            let mut plain = String::new();
            for part in parts {
                push(&mut plain, part);
            }
            assert_eq!(plain, expected);
        }
    }
}
