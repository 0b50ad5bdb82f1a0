//! A paragraph -> its sentences, by stops, and by what stands before and behind them.

use std::iter::Peekable;
use std::str::Chars;

/// Splits a paragraph where a stop is followed by a space and a beginning.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        sentence.push(c);
        let wide = matches!(c, '。' | '！' | '？');
        while let Some(closing) = characters.next_if(|next| wide && closes(*next)) {
            sentence.push(closing);
        }
        let stop = wide || matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | '»');
        let next_is_space = characters.peek().is_none_or(|next| next.is_whitespace());
        if stop && (wide || next_is_space) && ends(&sentence, first_of(&characters)) {
            push(&mut sentences, &mut sentence);
        }
    }
    push(&mut sentences, &mut sentence);
    sentences
}

/// Quotation marks and brackets that belong to the sentence before them.
fn closes(c: char) -> bool {
    matches!(c, '」' | '』' | '”' | '’' | '）' | '》' | '"')
}

/// The first character behind a stop that is no space.
fn first_of(rest: &Peekable<Chars<'_>>) -> Option<char> {
    rest.clone().find(|c| !c.is_whitespace())
}

/// Whether a stop at the end is the end of a sentence rather than of an abbreviation, by what follows.
fn ends(sentence: &str, next: Option<char>) -> bool {
    if next.is_some_and(char::is_lowercase) {
        return false;
    }
    let quotes = ['”', '"', '»', '“', '\'', ')', '」', '』', '’', '）', '》'];
    let bare = sentence.trim_end_matches(quotes);
    let Some(bare) = bare.strip_suffix('.') else {
        return bare.ends_with(['!', '?', '…', '。', '！', '？']);
    };
    let mut words = bare.rsplit(|c: char| c.is_whitespace() || c == '(');
    let last = words.next().unwrap_or_default();
    let before = words.next().and_then(|word| word.strip_suffix('.')).unwrap_or_default();
    let counts = next.is_some_and(|next| next.is_ascii_digit());
    // `Dec. 3.`, not `the 3. of May`.
    let is_ordinal = is_ordinal(last) && !is_abbreviation(before, true);
    !(is_abbreviation(last, counts)
        || last.chars().count() <= 1 && !last.starts_with(|c: char| c.is_ascii_digit())
        || last.contains('.')
        || is_ordinal)
}

/// `The 3. of May`.
fn is_ordinal(word: &str) -> bool {
    word.len() < 3 && word.chars().all(|c| c.is_ascii_digit())
}

/// Whether a word before a stop is shortened; `counts`: a number follows.
fn is_abbreviation(word: &str, counts: bool) -> bool {
    let lower = word.to_lowercase();
    let is_of = |list: &[&str]| list.contains(&&*lower);
    let is_capital = word.starts_with(char::is_uppercase);
    is_of(ABBREVIATIONS)
        || (is_capital && is_of(CAPITALISED))
        || (counts && (is_of(BEFORE_NUMBERS) || is_capital && word.chars().count() <= MAX_SHORT))
}

/// Before a number a word with a capital of so few letters is mostly shortened: `Art. 90`.
const MAX_SHORT: usize = 3;

/// Words whose full stop ends no sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "vs", "bzw", "ca", "sra", "mme", "approx", "evtl", "inkl",
    "ggf", "sog", "im", "inż", "mgr", "tzw",
];

/// The same, of which some are other words where they are written small: titles, and states.
const CAPITALISED: &[&str] = &[
    "st", "jr", "sr", "inc", "ltd", "co", "corp", "sen", "rep", "gov", "gen", "lt", "sgt", "col",
    "capt", "maj", "cpl", "cmdr", "adm", "rev", "hon", "supt", "insp", "det", "mass", "calif",
    "fla", "ala", "ariz", "conn", "mich", "minn", "mont", "neb", "nev", "okla", "tenn", "tex",
    "wis", "wyo", "abb", "hrsg",
];

/// Words before numbers.
const BEFORE_NUMBERS: &[&str] = &[
    "jan", "feb", "aug", "sept", "sep", "oct", "okt", "nov", "dec", "dez", "no", "nr", "núm",
    "art", "abs", "vol", "pp", "fig", "ch", "para", "sec", "tel", "str", "bd", "kap", "abb",
];

fn push(sentences: &mut Vec<String>, sentence: &mut String) {
    let trimmed = sentence.trim();
    if !trimmed.is_empty() {
        sentences.push(trimmed.to_owned());
    }
    sentence.clear();
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn abbreviations_and_ordinals_end_no_sentence() {
        let text = "Dr. Lee came on the 3. of May. She said: “I am here.” The U.S. envoy left.";
        assert_eq!(
            sentences(text),
            ["Dr. Lee came on the 3. of May.", "She said: “I am here.”", "The U.S. envoy left."]
        );
    }

    #[track_caller]
    fn check_whole(sentence: &str) {
        let text = format!("{sentence} Nobody else spoke.");
        assert_eq!(sentences(&text), [sentence, "Nobody else spoke."]);
    }

    #[test]
    fn dates_ranks_and_laws_end_no_sentence() {
        check_whole("The board met on Sept. 15 in the town hall.");
        check_whole("Police Lt. Bo Stone of Salem, Mass. said so on Saturday, Dec. 3.");
        check_whole("Das regelt Art. 90 Abs. 2 des Gesetzes.");
        check_whole("He said no.");
        check_whole("It went to mass.");
    }
}
