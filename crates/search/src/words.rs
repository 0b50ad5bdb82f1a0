//! Text -> folded words: the first half of every analyser (the second is the stemmer).
//!
//! A word is a run of letters, digits and the marks on them. Scripts that put no spaces between
//! words (Han, Kana, Thai, Lao, Khmer, Myanmar) and Hangul, which glues particles to nouns, are cut
//! into overlapping pairs of characters, and the last character of a run stands alone; so any
//! string of two or more characters is found as a phrase of pairs, and one character as a prefix.
//!
//! Folding: NFKC, lower case, no accents on Latin and Greek letters (tantivy's ASCII folding, next
//! in the chain, does the rest of Latin: `ø`, `ß`). It comes before the stemmer, so that a word
//! typed without accents is always found; some stemmers conflate a little less for it. Cyrillic
//! keeps its marks (`й` is no `и`). The English possessive `'s` is dropped.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
};

/// Longest word, in bytes. Longer runs are no words (encoded data); they are skipped, but keep
/// their position.
const MAX_WORD_BYTES: usize = 120;

/// The tokenizer; it has no settings.
#[derive(Clone, Default)]
pub(crate) struct Words {
    token: Token,
}

/// The words of one text.
pub(crate) struct WordStream<'a> {
    text: &'a str,
    /// Where the next word may begin, in bytes.
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some((start, first)) = self.next_start() {
            self.token.position = self.token.position.wrapping_add(1);
            let end = if is_unspaced(first) { self.pair(start, first) } else { self.word(start) };
            let Some(word) = self.text.get(start..end) else { return false };
            if word.len() > MAX_WORD_BYTES {
                continue;
            }
            self.token.offset_from = start;
            self.token.offset_to = end;
            self.token.text.clear();
            fold(word, &mut self.token.text);
            if !self.token.text.is_empty() {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

impl WordStream<'_> {
    fn rest(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    fn next_start(&mut self) -> Option<(usize, char)> {
        let mut found = None;
        for (offset, character) in self.rest(self.at).char_indices() {
            if character.is_alphanumeric() || is_unspaced(character) {
                found = Some((self.at + offset, character));
                break;
            }
        }
        self.at = found.map_or(self.text.len(), |(start, _)| start);
        found
    }

    /// The end of the pair that begins here; the next one begins at its second character.
    fn pair(&mut self, start: usize, first: char) -> usize {
        let second_start = start + first.len_utf8();
        self.at = second_start;
        let second = self.rest(second_start).chars().next().filter(|second| is_unspaced(*second));
        second_start + second.map_or(0, char::len_utf8)
    }

    /// The end of the word that begins here, without a possessive; the next one begins after both.
    fn word(&mut self, start: usize) -> usize {
        let rest = self.rest(start);
        let length = rest.find(|character| !is_inside_word(character)).unwrap_or(rest.len());
        let end = start + length;
        self.at = end + possessive_bytes(self.rest(end));
        end
    }
}

/// The length of `'s` at the beginning of a text, 0 when it does not stand there as a whole.
fn possessive_bytes(text: &str) -> usize {
    let mut characters = text.chars();
    let (Some(mark @ ('\'' | '’')), Some('s' | 'S')) = (characters.next(), characters.next())
    else {
        return 0;
    };
    if characters.next().is_some_and(is_inside_word) { 0 } else { mark.len_utf8() + 1 }
}

fn is_inside_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    (character.is_alphanumeric() || is_invisible(character) || is_combining_mark(character))
        && !is_unspaced(character)
}

/// Soft hyphen, and the joiners that only shape letters.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Whether a character belongs to a script that is cut into pairs. Ranges: blocks of Unicode 16.
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e01}'..='\u{e4e}'      // Thai, but for its digits
        | '\u{e81}'..='\u{ece}'    // Lao
        | '\u{1000}'..='\u{103f}'  // Myanmar
        | '\u{1780}'..='\u{17d3}'  // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ac00}'..='\u{d7a3}'  // Hangul
        | '\u{20000}'..='\u{323af}')
}

/// Appends the folded form of a word.
fn fold(word: &str, folded: &mut String) {
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    for character in word.nfkc().flat_map(char::to_lowercase) {
        match character {
            '\u{300}'..='\u{36f}' => {}
            character if is_invisible(character) => {}
            'ς' => folded.push('σ'),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => folded.push(base(character)),
            character => folded.push(character),
        }
    }
}

/// A letter without its marks.
fn base(character: char) -> char {
    let mut first = None;
    decompose_canonical(character, |part| {
        first.get_or_insert(part);
    });
    first.unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fields, language};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut plain = fields::analyser(language::PLAIN);
        let mut found = Vec::new();
        plain.token_stream(text).process(&mut |token| {
            assert!(text.get(token.offset_from..token.offset_to).is_some());
            found.push(token.text.clone());
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn words_lose_case_marks_and_possessives() {
        check("Trump’s COVID-19 don't", &["trump", "covid", "19", "don", "t"]);
        check("E\u{301}LE\u{301}LOUS so\u{ad}lo", &["elelous", "solo"]);
        check("Ελλάς ΕΛΛΆΔΑ", &["ελλασ", "ελλαδα"]);
        check("йод и\u{306}од", &["йод", "йод"]);
        check("ＡＢＣ", &["abc"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        check("東京都 5月", &["東京", "京都", "都", "5", "月"]);
        check("한국은", &["한국", "국은", "은"]);
        check("iPhone発売", &["iphone", "発売", "売"]);
    }

    #[test]
    fn indic_marks_do_not_split_words() {
        check("हिन्दी", &["हिन्दी"]);
    }

    #[test]
    fn encoded_data_is_no_word() {
        check(&format!("a {} b", "x".repeat(500)), &["a", "b"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_on_character_borders(text in "\\PC{0,200}|(?s).{0,200}") {
            let mut words = Words::default();
            let mut stream = words.token_stream(&text);
            while stream.advance() {
                let token = stream.token();
                proptest::prop_assert!(text.get(token.offset_from..token.offset_to).is_some());
                proptest::prop_assert!(!token.text.is_empty());
            }
        }
    }
}
