//! What is text as a whole or not at all: tables of data.
//!
//! Lines are chosen one by one, and a cell has little to be judged by: a linked name looks like
//! navigation, a number like nothing. So the others decide.

use super::Layout;
use super::table::{DataTable, chosen_percent};

/// Of a table of data that is kept so much of the width was chosen, in percent.
const LEAST_CHOSEN_PERCENT: u32 = 30;

/// The same of a small table, of which one number may be all that was chosen, and its width.
const LEAST_OF_SMALL_PERCENT: u32 = 10;
const SMALL_TABLE_WIDTH: u32 = 80;

/// The kept lines, with tables of data whole or gone.
pub(super) fn complete(
    layout: &Layout,
    tables: &[DataTable],
    texts: &[String],
    kept: Vec<usize>,
) -> Vec<usize> {
    let mut chosen = vec![false; layout.lines.len()];
    for line in kept {
        chosen[line] = true;
    }
    for table in tables {
        let is_small = layout.judged.width(&table.lines) <= SMALL_TABLE_WIDTH;
        let least = if is_small { LEAST_OF_SMALL_PERCENT } else { LEAST_CHOSEN_PERCENT };
        let is_text = chosen_percent(table, &layout.lines, &chosen) >= least;
        chosen[table.lines.clone()].fill(is_text);
    }
    (0..chosen.len()).filter(|line| chosen[*line] && !texts[*line].is_empty()).collect()
}
