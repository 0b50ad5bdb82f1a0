//! Entities that were encoded twice, and markup in what should be plain text.

use std::borrow::Cow;

/// Resolves entities that were encoded twice, and drops tags: strings here hold no markup.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let parts_words = |tag: &str| tag.starts_with(['p', '/', 'b', 'd', 'l']);
    plain(text, |tag| if parts_words(tag) { " " } else { "" })
}

/// The same, with a line break for each tag of a block.
pub(super) fn lines_of(text: &str) -> Cow<'_, str> {
    plain(text, |tag| if BLOCKS.contains(&name_of(tag).as_str()) { "\n" } else { "" })
}

/// Elements that begin a line, and end it.
const BLOCKS: [&str; 22] = [
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "table",
    "section",
    "article",
    "figure",
    "figcaption",
    "dt",
    "dd",
    "hr",
];

/// A text without tags, each of which something else stands for.
fn plain(text: &str, in_place_of: impl Fn(&str) -> &'static str) -> Cow<'_, str> {
    if !text.contains('&') && !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ");
    for (entity, character) in ENTITIES {
        if plain.contains(entity) {
            plain = plain.replace(entity, character);
        }
    }
    Cow::Owned(without_tags(&numbered(&plain), in_place_of).replace("&amp;", "&"))
}

const ENTITIES: [(&str, &str); 32] = [
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&rsquo;", "’"),
    ("&lsquo;", "‘"),
    ("&rdquo;", "”"),
    ("&ldquo;", "“"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&hellip;", "…"),
    ("&auml;", "ä"),
    ("&ouml;", "ö"),
    ("&uuml;", "ü"),
    ("&szlig;", "ß"),
    ("&eacute;", "é"),
    ("&egrave;", "è"),
    ("&Auml;", "Ä"),
    ("&Ouml;", "Ö"),
    ("&Uuml;", "Ü"),
    ("&Eacute;", "É"),
    ("&aacute;", "á"),
    ("&iacute;", "í"),
    ("&oacute;", "ó"),
    ("&uacute;", "ú"),
    ("&ntilde;", "ñ"),
    ("&ccedil;", "ç"),
    ("&agrave;", "à"),
    ("&ecirc;", "ê"),
    ("&ocirc;", "ô"),
    ("&atilde;", "ã"),
    ("&laquo;", "«"),
    ("&raquo;", "»"),
    ("&bdquo;", "„"),
];

/// Digits of a numeric character reference, with the sign of hexadecimal ones.
const MAX_NUMBER_BYTES: usize = 8;

/// Numeric character references.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        out.push_str(before);
        // No further: a page may have a million of these and no semicolon.
        let length = after.bytes().take(MAX_NUMBER_BYTES + 1).position(|byte| byte == b';');
        let decoded = length.and_then(|length| after.get(..length)).and_then(|digits| {
            let hex = digits.strip_prefix(['x', 'X']);
            let code = match hex {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        });
        if let (Some(character), Some(length)) = (decoded, length) {
            out.push(character);
            rest = after.get(length + 1..).unwrap_or_default();
        } else {
            out.push_str("&#");
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn without_tags(text: &str, in_place_of: impl Fn(&str) -> &'static str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Behind it no tag ends: nobody searches there again and again.
    let last_end = text.rfind('>').unwrap_or_default();
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
            && text.len() - after.len() <= last_end;
        if let Some((tag, behind)) = is_tag.then(|| after.split_once('>')).flatten() {
            out.push_str(in_place_of(tag));
            rest = behind;
        } else {
            out.push('<');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The name of a tag's element, in lower case.
fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
    name.unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn entities_encoded_twice_and_tags_are_resolved() {
        assert_eq!(
            unescape("Tom &amp; Jerry&#039;s <b>house</b> 1 < 2"),
            "Tom & Jerry's  house  1 < 2"
        );
    }
}
