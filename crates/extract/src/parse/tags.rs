//! One tag of a page -> the token that the parser's own tokenizer makes of it (HTML Standard, sections
//! 13.2.5.6 to 13.2.5.40). That one takes each character by itself, which was a third of what a page
//! cost to parse; here names and values are cut out whole.

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::attributes::Attributes;

/// A page that tags are read from: without null characters, and with line breaks of one character.
pub(super) struct Tags<'t> {
    text: &'t str,
    /// The same, shared by all that is cut out of it.
    shared: StrTendril,
    kept: Attributes,
}

/// A tag in its place.
pub(super) struct Found {
    pub(super) tag: Tag,
    /// One past its `>`.
    pub(super) end: usize,
    /// Whether it is understood: it has no character references.
    pub(super) is_plain: bool,
}

impl<'t> Tags<'t> {
    pub(super) fn new(text: &'t str, kept: Attributes) -> Self {
        Self { text, shared: StrTendril::from_slice(text), kept }
    }

    /// A part of the page.
    pub(super) fn slice(&self, part: Range<usize>) -> StrTendril {
        let [start, length] =
            [part.start, part.len()].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        self.shared.try_subtendril(start, length).unwrap_or_default()
    }

    /// The tag that begins at a `<`, behind which there is a letter, perhaps after a slash. None if the
    /// page ends within it.
    pub(super) fn read(&self, start: usize) -> Option<Found> {
        let bytes = self.text.as_bytes();
        let is_end = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(is_end);
        let mut cursor = Cursor { bytes, at: from };
        let name = cursor.name()?;
        let mut tag = Tag {
            kind: if is_end { TagKind::EndTag } else { TagKind::StartTag },
            name: self.local(name)?,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let mut is_plain = true;
        let mut is_styled = false;
        loop {
            match cursor.next()? {
                Part::Attribute(..) if is_end => {}
                // Of two styles the first counts, also where nobody asks for it.
                Part::Attribute(name, _) if is_styled && self.is_style(&name) => {}
                Part::Attribute(name, value) => {
                    is_styled |= self.is_style(&name);
                    is_plain &= self.add(&mut tag, name, value)?;
                }
                Part::End { closes_itself } => {
                    tag.self_closing = closes_itself;
                    return Some(Found { tag, end: cursor.at, is_plain });
                }
            }
        }
    }

    /// Adds an attribute, if it is kept and the first of its name. Whether it is understood.
    fn add(&self, tag: &mut Tag, name: Range<usize>, value: Range<usize>) -> Option<bool> {
        let bytes = self.text.as_bytes();
        let words = bytes.get(value.clone())?;
        if !self.kept.keep(tag.name.as_bytes(), bytes.get(name.clone())?, words) {
            return Some(true);
        }
        let local = self.local(name)?;
        if tag.attrs.iter().any(|known| known.name.local == local) {
            tag.had_duplicate_attributes = true;
            return Some(true);
        }
        let name = QualName::new(None, ns!(), local);
        tag.attrs.push(Attribute { name, value: self.slice(value) });
        Some(memchr::memchr(b'&', words).is_none())
    }

    fn is_style(&self, name: &Range<usize>) -> bool {
        let name = self.text.as_bytes().get(name.clone()).unwrap_or_default();
        name.eq_ignore_ascii_case(b"style")
    }

    /// A name in lower case.
    fn local(&self, name: Range<usize>) -> Option<LocalName> {
        let name = self.text.get(name)?;
        let has_capitals = name.bytes().any(|byte| byte.is_ascii_uppercase());
        let lower = |name: &str| LocalName::from(name.to_ascii_lowercase());
        Some(if has_capitals { lower(name) } else { LocalName::from(name) })
    }
}

/// What follows in a tag.
enum Part {
    /// Where its name and its value lie.
    Attribute(Range<usize>, Range<usize>),
    End {
        closes_itself: bool,
    },
}

/// A walk through a tag; none where the page ends.
struct Cursor<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Cursor<'_> {
    /// The name of the element.
    fn name(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.pass_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>'))?;
        Some(start..self.at)
    }

    fn next(&mut self) -> Option<Part> {
        loop {
            match self.byte()? {
                b'>' => {
                    self.at += 1;
                    return Some(Part::End { closes_itself: false });
                }
                b'/' if *self.bytes.get(self.at + 1)? == b'>' => {
                    self.at += 2;
                    return Some(Part::End { closes_itself: true });
                }
                byte if byte == b'/' || is_space(byte) => self.at += 1,
                _ => return self.attribute(),
            }
        }
    }

    fn attribute(&mut self) -> Option<Part> {
        let start = self.at;
        // An equals sign may be the first character of a name.
        self.at += 1;
        self.pass_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='))?;
        let name = start..self.at;
        self.pass_until(|byte| !is_space(byte))?;
        if self.byte()? != b'=' {
            return Some(Part::Attribute(name, self.at..self.at));
        }
        self.at += 1;
        self.pass_until(|byte| !is_space(byte))?;
        Some(Part::Attribute(name, self.value()?))
    }

    fn value(&mut self) -> Option<Range<usize>> {
        let quote @ (b'"' | b'\'') = self.byte()? else {
            let start = self.at;
            self.pass_until(|byte| is_space(byte) || byte == b'>')?;
            return Some(start..self.at);
        };
        let start = self.at + 1;
        let length = memchr::memchr(quote, self.bytes.get(start..)?)?;
        self.at = start + length + 1;
        Some(start..start + length)
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn pass_until(&mut self, ends: impl Fn(u8) -> bool) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        self.at += rest.iter().position(|byte| ends(*byte))?;
        Some(())
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}
