//! XML as it comes from the web: elements and text, in order, and no error.
//!
//! In: text. Out: tokens, with local names in lower case, character references resolved, tags that
//! were never closed or never opened mended as a browser would. What cannot be read at all ends the
//! tokens: what came before it counts. Bounded: nothing is kept but the names of the open elements,
//! and of each tag a hundred attributes.
//!
//! Deliberately absent: namespaces (only the prefix, as written), entities of document types, and
//! external ones.

use memchr::memchr_iter;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// Deepest nesting read; feeds and sitemaps use five levels, XHTML within Atom some twenty.
pub(crate) const MAX_DEPTH: usize = 200;

/// Attributes read of one tag; those of feeds have fewer than ten.
const MAX_ATTRIBUTES: usize = 100;

/// One piece of the source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'text> {
    /// An element begins. Attributes by local name, in the order of the source.
    Start { name: Name, attributes: Vec<(String, String)> },
    /// Text within the innermost open element; may come in several pieces.
    Text(Cow<'text, str>),
    /// The innermost open element ends.
    End(Name),
}

/// The name of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// As written before the colon, in lower case; else empty.
    pub(crate) prefix: String,
    /// In lower case.
    pub(crate) local: String,
}

/// The tokens of a text.
pub(crate) struct Tokens<'text> {
    reader: Reader<&'text [u8]>,
    open: Vec<Name>,
    /// How many of the open elements end before the next token is read.
    closing: usize,
    /// Whether nesting went beyond [`MAX_DEPTH`], or a tag beyond [`MAX_ATTRIBUTES`], which ended the
    /// tokens.
    pub(crate) is_outsized: bool,
}

impl<'text> Tokens<'text> {
    pub(crate) fn of(text: &'text str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self { reader, open: Vec::new(), closing: 0, is_outsized: false }
    }

    /// The open elements, outermost first.
    pub(crate) fn open(&self) -> &[Name] {
        &self.open
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Option<Token<'text>> {
        let attributes = attributes(element);
        if self.open.len() >= MAX_DEPTH || attributes.len() > MAX_ATTRIBUTES {
            self.is_outsized = true;
            return None;
        }
        let name = name(element.name().as_ref());
        self.open.push(name.clone());
        Some(Token::Start { name, attributes })
    }

    /// Closes the innermost element of this name and what is open within it; nothing, if none is.
    fn end(&mut self, ended: &Name) {
        let position = self.open.iter().rposition(|open| open == ended);
        self.closing = position.map_or(0, |position| self.open.len() - position);
    }
}

impl<'text> Iterator for Tokens<'text> {
    type Item = Token<'text>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.closing > 0 {
                self.closing -= 1;
                return self.open.pop().map(Token::End);
            }
            match self.reader.read_event().ok()? {
                Event::Start(element) | Event::Empty(element) => return self.start(&element),
                Event::End(element) => self.end(&name(element.name().as_ref())),
                Event::Text(text) => return Some(Token::Text(into_text(text.into_inner()))),
                Event::CData(text) => return Some(Token::Text(into_text(text.into_inner()))),
                Event::GeneralRef(reference) => return Some(Token::Text(referenced(&reference))),
                Event::Eof => return None,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }
}

