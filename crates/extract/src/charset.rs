//! Bytes of a page -> its characters.
//!
//! Order of belief: byte order mark; UTF-16 by its zero bytes; valid UTF-8 (which hardly happens by chance, so it wins over
//! a header that says otherwise); the header; the page's own `meta`; then detection from the bytes.
//! A declaration of UTF-8 whose bytes are not UTF-8 is a lie and falls through to detection.

use std::borrow::Cow;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far the page's own declaration is searched, in bytes. The HTML standard says 1024; pages
/// put it later.
const META_BYTES: usize = 8_192;

/// How much of a page the detection reads, in bytes: it is the slow step (29 MB/s).
const DETECTION_BYTES: usize = 65_536;

/// Begins a change of alphabet in ISO-2022-JP.
const ESCAPE: u8 = 0x1b;

/// The characters of a page. Never fails: what cannot be decoded becomes U+FFFD.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark_bytes..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0;
    }
    let told = content_type.and_then(header_charset);
    if let Some(encoding) = told.filter(|told| *told == UTF_16LE || *told == UTF_16BE) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    // ISO-2022-JP is pure ASCII bytes, so it would pass as UTF-8.
    let escapes = memchr::memchr(ESCAPE, bytes).is_some();
    if !escapes && let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let declared = told.filter(|encoding| *encoding != UTF_8).or_else(|| meta_charset(bytes));
    let encoding = match declared {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if mostly_utf8(bytes) => UTF_8,
        _ => detect(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// UTF-16 without a mark: markup is ASCII, so of each two bytes the same one is mostly zero, and the
/// other hardly ever.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.get(..UTF_16_BYTES.min(bytes.len()))?.chunks_exact(2);
    let all = pairs.len();
    let zeros = |at: usize| pairs.clone().filter(|pair| pair.get(at) == Some(&0)).count();
    let is_told = |most: usize, fewest: usize| most * 4 >= all * 3 && fewest * 10 <= all;
    match (zeros(0), zeros(1)) {
        _ if all < LEAST_PAIRS => None,
        (first, second) if is_told(second, first) => Some(UTF_16LE),
        (first, second) if is_told(first, second) => Some(UTF_16BE),
        _ => None,
    }
}

/// Fewer characters tell nothing.
const LEAST_PAIRS: usize = 8;

/// How much of a page is looked at for UTF-16, in bytes: its first markup.
const UTF_16_BYTES: usize = 256;

fn header_charset(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let label = lower.split("charset=").nth(1)?;
    let label = label.split([';', ',', ' ']).next()?.trim_matches(['"', '\'', ' ']);
    Encoding::for_label(label.as_bytes())
}

/// The charset that the first `meta` of the page tells which tells any.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..META_BYTES.min(bytes.len())).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    metas(&head).find_map(charset_of)
}

/// The inside of each `meta` tag that stands in no comment and no script.
fn metas(head: &str) -> impl Iterator<Item = &str> {
    let mut rest = head;
    std::iter::from_fn(move || {
        loop {
            let (_, tag) = rest.split_once('<')?;
            rest = tag;
            let end = SKIPPED.iter().find(|(start, _)| tag.starts_with(start));
            if let Some((_, end)) = end {
                rest = tag.split_once(end).map_or("", |(_, behind)| behind);
            } else if let Some(meta) = tag.strip_prefix("meta") {
                let (inside, behind) = meta.split_once('>')?;
                rest = behind;
                return Some(inside);
            }
        }
    })
}

/// What begins and what ends a part of a head that is no markup.
const SKIPPED: [(&str, &str); 3] = [("!--", "-->"), ("script", "</script"), ("style", "</style")];

/// The charset of a `meta` tag. UTF-16 there cannot be true, as the declaration was read.
fn charset_of(meta: &str) -> Option<&'static Encoding> {
    meta.split("charset").skip(1).find_map(|after| {
        let label = after.trim_start().strip_prefix(['=', ':'])?.trim_start();
        let label = label.trim_start_matches(['"', '\'']);
        let label = label.split(['"', '\'', ';', ' ', '/']).next()?;
        let encoding = Encoding::for_label(label.as_bytes())?;
        (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
    })
}

/// UTF-8 with a few broken bytes: at least 20 whole sequences for each broken one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    let whole = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    whole > 20 * broken
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    // Long styles and scripts in the head tell nothing of it.
    let is_telling = |byte: &u8| !byte.is_ascii() || *byte == ESCAPE;
    let start = bytes.iter().position(is_telling).unwrap_or_default();
    let sample = bytes.get(start..bytes.len().min(start + DETECTION_BYTES)).unwrap_or_default();
    detector.feed(sample, true);
    detector.guess(None, true)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[track_caller]
    fn check(bytes: &[u8], content_type: &str, expected: &str) {
        assert_eq!(decode(bytes, Some(content_type)), expected);
    }

    #[test]
    fn valid_utf8_wins_over_a_header_that_says_latin_1() {
        check("Zürich — “quotes”".as_bytes(), "text/html; charset=iso-8859-1", "Zürich — “quotes”");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_detected_though_the_header_says_so() {
        check(
            b"Caf\xe9 \x93quotes\x94 na\xefve",
            "text/html; charset=utf-8",
            "Café “quotes” naïve",
        );
    }

    #[test]
    fn a_declaration_in_the_page_is_followed() {
        check(b"<meta charset=gbk>\xd6\xd0\xb9\xfa", "text/html", "<meta charset=gbk>中国");
    }

    #[test]
    fn a_declaration_is_looked_for_in_metas_alone_and_in_all_of_them() {
        let others = [
            "<!-- <meta charset=koi8-r> charset=koi8-r -->",
            "<script src=a.js charset=koi8-r></script>",
            "<script>'<meta charset=koi8-r>'</script>",
            "<style>@charset 'koi8-r';</style>",
            "<meta name=description content='a charset: which one?'>",
            "<meta charset=utf-16>",
            "<link charset=koi8-r href=a>",
        ];
        for other in others {
            let declared = "<meta http-equiv=content-type content='text/html; charset=gbk'>";
            let before = format!("{other}{declared}");
            let page = [before.as_bytes(), b"\xd6\xd0\xb9\xfa"].concat();

            let text = decode(&page, Some("text/html"));

            assert_eq!(text, format!("{before}中国"));
        }
    }

    #[test]
    fn undeclared_japanese_is_detected() {
        let bytes = b"<p>\x93\xfa\x96{\x82\xcc\x83j\x83\x85\x81[\x83X\x82\xf0\x82\xa8\x93\xcd\x82\xaf\x82\xb5\x82\xdc\x82\xb7</p>";
        check(bytes, "text/html", "<p>日本のニュースをお届けします</p>");
    }

    #[test]
    fn utf_16_is_known_without_a_mark() {
        let page = "<!doctype html><meta charset=utf-16><title>Zürich – 日本</title>";
        let little: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&little, "text/html", page);
        check(&big, "text/html; charset=utf-8", page);
        check(b"a\0b", "text/html", "a\0b");
    }

    #[test]
    fn a_byte_order_mark_is_believed_and_not_shown() {
        let bytes: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("café".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        check(&bytes, "text/html; charset=utf-8", "café");
    }
}
