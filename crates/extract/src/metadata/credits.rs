//! Whether a line is nothing but a byline, a date, or both: `By Ann Lee | November 17, 2024`.
//!
//! A line's words are read one by one, and each must be a part of a date or of a name: one word more
//! and the line belongs to the text. So `BERLIN (dpa) - It rained` does, and `By noon it rained`.

mod words;

use super::authors::{is_particle, label_of};
use super::dates::{begins_label, holds_date, in_latin, month};
use super::wording::{PLACES, POSSESSIVES, is_agency, is_by, is_role, joins_names};
use crate::whitespace::fold;
use words::{is_date_word, is_number};

/// Longer lines are text, in characters.
const MAX_CHARACTERS: usize = 140;

/// Words with a capital that a label may have behind it, and those of a place behind a name.
const MAX_NAME_WORDS: u32 = 6;
const MAX_PLACE_WORDS: u32 = 3;

/// Whether a line only says who wrote the article, or when. `authors` are those already known.
pub(crate) fn is_credit(line: &str, authors: &[String]) -> bool {
    if line.chars().count() > MAX_CHARACTERS {
        return false;
    }
    let line = &*in_latin(line);
    let folded = fold(line);
    let names_known =
        authors.iter().map(|author| fold(author)).any(|author| folded.contains(&author));
    let has_date = holds_date(line);
    let is_sentence = line.ends_with(['.', '!', '?']) && !has_date && !names_known;
    let behind = label_of(line).filter(|name| !name.is_empty());
    let known = authors.iter().flat_map(|author| author.split_whitespace()).map(fold).collect();
    let mut credit = Credit { known, room: behind.map_or(0, |_| MAX_NAME_WORDS), named: 0 };
    let words = words_of(behind.unwrap_or(line));
    let is_all = (0..words.len()).all(|at| credit.takes(&words, at));
    let has_label = behind.unwrap_or(line).split_whitespace().any(is_foreign_label);
    !is_sentence && !has_label && is_all && (has_date || names_known || credit.named >= 2)
}

/// Whether a text is a date and nothing else.
pub(crate) fn is_date(text: &str) -> bool {
    let words = words_of(text);
    holds_date(text) && (0..words.len()).all(|at| is_of_date(&words, at))
}

/// Whether a word announces something else than a date or a name: `Genre:`.
fn is_foreign_label(word: &str) -> bool {
    let label = word.strip_suffix(':').map(str::to_lowercase);
    label.is_some_and(|label| !begins_label(&label) && !is_date_word(&label) && !is_by(&label))
}

fn words_of(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '—' | '–'));
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect()
}

/// A line while its words are read.
struct Credit {
    /// The words of the known names, folded.
    known: Vec<String>,
    /// How many words of a name or a place may still come.
    room: u32,
    /// Words of names that a label announced.
    named: u32,
}

impl Credit {
    /// Whether a word belongs to a byline or a date.
    fn takes(&mut self, words: &[&str], at: usize) -> bool {
        let Some(word) = words.get(at) else { return false };
        let lower = word.to_lowercase();
        if is_of_date(words, at) || is_agency(&lower) {
            return true;
        }
        let follows_name = self.named > 0 || self.is_known(words, at.wrapping_sub(1));
        if self.is_known(words, at) {
            self.named += 1;
            return true;
        }
        if is_by(&lower) {
            self.room = MAX_NAME_WORDS;
            return true;
        }
        if follows_name && PLACES.contains(&lower.as_str()) {
            self.room = MAX_PLACE_WORDS;
            return true;
        }
        if follows_name && joins_names(&lower) {
            self.room = MAX_NAME_WORDS;
            return true;
        }
        if follows_name && (is_role(&lower) || POSSESSIVES.contains(&lower.as_str())) {
            return true;
        }
        if self.room > 0 && (word.starts_with(char::is_uppercase) || is_particle(&lower)) {
            self.room -= 1;
            self.named += 1;
            return true;
        }
        false
    }

    fn is_known(&self, words: &[&str], at: usize) -> bool {
        words.get(at).is_some_and(|word| self.known.contains(&fold(word)))
    }
}

/// Whether a word is a part of a date: a number, a month beside one, or what stands around them.
fn is_of_date(words: &[&str], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let lower = word.to_lowercase();
    let near = words.get(at.saturating_sub(2)..(at + 3).min(words.len())).unwrap_or_default();
    is_number(&lower)
        || is_date_word(&lower)
        || begins_label(&lower)
        || (month(word).is_some() && near.iter().any(|word| is_number(word)))
}

#[cfg(test)]
mod tests {
    use super::{is_credit, is_date};

    #[test]
    fn bylines_and_dates_are_credits() {
        let credits = [
            "Publié le 18/11/2024 à 07:30, mis à jour le 18/11/2024 à 09:12",
            "Par Benoît Lefèvre",
            "Veröffentlicht am 20.11.2024 um 18:05 Uhr",
            "Von unserer Korrespondentin Eva Öztürk",
            "By Ann Lee | November 17, 2024",
            "By Ann Lee, Bo Stone in Northport and María José García-López",
            "Por María Ruiz, 17 de noviembre de 2024",
            "17 ноября 2024, 21:40",
            "2024年11月20日 17時30分",
            "Tuesday, November 17, 2024 at 9:40 pm - Posted by Ann Lee in Transport",
            "Ann Lee November 17, 2024",
            "Ann Lee",
            "Par Ann Lee (à Lyon) et notre correspondant à Berlin, Jean Martin",
            "Van onze correspondent Marieke de Vries",
            "By Ann Lee, Friday 17 November 2024",
            "Автор: Иван Петров, 20 ноября 2026, 21:40",
            "Ann Lee ve Mehmet Demir",
            "5 maggio 2024 da Ann Lee",
        ];
        for line in credits {
            assert!(is_credit(line, &["Ann Lee".to_owned()]), "{line}");
        }
    }

    #[test]
    fn lines_that_say_more_belong_to_the_text() {
        let lines = [
            "BERLIN (dpa) - Die Regierung hat am Freitag beschlossen, dass es regnet.",
            "BERLIN, 17. November 2024 (dpa) - Es regnet.",
            "By Monday the ferry will be gone.",
            "By Monday",
            "Von Hamburg nach Bremen",
            "Von Kiel",
            "Ann Lee rows the ferry",
            "On November 17, 2024 it rained.",
            "May",
            "Author: Ann Lee Released: June 17, 2024 by Harbour Books Genre: Rain",
            "2024",
        ];
        for line in lines {
            assert!(!is_credit(line, &["Ann Lee".to_owned()]), "{line}");
        }
    }

    #[test]
    fn a_date_is_nothing_but_a_date() {
        assert!(is_date("Nov. 17, 2024, 9:40 pm"));
        assert!(!is_date("Rain on Nov. 17, 2024"));
        assert!(!is_date("9:40 pm"));
    }
}
