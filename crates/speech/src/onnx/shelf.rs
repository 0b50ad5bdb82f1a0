//! Where added voices lie: each in a folder that never changes, and a link that says which is its
//! own now.
//!
//! ```text
//! NAME -> .added/NAME.HASH/    NAME.onnx  NAME.onnx.json  NAME.MODEL_CARD
//! ```
//!
//! A folder has its name, which follows from what is in it, only once it is whole, and the link is
//! replaced at once (rename(2)): whoever reads finds the files of one voice, never of two, also
//! when whoever adds is killed. Who reads holds a shared lock on the folder (flock(2)); one that no
//! link names is removed when nobody does. Whoever adds or removes holds the lock of the shelf.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::fingerprint;

/// The folders of all that was added; what begins with a dot is no voice.
const ADDED: &str = ".added";

/// In it: what is being fetched, and the link that is about to be a voice's.
const NEW: &str = "new";
const LINK: &str = "link";

/// The lock of the shelf.
const LOCK: &str = "add.lock";

/// How often the lock is tried, and how long is waited between: a fifth of a second at most.
const LOCK_TRIES: usize = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// How often a voice is looked for that is replaced at the same time.
const MOST_TRIES: usize = 100;

/// What belongs to a voice, by the ends of the files' names. The model comes last: it is the largest.
pub(crate) const DESCRIPTION: &str = ".onnx.json";
pub(crate) const MODEL: &str = ".onnx";
pub(crate) const CARD: &str = ".MODEL_CARD";

/// The files of a voice, which stay as they are while this lives.
#[derive(Debug)]
pub(crate) struct Held {
    folder: PathBuf,
    name: String,
    /// None where the file system has no locks: then nothing is ever removed from it.
    _lock: Option<File>,
}

impl Held {
    /// The file of this ending; it may be missing.
    pub(crate) fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}{ending}", self.name))
    }
}

/// Takes the lock of a shelf, which is made where there is none; none while somebody else has it. A
/// child process that this one is just starting has it too, until its program is loaded: so it is
/// tried for a moment.
pub(crate) fn lock(shelf: &Path) -> io::Result<Option<File>> {
    fs::create_dir_all(shelf)?;
    let lock = File::create(shelf.join(LOCK))?;
    for _ in 0..LOCK_TRIES {
        match lock.try_lock() {
            Ok(()) => return Ok(Some(lock)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(None)
}

/// The voices that were added, in no order; a shelf that is not there has none.
pub(crate) fn names(shelf: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in entries(shelf)? {
        if let Some(name) = entry.file_name().and_then(|name| name.to_str())
            && target_of(shelf, name).is_some()
        {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// An added voice, as it is now; none if there is none of this name.
pub(crate) fn hold(shelf: &Path, name: &str) -> Option<Held> {
    for _ in 0..MOST_TRIES {
        let folder = target_of(shelf, name)?;
        // Both fail where it was replaced and removed since the link was read.
        let Ok(lock) = File::open(&folder) else { continue };
        let lock = match lock.try_lock_shared() {
            Ok(()) => Some(lock),
            Err(TryLockError::WouldBlock) => continue,
            Err(TryLockError::Error(_)) => None,
        };
        if target_of(shelf, name).as_deref() == Some(&*folder) {
            return Some(Held { folder, name: name.to_owned(), _lock: lock });
        }
    }
    None
}

/// An empty place for the files of a voice, but for those of it that an earlier try has left there.
/// For who holds the lock.
pub(crate) fn make_room(shelf: &Path, name: &str) -> io::Result<PathBuf> {
    let room = shelf.join(ADDED).join(NEW);
    fs::create_dir_all(&room)?;
    let is_kept = |file: &Path| {
        let is = |ending| file.file_name().is_some_and(|it| it == &*format!("{name}{ending}"));
        is(DESCRIPTION) || is(MODEL)
    };
    for file in entries(&room)?.into_iter().filter(|file| !is_kept(file)) {
        fs::remove_file(file)?;
    }
    Ok(room)
}

/// Puts what is in the room onto the shelf, whole, as the voice of this name; what was the voice
/// before is removed once nobody uses it. For who holds the lock.
pub(crate) fn put(shelf: &Path, name: &str) -> io::Result<()> {
    let folder = shelve(shelf, name)?;
    let target = Path::new(ADDED).join(folder);
    if fs::read_link(shelf.join(name)).is_ok_and(|is| is == target) {
        return Ok(());
    }
    let link = shelf.join(ADDED).join(LINK);
    let _of_a_run_that_was_killed = fs::remove_file(&link);
    symlink(&target, &link)?;
    fs::rename(&link, shelf.join(name))?;
    File::open(shelf)?.sync_all()?;
    remove_unused(shelf)
}

/// Gives the room the name of its content; gives back that name. One that is there already, and
/// whole, stays.
fn shelve(shelf: &Path, name: &str) -> io::Result<String> {
    let added = shelf.join(ADDED);
    let room = added.join(NEW);
    for file in entries(&room)? {
        File::open(file)?.sync_all()?;
    }
    File::open(&room)?.sync_all()?;
    let content = content(&room)?;
    for number in 0..MOST_TRIES {
        // One that is there and not whole was half removed, or spoiled, and somebody may use it.
        let again = if number == 0 { String::new() } else { format!("-{number}") };
        let folder = format!("{name}.{content}{again}");
        let path = added.join(&folder);
        if !path.exists() {
            fs::rename(&room, path)?;
            File::open(&added)?.sync_all()?;
            return Ok(folder);
        }
        if self::content(&path).is_ok_and(|it| it == content) {
            fs::remove_dir_all(&room)?;
            return Ok(folder);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes what no link names and nobody uses, unless somebody is adding.
pub(crate) fn tidy(shelf: &Path) -> io::Result<()> {
    if unnamed(shelf)?.is_empty() {
        return Ok(());
    }
    let Some(_lock) = lock(shelf)? else { return Ok(()) };
    remove_unused(shelf)
}

/// For who holds the lock: nobody makes a link meanwhile.
fn remove_unused(shelf: &Path) -> io::Result<()> {
    for folder in unnamed(shelf)? {
        let lock = File::open(&folder)?;
        if lock.try_lock().is_ok() {
            fs::remove_dir_all(&folder)?;
        }
    }
    Ok(())
}

/// The folders of voices that no link names.
fn unnamed(shelf: &Path) -> io::Result<Vec<PathBuf>> {
    let named: Vec<PathBuf> =
        names(shelf)?.iter().filter_map(|name| target_of(shelf, name)).collect();
    let mut folders = entries(&shelf.join(ADDED))?;
    folders.retain(|path| path.is_dir() && !path.ends_with(NEW) && !named.contains(path));
    Ok(folders)
}

/// The folder that a voice's link names; none if this is no link of ours.
fn target_of(shelf: &Path, name: &str) -> Option<PathBuf> {
    let target = fs::read_link(shelf.join(name)).ok()?;
    let mut parts = target.components();
    let is_ours = parts.next() == Some(Component::Normal(ADDED.as_ref()))
        && matches!(parts.next(), Some(Component::Normal(_)))
        && parts.next().is_none();
    is_ours.then(|| shelf.join(target))
}

/// The hash of a folder's files and their names.
fn content(folder: &Path) -> io::Result<String> {
    let mut parts = Vec::new();
    for file in entries(folder)? {
        parts.push(file.file_name().unwrap_or_default().to_string_lossy().into_owned());
        parts.push(fingerprint::of_file(&file)?);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Ok(fingerprint::of_parts(&parts))
}

/// What is in a folder, by name; nothing where there is none.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests;
