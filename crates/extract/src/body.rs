//! A page's tree -> the article's text as blocks.
//!
//! Steps: cut the page into lines, judge elements by their names and what they hold, choose the
//! elements that hold the article, trim their lines, keep lists and tables whole, render blocks. Each
//! step is a loop over the flat tree; nothing depends on the site.

mod choose;
mod chrome;
mod closed;
mod echoes;
mod features;
mod forest;
mod hints;
mod learned;
mod lines;
mod machine_summary;
mod model;
mod notices;
mod opening;
mod others;
mod phrases;
mod player;
mod read_also;
mod remove;
mod render;
mod sign_up;
mod table;
mod teasers;
mod trim;
mod vocabulary;
mod whole;

use url::Url;

use crate::block::{Block, text_of};
use crate::dom::Dom;
use crate::whitespace::fold;

pub(crate) use choose::outermost;
pub(crate) use closed::{ends_with_offer, is_offer};
pub(crate) use echoes::{drop_last_heading, drop_repeats};
pub use features::{COUNT, OF_VOCABULARY};
pub(crate) use hints::words_of;
pub use learned::SeenLines;
pub(crate) use lines::Line;
pub use model::Model;
pub(crate) use remove::Judged;
pub(crate) use render::{absolute, plain};
pub use vocabulary::{score_numbers, tokens};

/// A page cut into lines and judged.
pub(crate) struct Layout {
    pub lines: Vec<Line>,
    pub judged: Judged,
}

impl Layout {
    pub(crate) fn of(dom: &Dom<'_>) -> Self {
        let lines = lines::cut(dom);
        let mut judged = Judged::of(dom, &lines);
        for other in others::find(dom, &judged) {
            judged.removed[dom.subtree(other)].fill(true);
        }
        Self { lines, judged }
    }

    /// About so many characters of the first prose that is no part of what is removed.
    pub(crate) fn beginning(&self, dom: &Dom<'_>, characters: usize) -> String {
        let stays = |line: &&Line| line.is_prose() && !self.judged.removed[line.nodes.start];
        let mut beginning = String::new();
        for line in self.lines.iter().filter(stays) {
            if beginning.chars().count() >= characters {
                break;
            }
            let nodes = dom.nodes.get(line.nodes.clone()).unwrap_or_default();
            beginning.extend(nodes.iter().map(|node| node.text).chain(["\n"]));
        }
        beginning
    }
}

/// What is known of the article before its text.
pub(crate) struct Wanted<'p> {
    pub base: &'p Url,
    pub title: &'p str,
    pub authors: &'p [String],
    /// What the head says that the article is about.
    pub description: &'p str,
    /// The text that JSON-LD tells.
    pub told: &'p str,
    /// Elements that hold the text, if a selector named them.
    pub roots: Option<Vec<usize>>,
}

/// The article's text.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub blocks: Vec<Block>,
    /// The first node of the text.
    pub first_node: Option<usize>,
    /// The last line of the text.
    pub last_line: Option<usize>,
    /// Width of the longest stretch of prose that no linked headline interrupts.
    pub longest_prose: u32,
}

/// Finds the text of a page, with another model than the built-in one if it is given.
pub(crate) fn find(
    dom: &Dom<'_>,
    layout: &Layout,
    wanted: &Wanted<'_>,
    model: Option<&Model>,
) -> Body {
    let Layout { lines, judged } = layout;
    let tables = table::all(dom, lines, judged);
    let (roots, kept, texts) = if let Some(roots) = &wanted.roots {
        // Whoever named the elements knows the site: the rules alone trim them.
        let title = fold(wanted.title);
        let texts = learned::texts(dom, layout);
        let authors = wanted.authors;
        let trimmer = trim::Trimmer { dom, lines, texts: &texts, judged, title: &title, authors };
        (roots.clone(), trimmer.trim(roots), texts)
    } else {
        let roots = choose::choose(dom, lines, judged);
        let model = model.or_else(Model::built_in);
        let seen = learned::see(dom, layout, wanted, &roots, model);
        (roots, learned::choose(dom, &seen, lines, wanted, model), seen.texts)
    };
    let known = whole::Seen { roots: &roots, tables: &tables, texts: &texts };
    let mut kept = whole::complete(dom, layout, &known, kept);
    machine_summary::drop(dom, layout, &texts, &mut kept);
    echoes::drop(dom, lines, &texts, &mut kept);
    let Wanted { title, authors, .. } = *wanted;
    opening::Opening { dom, lines, texts: &texts, title, authors }.trim(&mut kept);
    let first_node = kept.first().map(|line| lines[*line].nodes.start);
    let renderer = render::Renderer { dom, lines, judged, tables: &tables, base: wanted.base };
    let blocks = renderer.render(&roots, &kept);
    let last_line = kept.last().copied();
    Body { blocks, first_node, last_line, longest_prose: longest_prose(lines, &kept) }
}

/// Measures the lines of a page, for training.
pub(crate) fn see(dom: &Dom<'_>, layout: &Layout, wanted: &Wanted<'_>) -> SeenLines {
    let roots = choose::choose(dom, &layout.lines, &layout.judged);
    learned::see(dom, layout, wanted, &roots, None)
}

/// An article is one stretch of prose; on a front page each teaser has a linked headline.
fn longest_prose(lines: &[Line], kept: &[usize]) -> u32 {
    let mut longest = 0;
    let mut width = 0;
    let mut before = 0;
    for at in kept {
        let between = lines.get(before..*at).unwrap_or_default();
        if between.iter().any(Line::is_linked_headline) {
            width = 0;
        }
        before = at + 1;
        let line = &lines[*at];
        if line.is_prose() {
            width += line.width;
            longest = longest.max(width);
        }
    }
    longest
}

/// Whether a text already says what a sentence says, punctuation and spaces aside.
pub(crate) fn says(blocks: &[Block], sentence: &str) -> bool {
    fold(&text_of(blocks)).contains(&fold(sentence))
}

/// The words of a text by their hashes, in order, each once: for comparing two texts.
pub(crate) fn word_set(text: &str) -> Vec<u64> {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let words = text.split_whitespace().filter(is_word);
    let mut words: Vec<u64> = words.map(vocabulary::hash_of).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Share of words that two texts have in common, in percent of the longer one.
pub(crate) fn agreement(one: &[u64], other: &[u64]) -> u32 {
    let common = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    let percent = (common * 100).checked_div(one.len().max(other.len())).unwrap_or(0);
    u32::try_from(percent).unwrap_or(0)
}
