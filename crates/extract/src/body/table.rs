//! Tables of data: which tables are some, and their cells.
//!
//! A table that lays out a page is none: its cells hold paragraphs, lists, other tables. A table of
//! data is text as a whole or not at all, and its cells are read from the tree: a cell that is empty
//! or that no rule would keep as a line still has its column.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lines::{Line, percent};
use super::remove::Judged;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::push_collapsed;

/// A wider cell is laid out text.
pub(super) const CELL_WIDTH: u32 = 200;

/// Cells that hold elements of their own are data up to this width on average.
const BOXED_CELL_WIDTH: u32 = 40;

/// A cell reaches over no more columns or rows.
const MAX_SPAN: usize = 50;

/// Empty cells that all cells of one table add where they reach further than their place.
const MAX_REACH: usize = 2_000;

/// A table of data.
#[derive(Debug, Clone)]
pub(crate) struct DataTable {
    /// It and all below it.
    pub nodes: Range<usize>,
    /// The lines in its cells, and that of its caption.
    pub lines: Range<usize>,
}

/// The tables of data of a page, in reading order; none lies within another.
pub(crate) fn all(dom: &Dom<'_>, lines: &[Line], judged: &Judged) -> Vec<DataTable> {
    let mut found: Vec<DataTable> = Vec::new();
    for (place, node) in dom.nodes.iter().enumerate() {
        if node.tag == Tag::Table && !judged.removed[place] && is_data(dom, lines, judged, place) {
            found.push(DataTable { nodes: place..node.end, lines: judged.lines_of(dom, place) });
        }
    }
    found
}

/// How many links some nodes hold.
pub(super) fn links_within(dom: &Dom<'_>, nodes: Range<usize>) -> usize {
    nodes.filter(|at| dom.nodes[*at].tag == Tag::A).count()
}

/// What a table is made of.
#[derive(Default)]
struct Parts {
    rows: usize,
    cells: usize,
    /// Some cells hold elements of their own.
    boxed: bool,
}

fn is_data(dom: &Dom<'_>, lines: &[Line], judged: &Judged, table: usize) -> bool {
    let range = judged.lines_of(dom, table);
    let Some(within) = lines.get(range.clone()).filter(|within| !within.is_empty()) else {
        return false;
    };
    let Some(parts) = parts(dom, judged, table) else { return false };
    let average = judged.width(&range) / u32::try_from(within.len()).unwrap_or(u32::MAX);
    parts.rows >= 2
        && parts.cells > parts.rows
        && within.iter().all(|line| line.width < CELL_WIDTH)
        && (!parts.boxed || average < BOXED_CELL_WIDTH)
}

/// The parts of a table; none if a cell holds what no cell of data does, or several lines.
fn parts(dom: &Dom<'_>, judged: &Judged, table: usize) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut at = table + 1;
    while at < dom.nodes[table].end {
        let node = &dom.nodes[at];
        match node.tag {
            Tag::Tr => parts.rows += 1,
            Tag::Td | Tag::Th if judged.lines_of(dom, at).len() > 1 => return None,
            Tag::Td | Tag::Th => parts.cells += 1,
            Tag::P | Tag::Div => parts.boxed = true,
            Tag::Tbody => {}
            tag if tag.is_silent() => {}
            tag if tag.is_block() => return None,
            _ => {}
        }
        at = if node.tag.is_silent() { node.end } else { at + 1 };
    }
    Some(parts)
}

/// The cells of a table, row by row; rows in which nothing is said are left out.
pub(super) fn rows(dom: &Dom<'_>, judged: &Judged, table: &DataTable) -> Vec<Vec<String>> {
    let mut grid = Grid::default();
    let mut at = table.nodes.start + 1;
    while at < table.nodes.end {
        let node = &dom.nodes[at];
        let is_hidden = judged.hints[at].hidden && judged.removed[at];
        match node.tag {
            _ if is_hidden => {}
            Tag::Tr => grid.open_row(),
            Tag::Td | Tag::Th => {
                let span = |name: &str| span(node.attribute(name));
                grid.push(words(dom, judged, at), span("colspan"), span("rowspan"));
            }
            _ => {}
        }
        let is_read = is_hidden || matches!(node.tag, Tag::Td | Tag::Th) || node.tag.is_silent();
        at = if is_read { node.end } else { at + 1 };
    }
    grid.fill();
    grid.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    grid.rows
}

fn span(value: Option<&str>) -> usize {
    let told = value.and_then(|value| value.trim().parse().ok()).unwrap_or(1);
    told.clamp(1, MAX_SPAN)
}

