//! A look-ahead limiter by true peak: no peak above the ceiling, no audible pumping.
//!
//! Works on one part at a time. The gain each sample needs is known before any is changed, so the
//! gain is already down when the peak comes, and comes back slowly. Parts that stay below the
//! ceiling, as nearly all speech does, are left as they are.

use std::collections::VecDeque;
use std::f64::consts::PI;

/// The gain goes down over this time before a peak, in milliseconds.
const LOOK_AHEAD_MS: usize = 3;

/// The gain comes back with this time constant, in milliseconds.
const RELEASE_MS: f64 = 60.0;

/// Points between two samples at which the peak is estimated, besides the sample itself: four times
/// oversampling, as in ITU-R BS.1770-4, annex 2.
const PHASES: usize = 3;

/// Samples on each side that an estimate uses.
const REACH: usize = 8;

/// Below this share of the ceiling at both neighbours no peak between them reaches it: speech is
/// band-limited well below half of the sample rate.
const NEAR_CEILING: f32 = 0.5;

/// Brings every true peak of `audio` (full scale 1) to at most `ceiling` (a factor, 0.89 is -1 dB).
pub(super) fn limit(audio: &mut [f32], ceiling: f32, rate: u32) {
    let mut gains = needed_gains(audio, ceiling);
    if gains.iter().all(|gain| *gain >= 1.0) {
        return;
    }
    release_slowly(&mut gains, rate);
    let radius = (rate as usize * LOOK_AHEAD_MS / 1000).max(1);
    let gains = averages(&minima(&gains, radius), radius);
    for (sample, gain) in audio.iter_mut().zip(gains) {
        *sample *= gain;
    }
}

/// For each sample the factor that brings it, and what lies between it and the next, to the ceiling.
fn needed_gains(audio: &[f32], ceiling: f32) -> Vec<f32> {
    let kernels = kernels();
    let near = ceiling * NEAR_CEILING;
    let at = |index: usize| audio.get(index).copied().unwrap_or(0.0);
    let mut gains = vec![1.0; audio.len()];
    for (index, gain) in gains.iter_mut().enumerate() {
        let mut peak = at(index).abs();
        if peak > near || at(index + 1).abs() > near {
            peak = peak.max(peak_between(audio, index, &kernels));
        }
        if peak > ceiling {
            *gain = ceiling / peak;
        }
    }
    gains
}

/// The highest estimate between sample `index` and the next.
fn peak_between(audio: &[f32], index: usize, kernels: &[[f32; 2 * REACH]; PHASES]) -> f32 {
    let mut around = [0.0; 2 * REACH];
    let first = (index + 1).checked_sub(REACH);
    for (offset, sample) in around.iter_mut().enumerate() {
        let place = first
            .map_or_else(|| (index + 1 + offset).checked_sub(REACH), |first| Some(first + offset));
        *sample = place.and_then(|place| audio.get(place)).copied().unwrap_or(0.0);
    }
    let estimate = |kernel: &[f32; 2 * REACH]| {
        kernel.iter().zip(&around).map(|(weight, sample)| weight * sample).sum::<f32>().abs()
    };
    kernels.iter().map(estimate).fold(0.0, f32::max)
}

/// Windowed sinc at a quarter, a half and three quarters of the way to the next sample.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "small numbers")]
fn kernels() -> [[f32; 2 * REACH]; PHASES] {
    let weight = |phase: usize, tap: usize| {
        let place = (phase + 1) as f64 / (PHASES + 1) as f64;
        let distance = tap as f64 - (REACH - 1) as f64 - place;
        let window = 0.5 + 0.5 * (PI * distance / (REACH as f64 + 0.5)).cos();
        ((PI * distance).sin() / (PI * distance) * window) as f32
    };
    std::array::from_fn(|phase| std::array::from_fn(|tap| weight(phase, tap)))
}

/// After a low gain the following ones rise towards 1 no faster than the release allows.
#[expect(clippy::cast_possible_truncation, reason = "a coefficient between 0 and 1")]
fn release_slowly(gains: &mut [f32], rate: u32) {
    let rise = 1.0 - (-1000.0 / (RELEASE_MS * f64::from(rate))).exp();
    let rise = rise as f32;
    let mut level = 1.0_f32;
    for gain in gains {
        level = (level + (1.0 - level) * rise).min(*gain);
        *gain = level;
    }
}

