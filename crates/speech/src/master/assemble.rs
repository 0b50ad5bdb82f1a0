//! The parts in a row, at the rate of the file: trimmed, resampled, with their pauses.

use crate::error::SpeechError;

use super::Part;
use super::resample::resample;
use super::trim::trim;

/// The most silence handed on at once, in samples.
const PAUSE_BLOCK: usize = 4096;

/// Ends of parts fade over this time, so that a cut in the middle of a sound does not click.
const FADE_MS: usize = 4;

/// Where everything lies in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Samples in all.
    pub(super) samples: u64,
    /// The sample at which each part begins.
    pub(super) part_starts: Vec<u64>,
}

/// Hands the whole episode to `sink`: each part in one block, its pause in blocks of zeros.
/// Run again, it hands over the same.
///
/// # Errors
/// [`SpeechError::Silent`] if a part has nothing to hear; those of the resampler and of `sink`.
pub(super) fn stream(
    parts: &[Part],
    rate: u32,
    mut sink: impl FnMut(&mut [f32]) -> Result<(), SpeechError>,
) -> Result<Layout, SpeechError> {
    let mut layout = Layout { samples: 0, part_starts: Vec::with_capacity(parts.len()) };
    for part in parts {
        let heard = trim(&part.pcm).ok_or(SpeechError::Silent)?;
        let mut audio = resample(heard, part.pcm.rate, rate)?;
        fade_ends(&mut audio, rate);
        layout.part_starts.push(layout.samples);
        layout.samples += audio.len() as u64;
        sink(&mut audio)?;

        let pause = u64::from(part.pause_after_ms) * u64::from(rate) / 1000;
        layout.samples += pause;
        silence(pause, &mut sink)?;
    }
    Ok(layout)
}

fn silence(
    samples: u64,
    sink: &mut impl FnMut(&mut [f32]) -> Result<(), SpeechError>,
) -> Result<(), SpeechError> {
    let mut left = usize::try_from(samples).unwrap_or(usize::MAX);
    while left > 0 {
        let count = left.min(PAUSE_BLOCK);
        sink(&mut vec![0.0; count])?;
        left -= count;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a fade has a few hundred samples")]
fn fade_ends(audio: &mut [f32], rate: u32) {
    let length = (rate as usize * FADE_MS / 1000).min(audio.len() / 2);
    let share = |index: usize| (index + 1) as f32 / (length + 1) as f32;
    for (index, sample) in audio.iter_mut().take(length).enumerate() {
        *sample *= share(index);
    }
    for (index, sample) in audio.iter_mut().rev().take(length).enumerate() {
        *sample *= share(index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tone::tone;

    #[test]
    fn parts_begin_after_the_parts_and_pauses_before_them() {
        let part = |pause_after_ms| Part { pcm: tone(500, 1000, 44_100), pause_after_ms };
        let mut heard = Vec::new();
        let layout = stream(&[part(500), part(0)], 44_100, |audio| {
            heard.extend_from_slice(audio);
            Ok(())
        })
        .unwrap();
        assert_eq!(layout.part_starts, [0, 44_100 + 22_050]);
        assert_eq!(layout.samples, 2 * 44_100 + 22_050);
        assert_eq!(heard.len() as u64, layout.samples);
        assert!(heard[44_100..44_100 + 22_050].iter().all(|sample| *sample == 0.0));
    }

    #[test]
    fn a_part_without_sound_is_an_error() {
        let silence = Part { pcm: tone(0, 1000, 16_000), pause_after_ms: 0 };
        assert!(matches!(stream(&[silence], 44_100, |_| Ok(())), Err(SpeechError::Silent)));
    }
}
