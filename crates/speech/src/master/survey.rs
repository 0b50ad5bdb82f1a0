//! The first pass: how loud the parts are, where each will lie in the file, and when each word is.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use crate::error::SpeechError;
use crate::verify::Meter;

use super::Part;
use super::resample::length_at;
use super::trim::trim;
use super::words;

/// The longest part; a group of sentences takes half a minute.
const MOST_OF_A_PART: Duration = Duration::from_mins(10);

/// Where a part lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its first sample.
    pub start: u64,
    /// One past its last sample; the pause behind it is not counted.
    pub end: u64,
    /// Its words, in order: the first byte of each in [`Part::text`], and its first sample in the
    /// file. Never before the part's start, never after its end.
    pub words: Vec<(usize, u64)>,
}

/// What was learned of all parts.
#[derive(Debug)]
pub(super) struct Survey {
    /// Samples in all, at the file's rate.
    pub(super) samples: u64,
    /// Where each part will be.
    pub(super) places: Vec<Place>,
    /// Integrated loudness of the parts as they are, in LUFS.
    pub(super) loudness_lufs: f64,
}

/// Reads each part once, at the rate it was spoken with: resampling moves no loudness.
///
/// # Errors
/// [`SpeechError::Silent`] if a part has nothing to hear; those of reading it.
pub(super) fn survey(parts: &[Part], rate: u32) -> Result<Survey, SpeechError> {
    let mut meters: BTreeMap<u32, Meter> = BTreeMap::new();
    let mut places = Vec::with_capacity(parts.len());
    let mut at = 0;
    for part in parts {
        let spoken = part.sound.read()?;
        let pcm = &spoken.pcm;
        super::resample::check(pcm.rate)?;
        if pcm.duration() > MOST_OF_A_PART {
            return Err(SpeechError::AudioTooLong { minutes: MOST_OF_A_PART.as_secs() / 60 });
        }
        let heard = trim(pcm).ok_or(SpeechError::Silent)?;
        let in_file = |samples: usize| length_at(samples, pcm.rate, rate) as u64;
        let end = at + in_file(heard.len());
        let words = words::place(&part.text, &spoken.words, pcm, heard.clone());
        let words = words.into_iter().map(|(byte, sample)| (byte, at + in_file(sample))).collect();
        places.push(Place { start: at, end, words });
        at = end + pause(part, rate);

        let meter = match meters.entry(pcm.rate) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(Meter::of_loudness(pcm.rate)?),
        };
        let audio = pcm.samples.get(heard).unwrap_or_default();
        meter.add_spoken(audio)?;
        meter.add_silence(pause(part, pcm.rate))?;
    }
    Ok(Survey { samples: at, places, loudness_lufs: Meter::of_all(&meters)? })
}

/// The silence behind a part, in samples.
pub(super) fn pause(part: &Part, rate: u32) -> u64 {
    u64::from(part.pause_after_ms) * u64::from(rate) / 1000
}
