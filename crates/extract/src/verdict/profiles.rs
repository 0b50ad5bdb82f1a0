//! Pages about somebody who writes: a biography, and a list of what they wrote.

use super::Evidence;
use super::phrases::{AUTHOR_SEGMENTS, BEFORE_AUTHORS};
use crate::body::Line;
use crate::tag::Tag;
use crate::whitespace::fold;

/// A name, perhaps with "All articles by" before it, has no more words; and no fewer bytes.
const MAX_TITLE_WORDS: usize = 7;
const LEAST_TITLE_BYTES: usize = 5;

/// Linked headlines that make a list: where something says whose they are, and where less does.
const HEADLINES: usize = 3;
const HEADLINES_OF_UNKNOWN: usize = 6;

/// A biography without the name is no wider.
const BIOGRAPHY_WIDTH: u32 = 350;

impl Evidence<'_, '_> {
    /// Whether the page is somebody's who writes: it is named after them, and lists headlines.
    pub(super) fn is_profile(&self) -> bool {
        let words = self.title.split_whitespace().count();
        if self.signs.described || words == 0 || words > MAX_TITLE_WORDS {
            return false;
        }
        let headlines = self.headlines();
        let is_told = self.says_profile() || self.is_at_author();
        let is_named = self.is_at_author() && self.is_named_by_address();
        let is_sure = (is_named && self.is_biography()) || self.lists_own();
        (is_sure && headlines >= HEADLINES)
            || (is_told && self.names_title() && headlines >= HEADLINES_OF_UNKNOWN)
    }

    /// The text is short, or says the name that the page has: a column seldom says its headline.
    fn is_biography(&self) -> bool {
        self.body.longest_prose < BIOGRAPHY_WIDTH || self.names_title()
    }

    fn names_title(&self) -> bool {
        fold(self.text).contains(&fold(self.title))
    }

    fn says_profile(&self) -> bool {
        let is_profile = self.head.meta(&["og:type"]).is_some_and(|kind| kind.trim() == "profile");
        is_profile || self.head.linked.of_type("ProfilePage").next().is_some()
    }

    /// The address is of somebody who writes: `/authors/ann-lee`.
    fn is_at_author(&self) -> bool {
        let path = self.address.path().to_lowercase();
        let mut segments = path.split('/').filter(|segment| !segment.is_empty()).rev().skip(1);
        segments.next().is_some_and(|segment| AUTHOR_SEGMENTS.contains(&segment))
    }

    /// The address ends with the name that the page has: `ann-lee`, or `ann-lee-48`.
    fn is_named_by_address(&self) -> bool {
        let path = self.address.path().trim_end_matches('/');
        let last = path.rsplit('/').next().unwrap_or_default();
        let (last, name) = (fold(last), fold(self.title));
        !name.is_empty() && (last.starts_with(&name) || name.ends_with(&last))
    }

    /// The page is called "Articles by Ann Lee", or has such a heading though it is called "Ann Lee".
    fn lists_own(&self) -> bool {
        let leads = |text: &str| BEFORE_AUTHORS.iter().any(|words| text.starts_with(words));
        let title = self.title.to_lowercase();
        let is_name = title.len() >= LEAST_TITLE_BYTES && title.contains(' ');
        let is_heading = |at: &usize| matches!(self.dom.nodes[*at].tag, Tag::H(2..=4));
        let headings = (0..self.dom.nodes.len()).filter(is_heading).take(MAX_HEADINGS);
        let mut headings = headings.map(|at| self.dom.text(at).to_lowercase());
        leads(&title) || (is_name && headings.any(|text| leads(&text) && text.ends_with(&title)))
    }

    /// Linked headlines outside navigation and what surrounds the page.
    fn headlines(&self) -> usize {
        let is_around = |line: &Line| {
            let around = std::iter::once(line.block).chain(self.dom.ancestors(line.block));
            around
                .into_iter()
                .any(|at| matches!(self.dom.nodes[at].tag, Tag::Nav | Tag::Footer | Tag::Aside))
        };
        let lines = self.layout.lines.iter();
        lines.filter(|line| line.is_linked_headline() && !is_around(line)).count()
    }
}

/// Headings that are looked at.
const MAX_HEADINGS: usize = 50;
