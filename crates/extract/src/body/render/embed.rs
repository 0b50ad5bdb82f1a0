//! A post from elsewhere: who said what, and where.
//!
//! The words are those of its lines. The last line is the signature, if it is one: `— Ann Lee
//! (@annlee) March 4, 2024` gives the name, and is no part of the words.

use super::super::lines::Line;
use super::words::plain;
use super::{Renderer, absolute};
use crate::block::Block;
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::non_empty;

/// Lines of one post; a longer one is no post.
const MAX_LINES: usize = 60;

/// What signatures begin with, beside dashes.
const SIGNATURES: &[&str] = &[
    "A post shared by ",
    "Ein Beitrag geteilt von ",
    "Une publication partagée par ",
    "Posted by ",
];

/// The post that an element holds; none if it says nothing and leads nowhere.
pub(super) fn read(renderer: &Renderer<'_, '_>, place: usize, in_text: bool) -> Option<Block> {
    let range = renderer.judged.lines_of(renderer.dom, place);
    let lines = renderer.lines.get(range).filter(|lines| lines.len() <= MAX_LINES)?;
    let address = named_address(renderer, place).or_else(|| last_link(renderer, place));
    let is_linked = |line: &Line| line.linked_percent() == 100;
    let mut words = Vec::new();
    let mut who = None;
    for (at, line) in lines.iter().enumerate() {
        let text = plain(renderer.dom, renderer.judged, line);
        let is_last = at + 1 == lines.len();
        match signer(&text).filter(|_| is_last && (at > 0 || text.contains("(@"))) {
            Some(name) => who = Some(name),
            // `View this post` is no word of it.
            None if text.is_empty() || is_linked(line) => {}
            None => words.push(without_addresses(&text).to_owned()),
        }
    }
    let text = words.join("\n");
    let is_there = !text.is_empty() || who.is_some() || address.is_some();
    is_there.then_some(Block::Embed { who, text, address, in_text })
}

/// Who says what in the quote that stands for a post until it is loaded, as in AMP; nothing where
/// there is none.
pub(super) fn placed(dom: &Dom<'_>, place: usize) -> (Option<String>, String) {
    let quote = dom.subtree(place).find(|at| dom.nodes[*at].tag == Tag::Blockquote);
    let text = quote.map(|quote| dom.text(quote)).unwrap_or_default();
    let signature = text.rfind(['—', '–']).map(|at| text.split_at(at));
    let signed = signature.filter(|(_, behind)| behind.len() <= MAX_SIGNATURE_BYTES);
    match signed.and_then(|(words, behind)| Some((words, signer(behind)?))) {
        Some((words, who)) => (Some(who), without_addresses(words).to_owned()),
        None => (None, without_addresses(&text).to_owned()),
    }
}

/// A longer text behind a dash is no signature, in bytes.
const MAX_SIGNATURE_BYTES: usize = 120;

/// A post's words end with the addresses of what it shows, shortened: nobody reads them.
fn without_addresses(words: &str) -> &str {
    let mut words = words.trim_end();
    while let Some(last) = words.split_whitespace().next_back() {
        if !ADDRESSES.iter().any(|start| last.starts_with(start)) {
            break;
        }
        words = words.get(..words.len() - last.len()).unwrap_or_default().trim_end();
    }
    words
}

/// What the addresses at the end of a post begin with.
const ADDRESSES: &[&str] = &["https://", "http://", "pic.twitter.com/", "pic.x.com/"];

/// Who signs with this line.
fn signer(line: &str) -> Option<String> {
    let named = line.strip_prefix(['—', '–']);
    let named = named.or_else(|| SIGNATURES.iter().find_map(|sign| line.strip_prefix(sign)))?;
    non_empty(named.split('(').next().unwrap_or_default())
}

/// The address that a post is said to have.
fn named_address(renderer: &Renderer<'_, '_>, place: usize) -> Option<String> {
    let node = &renderer.dom.nodes[place];
    let named = ["cite", "data-href"].iter().find_map(|name| node.attribute(name))?;
    absolute(renderer.base, named)
}

/// A post ends with the link to itself.
fn last_link(renderer: &Renderer<'_, '_>, place: usize) -> Option<String> {
    renderer.dom.subtree(place).rev().find_map(|at| {
        let node = &renderer.dom.nodes[at];
        let href = (node.tag == Tag::A).then(|| node.attribute("href"))??;
        absolute(renderer.base, href)
    })
}
