//! Objects in a bucket of S3, or of a store that speaks the same.
//!
//! A put is one request up to 16 MiB, and a multipart upload above; each request bears the SHA-256
//! of its body, which the store checks before it shows the object. Then the store is asked what it
//! has (`verify.rs`). Keys are those of the disk.

mod client;
mod error;
mod multipart;
mod verify;

use std::time::SystemTime;

use aws_sdk_s3::Client;
use aws_sdk_s3::primitives::{ByteStream, DateTime};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use tokio_util::io::ReaderStream;

use crate::content::Content;
use crate::{Listed, Object, ObjectKey, Range, S3Settings, StorageError, Stored, Visibility};

/// Size of the pieces that an object is read in, in bytes.
const PIECE_BYTES: usize = 64 * 1024;

/// A bucket and the client that reaches it.
#[derive(Debug, Clone)]
pub(crate) struct S3Store {
    client: Client,
    bucket: String,
}

impl S3Store {
    pub(crate) async fn open(settings: &S3Settings) -> Self {
        let client = client::connect(settings).await;
        Self { client, bucket: settings.bucket.clone() }
    }

    pub(crate) async fn put(
        &self,
        key: &ObjectKey,
        content: Content,
    ) -> Result<Stored, StorageError> {
        if content.length() > multipart::PART_BYTES as u64 {
            multipart::put(self, key, &content).await?;
        } else {
            let whole = multipart::part(&content, 0).await?;
            self.put_at_once(key, whole).await?;
        }
        verify::stored(self, key, &content).await
    }

    async fn put_at_once(&self, key: &ObjectKey, bytes: Bytes) -> Result<(), StorageError> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key.to_string())
            .content_type(key.content_type())
            .checksum_sha256(verify::base64(key.hash()))
            .body(ByteStream::from(bytes))
            .send()
            .await
            .map_err(|error| error::of_put(error, key))?;
        Ok(())
    }

    pub(crate) async fn head(&self, key: &ObjectKey) -> Result<Option<Stored>, StorageError> {
        let head = self.client.head_object().bucket(&self.bucket).key(key.to_string());
        match error::none_if_missing(head.send().await)? {
            Some(head) => stored(head.content_length(), head.last_modified()).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) async fn get(
        &self,
        key: &ObjectKey,
        range: Option<Range>,
    ) -> Result<Option<Object>, StorageError> {
        let request = self.client.get_object().bucket(&self.bucket).key(key.to_string());
        let Some(range) = range else {
            let Some(answer) = error::none_if_missing(request.send().await)? else {
                return Ok(None);
            };
            let total = unsigned(answer.content_length())?;
            return Ok(Some(Object { total, bytes: total, stream: pieces(answer.body) }));
        };

        // The length first: a range outside it is then told apart without guessing at the many
        // answers that stores give to one.
        let Some(Stored { bytes: total, .. }) = self.head(key).await? else { return Ok(None) };
        let bytes = range.bytes_of(total).ok_or(StorageError::OutOfRange { total })?;
        let last = range.start.saturating_add(bytes - 1);
        let request = request.range(format!("bytes={}-{last}", range.start));
        let Some(answer) = error::none_if_missing(request.send().await)? else { return Ok(None) };
        if unsigned(answer.content_length())? != bytes {
            return Err(error::nonsense("a range of another length than asked for"));
        }
        Ok(Some(Object { total, bytes, stream: pieces(answer.body) }))
    }

    pub(crate) async fn delete(&self, key: &ObjectKey) -> Result<(), StorageError> {
        let delete = self.client.delete_object().bucket(&self.bucket).key(key.to_string());
        error::none_if_missing(delete.send().await).map(|_| ())
    }

    pub(crate) fn list(
        &self,
        visibility: Option<Visibility>,
    ) -> BoxStream<'static, Result<Listed, StorageError>> {
        let prefix = visibility.map(|only| format!("{}/", only.folder()));
        let pages = self
            .client
            .list_objects_v2()
            .bucket(&self.bucket)
            .set_prefix(prefix)
            .into_paginator()
            .send();
        stream::try_unfold(pages, |mut pages| async move {
            let page = pages.try_next().await.map_err(error::sort)?;
            Ok::<_, StorageError>(page.map(|page| (page.contents.unwrap_or_default(), pages)))
        })
        .map_ok(|objects| stream::iter(objects).map(Ok))
        .try_flatten()
        .try_filter_map(|object| async move { listed(&object) })
        .boxed()
    }
}

fn listed(object: &aws_sdk_s3::types::Object) -> Result<Option<Listed>, StorageError> {
    let Some(key) = object.key().and_then(ObjectKey::parse) else { return Ok(None) };
    let stored = stored(object.size(), object.last_modified())?;
    Ok(Some(Listed { key, bytes: stored.bytes, modified: stored.modified }))
}

fn stored(bytes: Option<i64>, modified: Option<&DateTime>) -> Result<Stored, StorageError> {
    let modified = modified.and_then(|time| SystemTime::try_from(*time).ok());
    let modified = modified.ok_or_else(|| error::nonsense("no time of modification"))?;
    Ok(Stored { bytes: unsigned(bytes)?, modified })
}

fn unsigned(bytes: Option<i64>) -> Result<u64, StorageError> {
    bytes.and_then(|bytes| u64::try_from(bytes).ok()).ok_or_else(|| error::nonsense("no length"))
}

fn pieces(body: ByteStream) -> crate::ObjectStream {
    ReaderStream::with_capacity(body.into_async_read(), PIECE_BYTES)
        .map_err(|error| StorageError::Away(Box::new(error)))
        .boxed()
}
