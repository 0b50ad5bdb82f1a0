//! What markup says of a word by how it is set, as characters: raised numbers, quotation marks.

use std::borrow::Cow;

use crate::dom::Dom;
use crate::tag::Tag;

/// Characters of the longest raised number.
const MAX_RAISED: usize = 5;

/// What a node says: its text, with what its element means.
pub(super) fn said<'d>(dom: &'d Dom<'_>, at: usize) -> Cow<'d, str> {
    let node = &dom.nodes[at];
    match node.tag {
        Tag::Br => Cow::Borrowed(" "),
        Tag::Text => match name(dom, node.parent) {
            "sup" => raised(node.text).map_or(Cow::Borrowed(node.text), Cow::Owned),
            "q" => quoted(dom, at),
            _ => Cow::Borrowed(node.text),
        },
        _ => Cow::Borrowed(node.text),
    }
}

fn name<'d>(dom: &'d Dom<'_>, at: usize) -> &'d str {
    let element = dom.nodes.get(at).and_then(|node| node.element);
    element.map_or("", |element| &element.name.local)
}

/// A raised number in raised digits: ten to the sixth is not a hundred and six.
fn raised(text: &str) -> Option<String> {
    let text = text.trim();
    let is_number = text.chars().any(|c| c.is_ascii_digit());
    let is_short = text.chars().count() <= MAX_RAISED;
    (is_number && is_short).then(|| text.chars().map(raised_digit).collect()).flatten()
}

fn raised_digit(c: char) -> Option<char> {
    let digit = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    match c {
        '-' | '−' | '–' => Some('⁻'),
        _ => RAISED_DIGITS.get(digit?).copied(),
    }
}

const RAISED_DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Marks that begin what is quoted.
const MARKS: [char; 6] = ['"', '“', '„', '«', '‘', '\''];

/// A text in an element that browsers set in quotation marks.
fn quoted<'d>(dom: &'d Dom<'_>, at: usize) -> Cow<'d, str> {
    let node = &dom.nodes[at];
    let before = node.parent.checked_sub(1).map_or("", |before| dom.nodes[before].text);
    let has_own = before.ends_with(MARKS) || node.text.trim_start().starts_with(MARKS);
    let (begins, ends) = (at == node.parent + 1, dom.nodes[node.parent].end == at + 1);
    if has_own || !(begins || ends) {
        return Cow::Borrowed(node.text);
    }
    let (before, after) = (if begins { "“" } else { "" }, if ends { "”" } else { "" });
    Cow::Owned(format!("{before}{}{after}", node.text))
}
