//! The schema and its analysers, the same in every process.
//!
//! What anybody may search (title, summary, keywords, and the text when its rights are open) goes
//! into the `open` field of the document's language; a text that only the household may read goes
//! into its `closed` field. A public search never looks at `closed`, so that no query, not even an
//! exclusion, can probe such a text. Title, authors, keywords and outlet have a field of their own
//! too, without stemming: exact words of a title rank above stems.

use tantivy::{
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing,
        TextOptions,
    },
    tokenizer::{AsciiFoldingFilter, Stemmer, TextAnalyzer, TokenizerManager},
};

use crate::{language, words::Words};

/// The version of schema and analysers. Raise it with every change of this file, `language`,
/// `words` or `document` that alters what is indexed: each version has its own folder.
pub(crate) const FORMAT: u32 = 1;

/// The schema with the handles of its fields.
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// The article's id: finds the document to replace, and tells what a hit is.
    pub(crate) article: Field,
    /// Microseconds UTC.
    pub(crate) published: Field,
    /// The host and each domain above it, as they are.
    pub(crate) site: Field,
    /// The language tag and its primary subtag, in lower case.
    pub(crate) language: Field,
    pub(crate) title: Field,
    pub(crate) author: Field,
    pub(crate) keyword: Field,
    pub(crate) outlet: Field,
    /// By slot of the language.
    pub(crate) open: Vec<Field>,
    /// By slot of the language.
    pub(crate) closed: Vec<Field>,
    pub(crate) kept: Kept,
}

/// What is stored for snippets, and not indexed.
pub(crate) struct Kept {
    pub(crate) summary: Field,
    pub(crate) text: Field,
    /// The slot of the language.
    pub(crate) slot: Field,
    /// Whether anybody may read the text.
    pub(crate) public: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut schema = Schema::builder();
        let slots = 0..language::SLOTS;
        Self {
            article: schema.add_i64_field("article", INDEXED | STORED),
            published: schema.add_i64_field("published", FAST),
            site: exact(&mut schema, "site"),
            language: exact(&mut schema, "language"),
            title: analysed(&mut schema, "title", language::PLAIN),
            author: analysed(&mut schema, "author", language::PLAIN),
            keyword: analysed(&mut schema, "keyword", language::PLAIN),
            outlet: analysed(&mut schema, "outlet", language::PLAIN),
            open: slots.clone().map(|slot| by_language(&mut schema, "open", slot)).collect(),
            closed: slots.map(|slot| by_language(&mut schema, "closed", slot)).collect(),
            kept: Kept {
                summary: schema.add_text_field("kept_summary", STORED),
                text: schema.add_text_field("kept_text", STORED),
                slot: schema.add_u64_field("kept_slot", STORED),
                public: schema.add_bool_field("kept_public", STORED),
            },
            schema: schema.build(),
        }
    }
}

fn exact(schema: &mut SchemaBuilder, name: &str) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

fn by_language(schema: &mut SchemaBuilder, group: &str, slot: usize) -> Field {
    analysed(schema, &format!("{group}_{}", language::slot_name(slot)), slot)
}

fn analysed(schema: &mut SchemaBuilder, name: &str, slot: usize) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(language::slot_name(slot))
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

/// The analyser of a slot.
pub(crate) fn analyser(slot: usize) -> TextAnalyzer {
    let folded = TextAnalyzer::builder(Words::default()).filter(AsciiFoldingFilter);
    match language::stemmer(slot) {
        Some(stemmer) => folded.filter(Stemmer::new(stemmer)).build(),
        None => folded.build(),
    }
}

/// The analysers under the names by which the schema calls them.
pub(crate) fn analysers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for slot in 0..language::SLOTS {
        manager.register(language::slot_name(slot), analyser(slot));
    }
    manager
}
