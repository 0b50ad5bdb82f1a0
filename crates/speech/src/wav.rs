//! WAV files, as voices give them: 16-bit PCM in RIFF, one channel or two.
//!
//! In: a whole file, or as much of one as came. Out: mono audio, or why it is none. Believes no
//! size that is written in it: what is told and not there is a file that was cut off. Programs and
//! servers that write before they know how much it will be put a size that cannot be (all ones, or
//! nearly 2 GiB, or 0) into the header; there the audio goes to the end.

use crate::pcm::{Pcm, RATES};

/// The code of plain PCM, and of a header that tells the code further behind.
const PCM: u16 = 1;
const EXTENSIBLE: u16 = 0xfffe;

/// Sizes from here on stand for “not known”: espeak-ng writes 0x7ffff000, ffmpeg 0xffffffff.
const UNKNOWN_SIZE: u32 = 0x7fff_0000;

/// The most chunks before the audio; files have one to four.
const MOST_CHUNKS: usize = 64;

/// Why it is no audio that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WavProblem {
    /// The first bytes are of something else.
    #[error("it is no WAV file")]
    NotWav,
    /// It ends before its audio does.
    #[error("the WAV file is cut off")]
    CutOff,
    /// A format that no voice has.
    #[error(
        "the WAV file is not 16-bit PCM of one channel or two, at 8,000 to 96,000 samples a second"
    )]
    Format,
    /// It has no audio.
    #[error("the WAV file has no audio in it")]
    NoAudio,
}

/// How the samples lie.
#[derive(Debug, Clone, Copy)]
struct Format {
    channels: usize,
    rate: u32,
}

/// Reads a file; two channels become their mean.
pub(crate) fn read(file: &[u8]) -> Result<Pcm, WavProblem> {
    let Some((head, mut rest)) = file.split_first_chunk::<12>() else {
        return Err(if b"RIFF".starts_with(file.get(..4).unwrap_or(file)) && !file.is_empty() {
            WavProblem::CutOff
        } else {
            WavProblem::NotWav
        });
    };
    if !head.starts_with(b"RIFF") || !head.ends_with(b"WAVE") {
        return Err(WavProblem::NotWav);
    }
    let mut format = None;
    for _ in 0..MOST_CHUNKS {
        let Some((chunk, behind)) = rest.split_first_chunk::<8>() else {
            return Err(if format.is_none() { WavProblem::CutOff } else { WavProblem::NoAudio });
        };
        let [name @ .., s0, s1, s2, s3] = *chunk;
        let size = u32::from_le_bytes([s0, s1, s2, s3]);
        match &name {
            b"data" => return samples(behind, size, format.ok_or(WavProblem::Format)?),
            b"fmt " => format = Some(format_of(body(behind, size)?)?),
            _ => {}
        }
        rest = after(behind, size)?;
    }
    Err(WavProblem::NoAudio)
}

fn body(behind: &[u8], size: u32) -> Result<&[u8], WavProblem> {
    behind.get(..size as usize).ok_or(WavProblem::CutOff)
}

/// What comes after a chunk: one of an odd size is followed by a byte of padding.
fn after(behind: &[u8], size: u32) -> Result<&[u8], WavProblem> {
    let padded = size as usize + size as usize % 2;
    behind.get(padded..).ok_or(WavProblem::CutOff)
}

fn format_of(body: &[u8]) -> Result<Format, WavProblem> {
    let number = |at: usize| {
        let bytes = body.get(at..)?.first_chunk::<2>()?;
        Some(u16::from_le_bytes(*bytes))
    };
    let rate = body.get(4..).and_then(|rest| rest.first_chunk::<4>());
    let rate = rate.map(|bytes| u32::from_le_bytes(*bytes)).ok_or(WavProblem::Format)?;
    // In an extensible header the code of the samples is at the beginning of a GUID at 24.
    let code = match number(0) {
        Some(EXTENSIBLE) => number(24),
        code => code,
    };
    let (channels, bits) = (number(2), number(14));
    let is_known = code == Some(PCM) && bits == Some(16) && RATES.contains(&rate);
    match channels {
        Some(channels @ 1..=2) if is_known => Ok(Format { channels: channels.into(), rate }),
        _ => Err(WavProblem::Format),
    }
}

