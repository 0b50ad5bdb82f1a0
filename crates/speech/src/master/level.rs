//! Gain and limiter, on the way from the parts to an encoder.

use crate::error::SpeechError;
use crate::verify::Decoded;

use super::limiter::limit;
use super::{MasterSettings, Part, assemble};

/// Gain and ceiling of one encoding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels {
    pub(super) gain_db: f64,
    pub(super) ceiling_db: f64,
}

impl Levels {
    /// Moves both by what the last encoding missed.
    pub(super) fn corrected(self, decoded: &Decoded, settings: &MasterSettings) -> Self {
        let missing_db = settings.loudness_lufs - decoded.loudness_lufs;
        let excess_db = decoded.true_peak_dbtp - settings.true_peak_dbtp;
        let lower_db = if excess_db > 0.0 { excess_db + 0.1 } else { 0.0 };
        Self { gain_db: self.gain_db + missing_db, ceiling_db: self.ceiling_db - lower_db }
    }
}

/// Hands the whole episode to `sink`, as loud as it is to be.
///
/// # Errors
/// Those of the parts, and of `sink`.
pub(super) fn stream(
    parts: &[Part],
    rate: u32,
    levels: Levels,
    mut sink: impl FnMut(&[f32]) -> Result<(), SpeechError>,
) -> Result<(), SpeechError> {
    let (gain, ceiling) = (factor(levels.gain_db), factor(levels.ceiling_db));
    assemble::stream(parts, rate, |audio| {
        for sample in audio.iter_mut() {
            *sample *= gain;
        }
        limit(audio, ceiling, rate);
        sink(audio)
    })
}

/// Decibels as a factor of amplitude.
#[expect(clippy::cast_possible_truncation, reason = "samples are f32")]
fn factor(decibels: f64) -> f32 {
    10_f64.powf(decibels / 20.0) as f32
}