/// The words of a cell, whatever its elements are called: `share` heads a column of votes.
fn words(dom: &Dom<'_>, judged: &Judged, cell: usize) -> String {
    let mut words = String::new();
    let mut at = cell + 1;
    while at < dom.nodes[cell].end {
        let node = &dom.nodes[at];
        if node.tag.is_silent() || (judged.hints[at].hidden && judged.removed[at]) {
            at = node.end;
            continue;
        }
        let parts = node.tag == Tag::Br || node.tag.is_block();
        push_collapsed(&mut words, if parts { " " } else { node.text });
        at += 1;
    }
    words.truncate(words.trim_end_matches(' ').len());
    words
}

/// Rows as they are filled.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    /// By column: for how many further rows a cell from above reaches into it.
    reaching: BTreeMap<usize, usize>,
    /// Empty cells added so far.
    reach: usize,
}

impl Grid {
    fn open_row(&mut self) {
        self.fill();
        self.rows.push(Vec::new());
    }

    fn push(&mut self, words: String, columns: usize, rows: usize) {
        self.fill();
        let Some(row) = self.rows.last_mut() else { return };
        let first = row.len();
        row.push(words);
        let wider = (columns - 1).min(MAX_REACH.saturating_sub(self.reach));
        row.extend(std::iter::repeat_n(String::new(), wider));
        self.reach += wider;
        if rows > 1 {
            self.reaching.extend((first..=first + wider).map(|column| (column, rows - 1)));
        }
    }

    /// Leaves the columns free into which cells from above reach.
    fn fill(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(left) = self.reaching.get_mut(&row.len()).filter(|left| **left > 0) {
            *left -= 1;
            if self.reach < MAX_REACH {
                self.reach += 1;
                row.push(String::new());
            }
        }
    }
}

/// How much of a table's width is chosen, in percent.
pub(super) fn chosen_percent(table: &DataTable, lines: &[Line], chosen: &[bool]) -> u32 {
    let within = lines.get(table.lines.clone()).unwrap_or_default();
    let chosen = chosen.get(table.lines.clone()).unwrap_or_default();
    let kept = within.iter().zip(chosen).filter(|(_, chosen)| **chosen);
    percent(kept.map(|(line, _)| line.width).sum(), within.iter().map(|line| line.width).sum())
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::{all, rows};
    use crate::body::Layout;
    use crate::dom::Dom;

    #[track_caller]
    fn check(page: &str, expected: &[&[&str]]) {
        let html = Html::parse_document(page);
        let dom = Dom::of(&html);
        let Layout { lines, judged } = Layout::of(&dom);
        let found: Vec<_> = all(&dom, &lines, &judged)
            .iter()
            .flat_map(|table| rows(&dom, &judged, table))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_cell_keeps_its_column_whatever_it_is_called() {
        check(
            "<table><tr><th>Party<th class=share>Share<th>Seats<tr><td><a href=/g>Greens</a><td><td>4\
             <tr><td></td></tr></table>",
            &[&["Party", "Share", "Seats"], &["Greens", "", "4"]],
        );
    }

    #[test]
    fn a_cell_that_reaches_further_leaves_empty_ones() {
        check(
            "<table><tr><td rowspan=2>Greens<td>1,204<td>31%<tr><td colspan=2>second count\
             <tr><td>Liberals<td>980<td>25%</table>",
            &[&["Greens", "1,204", "31%"], &["", "second count", ""], &["Liberals", "980", "25%"]],
        );
    }

    #[test]
    fn cells_that_reach_too_far_are_bounded() {
        let row = "<tr><td colspan=1000 rowspan=65534>a<td rowspan=0 colspan=-3>b";
        let page = format!("<table>{}</table>", row.repeat(1_000));
        let html = Html::parse_document(&page);
        let dom = Dom::of(&html);
        let Layout { lines, judged } = Layout::of(&dom);
        let tables = all(&dom, &lines, &judged);
        let cells: usize =
            tables.iter().flat_map(|table| rows(&dom, &judged, table)).map(|row| row.len()).sum();
        assert!((2_000..=4_000).contains(&cells), "{cells}");
    }

    #[test]
    fn a_table_that_lays_out_text_is_no_table_of_data() {
        for cell in ["<p>One.<p>Two.", "<ul><li>One</ul>", "<table><tr><td>1<td>2</table>"] {
            check(&format!("<table><tr><td>{cell}<td>b<tr><td>c<td>d</table>"), &[]);
        }
        check("<table><tr><td>Home<td>News</table>", &[]);
    }
}
