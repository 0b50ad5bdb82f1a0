//! Text without any markup -> markup: a paragraph for what blank lines part.

use crate::NotAnArticle;

/// A line of prose has so many spaces.
const LEAST_SPACES: usize = 8;

/// Of so many letters at most one may be a sign that programs and data have.
const LETTERS_PER_SIGN: usize = 30;

/// The paragraphs of a text, unless it is a program, a style or a table.
pub(super) fn markup(text: &str) -> Result<String, NotAnArticle> {
    let lines = || text.lines().map(str::trim);
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    if !is_prose(text) {
        return Err(NotAnArticle::NotHtml);
    }
    let mut markup = String::with_capacity(text.len() + text.len() / 8);
    let mut is_parted = false;
    for line in lines() {
        // One paragraph ends, however many lines are empty.
        if !(line.is_empty() && is_parted) {
            markup.push_str(if line.is_empty() { "<p>" } else { line });
            markup.push('\n');
        }
        is_parted = line.is_empty();
    }
    Ok(markup)
}

/// Whether any line is a sentence, and hardly a sign of a program is in it.
fn is_prose(text: &str) -> bool {
    // A rule below a headline is one sign.
    let begins = text.bytes().zip(std::iter::once(b' ').chain(text.bytes()));
    let is_sign = |(byte, before): &(u8, u8)| byte != before && b"{};=|\\\t".contains(byte);
    let signs = begins.filter(is_sign).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_sentence = |line: &str| {
        let has_words = line.matches(' ').nth(LEAST_SPACES).is_some()
            || line.chars().any(crate::whitespace::is_wide);
        has_words && line.contains(['.', '!', '?', '。', '！', '？', '।', '؟', '۔'])
    };
    signs * LETTERS_PER_SIGN <= letters && text.lines().any(is_sentence)
}

#[cfg(test)]
mod tests {
    use super::markup;

    #[test]
    fn blank_lines_part_paragraphs_and_programs_are_none() {
        let text = "It rained in the valley on Monday, for the first time.\n\nThe river rose.\n";
        let found = markup(text).expect("prose");
        assert_eq!(
            found,
            "It rained in the valley on Monday, for the first time.\n<p>\nThe river rose.\n"
        );
        let ruled = "The river rises\n===============\n\n\n\nIt rained in the valley on Monday, for the first time.\n";
        assert_eq!(markup(ruled).expect("prose").matches("<p>").count(), 1);
        for other in [
            "body { color: red; margin: 0 auto 0 auto; font: 12px a, b, c, d, e, f, g; }",
            "name,age\nAnn,31\nBo,25\n",
            "let a = 1; let b = 2; // It is the sum of a and b, and of no more.",
        ] {
            assert!(markup(other).is_err(), "{other}");
        }
    }
}
