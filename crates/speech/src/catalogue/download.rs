//! One file: asked for, counted and verified while it comes, and under its name only when it is
//! whole.

use std::fs::{self, File};
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use md5::Md5;
use reqwest::{Client, Response, Url};
use sha2::{Digest as _, Sha256};

use crate::address::shown;

use super::error::CatalogueError;

/// What is known of a file before it comes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Expected {
    /// Its bytes.
    pub(super) bytes: Option<u64>,
    /// The most that is taken.
    pub(super) most: u64,
    /// Checksums, in small hex.
    pub(super) md5: Option<String>,
    pub(super) sha256: Option<String>,
}

/// A file to be fetched.
#[derive(Debug)]
pub(super) struct Source<'c> {
    pub(super) client: &'c Client,
    pub(super) address: &'c Url,
    pub(super) expected: Expected,
}

impl Source<'_> {
    /// The whole file.
    pub(super) async fn into_memory(self) -> Result<Vec<u8>, CatalogueError> {
        let mut bytes = Vec::new();
        // Memory never refuses to be written.
        self.copy(&mut bytes, Path::new(""), &mut |_| {}).await?;
        Ok(bytes)
    }

    /// Puts the file at `target`, unless it is there already. `progress` is told the bytes so far.
    pub(super) async fn into_file(
        self,
        target: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), CatalogueError> {
        let failed = |source| CatalogueError::Folder { folder: target.to_path_buf(), source };
        if self.is_there(target) {
            progress(self.expected.bytes.unwrap_or_default());
            return Ok(());
        }
        let part = Part::beside(target);
        let mut file = File::create(&part.0).map_err(failed)?;
        self.copy(&mut file, &part.0, progress).await?;
        file.sync_all().map_err(failed)?;
        fs::rename(&part.0, target).map_err(failed)
    }

    /// Whether the file is at `target`, whole; what cannot be read is not.
    fn is_there(&self, target: &Path) -> bool {
        let Expected { bytes, md5, sha256, .. } = &self.expected;
        let is_long = fs::metadata(target).is_ok_and(|it| it.is_file() && Some(it.len()) == *bytes);
        let is_told = md5.is_some() || sha256.is_some();
        is_long && is_told && sums_of(target).is_ok_and(|sums| self.verify(sums).is_ok())
    }

    async fn copy(
        &self,
        target: &mut (dyn Write + Send),
        path: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), CatalogueError> {
        let mut response = self.ask().await?;
        let mut sums = Sums::default();
        let mut bytes = 0;
        while let Some(chunk) = response.chunk().await.map_err(|it| self.unreachable(&it, bytes))? {
            bytes += chunk.len() as u64;
            if bytes > self.expected.most {
                return Err(self.too_long());
            }
            sums.add(&chunk);
            target
                .write_all(&chunk)
                .map_err(|source| CatalogueError::Folder { folder: path.to_path_buf(), source })?;
            progress(bytes);
        }
        match self.expected.bytes {
            Some(expected) if expected != bytes => {
                Err(CatalogueError::CutOff { address: shown(self.address), bytes, expected })
            }
            _ => self.verify(sums),
        }
    }

    async fn ask(&self) -> Result<Response, CatalogueError> {
        let asked = self.client.get(self.address.clone()).send().await;
        let response = asked.map_err(|error| self.unreachable(&error, 0))?;
        let status = response.status();
        if !status.is_success() {
            let (address, status) = (shown(self.address), status.as_u16());
            return Err(CatalogueError::Status { address, status });
        }
        if response.content_length().is_some_and(|length| length > self.expected.most) {
            return Err(self.too_long());
        }
        Ok(response)
    }

    fn verify(&self, sums: Sums) -> Result<(), CatalogueError> {
        let Sums { md5, sha256 } = sums;
        let found = [hex::encode(md5.finalize()), hex::encode(sha256.finalize())];
        for (expected, found) in [&self.expected.md5, &self.expected.sha256].into_iter().zip(found)
        {
            if let Some(expected) = expected.as_ref().filter(|expected| **expected != found) {
                let (address, expected) = (shown(self.address), expected.clone());
                return Err(CatalogueError::Checksum { address, expected, found });
            }
        }
        Ok(())
    }

    fn too_long(&self) -> CatalogueError {
        CatalogueError::TooLong { address: shown(self.address), most: self.expected.most }
    }

    /// A connection that ends in the middle has brought something.
    fn unreachable(&self, error: &reqwest::Error, bytes: u64) -> CatalogueError {
        let address = shown(self.address);
        match self.expected.bytes {
            Some(expected) if bytes > 0 => CatalogueError::CutOff { address, bytes, expected },
            _ => CatalogueError::Unreachable { address, reason: reason(error) },
        }
    }
}

/// The innermost cause: the others repeat the address.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

/// A file that is not whole yet, gone when it is dropped. A kill leaves it behind, and the next try
/// writes over it.
#[derive(Debug)]
pub(super) struct Part(pub(super) PathBuf);

impl Part {
    pub(super) fn beside(target: &Path) -> Self {
        let mut name = target.as_os_str().to_owned();
        name.push(".part");
        Self(name.into())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After it was renamed there is nothing to remove.
        let _gone = fs::remove_file(&self.0);
    }
}

/// Writes a small file, at once or not at all.
pub(super) fn write_whole(target: &Path, bytes: &[u8]) -> Result<(), CatalogueError> {
    let failed = |source| CatalogueError::Folder { folder: target.to_path_buf(), source };
    let part = Part::beside(target);
    fs::write(&part.0, bytes).map_err(failed)?;
    fs::rename(&part.0, target).map_err(failed)
}

/// Both checksums, while the bytes come.
#[derive(Debug, Default)]
struct Sums {
    md5: Md5,
    sha256: Sha256,
}

impl Sums {
    fn add(&mut self, bytes: &[u8]) {
        self.md5.update(bytes);
        self.sha256.update(bytes);
    }
}

fn sums_of(file: &Path) -> io::Result<Sums> {
    let mut file = File::open(file)?;
    let mut sums = Sums::default();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(sums),
            length => sums.add(buffer.get(..length).unwrap_or_default()),
        }
    }
}
