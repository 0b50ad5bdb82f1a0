//! The one writer of a folder.

use std::sync::Arc;

use tantivy::{
    IndexReader, IndexWriter, Term,
    indexer::{IndexWriterOptions, LogMergePolicy},
    query::AllQuery,
};
use tracing::warn;

use crate::{Document, SearchError, fields::Fields, folder::WriterLock};

/// Memory for documents that are not yet in a segment, in bytes; the engine's least is 15 MB.
const MEMORY_BYTES: usize = 20_000_000;

/// A segment is merged for its deletions when they are more than this share of it.
const DELETED_SHARE: f32 = 0.3;

/// Segments with more documents are merged no more, so that no merge is endless.
const MAX_MERGED_DOCUMENTS: usize = 500_000;

/// Below so many documents segments count as equally small.
const SMALL_SEGMENT_DOCUMENTS: u32 = 250;

/// Segments of one size are merged when there are so many.
const SEGMENTS_A_MERGE: usize = 6;

/// Segments are of one size when the larger is at most 2^1.5 = 2.8 times the smaller.
const LOG_SIZE: f64 = 1.5;

/// Writes the index, and holds its lock. Nothing is found before [`Writer::commit`]; what is not
/// committed is lost with the writer, and the cursor stays with it.
///
/// After an error drop it, and take a new one.
pub struct Writer {
    // Dropped before the lock: its threads end first.
    engine: IndexWriter,
    fields: Arc<Fields>,
    reader: IndexReader,
    _lock: WriterLock,
}

impl Writer {
    pub(crate) fn new(
        index: &tantivy::Index,
        fields: Arc<Fields>,
        reader: IndexReader,
        lock: WriterLock,
    ) -> Result<Self, SearchError> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(MEMORY_BYTES)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let engine: IndexWriter = index.writer_with_options(options)?;
        engine.set_merge_policy(Box::new(merge_policy()));
        Ok(Self { engine, fields, reader, _lock: lock })
    }

    /// Adds a document, or replaces the one of the same article.
    ///
    /// # Errors
    ///
    /// [`SearchError::Stopped`].
    pub fn put(&mut self, document: &Document) -> Result<(), SearchError> {
        self.remove(document.article)?;
        self.engine.add_document(document.to_engine(&self.fields))?;
        Ok(())
    }

    /// Removes the document of an article; nothing happens when there is none.
    ///
    /// # Errors
    ///
    /// None today.
    pub fn remove(&mut self, article: i64) -> Result<(), SearchError> {
        self.engine.delete_term(Term::from_field_i64(self.fields.article, article));
        Ok(())
    }

    /// Removes all documents. Until the next commit readers find the old ones, so an index can be
    /// filled again without a gap.
    ///
    /// # Errors
    ///
    /// [`SearchError::Stopped`].
    pub fn clear(&mut self) -> Result<(), SearchError> {
        self.engine.delete_query(Box::new(AllQuery))?;
        Ok(())
    }

    /// Makes everything since the last commit found and durable, together with the cursor. Readers
    /// of this handle see it at once.
    ///
    /// # Errors
    ///
    /// [`SearchError::Folder`] and [`SearchError::Stopped`]; the last commit then still stands.
    pub fn commit(&mut self, cursor: i64) -> Result<(), SearchError> {
        let mut prepared = self.engine.prepare_commit()?;
        prepared.set_payload(&cursor.to_string());
        prepared.commit()?;
        if let Err(error) = self.reader.reload() {
            warn!(%error, "The search index could not be reloaded after a commit");
        }
        Ok(())
    }
}

fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    policy.set_max_docs_before_merge(MAX_MERGED_DOCUMENTS);
    policy.set_min_layer_size(SMALL_SEGMENT_DOCUMENTS);
    policy.set_min_num_segments(SEGMENTS_A_MERGE);
    policy.set_level_log_size(LOG_SIZE);
    policy
}
