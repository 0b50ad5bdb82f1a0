//! When each word of a part is said.
//!
//! An engine that tells it is believed. For the others the words are laid along the sound: each
//! takes a share by its letters, the last one before a pause a larger one, and the gaps of silence
//! that a voice makes are matched with the places between words, those behind a comma or full stop
//! first.

use std::ops::Range;

use crate::engine::WordTime;
use crate::pcm::Pcm;

/// Length of the frames in which silence is looked for, in milliseconds.
const FRAME_MS: usize = 10;

/// A gap is at least as long, in frames: the closures of p, t and k within words are shorter.
const LEAST_GAP_FRAMES: usize = 6;

/// A frame below this share of the loudest one (-30 dB) is silent.
const SILENT_SHARE: f64 = 0.0316;

/// How far a gap may lie from where the letters say, in seconds, before another match is better.
const REACH_SECONDS: f64 = 0.35;

/// What a sign at the end of a word is worth in a match.
const SIGN_BONUS: f64 = 1.5;

/// What leaving a gap alone costs, for each frame of it.
const COST_OF_FRAME: f64 = 0.12;

/// How much longer the last word before a pause is held, in letters. Of 0 to 5, measured against a
/// recogniser on sentences of two voices, and chosen by them: without it words are told ever later towards the end of
/// a sentence, 200 ms at last.
const HELD: f64 = 2.0;

/// A word's place: its first byte in the text, and the sample at which it begins.
pub(super) type Place = (usize, usize);

/// The places of a text's words, in order, in samples from the first of `heard`.
pub(super) fn place(text: &str, told: &[WordTime], pcm: &Pcm, heard: Range<usize>) -> Vec<Place> {
    if told.is_empty() {
        let audio = pcm.samples.get(heard).unwrap_or_default();
        return align(text, audio, pcm.rate);
    }
    let mut last = 0;
    let samples = |time: &WordTime| {
        let sample = time.at.as_micros() * u128::from(pcm.rate) / 1_000_000;
        let sample = usize::try_from(sample).unwrap_or(usize::MAX);
        last = sample.clamp(heard.start, heard.end) - heard.start;
        (time.byte, last)
    };
    told.iter().map(samples).collect()
}

/// One word, as it stands in the text.
struct Word {
    byte: usize,
    /// How long it takes, beside others.
    weight: f64,
    /// Whether a pause is likely behind it.
    has_sign: bool,
}

fn words(text: &str) -> Vec<Word> {
    let start = text.as_ptr().addr();
    let end = text.trim_end().len();
    let word = |word: &str| {
        let byte = word.as_ptr().addr() - start;
        let has_sign = word.ends_with([',', ';', ':', '.', '!', '?', '…', '–', '—']);
        let is_held = has_sign || byte + word.len() == end;
        Word { byte, weight: weight(word) + if is_held { HELD } else { 0.0 }, has_sign }
    };
    text.split_whitespace().map(word).collect()
}

/// Vowels are held, consonants pass, and a word has an onset.
fn weight(word: &str) -> f64 {
    let letter = |letter: char| match letter {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'A' | 'E' | 'I' | 'O' | 'U' | 'Y' => 1.2,
        letter if letter.is_alphanumeric() => 1.0,
        _ => 0.0,
    };
    0.5 + word.chars().map(letter).sum::<f64>()
}

/// A gap of silence: where it lies once all gaps are taken out, and how long it is, in samples.
struct Gap {
    at: usize,
    length: usize,
}

fn align(text: &str, audio: &[i16], rate: u32) -> Vec<Place> {
    let mut words = words(text);
    let (gaps, tail) = gaps(audio, rate);
    let sounding = audio.len() - tail - gaps.iter().map(|gap| gap.length).sum::<usize>();
    let ends = expected_ends(&words, sounding);
    let matches = matched(&words, &ends, &gaps, rate);
    for (behind, _) in &matches {
        if let Some(before) = words.get_mut(behind - 1).filter(|word| !word.has_sign) {
            before.weight += HELD;
        }
    }

    let mut places = Vec::with_capacity(words.len());
    let mut anchors = matches.iter().copied().chain([(words.len(), sounding)]);
    let (mut word, mut from) = (0, 0);
    while word < words.len()
        && let Some((until, to)) = anchors.next()
    {
        let run = words.get(word..until).unwrap_or_default();
        let starts = spread(run, from, to.max(from));
        places.extend(run.iter().zip(starts).map(|(one, at)| (one.byte, with_gaps(at, &gaps))));
        (word, from) = (until, to.max(from));
    }
    places
}

