//! What is no part of any article: hidden, around it, comments.
//!
//! Names lie, so an element that holds most of the page's prose is never removed for its names.

use super::hints::{self, Hints};
use super::lines::{Line, percent};
use super::sign_up::mailboxes;
use super::table::links_within;
use crate::dom::Dom;
use crate::tag::Tag;

mod inline;

/// An element stays when it holds more than this share of the page's prose, in percent.
const MAX_PROSE_PERCENT: u32 = 50;

/// The same for what the markup itself, comments and consent dialogs say, in percent.
const MAX_SURE_PERCENT: u32 = 85;

/// The same for what is hidden: a page may hide a copy of its text, in percent.
const MAX_HIDDEN_PERCENT: u32 = 55;

/// Prose that makes an element with the name of a body one, in width.
const BODY_WIDTH: u32 = 300;

/// Small print is removed up to this width.
const SMALL_PRINT_WIDTH: u32 = 220;

/// A table that is all of an element begins so near, in nodes.
const MAX_AROUND_TABLE: usize = 8;

/// A page's elements with what is known of each.
pub(crate) struct Judged {
    /// By place of the node.
    pub hints: Vec<Hints>,
    /// By place of the node: it or an element around it is removed.
    pub removed: Vec<bool>,
    /// By place of the node: the lines before it.
    first_line: Vec<usize>,
    /// Prefix sums by line.
    prose: Vec<u32>,
    width: Vec<u32>,
    linked: Vec<u32>,
    /// Prefix sums by place: elements that are called the text and hold prose.
    bodies: Vec<u32>,
    /// Prefix sums by place: fields that ask for the address of a mailbox.
    pub(super) mailboxes: Vec<u32>,
}

impl Judged {
    /// Judges each element of a page.
    pub(crate) fn of(dom: &Dom<'_>, lines: &[Line]) -> Self {
        let mut judged = Self {
            hints: hints::of_all(&dom.nodes),
            removed: vec![false; dom.nodes.len()],
            first_line: first_lines(dom, lines),
            prose: sums(lines, |line| if line.is_prose() { line.width } else { 0 }),
            width: sums(lines, |line| line.width),
            linked: sums(lines, |line| line.linked),
            bodies: Vec::new(),
            mailboxes: mailboxes(dom),
        };
        judged.bodies = judged.count_bodies(dom);
        judged.remove(dom);
        judged
    }

    /// The lines of a node's subtree.
    pub(crate) fn lines_of(&self, dom: &Dom<'_>, place: usize) -> std::ops::Range<usize> {
        let end = dom.nodes.get(place).map_or(place, |node| node.end);
        let first = self.first_line.get(place).copied().unwrap_or_default();
        first..self.first_line.get(end).copied().unwrap_or(first)
    }

    fn sum(sums: &[u32], lines: &std::ops::Range<usize>) -> u32 {
        let at = |place: usize| sums.get(place).copied().unwrap_or_default();
        at(lines.end) - at(lines.start)
    }

    /// Width of the prose in a range of lines.
    pub(crate) fn prose(&self, lines: &std::ops::Range<usize>) -> u32 {
        Self::sum(&self.prose, lines)
    }

    /// Width of a range of lines.
    pub(crate) fn width(&self, lines: &std::ops::Range<usize>) -> u32 {
        Self::sum(&self.width, lines)
    }

    /// Width of the links in a range of lines.
    pub(crate) fn linked(&self, lines: &std::ops::Range<usize>) -> u32 {
        Self::sum(&self.linked, lines)
    }

    fn remove(&mut self, dom: &Dom<'_>) {
        self.remove_within(dom, 0..dom.nodes.len());
    }

    /// Takes back that an element was removed; what is within it is judged for itself.
    pub(crate) fn restore(&mut self, dom: &Dom<'_>, place: usize) {
        if self.removed.get(place) == Some(&true) {
            let subtree = dom.subtree(place);
            self.removed[subtree.clone()].fill(false);
            self.remove_within(dom, place + 1..subtree.end);
        }
    }

    fn remove_within(&mut self, dom: &Dom<'_>, places: std::ops::Range<usize>) {
        let total = self.prose.last().copied().unwrap_or_default();
        let mut at = places.start;
        while let Some(node) = dom.nodes.get(at).filter(|_| at < places.end) {
            if node.element.is_some() && self.must_go(dom, at, total) {
                self.removed[at..node.end].fill(true);
                at = node.end;
            } else {
                at += 1;
            }
        }
    }

