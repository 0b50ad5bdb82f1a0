//! The folder of an index: made, found damaged and made anew, locked.
//!
//! ```text
//! <root>/format-1/       the index of this format
//! <root>/format-1.lock   held by the one writer, and by whoever (re)builds
//! <root>/format-1.new    being made; renamed when it is whole
//! ```
//!
//! Each format has its own folder, so that an old and a new version of the program can run side by
//! side while one replaces the other; the writer removes the folders of older formats. A folder
//! that cannot be opened is replaced by an empty one, whose cursor is 0.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use tantivy::{IndexReader, IndexSettings, ReloadPolicy};
use tracing::{info, warn};

use crate::{SearchError, fields, fields::Fields};

/// How long to wait for another process that is making the index: 100 times 50 ms.
const WAITS: usize = 100;
const WAIT: Duration = Duration::from_millis(50);

/// Where the index of one format lies.
#[derive(Clone)]
pub(crate) struct Folder {
    root: PathBuf,
    format: u32,
}

/// An index whose files could all be opened.
pub(crate) struct Opened {
    pub(crate) index: tantivy::Index,
    pub(crate) reader: IndexReader,
}

/// The lock of the one writer; let go when dropped, or when the process ends in any way.
pub(crate) struct WriterLock {
    _file: File,
}

impl Folder {
    /// Names the folder, and makes its root.
    pub(crate) fn new(root: &Path, format: u32) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        Ok(Self { root: root.to_owned(), format })
    }

    /// Opens the index; makes it when there is none, and anew when it cannot be opened.
    ///
    /// # Errors
    ///
    /// [`SearchError::Busy`] when it is neither whole nor ours to make (another process holds the
    /// lock) for five seconds; [`SearchError::Folder`].
    pub(crate) fn open(
        &self,
        fields: &Fields,
        policy: ReloadPolicy,
    ) -> Result<Opened, SearchError> {
        for _ in 0..WAITS {
            if let Some(opened) = self.open_whole(fields, policy)? {
                return Ok(opened);
            }
            if let Some(lock) = self.try_lock()? {
                return self.open_locked(&lock, fields, policy);
            }
            thread::sleep(WAIT);
        }
        Err(SearchError::Busy)
    }

    /// Like [`Self::open`], for whoever holds the lock.
    pub(crate) fn open_locked(
        &self,
        lock: &WriterLock,
        fields: &Fields,
        policy: ReloadPolicy,
    ) -> Result<Opened, SearchError> {
        if let Some(opened) = self.open_whole(fields, policy)? {
            return Ok(opened);
        }
        self.make(lock, fields)?;
        let opened = self.open_whole(fields, policy)?;
        opened.ok_or_else(|| io::Error::other("a new search index cannot be opened").into())
    }

    /// The lock of the writer; `None` when another handle or process holds it.
    pub(crate) fn try_lock(&self) -> io::Result<Option<WriterLock>> {
        let path = self.path(".lock");
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(WriterLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Removes the folders of older formats that nobody writes any more. What cannot be removed
    /// stays, and is tried again by the next writer.
    pub(crate) fn remove_older(&self, _lock: &WriterLock) {
        for format in 0..self.format {
            let older = Self { root: self.root.clone(), format };
            if !older.path("").exists() {
                continue;
            }
            if let Ok(Some(_lock)) = older.try_lock() {
                let removed = fs::remove_dir_all(older.path(""));
                info!(index.format = format, ok = removed.is_ok(), "Removed an older search index");
            }
        }
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.root.join(format!("format-{}{ending}", self.format))
    }

    /// The index, if it is there and whole: all files can be opened, and the schema is ours.
    fn open_whole(
        &self,
        fields: &Fields,
        policy: ReloadPolicy,
    ) -> Result<Option<Opened>, SearchError> {
        let path = self.path("");
        if !path.join("meta.json").exists() {
            return Ok(None);
        }
        match open_files(&path, fields, policy) {
            Ok(opened) if opened.index.schema() == fields.schema => Ok(Some(opened)),
            Ok(_) => Ok(None),
            Err(SearchError::Damaged(error)) => {
                warn!(%error, "The search index in {} is damaged", path.display());
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Makes an empty index beside the place, then puts it there; what lay there is removed.
    fn make(&self, _lock: &WriterLock, fields: &Fields) -> Result<(), SearchError> {
        let (place, new, old) = (self.path(""), self.path(".new"), self.path(".old"));
        remove_if_there(&new)?;
        remove_if_there(&old)?;
        fs::create_dir(&new)?;
        // Compressing on the thread that indexes: a thread of its own gains nothing beside a crawl.
        let settings =
            IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        tantivy::Index::builder()
            .schema(fields.schema.clone())
            .settings(settings)
            .create_in_dir(&new)?;
        if place.exists() {
            fs::rename(&place, &old)?;
            warn!("The search index in {} is rebuilt", place.display());
        }
        fs::rename(&new, &place)?;
        remove_if_there(&old)?;
        Ok(())
    }
}

fn open_files(path: &Path, fields: &Fields, policy: ReloadPolicy) -> Result<Opened, SearchError> {
    let mut index = tantivy::Index::open_in_dir(path)?;
    if index.schema() == fields.schema {
        index.set_tokenizers(fields::analysers());
    }
    let reader = index.reader_builder().reload_policy(policy).try_into()?;
    Ok(Opened { index, reader })
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_writer_of_a_new_format_removes_the_folder_of_the_old_one() {
        let root = tempfile::tempdir().unwrap();
        let fields = Fields::new();
        let old = Folder::new(root.path(), 1).unwrap();
        old.open(&fields, ReloadPolicy::Manual).unwrap();
        let old_writer = old.try_lock().unwrap().unwrap();

        let new = Folder::new(root.path(), 2).unwrap();
        let lock = new.try_lock().unwrap().unwrap();
        new.open_locked(&lock, &fields, ReloadPolicy::Manual).unwrap();
        new.remove_older(&lock);
        assert!(old.path("").exists(), "the old version still writes");

        drop(old_writer);
        new.remove_older(&lock);
        assert!(!old.path("").exists());
        assert!(new.path("").exists());
    }
}
