//! The index in real folders: what is found, how it is shown, and what a crash or a second process
//! leaves behind.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod audience;
mod durability;
mod languages;
mod searching;

use search::{Audience, Document, Found, Index, Piece, Query, Writer};
use tempfile::TempDir;

/// Noon of 2026-01-15, in microseconds UTC.
const NOON: i64 = 1_768_478_400_000_000;

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

/// An index in a folder of its own.
struct Shelf {
    folder: TempDir,
    index: Index,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path()).unwrap();
        Self { folder, index }
    }

    /// With these documents, at cursor 1.
    fn with(documents: &[Document]) -> Self {
        let shelf = Self::new();
        let mut writer = shelf.writer();
        for document in documents {
            writer.put(document).unwrap();
        }
        writer.commit(1).unwrap();
        shelf
    }

    fn writer(&self) -> Writer {
        self.index.writer().unwrap().unwrap()
    }

    fn household(&self, text: &str) -> Found {
        let query = Query { audience: Audience::Household, ..Query::parse(text) };
        self.index.search(&query).unwrap()
    }

    /// The articles found by a household, by number.
    #[track_caller]
    fn check(&self, text: &str, expected: &[i64]) {
        let found = self.household(text);
        let mut articles = articles(&found);
        articles.sort_unstable();
        assert_eq!(articles, expected, "{text}");
        assert_eq!(found.total, expected.len(), "{text}");
    }
}

fn articles(found: &Found) -> Vec<i64> {
    found.hits.iter().map(|hit| hit.article).collect()
}

/// A snippet with its marks in brackets.
fn shown(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
        .collect()
}

/// An English article of noon, with open rights.
fn article(article: i64, title: &str, text: &str) -> Document {
    Document {
        article,
        title: title.to_owned(),
        text: text.to_owned(),
        site: "news.example".to_owned(),
        language: Some("en".to_owned()),
        published_micros: NOON,
        public_text: true,
        ..Document::default()
    }
}
