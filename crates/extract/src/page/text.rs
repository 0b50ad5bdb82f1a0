//! The text of a page: by a selector or by evidence, looked for again where it went missing.

use super::reading::Reading;
use crate::block::{Block, Text, text_of};
use crate::body::{self, Body, Layout, Model, Wanted};
use crate::dom::Dom;
use crate::metadata::standfirst;
use crate::parse;
use crate::rescue;
use crate::verdict::Signs;
use crate::whitespace::fold;

/// A shorter text in JSON-LD is a teaser, in characters.
pub(super) const MIN_WITNESS_CHARACTERS: usize = 400;

/// A text shorter than this may be what was left of a longer one, in characters; and how much must
/// speak for an article before it is looked for again.
const LITTLE_CHARACTERS: usize = 150;
const WEIGHT_FOR_RESCUE: u32 = 2;

/// Scripts are asked for a text where the page shows less, in characters.
const MAX_SHOWN_CHARACTERS: usize = 600;

/// Prose that makes up for fewer signs, if the address is an article's, in width.
const PROSE_OF_ADDRESSED: u32 = 800;

impl Reading<'_, '_> {
    /// The text, by whatever finds most of it.
    pub(super) fn text(
        &self,
        title: &str,
        authors: &[String],
        signs: Signs,
        model: Option<&Model>,
    ) -> Body {
        let mut body = self.body(title, authors, model);
        let is_sure = signs.weight() >= WEIGHT_FOR_RESCUE;
        if (is_sure || signs.addressed) && self.has_little(&body) {
            let wanted = self.wanted(title, authors, None);
            let unwanted = self.selected(self.selectors.remove.as_ref());
            let found = rescue::find(self.dom, &wanted, &unwanted);
            let is_enough = |body: &Body| is_sure || body.longest_prose >= PROSE_OF_ADDRESSED;
            body = found.filter(is_enough).unwrap_or(body);
        }
        self.hear_witness(title, authors, model, &mut body);
        self.hear_scripts(title, authors, model, &mut body);
        body
    }

    /// What the page's scripts would write, where its markup has hardly any text and theirs is more than
    /// twice as much.
    fn hear_scripts(
        &self,
        title: &str,
        authors: &[String],
        model: Option<&Model>,
        body: &mut Body,
    ) {
        let length = |body: &Body| text_of(&body.blocks).chars().count();
        let shown = length(body);
        if self.selectors.body.is_some() || shown >= MAX_SHOWN_CHARACTERS {
            return;
        }
        let Some(markup) = rescue::embedded::find(self.source, title) else { return };
        let html = parse::parse(&format!("<article><h1></h1>{markup}</article>"));
        let dom = Dom::of(&html);
        let wanted = self.wanted(title, authors, None);
        let mut found = body::find(&dom, &Layout::of(&dom), &wanted, model);
        found.blocks.retain(|block| !is_placeholder(block));
        let told = length(&found);
        let is_more = told >= MIN_WITNESS_CHARACTERS && told > 2 * shown;
        let told = text_of(&found.blocks);
        if is_more && (shown == 0 || self.continues(&told, body) && is_of_page(title, &told, body))
        {
            // Its places are those of another tree.
            *body = Body { first_node: None, last_line: None, ..found };
        }
    }

    /// Whether a text goes on with what the page shows: it repeats the first line that is one of a text,
    /// unless that is what the head says of the page. A report of the same match, and what readers say
    /// of it, have most of its words as well.
    fn continues(&self, told: &str, body: &Body) -> bool {
        let shown = text_of(&body.blocks);
        let mut lines = shown.lines().map(fold);
        let first = lines.find(|line| line.chars().nth(KNOWN_LETTERS).is_some());
        let Some(first) = first else { return true };
        let beginning: String = first.chars().take(KNOWN_LETTERS).collect();
        let described = self.head.meta_text(&["og:description", "description"]).unwrap_or_default();
        fold(told).contains(&beginning) || fold(&described).contains(&beginning)
    }

