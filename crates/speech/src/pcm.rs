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

impl Pcm {
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
