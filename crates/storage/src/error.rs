//! What can go wrong with a store, sorted by what the caller can do about it.
//!
//! Both stores' own errors are turned into these where they occur: `from_io` here for the disk,
//! `s3/error.rs` for S3.

use std::error::Error;
use std::io;

use crate::ObjectKey;

/// Why the store did not do what was asked. A missing object is not an error, but `None`.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// No answer, a timeout, or the store says that it is overloaded. May pass.
    #[error("the store is away")]
    Away(#[source] Box<dyn Error + Send + Sync>),
    /// Credentials or permissions are missing or wrong, or the file system is read-only.
    #[error("the store denies access")]
    Denied(#[source] Box<dyn Error + Send + Sync>),
    /// The bucket, or the folder of a store on disk, does not exist.
    #[error("the bucket or folder does not exist")]
    NoBucket,
    /// No space or quota left. May pass, once somebody made room.
    #[error("the store is full")]
    Full(#[source] Box<dyn Error + Send + Sync>),
    /// What the store holds after a put is not what was put. May pass: put again.
    #[error("the store holds something else than was put as {key}")]
    Mismatch {
        /// What was put.
        key: ObjectKey,
    },
    /// The bytes to put do not have the hash in their key: a mistake of the caller's.
    #[error("the bytes are not those that {key} names")]
    WrongKey {
        /// What was to be put.
        key: ObjectKey,
    },
    /// A range that begins at or after the object's end, or ends before it begins.
    #[error("the range lies outside the object of {total} bytes")]
    OutOfRange {
        /// Length of the object, in bytes.
        total: u64,
    },
    /// The disk failed in another way. May pass.
    #[error("the disk failed")]
    Disk(#[source] io::Error),
    /// The store refused the request as it is (an HTTP status 4xx, or an answer that makes no
    /// sense): settings or a store that does not speak S3.
    #[error("the store refused the request")]
    Refused(#[source] Box<dyn Error + Send + Sync>),
}

impl StorageError {
    /// Whether the same step may succeed later without anybody changing the settings.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Away(_) | Self::Full(_) | Self::Mismatch { .. } | Self::Disk(_) => true,
            Self::Denied(_)
            | Self::NoBucket
            | Self::WrongKey { .. }
            | Self::OutOfRange { .. }
            | Self::Refused(_) => false,
        }
    }

    /// Sorts an error of the file system.
    pub(crate) fn from_io(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
                Self::Full(Box::new(error))
            }
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::Denied(Box::new(error)),
            Kind::TimedOut | Kind::Interrupted | Kind::StaleNetworkFileHandle => {
                Self::Away(Box::new(error))
            }
            _ => Self::Disk(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_full_and_may_pass() {
        // ENOSPC on Linux.
        let error = StorageError::from_io(io::Error::from_raw_os_error(28));
        assert!(matches!(error, StorageError::Full(_)) && error.may_pass(), "{error:?}");
    }

    #[test]
    fn a_read_only_disk_is_denied_and_does_not_pass() {
        // EROFS on Linux.
        let error = StorageError::from_io(io::Error::from_raw_os_error(30));
        assert!(matches!(error, StorageError::Denied(_)) && !error.may_pass(), "{error:?}");
    }
}
