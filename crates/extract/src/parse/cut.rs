//! Cuts what nobody reads out of a page before it is parsed: attributes beyond what any honest tag
//! has, the contents of scripts, styles and drawings, and long values that are meant for scripts. That
//! is more than half of the bytes of an ordinary news page.
//!
//! A walk from tag to tag, not a parser: where it is not sure, it leaves the page as it is. What is
//! left parses to the same tree as before, but for those attributes, values, texts and shapes.

mod attributes;
mod drawing;

use std::borrow::Cow;

use memchr::memmem;

/// Attributes of one tag, counted by white space outside quotes; the rest is dropped.
/// The richest tag of 1,678 news pages has fewer than 100.
const MAX_ATTRIBUTES: usize = 512;

/// Tags shorter than this cannot have too many, in bytes.
const SHORT_TAG_BYTES: usize = 2 * MAX_ATTRIBUTES;

/// Shorter scripts and styles are not worth a cut, in bytes.
const LEAST_CUT_BYTES: usize = 64;

/// Elements whose content is text, whatever it looks like.
const RAW: [&[u8]; 8] =
    [b"script", b"style", b"title", b"textarea", b"iframe", b"noembed", b"noframes", b"xmp"];
/// Whether what stands in an element of this name, in lower case, is text, whatever it looks like.
pub(super) fn holds_raw_text(name: &str) -> bool {
    RAW.contains(&name.as_bytes())
}

/// Those of them whose text nobody reads.
const SILENT: [&[u8]; 2] = [b"script", b"style"];

/// The page without what is cut: borrowed where that is nothing.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    let mut walk = Walk {
        bytes: text.as_bytes(),
        kept: Kept { text, lean: String::new(), copied: 0 },
        at: 0,
        raw_until: 0,
        open_drawings: 0,
    };
    while let Some(found) = memchr::memchr(b'<', walk.behind(walk.at)) {
        walk.pass(walk.at + found);
    }
    walk.kept.end()
}

/// A walk from tag to tag.
struct Walk<'t> {
    bytes: &'t [u8],
    kept: Kept<'t>,
    at: usize,
    /// Where the raw text that was last met ends.
    raw_until: usize,
    /// Drawings around: what looks raw in them may be elements.
    open_drawings: usize,
}

impl<'t> Walk<'t> {
    /// Goes past what begins at a `<`.
    fn pass(&mut self, start: usize) {
        let is_raw = start < self.raw_until;
        if !is_raw && self.behind(start).starts_with(b"<!--") {
            self.at = comment_end(self.bytes, start);
            return;
        }
        // In a drawing the content of a title or a style is no raw text: its tags are cut as well.
        let until = if is_raw { self.raw_until } else { self.bytes.len() };
        let tag = Tag::scan(self.between(0, until), start);
        self.at = tag.end;
        if !is_raw {
            let from = start + 1;
            for value in attributes::long_values(self.between(from, tag.cut.unwrap_or(tag.end))) {
                self.kept.skip(from + value.start, from + value.end);
            }
        }
        if let Some(cut) = tag.cut {
            self.kept.skip(cut, tag.end);
        }
        if !is_raw {
            self.leave_out(&tag);
        }
    }

    /// Leaves out what stands in an element, if nobody reads it.
    fn leave_out(&mut self, tag: &Tag) {
        let from = tag.end + 1;
        if tag.is_drawing {
            let end = drawing::end(self.bytes, from);
            self.open_drawings += 1;
            self.skip(from, end.unwrap_or(tag.end));
        } else if self.behind(tag.start).starts_with(b"</") {
            let ends = starts_with_name(self.behind(tag.start + 2), b"svg");
            self.open_drawings = self.open_drawings.saturating_sub(usize::from(ends));
        }
        let Some(name) = tag.raw else { return };
        self.raw_until = raw_end(self.bytes, tag.end, name);
        let is_silent = SILENT.contains(&name) && self.raw_until < self.bytes.len();
        let may_go = is_silent && self.open_drawings == 0 && !tag.is_data(self.bytes);
        if may_go && is_plain(self.between(from, self.raw_until)) {
            self.skip(from, self.raw_until);
        }
    }

    fn skip(&mut self, from: usize, to: usize) {
        if from < to {
            self.kept.skip(from, to);
            self.at = to;
        }
    }

    fn behind(&self, at: usize) -> &'t [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn between(&self, from: usize, to: usize) -> &'t [u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }
}

/// A text while parts of it are left out.
struct Kept<'t> {
    text: &'t str,
    lean: String,
    copied: usize,
}

impl<'t> Kept<'t> {
    fn skip(&mut self, from: usize, to: usize) {
        self.lean.push_str(self.text.get(self.copied..from).unwrap_or_default());
        self.copied = to;
    }

