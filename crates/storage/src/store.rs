//! The one type that callers see: a store on disk or in S3, with the same promises.

use std::io;
use std::path::Path;

use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use uuid::Uuid;

use crate::content::Content;
use crate::disk::DiskStore;
use crate::key::sha256;
use crate::s3::S3Store;
use crate::{Listed, Object, ObjectKey, Range, Settings, StorageError, Stored, Visibility};

/// A store of objects. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Store {
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    Disk(DiskStore),
    S3(S3Store),
}

impl Store {
    /// Opens a store. On disk: makes the folder and removes temporary files older than an hour,
    /// left over from kills. S3 is not contacted: a store that is away does not keep a program
    /// from starting; [`Store::check`] asks it.
    ///
    /// # Errors
    /// Those of the disk.
    pub async fn open(settings: &Settings) -> Result<Self, StorageError> {
        let place = match settings {
            Settings::Disk(disk) => Place::Disk(DiskStore::open(disk).await?),
            Settings::S3(s3) => Place::S3(S3Store::open(s3).await),
        };
        Ok(Self { place })
    }

    /// Puts an object, and asks the store for its length and checksum before returning. Safe to
    /// repeat. An object that is already there is written again, on purpose: that makes it young,
    /// so that a sweep of old objects that no row names cannot take it from under its new row.
    ///
    /// # Errors
    /// [`StorageError::WrongKey`] where the key is not the hash of the bytes;
    /// [`StorageError::Mismatch`] where the store holds something else afterwards (try again);
    /// else whatever the store says.
    pub async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<Stored, StorageError> {
        if sha256(&bytes) != *key.hash() {
            return Err(StorageError::WrongKey { key: *key });
        }
        self.put_content(key, Content::Bytes(bytes)).await
    }

    /// The same of a file, which is read in pieces and left where it is. Nobody may change it
    /// meanwhile.
    ///
    /// # Errors
    /// As [`Store::put`], and those of reading the file.
    pub async fn put_file(&self, key: &ObjectKey, path: &Path) -> Result<Stored, StorageError> {
        let (key, path) = (*key, path.to_path_buf());
        let hashed = tokio::task::spawn_blocking(move || {
            let content = Content::of_file(&path)?;
            Ok((content.hash()?, content))
        });
        let hashed =
            hashed.await.map_err(|error| StorageError::from_io(io::Error::other(error)))?;
        let (hash, content) = hashed.map_err(StorageError::from_io)?;
        if hash != *key.hash() {
            return Err(StorageError::WrongKey { key });
        }
        self.put_content(&key, content).await
    }

    async fn put_content(&self, key: &ObjectKey, content: Content) -> Result<Stored, StorageError> {
        match &self.place {
            Place::Disk(disk) => disk.put(key, content).await,
            Place::S3(s3) => s3.put(key, content).await,
        }
    }

    /// What the store says of an object; `None` where there is none.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn head(&self, key: &ObjectKey) -> Result<Option<Stored>, StorageError> {
        match &self.place {
            Place::Disk(disk) => disk.head(key).await,
            Place::S3(s3) => s3.head(key).await,
        }
    }

    /// Reads an object, whole or a range of it; `None` where there is none. Memory is bounded by a
    /// piece of the stream, whatever the object's length.
    ///
    /// # Errors
    /// [`StorageError::OutOfRange`] where the range holds no byte of the object; else whatever the
    /// store says.
    pub async fn get(
        &self,
        key: &ObjectKey,
        range: Option<Range>,
    ) -> Result<Option<Object>, StorageError> {
        match &self.place {
            Place::Disk(disk) => disk.get(key, range).await,
            Place::S3(s3) => s3.get(key, range).await,
        }
    }

    /// Removes an object. One that is not there is as good as removed.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn delete(&self, key: &ObjectKey) -> Result<(), StorageError> {
        match &self.place {
            Place::Disk(disk) => disk.delete(key).await,
            Place::S3(s3) => s3.delete(key).await,
        }
    }

    /// All objects, or those of one visibility, in the order of their keys, read as they are asked
    /// for. Names that are no keys are passed over. What is put or removed meanwhile may or may
    /// not be seen.
    pub fn list(
        &self,
        visibility: Option<Visibility>,
    ) -> BoxStream<'static, Result<Listed, StorageError>> {
        match &self.place {
            Place::Disk(disk) => disk.list(visibility),
            Place::S3(s3) => s3.list(visibility),
        }
    }

    /// Writes a small probe, reads it back and removes it: whether the store works, with the
    /// rights that the work needs. A probe that a kill leaves behind is swept like any other
    /// object that no row names.
    ///
    /// # Errors
    /// The first thing that fails.
    pub async fn check(&self) -> Result<(), StorageError> {
        let probe = Bytes::from(format!("A probe of the store: {}.\n", Uuid::new_v4()));
        let key = ObjectKey::page(Visibility::Personal, &probe);
        self.put(&key, probe.clone()).await?;
        let read = self.read_whole(&key).await;
        self.delete(&key).await?;
        if read?.as_deref() == Some(&*probe) { Ok(()) } else { Err(StorageError::Mismatch { key }) }
    }

    async fn read_whole(&self, key: &ObjectKey) -> Result<Option<Vec<u8>>, StorageError> {
        let Some(object) = self.get(key, None).await? else { return Ok(None) };
        let append = |mut whole: Vec<u8>, piece: Bytes| async move {
            whole.extend_from_slice(&piece);
            Ok(whole)
        };
        object.stream.try_fold(Vec::new(), append).await.map(Some)
    }
}
