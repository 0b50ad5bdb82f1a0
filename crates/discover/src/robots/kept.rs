//! The bytes of robots.txt that count, and their text. In: bytes of any length and encoding. Out:
//! whole lines, of at most [`MAX_ROBOTS_BYTES`].

use super::MAX_ROBOTS_BYTES;
use crate::escapes::push_escape;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// What is read of a file. UTF-16 with its mark, as some editors save it, becomes UTF-8.
pub(super) fn whole_lines(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != UTF_8 => {
            let (text, _, _) = encoding.decode(head(bytes));
            Cow::Owned(head(text.as_bytes()).to_vec())
        }
        _ => Cow::Borrowed(head(bytes)),
    }
}

/// The file as text that means the same, shorter than [`MAX_ROBOTS_BYTES`].
pub(super) fn text(bytes: &[u8]) -> String {
    let mut text = escaped(&whole_lines(bytes));
    if text.len() >= MAX_ROBOTS_BYTES {
        let whole = head(text.as_bytes()).len();
        text.truncate(whole);
    }
    text
}

/// Text in which bytes that are no UTF-8, and zeros, are escaped.
pub(super) fn escaped(bytes: &[u8]) -> String {
    let mut target = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for (number, piece) in chunk.valid().split('\0').enumerate() {
            if number > 0 {
                push_escape(&mut target, 0);
            }
            target.push_str(piece);
        }
        for byte in chunk.invalid() {
            push_escape(&mut target, *byte);
        }
    }
    target
}

/// The whole lines within the cap. Whoever fetched the file may have cut it at the cap, so a file
/// of just that length is taken for one that was cut.
fn head(bytes: &[u8]) -> &[u8] {
    let Some(cut) = bytes.get(..MAX_ROBOTS_BYTES) else { return bytes };
    let end = cut.iter().rposition(|byte| matches!(byte, b'\r' | b'\n'));
    // The end of the line stays out, so that what is left is shorter than the cap: whole.
    cut.get(..end.unwrap_or(0)).unwrap_or(cut)
}
