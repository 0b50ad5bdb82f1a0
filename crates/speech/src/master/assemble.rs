//! The parts in a row, at the rate of the file: trimmed, resampled, with their pauses.

use crate::error::SpeechError;

use super::Part;
use super::resample::resample;
use super::survey::pause;
use super::trim::trim;

/// The most silence handed on at once, in samples.
const PAUSE_BLOCK: usize = 4096;

/// Ends of parts fade over this time, so that a cut in the middle of a sound does not click.
const FADE_MS: usize = 4;

/// Hands the whole episode to `sink`: each part in one block, its pause in blocks of zeros.
/// Run again, it hands over the same.
///
/// # Errors
/// [`SpeechError::Silent`] if a part has nothing to hear; those of reading it, of the resampler and
/// of `sink`.
pub(super) fn stream(
    parts: &[Part],
    rate: u32,
    mut sink: impl FnMut(&mut [f32]) -> Result<(), SpeechError>,
) -> Result<(), SpeechError> {
    for part in parts {
        let spoken = part.sound.read()?;
        let heard = trim(&spoken.pcm).ok_or(SpeechError::Silent)?;
        let heard = spoken.pcm.samples.get(heard).unwrap_or_default();
        let mut audio = resample(heard, spoken.pcm.rate, rate)?;
        drop(spoken);
        fade_ends(&mut audio, rate);
        sink(&mut audio)?;
        silence(pause(part, rate), &mut sink)?;
    }
    Ok(())
}

fn silence(
    samples: u64,
    sink: &mut impl FnMut(&mut [f32]) -> Result<(), SpeechError>,
) -> Result<(), SpeechError> {
    let mut left = usize::try_from(samples).unwrap_or(usize::MAX);
    let mut block = vec![0.0; left.min(PAUSE_BLOCK)];
    while left > 0 {
        let count = left.min(PAUSE_BLOCK);
        sink(block.get_mut(..count).unwrap_or_default())?;
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
    use super::super::survey::survey;
    use super::*;
    use crate::tone::tone;

    #[test]
    fn parts_begin_after_the_parts_and_pauses_before_them() {
        let part = |pause_after_ms| Part::of(tone(500, 1000, 44_100), pause_after_ms);
        let parts = [part(500), part(0)];
        let mut heard = Vec::new();
        stream(&parts, 44_100, |audio| {
            heard.extend_from_slice(audio);
            Ok(())
        })
        .unwrap();
        let survey = survey(&parts, 44_100).unwrap();
        let places: Vec<_> = survey.places.iter().map(|place| (place.start, place.end)).collect();
        assert_eq!(places, [(0, 44_100), (66_150, 110_250)]);
        assert_eq!(survey.samples, 2 * 44_100 + 22_050);
        assert_eq!(heard.len() as u64, survey.samples);
        assert!(heard[44_100..44_100 + 22_050].iter().all(|sample| *sample == 0.0));
    }

    #[test]
    fn a_part_without_sound_is_an_error() {
        let silence = Part::of(tone(0, 1000, 16_000), 0);
        let parts = [silence];
        assert!(matches!(stream(&parts, 44_100, |_| Ok(())), Err(SpeechError::Silent)));
        assert!(matches!(survey(&parts, 44_100), Err(SpeechError::Silent)));
    }
}
