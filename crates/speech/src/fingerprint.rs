//! Short hashes that tell files and texts apart, and whether a file is still the one it was.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// Digits of a hash: enough to tell versions of one thing apart.
const DIGITS: usize = 12;

/// What a file system tells of a file: while this is the same, the file was not replaced, nor
/// written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    path: PathBuf,
    device: u64,
    inode: u64,
    bytes: u64,
    /// When its content changed: seconds and nanoseconds. Not when anything else did, such as the
    /// number of its names.
    changed: (i64, i64),
}

impl Stamp {
    /// As the file is now, links followed.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let told = fs::metadata(path)?;
        Ok(Self {
            path: path.to_path_buf(),
            device: told.dev(),
            inode: told.ino(),
            bytes: told.size(),
            changed: (told.mtime(), told.mtime_nsec()),
        })
    }

    /// Whose it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Of a whole file: reads it once, some 60 MB of a model.
pub(crate) fn of_file(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(shortened(hash)),
            length => hash.update(buffer.get(..length).unwrap_or_default()),
        }
    }
}

/// Of a file's bytes: the same as [`of_file`] of it.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    shortened(Sha256::new().chain_update(bytes))
}

/// Of several texts: each goes in with its length before it.
pub(crate) fn of_parts(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    shortened(hash)
}

fn shortened(hash: Sha256) -> String {
    let mut digits = hex::encode(hash.finalize());
    digits.truncate(DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_its_bytes_have_one_hash() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "rain").unwrap();

        assert_eq!(of_file(&file).unwrap(), of_bytes(b"rain"));
        assert_ne!(of_bytes(b"rain"), of_bytes(b"sun"));
        assert_ne!(of_parts(&["a", "bc"]), of_parts(&["ab", "c"]));
    }

    #[test]
    fn a_file_that_was_replaced_by_one_of_its_length_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let [file, other] = ["a", "b"].map(|name| folder.path().join(name));
        fs::write(&file, "rain").unwrap();
        fs::write(&other, "snow").unwrap();
        let before = Stamp::of(&file).unwrap();
        assert_eq!(Stamp::of(&file).unwrap(), before);

        fs::rename(&other, &file).unwrap();

        assert_ne!(Stamp::of(&file).unwrap(), before);
    }
}
