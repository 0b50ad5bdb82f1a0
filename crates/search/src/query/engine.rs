//! The query -> what the engine runs.
//!
//! The language of a query is not known, so each condition on words is tried in the fields of all
//! languages that the index holds, each with its own stemmer, and the best of them counts.

use std::ops::Bound;

use tantivy::{
    Score, Searcher, Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur,
        PhraseQuery, Query as EngineQuery, RangeQuery, RegexQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{Audience, Clause, Condition, Query};
use crate::{
    fields::{self, Fields},
    language,
    words::is_unspaced,
};

/// Words of one phrase that are compared. With the bounds on a query's length this bounds the work.
const MAX_PHRASE_WORDS: usize = 16;

/// How much more a match counts in a field than in the body. Not tuned yet: they only say that an
/// exact word of the title, then a keyword, beats a stem in the text.
const TITLE_BOOST: Score = 3.0;
const KEYWORD_BOOST: Score = 1.5;

/// How much of the lesser fields' scores is added to the best one's.
const TIE_BREAKER: Score = 0.1;

type Boxed = Box<dyn EngineQuery>;

/// A query, ready to run.
pub(crate) struct Compiled<'a> {
    pub(crate) query: &'a Query,
    pub(crate) engine: Boxed,
    /// Where words are searched.
    pub(crate) targets: Vec<Target>,
}

/// A field in which words are searched.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    pub(crate) field: Field,
    /// Names the analyser.
    pub(crate) slot: usize,
    /// Whether it holds bodies, which snippets show.
    pub(crate) body: bool,
    boost: Score,
}

/// A word as the index has it, with its position.
type Token = (usize, String);

/// Compiles a query for the documents that this searcher sees.
pub(crate) fn compile<'a>(
    query: &'a Query,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Compiled<'a>> {
    let targets = targets(query.audience, fields, searcher)?;
    let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
    for clause in &query.words {
        clauses.push(one_of(clause, fields, &targets)?);
    }
    clauses.extend(published(query, fields).map(|range| (Occur::Must, range)));
    if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    Ok(Compiled { query, engine: Box::new(BooleanQuery::new(clauses)), targets })
}

/// The words of a text, as the analyser of a slot makes them.
pub(crate) fn tokens(slot: usize, text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut analyser = fields::analyser(slot);
    let mut stream = analyser.token_stream(text);
    while found.len() < MAX_PHRASE_WORDS && stream.advance() {
        found.push((stream.token().position, stream.token().text.clone()));
    }
    found
}

/// The fields that this audience may search and that hold anything.
fn targets(
    audience: Audience,
    fields: &Fields,
    searcher: &Searcher,
) -> tantivy::Result<Vec<Target>> {
    let plain = |field, boost| Target { field, slot: language::PLAIN, body: false, boost };
    let body =
        |(slot, field): (usize, &Field)| Target { field: *field, slot, body: true, boost: 1.0 };
    let mut targets = vec![
        plain(fields.title, TITLE_BOOST),
        plain(fields.keyword, KEYWORD_BOOST),
        plain(fields.author, 1.0),
        plain(fields.outlet, 1.0),
    ];
    targets.extend(fields.open.iter().enumerate().map(body));
    if audience == Audience::Household {
        targets.extend(fields.closed.iter().enumerate().map(body));
    }
    let mut used = Vec::new();
    for target in targets {
        if holds_anything(target.field, searcher)? {
            used.push(target);
        }
    }
    Ok(used)
}

