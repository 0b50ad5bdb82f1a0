//! Files that are not objects yet: written beside their final name, and swept when left over.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use uuid::Uuid;

use super::listing;
use crate::content::Content;
use crate::{ObjectKey, StorageError};

const PREFIX: &str = ".tmp-";

/// Age at which a temporary file belongs to nobody: no put takes nearly as long.
const LEFT_OVER_AFTER: Duration = Duration::from_hours(1);

/// Writes the bytes under a temporary name, durably, checks them, and gives them their final name.
pub(super) fn write_then_rename(
    root: &Path,
    key: &ObjectKey,
    content: &Content,
) -> Result<(), StorageError> {
    let path = root.join(key.to_string());
    let folder = path.parent().unwrap_or(root);
    make_folders(root, folder).map_err(StorageError::from_io)?;

    let temporary = Temporary { path: folder.join(format!("{PREFIX}{}", Uuid::new_v4())) };
    temporary.write(content).map_err(StorageError::from_io)?;
    let written = Content::of_file(&temporary.path).and_then(|content| content.hash());
    if written.map_err(StorageError::from_io)? != *key.hash() {
        return Err(StorageError::Mismatch { key: *key });
    }
    fs::rename(&temporary.path, &path).map_err(StorageError::from_io)?;
    sync(folder).map_err(StorageError::from_io)
}

/// Removes temporary files that are old enough to be left over from a crash. One that cannot be
/// removed, or goes away meanwhile, is no reason not to start.
pub(super) fn sweep(root: &Path) -> Result<(), StorageError> {
    for folder in listing::folders(root, None)? {
        for entry in listing::entries(&folder)? {
            let is_temporary =
                entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
            if is_temporary && is_old(&entry) {
                let removed = fs::remove_file(entry.path()).is_ok();
                tracing::info!(path = %entry.path().display(), removed, "Swept a temporary file");
            }
        }
    }
    Ok(())
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let age = entry.metadata().and_then(|of| of.modified()).ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age > LEFT_OVER_AFTER)
}

/// Makes the folders between root and folder, each made durable in the one above it.
fn make_folders(root: &Path, folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    for above in folder.ancestors().skip(1).take_while(|above| above.starts_with(root)) {
        sync(above)?;
    }
    Ok(())
}

fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// A file under a temporary name, removed when dropped; after the rename there is nothing left to
/// remove.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    fn write(&self, content: &Content) -> io::Result<()> {
        let mut file = File::create_new(&self.path)?;
        content.copy_to(&mut file)?;
        file.sync_all()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let gone = fs::remove_file(&self.path);
        if gone.is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
            tracing::warn!(path = %self.path.display(), "A temporary file could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::Visibility;

    #[test]
    fn only_old_temporary_files_are_swept() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("open/audio/ab");
        fs::create_dir_all(&folder).unwrap();
        let file = |name: &str, hours: u64| {
            let path = folder.join(name);
            let then = SystemTime::now() - Duration::from_hours(hours);
            File::create(&path).unwrap().set_modified(then).unwrap();
            path
        };
        let (old, young, other) = (file(".tmp-old", 2), file(".tmp-young", 0), file("else", 2));

        sweep(root.path()).unwrap();

        assert!(!old.exists() && young.exists() && other.exists());
    }

    #[test]
    fn bytes_that_are_not_the_keys_are_never_given_its_name() {
        let root = tempfile::tempdir().unwrap();
        let key = ObjectKey::audio(Visibility::Open, b"these");
        let others = Content::Bytes(bytes::Bytes::from_static(b"others"));

        let error = write_then_rename(root.path(), &key, &others).unwrap_err();

        assert!(matches!(error, StorageError::Mismatch { .. }), "{error:?}");
        let folder = root.path().join(key.to_string());
        assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 0);
    }
}
