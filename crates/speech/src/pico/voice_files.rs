//! The voice files: embedded in the binary, written to disk once, as the engine loads from files.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::error::SpeechError;

/// Name and content of each file, put together by the build script.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/voice_files.rs"));

/// Writes each file that is missing or differs. Several threads and processes may do so at once:
/// each writes under a name of its own and renames, so that no reader meets half a file.
///
/// # Errors
/// [`SpeechError::VoiceFiles`] if the folder cannot be written (another try may help), or its path
/// is not UTF-8 (none does).
pub(super) fn write_to(folder: &Path) -> Result<(), SpeechError> {
    let failed = |source| SpeechError::VoiceFiles { folder: folder.to_path_buf(), source };
    if folder.to_str().is_none() {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, "path is not UTF-8")));
    }
    fs::create_dir_all(folder).map_err(failed)?;
    for (name, content) in FILES {
        write_file(folder, name, content).map_err(failed)?;
    }
    Ok(())
}

fn write_file(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let path = folder.join(name);
    if fs::read(&path).is_ok_and(|there| there == content) {
        return Ok(());
    }
    // With the rights that the user's mask gives: by itself it would be for its owner alone.
    let rights = Permissions::from_mode(0o666);
    let mut temporary = tempfile::Builder::new().permissions(rights).tempfile_in(folder)?;
    temporary.write_all(content)?;
    temporary.persist(&path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::voices::VOICES;
    use super::*;

    #[test]
    fn every_voice_has_both_its_files_embedded() {
        let embedded =
            |wanted| FILES.iter().any(|(name, bytes)| *name == wanted && bytes.len() > 1000);
        for voice in &VOICES {
            assert!(embedded(voice.analysis) && embedded(voice.signal), "{}", voice.language);
        }
    }

    #[test]
    fn a_damaged_file_is_written_anew_and_nothing_else_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        write_to(folder.path()).unwrap();
        let damaged = folder.path().join(VOICES[0].analysis);
        fs::write(&damaged, b"half").unwrap();

        write_to(folder.path()).unwrap();

        assert!(fs::metadata(&damaged).unwrap().len() > 1000);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), FILES.len());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = write_to(&file.path().join("voices")).unwrap_err();
        assert!(matches!(error, SpeechError::VoiceFiles { .. }));
    }
}
