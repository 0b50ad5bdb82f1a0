//! Bytes of a feed or a sitemap -> text, whatever encoding they claim to be in.
//!
//! The bytes themselves are believed first (byte order mark, UTF-16's zeros, valid UTF-8), then the
//! XML declaration, then windows-1252, in which every byte means something. Deliberately absent:
//! the charset of the HTTP header, which for feeds is wrong more often than the file.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Bytes at the head in which an XML declaration is looked for.
const HEAD_BYTES: usize = 256;

/// The text, without byte order mark and without blanks around it. Undecodable bytes become U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let (text, _, _) = encoding(bytes).decode(bytes);
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(trimmed(text)),
        Cow::Owned(text) => Cow::Owned(trimmed(&text).to_owned()),
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0')
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let declared = declared(bytes);
    // ISO-2022-JP is written in ASCII bytes, and so is valid UTF-8.
    if declared == Some(ISO_2022_JP) {
        return ISO_2022_JP;
    }
    if str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| mostly_utf8(bytes))
}

/// Text that was cut in the middle of a character, or has a few broken ones, is still UTF-8.
fn mostly_utf8(bytes: &[u8]) -> &'static Encoding {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad { UTF_8 } else { WINDOWS_1252 }
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD_BYTES).unwrap_or(bytes));
    let (_, declaration) = head.split_once("<?xml")?;
    let (declaration, _) = declaration.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let label = value.trim_start_matches(['"', '\'']);
    Encoding::for_label(label.split(['"', '\'']).next()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_believed_whatever_is_declared() {
        let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>café</a>";
        assert_eq!(decode(text.as_bytes()), text);
    }

    #[test]
    fn other_encodings_are_read_as_declared_or_guessed() {
        let declared = b"<?xml version='1.0' encoding='koi8-r'?><a>\xD7</a>";
        assert!(decode(declared).contains('в'));
        assert_eq!(decode(b"<?xml encoding=\"utf-8\"?>caf\xE9"), "<?xml encoding=\"utf-8\"?>café");
        assert_eq!(decode(b"\xC3\xA9\xC3\xA9\xC3"), "éé\u{fffd}");
    }

    #[test]
    fn utf16_is_known_by_its_mark_or_its_zeros() {
        let utf16 = |mark: &[u8]| {
            mark.iter().copied().chain("<a>".encode_utf16().flat_map(u16::to_le_bytes)).collect()
        };
        let (marked, plain): (Vec<u8>, Vec<u8>) = (utf16(b"\xFF\xFE"), utf16(b""));
        assert_eq!(decode(&marked), "<a>");
        assert_eq!(decode(&plain), "<a>");
    }

    #[test]
    fn marks_and_blanks_around_the_text_go() {
        assert_eq!(decode("\u{feff}\n\n<a/>\n".as_bytes()), "<a/>");
    }
}
