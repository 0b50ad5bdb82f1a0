//! Pages about somebody who writes: a biography, and a list of what they wrote.

use super::Evidence;
use super::lists::STRETCH_WIDTH;
use super::phrases::{AUTHOR_SEGMENTS, BEFORE_AUTHORS};
use crate::body::Line;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Words of a name.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=4;

/// Linked headlines that make a list: where something says whose they are, and where less does.
const HEADLINES: usize = 3;
const HEADLINES_OF_UNKNOWN: usize = 6;

/// A biography without the name is no wider.
const BIOGRAPHY_WIDTH: u32 = 350;

/// A stretch of prose is a biography only beside a list that is longer: so much of it to a headline, in
/// width.
const WIDTH_TO_HEADLINE: usize = 80;

/// More prose in a stretch is an article, in width.
const MAX_STRETCH: u32 = 1_500;

impl Evidence<'_, '_> {
    /// Whether the page is somebody's who writes: it is named after them, and lists headlines.
    pub(super) fn is_profile(&self) -> bool {
        let name = self.name();
        if self.signs.described || self.is_surely_article() || !is_name(name) {
            return false;
        }
        let headlines = self.headlines();
        if self.is_article_beside(headlines) {
            return false;
        }
        let is_told = self.says_profile() || self.is_at_author();
        let is_named = self.is_at_author() && self.is_named_by_address(name);
        let is_sure = (is_named && self.is_biography()) || self.lists_own(name);
        (is_sure && headlines >= HEADLINES)
            || (is_told && self.names_title() && headlines >= HEADLINES_OF_UNKNOWN)
    }

    /// The title without the words before the name, as in "Articles by Ann Lee".
    fn name(&self) -> &str {
        let title = self.title.trim();
        let after = |words: &&str| {
            let (start, rest) = title.split_at_checked(words.len())?;
            let is_led = start.to_lowercase() == **words && rest.starts_with(char::is_whitespace);
            is_led.then(|| rest.trim())
        };
        BEFORE_AUTHORS.iter().find_map(after).unwrap_or(title)
    }

    /// There is more prose in a stretch than a biography beside so many headlines has.
    fn is_article_beside(&self, headlines: usize) -> bool {
        let stretch = self.body.longest_prose;
        let is_outweighed =
            usize::try_from(stretch).is_ok_and(|width| width <= headlines * WIDTH_TO_HEADLINE);
        stretch > MAX_STRETCH || (stretch >= STRETCH_WIDTH && !is_outweighed)
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
    fn is_named_by_address(&self, name: &str) -> bool {
        let path = self.address.path().trim_end_matches('/');
        let last = path.rsplit('/').next().unwrap_or_default();
        let (last, name) = (fold(last), fold(name));
        last.starts_with(&name) || (!last.is_empty() && name.ends_with(&last))
    }

    /// The page is called "Articles by Ann Lee" and is at `ann-lee`, or has such a heading though it
    /// is called "Ann Lee".
    fn lists_own(&self, name: &str) -> bool {
        let leads = |text: &str| BEFORE_AUTHORS.iter().any(|words| text.starts_with(words));
        let title = self.title.to_lowercase();
        let is_heading = |at: &usize| matches!(self.dom.nodes[*at].tag, Tag::H(2..=4));
        let headings = (0..self.dom.nodes.len()).filter(is_heading).take(MAX_HEADINGS);
        let mut headings = headings.map(|at| self.dom.text(at).to_lowercase());
        let is_led = name.len() < self.title.trim().len();
        (is_led && self.is_named_by_address(name))
            || headings.any(|text| leads(&text) && text.ends_with(&title))
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

/// Whether a text looks like somebody's name: a few words, each with a capital.
fn is_name(text: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_of_name = |c: char| c.is_alphabetic() || c.is_whitespace() || "-.'’".contains(c);
    NAME_WORDS.contains(&text.split_whitespace().count())
        && text.split_whitespace().all(is_capital)
        && text.chars().all(is_of_name)
}

/// Headings that are looked at.
const MAX_HEADINGS: usize = 50;
