//! Mastering: spoken parts in, a finished MP3 or Opus file out.
//!
//! Trims the silence around each part, puts the pauses between them, resamples, brings the loudness
//! to its target under a true-peak limiter, encodes, tags, and decodes the result again to measure
//! what a listener will get. Two passes over the parts (survey, then encode), a part at a time, and
//! the result goes to a file: an hour of audio takes no more memory than a minute.
//! Deliberately absent: stereo, variable bit rate, and any clock: same input, same bytes.

mod assemble;
mod comments;
mod level;
mod limiter;
mod mp3;
mod opus;
mod part;
mod resample;
mod shown;
mod survey;
mod tags;
mod trim;

pub(crate) use trim::trim;
mod words;

use std::fs::File;
use std::io::{self, Seek as _, Write as _};

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::error::SpeechError;
use crate::verify::{Decoded, verify_mp3, verify_opus};

use level::Levels;
pub use part::{Part, Sound};
pub use survey::Place;
use survey::{Survey, survey};
pub use tags::Tags;

/// The longest episode, in minutes.
const MOST_MINUTES: u64 = 180;

/// How far from its target the loudness may be, in LU; farther is an error.
const TOLERANCE_LU: f64 = 0.3;

/// A result this near to its target is not tried to be bettered, in LU.
const NEAR_LU: f64 = 0.15;

/// Encodings tried. The first is right for speech; others follow for material with high peaks.
const MOST_PASSES: usize = 6;

/// What LAME takes away at a constant bit rate: it scales its input by 0.95, that is 0.45 dB.
const LAME_LOSS_DB: f64 = 0.45;

/// The limiter's first ceiling lies this far below the target peak, in dB: coding moves peaks.
const CODING_MARGIN_DB: f64 = 0.8;

/// Softer than this, in LUFS, there is no speech in it, only noise to be blown up.
const SILENCE_LUFS: f64 = -60.0;

/// What a finished file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Codec {
    /// MP3 of constant bit rate: what every player reads.
    #[default]
    Mp3,
    /// Opus in Ogg: half the bytes for the same speech, and not read by all podcast apps.
    Opus,
}

/// How audio is to sound and to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct MasterSettings {
    /// Integrated loudness (EBU R 128) of the decoded file, one channel, in LUFS; -19 by default,
    /// which a mono file sounds as loud with as a stereo one with the customary -16.
    pub loudness_lufs: f64,
    /// Highest true peak of the decoded file, in dBTP; -1 by default.
    pub true_peak_dbtp: f64,
    /// What is written; MP3 by default.
    pub codec: Codec,
    /// Samples a second; 44,100 by default, and 48,000 for Opus, which knows no other.
    pub rate: u32,
    /// Bit rate, in kilobits a second; 96 by default (constant), and 48 for Opus (on average).
    pub kilobits: u32,
}

impl Default for MasterSettings {
    fn default() -> Self {
        Self {
            loudness_lufs: -19.0,
            true_peak_dbtp: -1.0,
            codec: Codec::Mp3,
            rate: 44_100,
            kilobits: 96,
        }
    }
}

impl MasterSettings {
    /// The defaults for a codec.
    #[must_use]
    pub fn of(codec: Codec) -> Self {
        match codec {
            Codec::Mp3 => Self::default(),
            Codec::Opus => Self { codec, rate: opus::RATE, kilobits: 48, ..Self::default() },
        }
    }
}

/// A finished episode. The figures are those of the file, decoded again.
#[derive(Debug)]
pub struct Mastered {
    /// The file, under a temporary name; it is removed when this is dropped. An MP3: an ID3v2.3
    /// tag, the Info frame, then mono frames of constant bit rate. Opus: one mono stream in Ogg.
    pub file: NamedTempFile,
    /// Its length, in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// Exact length of the decoded audio, in samples at `rate`.
    pub samples: u64,
    /// Samples a second.
    pub rate: u32,
    /// Integrated loudness, in LUFS.
    pub loudness_lufs: f64,
    /// True peak, in dBTP.
    pub true_peak_dbtp: f64,
    /// Where each part is, in order; as many as there were parts.
    pub places: Vec<Place>,
}