/// The text with each `<` that begins nothing ("5 < 6", "I <3 you") as the reference that it should have
/// been: a reader of XML takes it for a tag, and what follows for its attributes.
pub(crate) fn with_bare_signs_escaped(text: &str) -> Cow<'_, str> {
    let mut escaped = String::new();
    let (mut copied, mut verbatim_until) = (0, 0);
    for at in memchr_iter(b'<', text.as_bytes()) {
        if at < verbatim_until {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if begins_markup(rest) {
            verbatim_until = at + verbatim_bytes(rest);
            continue;
        }
        escaped.push_str(text.get(copied..at).unwrap_or_default());
        escaped.push_str("&lt;");
        copied = at + 1;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    escaped.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(escaped)
}

/// Whether a `<` begins a tag, a comment, a section or an instruction, by what stands behind it.
fn begins_markup(rest: &str) -> bool {
    let begins_name = |c: char| c.is_alphabetic() || matches!(c, '_' | ':');
    let mut behind = rest.chars().skip(1);
    match behind.next() {
        Some('!' | '?') => true,
        Some('/') => behind.next().is_some_and(begins_name),
        Some(c) => begins_name(c),
        None => false,
    }
}

/// How long what begins here is taken as it is written: comments and sections of text; 0 for all else.
fn verbatim_bytes(rest: &str) -> usize {
    let verbatim = [("<![CDATA[", "]]>"), ("<!--", "-->")];
    let end = verbatim.iter().find(|(begin, _)| rest.starts_with(begin));
    end.map_or(0, |(_, end)| rest.find(end).unwrap_or(rest.len()))
}

/// The value of the attribute with this name.
pub(crate) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

fn name(written: &[u8]) -> Name {
    let text = String::from_utf8_lossy(written).to_ascii_lowercase();
    match text.split_once(':') {
        Some((prefix, local)) => Name { prefix: prefix.to_owned(), local: local.to_owned() },
        None => Name { prefix: String::new(), local: text },
    }
}

/// One more than are read at most tells that there are too many.
fn attributes(element: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut attributes = element.html_attributes();
    attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .take(MAX_ATTRIBUTES + 1)
        .map(|attribute| {
            let name = name(attribute.key.as_ref()).local;
            (name, unescaped(&String::from_utf8_lossy(&attribute.value)))
        })
        .collect()
}

fn into_text(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// The character, or the reference as written: HTML's names are left to whoever reads HTML.
fn referenced<'text>(reference: &BytesRef<'_>) -> Cow<'text, str> {
    let written = String::from_utf8_lossy(reference);
    match character(&written) {
        Some(character) => Cow::Owned(character.to_string()),
        None => Cow::Owned(format!("&{written};")),
    }
}

/// Undoes the five references of XML and the numbered ones; any other `&` stays.
fn unescaped(text: &str) -> String {
    let mut target = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    target.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let resolved = piece.split_once(';').and_then(|(it, rest)| Some((character(it)?, rest)));
        if let Some((character, rest)) = resolved {
            target.push(character);
            target.push_str(rest);
        } else {
            target.push('&');
            target.push_str(piece);
        }
    }
    target
}

fn character(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(source: &str) -> String {
        let pieces = Tokens::of(source).filter_map(|token| match token {
            Token::Text(text) => Some(text.into_owned()),
            _ => None,
        });
        pieces.collect()
    }

    #[test]
    fn bare_ampersands_and_unknown_entities_stay_as_written() {
        let source = "<a>One & two &amp; &#39;&#x41; AT&T &nbsp;<![CDATA[<b>&amp;]]></a>";
        assert_eq!(text_of(source), "One & two & 'A AT&T &nbsp;<b>&amp;");
    }

    #[test]
    fn a_sign_that_begins_nothing_is_text() {
        let escaped = with_bare_signs_escaped("<t>5 < 6 and I <3 you</t>");
        assert_eq!(text_of(&escaped), "5 < 6 and I <3 you");
        for source in ["<t><![CDATA[a < b]]></t>", "<!-- 1 < 2 --><t/>", "<?xml?><é/></é>", "<_a/>"]
        {
            assert!(matches!(with_bare_signs_escaped(source), Cow::Borrowed(_)), "{source}");
        }
        assert_eq!(with_bare_signs_escaped("</ 3><"), "&lt;/ 3>&lt;");
    }

    #[test]
    fn what_is_left_open_ends_with_its_parent() {
        let ends = Tokens::of("<i><t>x <b>y</t></u></i>").filter_map(|token| match token {
            Token::End(name) => Some(name.local),
            _ => None,
        });
        assert_eq!(ends.collect::<Vec<_>>(), ["b", "t", "i"]);
    }

    #[test]
    fn attributes_are_read_leniently() {
        let Some(Token::Start { attributes, .. }) =
            Tokens::of("<A HREF=x?a=1&b=2&amp;c y='z'>").next()
        else {
            panic!("no element");
        };
        assert_eq!(attribute(&attributes, "href"), Some("x?a=1&b=2&c"));
        assert_eq!(attribute(&attributes, "y"), Some("z"));
    }

    #[test]
    fn bottomless_nesting_ends_the_tokens() {
        let source = "<a>".repeat(100_000);
        let mut tokens = Tokens::of(&source);
        assert_eq!(tokens.by_ref().count(), MAX_DEPTH);
        assert!(tokens.is_outsized);
    }

    #[test]
    fn endless_attributes_end_the_tokens() {
        let tag = format!("<feed><entry{}/>", " a=''".repeat(MAX_ATTRIBUTES + 1));
        let mut tokens = Tokens::of(&tag);
        assert_eq!(tokens.by_ref().count(), 1);
        assert!(tokens.is_outsized);
    }
}
