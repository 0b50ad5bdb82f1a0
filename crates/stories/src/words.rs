//! The words of a text, in the form in which two texts are compared.
//!
//! Text goes in; words come out that do not depend on letter case, typographic variants (ligatures,
//! full-width letters, curly apostrophes), punctuation or blanks. No stemming and no stop words:
//! two texts that differ in one word differ.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Of a text, no more than so many words are hashed: some 400 kB of English. It bounds the memory
/// of whatever is made of them; the longest of 1,678 real articles has 9,230.
const MAX_HASHED: usize = 1 << 16;

/// A run without blanks is looked at in pieces of at most so many bytes.
const PIECE_BYTES: usize = 1 << 16;

/// From here on (Thai, Chinese, Japanese …) scripts have letters that are words by themselves.
const FIRST_LETTER_WORD: char = '\u{e00}';

/// The words of a text as hashes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct WordHashes {
    /// One for each word, in their order, at most [`MAX_HASHED`]. Stable: the same on every build
    /// and machine.
    pub(crate) hashes: Vec<u64>,
    /// How many of them are a single letter of a script that is written without blanks.
    pub(crate) letters: usize,
}

impl WordHashes {
    /// The hashes of [`words`], several times faster for the words of most European languages.
    pub(crate) fn of(text: &str) -> Self {
        let mut hashed = Self::default();
        for piece in pieces(text) {
            if hashed.hashes.len() >= MAX_HASHED {
                break;
            }
            let before = hashed.hashes.len();
            if !hashed.add_plain(piece) {
                hashed.hashes.truncate(before);
                hashed.add_any(piece);
            }
        }
        hashed.hashes.truncate(MAX_HASHED);
        hashed
    }

    /// Any piece, by way of its [`words`].
    fn add_any(&mut self, piece: &str) {
        for word in words(piece) {
            let mut letters = word.chars();
            let is_letter = letters.next() >= Some(FIRST_LETTER_WORD) && letters.next().is_none();
            self.letters += usize::from(is_letter);
            self.hashes.push(finished(word.chars().fold(WORD_SEED, hash_letter)));
        }
    }

    /// A piece of plain letters. Says `false`, having added some of its words, if it is none.
    fn add_plain(&mut self, piece: &str) -> bool {
        let mut hash = WORD_SEED;
        for letter in piece.trim_matches(is_outer_punctuation).chars() {
            match plain(letter) {
                Plain::Letters(letters) => {
                    hash = letters.into_iter().flatten().fold(hash, hash_letter);
                }
                Plain::Nothing => {}
                Plain::End => hash = self.end_word(hash),
                Plain::Unknown => return false,
            }
        }
        self.end_word(hash);
        true
    }

    /// Adds the word, unless it has no letter; gives the hash with which the next begins.
    fn end_word(&mut self, hash: u64) -> u64 {
        if hash != WORD_SEED {
            self.hashes.push(finished(hash));
        }
        WORD_SEED
    }
}

/// What a character is among plain letters.
enum Plain {
    /// One letter or two, case folded.
    Letters([Option<char>; 2]),
    /// Left out of its word.
    Nothing,
    /// Between two words.
    End,
    /// More than this knows of.
    Unknown,
}

fn plain(letter: char) -> Plain {
    match letter {
        'a'..='z' | '0'..='9' | 'à'..='ö' | 'ø'..='þ' | 'а'..='я' => {
            Plain::Letters([Some(letter), None])
        }
        'A'..='Z' => Plain::Letters([Some(letter.to_ascii_lowercase()), None]),
        'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => {
            Plain::Letters([letter.to_lowercase().next(), None])
        }
        'ß' => Plain::Letters([Some('s'), Some('s')]),
        _ if is_skipped(letter) => Plain::Nothing,
        // These join letters or digits to one word, or do not: see UAX 29.
        '_' | '.' | ',' | ':' | ';' => Plain::Unknown,
        _ if letter.is_ascii() => Plain::End,
        _ => Plain::Unknown,
    }
}

/// FNV-1a, with letters in the place of bytes.
const WORD_SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn hash_letter(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
}

/// Spreads what differs in few bits over all of them: the finish of `SplitMix64`.
pub(crate) fn finished(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// What lies between blanks, cut where it is too long. No word reaches over a blank.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace().flat_map(|mut rest| {
        std::iter::from_fn(move || {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES));
            rest = after;
            (!piece.is_empty()).then_some(piece)
        })
    })
}

