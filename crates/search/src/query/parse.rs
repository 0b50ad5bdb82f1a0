//! Pieces -> the query: clauses, the span of time, notes on what was left out.

use tantivy::tokenizer::Tokenizer;

use super::{
    Clause, Condition, MAX_CHARACTERS, MAX_CONDITIONS, Query,
    date::{self, Span},
    lexer::{self, Piece, Term},
};
use crate::{host, words::Words};

/// Characters of a value that a note repeats.
const SHOWN_CHARACTERS: usize = 40;

/// Reads a query.
pub(crate) fn parse(text: &str) -> Query {
    let mut reading = Reading::default();
    let mut characters = text.chars();
    let read: String = (&mut characters)
        .take(MAX_CHARACTERS)
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    if characters.next().is_some() {
        reading.note(format!("Only the first {MAX_CHARACTERS} characters were searched."));
    }
    for piece in lexer::pieces(&read) {
        reading.take(piece);
    }
    reading.finish()
}

/// A query that is being read.
#[derive(Default)]
struct Reading {
    query: Query,
    conditions: usize,
    /// The `or` that was read last, if nothing followed it yet.
    or: Option<String>,
}

impl Reading {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Or(word) if self.or.is_none() && self.can_be_continued() => self.or = Some(word),
            Piece::Or(word) => self.add(false, Condition::Words(word)),
            Piece::Term(term) => self.take_term(&term),
        }
    }

    /// Whether `or` may follow.
    fn can_be_continued(&self) -> bool {
        self.query.words.last().is_some_and(|clause| !clause.excluded)
    }

    fn take_term(&mut self, term: &Term) {
        let shown = shown(term);
        let value = term.value.trim();
        let condition = match term.field {
            None => has_word(value).then(|| Condition::Words(value.to_owned())),
            Some("site") => site(value),
            Some("author") => has_word(value).then(|| Condition::Author(value.to_owned())),
            Some("keyword") => has_word(value).then(|| Condition::Keyword(value.to_owned())),
            Some("language") => language(value),
            Some(field) => return self.take_date(field, term, &shown),
        };
        match condition {
            Some(condition) => self.add(term.excluded, condition),
            None => self.note(format!("“{shown}” was ignored: there is nothing to search in it.")),
        }
    }

    fn take_date(&mut self, field: &str, term: &Term, shown: &str) {
        let Some(span) = date::span(term.value.trim()) else {
            self.note(format!("“{shown}” was ignored: a date looks like 2026-01-31."));
            return;
        };
        if term.excluded {
            self.note(format!("“{shown}” was ignored: a date cannot be excluded."));
            return;
        }
        match field {
            "after" => self.narrow(Span { start: span.start, end: i64::MAX }),
            "before" => self.narrow(Span { start: i64::MIN, end: span.start }),
            _ => self.narrow(span),
        }
    }

    fn narrow(&mut self, span: Span) {
        if span.start != i64::MIN {
            let start = self.query.after_micros.map_or(span.start, |old| old.max(span.start));
            self.query.after_micros = Some(start);
        }
        if span.end != i64::MAX {
            let end = self.query.before_micros.map_or(span.end, |old| old.min(span.end));
            self.query.before_micros = Some(end);
        }
    }

    fn add(&mut self, excluded: bool, condition: Condition) {
        if self.conditions == MAX_CONDITIONS {
            self.note(format!("Only the first {MAX_CONDITIONS} terms were searched."));
            return;
        }
        self.conditions += 1;
        let continues = self.or.take().is_some() && !excluded;
        match self.query.words.last_mut() {
            Some(clause) if continues => clause.any.push(condition),
            _ => self.query.words.push(Clause { excluded, any: vec![condition] }),
        }
    }

    /// Keeps a note, once.
    fn note(&mut self, note: String) {
        if !self.query.notes.contains(&note) {
            self.query.notes.push(note);
        }
    }

    fn finish(mut self) -> Query {
        if let Some(word) = self.or.take() {
            // Nothing followed it, so it was a word.
            self.add(false, Condition::Words(word));
        }
        self.query
    }
}

fn site(value: &str) -> Option<Condition> {
    let host = host::normal(value);
    if host.is_empty() { None } else { Some(Condition::Site(host)) }
}

/// A tag: letters and digits with hyphens, a language of two or three letters first.
fn language(value: &str) -> Option<Condition> {
    let tag = value.to_ascii_lowercase().replace('_', "-");
    let length = tag.split('-').next().unwrap_or_default().len();
    let plain = tag.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    ((2..=3).contains(&length) && plain).then_some(Condition::Language(tag))
}

fn has_word(text: &str) -> bool {
    use tantivy::tokenizer::TokenStream;
    Words::default().token_stream(text).advance()
}

/// A term as it was typed, more or less, and not too long.
fn shown(term: &Term) -> String {
    let field = term.field.map_or(String::new(), |field| format!("{field}:"));
    format!("{field}{}", term.value).chars().take(SHOWN_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Condition {
        Condition::Words(text.to_owned())
    }

    fn clause(any: &[Condition]) -> Clause {
        Clause { excluded: false, any: any.to_vec() }
    }

    #[test]
    fn or_joins_its_neighbours() {
        let query = Query::parse("a or b | \"c d\" e");
        assert_eq!(
            query.words,
            [clause(&[words("a"), words("b"), words("c d")]), clause(&[words("e")])]
        );
    }

    #[test]
    fn or_without_neighbours_is_a_word() {
        let query = Query::parse("or -a or");
        assert_eq!(
            query.words,
            [
                clause(&[words("or")]),
                Clause { excluded: true, any: vec![words("a")] },
                clause(&[words("or")]),
            ]
        );
    }

    #[test]
    fn dates_narrow_each_other() {
        let query = Query::parse("after:2026-01-02 after:2026 before:2026-02 on:2026-01");
        assert_eq!(query.after_micros, date::span("2026-01-02").map(|span| span.start));
        assert_eq!(query.before_micros, date::span("2026-02").map(|span| span.start));
        assert!(query.words.is_empty() && query.notes.is_empty());
    }

    #[test]
    fn what_is_ignored_is_told() {
        let query = Query::parse("storm after:yesterday -on:2026 author: language:german !?");
        assert_eq!(query.words, [clause(&[words("storm")])]);
        assert_eq!(query.notes.len(), 5, "{:?}", query.notes);
        assert!(query.notes.iter().any(|note| note.contains("after:yesterday")));
    }

    #[test]
    fn a_long_query_is_cut() {
        let query = Query::parse(&"ab ".repeat(4_000));
        assert_eq!(query.words.len(), MAX_CONDITIONS);
        assert_eq!(query.notes.len(), 2, "{:?}", query.notes);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(?s).{0,600}|[\"“:a-c or|\\-]{0,600}|(site|on|author):.{0,20}") {
            let query = Query::parse(&text);
            let conditions: usize = query.words.iter().map(|clause| clause.any.len()).sum();
            prop_assert!(conditions <= MAX_CONDITIONS);
            prop_assert!(query.words.iter().all(|clause| !clause.any.is_empty()));
        }
    }
}
