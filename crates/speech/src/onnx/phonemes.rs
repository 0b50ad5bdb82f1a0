//! Phonemes in the order in which they are said: one character each, decomposed (NFD).

use unicode_normalization::UnicodeNormalization as _;

use super::clauses::Clause;
use super::config::IdMap;

/// The most phonemes that a model is given at once: its memory grows with them (some 500 MB for half
/// a minute of speech).
const MOST_AT_ONCE: usize = 400;

/// The letters of a text, for a model that was trained on letters: in lower case, as Piper folds
/// them, where the model knows them so.
pub(super) fn of_letters(text: &str, map: &IdMap) -> Vec<char> {
    let mut letters = Vec::new();
    for character in text.nfd() {
        let folded = character.to_lowercase().nfd();
        let is_known = |letter: char| map.contains_key(letter.encode_utf8(&mut [0; 4]) as &str);
        if is_known(character) && !folded.clone().all(is_known) {
            letters.push(character);
        } else {
            letters.extend(folded);
        }
    }
    letters
}

/// What `espeak-ng` said of a clause, its lines joined, with the clause's sign behind it.
pub(super) fn of_clause(said: &str, clause: &Clause<'_>, voice: &str) -> Vec<char> {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let joined = without_flags(&lines.join(" "));
    let mut phonemes: Vec<char> = joined.nfd().map(|phoneme| learned(phoneme, voice)).collect();
    phonemes.extend(clause.sign);
    if !clause.ends_sentence() {
        phonemes.push(' ');
    }
    phonemes
}

/// Without the names of languages, in brackets, between which `espeak-ng` switches for a word.
fn without_flags(said: &str) -> String {
    let mut kept = String::new();
    let mut is_inside = false;
    for character in said.chars() {
        match character {
            '(' => is_inside = true,
            ')' => is_inside = false,
            _ if !is_inside => kept.push(character),
            _ => {}
        }
    }
    kept
}

/// Piper's Brazilian voices were trained with another sign for one sound.
fn learned(phoneme: char, voice: &str) -> char {
    if phoneme == 'c' && voice == "pt-br" { 'k' } else { phoneme }
}

/// A sentence in pieces that a model is given at once, cut between words where that can be.
pub(super) fn pieces(sentence: &[char]) -> Vec<&[char]> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while rest.len() > MOST_AT_ONCE {
        let (head, _) = rest.split_at(MOST_AT_ONCE);
        let space = head.iter().rposition(|phoneme| *phoneme == ' ');
        let (piece, behind) = rest.split_at(space.map_or(MOST_AT_ONCE, |index| index + 1));
        pieces.push(piece);
        rest = behind;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &str, sign: Option<char>, said: &str) -> String {
        of_clause(said, &Clause { text, sign }, "en-us").into_iter().collect()
    }

    #[test]
    fn lines_are_joined_and_the_sign_is_kept() {
        assert_eq!(of_text("a", Some(','), " ðə ˈɪ\nɡˈʊd\n"), "ðə ˈɪ ɡˈʊd, ");
        assert_eq!(of_text("a", Some('.'), "ðə\n"), "ðə.");
        assert_eq!(of_text("a", None, "ðə"), "ðə ");
    }

    #[test]
    fn switches_of_language_are_left_out() {
        assert_eq!(of_text("a", Some('.'), "ɪst (en)smˈɔːl(de) ɡuːt"), "ɪst smˈɔːl ɡuːt.");
    }

    #[test]
    fn phonemes_are_decomposed() {
        assert_eq!(of_text("a", Some('.'), "ç"), "c\u{327}.");
    }

    #[test]
    fn letters_are_folded_unless_the_model_knows_only_capitals() {
        let map = |known: &str| known.chars().map(|it| (it.to_string(), vec![1])).collect();
        let letters = |known| of_letters("Äb", &map(known)).into_iter().collect::<String>();
        assert_eq!(letters("ab\u{308}"), "a\u{308}b");
        assert_eq!(letters("Ab\u{308}"), "A\u{308}b");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words_and_nothing_is_lost() {
        let sentence: Vec<char> = "word ".repeat(200).chars().collect();
        let cut = pieces(&sentence);
        assert_eq!(cut.len(), 3);
        assert!(cut.iter().all(|piece| piece.len() <= MOST_AT_ONCE));
        assert_eq!(cut.concat(), sentence);

        let word = vec!['w'; 900];
        assert_eq!(pieces(&word).concat(), word);
    }
}