/// The least of the values at most `radius` away, for each place. Linear time.
fn minima(values: &[f32], radius: usize) -> Vec<f32> {
    let mut result = Vec::with_capacity(values.len());
    // Indices of values that can still be a minimum, rising in index and in value.
    let mut candidates: VecDeque<(usize, f32)> = VecDeque::new();
    let mut coming = values.iter().copied().enumerate().peekable();
    for place in 0..values.len() {
        while let Some((index, value)) = coming.next_if(|(index, _)| *index <= place + radius) {
            while candidates.back().is_some_and(|(_, last)| *last >= value) {
                candidates.pop_back();
            }
            candidates.push_back((index, value));
        }
        while candidates.front().is_some_and(|(index, _)| index + radius < place) {
            candidates.pop_front();
        }
        result.push(candidates.front().map_or(1.0, |(_, value)| *value));
    }
    result
}

/// The mean of the values at most `radius` away; beyond the ends the end's value goes on.
///
/// Over minima of the same radius a mean never exceeds what any sample in its middle allows.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a window has some hundred values between 0 and 1"
)]
fn averages(values: &[f32], radius: usize) -> Vec<f32> {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    let width = (2 * radius + 1) as f64;
    let before = std::iter::repeat_n(*first, radius);
    let after = std::iter::repeat_n(*last, radius);
    let extended: Vec<f32> = before.chain(values.iter().copied()).chain(after).collect();

    let mut sum: f64 = extended.iter().take(2 * radius).copied().map(f64::from).sum();
    let entering = extended.iter().skip(2 * radius);
    entering
        .zip(&extended)
        .map(|(enters, leaves)| {
            sum += f64::from(*enters);
            let mean = sum / width;
            sum -= f64::from(*leaves);
            mean as f32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tone::tone;

    const RATE: u32 = 44_100;

    fn loud(hertz: u32, factor: f32) -> Vec<f32> {
        let samples = tone(hertz, 500, RATE).samples;
        samples.iter().map(|sample| f32::from(*sample) / 32_768.0 * factor).collect()
    }

    fn true_peak(audio: &[f32]) -> f64 {
        let mut meter = ebur128::EbuR128::new(1, RATE, ebur128::Mode::TRUE_PEAK).unwrap();
        meter.add_frames_f32(audio).unwrap();
        meter.true_peak(0).unwrap()
    }

    #[test]
    fn what_stays_below_the_ceiling_is_left_alone() {
        let mut audio = loud(440, 1.0);
        let before = audio.clone();
        limit(&mut audio, 0.6, RATE);
        assert_eq!(audio, before);
    }

    #[test]
    fn no_true_peak_is_above_the_ceiling() {
        // 11,025 Hz at this rate: four samples a wave, peaks between samples.
        for hertz in [100, 997, 5000, 11_025] {
            let mut audio = loud(hertz, 3.0);
            limit(&mut audio, 0.8, RATE);
            let peak = true_peak(&audio);
            assert!(peak < 0.8 * 1.02, "{hertz} Hz: {peak}");
            assert!(peak > 0.8 * 0.9, "{hertz} Hz: {peak}");
        }
    }

    #[test]
    fn a_single_peak_does_not_darken_what_is_far_from_it() {
        let mut audio = loud(440, 0.5);
        let before = audio.clone();
        audio[11_000] = 2.0;
        limit(&mut audio, 0.8, RATE);
        assert_eq!(audio[..10_000], before[..10_000]);
        assert!((audio[21_900] - before[21_900]).abs() < 0.01);
        assert!(audio[11_000] <= 0.8);
    }

    #[test]
    fn least_values_reach_as_far_as_the_radius() {
        assert_eq!(minima(&[5.0, 1.0, 4.0, 3.0, 6.0], 1), [1.0, 1.0, 1.0, 3.0, 3.0]);
        assert_eq!(minima(&[2.0], 3), [2.0]);
        assert!(minima(&[], 3).is_empty());
    }

    #[test]
    fn means_go_on_beyond_the_ends() {
        assert_eq!(averages(&[3.0, 0.0, 0.0], 1), [2.0, 1.0, 0.0]);
        assert!(averages(&[], 2).is_empty());
    }
}
