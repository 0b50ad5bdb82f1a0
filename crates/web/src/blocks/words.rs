//! Words with their marks -> HTML that is properly nested, however the marks overlap.
//!
//! Between two ends of marks everything is marked alike. So the text is cut there, and each piece is
//! written inside link, strong and em, in this order; a mark that goes on is closed and opened again
//! only where one outside it changes.

use extract::{Mark, MarkKind, Text};

/// Marks of one text that are read; a paragraph with more is no prose.
const MOST_MARKS: usize = 2_000;

/// Writes text that cannot be taken for markup, in elements and in quoted attributes.
pub(crate) fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // Controls, and the marks that turn the direction of all that follows.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if character.is_control() && character != '\n' && character != '\t' => {}
            _ => html.push(character),
        }
    }
}

/// An address that may be linked: absolute http(s), as the standard writes it.
pub(crate) fn safe_address(address: &str) -> Option<String> {
    let parsed = url::Url::parse(address.trim()).ok()?;
    let is_web = matches!(parsed.scheme(), "http" | "https") && parsed.has_host();
    is_web.then(|| parsed.to_string())
}

/// Begins a link to somewhere else.
pub(crate) fn open_link(html: &mut String, address: &str) {
    html.push_str("<a rel=\"noopener nofollow noreferrer\" href=\"");
    escape(html, address);
    html.push_str("\">");
}

/// What is open at a place of the text.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Style<'a> {
    link: Option<&'a str>,
    strong: bool,
    emphasis: bool,
}

/// Writes the words, marked.
pub(crate) fn write_text(html: &mut String, text: &Text) {
    let marks: Vec<&Mark> =
        text.marks.iter().take(MOST_MARKS).filter(|mark| is_sound(mark, &text.plain)).collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.extend([0, text.plain.len()]);
    cuts.sort_unstable();
    cuts.dedup();

    let mut covering: Vec<&Mark> = Vec::new();
    let mut waiting = marks.into_iter().peekable();
    let mut open = Style::default();
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        covering.retain(|mark| mark.end > *start);
        while let Some(mark) = waiting.next_if(|mark| mark.start <= *start) {
            covering.push(mark);
        }
        let style = style_of(&covering);
        change(html, open, style);
        open = style;
        escape(html, text.plain.get(*start..*end).unwrap_or_default());
    }
    change(html, open, Style::default());
}

fn is_sound(mark: &Mark, plain: &str) -> bool {
    mark.start < mark.end && plain.get(mark.start..mark.end).is_some()
}

/// Of links that overlap the first one counts.
fn style_of<'a>(covering: &[&'a Mark]) -> Style<'a> {
    let mut style = Style::default();
    for mark in covering {
        match &mark.kind {
            MarkKind::Emphasis => style.emphasis = true,
            MarkKind::Strong => style.strong = true,
            MarkKind::Link(address) => style.link = style.link.or(Some(address)),
        }
    }
    style
}

/// Closes what ends and opens what begins, and whatever lies inside it.
fn change(html: &mut String, from: Style<'_>, to: Style<'_>) {
    let link_changes = from.link != to.link;
    let strong_changes = link_changes || from.strong != to.strong;
    let emphasis_changes = strong_changes || from.emphasis != to.emphasis;
    let is_link = |style: Style<'_>| style.link.and_then(safe_address).is_some();

    if from.emphasis && emphasis_changes {
        html.push_str("</em>");
    }
    if from.strong && strong_changes {
        html.push_str("</strong>");
    }
    if link_changes && is_link(from) {
        html.push_str("</a>");
    }
    if link_changes && let Some(address) = to.link.and_then(safe_address) {
        open_link(html, &address);
    }
    if to.strong && strong_changes {
        html.push_str("<strong>");
    }
    if to.emphasis && emphasis_changes {
        html.push_str("<em>");
    }
}
