//! Which program it is: told apart from its other versions by its file, and by what it says.
//!
//! In: a program, and how it is asked. Out: a version, which is the same as long as the program is,
//! and another one after it was replaced, also while Earshot runs.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tokio::sync::Mutex;

use crate::error::SpeechError;
use crate::fingerprint::{self, Stamp};

/// The most characters of a version that are shown.
const MOST_SHOWN: usize = 40;

/// Where a program lies: looked for in `folders` (as `PATH` has them) where it is no path.
///
/// # Errors
/// [`io::ErrorKind::NotFound`].
pub(crate) fn find(program: &Path, folders: &str) -> io::Result<PathBuf> {
    if program.components().count() > 1 || program.is_absolute() {
        return Ok(program.to_path_buf());
    }
    let in_folders = folders.split(':').map(|folder| Path::new(folder).join(program));
    in_folders.into_iter().find(|path| is_program(path)).ok_or(io::ErrorKind::NotFound.into())
}

fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|told| told.is_file() && told.permissions().mode() & 0o111 != 0)
}

/// What is known of a program, until its file changes.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    known: Mutex<Option<(Vec<Stamp>, String)>>,
}

impl Identity {
    /// The version of the program whose files these are: the line that names a number in what it
    /// tells about itself, and a hash of that and of the files. It is asked, and its files are read,
    /// once for each state of the files, which size, time and place tell apart.
    ///
    /// # Errors
    /// Those of asking; [`SpeechError::Start`] if a file cannot be read.
    pub(crate) async fn version(
        &self,
        files: Vec<Stamp>,
        ask: impl Future<Output = Result<String, SpeechError>>,
    ) -> Result<String, SpeechError> {
        let mut known = self.known.lock().await;
        if let Some((of, version)) = &*known
            && *of == files
        {
            return Ok(version.clone());
        }
        let told = ask.await?;
        let mut parts = vec![told.clone()];
        for file in &files {
            parts.push(hash_of(file.path()).await?);
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let version = format!("{} {}", shown(&told), fingerprint::of_parts(&parts));
        let version = version.trim_start().to_owned();
        *known = Some((files, version.clone()));
        drop(known);
        Ok(version)
    }
}

async fn hash_of(file: &Path) -> Result<String, SpeechError> {
    let path = file.to_path_buf();
    let hashed = tokio::task::spawn_blocking(move || fingerprint::of_file(&path)).await;
    let hashed = hashed.unwrap_or_else(|error| Err(io::Error::other(error)));
    hashed.map_err(|source| SpeechError::Start { program: file.to_path_buf(), source })
}

/// The line that names a number, else the first one, as far as it is fit to be shown.
fn shown(told: &str) -> String {
    let mut lines = told.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().next().unwrap_or_default();
    let line = lines.find(|line| line.contains(|it: char| it.is_ascii_digit())).unwrap_or(first);
    let short: String = line.chars().take(MOST_SHOWN).collect();
    short.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn version(identity: &Identity, file: &Path, told: &'static str) -> String {
        let stamp = Stamp::of(file).unwrap();
        identity.version(vec![stamp], async { Ok(told.to_owned()) }).await.unwrap()
    }

    #[tokio::test]
    async fn a_program_is_asked_again_only_when_its_file_changed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("say");
        fs::write(&file, "one").unwrap();
        let identity = Identity::default();

        let first = version(&identity, &file, "Say it\n version 1.2").await;
        assert!(first.starts_with("version 1.2 "), "{first}");
        assert_eq!(version(&identity, &file, "9").await, first);

        fs::write(folder.path().join("new"), "two").unwrap();
        fs::rename(folder.path().join("new"), &file).unwrap();
        let second = version(&identity, &file, "Say it\n version 1.2").await;
        assert_ne!(second, first, "another program that tells the same");
        let other = version(&Identity::default(), &file, "Say it\n version 1.3").await;
        assert_ne!(other, second, "the same file that tells something else");
    }

    #[tokio::test]
    async fn a_program_that_tells_nothing_is_known_by_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
        fs::write(&one, "one").unwrap();
        fs::write(&other, "other").unwrap();

        let [one, other] = [
            version(&Identity::default(), &one, "").await,
            version(&Identity::default(), &other, "").await,
        ];

        assert_eq!(one.len(), 12);
        assert_ne!(one, other);
    }

    #[tokio::test]
    async fn what_could_not_be_asked_is_asked_again() {
        let file = std::env::current_exe().unwrap();
        let stamp = || vec![Stamp::of(&file).unwrap()];
        let identity = Identity::default();

        let failed = identity.version(stamp(), async { Err(SpeechError::Protocol) }).await;
        let then = identity.version(stamp(), async { Ok("1".to_owned()) }).await;

        assert!(failed.is_err() && then.is_ok());
    }

    #[test]
    fn a_program_is_looked_for_where_it_could_be_started() {
        let folder = tempfile::tempdir().unwrap();
        let [empty, full] = ["empty", "full"].map(|name| folder.path().join(name));
        fs::create_dir_all(empty.join("say")).unwrap();
        fs::create_dir(&full).unwrap();
        fs::write(full.join("say"), "").unwrap();
        let folders = format!("{}:{}", empty.display(), full.display());

        assert!(find(Path::new("say"), &folders).is_err(), "nobody may start it");
        fs::set_permissions(full.join("say"), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(find(Path::new("say"), &folders).unwrap(), full.join("say"));
        assert_eq!(find(Path::new("/a/say"), "").unwrap(), Path::new("/a/say"));
    }
}
