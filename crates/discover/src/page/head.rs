//! Where a page stops being one that the parser reads in time.
//!
//! In: HTML. Out: its head, up to where elements lie too deep, or a tag has too many attributes. The
//! parser looks through its open elements at every tag, and through a tag's attributes at each of
//! them, so that its time grows with the square of either: 50,000 open `div` took 12 s in a development
//! build. Browsers stop at 512 open elements (Blink).
//!
//! Both counts are rough: elements whose end tags may be left out are not counted, and what looks like
//! a tag within scripts and comments is.

/// Open elements from which the rest is not read.
const MAX_NESTING: usize = 1_500;

/// Attributes of one tag from which the rest is not read; honest tags have fewer than a hundred. What
/// only looks like a tag, `i<n` in a script, goes on to the next `>`: mostly much less than so many
/// words.
const MAX_ATTRIBUTES: usize = 1_000;

/// How often each byte is looked at for the end of a tag, on the average. Tags do not overlap, but what
/// looks like tags does.
const MAX_LOOKS: usize = 4;

/// Elements without an end tag, or whose end tag may be left out (HTML, section 13.1.2.4).
const UNCOUNTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option",
    "optgroup", "rt", "rp", "colgroup", "caption", "html", "head", "body",
];

/// The head of the page that is read in time.
pub(super) fn readable(html: &str) -> &str {
    let mut depth = 0_usize;
    let mut looks = html.len() * MAX_LOOKS;
    for (position, _) in html.match_indices('<') {
        let tag = html.get(position + 1..).unwrap_or_default();
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        if !tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
            continue;
        }
        if is_counted(tag) {
            depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        }
        let length = length(tag.as_bytes(), looks);
        looks -= length.unwrap_or(looks);
        if depth > MAX_NESTING || looks == 0 {
            return html.get(..position).unwrap_or(html);
        }
    }
    html
}

fn is_counted(tag: &str) -> bool {
    let length = tag.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let name = tag.get(..length).unwrap_or_default();
    !UNCOUNTED.iter().any(|uncounted| uncounted.eq_ignore_ascii_case(name))
}

/// Where in a tag one is (HTML, sections 13.2.5.8 and 13.2.5.32 to 39).
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Bare,
    Quoted(u8),
}

/// The length of a tag in bytes; none if it has too many attributes, or does not end within `most`.
fn length(tag: &[u8], most: usize) -> Option<usize> {
    let mut state = State::TagName;
    let mut attributes = 0;
    for (place, byte) in tag.iter().copied().enumerate().take(most) {
        if byte == b'>' && !matches!(state, State::Quoted(_)) {
            return Some(place + 1);
        }
        let next = after(state, byte);
        attributes += usize::from(next == State::Name && state != State::Name);
        if attributes > MAX_ATTRIBUTES {
            return None;
        }
        state = next;
    }
    (tag.len() < most).then_some(tag.len())
}

fn after(state: State, byte: u8) -> State {
    let is_blank = byte.is_ascii_whitespace();
    match state {
        State::Quoted(quote) if byte != quote => state,
        State::Quoted(_) => State::BeforeName,
        State::BeforeValue if matches!(byte, b'"' | b'\'') => State::Quoted(byte),
        State::BeforeValue if !is_blank => State::Bare,
        State::TagName | State::Bare if is_blank => State::BeforeName,
        State::BeforeValue | State::Bare => state,
        State::Name | State::AfterName if byte == b'=' => State::BeforeValue,
        _ if byte == b'/' => State::BeforeName,
        State::Name if is_blank => State::AfterName,
        State::BeforeName | State::AfterName if !is_blank => State::Name,
        State::TagName | State::BeforeName | State::Name | State::AfterName => state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_read_whole() {
        let page = "<p>one<li>two<br>".repeat(5_000) + &"<div><b>x</b></div>".repeat(5_000);
        assert_eq!(readable(&page), page);
        let page = format!("<p title='{}' a>x<", " b".repeat(5_000));
        assert_eq!(readable(&page), page);
    }

    #[test]
    fn what_lies_too_deep_is_cut_off() {
        let page = format!("<p>head{}", "<DIV>".repeat(100_000));
        assert_eq!(readable(&page).matches("<DIV>").count(), MAX_NESTING);
    }

    #[test]
    fn a_tag_of_countless_attributes_is_cut_off() {
        for attribute in [" a", "/a", " a=b", " a=''", " a = \"x>\"", " =\" a", "\t=' a"] {
            let many = attribute.repeat(3 * MAX_ATTRIBUTES);
            let page = format!("<p>head<a{many}>tail");
            assert_eq!(readable(&page), "<p>head", "{attribute}");
        }
    }

    #[test]
    fn what_looks_like_tags_within_tags_ends_in_time() {
        let page = "<a".repeat(4_000_000);
        assert!(readable(&page).len() < page.len());
    }
}
