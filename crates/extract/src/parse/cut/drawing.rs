//! Drawings (`svg`): where one ends, if it surely holds nothing but shapes. No text of an article is in
//! them, and they are up to a fifth of a news page's bytes (measured over 1,678 pages).

use super::{Tag, starts_with_name};

/// Elements of drawings that HTML does not know, so that none of them ends the drawing early
/// (HTML Standard, section 13.2.6.5).
const SHAPES: [&[u8]; 31] = [
    b"path",
    b"g",
    b"use",
    b"circle",
    b"rect",
    b"polygon",
    b"line",
    b"polyline",
    b"ellipse",
    b"defs",
    b"symbol",
    b"clipPath",
    b"mask",
    b"linearGradient",
    b"radialGradient",
    b"stop",
    b"pattern",
    b"filter",
    b"feGaussianBlur",
    b"feOffset",
    b"feBlend",
    b"feFlood",
    b"feColorMatrix",
    b"feComposite",
    b"feMerge",
    b"feMergeNode",
    b"animate",
    b"animateTransform",
    b"metadata",
    b"text",
    b"tspan",
];
/// Those that hold text alone, or we are not sure.
const TEXTS: [&[u8]; 3] = [b"title", b"desc", b"style"];

/// Where the `</svg` of a drawing begins whose content begins here.
pub(super) fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    let mut open: Option<&[u8]> = None;
    loop {
        let start = at + memchr::memchr(b'<', bytes.get(at..)?)?;
        let rest = bytes.get(start + 1..)?;
        let (name, closes) = match rest.strip_prefix(b"/") {
            Some(name) => (name, true),
            None => (rest, false),
        };
        let is =
            |names: &[&'static [u8]]| names.iter().copied().find(|it| starts_with_name(name, it));
        match (open, closes) {
            (Some(text), true) if starts_with_name(name, text) => open = None,
            (None, true) if starts_with_name(name, b"svg") => return Some(start),
            (None, false) if is(&TEXTS).is_some() => open = is(&TEXTS),
            (None, _) if is(&SHAPES).is_some() => {}
            // A text that does not end at once, or what is no shape.
            _ => return None,
        }
        let tag = Tag::scan(bytes, start + usize::from(closes));
        if open.is_some() && tag.closes_itself {
            open = None;
        }
        at = tag.end + 1;
    }
}
