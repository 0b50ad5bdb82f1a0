//! Cuts tags that have more attributes than any honest page gives them.

use std::borrow::Cow;

/// Attributes of one tag, counted by white space outside quotes; the rest is dropped.
/// The richest tag of 1,678 news pages has fewer than 100.
const MAX_ATTRIBUTES: usize = 512;

/// Tags shorter than this cannot have too many, in bytes.
const SHORT_TAG_BYTES: usize = 2 * MAX_ATTRIBUTES;

/// The page, with overlong tags cut: borrowed where there are none, as nearly always.
pub(super) fn bounded(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        let start = at + found;
        let tag = Tag::scan(bytes, start);
        if let Some(cut) = tag.cut {
            kept.push_str(text.get(copied..cut).unwrap_or_default());
            copied = tag.end;
        }
        at = if tag.is_raw { raw_end(bytes, tag.end) } else { tag.end };
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where a tag ends, and where it must be cut.
struct Tag {
    /// Its `>`, or the end of the page; at least one past its start.
    end: usize,
    cut: Option<usize>,
    is_raw: bool,
}

impl Tag {
    fn scan(bytes: &[u8], start: usize) -> Self {
        let rest = bytes.get(start + 1..).unwrap_or_default();
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            return Self { end: start + 1, cut: None, is_raw: false };
        }
        let is_raw = starts_with_word(rest, b"script") || starts_with_word(rest, b"style");
        let near = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        let quotes = rest.get(..near).unwrap_or_default();
        if near < SHORT_TAG_BYTES && memchr::memchr2(b'"', b'\'', quotes).is_none() {
            return Self { end: start + 1 + near, cut: None, is_raw };
        }
        let (length, cut) = quoted_length(rest);
        Self { end: start + 1 + length, cut: cut.map(|cut| start + 1 + cut), is_raw }
    }
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

/// Where the content of a script or style ends.
fn raw_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let mut at = 0;
    while let Some(found) = rest.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        let tail = rest.get(at + found + 1..).unwrap_or_default();
        if starts_with_word(tail, b"/script") || starts_with_word(tail, b"/style") {
            return from + at + found + 1;
        }
        at += found + 1;
    }
    bytes.len()
}

fn starts_with_word(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::bounded;

    #[test]
    fn an_ordinary_page_is_left_alone() {
        let page = "<p class='a > b' id=x>1 < 2</p><script>if (a<b) { c = '>' }</script><i>y</i>";
        assert!(matches!(bounded(page), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn attributes_beyond_the_limit_go_and_the_tag_still_ends() {
        let page = format!("<p{}>text", " a='>'".repeat(2_000));
        let cut = bounded(&page);
        assert!(cut.len() < 5_000 && cut.ends_with(">text"));
    }
}