    fn must_go(&self, dom: &Dom<'_>, at: usize, total: u32) -> bool {
        let node = &dom.nodes[at];
        if matches!(node.tag, Tag::Html | Tag::Body | Tag::Main) {
            return false;
        }
        let hints = self.hints[at];
        let lines = self.lines_of(dom, at);
        // What begins a line has the line for its own.
        let begins_line = !node.tag.is_block() && lines.len() == 1;
        if lines.is_empty() || (begins_line && hints.hidden && inline::is_short(dom, at)) {
            return inline::is_unread(dom, at, hints);
        }
        let prose = self.prose(&lines);
        let share = percent(prose, total);
        let by_tag = matches!(node.tag, Tag::Nav | Tag::Aside | Tag::Footer | Tag::Form);
        if by_tag || hints.comments || hints.consent {
            let may_hold = !hints.consent && self.holds_body(dom, at);
            let limit = if may_hold { MAX_PROSE_PERCENT } else { MAX_SURE_PERCENT };
            return share <= limit;
        }
        if hints.hidden {
            return share <= MAX_HIDDEN_PERCENT;
        }
        if hints.around || (hints.ticker && !(prose > 0 && self.is_within_text(dom, at))) {
            return share <= MAX_PROSE_PERCENT && !self.holds_body(dom, at);
        }
        let width = self.width(&lines);
        if self.is_sign_up(dom, at) {
            return share <= MAX_PROSE_PERCENT && !self.holds_body(dom, at);
        }
        if hints.small_print {
            return width <= SMALL_PRINT_WIDTH && !matches!(node.tag, Tag::Article | Tag::H(_));
        }
        let linked = self.linked(&lines);
        let is_list = matches!(node.tag, Tag::Ul | Tag::Ol | Tag::Div | Tag::Section | Tag::Table);
        is_list
            && share <= 10
            && lines.len() >= 4
            && u64::from(linked) * 100 > u64::from(width) * 70
            && !self.is_table_of_names(dom, at)
    }

    /// Whether an element stands in one that is called the text, or in an article.
    fn is_within_text(&self, dom: &Dom<'_>, at: usize) -> bool {
        let is_text = |place: usize| dom.nodes[place].tag == Tag::Article || self.hints[place].body;
        dom.ancestors(at).any(is_text)
    }

    /// A table, or an element around nothing else, whose links are no list of links.
    fn is_table_of_names(&self, dom: &Dom<'_>, at: usize) -> bool {
        let inside = dom.subtree(at).take(MAX_AROUND_TABLE);
        let table = inside.into_iter().find(|place| dom.nodes[*place].tag == Tag::Table);
        table.is_some_and(|table| {
            let lines = self.lines_of(dom, table);
            let linked = self.linked_lines(&lines);
            let is_mostly_linked = linked * 4 > lines.len() * 3
                || (linked * 2 > lines.len()
                    && links_within(dom, dom.subtree(table)) > lines.len());
            lines == self.lines_of(dom, at) && !is_mostly_linked
        })
    }

    /// How many of a range of lines are mostly links.
    fn linked_lines(&self, lines: &std::ops::Range<usize>) -> usize {
        let is_linked = |line: &usize| {
            let line = *line..*line + 1;
            self.linked(&line) * 2 >= self.width(&line)
        };
        lines.clone().filter(is_linked).count()
    }

    /// An element within is called the text of the article, and holds prose.
    fn holds_body(&self, dom: &Dom<'_>, at: usize) -> bool {
        let subtree = dom.subtree(at);
        let before = |place: usize| self.bodies.get(place).copied().unwrap_or_default();
        before(subtree.end) > before(subtree.start)
    }

    fn count_bodies(&self, dom: &Dom<'_>) -> Vec<u32> {
        let mut count = 0;
        let mut counts = vec![0];
        for (place, hints) in self.hints.iter().enumerate() {
            if hints.body && self.prose(&self.lines_of(dom, place)) >= BODY_WIDTH {
                count += 1;
            }
            counts.push(count);
        }
        counts
    }
}

fn first_lines(dom: &Dom<'_>, lines: &[Line]) -> Vec<usize> {
    let mut first = Vec::with_capacity(dom.nodes.len() + 1);
    let mut line = 0;
    for place in 0..=dom.nodes.len() {
        while lines.get(line).is_some_and(|known| known.nodes.start < place) {
            line += 1;
        }
        first.push(line);
    }
    first
}

fn sums(lines: &[Line], value: impl Fn(&Line) -> u32) -> Vec<u32> {
    let mut sum = 0;
    let mut sums = vec![0];
    for line in lines {
        sum += value(line);
        sums.push(sum);
    }
    sums
}
