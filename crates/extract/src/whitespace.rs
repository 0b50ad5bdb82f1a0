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
        } else if is_small_letter(c) {
            folded.push(c);
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Whether a character is a letter that is its own lower case, of the scripts that most texts beside
/// ASCII are in (Latin, Cyrillic, Arabic, kana, ideographs, Hangul): the tables for all others are slow.
pub(crate) const fn is_small_letter(c: char) -> bool {
    matches!(c,
        'ß'..='ö' | 'ø'..='ÿ' | 'а'..='я' | 'ё' | '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}')
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

/// How much a text says: a character of such a script counts twice.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::{collapse, fold, is_small_letter};

    #[test]
    fn runs_of_white_space_become_one_space() {
        assert_eq!(collapse(" a\u{a0}\n\t b\u{ad}c "), "a bc");
    }

    #[test]
    fn small_letters_are_letters_and_their_own_lower_case() {
        for c in ('\0'..=char::MAX).filter(|c| is_small_letter(*c)) {
            assert!(c.is_alphanumeric(), "{c:?}");
            assert_eq!(c.to_lowercase().collect::<String>(), c.to_string());
        }
        assert!(
            "öяعのか한字".chars().all(is_small_letter) && !"ÖЯ。ー a".chars().any(is_small_letter)
        );
    }

    #[test]
    fn folding_keeps_letters_and_digits() {
        assert_eq!(fold("„Äpfel“ – 3 Stück"), "äpfel3stück");
    }
}
