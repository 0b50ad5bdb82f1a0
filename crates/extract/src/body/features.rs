//! What is measured of each line, for the learned chooser.
//!
//! In: the lines of a page, the chosen elements, and the lines that the rules would keep. Out: a row
//! of [`COUNT`] numbers for each line, in one fixed order. What a number means is only known here
//! and by whoever trained the forest: a change of this file needs a new training
//! (`examples/train`).

use super::lines::{Line, percent};
use super::phrases;
use super::remove::Judged;
use super::vocabulary::Vocabulary;
use crate::dom::Dom;
use crate::hashing::HashMap;
use crate::tag::Tag;
use crate::whitespace::fold;

mod place;
mod words;

use place::{Main, Place};

/// Numbers of one line.
pub const COUNT: usize = OWN + NEIGHBOURS.len() * NEAR;

/// Numbers of a line by itself and by its place.
const OWN: usize = 84;
/// Where the numbers of the vocabulary stand in a row. While a model is trained each line has those
/// of a vocabulary that has not seen its site.
pub const OF_VOCABULARY: std::ops::Range<usize> = OWN - 4..OWN;
/// Neighbours looked at, as distances in lines.
const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];
/// Numbers of a neighbour.
const NEAR: usize = 7;

/// What is known of the page.
pub(crate) struct Sight<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub lines: &'p [Line],
    pub judged: &'p Judged,
    /// The chosen elements.
    pub roots: &'p [usize],
    /// By line: the rules would keep it.
    pub kept: &'p [bool],
    /// By line: its text, without what is removed within it.
    pub texts: &'p [String],
    /// The headline.
    pub title: &'p str,
    pub authors: &'p [String],
    /// What the head says that the article is about.
    pub description: &'p str,
    /// The text that JSON-LD tells, if any.
    pub told: &'p str,
    pub vocabulary: &'p Vocabulary,
}

/// A row being filled.
pub(super) struct Row(Vec<f32>);

impl Row {
    pub(super) fn push(&mut self, number: f32) {
        self.0.push(number);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.0.push(f32::from(u16::try_from(count).unwrap_or(u16::MAX)));
    }

    pub(super) fn width(&mut self, width: u32) {
        self.0.push(log(width));
    }

    pub(super) fn flag(&mut self, is_so: bool) {
        self.0.push(if is_so { 1.0 } else { 0.0 });
    }

    pub(super) fn percent(&mut self, part: u32, whole: u32) {
        let percent = percent(part, whole);
        self.0.push(f32::from(u16::try_from(percent).unwrap_or(u16::MAX)));
    }
}

/// The binary logarithm in quarters: widths differ by factors. Whole numbers, so that every machine
/// sees the same.
fn log(width: u32) -> f32 {
    let bits = u32::BITS - width.leading_zeros();
    let below = bits.saturating_sub(3);
    // The two bits after the first tell the quarter.
    let quarter = (width >> below) & 3;
    let quarters = if bits < 3 { width } else { bits * 4 + quarter - 8 };
    f32::from(u16::try_from(quarters).unwrap_or(u16::MAX))
}

/// The rows of all lines; empty for those without a text.
pub(crate) fn of_all(sight: &Sight<'_, '_>) -> Vec<Vec<f32>> {
    let main = Main::of(sight);
    let folded: Vec<String> = sight.texts.iter().map(|text| fold(text)).collect();
    let mut times: HashMap<&str, usize> = HashMap::default();
    for text in &folded {
        *times.entry(text).or_default() += 1;
    }
    let said = words::Said::of(sight);
    let calls: Vec<Calls> = (0..sight.lines.len()).map(|at| Calls::of(sight, at)).collect();
    let neighbours: Vec<Neighbour<'_>> =
        (0..sight.lines.len()).map(|at| Neighbour::of(sight, at)).collect();
    let mut rows = Vec::with_capacity(sight.lines.len());
    let mut heading = Heading::default();
    for (at, line) in sight.lines.iter().enumerate() {
        if sight.texts[at].is_empty() {
            heading.pass(&mut Row(Vec::new()), sight, at, calls[at]);
            rows.push(Vec::new());
            continue;
        }
        let mut row = Row(Vec::with_capacity(COUNT));
        of_line(&mut row, sight, at, calls[at]);
        words::of_text(&mut row, &said, &sight.texts[at], &folded[at]);
        row.count(times.get(folded[at].as_str()).copied().unwrap_or(0).min(5));
        heading.pass(&mut row, sight, at, calls[at]);
        let place = Place { line, at, main: &main };
        place.measure(&mut row, sight);
        let words = sight.vocabulary.judge(&sight.texts[at]);
        words.numbers().into_iter().for_each(|number| row.push(number));
        debug_assert_eq!(row.0.len(), OWN, "a line's own numbers");
        near(&mut row, &neighbours, at);
        rows.push(row.0);
    }
    rows
}

