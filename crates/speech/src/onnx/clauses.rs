//! A text, cut as Piper's models have learned it: clause by clause, each with the sign that ends it.

/// A clause of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause<'t> {
    /// Its words, with the sign.
    pub(super) text: &'t str,
    /// One of `. , : ; ? !`; none at the end of a text without one.
    pub(super) sign: Option<char>,
}

impl Clause<'_> {
    /// Whether the sentence ends with it.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.sign, Some('.' | '?' | '!'))
    }
}

/// The clauses of a text that have something to say, in order.
pub(super) fn of(text: &str) -> Vec<Clause<'_>> {
    let mut clauses = Vec::new();
    let mut rest = text;
    while let Some((clause, behind)) = first(rest) {
        rest = behind;
        if clause.text.contains(char::is_alphanumeric) {
            clauses.push(clause);
        }
    }
    clauses
}

/// The first clause, and what is behind it; none at the end.
fn first(text: &str) -> Option<(Clause<'_>, &str)> {
    let text = text.trim_start();
    let mut sign = None;
    for (index, character) in text.char_indices() {
        if character.is_whitespace() && sign.is_some() {
            let (clause, rest) = text.split_at(index);
            return Some((Clause { text: clause, sign }, rest));
        }
        // Quotes and brackets behind a sign leave it where it is; anything else takes it into the
        // word, as in “9.5”.
        sign = sign_of(character).or_else(|| sign.filter(|_| is_closing(character)));
    }
    (!text.is_empty()).then_some((Clause { text: text.trim_end(), sign }, ""))
}

/// The sign of Piper's that this one is, or stands for.
fn sign_of(character: char) -> Option<char> {
    match character {
        '.' | '…' | '。' | '।' => Some('.'),
        ',' | '،' | '，' | '、' => Some(','),
        ':' | '：' => Some(':'),
        ';' | '；' | '؛' => Some(';'),
        '?' | '？' | '؟' => Some('?'),
        '!' | '！' => Some('!'),
        _ => None,
    }
}

fn is_closing(character: char) -> bool {
    matches!(character, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '«' | '“' | '‘')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, char)]) {
        let clauses = of(text);
        let found: Vec<(&str, char)> =
            clauses.iter().map(|clause| (clause.text, clause.sign.unwrap_or(' '))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_is_cut_behind_its_signs() {
        check(
            "It rained, and it poured. Why?",
            &[("It rained,", ','), ("and it poured.", '.'), ("Why?", '?')],
        );
    }

    #[test]
    fn signs_within_words_do_not_cut() {
        check("At 9.5 or 1,000 metres: no", &[("At 9.5 or 1,000 metres:", ':'), ("no", ' ')]);
    }

    #[test]
    fn quotes_stay_with_their_clause() {
        check(
            "“Rain,” she said. (Really!)",
            &[("“Rain,”", ','), ("she said.", '.'), ("(Really!)", '!')],
        );
    }

    #[test]
    fn the_last_of_several_signs_counts_and_silence_is_passed_over() {
        check("What?! … Well... ", &[("What?!", '!'), ("Well...", '.')]);
        check(" – . ", &[]);
        check("", &[]);
    }
}
