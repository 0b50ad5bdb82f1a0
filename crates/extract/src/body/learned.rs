//! Which lines are the article's text, as learned from pages whose text is known.
//!
//! The rules (`choose`, `remove`, `trim`) go first: what they would keep is the strongest evidence.
//! A forest weighs it against all that is measured of a line (`features`), and decides. What the
//! rules remove (navigation, comments, what is hidden) stays removed: pages on which that is wrong
//! are so few that the forest learned to believe every comment (F1 of set aeb .965 without, .970
//! with this).

use super::chrome::is_chrome;
use super::closed::drop_offer;
use super::features::{self, Sight};
use super::model::Model;
use super::notices::is_notice;
use super::phrases::counts_comments;
use super::read_also::drop_read_also;
use super::teasers::{drop_teasers, is_shouted_link};
use super::trim::{Trimmer, drop_biography};
use super::vocabulary::Vocabulary;
use super::{Layout, Line, Wanted, render};
use crate::dom::Dom;
use crate::whitespace::fold;

/// The lines of a page, as they are seen.
#[derive(Debug, Default)]
pub struct SeenLines {
    /// By line: what is measured of it.
    pub rows: Vec<Vec<f32>>,
    /// By line: its text; empty where the rules remove it.
    pub texts: Vec<String>,
    /// By line: whether the rules keep it.
    pub kept: Vec<bool>,
}

/// Measures the lines of a page.
pub(crate) fn see(
    dom: &Dom<'_>,
    layout: &Layout,
    wanted: &Wanted<'_>,
    roots: &[usize],
    model: Option<&Model>,
) -> SeenLines {
    let none = Vocabulary::default();
    let Layout { lines, judged } = layout;
    let title = fold(wanted.title);
    let texts = texts(dom, layout);
    let authors = wanted.authors;
    let trimmer = Trimmer { dom, lines, texts: &texts, judged, title: &title, authors };
    let mut kept = vec![false; lines.len()];
    for line in trimmer.trim(roots) {
        kept[line] = true;
    }
    let sight = Sight {
        dom,
        lines,
        judged,
        roots,
        kept: &kept,
        texts: &texts,
        title: wanted.title,
        authors: wanted.authors,
        description: wanted.description,
        told: wanted.told,
        vocabulary: model.map_or(&none, |model| &model.vocabulary),
    };
    let is_endless = lines.len() > MOST_LINES;
    let rows = if is_endless { vec![Vec::new(); lines.len()] } else { features::of_all(&sight) };
    SeenLines { rows, texts, kept }
}

/// The texts of all lines; empty where the rules remove it.
pub(crate) fn texts(dom: &Dom<'_>, layout: &Layout) -> Vec<String> {
    let Layout { lines, judged } = layout;
    let text = |line: &Line| {
        if judged.removed[line.block] { String::new() } else { render::plain(dom, judged, line) }
    };
    lines.iter().map(text).collect()
}

/// On a page where the rules keep less prose the rules decide, in width: few of the pages that the
/// forest learned from are so short.
const LEAST_PROSE: u32 = 250;

/// On a page with more lines the rules decide: it is no article, or plays tricks.
const MOST_LINES: usize = 20_000;

/// Less of the rules' prose is not believed, in percent.
const LEAST_SHARE_PERCENT: u64 = 30;

/// Width of the prose in some lines.
fn prose_of(lines: &[Line], chosen: &[bool]) -> u32 {
    let chosen = lines.iter().zip(chosen).filter(|(line, chosen)| **chosen && line.is_prose());
    chosen.map(|(line, _)| line.width).sum()
}

/// Drops what stands behind a line that counts the readers' comments, once enough text stands before
/// it, and who wrote the first and when stands below it. Where the line is a link, it leads to
/// comments that are elsewhere; where a paragraph follows, it is a part of the text.
fn cut_at_comments(chosen: &mut Vec<usize>, lines: &[Line], texts: &[String]) {
    let is_count = |line: &usize| {
        let known = &lines[*line];
        known.linked == 0 && !known.is_prose() && counts_comments(&texts[*line])
    };
    let Some(first) = chosen.first().copied() else { return };
    let mut prose = 0;
    let count = (first..lines.len()).find(|line| {
        let known = &lines[*line];
        prose +=
            if known.is_prose() && chosen.binary_search(line).is_ok() { known.width } else { 0 };
        prose >= LEAST_PROSE && is_count(line) && is_above_comments(lines, *line)
    });
    if let Some(count) = count {
        chosen.retain(|line| *line < count);
    }
}

/// Whether short lines and longer ones take turns below a line, as in a row of comments.
fn is_above_comments(lines: &[Line], count: usize) -> bool {
    let below = lines.get(count + 1..).unwrap_or_default();
    let is_short = |line: &Line| !line.is_prose() && line.width <= SIGNATURE_WIDTH;
    let short = below.iter().take(LINES_OF_COMMENTS).filter(|line| is_short(line)).count();
    below.first().is_some_and(is_short) && short >= LEAST_SIGNATURES
}

/// Who wrote a comment is told in less width, and by so many of the lines that are looked at.
const SIGNATURE_WIDTH: u32 = 60;
const LINES_OF_COMMENTS: usize = 6;
const LEAST_SIGNATURES: usize = 2;

/// The lines that belong to the text, in reading order.
pub(crate) fn choose(
    dom: &Dom<'_>,
    seen: &SeenLines,
    lines: &[Line],
    wanted: &Wanted<'_>,
    model: Option<&Model>,
) -> Vec<usize> {
    let prose = prose_of(lines, &seen.kept);
    let is_known_kind = prose >= LEAST_PROSE && lines.len() <= MOST_LINES;
    let forest = model.filter(|_| is_known_kind).map(|model| &model.forest);
    let title = fold(wanted.title);
    let is_text = |row: &[f32], text: &str, kept: bool| {
        // The headline is not said twice.
        let is_said = text.len() < 2 * title.len() + 80 && fold(text) == title;
        let found =
            |forest: &super::forest::Forest| !row.is_empty() && !is_said && forest.is_likely(row);
        forest.map_or(kept, found)
    };
    let chosen: Vec<bool> = (0..lines.len())
        .map(|at| {
            !seen.texts[at].is_empty() && is_text(&seen.rows[at], &seen.texts[at], seen.kept[at])
        })
        .collect();
    // Where the forest drops most of what the rules keep, it has not understood the page.
    let is_lost =
        u64::from(prose_of(lines, &chosen)) * 100 < u64::from(prose) * LEAST_SHARE_PERCENT;
    let chosen = if is_lost { &seen.kept } else { &chosen };
    let is_text = |line: &usize| {
        let text = seen.texts[*line].as_str();
        let is_ornament = !text.chars().any(char::is_alphanumeric);
        let is_beside = || {
            is_ornament
                || is_notice(text)
                || is_chrome(dom, lines, &seen.texts, *line)
                || is_shouted_link(&lines[*line], text)
        };
        chosen[*line] && !is_beside()
    };
    let mut chosen: Vec<usize> = (0..lines.len()).filter(is_text).collect();
    drop_read_also(dom, lines, &seen.texts, wanted.base, &mut chosen);
    cut_at_comments(&mut chosen, lines, &seen.texts);
    drop_biography(&mut chosen, wanted.authors, |line| seen.texts[*line].as_str());
    drop_offer(&mut chosen, |line| seen.texts[line].as_str());
    drop_teasers(&mut chosen, lines, &seen.texts);
    chosen
}
