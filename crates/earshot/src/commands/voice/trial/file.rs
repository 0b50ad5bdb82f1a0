//! The file that a try is put into.

use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use jobs::Said;
use speech::{Codec, Mastered, Part, Pcm, Voice};

use crate::{commands::Usage, settings::Settings};

/// What a file is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Mp3,
    Opus,
    /// What the voice gave, before mastering.
    Wav,
}

impl Kind {
    /// As episodes are.
    pub(super) fn usual(settings: &Settings) -> Self {
        match settings.audio_format {
            Codec::Mp3 => Self::Mp3,
            Codec::Opus => Self::Opus,
        }
    }

    /// By the ending of a file.
    pub(super) fn of(file: &Path) -> anyhow::Result<Self> {
        let ending = file.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("mp3") => Ok(Self::Mp3),
            Some("opus") => Ok(Self::Opus),
            Some("wav") => Ok(Self::Wav),
            _ => {
                Err(Usage(format!("--out: {} must end in .mp3, .opus or .wav", file.display()))
                    .into())
            }
        }
    }

    /// How it is mastered; a WAV to be measured alone, and then as episodes are.
    pub(super) fn codec(self, settings: &Settings) -> Codec {
        match self {
            Self::Mp3 => Codec::Mp3,
            Self::Opus => Codec::Opus,
            Self::Wav => settings.audio_format,
        }
    }

    /// Where it is put when no file is named: into the current folder.
    pub(super) fn file_of(self, voice: &Voice) -> PathBuf {
        let ending = match self {
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
            Self::Wav => "wav",
        };
        PathBuf::from(format!("{}.{ending}", voice.name))
    }

    /// Writes a file as any program would, with the rights that the user's mask gives: those of the
    /// temporary one, which are for its owner alone, are not its.
    pub(super) fn write(self, file: &Path, said: &Said, mastered: &Mastered) -> anyhow::Result<()> {
        let wav = if self == Self::Wav { Some(wav(&said.parts)?) } else { None };
        let write = || {
            let mut target = File::create(file)?;
            if let Some(wav) = &wav {
                return target.write_all(wav);
            }
            io::copy(&mut File::open(mastered.file.path())?, &mut target).map(drop)
        };
        write().with_context(|| {
            format!("{} cannot be written; name another file with --out", file.display())
        })
    }
}

/// What the voice gave, one part after another.
fn wav(parts: &[Part]) -> anyhow::Result<Vec<u8>> {
    let mut whole: Option<Pcm> = None;
    for part in parts {
        let spoken = part.sound.read()?;
        match &mut whole {
            Some(whole) => whole.samples.extend_from_slice(&spoken.pcm.samples),
            None => whole = Some(spoken.pcm.clone()),
        }
    }
    Ok(whole.context("nothing was spoken")?.to_wav())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_ending_is_refused() {
        assert_eq!(Kind::of(Path::new("a.MP3")).unwrap(), Kind::Mp3);
        assert!(Kind::of(Path::new("a.ogg")).is_err());
        assert!(Kind::of(Path::new("mp3")).is_err());
    }
}
