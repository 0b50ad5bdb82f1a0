//! What a page shows twice: sentences of the text once more in large letters, blocks doubled for
//! another width of screen.

use super::hints::words_of;
use super::lines::Line;
use crate::block::{Block, text_of};
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Such a quote is as wide, and its element is so near.
const LEAST_WIDTH: u32 = 25;
const MOST_WIDTH: u32 = 400;
const STEPS: usize = 3;

/// Quotes that are looked for: each is searched in the whole text.
const MAX_QUOTES: usize = 20;

/// Drops blocks that stand twice in a row. What is short may be meant: a cheer, a cell, an item.
pub(crate) fn drop_repeats(blocks: &mut Vec<Block>) {
    let is_long = |block: &Block| {
        let text = text_of(std::slice::from_ref(block));
        text.is_empty() || text.len() >= LEAST_REPEATED_BYTES
    };
    blocks.dedup_by(|block, before| block == before && is_long(block));
}

/// Drops a heading at the end, which has nothing below it: what it leads to was left out. One that ends
/// as a sentence, a quote or a result does is text, and so are several in a row.
pub(crate) fn drop_last_heading(blocks: &mut Vec<Block>) {
    let is_heading = |block: Option<&Block>| matches!(block, Some(Block::Heading { .. }));
    let before = blocks.len().checked_sub(2).and_then(|before| blocks.get(before));
    let Some(last) = blocks.last().filter(|last| is_heading(Some(*last)) && !is_heading(before))
    else {
        return;
    };
    let text = text_of(std::slice::from_ref(last));
    let says_something = text.len() > MOST_LABEL_BYTES
        || text.trim_end().ends_with(['.', '!', '…', '"', '”', '»', '“', '。', '」', ')'])
        || text.contains(|c: char| c.is_ascii_digit());
    if !says_something {
        blocks.pop();
    }
}

/// A longer heading tells something by itself.
const MOST_LABEL_BYTES: usize = 80;

/// A text that is repeated by mistake is longer.
const LEAST_REPEATED_BYTES: usize = 40;

fn is_quote_by_tag(tag: Tag) -> bool {
    matches!(tag, Tag::Blockquote | Tag::Aside | Tag::Figure)
}

/// Words in the class of an element that shows a sentence of the text in large letters.
const QUOTE_WORDS: [&str; 7] =
    ["pullquote", "quote", "pull", "zitat", "citation", "highlight", "blockquote"];

fn is_called_quote(dom: &Dom<'_>, at: usize) -> bool {
    let class = dom.nodes[at].attribute("class").unwrap_or_default();
    let mut names = class.split_ascii_whitespace().take(MAX_NAMES);
    names.any(|name| words_of(name).iter().any(|word| QUOTE_WORDS.contains(&word.as_str())))
}

/// Names of one element that are read.
const MAX_NAMES: usize = 20;

/// Drops the quotes of which a paragraph of the text has every word.
pub(super) fn drop(dom: &Dom<'_>, lines: &[Line], texts: &[String], kept: &mut Vec<usize>) {
    let is_quote = |line: &usize| {
        let known = &lines[*line];
        let is_heading = matches!(dom.nodes[known.block].tag, Tag::H(_));
        let mut around = std::iter::once(known.block).chain(dom.ancestors(known.block)).take(STEPS);
        (LEAST_WIDTH..=MOST_WIDTH).contains(&known.width)
            && around.any(|at| {
                is_quote_by_tag(dom.nodes[at].tag) || (!is_heading && is_called_quote(dom, at))
            })
    };
    let quotes: Vec<usize> = kept.iter().copied().filter(is_quote).take(MAX_QUOTES).collect();
    if quotes.is_empty() {
        return;
    }
    let said: Vec<String> =
        kept.iter().filter(|line| !quotes.contains(line)).map(|line| fold(&texts[*line])).collect();
    let is_said = |quote: &str| said.iter().any(|text| text.contains(quote));
    kept.retain(|line| !(quotes.contains(line) && is_said(&fold(&texts[*line]))));
}
