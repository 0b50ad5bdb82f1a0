//! What is text as a whole or not at all: tables of data, and short lists among kept lines.
//!
//! Lines are chosen one by one, and a line in a list or a table has little to be judged by: a linked
//! name looks like navigation, a number like nothing. So the others decide.

use super::table::{DataTable, chosen_percent, links_within};
use super::{Layout, Line, outermost, phrases};
use crate::dom::Dom;
use crate::tag::Tag;

/// Of a table of data that is kept so much of the width was chosen, in percent.
const LEAST_CHOSEN_PERCENT: u32 = 30;

/// The same of a small table, of which one number may be all that was chosen, and its width.
const LEAST_OF_SMALL_PERCENT: u32 = 10;
const SMALL_TABLE_WIDTH: u32 = 80;

/// Between the text and a table that belongs to it stand no more lines: a heading, a label. Of its
/// lines so many are values rather than links, and the table has so many, in percent.
const MAX_LINES_BETWEEN: usize = 2;
const LEAST_VALUES_PERCENT: usize = 25;
const LEAST_LINES_OF_TABLE: usize = 6;

/// Lines of a short list.
const MAX_LIST_LINES: usize = 12;

/// What is known of a page when its lines are chosen.
pub(super) struct Seen<'p> {
    /// The elements that hold the article.
    pub roots: &'p [usize],
    pub tables: &'p [DataTable],
    /// By line: its text.
    pub texts: &'p [String],
}

/// The kept lines, with tables of data whole or gone, and short lists whole that are mostly kept.
pub(super) fn complete(
    dom: &Dom<'_>,
    layout: &Layout,
    seen: &Seen<'_>,
    kept: Vec<usize>,
) -> Vec<usize> {
    let (Some(first), Some(last)) = (kept.first().copied(), kept.last().copied()) else {
        return kept;
    };
    let mut chosen = vec![false; layout.lines.len()];
    for line in kept {
        chosen[line] = true;
    }
    for list in lists(dom, layout) {
        if is_mostly_kept(&chosen, &list) {
            let between = list.start.max(first)..list.end.min(last);
            chosen.get_mut(between).into_iter().for_each(|lines| lines.fill(true));
        }
    }
    let Seen { roots, tables, texts } = *seen;
    for list in outermost(dom, &dom.find(|node| node.tag == Tag::Dl)) {
        keep_terms(dom, layout, texts, list, &mut chosen);
    }
    for table in tables {
        let is_small = layout.judged.width(&table.lines) <= SMALL_TABLE_WIDTH;
        let needed = if is_small { LEAST_OF_SMALL_PERCENT } else { LEAST_CHOSEN_PERCENT };
        let share = chosen_percent(table, &layout.lines, &chosen);
        let is_within = roots.iter().any(|root| dom.subtree(*root).contains(&table.nodes.start));
        let heading =
            is_within.then(|| heading_below_text(dom, layout, texts, &chosen, table)).flatten();
        let is_text = share >= needed
            || heading.is_some()
            || stands_in_text(&layout.lines, &chosen, &table.lines);
        let is_call = |line: &usize| phrases::is_call(&texts[*line], 0);
        for line in heading.unwrap_or_default().filter(|line| !is_call(line)) {
            chosen[line] = true;
        }
        chosen[table.lines.clone()].fill(is_text);
    }
    (0..chosen.len()).filter(|line| chosen[*line] && !texts[*line].is_empty()).collect()
}

/// Keeps the terms of a list of definitions whose definitions are kept.
fn keep_terms(dom: &Dom<'_>, layout: &Layout, texts: &[String], list: usize, chosen: &mut [bool]) {
    let mut is_told = false;
    for line in layout.judged.lines_of(dom, list).rev() {
        let block = layout.lines[line].block;
        let mut around = std::iter::once(block).chain(dom.ancestors(block)).take(STEPS_OF_TERM);
        let place = around.find(|at| matches!(dom.nodes[*at].tag, Tag::Dt | Tag::Dd));
        if place.is_some_and(|at| dom.nodes[at].tag == Tag::Dt) {
            chosen[line] |= is_told && texts[line].contains(char::is_alphabetic);
        } else {
            is_told = chosen[line];
        }
    }
}

/// So near is the term that a line is a part of, in elements.
const STEPS_OF_TERM: usize = 3;

/// The lines of each short list of the page.
fn lists(dom: &Dom<'_>, layout: &Layout) -> Vec<std::ops::Range<usize>> {
    let judged = &layout.judged;
    let lists = dom.find(|node| matches!(node.tag, Tag::Ul | Tag::Ol)).into_iter();
    let lines = lists.filter(|list| !judged.removed[*list]).map(|list| judged.lines_of(dom, list));
    lines.filter(|lines| (2..=MAX_LIST_LINES).contains(&lines.len())).collect()
}

/// Whether a table has prose of the text right before it and right behind it.
fn stands_in_text(lines: &[Line], chosen: &[bool], table: &std::ops::Range<usize>) -> bool {
    let is_text = |at: Option<usize>| {
        at.is_some_and(|at| {
            chosen.get(at) == Some(&true) && lines.get(at).is_some_and(Line::is_prose)
        })
    };
    is_text(table.start.checked_sub(1)) && is_text(Some(table.end))
}

/// Whether a table with values beside its linked names follows the text, with at most its heading
/// between them: the lines of that heading.
fn heading_below_text(
    dom: &Dom<'_>,
    layout: &Layout,
    texts: &[String],
    chosen: &[bool],
    table: &DataTable,
) -> Option<std::ops::Range<usize>> {
    let before = chosen.get(..table.lines.start)?;
    let is_heading = |line: usize| matches!(dom.nodes[layout.lines[line].block].tag, Tag::H(_));
    // No further back: each of many tables would read all before it.
    let near = before.len().saturating_sub(MAX_LINES_BETWEEN + 1)..before.len();
    let last = near.rev().find(|line| before[*line] && !is_heading(*line))?;
    let between = last + 1..table.lines.start;
    let is_of_text = layout.lines.get(last)?.is_prose();
    if !is_of_text || !has_values(dom, layout, table) {
        return None;
    }
    let closes = |line: usize| phrases::is_closing(&texts[line]) || !is_heading(line);
    (!between.clone().any(closes)).then_some(between)
}

/// Whether enough of a table's lines are values, and no cell is a row of links, as navigation is.
fn has_values(dom: &Dom<'_>, layout: &Layout, table: &DataTable) -> bool {
    let lines = layout.lines.get(table.lines.clone()).unwrap_or_default();
    if links_within(dom, table.nodes.clone()) > lines.len() {
        return false;
    }
    let values = lines.iter().filter(|line| line.linked == 0).count();
    lines.len() >= LEAST_LINES_OF_TABLE && values * 100 >= lines.len() * LEAST_VALUES_PERCENT
}

fn is_mostly_kept(chosen: &[bool], list: &std::ops::Range<usize>) -> bool {
    let kept = chosen.get(list.clone()).unwrap_or_default().iter().filter(|kept| **kept).count();
    kept * 2 > list.len()
}
