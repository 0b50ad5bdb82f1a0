//! The pieces of an article's text, in reading order.
//!
//! They are stored as JSON in a row, so their form is stable: a change of form raises
//! [`BLOCKS_VERSION`]. No string holds markup; marks are byte ranges beside the plain text.

use serde::{Deserialize, Serialize};

/// Version of the stored form of [`Block`]; raised with each change of it. Since 2 an embed tells
/// whether it is text; one stored before had words only if it was.
pub const BLOCKS_VERSION: u32 = 2;

/// A piece of text or what stands between two of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "content", rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// A headline within the text.
    Heading {
        /// 1 to 6, as marked up.
        level: u8,
        /// Its words.
        text: Text,
    },
    /// One item of a list.
    ListItem {
        /// Numbered rather than bulleted.
        ordered: bool,
        /// Its words, without the number.
        text: Text,
    },
    /// A paragraph quoted from somebody.
    Quote(Text),
    /// A picture with what is said about it; no part of the text.
    Figure {
        /// The picture, if its address is known.
        image: Option<Image>,
        /// What it shows.
        caption: Option<String>,
        /// Who made it.
        credit: Option<String>,
    },
    /// A table of data, row by row; cells are plain text.
    Table {
        /// Each row's cells, from left to right; empty where a cell is, or where another reaches.
        rows: Vec<Vec<String>>,
    },
    /// A post or film from elsewhere shown in the text.
    Embed {
        /// Who said it.
        who: Option<String>,
        /// What was said, without who said it; may be empty.
        text: String,
        /// Where, absolute http(s).
        address: Option<String>,
        /// Whether what was said is part of the article's own text.
        #[serde(default = "is_text_of_old")]
        in_text: bool,
    },
    /// Text whose white space matters.
    Preformatted(String),
}

/// Words with their emphasis and links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// White space collapsed, never empty.
    pub plain: String,
    /// Byte ranges into `plain`, sorted by start, on character boundaries.
    pub marks: Vec<Mark>,
}

impl Text {
    /// Text without any mark.
    pub fn unmarked(plain: String) -> Self {
        Self { plain, marks: Vec::new() }
    }
}

/// What is marked in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// One past the last byte; above `start`.
    pub end: usize,
    /// What the range is.
    pub kind: MarkKind,
}

/// The kinds of marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// `em`, `i`.
    Emphasis,
    /// `strong`, `b`.
    Strong,
    /// A link, absolute http(s).
    Link(String),
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Absolute http(s).
    pub address: String,
    /// What it shows, for those who cannot see it.
    pub alt: Option<String>,
    /// Pixels, as the page says.
    pub width: Option<u32>,
    /// Pixels, as the page says.
    pub height: Option<u32>,
}

fn is_text_of_old() -> bool {
    true
}

/// What a reader would read of the blocks, preformatted text and posts that are text among them, joined
/// by line breaks: no captions, no credits, no posts
/// that only accompany the text.
pub fn text_of(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) | Block::Quote(words) => push_line(&mut text, &words.plain),
            Block::Heading { text: words, .. } | Block::ListItem { text: words, .. } => {
                push_line(&mut text, &words.plain);
            }
            Block::Table { rows } => {
                for row in rows {
                    let said: Vec<&str> =
                        row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                    push_line(&mut text, &said.join(" "));
                }
            }
            Block::Embed { text: words, in_text: true, .. } | Block::Preformatted(words) => {
                push_line(&mut text, words);
            }
            Block::Embed { .. } | Block::Figure { .. } => {}
        }
    }
    text
}

fn push_line(text: &mut String, line: &str) {
    if line.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}
