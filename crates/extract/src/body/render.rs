//! Lines -> blocks: words with their marks, lists, quotes, tables, pictures, posts from elsewhere.

mod words;

use url::Url;

use super::lines::Line;
use super::remove::Judged;
use crate::block::{Block, Text};
use crate::dom::Dom;
use crate::figure;
use crate::tag::Tag;

pub(crate) use words::plain;

/// A wider cell is laid out text.
const CELL_WIDTH: u32 = 200;

/// Pictures of one article.
const MAX_FIGURES: usize = 200;

/// What is needed to turn lines into blocks.
pub(crate) struct Renderer<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub lines: &'p [Line],
    pub judged: &'p Judged,
    /// Against which addresses are resolved.
    pub base: &'p Url,
}

impl Renderer<'_, '_> {
    /// The blocks of the kept lines, with the pictures that stand between them.
    pub(crate) fn render(&self, roots: &[usize], kept: &[usize]) -> Vec<Block> {
        let mut figures = self.figures(roots).into_iter().peekable();
        let mut blocks = Vec::new();
        let mut table = Table::default();
        for at in kept {
            let line = &self.lines[*at];
            while let Some((_, figure)) = figures.next_if(|(at, _)| *at < line.nodes.start) {
                table.flush(&mut blocks);
                blocks.push(figure);
            }
            let Some(text) = words::marked(self, line) else { continue };
            if let Some(row) = self.table_row(line) {
                table.push(row, text.plain);
                continue;
            }
            table.flush(&mut blocks);
            self.push_block(&mut blocks, line, text);
        }
        table.flush(&mut blocks);
        blocks.extend(figures.map(|(_, figure)| figure));
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
            Some(Place::Embed(address)) => push_embed(blocks, address, &text),
            None => blocks.push(Block::Paragraph(text)),
        }
    }

    fn block_of(&self, place: usize) -> Option<Place> {
        let node = &self.dom.nodes[place];
        match node.tag {
            Tag::H(level) => Some(Place::Heading(level)),
            Tag::Li => {
                let list = self.dom.ancestors(place).next().map(|list| self.dom.nodes[list].tag);
                Some(Place::Item { ordered: list == Some(Tag::Ol) })
            }
            Tag::Blockquote if self.judged.hints[place].embed => {
                Some(Place::Embed(self.last_link(place)))
            }
            Tag::Blockquote => Some(Place::Quote),
            Tag::Pre => Some(Place::Preformatted),
            _ => None,
        }
    }

    fn last_link(&self, place: usize) -> Option<String> {
        self.dom.subtree(place).rev().find_map(|at| {
            let node = &self.dom.nodes[at];
            (node.tag == Tag::A)
                .then(|| node.attribute("href"))?
                .and_then(|href| absolute(self.base, href))
        })
    }

    /// The row that a line's cell belongs to, unless the cell is laid out text.
    fn table_row(&self, line: &Line) -> Option<usize> {
        let cell = &self.dom.nodes[line.block];
        let is_cell = matches!(cell.tag, Tag::Td | Tag::Th);
        let is_only_line = self.judged.lines_of(self.dom, line.block).len() == 1;
        (is_cell && is_only_line && line.width < CELL_WIDTH).then_some(cell.parent)
    }

    fn figures(&self, roots: &[usize]) -> Vec<(usize, Block)> {
        let mut found = Vec::new();
        for root in roots {
            self.figures_of(*root, &mut found);
        }
        found
    }

    fn figures_of(&self, root: usize, found: &mut Vec<(usize, Block)>) {
        let mut at = root;
        let end = self.dom.nodes[root].end;
        while at < end && found.len() < MAX_FIGURES {
            let node = &self.dom.nodes[at];
            let is_figure = node.tag == Tag::Figure && !self.judged.removed[at];
            if is_figure && let Some(block) = figure::read(self.dom, self.judged, at, self.base) {
                found.push((at, block));
            }
            at = if is_figure || self.judged.removed[at] { node.end } else { at + 1 };
        }
    }
}

/// What a line stands in.
enum Place {
    Heading(u8),
    Item { ordered: bool },
    Quote,
    Preformatted,
    Embed(Option<String>),
}

/// A post of several lines is one embed. Its last line, after a dash, says who wrote it.
fn push_embed(blocks: &mut Vec<Block>, address: Option<String>, line: &Text) {
    let author = line.plain.strip_prefix(['—', '–']).and_then(|signature| {
        crate::whitespace::non_empty(signature.split('(').next().unwrap_or_default())
    });
    if let Some(Block::Embed { who, text, address: known }) = blocks.last_mut()
        && *known == address
    {
        *who = who.take().or(author);
        text.push('\n');
        text.push_str(&line.plain);
        return;
    }
    blocks.push(Block::Embed { who: author, text: line.plain.clone(), address });
}

/// Cells of the table that is being read.
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
