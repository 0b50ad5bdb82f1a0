//! The S3 client's errors, sorted into ours.

use std::error::Error;
use std::io;

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

use crate::{ObjectKey, StorageError};

/// Sorts an error by the store's code for it, then by the HTTP status.
pub(super) fn sort<E>(error: SdkError<E, HttpResponse>) -> StorageError
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    let SdkError::ServiceError(answer) = &error else {
        return match error {
            // Not sent at all: credentials or addresses that make no request.
            SdkError::ConstructionFailure(_) => StorageError::Denied(Box::new(error)),
            _ => StorageError::Away(Box::new(error)),
        };
    };
    let status = answer.raw().status().as_u16();
    match (answer.err().code().unwrap_or_default(), status) {
        ("NoSuchBucket", _) => StorageError::NoBucket,
        ("QuotaExceeded" | "XMinioStorageFull" | "XMinioAdminBucketQuotaExceeded", _)
        | (_, 507) => StorageError::Full(Box::new(error)),
        (_, 401 | 403) => StorageError::Denied(Box::new(error)),
        ("RequestTimeout", _) | (_, 408 | 409 | 429 | 500..) => StorageError::Away(Box::new(error)),
        _ => StorageError::Refused(Box::new(error)),
    }
}

/// Sorts an error of a put: a checksum that the store found wrong is a mismatch.
pub(super) fn of_put<E>(error: SdkError<E, HttpResponse>, key: &ObjectKey) -> StorageError
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
    match code {
        Some("BadDigest" | "InvalidDigest" | "XAmzContentSHA256Mismatch" | "IncompleteBody") => {
            StorageError::Mismatch { key: *key }
        }
        _ => sort(error),
    }
}

/// An object that is not there is `None`. The answer to a `HEAD` has no body, hence no code: there
/// a missing bucket looks the same.
pub(super) fn none_if_missing<T, E>(
    answer: Result<T, SdkError<E, HttpResponse>>,
) -> Result<Option<T>, StorageError>
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    let error = match answer {
        Ok(answer) => return Ok(Some(answer)),
        Err(error) => error,
    };
    let status = error.raw_response().map(|response| response.status().as_u16());
    match sort(error) {
        StorageError::Refused(_) if status == Some(404) => Ok(None),
        sorted => Err(sorted),
    }
}

/// An answer that lacks what every answer has.
pub(super) fn nonsense(what: &'static str) -> StorageError {
    StorageError::Refused(Box::new(io::Error::new(io::ErrorKind::InvalidData, what)))
}
