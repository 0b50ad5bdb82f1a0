//! Audio as samples: what a voice gives and what mastering takes.

use std::time::Duration;

/// Mono audio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pcm {
    /// Signed 16-bit samples, one channel.
    pub samples: Vec<i16>,
    /// Samples a second.
    pub rate: u32,
}

/// Softer than this is silence: -50 dBFS. Pico's own silence is exact zero or a few steps of noise.
const SILENCE: u16 = 104;

/// Samples a second that voices speak at; others are mistakes, and could make the resampler's
/// tables huge.
pub(crate) const RATES: std::ops::RangeInclusive<u32> = 8_000..=48_000;

/// Whether a sample can be heard.
pub(crate) fn is_sound(sample: i16) -> bool {
    sample.unsigned_abs() > SILENCE
}

impl Pcm {
    /// Whether there is nothing to hear in it.
    pub(crate) fn is_silent(&self) -> bool {
        !self.samples.iter().copied().any(is_sound)
    }

    /// As a WAV file.
    #[must_use]
    pub fn to_wav(&self) -> Vec<u8> {
        crate::wav::write(self)
    }

    /// How long it sounds; nothing at a rate of 0.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.time_of(self.samples.len())
    }

    /// When a sample sounds, from the first one; nothing at a rate of 0.
    #[must_use]
    pub fn time_of(&self, sample: usize) -> Duration {
        let micros = sample as u64 * 1_000_000;
        Duration::from_micros(micros.checked_div(u64::from(self.rate)).unwrap_or(0))
    }
}