fn holds_anything(field: Field, searcher: &Searcher) -> tantivy::Result<bool> {
    for segment in searcher.segment_readers() {
        if segment.inverted_index(field)?.terms().num_terms() > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn one_of(clause: &Clause, fields: &Fields, targets: &[Target]) -> tantivy::Result<(Occur, Boxed)> {
    let occur = if clause.excluded { Occur::MustNot } else { Occur::Must };
    let mut any = Vec::new();
    for alternative in &clause.any {
        any.push(condition(alternative, fields, targets)?);
    }
    Ok((occur, either(any)))
}

fn condition(condition: &Condition, fields: &Fields, targets: &[Target]) -> tantivy::Result<Boxed> {
    match condition {
        Condition::Words(text) => anywhere(text, targets),
        Condition::Site(host) => Ok(filter(exact(fields.site, host))),
        Condition::Language(tag) => Ok(filter(exact(fields.language, tag))),
        Condition::Author(name) => Ok(filter(named(fields.author, name)?)),
        Condition::Keyword(name) => Ok(filter(named(fields.keyword, name)?)),
    }
}

/// Words in the best of the fields.
fn anywhere(text: &str, targets: &[Target]) -> tantivy::Result<Boxed> {
    let mut by_slot: Vec<Option<Vec<Token>>> = vec![None; language::SLOTS];
    let mut found: Vec<Boxed> = Vec::new();
    for target in targets {
        let Some(slot) = by_slot.get_mut(target.slot) else { continue };
        let tokens = slot.get_or_insert_with(|| tokens(target.slot, text));
        let query = side_by_side(target.field, tokens)?;
        found.push(Box::new(BoostQuery::new(query, target.boost)));
    }
    Ok(Box::new(DisjunctionMaxQuery::with_tie_breaker(found, TIE_BREAKER)))
}

fn named(field: Field, name: &str) -> tantivy::Result<Boxed> {
    side_by_side(field, &tokens(language::PLAIN, name))
}

/// Words side by side in one field. A single character of a script without spaces stands in the
/// index alone only at the end of a run, so it is a prefix, and has no place in the phrase.
fn side_by_side(field: Field, tokens: &[Token]) -> tantivy::Result<Boxed> {
    let mut parts: Vec<Boxed> = Vec::new();
    let mut phrase = Vec::new();
    for (position, word) in tokens {
        if !is_single_unspaced(word) {
            phrase.push((*position, Term::from_field_text(field, word)));
        } else if tokens.len() == 1 || !follows_pair(tokens, *position, word) {
            parts.push(Box::new(RegexQuery::from_pattern(&format!("{word}.*"), field)?));
        }
    }
    match <[_; 1]>::try_from(phrase) {
        Ok([(_, term)]) => {
            parts.push(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)));
        }
        Err(phrase) if phrase.is_empty() => {}
        Err(phrase) => parts.push(Box::new(PhraseQuery::new_with_offset(phrase))),
    }
    Ok(all(parts))
}

fn is_single_unspaced(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(is_unspaced) && characters.next().is_none()
}

/// Whether a character is the second one of the pair before it, which the phrase has already.
fn follows_pair(tokens: &[Token], position: usize, word: &str) -> bool {
    tokens.iter().any(|(before, pair)| {
        before + 1 == position && !is_single_unspaced(pair) && pair.ends_with(word)
    })
}

fn exact(field: Field, text: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

/// A condition that does not make a hit better.
fn filter(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn published(query: &Query, fields: &Fields) -> Option<Boxed> {
    if query.after_micros.is_none() && query.before_micros.is_none() {
        return None;
    }
    let term = |micros| Term::from_field_i64(fields.published, micros);
    let after = query.after_micros.map_or(Bound::Unbounded, |at| Bound::Included(term(at)));
    let before = query.before_micros.map_or(Bound::Unbounded, |at| Bound::Excluded(term(at)));
    Some(filter(Box::new(RangeQuery::new(after, before))))
}

fn either(mut any: Vec<Boxed>) -> Boxed {
    match any.pop() {
        Some(only) if any.is_empty() => only,
        last => {
            any.extend(last);
            Box::new(BooleanQuery::union(any))
        }
    }
}

fn all(mut parts: Vec<Boxed>) -> Boxed {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            Box::new(BooleanQuery::intersection(parts))
        }
    }
}
