//! After a put: what the store says that it holds, compared with what was put.
//!
//! Most stores answer a `HEAD` with the SHA-256 they computed: of the whole object, or for a
//! multipart upload that of its parts' SHA-256s. A store that says neither is read back.

use aws_sdk_s3::types::ChecksumMode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};

use super::{S3Store, error, multipart, stored as stored_of};
use crate::content::Content;
use crate::key::sha256;
use crate::{ObjectKey, StorageError, Stored};

pub(super) async fn stored(
    store: &S3Store,
    key: &ObjectKey,
    content: &Content,
) -> Result<Stored, StorageError> {
    let head = store
        .client
        .head_object()
        .bucket(&store.bucket)
        .key(key.to_string())
        .checksum_mode(ChecksumMode::Enabled)
        .send();
    let mismatch = || StorageError::Mismatch { key: *key };
    let head = error::none_if_missing(head.await)?.ok_or_else(mismatch)?;
    let stored = stored_of(head.content_length(), head.last_modified())?;

    let same_bytes = match head.checksum_sha256() {
        _ if stored.bytes != content.length() => false,
        Some(told) => told == base64(key.hash()) || told == of_parts(content).await?,
        None => hash_read_back(store, key).await? == Some(*key.hash()),
    };
    same_bytes.then_some(stored).ok_or_else(mismatch)
}

pub(super) fn base64(hash: &[u8; 32]) -> String {
    STANDARD.encode(hash)
}

/// The checksum of a multipart upload: SHA-256 over the parts' SHA-256s, a dash, their number.
async fn of_parts(content: &Content) -> Result<String, StorageError> {
    let mut hasher = Sha256::new();
    let mut parts = 0;
    for start in multipart::starts(content) {
        hasher.update(sha256(&multipart::part(content, start).await?));
        parts += 1;
    }
    Ok(format!("{}-{parts}", base64(&hasher.finalize().into())))
}

async fn hash_read_back(
    store: &S3Store,
    key: &ObjectKey,
) -> Result<Option<[u8; 32]>, StorageError> {
    let Some(object) = store.get(key, None).await? else { return Ok(None) };
    let add = |mut hasher: Sha256, piece: Bytes| async move {
        hasher.update(&piece);
        Ok(hasher)
    };
    let hasher = object.stream.try_fold(Sha256::new(), add).await?;
    Ok(Some(hasher.finalize().into()))
}