    fn body(&self, title: &str, authors: &[String], model: Option<&Model>) -> Body {
        let wanted = self.wanted(title, authors, self.roots());
        body::find(self.dom, &self.layout, &wanted, model)
    }

    /// The elements that a selector names.
    fn roots(&self) -> Option<Vec<usize>> {
        let selected = self.selected(self.selectors.body.as_ref());
        (!selected.is_empty()).then(|| body::outermost(self.dom, &selected))
    }

    /// Whether a search without selectors found hardly any text.
    fn has_little(&self, body: &Body) -> bool {
        self.selectors.body.is_none() && text_of(&body.blocks).chars().count() < LITTLE_CHARACTERS
    }

    pub(super) fn wanted<'w>(
        &'w self,
        title: &'w str,
        authors: &'w [String],
        roots: Option<Vec<usize>>,
    ) -> Wanted<'w> {
        let Self { base, description, told, .. } = self;
        Wanted { base, title, authors, description, told, roots }
    }

    /// JSON-LD may hold the text that the markup does not show: believed where the markup has less
    /// than half of it.
    fn hear_witness(
        &self,
        title: &str,
        authors: &[String],
        model: Option<&Model>,
        body: &mut Body,
    ) {
        let Some(told) = self.head.linked.paragraphs("articleBody") else { return };
        let length = |blocks: &[Block]| text_of(blocks).chars().count();
        let told: Vec<Block> =
            told.into_iter().map(|line| Block::Paragraph(Text::unmarked(line))).collect();
        let told_length = length(&told);
        let is_more =
            told_length >= MIN_WITNESS_CHARACTERS && length(&body.blocks) * 2 < told_length;
        if !is_more || !is_of_page(title, &self.told, body) {
            return;
        }
        // That a text is told makes the chooser strict: without it the markup may have as much.
        let alone = self.markup_alone(title, authors, model);
        if length(&alone.blocks) * 2 >= told_length {
            *body = alone;
        } else {
            body.blocks = told;
        }
    }

    /// The text as if JSON-LD told none.
    fn markup_alone(&self, title: &str, authors: &[String], model: Option<&Model>) -> Body {
        let wanted = Wanted { told: "", ..self.wanted(title, authors, self.roots()) };
        body::find(self.dom, &self.layout, &wanted, model)
    }

    /// The standfirst, which is the first paragraph of the text too.
    pub(super) fn standfirst(&self, title: &str, body: &mut Body) -> Option<String> {
        let first = body.first_node?;
        let found = standfirst::find(self.dom, &self.layout.judged, &self.head, title, first)?;
        if !body::says(&body.blocks, &found) {
            body.blocks.insert(0, Block::Paragraph(Text::unmarked(found.clone())));
        }
        Some(found)
    }
}

/// A mark in an application's text for what it puts there: `$$ADVERT$$`, `{{video_3}}`.
fn is_placeholder(block: &Block) -> bool {
    let Block::Paragraph(text) = block else { return false };
    let text = text.plain.as_str();
    let is_sign = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation());
    let (mut from_start, mut from_end) = (text.chars(), text.chars().rev());
    let signs = [from_start.next(), from_start.next(), from_end.next(), from_end.next()];
    let is_word = text.bytes().all(|byte| byte.is_ascii_graphic());
    is_word && signs.into_iter().all(is_sign)
}

/// Letters by which a line is known again.
const KNOWN_LETTERS: usize = 40;

/// Whether a text that JSON-LD tells is that of this page, and not of another that it links to: it
/// holds most words of what was found, or else of the headline.
fn is_of_page(title: &str, told: &str, body: &Body) -> bool {
    let told = body::word_set(told);
    let found = text_of(&body.blocks);
    let words = body::word_set(if found.is_empty() { title } else { &found });
    let known = words.iter().filter(|word| told.binary_search(word).is_ok()).count();
    words.is_empty() || known * 2 >= words.len()
}
