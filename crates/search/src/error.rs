//! What can go wrong with an index, sorted by what a caller can do about it.

use std::{io, sync::Arc};

use tantivy::{
    TantivyError,
    directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError},
};

/// Why the index could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The folder cannot be made, read or written: permissions, a full disk. Another try helps when
    /// that has been mended; a [`crate::Writer`] that met it must be dropped.
    #[error("the folder of the search index")]
    Folder(#[source] Arc<io::Error>),
    /// Another process was making the index, and did not finish in five seconds. Try again.
    #[error("another process is making the search index")]
    Busy,
    /// Files are missing or broken. Opening the index again, when no other process writes it,
    /// rebuilds it.
    #[error("the search index is damaged")]
    Damaged(#[source] TantivyError),
    /// The writing threads are gone (usually after a full disk). Drop the writer and take a new one.
    #[error("the writer of the search index stopped")]
    Stopped(#[source] TantivyError),
    /// The engine refused something we asked: a mistake of this crate. Another try does not help.
    #[error("the search engine refused")]
    Refused(#[source] TantivyError),
}

impl From<io::Error> for SearchError {
    fn from(error: io::Error) -> Self {
        Self::Folder(Arc::new(error))
    }
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::IoError(ref io)
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: ref io, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: ref io, .. })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
                io_error: ref io,
                ..
            }) => {
                if is_damage(io) {
                    Self::Damaged(error)
                } else {
                    Self::Folder(Arc::clone(io))
                }
            }
            TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(_)
            | TantivyError::OpenDirectoryError(_)
            | TantivyError::DeserializeError(_) => Self::Damaged(error),
            TantivyError::ErrorInThread(_) | TantivyError::Poisoned => Self::Stopped(error),
            _ => Self::Refused(error),
        }
    }
}

/// Whether a file could be read, and holds what cannot be: it was cut short, or overwritten.
fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData)
}