/// Where each of the words begins when they share the samples between two places.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "samples of some minutes, and shares of them"
)]
fn spread(words: &[Word], from: usize, to: usize) -> Vec<usize> {
    let whole: f64 = words.iter().map(|word| word.weight).sum();
    let mut before = 0.0;
    let start = |word: &Word| {
        let at = from + ((to - from) as f64 * before / whole) as usize;
        before += word.weight;
        at
    };
    words.iter().map(start).collect()
}

/// Where each word ends by its letters alone, gaps taken out.
fn expected_ends(words: &[Word], sounding: usize) -> Vec<usize> {
    let mut starts = spread(words, 0, sounding);
    starts.push(sounding);
    starts.into_iter().skip(1).collect()
}

/// Back to the time in which the gaps are: a word behind a gap begins after it.
fn with_gaps(at: usize, gaps: &[Gap]) -> usize {
    at + gaps.iter().take_while(|gap| gap.at <= at).map(|gap| gap.length).sum::<usize>()
}

/// Runs of silent frames within the sound; and the samples of silence behind it.
fn gaps(audio: &[i16], rate: u32) -> (Vec<Gap>, usize) {
    let frame = (rate as usize * FRAME_MS / 1000).max(1);
    let energy = |frame: &[i16]| frame.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>();
    let energies: Vec<f64> = audio.chunks_exact(frame).map(energy).collect();
    let loudest = energies.iter().copied().fold(0.0, f64::max);
    let is_silent = |energy: &f64| *energy < loudest * SILENT_SHARE * SILENT_SHARE;

    let mut gaps = Vec::new();
    let (mut at, mut taken, mut tail) = (0, 0, 0);
    for run in energies.chunk_by(|a, b| is_silent(a) == is_silent(b)) {
        let is_silence = run.first().is_some_and(is_silent);
        let is_last = at + run.len() == energies.len();
        let length = run.len() * frame;
        if is_silence && is_last {
            tail = length;
        } else if is_silence && run.len() >= LEAST_GAP_FRAMES && at > 0 {
            gaps.push(Gap { at: at * frame - taken, length });
            taken += length;
        }
        at += run.len();
    }
    (gaps, tail)
}

/// The best match of gaps with the places between words, in order: the number of the word behind
/// each matched gap, and where the gap is. Dynamic programming over gaps and places.
#[expect(clippy::cast_precision_loss, reason = "samples of some minutes")]
fn matched(words: &[Word], ends: &[usize], gaps: &[Gap], rate: u32) -> Vec<(usize, usize)> {
    let places = words.len().saturating_sub(1);
    let reach = f64::from(rate) * REACH_SECONDS;
    let frame = (rate as usize * FRAME_MS / 1000).max(1);
    let cost = |gap: &Gap, place: usize| -> f64 {
        let end = ends.get(place).copied().unwrap_or(0);
        let bonus =
            if words.get(place).is_some_and(|word| word.has_sign) { SIGN_BONUS } else { 0.0 };
        (gap.at.abs_diff(end) as f64 / reach).powi(2) - bonus
    };
    // costs[g][p]: the best of the first g gaps with the first p places; steps: whether gap g is
    // matched with place p there.
    let mut costs = vec![vec![0.0; places + 1]];
    let mut steps = Vec::with_capacity(gaps.len());
    for gap in gaps {
        let above = costs.last().cloned().unwrap_or_default();
        let alone = gap.length as f64 / frame as f64 * COST_OF_FRAME;
        let (mut row, mut step) = (Vec::with_capacity(places + 1), Vec::with_capacity(places + 1));
        for place in 0..=places {
            let best = |index: usize| above.get(index).copied().unwrap_or(0.0);
            let left = place.checked_sub(1).and_then(|left| row.get(left).copied());
            let with = place.checked_sub(1).map(|left| best(left) + cost(gap, left));
            let without = (best(place) + alone).min(left.unwrap_or(f64::INFINITY));
            let is_match = with.is_some_and(|with| with < without);
            row.push(with.filter(|_| is_match).unwrap_or(without));
            step.push(is_match);
        }
        costs.push(row);
        steps.push(step);
    }
    traced(&costs, &steps, gaps)
}

