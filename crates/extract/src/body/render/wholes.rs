//! What is read from the tree as a whole and stands between the lines: pictures, tables of data,
//! posts from elsewhere.

use std::ops::Range;

use super::super::lines::percent;
use super::super::table::{self, DataTable};
use super::{Renderer, embed, frame, lead};
use crate::block::Block;
use crate::dom::Dom;
use crate::figure;
use crate::tag::Tag;

/// Wholes of one article.
const MAX_WHOLES: usize = 300;

/// Of a post whose words are text so much of the width was chosen, in percent.
const WORDS_PERCENT: u32 = 25;

/// How far above a picture the text is looked for, in elements.
const STEPS: usize = 8;

/// A block, and where in the tree it stands.
pub(super) struct Whole {
    pub block: Block,
    /// Its first node.
    pub start: usize,
    /// Lines that begin before this node are said by the block.
    pub said: usize,
}

/// The wholes of an article in reading order.
pub(super) fn all(renderer: &Renderer<'_, '_>, roots: &[usize], kept: &[usize]) -> Vec<Whole> {
    let among = Among::of(renderer, roots, kept);
    let first_root = among.roots.first().map_or(among.text.start, |root| root.start);
    let lead = lead::find(renderer, first_root.min(among.text.start));
    let mut found: Vec<Whole> = lead.into_iter().collect();
    let mut at = among.start();
    while at < among.end() && found.len() < MAX_WHOLES {
        let node = &renderer.dom.nodes[at];
        if renderer.judged.removed[at] {
            at = node.end;
            continue;
        }
        let whole = among.whole(at);
        at = whole.as_ref().map_or(at, |(nodes, _)| nodes.end - 1) + 1;
        found.extend(whole.map(|(_, whole)| whole).filter(|whole| !is_shown(&found, whole)));
    }
    // The lead picture may stand behind a table that begins above the text.
    found.sort_by_key(|whole| whole.start);
    found
}

/// The nearest `article` around a node.
fn article_around(dom: &Dom<'_>, at: usize) -> Option<usize> {
    dom.ancestors(at).find(|at| dom.nodes[*at].tag == Tag::Article)
}

/// Whether a figure shows a picture and says what is on it.
pub(super) fn is_captioned(block: &Block) -> bool {
    matches!(block, Block::Figure { image: Some(_), caption: Some(_), .. })
}

/// Whether a picture is there already: pages that load it late have it twice.
fn is_shown(found: &[Whole], whole: &Whole) -> bool {
    let Block::Figure { image: Some(image), caption: None, .. } = &whole.block else {
        return false;
    };
    found.iter().any(|known| {
        matches!(&known.block, Block::Figure { image: Some(known), .. } if known.address == image.address)
    })
}

/// Where wholes are looked for.
struct Among<'r, 'p, 'a> {
    renderer: &'r Renderer<'p, 'a>,
    /// The elements that hold the article.
    roots: Vec<Range<usize>>,
    kept: &'r [usize],
    /// From the first kept line to the last, in nodes.
    text: Range<usize>,
    /// The `article` around the last kept line; empty if there is none.
    article: Range<usize>,
}

impl<'r, 'p, 'a> Among<'r, 'p, 'a> {
    fn of(renderer: &'r Renderer<'p, 'a>, roots: &[usize], kept: &'r [usize]) -> Self {
        let line = |at: Option<&usize>| at.and_then(|at| renderer.lines.get(*at));
        let start = line(kept.first()).map_or(0, |line| line.nodes.start);
        let end = line(kept.last()).map_or(0, |line| line.nodes.end);
        let roots = roots.iter().map(|root| renderer.dom.subtree(*root)).collect();
        let article = end.checked_sub(1).and_then(|last| article_around(renderer.dom, last));
        let article = article.map_or(0..0, |at| renderer.dom.subtree(at));
        Self { renderer, roots, kept, text: start..end, article }
    }

    fn start(&self) -> usize {
        let first = self.roots.first().map_or(self.text.start, |root| root.start);
        // A table or post begins before its first line.
        let line = self.kept.first().and_then(|at| self.renderer.lines.get(*at));
        let around = line.and_then(|line| self.renderer.dom.ancestors(line.block).take(5).last());
        first.min(around.unwrap_or(self.text.start))
    }

    fn end(&self) -> usize {
        let roots = self.roots.last().map_or(self.text.end, |root| root.end);
        roots.max(self.text.end).max(self.article.end)
    }

