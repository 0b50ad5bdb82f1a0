//! Which attributes stay: most of those for scripts, styles and screen readers nobody reads here, and
//! each costs as much as hundreds of bytes of text.

/// What of a page's attributes stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attributes {
    /// Those that this crate reads.
    Read,
    /// All, so that selectors find them.
    All,
}

impl Attributes {
    /// Whether an attribute of an element stays. One with capitals does: hardly any page has them.
    pub(super) fn keep(self, element: &[u8], name: &[u8], value: &[u8]) -> bool {
        self == Self::All || is_read(name) || is_asked(name, value) || is_formatting(element)
    }
}

/// Whether this crate asks for an attribute.
pub(crate) fn is_read(name: &[u8]) -> bool {
    matches!(
        name,
        b"alt"
            | b"aria-hidden"
            | b"cite"
            | b"class"
            | b"colspan"
            | b"content"
            | b"data-component"
            | b"data-date"
            | b"data-datetime"
            | b"data-epoch"
            | b"data-href"
            | b"data-lazy-src"
            | b"data-original"
            | b"data-publish-date"
            | b"data-published"
            | b"data-qa"
            | b"data-shortcode"
            | b"data-src"
            | b"data-srcset"
            | b"data-testid"
            | b"data-time"
            | b"data-tweetid"
            | b"data-timestamp"
            | b"data-url"
            | b"data-videoid"
            | b"datetime"
            | b"height"
            | b"hidden"
            | b"href"
            | b"http-equiv"
            | b"id"
            | b"itemprop"
            | b"lang"
            | b"layout"
            | b"name"
            | b"property"
            | b"pubdate"
            | b"rel"
            | b"role"
            | b"rowspan"
            | b"src"
            | b"srcset"
            | b"type"
            | b"width"
    )
}

/// A style is asked whether it hides, and the parser asks what a formula is written in.
fn is_asked(name: &[u8], value: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(value, word).is_some();
    match name {
        b"style" => [&b"none"[..], b"hidden", b"clip", b"&"].into_iter().any(has),
        b"encoding" => true,
        _ => name.iter().any(u8::is_ascii_uppercase),
    }
}

/// Whether an element is one that the parser opens again, up to three times with the same attributes
/// (HTML Standard, section 13.2.4.3): all of them matter. Links, which are such too, close each other.
fn is_formatting(element: &[u8]) -> bool {
    let is = |known: &&[u8]| element.eq_ignore_ascii_case(known);
    element.len() <= 6 && FORMATTING.iter().any(is)
}

const FORMATTING: [&[u8]; 13] = [
    b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong",
    b"tt", b"u",
];
