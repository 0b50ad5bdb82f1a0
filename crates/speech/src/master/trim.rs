//! Where speech begins and ends in what an engine gave.

use std::ops::Range;

use crate::pcm::{Pcm, is_sound};

/// Kept before the first sound, for the breath of a consonant.
const LEAD_MS: usize = 15;

/// Kept after the last sound, for the fading of a vowel.
const TAIL_MS: usize = 40;

/// Where the samples from first to last sound are, with a little room; none if there is no sound.
pub(crate) fn trim(pcm: &Pcm) -> Option<Range<usize>> {
    let first = pcm.samples.iter().copied().position(is_sound)?;
    let last = pcm.samples.iter().copied().rposition(is_sound)?;
    let samples = |milliseconds: usize| milliseconds * pcm.rate as usize / 1000;
    let from = first.saturating_sub(samples(LEAD_MS));
    let to = (last + 1 + samples(TAIL_MS)).min(pcm.samples.len());
    Some(from..to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_at_the_ends_goes_but_for_a_little_room() {
        let mut samples = vec![0; 16_000];
        samples[8000] = 1000;
        samples[8100] = -1000;
        samples[12_000] = 104;
        let pcm = Pcm { samples, rate: 16_000 };
        assert_eq!(trim(&pcm), Some(8000 - 240..8101 + 640));
    }

    #[test]
    fn silence_alone_and_nothing_at_all_have_no_sound() {
        assert_eq!(trim(&Pcm { samples: vec![3; 100], rate: 16_000 }), None);
        assert_eq!(trim(&Pcm { samples: Vec::new(), rate: 16_000 }), None);
    }
}