    /// The whole that begins at a node, and the nodes that it takes.
    fn whole(&self, at: usize) -> Option<(Range<usize>, Whole)> {
        let Renderer { dom, judged, base, .. } = self.renderer;
        let node = &dom.nodes[at];
        let (block, said) = match node.tag {
            Tag::Figure if self.is_within(at) => (figure::read(dom, judged, at, base), at),
            Tag::Figure if self.follows_text(at) => {
                (figure::read(dom, judged, at, base).filter(is_captioned), at)
            }
            Tag::Img => return self.picture(at),
            Tag::Table => (self.table(at), node.end),
            Tag::Blockquote if judged.hints[at].embed => (self.embed(at), node.end),
            Tag::Div if judged.hints[at].embed && node.attribute("data-href").is_some() => {
                (self.embed(at), node.end)
            }
            Tag::Iframe => (self.frame(at), at),
            _ => return None,
        };
        let block = block?;
        // A figure without a picture may hold a table or a post.
        let is_hollow = matches!(block, Block::Figure { image: None, .. });
        let nodes = at..if is_hollow { at + 1 } else { node.end };
        Some((nodes, Whole { block, start: at, said }))
    }

    /// A picture belongs to the text if the nearest element around it that says anything is kept.
    fn picture(&self, at: usize) -> Option<(Range<usize>, Whole)> {
        let Renderer { dom, judged, base, .. } = self.renderer;
        if at >= self.text.end || !self.is_within(at) {
            return None;
        }
        let in_text = at > self.text.start;
        let (nodes, block) = figure::beside_text(dom, judged, at, base, in_text)?;
        let mut around = dom.ancestors(nodes.start).map(|at| judged.lines_of(dom, at)).take(STEPS);
        let speaking = around.find(|lines| !lines.is_empty())?;
        let whole = Whole { block, start: nodes.start, said: nodes.end };
        self.holds_kept(&speaking).then_some((nodes, whole))
    }

    /// Whether a picture stands below the text in the same `article`, as in a gallery, and leads
    /// nowhere.
    fn follows_text(&self, at: usize) -> bool {
        let dom = self.renderer.dom;
        let leads = |at: usize| matches!(dom.nodes[at].tag, Tag::A | Tag::Aside);
        let is_picture = |at: usize| dom.nodes[at].tag == Tag::Img;
        let is_teaser = |at: usize| {
            let is_linked = dom.nodes[at].tag == Tag::A && dom.subtree(at).any(is_picture);
            is_linked || matches!(dom.nodes[at].tag, Tag::H(_))
        };
        at >= self.text.end
            && article_around(dom, at).is_some_and(|around| around == self.article.start)
            && !dom.ancestors(at).take_while(|at| *at > self.article.start).any(leads)
            && !dom.subtree(at).any(is_teaser)
    }

    fn is_within(&self, at: usize) -> bool {
        self.roots.iter().any(|root| root.contains(&at))
    }

    fn holds_kept(&self, lines: &Range<usize>) -> bool {
        let before = self.kept.partition_point(|line| *line < lines.start);
        self.kept.get(before).is_some_and(|line| lines.contains(line))
    }

    fn table(&self, at: usize) -> Option<Block> {
        let tables = self.renderer.tables;
        let known = tables.binary_search_by_key(&at, |table| table.nodes.start).ok()?;
        let table: &DataTable = tables.get(known).filter(|table| self.holds_kept(&table.lines))?;
        let rows = table::rows(self.renderer.dom, self.renderer.judged, table);
        (!rows.is_empty()).then_some(Block::Table { rows })
    }

    /// A post stands in the text if it stands between kept lines or holds one. Its words are text
    /// where enough of them were chosen.
    fn embed(&self, at: usize) -> Option<Block> {
        let judged = self.renderer.judged;
        let lines = judged.lines_of(self.renderer.dom, at);
        let is_between = self.text.contains(&at) && self.is_within(at);
        if !is_between && !self.holds_kept(&lines) {
            return None;
        }
        let is_text = percent(self.kept_width(&lines), judged.width(&lines)) >= WORDS_PERCENT;
        embed::read(self.renderer, at, is_text)
    }

    /// What a page of another site shows in the text: a film, a post.
    fn frame(&self, at: usize) -> Option<Block> {
        let is_between = self.text.contains(&at) && self.is_within(at);
        let Renderer { dom, base, .. } = self.renderer;
        let address = is_between.then(|| frame::address(&dom.nodes[at], base))??;
        let (who, text) = embed::placed(dom, at);
        Some(Block::Embed { who, text, address: Some(address), in_text: false })
    }

    /// The width of the kept lines in a range.
    fn kept_width(&self, lines: &Range<usize>) -> u32 {
        let first = self.kept.partition_point(|line| *line < lines.start);
        let kept = self.kept.iter().skip(first).take_while(|line| lines.contains(line));
        kept.map(|line| self.renderer.lines[*line].width).sum()
    }
}
