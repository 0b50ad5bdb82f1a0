//! Feeds a page to the parser: what is plain as whole tokens, all else through its own tokenizer.
//!
//! Plain are tags and texts without character references, comments, and the contents of scripts and
//! the like where it is sure where they end. The tokenizer sees what is between, always from where it
//! begins to where it surely ends, so that it is never left within anything. From a place on where
//! that is not sure it reads all that is left.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink as _, TokenSinkResult, Tokenizer,
};
use memchr::memmem;

use super::attributes::Attributes;
use super::cut::{comment_end, holds_raw_text, raw_end};
use super::guard::Guard;
use super::tags::{Found, Tags};

/// Feeds a whole page, whose line breaks are of one character.
pub(super) fn feed(tokenizer: &Tokenizer<Guard>, text: &str, kept: Attributes) {
    let mut feeder = Feeder { tokenizer, text, tags: Tags::new(text, kept), sent: 0, raw_until: 0 };
    let mut at = if text.contains('\0') { text.len() } else { 0 };
    while let Some(found) = memchr::memchr(b'<', feeder.behind(at)) {
        let Some(next) = feeder.pass(at + found) else { break };
        at = next;
    }
    feeder.by_tokenizer(text.len());
    tokenizer.end();
}

struct Feeder<'t> {
    tokenizer: &'t Tokenizer<Guard>,
    text: &'t str,
    tags: Tags<'t>,
    /// What is before has been fed.
    sent: usize,
    /// Where the raw text that was last met ends.
    raw_until: usize,
}

impl<'t> Feeder<'t> {
    /// Feeds what begins at a `<`. Where to go on; none if only the tokenizer can.
    fn pass(&mut self, start: usize) -> Option<usize> {
        let behind = self.behind(start + 1);
        let first = if behind.first()? == &b'/' { behind.get(1)? } else { behind.first()? };
        match first {
            byte if byte.is_ascii_alphabetic() => self.pass_tag(start),
            b'!' if behind.starts_with(b"!--") => self.pass_comment(start),
            b'!' if behind.starts_with(b"![CDATA[") => None,
            b'!' | b'?' => self.pass_declaration(start),
            _ if behind.starts_with(b"/") => self.pass_declaration(start),
            _ => Some(start + 1),
        }
    }

    fn pass_tag(&mut self, start: usize) -> Option<usize> {
        let found = self.tags.read(start)?;
        let is_plain = found.is_plain && self.is_plain_before(start);
        let name = &*found.tag.name;
        let opens_raw = name == "plaintext" || holds_raw_text(name);
        if found.tag.kind == TagKind::StartTag && opens_raw {
            return self.pass_raw(start, found, is_plain);
        }
        let end = found.end;
        if is_plain {
            self.send_text(start);
            self.send(Token::TagToken(found.tag), end);
        } else {
            self.by_tokenizer(end);
        }
        Some(end)
    }

    /// Feeds a start tag whose content is text, whatever it looks like.
    fn pass_raw(&mut self, start: usize, found: Found, is_plain: bool) -> Option<usize> {
        let Found { tag, end: from, .. } = found;
        // In a drawing there may be another within it: the same bytes are not searched twice.
        if &*tag.name == "plaintext" || start < self.raw_until {
            return None;
        }
        let to = raw_end(self.text.as_bytes(), from, tag.name.as_bytes());
        self.raw_until = to;
        let end = self.tags.read(to)?.end;
        let content = self.text.as_bytes().get(from..to)?;
        let has = |sign: &[u8]| memmem::find(content, sign).is_some();
        let is_sure = match &*tag.name {
            "script" => !has(b"<!--"),
            "title" | "textarea" => !has(b"&"),
            _ => true,
        };
        if is_plain && is_sure {
            self.send_text(start);
            if self.send(Token::TagToken(tag), from) {
                self.send_text(to);
            }
            return Some(self.sent);
        }
        self.by_tokenizer(to);
        self.tokenizer.sink.forget_end_tag();
        self.by_tokenizer(end);
        self.tokenizer.sink.was_end_tag().then_some(end)
    }

    /// Feeds a comment, but for its words, which nobody reads.
    fn pass_comment(&mut self, start: usize) -> Option<usize> {
        let end = comment_end(self.text.as_bytes(), start) + 1;
        if end > self.text.len() {
            return None;
        }
        if self.is_plain_before(start) {
            self.send_text(start);
            self.send(Token::CommentToken(StrTendril::new()), end);
        } else {
            self.by_tokenizer(end);
        }
        Some(end)
    }

    /// Feeds what ends with the next `>`.
    fn pass_declaration(&mut self, start: usize) -> Option<usize> {
        let end = start + memchr::memchr(b'>', self.behind(start))? + 1;
        self.by_tokenizer(end);
        Some(end)
    }

    /// Whether all that was not yet fed is text without character references.
    fn is_plain_before(&self, end: usize) -> bool {
        let text = self.text.as_bytes().get(self.sent..end).unwrap_or_default();
        memchr::memchr2(b'&', b'<', text).is_none()
    }

    fn send_text(&mut self, end: usize) {
        if self.sent < end {
            self.send(Token::CharacterTokens(self.tags.slice(self.sent..end)), end);
        }
    }

    /// Feeds one token. Whether raw text follows.
    fn send(&mut self, token: Token, end: usize) -> bool {
        self.sent = end;
        // The number of the line is for messages that nobody reads.
        let result = self.tokenizer.sink.process_token(token, 1);
        matches!(result, TokenSinkResult::RawData(_))
    }

    fn by_tokenizer(&mut self, end: usize) {
        let input = BufferQueue::default();
        input.push_back(self.tags.slice(self.sent..end));
        while !matches!(self.tokenizer.feed(&input), TokenizerResult::Done) {}
        self.sent = end;
    }

    fn behind(&self, at: usize) -> &'t [u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
