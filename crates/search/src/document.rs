//! An article as the index takes it.

use tantivy::TantivyDocument;

use crate::{fields::Fields, host, language};

/// Bytes of text that are searched; the rest of a longer one is not. No article is as long.
const INDEXED_BYTES: usize = 1_000_000;

/// Bytes of text that are kept for snippets: they bound the time of a page of hits.
const KEPT_BYTES: usize = 64_000;

/// One article, ready to be indexed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The article's id. A document with the same id is replaced.
    pub article: i64,
    /// Plain text.
    pub title: String,
    /// Plain text that may be shown to anybody; empty when there is none.
    pub summary: String,
    /// Plain text, paragraphs separated by line breaks; empty when there is none.
    pub text: String,
    /// The site's host, such as `www.bbc.co.uk`.
    pub site: String,
    /// The site's name, such as `BBC News`.
    pub outlet: String,
    /// Names, one each.
    pub authors: Vec<String>,
    /// Keywords, one each; each may have several words.
    pub keywords: Vec<String>,
    /// A language tag (BCP 47), such as `de` or `de-AT`, if it is known.
    pub language: Option<String>,
    /// When it was published, in microseconds UTC.
    pub published_micros: i64,
    /// Whether the text may be shown to anybody (its rights are open).
    pub public_text: bool,
}

impl Document {
    /// What the engine is given.
    pub(crate) fn to_engine(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_i64(fields.article, self.article);
        document.add_i64(fields.published, self.published_micros);
        document.add_text(fields.title, &self.title);
        document.add_text(fields.outlet, &self.outlet);
        self.add_names(fields, &mut document);
        self.add_body(fields, &mut document);
        document
    }

    fn add_names(&self, fields: &Fields, document: &mut TantivyDocument) {
        for name in host::with_parents(&self.site) {
            document.add_text(fields.site, name);
        }
        for author in &self.authors {
            document.add_text(fields.author, author);
        }
        for keyword in &self.keywords {
            document.add_text(fields.keyword, keyword);
        }
        if let Some(tag) = &self.language {
            let (whole, primary) = (tag.trim().to_ascii_lowercase(), language::primary(tag));
            document.add_text(fields.language, &primary);
            if whole != primary {
                document.add_text(fields.language, whole);
            }
        }
    }

    fn add_body(&self, fields: &Fields, document: &mut TantivyDocument) {
        let slot = language::slot(self.language.as_deref());
        let (Some(open), Some(closed)) = (fields.open.get(slot), fields.closed.get(slot)) else {
            return;
        };
        document.add_text(*open, &self.title);
        document.add_text(*open, &self.summary);
        for keyword in &self.keywords {
            document.add_text(*open, keyword);
        }
        let text_field = if self.public_text { open } else { closed };
        document.add_text(*text_field, beginning(&self.text, INDEXED_BYTES));
        document.add_text(fields.kept.summary, beginning(&self.summary, KEPT_BYTES));
        document.add_text(fields.kept.text, beginning(&self.text, KEPT_BYTES));
        document.add_u64(fields.kept.slot, slot as u64);
        document.add_bool(fields.kept.public, self.public_text);
    }
}

/// The beginning of a text, at most so many bytes, cut between characters.
fn beginning(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}
