//! Uploads in parts, for objects that are too long for one request: a lost connection costs a
//! part, not the whole.
//!
//! The object appears when the last request completes the upload. One that fails is ended, so
//! that its parts do not lie about; one that a kill cuts off is for the bucket's life cycle.

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart};
use bytes::Bytes;

use super::{S3Store, error, verify};
use crate::content::Content;
use crate::key::sha256;
use crate::{ObjectKey, StorageError};

/// Length of each part but the last, in bytes, and of the longest object that is put at once.
/// S3 wants 5 MiB to 5 GiB, and at most 10,000 parts: objects up to 156 GiB.
pub(super) const PART_BYTES: usize = 16 * 1024 * 1024;

pub(super) async fn put(
    store: &S3Store,
    key: &ObjectKey,
    content: &Content,
) -> Result<(), StorageError> {
    let begun = store
        .client
        .create_multipart_upload()
        .bucket(&store.bucket)
        .key(key.to_string())
        .content_type(key.content_type())
        .checksum_algorithm(ChecksumAlgorithm::Sha256)
        .send()
        .await
        .map_err(error::sort)?;
    let id = begun.upload_id().ok_or_else(|| error::nonsense("no id of the upload"))?;

    let done = upload(store, key, content, id).await;
    if done.is_err() {
        abort(store, key, id).await;
    }
    done
}

/// Where each part begins.
pub(super) fn starts(content: &Content) -> impl Iterator<Item = u64> + use<> {
    (0..content.length()).step_by(PART_BYTES)
}

/// The part that begins there; a file is read on a thread for blocking work.
pub(super) async fn part(content: &Content, start: u64) -> Result<Bytes, StorageError> {
    let content = content.clone();
    let read = tokio::task::spawn_blocking(move || content.part(start, PART_BYTES)).await;
    read.map_err(|error| StorageError::from_io(std::io::Error::other(error)))?
        .map_err(StorageError::from_io)
}

async fn upload(
    store: &S3Store,
    key: &ObjectKey,
    content: &Content,
    id: &str,
) -> Result<(), StorageError> {
    let mut parts = Vec::new();
    for (number, start) in (1..).zip(starts(content)) {
        let part = part(content, start).await?;
        parts.push(upload_part(store, key, id, number, part).await?);
    }
    store
        .client
        .complete_multipart_upload()
        .bucket(&store.bucket)
        .key(key.to_string())
        .upload_id(id)
        .multipart_upload(CompletedMultipartUpload::builder().set_parts(Some(parts)).build())
        .send()
        .await
        .map_err(|error| error::of_put(error, key))?;
    Ok(())
}

async fn upload_part(
    store: &S3Store,
    key: &ObjectKey,
    id: &str,
    number: i32,
    bytes: Bytes,
) -> Result<CompletedPart, StorageError> {
    let checksum = verify::base64(&sha256(&bytes));
    let answer = store
        .client
        .upload_part()
        .bucket(&store.bucket)
        .key(key.to_string())
        .upload_id(id)
        .part_number(number)
        .checksum_sha256(&checksum)
        .body(ByteStream::from(bytes))
        .send()
        .await
        .map_err(|error| error::of_put(error, key))?;
    Ok(CompletedPart::builder()
        .part_number(number)
        .checksum_sha256(checksum)
        .set_e_tag(answer.e_tag)
        .build())
}

async fn abort(store: &S3Store, key: &ObjectKey, id: &str) {
    let aborted = store
        .client
        .abort_multipart_upload()
        .bucket(&store.bucket)
        .key(key.to_string())
        .upload_id(id)
        .send()
        .await;
    if aborted.is_err() {
        tracing::warn!(%key, "An unfinished upload could not be ended");
    }
}
