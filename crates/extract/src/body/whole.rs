//! What is text as a whole or not at all: tables of data, and short lists among kept lines.
//!
//! Lines are chosen one by one, and a line in a list or a table has little to be judged by: a linked
//! name looks like navigation, a number like nothing. So the others decide.

use super::table::{DataTable, chosen_percent};
use super::{Layout, Line};
use crate::dom::Dom;
use crate::tag::Tag;

/// Of a table of data that is kept so much of the width was chosen, in percent.
const LEAST_CHOSEN_PERCENT: u32 = 30;

/// The same of a small table, of which one number may be all that was chosen, and its width.
const LEAST_OF_SMALL_PERCENT: u32 = 10;
const SMALL_TABLE_WIDTH: u32 = 80;

/// Lines of a short list.
const MAX_LIST_LINES: usize = 12;

/// The kept lines, with tables of data whole or gone, and short lists whole that are mostly kept.
pub(super) fn complete(
    dom: &Dom<'_>,
    layout: &Layout,
    tables: &[DataTable],
    texts: &[String],
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
    for table in tables {
        let is_small = layout.judged.width(&table.lines) <= SMALL_TABLE_WIDTH;
        let needed = if is_small { LEAST_OF_SMALL_PERCENT } else { LEAST_CHOSEN_PERCENT };
        let share = chosen_percent(table, &layout.lines, &chosen);
        let is_text = share >= needed || stands_in_text(&layout.lines, &chosen, &table.lines);
        chosen[table.lines.clone()].fill(is_text);
    }
    (0..chosen.len()).filter(|line| chosen[*line] && !texts[*line].is_empty()).collect()
}

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

fn is_mostly_kept(chosen: &[bool], list: &std::ops::Range<usize>) -> bool {
    let kept = chosen.get(list.clone()).unwrap_or_default().iter().filter(|kept| **kept).count();
    kept * 2 > list.len()
}
