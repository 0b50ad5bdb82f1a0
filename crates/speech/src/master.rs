//! Mastering: spoken parts in, a finished MP3 out.
//!
//! Trims the silence around each part, puts the pauses between them, resamples, brings the loudness
//! to its target under a true-peak limiter, encodes, tags, and decodes the result again to measure
//! what a listener will get. Two passes over the parts (measure, then encode), a part at a time, so
//! that beside the parts themselves only one of them and the MP3 are in memory.
//! Deliberately absent: stereo, variable bit rate, chapters, and any clock: same input, same bytes.

mod assemble;
mod encode;
mod limiter;
mod resample;
mod tags;
mod trim;

use crate::error::SpeechError;
use crate::pcm::Pcm;
use crate::verify::{Decoded, Meter, verify};

use assemble::Layout;
pub use tags::Tags;

/// The longest episode, in minutes.
const MOST_MINUTES: u64 = 60;

/// The longest part, in minutes; a group of sentences takes two or three.
const MOST_PART_MINUTES: u64 = 10;

/// How far from its target the loudness may be, in LU; farther is an error.
const TOLERANCE_LU: f64 = 1.0;

/// A result this near to its target is not tried to be bettered, in LU.
const NEAR_LU: f64 = 0.2;

/// Encodings tried. The first is right for speech; others follow for material with high peaks.
const MOST_PASSES: usize = 4;

/// What LAME takes away at a constant bit rate: it scales its input by 0.95, that is 0.45 dB.
const LAME_LOSS_DB: f64 = 0.45;

/// The limiter's first ceiling lies this far below the target peak, in dB: coding moves peaks.
const CODING_MARGIN_DB: f64 = 0.8;

/// Softer than this, in LUFS, there is no speech in it, only noise to be blown up.
const SILENCE_LUFS: f64 = -60.0;

/// One group of sentences as it was spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The audio; silence at its ends is trimmed.
    pub pcm: Pcm,
    /// Silence after it, in milliseconds.
    pub pause_after_ms: u32,
}

/// How audio is to sound and to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct MasterSettings {
    /// Integrated loudness (EBU R 128) of the decoded file, one channel, in LUFS; -19 by default,
    /// which a mono file sounds as loud with as a stereo one with the customary -16.
    pub loudness_lufs: f64,
    /// Highest true peak of the decoded file, in dBTP; -1 by default.
    pub true_peak_dbtp: f64,
    /// Samples a second; 44,100 by default.
    pub rate: u32,
    /// Constant bit rate, in kilobits a second; 96 by default.
    pub kilobits: u32,
}

impl Default for MasterSettings {
    fn default() -> Self {
        Self { loudness_lufs: -19.0, true_peak_dbtp: -1.0, rate: 44_100, kilobits: 96 }
    }
}

impl MasterSettings {
    /// Names everything that the bytes depend on, beside parts and tags: for cache keys.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let Self { loudness_lufs, true_peak_dbtp, rate, kilobits } = self;
        let lame = mp3lame_encoder::mp3lame_version();
        // The first number is counted up whenever the same parts would give another file.
        format!(
            "master 1, {loudness_lufs} LUFS, {true_peak_dbtp} dBTP, {rate} Hz, {kilobits} kbit/s, LAME {lame}"
        )
    }
}

/// A finished episode. The figures are those of the file, decoded again.
#[derive(Debug, Clone, PartialEq)]
pub struct Mastered {
    /// The file: an ID3v2.3 tag, the Info frame, then mono frames of constant bit rate.
    pub mp3: Vec<u8>,
    /// Exact length of the decoded audio, in samples at `rate`.
    pub samples: u64,
    /// Samples a second.
    pub rate: u32,
    /// Integrated loudness, in LUFS.
    pub loudness_lufs: f64,
    /// True peak, in dBTP.
    pub true_peak_dbtp: f64,
    /// The sample at which each part begins, in order; as many as there were parts.
    pub part_starts: Vec<u64>,
}