/// The matches of a finished table, from its end to its beginning and back in order.
fn traced(costs: &[Vec<f64>], steps: &[Vec<bool>], gaps: &[Gap]) -> Vec<(usize, usize)> {
    let mut matches = Vec::new();
    let mut place = costs.first().map_or(0, |row| row.len().saturating_sub(1));
    for ((gap, step), row) in gaps.iter().zip(steps).zip(costs.iter().skip(1)).rev() {
        // The same cost further left means that the places between were left out there.
        while place > 0 && step.get(place) == Some(&false) && row.get(place) == row.get(place - 1) {
            place -= 1;
        }
        if step.get(place) == Some(&true) {
            matches.push((place, gap.at));
            place -= 1;
        }
    }
    matches.reverse();
    matches
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::tone::{tone, words as say};

    const RATE: u32 = 16_000;

    /// Tones, each with silence behind it, in milliseconds.
    fn sounds(sounds: &[(u32, u32)]) -> Vec<i16> {
        let one = |&(sound, silence)| {
            [tone(400, sound, RATE).samples, tone(0, silence, RATE).samples].concat()
        };
        sounds.iter().flat_map(one).collect()
    }

    /// When each word begins, in milliseconds.
    fn begins(text: &str, audio: &[i16]) -> Vec<usize> {
        align(text, audio, RATE).into_iter().map(|(_, at)| at * 1000 / RATE as usize).collect()
    }

    /// As expected, to two frames: a tone rises from silence.
    #[track_caller]
    fn check(text: &str, audio: &[i16], expected: &[usize]) {
        let begins = begins(text, audio);
        let is_near =
            |(found, expected): (&usize, &usize)| found.abs_diff(*expected) <= 2 * FRAME_MS;
        let is_fit = begins.len() == expected.len() && begins.iter().zip(expected).all(is_near);
        assert!(is_fit, "{begins:?}, expected {expected:?}");
    }

    #[test]
    fn what_the_engine_tells_is_kept_inside_the_sound() {
        let mut spoken = say("It rained all day");
        spoken.words[3].at = Duration::from_hours(1);
        let heard = 800..spoken.pcm.samples.len() - 960;

        let places = place("It rained all day", &spoken.words, &spoken.pcm, heard.clone());

        // 60 ms a letter and behind each word; 50 ms of the first are not heard.
        let at = |ms: usize| ms * RATE as usize / 1000;
        let expected = [(0, 0), (3, at(180 - 50)), (10, at(180 + 420 - 50)), (14, heard.len())];
        assert_eq!(places, expected);
    }

    #[test]
    fn words_are_found_by_the_gaps_between_them_however_long_they_take() {
        // By its letters alone the second would begin at 530 ms, and the last one at 1420.
        let audio = sounds(&[(300, 80), (600, 80), (200, 120), (400, 0)]);
        check("fields rain meadows sun", &audio, &[0, 380, 1060, 1380]);
    }

    #[test]
    fn a_pause_belongs_to_a_sign_rather_than_to_the_nearest_words() {
        // The gap is nearer to the end of the second word.
        let audio = sounds(&[(1080, 300), (920, 0)]);
        let begins_of = |text| begins(text, &audio);
        assert_eq!(begins_of("rain rain rain, rain")[3], 1380);
        assert_eq!(begins_of("rain rain rain rain")[2], 1380);
    }

    #[test]
    fn the_closure_of_a_consonant_is_no_gap() {
        let whole = begins("rain rain", &sounds(&[(1000, 0)]));
        let closed = begins("rain rain", &sounds(&[(350, 50), (600, 0)]));
        assert_eq!(whole, closed);
    }

    #[test]
    fn silence_that_is_longer_than_what_is_left_to_say_is_left_alone() {
        // One word more than gaps, and one gap within a word, far from any end.
        let audio = sounds(&[(1000, 70), (1000, 100), (100, 0)]);
        check("incomprehensibilities a", &audio, &[0, 2170]);
    }

    #[test]
    fn without_gaps_the_words_share_the_time_and_the_last_one_is_held() {
        // r a i n: 4.9 letters and 2 more.
        check("rain rain", &sounds(&[(1000, 0)]), &[0, 415]);
        let [_, second] = begins("a rainstorm", &sounds(&[(1000, 0)]))[..] else { panic!() };
        assert!(second < 300, "{second} ms");
    }

    #[test]
    fn silence_at_the_end_is_nobodys() {
        let text = "rain rain";
        let with_tail = begins(text, &sounds(&[(1000, 40)]));
        assert_eq!(with_tail, begins(text, &sounds(&[(1000, 0)])));
    }

    #[test]
    fn a_word_before_a_gap_is_held_too() {
        // The first and the second share a second: 4.9 and 6.9 letters.
        let audio = sounds(&[(1000, 200), (400, 0)]);
        check("rain rain, rain", &audio, &[0, 415, 1200]);
        check("rain rain rain", &audio, &[0, 415, 1200]);
    }

    #[test]
    fn nothing_and_silence_are_no_trouble() {
        assert_eq!(align("", &[], RATE), []);
        assert_eq!(align("", &[7; 1600], RATE), []);
        assert_eq!(align("word", &[], RATE), [(0, 0)]);
        let silent = align("two words", &[0; 1600], RATE);
        assert_eq!(silent.iter().map(|(byte, _)| *byte).collect::<Vec<_>>(), [0, 4]);
        assert!(silent.iter().all(|(_, at)| *at <= 1600));
    }
}
