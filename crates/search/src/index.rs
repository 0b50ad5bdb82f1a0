//! The reader's handle of an index.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use tantivy::{IndexReader, ReloadPolicy};
use tracing::warn;

use crate::{
    Found, Query, SearchError, Writer,
    fields::{FORMAT, Fields},
    folder::Folder,
    found,
};

/// An index that can be searched, and written by whoever gets the [`Writer`].
///
/// It sees a commit of another process within half a second, and at once after [`Index::reload`].
pub struct Index {
    folder: Folder,
    fields: Arc<Fields>,
    index: tantivy::Index,
    reader: IndexReader,
    last_cursor: AtomicI64,
}

impl Index {
    /// Opens the index in this folder, and makes the folder and an empty index when there is none.
    ///
    /// An index of an older format, with another schema, or with files that are missing or broken,
    /// is rebuilt: it is then empty, and its cursor 0.
    ///
    /// # Errors
    ///
    /// [`SearchError::Folder`], and [`SearchError::Busy`] when another process is making the index
    /// and takes longer than five seconds; both may be tried again.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        let folder = Folder::new(folder, FORMAT)?;
        let fields = Arc::new(Fields::new());
        let opened = folder.open(&fields, ReloadPolicy::OnCommitWithDelay)?;
        let (index, reader) = (opened.index, opened.reader);
        Ok(Self { folder, fields, index, reader, last_cursor: AtomicI64::new(0) })
    }

    /// The cursor of the last commit, by whichever process; 0 at first. After a cursor is seen
    /// here, [`Index::reload`] makes its documents found.
    pub fn cursor(&self) -> i64 {
        match self.index.load_metas() {
            Ok(metas) => {
                let cursor = metas.payload.and_then(|text| text.parse().ok()).unwrap_or(0);
                self.last_cursor.store(cursor, Ordering::Relaxed);
                cursor
            }
            Err(error) => {
                warn!(%error, "The search index does not tell its cursor");
                self.last_cursor.load(Ordering::Relaxed)
            }
        }
    }

    /// The writer; `None` while another process (or handle) has it, which is no error.
    ///
    /// # Errors
    ///
    /// [`SearchError::Folder`]; another try may help.
    pub fn writer(&self) -> Result<Option<Writer>, SearchError> {
        let Some(lock) = self.folder.try_lock()? else { return Ok(None) };
        self.folder.remove_older(&lock);
        // Opened afresh: the engine reads its list of files only then, and others may have written.
        let opened = self.folder.open_locked(&lock, &self.fields, ReloadPolicy::Manual)?;
        Writer::new(&opened.index, Arc::clone(&self.fields), self.reader.clone(), lock).map(Some)
    }

    /// Searches.
    ///
    /// # Errors
    ///
    /// [`SearchError::Folder`] and [`SearchError::Damaged`]; never because of the query.
    pub fn search(&self, query: &Query) -> Result<Found, SearchError> {
        Ok(found::search(&self.reader.searcher(), &self.fields, query)?)
    }

    /// Takes up the newest commit now. If it cannot be read, the older one keeps being searched.
    pub fn reload(&self) {
        if let Err(error) = self.reader.reload() {
            warn!(%error, "The search index could not be reloaded");
        }
    }

    /// The number of documents that are searched.
    pub fn documents(&self) -> u64 {
        self.reader.searcher().num_docs()
    }
}
