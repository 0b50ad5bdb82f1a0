//! Sentences of the text that a page shows once more in large letters.

use super::lines::Line;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Such a quote is as wide, and its element is so near.
const LEAST_WIDTH: u32 = 25;
const MOST_WIDTH: u32 = 400;
const STEPS: usize = 3;

/// Quotes that are looked for: each is searched in the whole text.
const MAX_QUOTES: usize = 20;

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
    let is_echo = |line: &usize| {
        let quote = fold(&texts[*line]);
        quotes.contains(line) && said.iter().any(|text| text.contains(&quote))
    };
    kept.retain(|line| !is_echo(line));
}