fn samples(behind: &[u8], size: u32, format: Format) -> Result<Pcm, WavProblem> {
    let is_unknown = size == 0 || size >= UNKNOWN_SIZE;
    let audio = if is_unknown { behind } else { body(behind, size)? };
    let frame = 2 * format.channels;
    if audio.is_empty() {
        return Err(WavProblem::NoAudio);
    }
    if !audio.len().is_multiple_of(frame) {
        return Err(WavProblem::CutOff);
    }
    let samples = audio.chunks_exact(frame).map(mixed).collect();
    Ok(Pcm { samples, rate: format.rate })
}

/// One frame as one sample: the mean of its channels.
fn mixed(frame: &[u8]) -> i16 {
    match *frame {
        [l0, l1, r0, r1] => {
            let (left, right) = (i16::from_le_bytes([l0, l1]), i16::from_le_bytes([r0, r1]));
            left.midpoint(right)
        }
        [low, high] => i16::from_le_bytes([low, high]),
        _ => 0,
    }
}

/// Samples without a header: 16 bits each, the low byte first.
pub(crate) fn read_raw(bytes: &[u8], rate: u32) -> Result<Pcm, WavProblem> {
    samples(bytes, u32::MAX, Format { channels: 1, rate })
}

/// A file of one channel. Audio beyond 4 GiB is not told in its header.
pub(crate) fn write(pcm: &Pcm) -> Vec<u8> {
    let bytes = u32::try_from(pcm.samples.len() * 2).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(44 + pcm.samples.len() * 2);
    file.extend(b"RIFF");
    file.extend(bytes.saturating_add(36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend(PCM.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(pcm.rate.to_le_bytes());
    file.extend(pcm.rate.saturating_mul(2).to_le_bytes());
    file.extend(2_u16.to_le_bytes());
    file.extend(16_u16.to_le_bytes());
    file.extend(b"data");
    file.extend(bytes.to_le_bytes());
    file.extend(pcm.samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn three() -> Pcm {
        Pcm { samples: vec![1, -2, i16::MIN], rate: 16_000 }
    }

    /// A file of these chunks: (name, size that is told, bytes).
    fn file(chunks: &[(&[u8; 4], u32, &[u8])]) -> Vec<u8> {
        let mut file = b"RIFF\xff\xff\xff\xffWAVE".to_vec();
        for (name, size, bytes) in chunks {
            file.extend(*name);
            file.extend(size.to_le_bytes());
            file.extend(*bytes);
        }
        file
    }

    /// The body of a format chunk.
    fn format(code: u16, channels: u16, rate: u32, bits: u16) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(code.to_le_bytes());
        body.extend(channels.to_le_bytes());
        body.extend(rate.to_le_bytes());
        body.extend([0; 6]);
        body.extend(bits.to_le_bytes());
        body
    }

    #[test]
    fn what_was_written_is_read_again() {
        assert_eq!(read(&write(&three())), Ok(three()));
    }

    #[test]
    fn a_file_whose_size_was_not_known_goes_to_its_end() {
        let head = format(1, 1, 22_050, 16);
        for size in [0, 0x7fff_f000, u32::MAX] {
            let file = file(&[(b"fmt ", 16, &head), (b"data", size, &[1, 0, 2, 0])]);
            assert_eq!(read(&file).unwrap().samples, [1, 2], "{size:#x}");
        }
    }

    #[test]
    fn two_channels_become_their_mean() {
        let head = format(1, 2, 48_000, 16);
        let file = file(&[(b"fmt ", 16, &head), (b"data", 8, &[10, 0, 20, 0, 255, 127, 255, 127])]);
        assert_eq!(read(&file), Ok(Pcm { samples: vec![15, i16::MAX], rate: 48_000 }));
    }

    #[test]
    fn chunks_of_other_kinds_and_odd_sizes_are_passed_over() {
        let head = format(1, 1, 8_000, 16);
        let file = file(&[
            (b"LIST", 3, b"abc\0"),
            (b"fmt ", 16, &head),
            (b"fact", 4, &[0; 4]),
            (b"data", 2, &[7, 0]),
            (b"LIST", 4, b"tail"),
        ]);
        assert_eq!(read(&file), Ok(Pcm { samples: vec![7], rate: 8_000 }));
    }

    #[test]
    fn an_extensible_header_tells_its_code_further_behind() {
        let mut head = format(EXTENSIBLE, 1, 24_000, 16);
        head.extend([22, 0, 16, 0, 4, 0, 0, 0, 1, 0]);
        head.extend([0; 14]);
        let file = file(&[(b"fmt ", 40, &head), (b"data", 2, &[7, 0])]);
        assert_eq!(read(&file), Ok(Pcm { samples: vec![7], rate: 24_000 }));
    }

    #[test]
    fn a_file_that_is_cut_off_anywhere_is_no_audio() {
        let whole = write(&three());
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
        assert_eq!(read(&whole[..45]), Err(WavProblem::CutOff));
    }

    #[test]
    fn half_a_sample_at_the_end_is_a_file_that_was_cut_off() {
        let head = format(1, 1, 8_000, 16);
        let file = file(&[(b"fmt ", 16, &head), (b"data", u32::MAX, &[7, 0, 1])]);
        assert_eq!(read(&file), Err(WavProblem::CutOff));
        assert_eq!(read_raw(&[1, 2, 3], 24_000), Err(WavProblem::CutOff));
    }

    #[test]
    fn other_formats_are_refused() {
        let of = |head: &[u8]| read(&file(&[(b"fmt ", 16, head), (b"data", 2, &[7, 0])]));
        assert_eq!(of(&format(3, 1, 8_000, 32)), Err(WavProblem::Format));
        assert_eq!(of(&format(1, 1, 8_000, 8)), Err(WavProblem::Format));
        assert_eq!(of(&format(1, 6, 8_000, 16)), Err(WavProblem::Format));
        assert_eq!(of(&format(1, 0, 8_000, 16)), Err(WavProblem::Format));
        assert_eq!(of(&format(1, 1, 4_000_000_000, 16)), Err(WavProblem::Format));
        assert_eq!(read(b"ID3\x03 an MP3 of some length"), Err(WavProblem::NotWav));
        assert_eq!(read(b""), Err(WavProblem::NotWav));
    }

    #[test]
    fn audio_without_a_format_and_a_format_without_audio_are_refused() {
        let head = format(1, 1, 8_000, 16);
        assert_eq!(read(&file(&[(b"data", 2, &[7, 0])])), Err(WavProblem::Format));
        assert_eq!(read(&file(&[(b"fmt ", 16, &head)])), Err(WavProblem::NoAudio));
        assert_eq!(
            read(&file(&[(b"fmt ", 16, &head), (b"data", 0, &[])])),
            Err(WavProblem::NoAudio)
        );
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_panic_and_never_grow(
            chunks in prop::collection::vec((prop::sample::select(vec![*b"fmt ", *b"data", *b"LIST"]),
                any::<u32>(), prop::collection::vec(any::<u8>(), 0..64)), 0..6),
            cut in 0_usize..400,
        ) {
            let told: Vec<(&[u8; 4], u32, &[u8])> =
                chunks.iter().map(|(name, size, bytes)| (name, *size, bytes.as_slice())).collect();
            let mut bytes = file(&told);
            bytes.truncate(cut);
            if let Ok(pcm) = read(&bytes) {
                prop_assert!(pcm.samples.len() * 2 <= bytes.len());
            }
        }

        #[test]
        fn every_audio_survives(samples in prop::collection::vec(any::<i16>(), 1..200), rate in RATES) {
            let pcm = Pcm { samples, rate };
            prop_assert_eq!(read(&write(&pcm)), Ok(pcm));
        }
    }
}
