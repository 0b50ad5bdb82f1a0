//! Which lines of the chosen elements are the article's text.
//!
//! What goes: the headline and what stands above it, bylines before the text, lines that only link,
//! calls to read or subscribe, and whatever follows the last paragraph.

use super::lines::Line;
use super::phrases;
use super::remove::Judged;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::fold;

/// A line that may be the article's.
#[derive(Clone, Copy)]
struct Kept<'p> {
    /// The place of the line.
    line: usize,
    text: &'p str,
}

/// What is asked of the lines.
pub(crate) struct Trimmer<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub lines: &'p [Line],
    /// By line: its text, without what is removed within it.
    pub texts: &'p [String],
    pub judged: &'p Judged,
    /// The headline, folded.
    pub title: &'p str,
    /// Who wrote it.
    pub authors: &'p [String],
}

/// A heading that is a sentence is as wide.
const LEAST_SENTENCE_WIDTH: u32 = 25;

/// Lines at the end that may be about the author.
const BIOGRAPHY_LINES: usize = 4;

/// Captions are removed up to this width, unless the markup itself says that they are captions.
const CAPTION_WIDTH: u32 = 500;

/// A longer line that begins with an author's name is text, in bytes.
const BIOGRAPHY_BYTES: usize = 900;

/// Whether a line at the end of a text is about one of its authors.
fn is_biography(text: &str, authors: &[String]) -> bool {
    let is_about = |name: &String| text.starts_with(name.as_str());
    text.len() <= BIOGRAPHY_BYTES && authors.iter().any(is_about)
}

/// Drops lines at the end of a text that are about its authors: `Ann Lee is a reporter …`.
pub(crate) fn drop_biography<'t, L>(
    lines: &mut Vec<L>,
    authors: &[String],
    text: impl Fn(&L) -> &'t str,
) {
    let before = lines.len().saturating_sub(BIOGRAPHY_LINES).max(1);
    let mut place = 0;
    lines.retain(|line| {
        place += 1;
        place <= before || !is_biography(text(line), authors)
    });
}

/// Linked headlines that make a row of teasers.
const LEAST_TEASERS: usize = 3;

