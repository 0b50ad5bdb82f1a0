//! White space as readers see it.

/// Characters that take no room or only spoil comparison: soft hyphens, zero width, direction.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// One space for each run of white space, none at the ends, no invisible characters.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_collapsed(&mut out, text);
    while out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Appends `text` to `out`, collapsing white space across the seam; a space may end `out`.
pub(crate) fn push_collapsed(out: &mut String, text: &str) {
    let mut at_space = out.is_empty() || out.ends_with(' ');
    let mut rest = text;
    while !rest.is_empty() {
        // Words of ASCII letters are most of most pages: copied whole.
        let end = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if !word.is_empty() {
            out.push_str(word);
            at_space = false;
        }
        let mut characters = behind.chars();
        match characters.next() {
            Some(c) if c.is_whitespace() => {
                if !at_space {
                    out.push(' ');
                }
                at_space = true;
            }
            Some(c) if !is_invisible(c) => {
                out.push(c);
                at_space = false;
            }
            _ => {}
        }
        rest = characters.as_str();
    }
}

/// A string's letters and digits in lower case, all else dropped: what two spellings share.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            // Most of most texts, and much faster than the tables for all others.
            if c.is_ascii_alphanumeric() {
                folded.push(c.to_ascii_lowercase());
            }
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// The collapsed text, if any is left.
pub(crate) fn non_empty(text: &str) -> Option<String> {
    let text = collapse(text);
    (!text.is_empty()).then_some(text)
}

/// Scripts written without spaces, whose characters carry about twice as much.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{0e00}'..='\u{0e7f}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::{collapse, fold};

    #[test]
    fn runs_of_white_space_become_one_space() {
        assert_eq!(collapse(" a\u{a0}\n\t b\u{ad}c "), "a bc");
    }

    #[test]
    fn folding_keeps_letters_and_digits() {
        assert_eq!(fold("„Äpfel“ – 3 Stück"), "äpfel3stück");
    }
}
