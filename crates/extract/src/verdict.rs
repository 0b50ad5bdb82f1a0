//! Is this page an article, and if not, why not? Refuses only with good evidence.
//!
//! First come walls and errors, which are short and say what they are; then the site's own affairs;
//! then lists; then pages with too little text. What speaks for an article ([`Signs`]) is weighed against each.

mod about;
mod lists;
mod phrases;
mod profiles;
mod signs;
mod support;
mod titles;
mod walls;

use url::Url;

use crate::body::{Body, Layout};
use crate::dom::{Dom, Node};
use crate::metadata::flags::mainly_video;
use crate::metadata::head::Head;
use crate::metadata::json_ld::is_json_ld;
use crate::refusal::NotAnArticle;
use crate::tag::Tag;
use crate::whitespace::is_small_letter;

pub(crate) use signs::Signs;
pub(crate) use walls::asks_for_consent;

/// Less text is no article, unless the page shows that it is one; in width, where a character of a
/// script without spaces counts twice.
const LEAST_WIDTH: usize = 150;

/// Characters of a text that are counted: many times the least.
const MOST_COUNTED: usize = 1_000;

/// The least of a page that is there for its video, in width.
const LEAST_WIDTH_OF_VIDEO: usize = 60;

/// Where the scripts of East Asia begin.
const FIRST_WIDE: char = '\u{2e80}';

/// Weight of the signs of an article that make up for too little text, and on a page with many links.
const WEIGHT_OF_SHORT: u32 = 2;
const WEIGHT_OF_SHORT_AMONG_LINKS: u32 = 3;

/// Links with the length of a headline that make a page one of many links.
const MANY_LINKS: usize = 8;

/// A paragraph this wide at the address of an article is a short article's, however many links are
/// around it: teasers were found before. A section's introduction may be as wide, so a shorter address
/// is not enough.
const LEAST_PROSE_AMONG_LINKS: u32 = 90;

/// What is known when judging.
pub(crate) struct Evidence<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub layout: &'p Layout,
    pub head: &'p Head<'a>,
    pub body: &'p Body,
    pub address: &'p Url,
    pub title: &'p str,
    pub authors: &'p [String],
    /// The article's text.
    pub text: &'p str,
    /// What speaks for an article before its text is read.
    pub signs: Signs,
}

impl Evidence<'_, '_> {
    /// The reason to refuse the page, if there is one.
    pub(crate) fn refusal(&self) -> Option<NotAnArticle> {
        if let Some(wall) = self.wall() {
            return Some(wall);
        }
        if self.is_about_site() {
            return Some(NotAnArticle::AboutSite);
        }
        if self.is_profile() || self.is_list() {
            return Some(NotAnArticle::FrontPage);
        }
        let is_long = self.text_width() >= LEAST_WIDTH;
        let is_believed = is_long && !self.lacks_support();
        if is_believed || self.is_short_article() || self.is_small_article() || self.is_video() {
            return None;
        }
        Some(self.why_so_little())
    }

    /// The page says that it is an article, and its address is one that only articles have.
    fn is_surely_article(&self) -> bool {
        (self.signs.typed || self.signs.described) && self.signs.at_story
    }

    /// Width of the text as far as it matters here; none if it is no words.
    fn text_width(&self) -> usize {
        let (mut characters, mut words, mut width) = (0, 0, 0);
        for c in self.text.chars().take(MOST_COUNTED) {
            characters += 1;
            words += usize::from(is_small_letter(c) || c.is_alphanumeric() || c.is_whitespace());
            width += if c >= FIRST_WIDE { 2 } else { 1 };
        }
        if words < characters / 2 { 0 } else { width }
    }

    /// Lines that are links with the length of a headline.
    fn links(&self) -> usize {
        self.layout.lines.iter().filter(|line| line.is_linked_headline()).count()
    }

    /// A page with a few words of its own that shows in several ways that they are an article.
    fn is_short_article(&self) -> bool {
        let is_paragraph =
            self.signs.at_story && self.body.longest_prose >= LEAST_PROSE_AMONG_LINKS;
        let many_links = self.links() >= MANY_LINKS && !is_paragraph;
        let least = if many_links { WEIGHT_OF_SHORT_AMONG_LINKS } else { WEIGHT_OF_SHORT };
        !self.title.is_empty()
            && !self.text.is_empty()
            && !self.is_loading()
            && self.signs.weight() >= least
    }

    /// A page whose markup says that its few words are an article: an `article` with a paragraph
    /// that is all the page has to say.
    fn is_small_article(&self) -> bool {
        if self.title.is_empty() || self.text.is_empty() || self.is_loading() {
            return false;
        }
        let articles = self.dom.find(|node| node.tag == Tag::Article);
        let [article] = articles.as_slice() else { return false };
        let has_paragraph = self.dom.subtree(*article).any(|at| self.dom.nodes[at].tag == Tag::P);
        let lines = self.layout.judged.lines_of(self.dom, *article);
        let within = self.layout.lines.get(lines.clone()).unwrap_or_default();
        let linked: u32 = within.iter().map(|line| line.linked).sum();
        let is_alone = lines.len() + 2 >= self.layout.lines.len();
        has_paragraph && linked == 0 && is_alone
    }

    /// A page that is there for its video, with a headline and a sentence or two.
    fn is_video(&self) -> bool {
        let is_of_one = self.signs.headed || self.signs.addressed;
        is_of_one
            && self.text_width() >= LEAST_WIDTH_OF_VIDEO
            && !self.is_loading()
            && !mainly_video(self.head).is_empty()
    }

    /// The text is what a page says until its scripts have run.
    fn is_loading(&self) -> bool {
        phrases::says(&self.text.to_lowercase(), &phrases::LOADING)
    }

    fn why_so_little(&self) -> NotAnArticle {
        let whole: u32 = self.layout.lines.iter().map(|line| line.width).sum();
        let is_program = |node: &Node<'_>| node.tag == Tag::Script && !is_json_ld(node);
        let has_scripts = self.dom.nodes.iter().any(is_program);
        if self.is_loading() || (whole < SHELL_WIDTH && has_scripts) {
            NotAnArticle::EmptyShell
        } else if self.links() >= MANY_LINKS && self.signs.weight() < WEIGHT_OF_SHORT {
            NotAnArticle::FrontPage
        } else {
            NotAnArticle::TooLittleText
        }
    }
}

/// A page that shows less waits for its scripts, in width.
const SHELL_WIDTH: u32 = 400;
