//! Running a query, and what it finds.

use tantivy::{
    DocAddress, Order as Direction, Score, Searcher, TantivyDocument,
    collector::{Count, TopDocs},
    schema::Value,
};

use crate::{
    Order, Query,
    fields::Fields,
    query::{self, Compiled, MAX_LIMIT, MAX_OFFSET},
    snippet::Snippets,
};

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many documents match, on all pages together.
    pub total: usize,
    /// The hits of this page, in the query's order.
    pub hits: Vec<Hit>,
}

/// A document that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The article's id.
    pub article: i64,
    /// How well it matches (BM25); 0 when the order is by date. Comparable within one answer only.
    pub score: f32,
    /// A few words around the match, or the beginning of what the audience may read.
    pub snippet: Vec<Piece>,
}

/// A piece of a snippet: plain text, never markup, whitespace collapsed. Pieces are shown one after
/// the other without anything between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Never empty.
    pub text: String,
    /// Whether it is what was searched.
    pub marked: bool,
}

/// Runs a query on the documents that the searcher sees.
pub(crate) fn search(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query,
) -> tantivy::Result<Found> {
    let compiled = query::compile(query, fields, searcher)?;
    let (total, addresses) = run(searcher, &compiled)?;
    let mut snippets = Snippets::new(searcher, fields, &compiled);
    let mut hits = Vec::with_capacity(addresses.len());
    for (score, address) in addresses {
        let document: TantivyDocument = searcher.doc(address)?;
        let Some(article) = document.get_first(fields.article).and_then(|id| id.as_i64()) else {
            continue;
        };
        hits.push(Hit { article, score, snippet: snippets.of(&document)? });
    }
    Ok(Found { total, hits })
}

fn run(
    searcher: &Searcher,
    compiled: &Compiled<'_>,
) -> tantivy::Result<(usize, Vec<(Score, DocAddress)>)> {
    let query = compiled.query;
    let limit = query.limit.min(MAX_LIMIT);
    if limit == 0 {
        return Ok((searcher.search(&compiled.engine, &Count)?, Vec::new()));
    }
    let top = TopDocs::with_limit(limit).and_offset(query.offset.min(MAX_OFFSET));
    if query.order == Order::Best && query.has_words() {
        let (total, best) = searcher.search(&compiled.engine, &(Count, top.order_by_score()))?;
        return Ok((total, best));
    }
    let newest = top.order_by_fast_field::<i64>("published", Direction::Desc);
    let (total, newest) = searcher.search(&compiled.engine, &(Count, newest))?;
    Ok((total, newest.into_iter().map(|(_, address)| (0.0, address)).collect()))
}
