//! The words of a text, in the form in which two texts are compared.
//!
//! Text goes in; words come out that do not depend on letter case, typographic variants (ligatures,
//! full-width letters, curly apostrophes), punctuation or blanks. No stemming and no stop words:
//! two texts that differ in one word differ.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text in their order, in NFKC and case folded.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded: String = text
        .nfkc()
        .filter(|c| !is_skipped(*c))
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect();
    // A blank before a combining mark makes one segment with it (UAX 29, WB4): trim it off.
    folded.unicode_words().map(|w| w.trim_matches(is_no_letter).to_owned()).collect()
}

/// The words with one blank between two.
pub(crate) fn normalised(text: &str) -> String {
    words(text).join(" ")
}

fn is_no_letter(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Characters that one outlet writes and the next leaves out of the same word: apostrophes (straight
/// or curly), the soft hyphen, and marks without width.
fn is_skipped(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{ad}' | '\u{200b}'
            ..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(normalised(text), expected);
    }

    #[test]
    fn case_punctuation_and_blanks_do_not_count() {
        check("  Rain,\n\nRAIN — “go away”!  ", "rain rain go away");
    }

    #[test]
    fn typographic_variants_are_one_word() {
        check("It’s the ﬁrst ｎｅｗｓ\u{ad}paper", "its the first newspaper");
        check("It's the first newspaper", "its the first newspaper");
    }

    #[test]
    fn case_is_folded_not_merely_lowered() {
        check("STRASSE Straße", "strasse strasse");
        check("ΟΔΟΣ οδος οδός", "οδοσ οδοσ οδόσ");
    }

    #[test]
    fn a_mark_does_not_keep_the_blank_before_it() {
        check("\n\u{1930} a", "\u{1930} a");
    }

    #[test]
    fn a_text_without_words_has_none() {
        check(" … — !!! \u{feff}", "");
    }
}
