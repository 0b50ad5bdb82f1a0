//! From the voice's sample rate to the file's.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler as _};

use crate::error::SpeechError;
use crate::pcm::RATES;

/// Frames handed to the resampler at once; its FFT is about as long.
const CHUNK: usize = 1024;

/// Samples between -1 and 1 at rate `to`: as many as the time asks for, rounded, without delay.
pub(super) fn resample(samples: &[i16], from: u32, to: u32) -> Result<Vec<f32>, SpeechError> {
    let audio: Vec<f32> = samples.iter().map(|sample| f32::from(*sample) / 32_768.0).collect();
    if from == to {
        return Ok(audio);
    }
    check(from)?;
    let unknown = |_| SpeechError::Format { rate: from, kilobits: 0 };
    let mut resampler =
        Fft::<f32>::new(from as usize, to as usize, CHUNK, 1, FixedSync::Input).map_err(unknown)?;
    let input = InterleavedSlice::new(audio.as_slice(), 1, audio.len())
        .map_err(|_| SpeechError::Format { rate: from, kilobits: 0 })?;
    let mut result = resampler.process_all(&input, audio.len(), None)?.take_data();
    result.resize(length_at(audio.len(), from, to), 0.0);
    Ok(result)
}

/// Refuses rates that no voice has.
pub(super) fn check(rate: u32) -> Result<(), SpeechError> {
    if RATES.contains(&rate) {
        return Ok(());
    }
    Err(SpeechError::Format { rate, kilobits: 0 })
}

/// How many samples as much time has at another rate.
pub(super) fn length_at(samples: usize, from: u32, to: u32) -> usize {
    let (from, to) = (u64::from(from), u64::from(to));
    usize::try_from((samples as u64 * to + from / 2) / from).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tone::tone;

    #[test]
    fn a_tone_keeps_its_length_level_and_place() {
        let resampled = resample(&tone(441, 1000, 16_000).samples, 16_000, 44_100).unwrap();
        let straight = resample(&tone(441, 1000, 44_100).samples, 44_100, 44_100).unwrap();
        assert_eq!(resampled.len(), 44_100);
        let middle = 10_000..30_000;
        for (ours, ideal) in resampled[middle.clone()].iter().zip(&straight[middle]) {
            assert!((ours - ideal).abs() < 0.002, "{ours} instead of {ideal}");
        }
    }

    #[test]
    fn very_short_audio_is_resampled_too() {
        assert_eq!(resample(&[1000; 7], 16_000, 44_100).unwrap().len(), 19);
        assert_eq!(resample(&[], 16_000, 44_100).unwrap().len(), 0);
    }

    #[test]
    fn a_rate_no_voice_has_is_refused() {
        assert!(matches!(resample(&[0; 9], 0, 44_100), Err(SpeechError::Format { .. })));
        assert!(matches!(resample(&[0; 9], 4_000_000, 44_100), Err(SpeechError::Format { .. })));
    }
}
