//! What can go wrong between a catalogue and a voice in the folder.

use std::io;
use std::path::PathBuf;

/// Errors of fetching; [`CatalogueError::may_pass`] says whether another try helps.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The network library refused its own settings.
    #[error("the client: {reason}")]
    Client {
        /// What it said.
        reason: String,
    },
    /// The server, or the way to it, is away.
    #[error("{address}: {reason}")]
    Unreachable {
        /// What was asked for, without secrets.
        address: String,
        /// What the network said.
        reason: String,
    },
    /// The server has no such file, or will not give it.
    #[error("{address} was answered with {status}")]
    Status {
        /// What was asked for, without secrets.
        address: String,
        /// HTTP status.
        status: u16,
    },
    /// What came is no catalogue.
    #[error("{address} is no catalogue of voices: {reason}")]
    NotACatalogue {
        /// What was asked for, without secrets.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The entry of a voice cannot be used.
    #[error("the catalogue's entry of {name} is unfit: {reason}")]
    Entry {
        /// The voice.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// More came than was announced, or than is taken.
    #[error("{address} is longer than {most} bytes")]
    TooLong {
        /// What was asked for, without secrets.
        address: String,
        /// The most that is taken.
        most: u64,
    },
    /// Less came than was announced.
    #[error("{address} was cut off after {bytes} of {expected} bytes")]
    CutOff {
        /// What was asked for, without secrets.
        address: String,
        /// Bytes that came.
        bytes: u64,
        /// Bytes announced.
        expected: u64,
    },
    /// Something else came than the catalogue tells of.
    #[error("{address} has the checksum {found}, not {expected}: nothing was kept")]
    Checksum {
        /// What was asked for, without secrets.
        address: String,
        /// The checksum that was announced, in hex.
        expected: String,
        /// The checksum of what came, in hex.
        found: String,
    },
    /// The archive holds no library that this machine can load.
    #[error("{address}: {reason}")]
    Archive {
        /// What was asked for, without secrets.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The folder cannot be written.
    #[error("{}", folder.display())]
    Folder {
        /// The folder, or a file in it.
        folder: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// Another one adds to the folder just now.
    #[error("another `earshot voice add` is at work in {}", folder.display())]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
}

impl CatalogueError {
    /// Whether the same may work later, without anybody's doing.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { status, .. } => *status == 429 || *status >= 500,
            Self::Unreachable { .. } | Self::CutOff { .. } | Self::Locked { .. } => true,
            _ => false,
        }
    }
}