    fn end(mut self) -> Cow<'t, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.text);
        }
        self.skip(self.text.len(), self.text.len());
        Cow::Owned(self.lean)
    }
}

/// Whether the end tag that was found ends this content: after `<!--` it may not.
fn is_plain(content: &[u8]) -> bool {
    content.len() >= LEAST_CUT_BYTES && memmem::find(content, b"<!--").is_none()
}

/// The `>` of a comment that begins here, or the end of the page. `<!-->` is a whole one.
pub(super) fn comment_end(bytes: &[u8], start: usize) -> usize {
    let from = start + "<!".len();
    let rest = bytes.get(from..).unwrap_or_default();
    let closes = |at: &usize| {
        let before = rest.get(..*at).unwrap_or_default();
        // The dashes that open it may close it too, but not before an exclamation mark.
        before.ends_with(b"--") || (before.ends_with(b"--!") && *at > "--!".len())
    };
    memchr::memchr_iter(b'>', rest).find(closes).map_or(bytes.len(), |at| from + at)
}

/// Where a tag ends, and where it must be cut.
struct Tag {
    start: usize,
    /// Its `>`, or the end of the page; at least one past its start.
    end: usize,
    cut: Option<usize>,
    /// Its name, if its content is raw text.
    raw: Option<&'static [u8]>,
    /// Whether it is a drawing with content of its own.
    is_drawing: bool,
    closes_itself: bool,
}

impl Tag {
    fn scan(bytes: &[u8], start: usize) -> Self {
        let rest = bytes.get(start + 1..).unwrap_or_default();
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (cut, raw) = (None, None);
            return Self {
                start,
                end: start + 1,
                cut,
                raw,
                is_drawing: false,
                closes_itself: false,
            };
        }
        let (length, cut) = match end_of(rest) {
            short if short < SHORT_TAG_BYTES => (short, None),
            _ => quoted_length(rest),
        };
        // In a drawing a tag may close itself (`<script/>`), and has no content.
        let closes_itself = rest.get(..length).is_some_and(|tag| tag.ends_with(b"/"));
        let raw = RAW.into_iter().find(|name| !closes_itself && starts_with_name(rest, name));
        let is_drawing = !closes_itself && starts_with_name(rest, b"svg");
        let (end, cut) = (start + 1 + length, cut.map(|cut| start + 1 + cut));
        Self { start, end, cut, raw, is_drawing, closes_itself }
    }

    /// Whether its content is data that is read: JSON-LD.
    fn is_data(&self, bytes: &[u8]) -> bool {
        let tag = bytes.get(self.start..self.end).unwrap_or_default();
        tag.windows(4).any(|word| word.eq_ignore_ascii_case(b"json"))
    }
}

/// Bytes up to the `>` outside quotes.
fn end_of(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = rest.get(at..).and_then(|rest| memchr::memchr3(b'>', b'"', b'\'', rest))
    {
        let place = at + found;
        let mark = rest.get(place).copied().unwrap_or_default();
        if mark == b'>' {
            return place;
        }
        at = place + 1;
        if rest.get(..place).is_some_and(|before| before.trim_ascii_end().ends_with(b"=")) {
            let behind = rest.get(at..).unwrap_or_default();
            let Some(closing) = memchr::memchr(mark, behind) else { break };
            at += closing + 1;
        }
    }
    rest.len()
}

/// Bytes up to the `>` outside quotes, and where the attribute too many begins.
fn quoted_length(rest: &[u8]) -> (usize, Option<usize>) {
    let mut quote = None;
    let mut spaces = 0;
    let mut cut = None;
    let mut before = b' ';
    for (place, byte) in rest.iter().copied().enumerate() {
        match quote {
            Some(open) => quote = quote.filter(|_| byte != open),
            None if byte == b'>' => return (place, cut),
            None if (byte == b'"' || byte == b'\'') && before == b'=' => quote = Some(byte),
            None => spaces += usize::from(byte.is_ascii_whitespace() || byte == b'/'),
        }
        // A tag whose quote never closes is cut too: its end is the page's end.
        if spaces > MAX_ATTRIBUTES && cut.is_none() {
            cut = Some(place);
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    (rest.len(), cut)
}

/// Where the end tag of a raw text begins.
pub(super) fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let ends = |at: &usize| {
        let behind = rest.get(at + 2..).unwrap_or_default();
        starts_with_name(behind, name)
    };
    memmem::find_iter(rest, b"</").find(ends).map_or(bytes.len(), |at| from + at)
}

/// Whether these bytes begin with this name, and it ends there.
fn starts_with_name(bytes: &[u8], name: &[u8]) -> bool {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && bytes.get(name.len()).is_none_or(ends)
}

#[cfg(test)]
mod tests;