/// Masters an episode into `file`, an empty one. CPU work, some 0.3 s for a minute of audio: not
/// for an async thread.
///
/// # Errors
/// Final ones: no parts, silence, too long, settings that MP3 does not know, or a result that
/// missed loudness (by more than 0.3 LU), true peak or length; and those of the disk and of the
/// cache, after which another try may help. A bad file is never given back.
pub fn master(
    parts: &[Part],
    tags: &Tags,
    settings: &MasterSettings,
    mut file: NamedTempFile,
) -> Result<Mastered, SpeechError> {
    check(parts, settings)?;
    let survey = survey(parts, settings.rate)?;
    if survey.samples > MOST_MINUTES * 60 * u64::from(settings.rate) {
        return Err(SpeechError::AudioTooLong { minutes: MOST_MINUTES });
    }
    if survey.loudness_lufs < SILENCE_LUFS {
        return Err(SpeechError::Silent);
    }
    let told = (parts, &*survey.places);
    let (head, loss_db) = match settings.codec {
        Codec::Mp3 => (tags::write(tags, told, settings.rate)?, LAME_LOSS_DB),
        Codec::Opus => (comments::write(tags, told, settings.rate), 0.0),
    };

    let mut levels = Levels {
        gain_db: settings.loudness_lufs - survey.loudness_lufs + loss_db,
        ceiling_db: settings.true_peak_dbtp + loss_db - CODING_MARGIN_DB,
    };
    let mut last = None;
    for _ in 0..MOST_PASSES {
        let decoded = write(parts, settings, levels, (&head, file.as_file_mut()))?;
        check_length(&decoded, &survey)?;
        if is_within(&decoded, settings, NEAR_LU) {
            return finished(file, &decoded, survey);
        }
        levels = levels.corrected(&decoded, settings);
        last = Some(decoded);
    }
    match last {
        Some(decoded) if is_within(&decoded, settings, TOLERANCE_LU) => {
            finished(file, &decoded, survey)
        }
        Some(Decoded { loudness_lufs, true_peak_dbtp, .. }) => {
            Err(SpeechError::OutOfBounds { loudness_lufs, true_peak_dbtp })
        }
        None => Err(SpeechError::NoParts),
    }
}

/// Writes the whole file anew, and decodes it.
fn write(
    parts: &[Part],
    settings: &MasterSettings,
    levels: Levels,
    (head, file): (&[u8], &mut File),
) -> Result<Decoded, SpeechError> {
    file.set_len(0)?;
    file.rewind()?;
    match settings.codec {
        Codec::Mp3 => {
            file.write_all(head)?;
            mp3::append(parts, settings, levels, file)?;
        }
        Codec::Opus => opus::append(parts, settings, levels, (head, &mut *file))?,
    }
    file.rewind()?;
    let file = file.try_clone()?;
    match settings.codec {
        Codec::Mp3 => verify_mp3(file),
        Codec::Opus => verify_opus(file),
    }
}

/// Refuses what would cost too much before any work is done.
fn check(parts: &[Part], settings: &MasterSettings) -> Result<(), SpeechError> {
    if parts.is_empty() {
        return Err(SpeechError::NoParts);
    }
    let pauses = parts.iter().map(|part| u64::from(part.pause_after_ms)).sum::<u64>();
    if pauses > MOST_MINUTES * 60_000 {
        return Err(SpeechError::AudioTooLong { minutes: MOST_MINUTES });
    }
    match settings.codec {
        Codec::Mp3 => mp3::check_format(settings),
        Codec::Opus => opus::check_format(settings),
    }
}

fn check_length(decoded: &Decoded, survey: &Survey) -> Result<(), SpeechError> {
    if decoded.samples == survey.samples {
        return Ok(());
    }
    Err(SpeechError::Length { expected: survey.samples, decoded: decoded.samples })
}

fn is_within(decoded: &Decoded, settings: &MasterSettings, tolerance_lu: f64) -> bool {
    let off = (decoded.loudness_lufs - settings.loudness_lufs).abs();
    off <= tolerance_lu && decoded.true_peak_dbtp <= settings.true_peak_dbtp
}

fn finished(
    mut file: NamedTempFile,
    decoded: &Decoded,
    survey: Survey,
) -> Result<Mastered, SpeechError> {
    file.rewind()?;
    let mut hash = Sha256::new();
    let bytes = io::copy(file.as_file_mut(), &mut HashWriter(&mut hash))?;
    let Decoded { samples, rate, loudness_lufs, true_peak_dbtp } = *decoded;
    let Survey { places, .. } = survey;
    let sha256 = hash.finalize().into();
    Ok(Mastered { file, bytes, sha256, samples, rate, loudness_lufs, true_peak_dbtp, places })
}

/// Takes bytes into a hash.
struct HashWriter<'h>(&'h mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
