//! The short hash of a file, read once.

use std::fs::File;
use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// Digits of a hash that tell two models apart.
const DIGITS: usize = 12;

/// The beginning of a file's SHA-256, in hex.
pub(super) fn short_hash(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match io::Read::read(&mut file, &mut buffer)? {
            0 => break,
            length => hash.update(buffer.get(..length).unwrap_or_default()),
        }
    }
    let mut hash = hex::encode(hash.finalize());
    hash.truncate(DIGITS);
    Ok(hash)
}
