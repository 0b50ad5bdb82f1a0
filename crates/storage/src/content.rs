//! What is put into a store: bytes in memory, or a file that is never held whole.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

/// Bytes to be put.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// In memory.
    Bytes(Bytes),
    /// On this machine's disk.
    File {
        /// Where.
        path: PathBuf,
        /// Its length, in bytes.
        length: u64,
    },
}

/// Bytes that a file is read in at once.
const PIECE_BYTES: usize = 64 * 1024;

impl Content {
    /// A file that nobody changes meanwhile.
    pub(crate) fn of_file(path: &Path) -> io::Result<Self> {
        Ok(Self::File { path: path.to_path_buf(), length: std::fs::metadata(path)?.len() })
    }

    /// Length, in bytes.
    pub(crate) fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { length, .. } => *length,
        }
    }

    /// Its SHA-256.
    pub(crate) fn hash(&self) -> io::Result<[u8; 32]> {
        let mut hash = Hashing(Sha256::new());
        self.copy_to(&mut hash)?;
        Ok(hash.0.finalize().into())
    }

    /// All of it, in pieces.
    pub(crate) fn copy_to(&self, to: &mut impl io::Write) -> io::Result<()> {
        match self {
            Self::Bytes(bytes) => to.write_all(bytes),
            Self::File { path, .. } => {
                let mut from = io::BufReader::with_capacity(PIECE_BYTES, File::open(path)?);
                io::copy(&mut from, to).map(drop)
            }
        }
    }

    /// At most `most` bytes from `start` on.
    pub(crate) fn part(&self, start: u64, most: usize) -> io::Result<Bytes> {
        match self {
            Self::Bytes(bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
                Ok(bytes.slice(start..start.saturating_add(most).min(bytes.len())))
            }
            Self::File { path, .. } => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(start))?;
                let mut part = Vec::new();
                file.take(most as u64).read_to_end(&mut part)?;
                Ok(part.into())
            }
        }
    }
}

/// Takes bytes into a hash.
struct Hashing(Sha256);

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_file_and_its_bytes_are_the_same_content() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"abcdefg").unwrap();
        let of_file = Content::of_file(file.path()).unwrap();
        let of_bytes = Content::Bytes(Bytes::from_static(b"abcdefg"));
        for content in [&of_file, &of_bytes] {
            let mut copy = Vec::new();
            content.copy_to(&mut copy).unwrap();
            assert_eq!(copy, b"abcdefg");
            assert_eq!(content.length(), 7);
            assert_eq!(content.part(2, 3).unwrap(), "cde");
            assert_eq!(content.part(5, 9).unwrap(), "fg");
            assert_eq!(content.part(9, 9).unwrap(), "");
        }
        assert_eq!(of_file.hash().unwrap(), of_bytes.hash().unwrap());
    }
}
