//! Stands between tokenizer and tree builder, and drops tags that would nest too deep.
//!
//! It keeps its own account of open elements by name, never below the builder's: an end tag closes
//! here what it would close there, or less. Dropping a tag keeps its text: it hangs higher. In
//! drawings and formulas every name nests, and a tag may close itself.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use scraper::HtmlTreeSink;

/// Elements open at once. Browsers stop at 512; the deepest of 1,678 news pages has 61.
const MAX_DEPTH: usize = 256;

/// Bytes of the page for each node that it may have: an honest page has at most one for three.
const MIN_BYTES_A_NODE: usize = 2;

/// Nodes that even the shortest page may have.
const SPARE_NODES: usize = 10_000;

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// The builder behind its guard.
pub(super) struct Guard {
    builder: TreeBuilder<Handle, HtmlTreeSink>,
    open: RefCell<Vec<LocalName>>,
    /// How many start tags of each name were dropped: their end tags are dropped too.
    dropped: RefCell<HashMap<LocalName, usize>>,
    max_nodes: usize,
    /// Whether the last token was an end tag.
    was_end_tag: Cell<bool>,
}

impl Guard {
    pub(super) fn new(builder: TreeBuilder<Handle, HtmlTreeSink>, page_bytes: usize) -> Self {
        let max_nodes = page_bytes / MIN_BYTES_A_NODE + SPARE_NODES;
        Self {
            builder,
            open: RefCell::default(),
            dropped: RefCell::default(),
            max_nodes,
            was_end_tag: Cell::default(),
        }
    }

    pub(super) fn was_end_tag(&self) -> bool {
        self.was_end_tag.get()
    }

    pub(super) fn forget_end_tag(&self) {
        self.was_end_tag.set(false);
    }

    pub(super) fn into_builder(self) -> TreeBuilder<Handle, HtmlTreeSink> {
        self.builder
    }

    /// Whether the builder may see this tag.
    fn admits(&self, tag: &Tag) -> bool {
        let name = &tag.name;
        let is_foreign = self.adjusted_current_node_present_but_not_in_html_namespace();
        let closes_itself = tag.self_closing && (is_foreign || is_foreign_root(name));
        if closes_itself || !(is_foreign || nests(name)) {
            return true;
        }
        match tag.kind {
            TagKind::StartTag => self.opens(name),
            TagKind::EndTag => self.closes(name),
        }
    }

    fn opens(&self, name: &LocalName) -> bool {
        let mut open = self.open.borrow_mut();
        if open.last().is_some_and(|last| ends_before(last, name, &open)) {
            open.pop();
        }
        if open.len() >= MAX_DEPTH {
            *self.dropped.borrow_mut().entry(name.clone()).or_default() += 1;
            return false;
        }
        open.push(name.clone());
        true
    }

    fn closes(&self, name: &LocalName) -> bool {
        if let Some(times) = self.dropped.borrow_mut().get_mut(name).filter(|times| **times > 0) {
            *times -= 1;
            return false;
        }
        let mut open = self.open.borrow_mut();
        let Some(place) = open.iter().rposition(|other| other == name) else { return true };
        if is_formatting(name) {
            open.remove(place);
            return true;
        }
        let above = open.get(place + 1..).unwrap_or_default();
        let special = is_special(name);
        let blocked = above.iter().any(|other| is_scope(other) || (!special && is_special(other)));
        if !blocked || is_scope(name) {
            open.truncate(place);
            // What was dropped was within.
            self.dropped.borrow_mut().clear();
        }
        true
    }

    fn is_full(&self) -> bool {
        self.builder.sink.0.borrow().tree.values().len() > self.max_nodes
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        self.was_end_tag.set(matches!(&token, Token::TagToken(tag) if tag.kind == TagKind::EndTag));
        let admitted = match &token {
            Token::TagToken(tag) => self.admits(tag) && !self.is_full(),
            Token::CharacterTokens(_) | Token::CommentToken(_) => !self.is_full(),
            Token::ParseError(_) => false,
            _ => true,
        };
        if admitted { self.builder.process_token(token, line) } else { TokenSinkResult::Continue }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that can contain themselves through no other counted element. The rest has no content,
/// plain text only, or is closed by its own kind.
fn nests(name: &str) -> bool {
    !matches!(
        name,
        "html"
            | "head"
            | "body"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "colgroup"
            | "col"
            | "br"
            | "img"
            | "hr"
            | "input"
            | "link"
            | "meta"
            | "base"
            | "area"
            | "embed"
            | "source"
            | "track"
            | "wbr"
            | "param"
            | "script"
            | "style"
            | "title"
            | "textarea"
            | "iframe"
            | "noembed"
            | "noframes"
            | "xmp"
            | "plaintext"
    )
}

/// Whether an element without an end tag ends where the next one begins.
fn ends_before(last: &str, name: &str, open: &[LocalName]) -> bool {
    match name {
        "option" | "optgroup" => last == "option",
        "rt" | "rp" => matches!(last, "rt" | "rp") && open.iter().any(|it| &**it == "ruby"),
        _ => false,
    }
}

fn is_foreign_root(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// An end tag does not reach beyond these.
fn is_scope(name: &str) -> bool {
    matches!(
        name,
        "table" | "template" | "object" | "marquee" | "applet" | "svg" | "math" | "button"
    )
}

/// What the HTML standard calls special, of those that nest: the end tag of an ordinary element
/// does not reach beyond them.
fn is_special(name: &str) -> bool {
    is_scope(name)
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "center"
                | "details"
                | "dir"
                | "div"
                | "dl"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "header"
                | "hgroup"
                | "listing"
                | "main"
                | "menu"
                | "nav"
                | "noscript"
                | "ol"
                | "pre"
                | "section"
                | "select"
                | "summary"
                | "ul"
        )
}
