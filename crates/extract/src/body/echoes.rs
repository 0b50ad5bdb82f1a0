//! What a page shows twice: sentences of the text once more in large letters, blocks doubled for
//! another width of screen.

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

/// A text that is repeated by mistake is longer.
const LEAST_REPEATED_BYTES: usize = 40;

/// Drops the quotes of which a paragraph of the text has every word.
pub(super) fn drop(dom: &Dom<'_>, lines: &[Line], texts: &[String], kept: &mut Vec<usize>) {
    let is_quote = |line: &usize| {
        let known = &lines[*line];
        let mut around = std::iter::once(known.block).chain(dom.ancestors(known.block)).take(STEPS);
        (LEAST_WIDTH..=MOST_WIDTH).contains(&known.width)
            && around
                .any(|at| matches!(dom.nodes[at].tag, Tag::Blockquote | Tag::Aside | Tag::Figure))
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