/// What a line says to the reader rather than of the story.
#[derive(Clone, Copy)]
struct Calls {
    is_call: bool,
    is_closing: bool,
}

impl Calls {
    fn of(sight: &Sight<'_, '_>, at: usize) -> Self {
        let (text, line) = (&sight.texts[at], &sight.lines[at]);
        Self {
            is_call: !text.is_empty() && phrases::is_call(text, line.linked_percent()),
            is_closing: !text.is_empty() && phrases::is_closing(text),
        }
    }
}

fn of_line(row: &mut Row, sight: &Sight<'_, '_>, at: usize, calls: Calls) {
    let line = &sight.lines[at];
    let tag = sight.dom.nodes[line.block].tag;
    row.flag(sight.kept[at]);
    row.width(line.width);
    row.percent(line.linked, line.width);
    row.count(line.stops as usize);
    row.flag(line.ends_sentence);
    row.flag(line.is_prose());
    row.flag(tag == Tag::P);
    row.flag(tag == Tag::Li);
    row.flag(matches!(tag, Tag::H(_)));
    row.push(if let Tag::H(level) = tag { f32::from(level) } else { 0.0 });
    row.flag(matches!(tag, Tag::Td | Tag::Th | Tag::Dd | Tag::Dt));
    row.flag(tag == Tag::Blockquote);
    row.flag(calls.is_call);
    row.flag(calls.is_closing);
    let nodes = || sight.dom.nodes.get(line.nodes.clone()).unwrap_or_default().iter();
    row.percent(strong_width(sight.dom, line, Tag::Strong), line.width);
    row.percent(strong_width(sight.dom, line, Tag::Em), line.width);
    row.count(nodes().filter(|node| node.tag == Tag::A).count());
    row.flag(nodes().any(|node| node.tag == Tag::Time));
    row.count(nodes().filter(|node| node.tag == Tag::Br).count());
}

/// How much of a line stands in an element of a kind, in bytes, at most the line's width.
fn strong_width(dom: &Dom<'_>, line: &Line, tag: Tag) -> u32 {
    let mut width = 0;
    let mut at = line.nodes.start;
    while at < line.nodes.end {
        let node = &dom.nodes[at];
        if node.tag == tag {
            let within = dom.nodes.get(at..node.end).unwrap_or_default();
            width += within.iter().map(|node| node.text.trim().len()).sum::<usize>();
            at = node.end;
        } else {
            at += 1;
        }
    }
    u32::try_from(width).unwrap_or(u32::MAX).min(line.width)
}

/// The nearest heading above a line.
#[derive(Default)]
struct Heading {
    lines_since: usize,
    closes: bool,
    calls: bool,
    was_kept: bool,
}

impl Heading {
    fn pass(&mut self, row: &mut Row, sight: &Sight<'_, '_>, at: usize, calls: Calls) {
        let line = &sight.lines[at];
        row.count(self.lines_since.min(60));
        row.flag(self.closes);
        row.flag(self.calls);
        row.flag(self.was_kept);
        self.lines_since += 1;
        if matches!(sight.dom.nodes[line.block].tag, Tag::H(_)) {
            *self = Self {
                lines_since: 0,
                closes: calls.is_closing,
                calls: calls.is_call,
                was_kept: sight.kept[at],
            };
        }
    }
}

/// What is compared of two neighbours.
struct Neighbour<'a> {
    kept: bool,
    removed: bool,
    width: u32,
    linked: u32,
    is_prose: bool,
    parent: usize,
    tag: Tag,
    class: Option<&'a str>,
}

impl<'a> Neighbour<'a> {
    fn of(sight: &Sight<'_, 'a>, at: usize) -> Self {
        let line = &sight.lines[at];
        let node = &sight.dom.nodes[line.block];
        Self {
            kept: sight.kept[at],
            removed: sight.judged.removed[line.block],
            width: line.width,
            linked: line.linked,
            is_prose: line.is_prose(),
            parent: node.parent,
            tag: node.tag,
            class: node.attribute("class"),
        }
    }
}

fn near(row: &mut Row, all: &[Neighbour<'_>], at: usize) {
    let own = &all[at];
    for distance in NEIGHBOURS {
        let Some(other) = at.checked_add_signed(distance).and_then(|at| all.get(at)) else {
            (0..NEAR).for_each(|_| row.push(-1.0));
            continue;
        };
        row.flag(other.kept);
        row.width(other.width);
        row.percent(other.linked, other.width);
        row.flag(other.is_prose);
        row.flag(own.parent == other.parent);
        row.flag(own.tag == other.tag && own.class == other.class);
        row.flag(other.removed);
    }
}
