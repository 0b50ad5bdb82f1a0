//! A source of sound for tests: known pitch, level and length, at once, without a voice.

use std::f64::consts::TAU;

use crate::pcm::Pcm;

/// Half of full scale: -6 dBFS.
const AMPLITUDE: f64 = 16_384.0;

/// A sine at -6 dBFS: `hertz` high, `milliseconds` long, `rate` samples a second.
#[must_use]
pub fn tone(hertz: u32, milliseconds: u32, rate: u32) -> Pcm {
    let samples = u64::from(milliseconds) * u64::from(rate) / 1000;
    let step = TAU * f64::from(hertz) / f64::from(rate.max(1));
    let samples = (0..samples).map(|index| sample_at(index, step)).collect();
    Pcm { samples, rate }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "indices stay far below 2^52, and the amplitude is within i16"
)]
fn sample_at(index: u64, step: f64) -> i16 {
    (AMPLITUDE * (step * index as f64).sin()).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_is_as_long_and_as_loud_as_asked() {
        let pcm = tone(1000, 250, 16_000);
        assert_eq!(pcm.samples.len(), 4000);
        assert_eq!(pcm.duration().as_millis(), 250);
        assert_eq!(pcm.samples.iter().copied().max(), Some(16_384));
    }

    #[test]
    fn a_rate_of_zero_gives_silence_and_no_panic() {
        assert_eq!(tone(440, 1000, 0).duration().as_millis(), 0);
    }
}
