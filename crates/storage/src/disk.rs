//! Objects in a folder of this machine.
//!
//! A put writes `.tmp-<random>` in the object's own folder, syncs it, reads it back against the
//! key's hash, renames it, and syncs the folder; so a crash leaves the old state or the new one,
//! and at worst a temporary file, which the next [`DiskStore::open`] removes once it is an hour
//! old. All work on files happens on the threads for blocking work.

mod listing;
mod temporary;

use std::fs;
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use crate::content::Content;
use crate::{DiskSettings, Listed, Object, ObjectKey, Range, StorageError, Stored, Visibility};

/// Size of the pieces that an object is read in, in bytes.
const PIECE_BYTES: usize = 64 * 1024;

/// A folder with objects.
#[derive(Debug, Clone)]
pub(crate) struct DiskStore {
    folder: Arc<Path>,
}

impl DiskStore {
    pub(crate) async fn open(settings: &DiskSettings) -> Result<Self, StorageError> {
        let folder: Arc<Path> = Arc::from(settings.folder.as_path());
        let store = Self { folder };
        store
            .blocking(|folder| {
                fs::create_dir_all(folder).map_err(StorageError::from_io)?;
                temporary::sweep(folder)
            })
            .await?;
        Ok(store)
    }

    pub(crate) async fn put(
        &self,
        key: &ObjectKey,
        content: Content,
    ) -> Result<Stored, StorageError> {
        let key = *key;
        self.blocking(move |folder| {
            // A folder that vanished is a disk that is not mounted: never make it anew.
            if !folder.is_dir() {
                return Err(StorageError::NoBucket);
            }
            temporary::write_then_rename(folder, &key, &content)?;
            let stored = look(&folder.join(key.to_string()))?;
            let is_whole = |stored: &Stored| stored.bytes == content.length();
            stored.filter(is_whole).ok_or(StorageError::Mismatch { key })
        })
        .await
    }

    pub(crate) async fn head(&self, key: &ObjectKey) -> Result<Option<Stored>, StorageError> {
        let path = self.path(key);
        self.blocking(move |_| look(&path)).await
    }

    pub(crate) async fn get(
        &self,
        key: &ObjectKey,
        range: Option<Range>,
    ) -> Result<Option<Object>, StorageError> {
        let path = self.path(key);
        let opened = self.blocking(move |_| open_at(&path, range)).await?;
        let Some((file, total, bytes)) = opened else { return Ok(None) };
        let part = tokio::fs::File::from_std(file).take(bytes);
        let stream =
            ReaderStream::with_capacity(part, PIECE_BYTES).map_err(StorageError::from_io).boxed();
        Ok(Some(Object { total, bytes, stream }))
    }

    pub(crate) async fn delete(&self, key: &ObjectKey) -> Result<(), StorageError> {
        let path = self.path(key);
        self.blocking(move |_| match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StorageError::from_io(error))
            }
            _ => Ok(()),
        })
        .await
    }

    pub(crate) fn list(
        &self,
        visibility: Option<Visibility>,
    ) -> BoxStream<'static, Result<Listed, StorageError>> {
        listing::stream(Arc::clone(&self.folder), visibility)
    }

    fn path(&self, key: &ObjectKey) -> PathBuf {
        self.folder.join(key.to_string())
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        let folder = Arc::clone(&self.folder);
        tokio::task::spawn_blocking(move || work(&folder))
            .await
            .map_err(|stopped| StorageError::Away(Box::new(stopped)))?
    }
}

/// Length and time of a file; `None` where there is none.
fn look(path: &Path) -> Result<Option<Stored>, StorageError> {
    match fs::metadata(path).and_then(|of| Ok((of.len(), of.modified()?))) {
        Ok((bytes, modified)) => Ok(Some(Stored { bytes, modified })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StorageError::from_io(error)),
    }
}

/// A file at the start of the range, its whole length, and the length of the range.
fn open_at(
    path: &Path,
    range: Option<Range>,
) -> Result<Option<(fs::File, u64, u64)>, StorageError> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StorageError::from_io(error)),
    };
    let total = file.metadata().map_err(StorageError::from_io)?.len();
    let Some(range) = range else { return Ok(Some((file, total, total))) };
    let bytes = range.bytes_of(total).ok_or(StorageError::OutOfRange { total })?;
    file.seek(SeekFrom::Start(range.start)).map_err(StorageError::from_io)?;
    Ok(Some((file, total, bytes)))
}
