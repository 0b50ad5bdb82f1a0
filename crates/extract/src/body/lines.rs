//! The page cut into lines: runs of words that no block element or double line break divides.
//!
//! Lines are in reading order, so all lines of an element are a range, and sums over them are
//! differences of prefix sums.

use std::ops::Range;

use crate::dom::{Dom, Node};
use crate::tag::Tag;
use crate::whitespace::is_wide;

/// Parts of a line between single line breaks are paragraphs where so many of them are so wide and
/// end a sentence.
const LEAST_PARAGRAPHS: usize = 2;
const PARAGRAPH_WIDTH: u32 = 100;

/// A part before a paragraph that is less wide is a date or the like.
const LABEL_WIDTH: u32 = 60;

/// One run of words.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its nodes: text and inline elements only.
    pub nodes: Range<usize>,
    /// The nearest block element around it.
    pub block: usize,
    /// Width of its text: characters after collapsing white space, where a character of a script
    /// without spaces counts twice.
    pub width: u32,
    /// The part of `width` that is linked.
    pub linked: u32,
    /// Marks that end or divide a sentence.
    pub stops: u32,
    /// Whether the last character ends a sentence.
    pub ends_sentence: bool,
}

impl Line {
    /// Share of the width that is linked, in percent.
    pub(crate) fn linked_percent(&self) -> u32 {
        percent(self.linked, self.width)
    }

    /// A sentence or more, and no line of an address or a poem.
    fn is_paragraph(&self) -> bool {
        self.width >= PARAGRAPH_WIDTH && self.ends_sentence
    }

    /// Takes in the words behind a line break.
    fn extend(&mut self, part: &Self) {
        self.nodes.end = part.nodes.end;
        self.width += part.width;
        self.linked += part.linked;
        self.stops += part.stops;
        self.ends_sentence = part.ends_sentence;
    }

    /// A link with the length of a headline.
    pub(crate) fn is_linked_headline(&self) -> bool {
        self.linked_percent() >= 80 && self.width >= 20
    }

    /// Running text rather than a label, a link or a headline.
    pub(crate) fn is_prose(&self) -> bool {
        let long = self.width >= 120 || (self.width >= 50 && self.ends_sentence);
        long && self.stops > 0 && self.linked_percent() < 50
    }
}

/// Cuts a page into lines.
pub(crate) fn cut(dom: &Dom<'_>) -> Vec<Line> {
    let mut cutter =
        Cutter { dom, lines: Vec::new(), broken: Vec::new(), run: None, links: 0, breaks: 0 };
    // Open elements: where each ends, and what it is.
    let mut open: Vec<(usize, Tag)> = Vec::new();
    let mut at = 0;
    while let Some(node) = dom.nodes.get(at) {
        while let Some((_, tag)) = open.pop_if(|(end, _)| *end <= at) {
            cutter.close(tag, at);
        }
        if node.tag.is_silent() {
            at = node.end;
            continue;
        }
        cutter.open(node, at);
        if node.element.is_some() {
            open.push((node.end, node.tag));
        }
        at += 1;
    }
    cutter.flush(dom.nodes.len());
    cutter.lines
}

struct Cutter<'d, 'a> {
    dom: &'d Dom<'a>,
    lines: Vec<Line>,
    /// Parts of a line before single line breaks.
    broken: Vec<Line>,
    run: Option<Line>,
    /// Links open around the place.
    links: usize,
    /// Line breaks since the last word.
    breaks: usize,
}

impl Cutter<'_, '_> {
    fn open(&mut self, node: &Node<'_>, at: usize) {
        match node.tag {
            Tag::Text => self.push(node.text, at),
            Tag::Br => {
                self.breaks += 1;
                if self.breaks == 2 {
                    self.flush(at);
                } else {
                    self.end_run(at);
                }
            }
            Tag::A => self.links += 1,
            tag if tag.is_block() => self.flush(at),
            _ => {}
        }
    }

    fn close(&mut self, tag: Tag, at: usize) {
        if tag == Tag::A {
            self.links = self.links.saturating_sub(1);
        } else if tag.is_block() {
            self.flush(at);
        }
    }

    fn push(&mut self, text: &str, at: usize) {
        let measure = Measure::of(text);
        if measure.width == 0 {
            return;
        }
        self.breaks = 0;
        let dom = self.dom;
        let run = self.run.get_or_insert_with(|| Line {
            nodes: inline_start(dom, at)..at,
            block: block_around(dom, at),
            width: 0,
            linked: 0,
            stops: 0,
            ends_sentence: false,
        });
        run.width += measure.width;
        run.stops += measure.stops;
        run.ends_sentence = measure.ends_sentence;
        if self.links > 0 {
            run.linked += measure.width;
        }
    }

    fn end_run(&mut self, at: usize) {
        if let Some(mut part) = self.run.take() {
            part.nodes.end = at;
            self.broken.push(part);
        }
    }

    /// Ends a line. Single line breaks part it where several of its parts are paragraphs; else they
    /// are layout, as in an address or a poem.
    fn flush(&mut self, at: usize) {
        self.end_run(at);
        let paragraphs = self.broken.iter().filter(|part| part.is_paragraph()).count();
        let mut parts = self.broken.drain(..);
        let Some(mut line) = parts.next() else { return };
        for part in parts {
            let is_label = line.width < LABEL_WIDTH && part.is_paragraph();
            if paragraphs >= LEAST_PARAGRAPHS && (line.ends_sentence || is_label) {
                self.lines.push(std::mem::replace(&mut line, part));
            } else {
                line.extend(&part);
            }
        }
        self.lines.push(line);
    }
}

/// The first node of the line that a text begins: the outermost inline element that begins with it.
fn inline_start(dom: &Dom<'_>, text: usize) -> usize {
    let mut start = text;
    for place in dom.ancestors(text) {
        if dom.nodes[place].tag.is_block() || start != place + 1 {
            break;
        }
        start = place;
    }
    start
}

/// The nearest block element around a node.
pub(crate) fn block_around(dom: &Dom<'_>, place: usize) -> usize {
    dom.ancestors(place).find(|place| dom.nodes[*place].tag.is_block()).unwrap_or(0)
}

struct Measure {
    width: u32,
    stops: u32,
    ends_sentence: bool,
}

impl Measure {
    fn of(text: &str) -> Self {
        let mut measure = Self { width: 0, stops: 0, ends_sentence: false };
        let mut at_space = true;
        for c in text.chars() {
            // Most of most texts.
            if c.is_ascii_alphanumeric() {
                at_space = false;
                measure.width += 1;
                measure.ends_sentence = false;
                continue;
            }
            if c.is_whitespace() {
                measure.width += u32::from(!at_space);
                at_space = true;
                continue;
            }
            at_space = false;
            measure.width += if is_wide(c) { 2 } else { 1 };
            match c {
                '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟' | '۔' => {
                    measure.stops += 1;
                    measure.ends_sentence = true;
                }
                ',' | ';' | ':' | '，' | '、' | '،' => {
                    measure.stops += 1;
                    measure.ends_sentence = c == ':';
                }
                '"' | '\'' | ')' | ']' | '”' | '“' | '’' | '»' | '«' | '」' | '』' => {}
                _ => measure.ends_sentence = false,
            }
        }
        measure
    }
}

/// How much of a whole a part is, in percent; nothing of nothing. Pages of hundreds of megabytes do
/// not make it overflow.
pub(super) fn percent(part: u32, whole: u32) -> u32 {
    let percent = (u64::from(part) * 100).checked_div(u64::from(whole)).unwrap_or(0);
    u32::try_from(percent).unwrap_or(u32::MAX)
}
