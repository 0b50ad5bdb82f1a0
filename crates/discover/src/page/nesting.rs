//! A bound on the nesting of HTML, before it is parsed.
//!
//! In: HTML. Out: its head, up to where elements lie too deep. The parser looks through its open
//! elements at every tag, so that its time grows with the square of the nesting: 50,000 open `div`
//! took 12 s in a development build. Browsers stop at 512 (Blink).
//!
//! The count is rough: elements whose end tags may be left out are not counted, and tags within
//! scripts are.

/// Open elements from which the rest is not read.
const MAX_NESTING: usize = 1_500;

/// Elements without an end tag, or whose end tag may be left out (HTML, section 13.1.2.4).
const UNCOUNTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option",
    "optgroup", "rt", "rp", "colgroup", "caption", "html", "head", "body",
];

/// The head of the page that nests no deeper than is read.
pub(super) fn shallow(html: &str) -> &str {
    let mut depth = 0_usize;
    for (position, _) in html.match_indices('<') {
        let tag = html.get(position + 1..).unwrap_or_default();
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        if !is_counted(tag) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > MAX_NESTING {
            return html.get(..position).unwrap_or(html);
        }
    }
    html
}

fn is_counted(tag: &str) -> bool {
    let length = tag.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let name = tag.get(..length).unwrap_or_default();
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && !UNCOUNTED.iter().any(|uncounted| uncounted.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_read_whole() {
        let page = "<p>one<li>two<br>".repeat(5_000) + &"<div><b>x</b></div>".repeat(5_000);
        assert_eq!(shallow(&page), page);
    }

    #[test]
    fn what_lies_too_deep_is_cut_off() {
        let page = format!("<p>head{}", "<DIV>".repeat(100_000));
        assert_eq!(shallow(&page).matches("<DIV>").count(), MAX_NESTING);
    }
}