/// Masters an episode. CPU work, some 0.3 s for a minute of audio: not for an async thread.
///
/// # Errors
/// All final: no parts, silence, too long, settings that MP3 does not know, or a result that
/// missed loudness (by more than 1 LU), true peak or length. A bad file is never given back.
pub fn master(
    parts: &[Part],
    tags: &Tags,
    settings: &MasterSettings,
) -> Result<Mastered, SpeechError> {
    check(parts, settings)?;
    let (layout, loudness) = measure(parts, settings.rate)?;
    if loudness < SILENCE_LUFS {
        return Err(SpeechError::Silent);
    }
    let head = tags::write(tags)?;

    let mut levels = Levels {
        gain_db: settings.loudness_lufs - loudness + LAME_LOSS_DB,
        ceiling_db: settings.true_peak_dbtp + LAME_LOSS_DB - CODING_MARGIN_DB,
    };
    let mut last = None;
    for _ in 0..MOST_PASSES {
        let mut mp3 = head.clone();
        encode::append(parts, settings, levels, &mut mp3)?;
        let decoded = verify(&mp3)?;
        check_length(&decoded, &layout)?;
        if is_within(&decoded, settings, NEAR_LU) {
            return Ok(finished(mp3, &decoded, layout));
        }
        levels = levels.corrected(&decoded, settings);
        last = Some((mp3, decoded));
    }
    match last {
        Some((mp3, decoded)) if is_within(&decoded, settings, TOLERANCE_LU) => {
            Ok(finished(mp3, &decoded, layout))
        }
        Some((_, Decoded { loudness_lufs, true_peak_dbtp, .. })) => {
            Err(SpeechError::OutOfBounds { loudness_lufs, true_peak_dbtp })
        }
        None => Err(SpeechError::NoParts),
    }
}

/// Gain and ceiling of one encoding.
#[derive(Debug, Clone, Copy)]
struct Levels {
    gain_db: f64,
    ceiling_db: f64,
}

impl Levels {
    /// Moves both by what the last encoding missed.
    fn corrected(self, decoded: &Decoded, settings: &MasterSettings) -> Self {
        let missing_db = settings.loudness_lufs - decoded.loudness_lufs;
        let excess_db = decoded.true_peak_dbtp - settings.true_peak_dbtp;
        let lower_db = if excess_db > 0.0 { excess_db + 0.1 } else { 0.0 };
        Self { gain_db: self.gain_db + missing_db, ceiling_db: self.ceiling_db - lower_db }
    }
}

/// Refuses what would cost too much before any work is done.
fn check(parts: &[Part], settings: &MasterSettings) -> Result<(), SpeechError> {
    if parts.is_empty() {
        return Err(SpeechError::NoParts);
    }
    let seconds = |part: &Part| part.pcm.duration().as_secs();
    if parts.iter().any(|part| seconds(part) >= MOST_PART_MINUTES * 60) {
        return Err(SpeechError::AudioTooLong { minutes: MOST_PART_MINUTES });
    }
    let with_pause = |part: &Part| {
        part.pcm.duration().as_millis().saturating_add(u128::from(part.pause_after_ms))
    };
    if parts.iter().map(with_pause).sum::<u128>() > u128::from(MOST_MINUTES) * 60_000 {
        return Err(SpeechError::AudioTooLong { minutes: MOST_MINUTES });
    }
    encode::check_format(settings)
}

/// The first pass: where each part will begin, and how loud all is, in LUFS.
fn measure(parts: &[Part], rate: u32) -> Result<(Layout, f64), SpeechError> {
    let mut meter = Meter::of_loudness(rate)?;
    let layout = assemble::stream(parts, rate, |audio| meter.add(audio))?;
    Ok((layout, meter.loudness_lufs()?))
}

fn check_length(decoded: &Decoded, layout: &Layout) -> Result<(), SpeechError> {
    if decoded.samples == layout.samples {
        return Ok(());
    }
    Err(SpeechError::Length { expected: layout.samples, decoded: decoded.samples })
}

fn is_within(decoded: &Decoded, settings: &MasterSettings, tolerance_lu: f64) -> bool {
    let off = (decoded.loudness_lufs - settings.loudness_lufs).abs();
    off <= tolerance_lu && decoded.true_peak_dbtp <= settings.true_peak_dbtp
}

fn finished(mp3: Vec<u8>, decoded: &Decoded, layout: Layout) -> Mastered {
    let Decoded { samples, rate, loudness_lufs, true_peak_dbtp } = *decoded;
    let Layout { part_starts, .. } = layout;
    Mastered { mp3, samples, rate, loudness_lufs, true_peak_dbtp, part_starts }
}