/// Marks that may be taken off the ends of a piece without changing its words.
fn is_outer_punctuation(c: char) -> bool {
    match c {
        '«' | '»' | '\u{2010}'..='\u{2027}' => true,
        _ => c.is_ascii() && !c.is_ascii_alphanumeric(),
    }
}

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

/// The words with one blank between two; several times faster for those of most European languages.
pub(crate) fn normalised(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    // Whole, however long: cut where [`WordHashes`] cuts them, hashes that are stored would be others.
    for run in text.split_ascii_whitespace() {
        let before = joined.len();
        if !push_plain(run, &mut joined) {
            joined.truncate(before);
            for word in &words(run) {
                push_word(word, &mut joined);
            }
        }
    }
    joined
}

fn push_word(word: &str, joined: &mut String) {
    if !word.is_empty() {
        separate(joined);
        joined.push_str(word);
    }
}

/// Begins the next word.
fn separate(joined: &mut String) {
    if !joined.is_empty() {
        joined.push(' ');
    }
}

/// Adds the words of a run of plain letters. Says `false`, having added some of them, if it is none.
fn push_plain(run: &str, joined: &mut String) -> bool {
    let mut is_inside = false;
    for letter in run.trim_matches(is_outer_punctuation).chars() {
        match plain(letter) {
            Plain::Letters(letters) => {
                if !is_inside {
                    separate(joined);
                }
                is_inside = true;
                letters.into_iter().flatten().for_each(|letter| joined.push(letter));
            }
            Plain::Nothing => {}
            Plain::End => is_inside = false,
            Plain::Unknown => return false,
        }
    }
    true
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
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_hashes(text: &str) {
        let mut expected = WordHashes::default();
        expected.add_any(text);
        assert_eq!(WordHashes::of(text), expected, "{text:?}");
    }

    #[test]
    fn hashes_are_those_of_the_words() {
        check_hashes("Rain, RAIN — “go away”! It's 3.5 well-known e.g. a_b 1,000 «Straße» Čapek");
        check_hashes("ÀÉÎ Ёлка Ель МОСКВА ×÷ ÿ Ÿ ﬁrst ｎｅｗｓ news\u{ad}paper e\u{301}te\u{301}");
        check_hashes("東京の天気は雨です。カタカナ 今天下雨 ฝนตก 비가 온다");
        check_hashes("");
    }

    #[test]
    fn hashes_are_the_same_on_every_build_and_machine() {
        let hashes = WordHashes::of("Rain falls").hashes;
        // Reckoned by another program.
        assert_eq!(hashes, [1_099_465_429_763_157_232, 546_499_596_300_101_228]);
    }

    #[test]
    fn letters_without_blanks_are_counted() {
        assert_eq!(WordHashes::of("今天下雨, a b").letters, 4);
    }

    #[test]
    fn an_endless_text_has_so_many_words_and_no_more() {
        let hashed = |text: &str| WordHashes::of(&text.repeat(1 << 18)).hashes.len();
        assert_eq!((hashed("a "), hashed("雨"), hashed("a")), (MAX_HASHED, MAX_HASHED, 4));
    }

    proptest! {
        #[test]
        fn hashes_of_any_text_are_those_of_its_words(
            text in "\\PC{0,40}|[a-zA-Z0-9 '’_.,:;\"“«Éß雨\u{301}\u{ad}-]{0,40}",
        ) {
            let mut expected = WordHashes::default();
            expected.add_any(&text);
            prop_assert_eq!(WordHashes::of(&text), expected);
            prop_assert_eq!(normalised(&text), words(&text).join(" "));
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(normalised(text), expected);
    }

    /// As it was stored ever since: all words of the whole text at once.
    #[track_caller]
    fn check_joined(text: &str) {
        assert_eq!(normalised(text), words(text).join(" "), "{text:?}");
    }

    #[test]
    fn joined_words_are_those_of_the_whole_text() {
        check_joined("Rain, RAIN — “go away”! It's 3.5 well-known e.g. a_b 1,000 «Straße» Čapek");
        check_joined("ÀÉÎ Ёлка Ель МОСКВА ×÷ ÿ Ÿ ﬁrst ｎｅｗｓ news\u{ad}paper e\u{301}te\u{301}");
        check_joined("東京の天気は雨です。カタカナ 今天下雨 ฝนตก 비가 온다 ' x' 'x -- a-b");
        check_joined(&"雨".repeat(PIECE_BYTES));
        check_joined(&"ab.".repeat(PIECE_BYTES));
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
