//! The objects of a folder, one leaf folder (`open/audio/ab`) at a time, in the order of their keys.
//!
//! The depth is fixed by how keys are spelled, so nothing is walked that could be deep or go round.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};

use crate::{Listed, ObjectKey, StorageError, Visibility};

/// The objects, read as they are asked for: memory is bounded by one leaf folder.
pub(super) fn stream(
    root: Arc<Path>,
    visibility: Option<Visibility>,
) -> BoxStream<'static, Result<Listed, StorageError>> {
    let leaves = {
        let root = Arc::clone(&root);
        stream::once(blocking(move || folders(&root, visibility)))
            .map_ok(|leaves| stream::iter(leaves.into_iter().map(Ok)))
            .try_flatten()
    };
    leaves
        .and_then(move |leaf| {
            let root = Arc::clone(&root);
            blocking(move || objects(&root, &leaf))
        })
        .map_ok(|objects| stream::iter(objects.into_iter().map(Ok)))
        .try_flatten()
        .boxed()
}

/// The folders that hold objects, sorted.
pub(super) fn folders(
    root: &Path,
    visibility: Option<Visibility>,
) -> Result<Vec<PathBuf>, StorageError> {
    let mut leaves = Vec::new();
    for top in Visibility::ALL.into_iter().filter(|one| visibility.is_none_or(|it| it == *one)) {
        for kind in entries(&root.join(top.folder()))? {
            leaves.extend(entries(&kind.path())?.iter().map(DirEntry::path));
        }
    }
    leaves.sort();
    Ok(leaves)
}

/// What lies in a folder; nothing where it is missing, or no folder.
pub(super) fn entries(folder: &Path) -> Result<Vec<DirEntry>, StorageError> {
    let listed = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    match listed {
        Ok(entries) => Ok(entries),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(Vec::new()),
            _ => Err(StorageError::from_io(error)),
        },
    }
}

fn objects(root: &Path, leaf: &Path) -> Result<Vec<Listed>, StorageError> {
    let mut objects = Vec::new();
    for entry in entries(leaf)? {
        let path = entry.path();
        let name = path.strip_prefix(root).ok().and_then(Path::to_str);
        let Some(key) = name.and_then(ObjectKey::parse) else { continue };
        // Removed since the folder was read: as if it had never been listed.
        let Some(stored) = super::look(&path)? else { continue };
        objects.push(Listed { key, bytes: stored.bytes, modified: stored.modified });
    }
    objects.sort_by_key(|object| object.key);
    Ok(objects)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|stopped| StorageError::Away(Box::new(stopped)))?
}
