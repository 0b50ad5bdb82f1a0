//! An article's blocks as passages: what of them is said, in written form.
//!
//! Left out by rule: pictures with what is said of them, preformatted text, large tables, lists that
//! are all links, lines that lead elsewhere, and headings that lead to nothing said.

use extract::{Block, MarkKind, Text};

use super::wording::Wording;
use super::{Kind, Story, table};
use crate::clean;
use crate::line::Line;

/// A paragraph in written form.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) kind: Kind,
    /// Its place in the story's blocks.
    pub(super) block: usize,
    pub(super) line: Line,
}

/// The text's passages in order.
pub(super) fn passages(story: &Story<'_>, wording: &Wording) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut number = 0;
    for (block, what) in story.blocks.iter().enumerate() {
        number = if matches!(what, Block::ListItem { ordered: true, .. }) { number + 1 } else { 0 };
        let follows_quote = block > 0
            && matches!(story.blocks.get(block - 1), Some(Block::Quote(_)))
            && passages.last().is_some_and(|last| last.kind == Kind::Quote);
        let said: Vec<(Kind, Line)> = match what {
            Block::Paragraph(text) => one(Kind::Text, clean::clean(&text.plain)),
            Block::Heading { text, .. } => one(Kind::Heading, clean::clean(&text.plain)),
            Block::ListItem { .. } if is_of_links(story.blocks, block) => continue,
            Block::ListItem { text, .. } => one(Kind::Item, item(&text.plain, number)),
            Block::Quote(text) if follows_quote => one(Kind::Quote, clean::clean(&text.plain)),
            Block::Quote(text) => one(Kind::Quote, introduced(&text.plain, &wording.quoted(None))),
            Block::Embed { who, text, .. } => {
                one(Kind::Quote, introduced(text, &wording.quoted(who.as_deref())))
            }
            Block::Table { rows } => {
                table::rows_said(rows).into_iter().map(|line| (Kind::Item, line)).collect()
            }
            Block::Figure { .. } | Block::Preformatted(_) => continue,
        };
        for (kind, line) in said {
            let repeats_title = passages.is_empty() && line.text() == story.title.trim();
            if !repeats_title {
                passages.push(Passage { kind, block, line });
            }
        }
    }
    without_empty_headings(story.blocks, passages)
}

fn one(kind: Kind, line: Option<Line>) -> Vec<(Kind, Line)> {
    line.map(|line| (kind, line)).into_iter().collect()
}

fn introduced(text: &str, by: &str) -> Option<Line> {
    let text = clean::clean(text)?;
    let mut line = Line::default();
    line.push_ours(by, text.place(0..0).start as usize);
    line.push_part(&text, 0..text.text().len());
    Some(line)
}

/// An item, with its number where the list has them.
fn item(text: &str, number: usize) -> Option<Line> {
    let begins_with_number = text.starts_with(|c: char| c.is_ascii_digit());
    if number == 0 || begins_with_number {
        return clean::clean(text);
    }
    introduced(text, &format!("{number}: "))
}

/// Lists whose items are links from end to end lead elsewhere: further articles, contents.
fn is_of_links(blocks: &[Block], at: usize) -> bool {
    let item = |block: &Block| match block {
        Block::ListItem { text, .. } => Some(is_link(text)),
        _ => None,
    };
    let after = blocks.iter().skip(at).map_while(item);
    let before = blocks.iter().take(at).rev().map_while(item);
    after.chain(before).take(MOST_ITEMS_LOOKED_AT).all(|is_link| is_link)
}

/// So that a list of thousands costs no more than its length.
const MOST_ITEMS_LOOKED_AT: usize = 20;

fn is_link(text: &Text) -> bool {
    let is_whole = |start: usize, end: usize| start == 0 && end == text.plain.len();
    text.marks
        .iter()
        .any(|mark| matches!(mark.kind, MarkKind::Link(_)) && is_whole(mark.start, mark.end))
}

/// A heading that leads to nothing said (a picture, a heading of its own rank) is not said either.
fn without_empty_headings(blocks: &[Block], passages: Vec<Passage>) -> Vec<Passage> {
    let level = |passage: &Passage| match blocks.get(passage.block) {
        Some(Block::Heading { level, .. }) => Some(*level),
        _ => None,
    };
    let mut kept: Vec<Passage> = Vec::with_capacity(passages.len());
    // From the end, so that each heading knows what follows it.
    for passage in passages.into_iter().rev() {
        let next = kept.last().map(&level);
        let is_empty = match (level(&passage), next) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(level), Some(next)) => next.is_some_and(|next| next <= level),
        };
        if !is_empty {
            kept.push(passage);
        }
    }
    kept.reverse();
    kept
}
