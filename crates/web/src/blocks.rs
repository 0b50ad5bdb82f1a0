//! The blocks of an article -> HTML.
//!
//! In: blocks as the extractor made them, in the row's JSON. Out: markup that is ours alone; every
//! string of the publisher's is escaped text, and links are http(s) or no links. No picture is
//! loaded: of a figure the caption stays.

mod words;

use extract::{Block, Text};

pub(crate) use words::safe_address;
use words::{escape, write_text};

/// The article's text as HTML, but for a first paragraph that says just what stands `above` it.
/// Blocks that this version cannot read are shown as the plain text, a line a paragraph.
pub(crate) fn html(blocks: &str, plain: &str, above: &str) -> String {
    let mut html = String::with_capacity(plain.len() + plain.len() / 8);
    match serde_json::from_str::<Vec<Block>>(blocks) {
        Ok(blocks) if !blocks.is_empty() => {
            let is_above =
                matches!(blocks.first(), Some(Block::Paragraph(text)) if text.plain == above);
            write_blocks(&mut html, blocks.get(usize::from(is_above)..).unwrap_or_default());
        }
        _ => {
            for line in plain.lines().filter(|line| !line.trim().is_empty()) {
                wrap(&mut html, "p", |html| escape(html, line));
            }
        }
    }
    html
}

/// What several blocks of one kind are written into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    None,
    Bulleted,
    Numbered,
    Quote,
}

impl Group {
    fn of(block: &Block) -> Self {
        match block {
            Block::ListItem { ordered: false, .. } => Self::Bulleted,
            Block::ListItem { ordered: true, .. } => Self::Numbered,
            Block::Quote(_) => Self::Quote,
            _ => Self::None,
        }
    }

    fn tag(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Bulleted => Some("ul"),
            Self::Numbered => Some("ol"),
            Self::Quote => Some("blockquote"),
        }
    }
}

fn write_blocks(html: &mut String, blocks: &[Block]) {
    for run in blocks.chunk_by(|one, next| Group::of(one) == Group::of(next)) {
        let group = run.first().map_or(Group::None, Group::of);
        let write_run = |html: &mut String| {
            for block in run {
                write_block(html, block);
            }
        };
        match group.tag() {
            Some(tag) => wrap(html, tag, write_run),
            None => write_run(html),
        }
        html.push('\n');
    }
}

fn write_block(html: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) | Block::Quote(text) => write_in(html, "p", text),
        Block::Heading { level: ..=2, text } => write_in(html, "h2", text),
        Block::Heading { text, .. } => write_in(html, "h3", text),
        Block::ListItem { text, .. } => write_in(html, "li", text),
        Block::Figure { caption, credit, .. } => {
            write_figure(html, caption.as_deref(), credit.as_deref());
        }
        Block::Table { rows } => write_table(html, rows),
        Block::Embed { who, text, address, .. } => {
            write_embed(html, who.as_deref(), text, address.as_deref());
        }
        Block::Preformatted(text) => wrap(html, "pre", |html| escape(html, text)),
    }
}

fn wrap(html: &mut String, tag: &str, inside: impl FnOnce(&mut String)) {
    html.extend(["<", tag, ">"]);
    inside(html);
    html.extend(["</", tag, ">"]);
}

fn write_in(html: &mut String, tag: &str, text: &Text) {
    wrap(html, tag, |html| write_text(html, text));
}

/// A picture that is not shown: what was said about it, if anything was.
fn write_figure(html: &mut String, caption: Option<&str>, credit: Option<&str>) {
    let Some(caption) = caption.filter(|caption| !caption.trim().is_empty()) else { return };
    html.push_str("<figure><figcaption><span class=\"label\">Picture</span> ");
    escape(html, caption);
    if let Some(credit) = credit.filter(|credit| !credit.trim().is_empty()) {
        html.push_str(" <span class=\"credit\">");
        escape(html, credit);
        html.push_str("</span>");
    }
    html.push_str("</figcaption></figure>");
}

/// Wide tables scroll by themselves, also with the keyboard.
fn write_table(html: &mut String, rows: &[Vec<String>]) {
    html.push_str(
        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>",
    );
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            wrap(html, "td", |html| escape(html, cell));
        }
        html.push_str("</tr>");
    }
    html.push_str("</table></div>");
}

fn write_embed(html: &mut String, who: Option<&str>, text: &str, address: Option<&str>) {
    html.push_str("<blockquote class=\"embed\">");
    if !text.trim().is_empty() {
        wrap(html, "p", |html| escape(html, text));
    }
    wrap(html, "footer", |html| {
        escape(html, who.unwrap_or("A post from elsewhere"));
        if let Some(address) = address.and_then(safe_address) {
            html.push_str(" · ");
            words::open_link(html, &address);
            html.push_str("the original post</a>");
        }
    });
    html.push_str("</blockquote>");
}

#[cfg(test)]
mod tests;
