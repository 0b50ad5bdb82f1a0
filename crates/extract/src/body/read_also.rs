//! Lines that lead from a text to another article: `Leggi anche: …`, `【写真】…`.
//!
//! Such a line is one of many words (`data/lines/read_also.txt`) and a link; or, whatever the language,
//! a label of a few words between paragraphs, and then nothing but a link, as long as a headline, to the
//! same site. Several such lines in a row are a list that the text has.

use url::Url;

use super::{Line, phrases};
use crate::dom::Dom;
use crate::list::lists;
use crate::tag::Tag;
use crate::whitespace::is_wide;

lists! { "lines":
    /// Words that lead to another article.
    READ_ALSO = "read_also";
}

/// A longer line tells something, in characters.
const MAX_CHARACTERS: usize = 220;

/// Of a line that begins with known words so much is linked, in percent.
const LEAST_LINKED_PERCENT: u32 = 40;

/// A label before a link has at most so many words and characters, and a headline such a width.
const MAX_LABEL_WORDS: usize = 4;
const MAX_LABEL_CHARACTERS: usize = 40;
const LEAST_HEADLINE_WIDTH: u32 = 20;

/// So much may stand behind the link: a stop, a bracket.
const MAX_REST_WIDTH: u32 = 3;

/// Drops the lines that lead to another article.
pub(super) fn drop_read_also(
    dom: &Dom<'_>,
    lines: &[Line],
    texts: &[String],
    base: &Url,
    chosen: &mut Vec<usize>,
) {
    let is_prose = |at: &usize| lines[*at].is_prose();
    let is_heading = |at: &usize| matches!(dom.nodes[lines[*at].block].tag, Tag::H(_));
    let read = |place: usize, at: usize| {
        let (line, text) = (&lines[at], texts[at].as_str());
        if line.linked == 0 || text.chars().nth(MAX_CHARACTERS).is_some() {
            return Lead::None;
        }
        if begins_as_such(line, text) && !is_of_sentence(dom, line) {
            return Lead::Known;
        }
        let before = place.checked_sub(1).and_then(|before| chosen.get(before));
        let behind = chosen.get(place + 1);
        let stands_in_prose = before.is_some_and(is_prose)
            && behind.is_none_or(|behind| is_prose(behind) || is_heading(behind));
        // A headline has no stop, but for a question's: not "Tip: Find more recipes here!"
        let may_be_headline = stands_in_prose && !text.ends_with(['.', '!', '。']);
        let label = may_be_headline.then(|| label_before_link(dom, line, base)).flatten();
        label.map_or(Lead::None, Lead::Labelled)
    };
    let leads: Vec<Lead> = chosen.iter().enumerate().map(|(place, at)| read(place, *at)).collect();
    let mut labelled: Vec<&str> = leads.iter().filter_map(Lead::label).collect();
    let count = labelled.len();
    labelled.sort_unstable();
    labelled.dedup();
    let is_structure = labelled.len() >= LEAST_DIFFERENT || count > MOST_ALIKE;
    let mut stays = leads.iter().map(|lead| match lead {
        Lead::None => true,
        Lead::Known => false,
        Lead::Labelled(_) => is_structure,
    });
    chosen.retain(|_| stays.next().unwrap_or(true));
}

/// How a line leads to another article.
#[derive(PartialEq, Eq)]
enum Lead {
    /// Not at all.
    None,
    /// It begins with known words.
    Known,
    /// Behind this label.
    Labelled(String),
}

impl Lead {
    fn label(&self) -> Option<&str> {
        match self {
            Self::Labelled(label) => Some(label),
            Self::None | Self::Known => None,
        }
    }
}

/// A label that stands more often on a page is one of the text: "Pictured:" below each of its parts. So
/// are so many different ones: "Monday:", "Tuesday:", "Wednesday:".
const MOST_ALIKE: usize = 3;
const LEAST_DIFFERENT: usize = 3;

/// Letters behind a link with which a sentence goes on.
const LETTERS_BEHIND_LINK: usize = 8;

/// Whether the link of a line leads nowhere else, or a sentence goes on behind it: `Comments made by <a>the minister</a> have
/// drawn anger.`
fn is_of_sentence(dom: &Dom<'_>, line: &Line) -> bool {
    let is_link = |at: &usize| dom.nodes[*at].tag == Tag::A;
    let Some(last) = line.nodes.clone().rev().find(is_link) else { return false };
    if dom.nodes[last].attribute("href").is_some_and(|href| href.starts_with('#')) {
        // To the place itself, as headings have it.
        return true;
    }
    let behind = dom.spaced(dom.nodes[last].end.min(line.nodes.end)..line.nodes.end);
    behind.ends_with(['.', '!', '?', '。'])
        && behind.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS_BEHIND_LINK
}

/// Whether a line is mostly a link, and begins with known words.
fn begins_as_such(line: &Line, text: &str) -> bool {
    line.linked_percent() >= LEAST_LINKED_PERCENT
        && (begins_with_words(text) || phrases::is_linked_call(text))
}

fn begins_with_words(text: &str) -> bool {
    let lower = text.to_lowercase();
    // Not the brackets of "【写真】", which are a part of it.
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '【');
    let ends_word = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    READ_ALSO.iter().any(|words| {
        let rest = bare.strip_prefix(words);
        rest.is_some_and(|rest| ends_word(rest) || !words.ends_with(char::is_alphanumeric))
    })
}

/// The label of a line that is a few words and then a link to another page of the site; in a list or a
/// table it is an entry of it.
fn label_before_link(dom: &Dom<'_>, line: &Line, base: &Url) -> Option<String> {
    let tag = dom.nodes.get(line.block).map_or(Tag::Text, |node| node.tag);
    if matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dt | Tag::Dd) {
        return None;
    }
    let anchor = line.nodes.clone().find(|at| dom.nodes[*at].tag == Tag::A)?;
    let label = dom.spaced(line.nodes.start..anchor);
    let unlinked = line.width - line.linked.min(line.width);
    let label_width: u32 = label.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum();
    let is_rest_short = unlinked <= label_width + MAX_REST_WIDTH;
    let is_lead = line.linked >= LEAST_HEADLINE_WIDTH
        && is_rest_short
        && is_label(&label)
        && leads_within_site(dom.nodes[anchor].attribute("href"), base);
    is_lead.then_some(label)
}

/// A few words with a colon, or in brackets. A number is that of a part or a day.
fn is_label(label: &str) -> bool {
    let is_closed =
        label.ends_with([':', '：', '】']) || label.starts_with('[') && label.ends_with(']');
    is_closed
        && label.chars().nth(MAX_LABEL_CHARACTERS).is_none()
        && label.split_whitespace().nth(MAX_LABEL_WORDS).is_none()
        && label.chars().any(char::is_alphabetic)
        && !label.chars().any(char::is_numeric)
}

fn leads_within_site(href: Option<&str>, base: &Url) -> bool {
    let is_document = |href: &str| href.to_ascii_lowercase().ends_with(".pdf");
    let is_other = |href: &&str| !href.starts_with('#') && !is_document(href);
    let Some(href) = href.filter(is_other) else { return false };
    let Ok(address) = base.join(href) else { return false };
    let site = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned());
    address.path() != base.path() && site(&address) == site(base)
}