impl<'p> Trimmer<'p, '_> {
    /// The places of the article's lines, in reading order.
    pub(crate) fn trim(&self, roots: &[usize]) -> Vec<usize> {
        let mut kept = self.candidates(roots);
        self.drop_above_title(&mut kept);
        self.drop_before_text(&mut kept);
        self.cut_at_closing_heading(&mut kept);
        drop_biography(&mut kept, self.authors, |kept| kept.text);
        self.drop_after_text(&mut kept);
        self.drop_repeats(&mut kept);
        kept.into_iter().map(|kept| kept.line).collect()
    }

    fn candidates(&self, roots: &[usize]) -> Vec<Kept<'p>> {
        let within = roots.iter().flat_map(|root| self.judged.lines_of(self.dom, *root));
        within.filter_map(|line| self.candidate(line)).collect()
    }

    fn candidate(&self, line: usize) -> Option<Kept<'p>> {
        let known = self.lines.get(line)?;
        if self.judged.removed[known.block] || self.is_caption(known) {
            return None;
        }
        let text = self.texts[line].as_str();
        (!text.is_empty() && self.belongs(known, text)).then_some(Kept { line, text })
    }

    fn is_caption(&self, line: &Line) -> bool {
        self.around(line).any(|place| {
            let tag = self.dom.nodes[place].tag;
            let named = self.judged.hints[place].caption || tag == Tag::Figure;
            tag == Tag::Figcaption || (named && line.width < CAPTION_WIDTH)
        })
    }

    /// The block of a line and the elements around it.
    fn around(&self, line: &Line) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(line.block).chain(self.dom.ancestors(line.block)).take(4)
    }

    /// Whether a line may be part of a text at all.
    fn belongs(&self, line: &Line, text: &str) -> bool {
        let is_heading = matches!(self.tag(line), Tag::H(_));
        let linked = line.linked_percent();
        if linked >= 80 && line.width < 250 && !(linked < 100 && line.ends_sentence) && !is_heading
        {
            return false;
        }
        if is_heading && linked >= 90 {
            return false;
        }
        !phrases::is_call(text, linked)
    }

    fn tag(&self, line: &Line) -> Tag {
        self.dom.nodes[line.block].tag
    }

    fn prose(&self, kept: &[Kept<'_>]) -> u32 {
        kept.iter()
            .map(|kept| &self.lines[kept.line])
            .filter(|line| line.is_prose())
            .map(|line| line.width)
            .sum()
    }

    fn drop_above_title(&self, kept: &mut Vec<Kept<'_>>) {
        if self.title.is_empty() {
            return;
        }
        let first = kept.iter().position(|kept| self.lines[kept.line].is_prose()).unwrap_or(0);
        let first = kept.get(first).map_or(0, |kept| kept.line);
        let is_title = |kept: &Kept<'_>| self.is_title(kept, kept.line < first);
        if kept.iter().all(is_title) {
            // A page that says nothing but its headline says it in its paragraph.
            kept.retain(|kept| self.tag(&self.lines[kept.line]) == Tag::P);
            return;
        }
        let Some(place) = kept.iter().position(is_title) else { return };
        let below = kept.get(place + 1..).unwrap_or_default();
        if self.prose(below) * 2 >= self.prose(kept) {
            kept.drain(..=place);
        }
        kept.retain(|kept| !is_title(kept));
    }

    /// The headline, or a main heading that holds it with its kicker. `above`: before the text.
    fn is_title(&self, kept: &Kept<'_>, above: bool) -> bool {
        if kept.text.len() > 2 * self.title.len() + 80 {
            return false;
        }
        let folded = fold(kept.text);
        let holds =
            folded.len() > 20 && (self.title.contains(&folded) || folded.contains(self.title));
        let line = &self.lines[kept.line];
        let is_main = || self.around(line).any(|place| self.dom.nodes[place].tag == Tag::H(1));
        folded == self.title || (holds && (above || is_main()))
    }

    /// Short lines before the first paragraph are bylines, dates and labels.
    fn drop_before_text(&self, kept: &mut Vec<Kept<'_>>) {
        let Some(first) = kept.iter().position(|kept| self.lines[kept.line].is_prose()) else {
            return;
        };
        let mut place = 0;
        kept.retain(|kept| {
            place += 1;
            place > first || self.opens_text(kept, place == first)
        });
    }

    /// Whether a line before the first paragraph belongs to the text; `directly`: right before it.
    fn opens_text(&self, kept: &Kept<'_>, directly: bool) -> bool {
        let line = &self.lines[kept.line];
        let sentence = line.ends_sentence && line.width >= 25 && !kept.text.ends_with(':');
        let heading_of_text = directly && matches!(self.tag(line), Tag::H(2..=6));
        let list = self.tag(line) == Tag::Li && line.linked == 0;
        sentence || heading_of_text || list || line.width >= 70
    }

    fn cut_at_closing_heading(&self, kept: &mut Vec<Kept<'_>>) {
        let whole = self.prose(kept);
        let mut before = 0;
        let mut cut = None;
        for (place, entry) in kept.iter().enumerate() {
            let line = &self.lines[entry.line];
            if line.is_prose() {
                before += line.width;
            } else if before > 0
                && phrases::is_closing(entry.text)
                && (before * 2 > whole || self.are_teasers(kept.get(place..).unwrap_or_default()))
            {
                cut = Some(place);
                break;
            }
        }
        if let Some(cut) = cut {
            kept.truncate(cut);
        }
    }

    /// Whether so many linked headlines stand among some lines that their prose is what teasers say.
    fn are_teasers(&self, kept: &[Kept<'_>]) -> bool {
        let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return false };
        let lines = self.lines.get(first.line..=last.line).unwrap_or_default();
        let headlines = lines.iter().filter(|line| line.is_linked_headline()).count();
        let prose = kept.iter().filter(|kept| self.lines[kept.line].is_prose()).count();
        headlines >= LEAST_TEASERS && headlines >= prose
    }

    /// Headings and labels after the last paragraph lead nowhere.
    fn drop_after_text(&self, kept: &mut Vec<Kept<'_>>) {
        if self.prose(kept) == 0 {
            return;
        }
        while let Some(last) = kept.last() {
            let line = &self.lines[last.line];
            let stays = match self.tag(line) {
                Tag::H(_) => line.ends_sentence && line.width >= LEAST_SENTENCE_WIDTH,
                Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Blockquote => true,
                _ => line.ends_sentence || line.width >= 40 || line.stops > 0,
            };
            if stays {
                break;
            }
            kept.pop();
        }
    }

    /// The same long line twice is one line told twice (a pull quote, a teaser of itself).
    fn drop_repeats(&self, kept: &mut Vec<Kept<'_>>) {
        let mut seen = std::collections::HashSet::new();
        kept.retain(|kept| self.lines[kept.line].width < 40 || seen.insert(fold(kept.text)));
    }
}
