//! Lines -> blocks: words with their marks, lists, quotes. Tables, pictures and posts from elsewhere
//! are read from the tree as wholes (`wholes`) and stand between the lines.

mod embed;
mod frame;
mod lead;
mod wholes;
mod words;

use url::Url;

use super::lines::Line;
use super::remove::Judged;
use super::table::{CELL_WIDTH, DataTable};
use crate::block::{Block, Text};
use crate::dom::Dom;
use crate::tag::Tag;

pub(crate) use words::plain;

/// What is needed to turn lines into blocks.
pub(crate) struct Renderer<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub lines: &'p [Line],
    pub judged: &'p Judged,
    /// The page's tables of data; of each all lines are kept or none.
    pub tables: &'p [DataTable],
    /// Against which addresses are resolved.
    pub base: &'p Url,
}

impl Renderer<'_, '_> {
    /// The blocks of the kept lines, with what stands between them.
    pub(crate) fn render(&self, roots: &[usize], kept: &[usize]) -> Vec<Block> {
        let mut wholes = wholes::all(self, roots, kept).into_iter().peekable();
        let mut blocks = Vec::new();
        let mut table = Table::default();
        // All nodes before it are said by a whole.
        let mut said = 0;
        let mut item = None;
        for at in kept {
            let line = &self.lines[*at];
            while let Some(whole) = wholes.next_if(|whole| whole.start <= line.nodes.start) {
                table.flush(&mut blocks);
                said = whole.said.max(said);
                blocks.push(whole.block);
            }
            if line.nodes.start < said {
                continue;
            }
            let Some(text) = words::marked(self, line) else { continue };
            if let Some(row) = self.table_row(line) {
                table.push(row, text.plain);
                continue;
            }
            table.flush(&mut blocks);
            let item_before = std::mem::replace(&mut item, self.item_around(line));
            match blocks.last_mut() {
                Some(Block::ListItem { text: known, .. })
                    if item.is_some() && item == item_before =>
                {
                    words::append(known, text);
                }
                _ => self.push_block(&mut blocks, line, text),
            }
        }
        table.flush(&mut blocks);
        blocks.extend(wholes.map(|whole| whole.block));
        blocks
    }

    fn push_block(&self, blocks: &mut Vec<Block>, line: &Line, text: Text) {
        let mut around = std::iter::once(line.block).chain(self.dom.ancestors(line.block)).take(5);
        let block = around.find_map(|place| self.block_of(place));
        match block {
            Some(Place::Heading(level)) => blocks.push(Block::Heading { level, text }),
            Some(Place::Item { ordered }) => blocks.push(Block::ListItem { ordered, text }),
            Some(Place::Quote) => blocks.push(Block::Quote(text)),
            Some(Place::Preformatted) => {
                blocks.push(Block::Preformatted(words::verbatim(self.dom, self.judged, line)));
            }
            None => blocks.push(Block::Paragraph(text)),
        }
    }

    /// The item of a list that a line is a paragraph of, unless the item is laid out text. A line that
    /// ends no sentence is a label, and stays for itself: spoken, it would run into the next.
    fn item_around(&self, line: &Line) -> Option<usize> {
        let mut around = std::iter::once(line.block).chain(self.dom.ancestors(line.block)).take(5);
        let is_of = |tag: Tag| matches!(tag, Tag::Li | Tag::H(_) | Tag::Blockquote | Tag::Pre);
        let place = around.find(|at| is_of(self.dom.nodes[*at].tag))?;
        let lines = self.judged.lines_of(self.dom, place);
        let is_short = lines.len() <= MAX_ITEM_LINES && self.judged.width(&lines) <= MAX_ITEM_WIDTH;
        (self.dom.nodes[place].tag == Tag::Li && is_short && line.ends_sentence).then_some(place)
    }

    fn block_of(&self, place: usize) -> Option<Place> {
        let node = &self.dom.nodes[place];
        match node.tag {
            Tag::H(level) => Some(Place::Heading(level)),
            Tag::Li => {
                let list = self.dom.ancestors(place).next().map(|list| self.dom.nodes[list].tag);
                Some(Place::Item { ordered: list == Some(Tag::Ol) })
            }
            Tag::Blockquote => Some(Place::Quote),
            Tag::Pre => Some(Place::Preformatted),
            _ => None,
        }
    }

    /// The row that a line's cell belongs to, unless the cell is laid out text.
    fn table_row(&self, line: &Line) -> Option<usize> {
        let cell = &self.dom.nodes[line.block];
        let is_cell = matches!(cell.tag, Tag::Td | Tag::Th);
        let is_only_line = self.judged.lines_of(self.dom, line.block).len() == 1;
        (is_cell && is_only_line && line.width < CELL_WIDTH).then_some(cell.parent)
    }
}

/// A longer item of a list is laid out text, and its paragraphs are no single item; in lines and width.
const MAX_ITEM_LINES: usize = 4;
const MAX_ITEM_WIDTH: u32 = 600;

/// What a line stands in.
enum Place {
    Heading(u8),
    Item { ordered: bool },
    Quote,
    Preformatted,
}

/// Cells of a table that is no table of data, as far as its lines are kept.
#[derive(Default)]
struct Table {
    rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    fn push(&mut self, row: usize, cell: String) {
        match self.rows.last_mut() {
            Some((known, cells)) if *known == row => cells.push(cell),
            _ => self.rows.push((row, vec![cell])),
        }
    }

    fn flush(&mut self, blocks: &mut Vec<Block>) {
        if !self.rows.is_empty() {
            let rows = self.rows.drain(..).map(|(_, cells)| cells).collect();
            blocks.push(Block::Table { rows });
        }
    }
}

/// An address as absolute http(s), or none.
pub(crate) fn absolute(base: &Url, address: &str) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.starts_with('#') || address.len() > MAX_ADDRESS_BYTES {
        return None;
    }
    let joined = base.join(address).ok()?;
    matches!(joined.scheme(), "http" | "https").then(|| joined.into())
}

/// Longer addresses are data, not addresses.
const MAX_ADDRESS_BYTES: usize = 4_096;
