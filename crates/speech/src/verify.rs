//! Decodes a finished file and measures what a listener will hear.
//!
//! In: a whole file. Out: its exact length, loudness and true peak. A file that is cut off or damaged
//! gives an error or another length: compare it with the length promised (`Mastered::samples`).
//! Used before anything is published, and by `master` itself.

mod opus;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};

use ebur128::{EbuR128, Mode};
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions, ReadOnlySource};
use symphonia::core::meta::MetadataOptions;

use crate::error::SpeechError;

/// The longest audio that is decoded, in minutes: an episode, and some room.
const MOST_MINUTES: u64 = 200;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decoded {
    /// Length in samples, without the encoder's delay and padding.
    pub samples: u64,
    /// Samples a second.
    pub rate: u32,
    /// Integrated loudness (EBU R 128), one channel, in LUFS; minus infinity for silence.
    pub loudness_lufs: f64,
    /// True peak, in dBTP.
    pub true_peak_dbtp: f64,
}

/// Decodes a mono file to its end and measures it: an MP3, or Opus in Ogg. Constant memory; at most 200 minutes.
///
/// # Errors
/// Final ones: the file is damaged, not mono, without audio, or too long.
pub fn verify(audio: &[u8]) -> Result<Decoded, SpeechError> {
    if audio.starts_with(b"OggS") {
        return opus::verify(Cursor::new(audio));
    }
    verify_source(Cursor::new(audio))
}

/// The same of a file on disk, which is read from its beginning and never held whole.
pub(crate) fn verify_mp3(file: File) -> Result<Decoded, SpeechError> {
    verify_source(std::io::BufReader::new(file))
}

/// The same of an Opus file.
pub(crate) fn verify_opus(file: File) -> Result<Decoded, SpeechError> {
    opus::verify(std::io::BufReader::new(file))
}

fn verify_source(mut source: impl Read + Seek + Send + Sync) -> Result<Decoded, SpeechError> {
    skip_tag(&mut source)?;
    let source = Box::new(ReadOnlySource::new(source));
    let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
    let mut hint = Hint::new();
    hint.with_extension("mp3");
    let mut format = symphonia::default::get_probe().probe(
        &hint,
        stream,
        FormatOptions::default(),
        MetadataOptions::default(),
    )?;
    let mut decoder = decoder_for(format.as_ref())?;
    decode(format.as_mut(), decoder.as_mut())
}

/// To the first frame: the bytes of a picture in the tag may look like one.
fn skip_tag(source: &mut (impl Read + Seek)) -> Result<(), SpeechError> {
    let mut head = [0; 10];
    let is_tagged = source.read_exact(&mut head).is_ok() && head.starts_with(b"ID3");
    let [.., a, b, c, d] = head;
    // Four bytes of seven bits (ID3v2.3, 3.1).
    let length = [a, b, c, d].iter().fold(0, |length, byte| length << 7 | u64::from(byte & 0x7f));
    let begin = if is_tagged { length + head.len() as u64 } else { 0 };
    source.seek(SeekFrom::Start(begin))?;
    Ok(())
}

fn decoder_for(format: &dyn FormatReader) -> Result<Box<dyn AudioDecoder>, SpeechError> {
    let track = format.default_track(TrackType::Audio);
    let parameters = track.and_then(|track| track.codec_params.as_ref()?.audio());
    let parameters = parameters.ok_or(SpeechError::NotMono)?;
    let options = AudioDecoderOptions::default();
    Ok(symphonia::default::get_codecs().make_audio_decoder(parameters, &options)?)
}

fn decode(
    format: &mut dyn FormatReader,
    decoder: &mut dyn AudioDecoder,
) -> Result<Decoded, SpeechError> {
    let mut meter: Option<Meter> = None;
    let mut block: Vec<f32> = Vec::new();
    while let Some(packet) = format.next_packet()? {
        let audio = decoder.decode(&packet)?;
        let (channels, rate) = (audio.spec().channels().count(), audio.spec().rate());
        block.clear();
        audio.copy_to_vec_interleaved(&mut block);
        let meter = match &mut meter {
            Some(meter) => meter,
            None => meter.insert(Meter::of_everything(rate)?),
        };
        if channels != 1 || rate != meter.rate {
            return Err(SpeechError::NotMono);
        }
        if meter.samples > MOST_MINUTES * 60 * u64::from(rate) {
            return Err(SpeechError::AudioTooLong { minutes: MOST_MINUTES });
        }
        meter.add(&block)?;
    }
    meter.ok_or(SpeechError::NotMono)?.finish()
}

/// Loudness, and where asked true peak, of mono audio that comes in blocks.
#[derive(Debug)]
pub(crate) struct Meter {
    meter: EbuR128,
    rate: u32,
    samples: u64,
}

impl Meter {
    /// Loudness alone: a third of the cost.
    pub(crate) fn of_loudness(rate: u32) -> Result<Self, SpeechError> {
        Ok(Self { meter: EbuR128::new(1, rate, Mode::I)?, rate, samples: 0 })
    }

    fn of_everything(rate: u32) -> Result<Self, SpeechError> {
        Ok(Self { meter: EbuR128::new(1, rate, Mode::I | Mode::TRUE_PEAK)?, rate, samples: 0 })
    }

    /// Takes the next block.
    pub(crate) fn add(&mut self, audio: &[f32]) -> Result<(), SpeechError> {
        self.samples += audio.len() as u64;
        Ok(self.meter.add_frames_f32(audio)?)
    }

    /// Takes the next block of spoken samples.
    pub(crate) fn add_spoken(&mut self, audio: &[i16]) -> Result<(), SpeechError> {
        self.samples += audio.len() as u64;
        Ok(self.meter.add_frames_i16(audio)?)
    }

    /// Takes silence, in samples.
    pub(crate) fn add_silence(&mut self, mut samples: u64) -> Result<(), SpeechError> {
        const BLOCK: [i16; 4096] = [0; 4096];
        while samples > 0 {
            let count = samples.min(BLOCK.len() as u64);
            let block = usize::try_from(count).ok().and_then(|count| BLOCK.get(..count));
            self.add_spoken(block.unwrap_or_default())?;
            samples -= count;
        }
        Ok(())
    }

    /// Integrated loudness of several meters' audio together, in LUFS.
    pub(crate) fn of_all(meters: &BTreeMap<u32, Self>) -> Result<f64, SpeechError> {
        Ok(EbuR128::loudness_global_multiple(meters.values().map(|meter| &meter.meter))?)
    }

    /// Integrated loudness so far, in LUFS. One channel counts once, so that a mono file at -19
    /// plays as loud as a stereo file at -16.
    pub(crate) fn loudness_lufs(&self) -> Result<f64, SpeechError> {
        Ok(self.meter.loudness_global()?)
    }

    fn finish(&self) -> Result<Decoded, SpeechError> {
        Ok(Decoded {
            samples: self.samples,
            rate: self.rate,
            loudness_lufs: self.loudness_lufs()?,
            true_peak_dbtp: 20.0 * self.meter.true_peak(0)?.log10(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_mp3_is_an_error() {
        assert!(verify(b"").is_err());
        assert!(verify(b"<html>Not found</html>").is_err());
        assert!(verify(&[0xff; 4096]).is_err());
    }
}
