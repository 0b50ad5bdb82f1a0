//! The values of a feed: what crawled text must lose before it may stand in XML.
//!
//! Text goes in; out comes text of one line without control characters, without blanks at its ends,
//! and no longer than asked. Escaping is left to the writers.

use chrono::{DateTime, FixedOffset};

/// Most bytes of a title or another line. The longest of 1,416 real titles has 202.
pub(crate) const MAX_LINE_BYTES: usize = 500;

/// Most bytes of a keyword or of a person's name.
const MAX_NAME_BYTES: usize = 120;

/// Most bytes of a description.
/// Source: "A Podcaster's Guide to RSS".
pub(crate) const MAX_DESCRIPTION_BYTES: usize = 4_000;

/// Stands for what was cut off.
const ELLIPSIS: char = '…';

/// Text as one line: runs of blanks become one, characters that XML 1.0 forbids or discourages
/// (section 2.2) and those that nobody sees at the ends are left out.
pub(crate) fn line(text: &str) -> String {
    let words: String = text.chars().map(blank_to_space).filter(|c| is_allowed(*c)).collect();
    let line = words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.trim_matches(|c: char| c == ' ' || is_invisible(c)).to_owned()
}

/// [`line()`], of at most `bytes` bytes.
pub(crate) fn short_line(text: &str, bytes: usize) -> String {
    cut(line(text), bytes)
}

/// [`short_line`] without markup, for titles: `<b>`, `</b>`, `<a href="…">`. A lone `<` stays.
pub(crate) fn title(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let name = after.strip_prefix('/').unwrap_or(after);
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match after.split_once('>') {
            Some((tag, after_tag)) if is_tag && !tag.contains('<') => rest = after_tag,
            _ => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    short_line(&plain, MAX_LINE_BYTES)
}

/// [`short_line`] of a text that may be missing; an empty one is missing.
pub(crate) fn optional(text: Option<&str>) -> Option<String> {
    text.map(|text| short_line(text, MAX_LINE_BYTES)).filter(|line| !line.is_empty())
}

/// The texts as lines, each once, at most `most`. Empty ones are left out, and those of more than
/// [`MAX_NAME_BYTES`], which are no names.
pub(crate) fn names(texts: &[String], most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        let line = line(text);
        let is_name = !line.is_empty() && line.len() <= MAX_NAME_BYTES;
        if is_name && lines.len() < most && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// An instant as RFC 2822 has it: `Fri, 20 Nov 2026 12:00:00 +0000`.
pub(crate) fn date(instant: DateTime<FixedOffset>) -> String {
    instant.format("%a, %d %b %Y %H:%M:%S %z").to_string()
}

/// Cuts text to at most `bytes` bytes, the mark of the cut included, between two characters.
fn cut(text: String, bytes: usize) -> String {
    if text.len() <= bytes {
        return text;
    }
    let end = text.floor_char_boundary(bytes.saturating_sub(ELLIPSIS.len_utf8()));
    let kept = text.get(..end).unwrap_or_default().trim_end();
    format!("{kept}{ELLIPSIS}")
}

fn blank_to_space(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

fn is_allowed(c: char) -> bool {
    !c.is_control() && !matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
}

/// Marks without width, which apps show as a blank or a box at the beginning of a title.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_control_characters_and_no_blanks_at_its_ends() {
        assert_eq!(
            line("\u{feff} \u{0}\n Rain\u{8}\t\u{b}in\u{a0} Spain\u{ffff} \r\n"),
            "Rain in Spain"
        );
        assert_eq!(line("\u{1} \u{85}"), "");
        assert_eq!(line("👩‍👩‍👧 ]]>"), "👩‍👩‍👧 ]]>");
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        assert_eq!(short_line("ααααα", 10), "ααααα");
        assert_eq!(short_line("αααααα", 10), "ααα…");
        assert_eq!(short_line("rain in Spain", 11), "rain in…");
    }

    #[test]
    fn a_title_loses_its_tags_and_keeps_its_comparisons() {
        assert_eq!(title("<b>Rain</b> in <a href=\"/spain\">Spain</a>"), "Rain in Spain");
        assert_eq!(title("1 < 2 > 0, a<b, I <3 rain"), "1 < 2 > 0, a<b, I <3 rain");
        assert_eq!(title("a <b and <i>c</i>"), "a <b and c");
    }

    #[test]
    fn names_are_told_once() {
        let long = "x".repeat(121);
        let texts = ["rain", " rain ", "", &long, "sun", "snow"].map(str::to_owned);
        assert_eq!(names(&texts, 2), ["rain", "sun"]);
    }

    #[test]
    fn a_date_names_its_weekday_and_its_zone() {
        let instant = DateTime::parse_from_rfc3339("2026-11-01T05:06:07+05:30").unwrap();
        assert_eq!(date(instant), "Sun, 01 Nov 2026 05:06:07 +0530");
    }
}
