//! What was fetched, kept as WARC files, and answers taken from them again.
//!
//! WARC 1.1 (ISO 28500:2017). A [`Recorder`] writes each exchange of a [`crate::Client`] as two
//! records, each a gzip member of its own; an [`Archive`] knows where in such files the answer of
//! each address lies, and gives it as if the site had answered. `warc`, the library, is not used: it
//! reads a file as one stream, so that it can neither find a record again nor read around a torn
//! one, and it writes a whole file as one gzip member.
//!
//! Bodies are kept as they were decoded, up to the caps of the request: a coding that is broken or
//! a bomb is met once, when it is fetched. What the site said of coding and length stays under
//! other names (`x-orig-…`). Bodies that nobody read (redirects, errors) are not there, and marked.
//!
//! Absent: archives whose bodies are still coded, as other programs write them; those records are
//! passed over.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};

mod exchange;
mod index;
mod record;
mod recorder;
mod replay;

pub(crate) use exchange::Heads;
pub use recorder::Recorder;
pub use replay::Archive;

/// Why an archive cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ArchiveError {
    /// A file or the folder cannot be written: most likely the disk is full.
    #[error("the archive {} cannot be written", path.display())]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: Arc<io::Error>,
    },
    /// A file or the folder cannot be read.
    #[error("the archive {} cannot be read", path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: Arc<io::Error>,
    },
    /// There is no answer in it.
    #[error("{} holds no archive: no file named ….warc.gz with an answer in it", path.display())]
    Empty {
        /// Where was looked.
        path: PathBuf,
    },
}

impl ArchiveError {
    fn write(path: &Path, error: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source: Arc::new(error) }
    }

    fn read(path: &Path, error: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source: Arc::new(error) }
    }
}

/// Now, as exactly as a record's date tells it (WARC 1.1 allows nine digits; rows have six).
pub(crate) fn instant() -> DateTime<Utc> {
    DateTime::<Utc>::from(std::time::SystemTime::now()).trunc_subsecs(6)
}
