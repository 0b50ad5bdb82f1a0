//! Front pages, sections, tags, searches, authors: pages that lead to articles.

use super::phrases::LIST_SEGMENTS;
use super::{Evidence, LEAST_PROSE_AMONG_LINKS, MANY_LINKS};
use crate::body::{Layout, Line};
use crate::metadata::dates::holds_date;
use crate::tag::Tag;
use crate::whitespace::width;

/// A stretch of prose this wide is an article's, whatever links are around it.
pub(super) const STRETCH_WIDTH: u32 = 350;

/// A paragraph rather than a label.
const PARAGRAPH_WIDTH: usize = 80;

/// Teasers that make a page a list which is at a list's address, and at any other.
const TEASERS_OF_LIST: usize = 3;
const TEASERS: usize = 6;

/// A heading is a link where so much of it is one, in percent.
const LINKED_PERCENT: u32 = 80;

/// Prose is scattered when it is in so many stretches, and the longest has less than this share and
/// is no longer than so many times the mean: beside an article its teasers are short.
const SCATTERED_STRETCHES: u64 = 4;
const SCATTERED_PERCENT: u64 = 40;
const MOST_TIMES_MEAN: u64 = 2;

/// Weight of the signs of an article against which teasers are no proof.
const WEIGHT_OF_ARTICLE: u32 = 3;

/// Between the headline of a short story and its text stand no more lines.
const MAX_LINES_ABOVE_TEXT: usize = 8;

/// What a page of links calls itself in JSON-LD.
const LIST_TYPES: [&str; 3] = ["CollectionPage", "SearchResultsPage", "ProfilePage"];

impl Evidence<'_, '_> {
    /// Whether the page leads to articles rather than being one.
    pub(super) fn is_list(&self) -> bool {
        let has_stretch = self.body.longest_prose >= STRETCH_WIDTH;
        if self.is_root() {
            let is_known = self.signs.described && self.signs.headed;
            let teasers = self.teasers().max(self.linked_headings());
            let leads = teasers >= TEASERS_OF_LIST || self.is_scattered();
            return !is_known && (leads || !has_stretch);
        }
        let is_named_list = self.says_list() || self.is_at_list();
        if self.signs.described || (!is_named_list && self.is_dated_story()) {
            return false;
        }
        let teasers = self.teasers();
        let paragraphs = self.paragraphs();
        let is_teased = teasers >= TEASERS.max(2 * paragraphs);
        // An article may lie below an address of archives or of a subject.
        let leads = if has_stretch {
            teasers >= TEASERS_OF_LIST && 2 * teasers > paragraphs
        } else {
            teasers >= TEASERS_OF_LIST || self.links() >= MANY_LINKS
        };
        if is_named_list && leads {
            return self.signs.weight() < WEIGHT_OF_ARTICLE;
        }
        let may_be_list = !has_stretch && self.signs.weight() < WEIGHT_OF_ARTICLE;
        self.is_scattered() || (may_be_list && is_teased)
    }

    /// A story between its headline and the teasers: at its address, with a date beside the headline
    /// and no link to another before its first paragraph. A list has its first date at a teaser.
    fn is_dated_story(&self) -> bool {
        let Some(text) = self.body.first_node.filter(|_| self.signs.headed && self.signs.at_story)
        else {
            return false;
        };
        let Layout { lines, judged } = self.layout;
        let mut headings = self.dom.nodes.iter().take(text);
        let Some(headline) = headings.rposition(|node| node.tag == Tag::H(1)) else { return false };
        let start = judged.lines_of(self.dom, headline).end;
        let first = lines.partition_point(|line| line.nodes.start < text);
        let between = lines.get(start..first).unwrap_or_default();
        let is_time = |at: usize| self.dom.nodes[at].tag == Tag::Time;
        let is_dated =
            |line: &Line| line.nodes.clone().any(is_time) || holds_date(&self.text_of(line));
        self.body.longest_prose >= LEAST_PROSE_AMONG_LINKS
            && between.len() <= MAX_LINES_ABOVE_TEXT
            && !between.iter().any(Line::is_linked_headline)
            && between.iter().any(is_dated)
    }

