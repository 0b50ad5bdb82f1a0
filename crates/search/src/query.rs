//! What is searched: the query as people type it, read into clauses.
//!
//! The language is described at [`Query::parse`]. Reading never fails: what is not understood is
//! searched as words, or left out with a note. Deliberately absent: brackets, wildcards, words such
//! as `today` (there is no clock here).

mod date;
mod engine;
mod lexer;
mod parse;

pub(crate) use engine::{Compiled, compile, tokens};

/// Characters of a query that are read.
pub(crate) const MAX_CHARACTERS: usize = 500;

/// Conditions of a query that are kept.
pub(crate) const MAX_CONDITIONS: usize = 32;

/// Most hits of one answer.
pub(crate) const MAX_LIMIT: usize = 100;

/// Most hits that can be skipped.
pub(crate) const MAX_OFFSET: usize = 10_000;

/// A query. All clauses must hold; without any, all documents are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The words and filters.
    pub words: Vec<Clause>,
    /// Published at this instant or later, in microseconds UTC.
    pub after_micros: Option<i64>,
    /// Published before this instant, in microseconds UTC.
    pub before_micros: Option<i64>,
    /// The order of the hits. Without words the newest come first in any case.
    pub order: Order,
    /// Most hits of the answer: 20 at first, at most 100 (more is cut to that).
    pub limit: usize,
    /// Hits to skip, at most 10,000 (more is cut to that).
    pub offset: usize,
    /// Who asks: [`Audience::Public`] at first.
    pub audience: Audience,
    /// What was ignored, and why: sentences for people, in English, plain text.
    pub notes: Vec<String>,
}

/// Conditions of which one must hold, or none if they are excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether the conditions must not hold.
    pub excluded: bool,
    /// Never empty.
    pub any: Vec<Condition>,
}

/// What a document must have. Words are compared without case and accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// These words side by side, in this order, in any form (`election`, `elections`); mostly one.
    Words(String),
    /// A host, or a domain above the site's host.
    Site(String),
    /// Words of an author's name, side by side.
    Author(String),
    /// Words of a keyword, side by side.
    Keyword(String),
    /// A language tag.
    Language(String),
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The best match first.
    #[default]
    Best,
    /// The newest first.
    Newest,
}

/// Who asks, and so which texts may be searched and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// All texts.
    Household,
    /// Texts with open rights. Other articles are matched by title, summary, keywords, authors and
    /// outlet only, so that nothing of their text can be probed; their snippet is of the summary.
    #[default]
    Public,
}

impl Query {
    /// Reads a query, as people type it. Never fails; the notes tell what was left out. At most 500
    /// characters and 32 terms are read.
    ///
    /// ```text
    /// elections germany          both words, in any order, also as other forms (election)
    /// "general election"         the words side by side
    /// berlin or münchen          one of them
    /// -football                  not that
    /// site:bbc.co.uk             the host or a host below it
    /// author:name, author:"first last", keyword:climate, language:de
    /// after:2026-01-02           that day or later (UTC); also 2026-01 and 2026
    /// before:2026-01-02          earlier than that day
    /// on:2026-01-02, date:…      that day (month, year)
    /// ```
    pub fn parse(text: &str) -> Self {
        parse::parse(text)
    }

    /// Whether something is searched that makes one hit better than another.
    pub(crate) fn has_words(&self) -> bool {
        self.positive().any(|condition| matches!(condition, Condition::Words(_)))
    }

    /// The conditions that are not excluded.
    pub(crate) fn positive(&self) -> impl Iterator<Item = &Condition> {
        self.words.iter().filter(|clause| !clause.excluded).flat_map(|clause| &clause.any)
    }
}

impl Default for Query {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            after_micros: None,
            before_micros: None,
            order: Order::default(),
            limit: 20,
            offset: 0,
            audience: Audience::default(),
            notes: Vec::new(),
        }
    }
}
