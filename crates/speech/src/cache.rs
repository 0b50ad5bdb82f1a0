//! What was said once, kept on disk by the hash of what it says: it is never said again.
//!
//! A cache: a file that is missing, cut off or cannot be written only costs speaking once more.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use crate::engine::{Spoken, WordTime};
use crate::error::SpeechError;
use crate::pcm::Pcm;

/// The first bytes of a file; its number is counted up when the form changes.
const MAGIC: &[u8; 8] = b"EARSHOT1";

/// Length of what stands before the words: the magic, rate, number of words, number of samples.
const HEAD_BYTES: usize = 8 + 4 + 4 + 8;

/// Length of one word's time: its byte in the text, and microseconds.
const WORD_BYTES: usize = 4 + 8;

/// A folder of spoken groups, each a file under its [`crate::cache_key()`]. Several processes may
/// share it.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache in this folder, which is made when something is kept.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of what was said before, whole; it is young again then.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<PathBuf> {
        let path = self.folder.join(key);
        read(&path).ok()?;
        // Where its time cannot be set it is removed a little early, and spoken again.
        let touched = File::options().append(true).open(&path);
        drop(touched.and_then(|file| file.set_modified(SystemTime::now())));
        Some(path)
    }

    /// Keeps what was said, durably, under its name only once it is whole.
    ///
    /// # Errors
    /// Those of the disk. Nothing is lost but time.
    pub fn put(&self, key: &str, spoken: &Spoken) -> io::Result<PathBuf> {
        fs::create_dir_all(&self.folder)?;
        let mut temporary = tempfile::Builder::new().suffix(".part").tempfile_in(&self.folder)?;
        write(&mut temporary, spoken)?;
        temporary.as_file().sync_all()?;
        let path = self.folder.join(key);
        temporary.persist(&path)?;
        Ok(path)
    }

    /// An empty file beside the groups for something larger that is being made; gone when dropped.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn temporary(&self) -> io::Result<NamedTempFile> {
        fs::create_dir_all(&self.folder)?;
        tempfile::Builder::new().suffix(".part").tempfile_in(&self.folder)
    }

    /// Removes what was not used for so long, and returns how many files that were.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn clean(&self, unused_for: Duration) -> io::Result<usize> {
        let files = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            opened => opened?,
        };
        let mut removed = 0;
        for file in files {
            let file = file?;
            // Another process may have removed it meanwhile.
            let Ok(modified) = file.metadata().and_then(|of| of.modified()) else { continue };
            if modified.elapsed().is_ok_and(|age| age > unused_for) {
                fs::remove_file(file.path())?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

fn write(file: &mut impl io::Write, spoken: &Spoken) -> io::Result<()> {
    let Spoken { pcm, words } = spoken;
    let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
    let mut bytes =
        Vec::with_capacity(HEAD_BYTES + words.len() * WORD_BYTES + pcm.samples.len() * 2);
    bytes.extend(MAGIC);
    bytes.extend(pcm.rate.to_le_bytes());
    bytes.extend(u32::try_from(words.len()).map_err(too_long)?.to_le_bytes());
    bytes.extend((pcm.samples.len() as u64).to_le_bytes());
    for word in words {
        bytes.extend(u32::try_from(word.byte).map_err(too_long)?.to_le_bytes());
        bytes.extend(u64::try_from(word.at.as_micros()).map_err(too_long)?.to_le_bytes());
    }
    bytes.extend(pcm.samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file.write_all(&bytes)
}

/// Reads a file of the cache.
///
/// # Errors
/// [`SpeechError::Cache`] where it is gone, cut off or of another form: the group is to be spoken
/// again.
pub(crate) fn read(path: &Path) -> Result<Spoken, SpeechError> {
    let failed = |source| SpeechError::Cache { path: path.to_path_buf(), source };
    let bytes = fs::read(path).map_err(failed)?;
    parse(&bytes).ok_or_else(|| failed(io::ErrorKind::InvalidData.into()))
}

fn parse(bytes: &[u8]) -> Option<Spoken> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (rate, rest) = rest.split_first_chunk::<4>()?;
    let (words, rest) = rest.split_first_chunk::<4>()?;
    let (samples, rest) = rest.split_first_chunk::<8>()?;
    let words = usize::try_from(u32::from_le_bytes(*words)).ok()?;
    let samples_at = words.checked_mul(WORD_BYTES)?;
    let (words, audio) = (rest.get(..samples_at)?, rest.get(samples_at..)?);
    if (audio.len() as u64) != u64::from_le_bytes(*samples).checked_mul(2)? {
        return None;
    }
    let word = |bytes: &[u8; WORD_BYTES]| {
        let (byte, micros) = bytes.split_first_chunk::<4>()?;
        let micros = u64::from_le_bytes(micros.try_into().ok()?);
        let byte = usize::try_from(u32::from_le_bytes(*byte)).ok()?;
        Some(WordTime { byte, at: Duration::from_micros(micros) })
    };
    let samples = audio.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    Some(Spoken {
        pcm: Pcm { samples, rate: u32::from_le_bytes(*rate) },
        words: words.as_chunks::<WORD_BYTES>().0.iter().map(word).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken() -> Spoken {
        let pcm = Pcm { samples: vec![1, -2, i16::MAX], rate: 16_000 };
        let word = |byte, millis| WordTime { byte, at: Duration::from_millis(millis) };
        Spoken { pcm, words: vec![word(0, 0), word(7, 250)] }
    }

    #[test]
    fn gives_back_what_it_kept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("speech"));
        assert_eq!(cache.get("key"), None);
        let path = cache.put("key", &spoken()).unwrap();
        assert_eq!(cache.get("key"), Some(path.clone()));
        assert_eq!(read(&path).unwrap(), spoken());
        assert_eq!(cache.get("other"), None);
    }

    #[test]
    fn what_was_cut_off_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_path_buf());
        let path = cache.put("key", &spoken()).unwrap();
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(cache.get("key"), None, "{length} bytes");
        }
    }

    #[test]
    fn only_what_was_not_used_for_long_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_path_buf());
        let age = |key: &str| {
            let file = File::options().append(true).open(folder.path().join(key)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_hours(100)).unwrap();
        };
        for key in ["old", "used", "young"] {
            cache.put(key, &spoken()).unwrap();
        }
        age("old");
        age("used");
        cache.get("used").unwrap();
        assert_eq!(cache.clean(Duration::from_hours(50)).unwrap(), 1);
        assert!(cache.get("old").is_none());
        assert!(cache.get("used").is_some() && cache.get("young").is_some());
    }
}