    /// The start of a site.
    fn is_root(&self) -> bool {
        let path = self.address.path().trim_matches('/');
        let is_start = path.is_empty() || (path.starts_with("index.") && !path.contains('/'));
        is_start && self.address.query().is_none()
    }

    /// The page's type is a list's.
    fn says_list(&self) -> bool {
        let is_profile = self.head.meta(&["og:type"]).is_some_and(|kind| kind.trim() == "profile");
        let is_told = |name: &&str| self.head.linked.of_type(name).next().is_some();
        is_profile || LIST_TYPES.iter().any(is_told)
    }

    /// The address is of tags, authors, searches or archives, or of the second page of something.
    fn is_at_list(&self) -> bool {
        let path = self.address.path().to_lowercase();
        let is_number = |segment: &str| segment.parse::<u32>().is_ok();
        let mut pages = path.split('/').skip_while(|segment| *segment != "page").skip(1);
        let is_named = path.split('/').any(|segment| LIST_SEGMENTS.contains(&segment));
        let asks = |name: &str| matches!(name, "q" | "s" | "query" | "search" | "tag");
        is_named
            || pages.next().is_some_and(is_number)
            || self.address.query_pairs().any(|(name, _)| asks(&name))
    }

    pub(super) fn paragraphs(&self) -> usize {
        self.text.lines().filter(|line| width(line) >= PARAGRAPH_WIDTH).count()
    }

    /// Headings and short texts that are links, as front pages have them, outside what surrounds
    /// an article.
    fn teasers(&self) -> usize {
        let Layout { lines, judged } = self.layout;
        let is_heading = |line: &Line| {
            std::iter::once(line.block)
                .chain(self.dom.ancestors(line.block))
                .take(3)
                .any(|place| matches!(self.dom.nodes[place].tag, Tag::H(_) | Tag::Article))
        };
        let is_teaser = |line: &&Line| {
            line.is_linked_headline() && !judged.removed[line.block] && is_heading(line)
        };
        lines.iter().filter(is_teaser).count()
    }

    /// Headings that are links, however short.
    fn linked_headings(&self) -> usize {
        let Layout { lines, judged } = self.layout;
        let stay = lines.iter().filter(|line| !judged.removed[line.block]);
        stay.filter(|line| self.is_linked_heading(line)).count()
    }

    fn is_linked_heading(&self, line: &Line) -> bool {
        matches!(self.dom.nodes[line.block].tag, Tag::H(2 | 3))
            && line.linked_percent() >= LINKED_PERCENT
    }

    /// The page's prose is cut into many stretches by linked headlines, and none has most of it: long
    /// teasers, whatever their markup.
    fn is_scattered(&self) -> bool {
        let Layout { lines, judged } = self.layout;
        let mut stretches = vec![0];
        let mut prose_lines = 0;
        // Articles of reviews have short headings that are links, too.
        let lacks_signs = self.signs.weight() == 0;
        for line in lines.iter().filter(|line| !judged.removed[line.block]) {
            if line.is_linked_headline() || (lacks_signs && self.is_linked_heading(line)) {
                stretches.push(0);
            } else if let Some(stretch) = stretches.last_mut().filter(|_| line.is_prose()) {
                *stretch += line.width;
                prose_lines += 1;
            }
        }
        let headlines = stretches.len() - 1;
        // What looks like an article must be teasers of a paragraph each.
        let lines_of_teaser = if self.signs.weight() < 2 { 2 } else { 1 };
        stretches.retain(|width| *width > 0);
        let whole: u64 = stretches.iter().copied().map(u64::from).sum();
        let longest = u64::from(stretches.iter().copied().max().unwrap_or_default());
        let count = u64::try_from(stretches.len()).unwrap_or(u64::MAX);
        count >= SCATTERED_STRETCHES
            && longest * 100 < whole * SCATTERED_PERCENT
            && longest * count <= whole * MOST_TIMES_MEAN
            && headlines * lines_of_teaser + 2 >= prose_lines
    }
}
