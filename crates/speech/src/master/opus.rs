//! The second pass for Opus: an Ogg file as in RFC 7845, one packet for each 20 ms.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use ogg::writing::{PacketWriteEndInfo, PacketWriter};
use opus_rs::{Application, OpusEncoder};

use crate::error::SpeechError;

use super::level::{self, Levels};
use super::{MasterSettings, Part};

/// What Opus runs at, whatever it is given.
pub(crate) const RATE: u32 = 48_000;

/// Samples of a packet: 20 ms, what the codec is made for.
const FRAME: usize = 960;

/// Samples that a decoder throws away at the beginning: the encoder's look-ahead, 6.5 ms. A file's
/// samples come out where they went in with this (measured by correlation with ffmpeg's decoder).
const PRE_SKIP: u16 = 312;

/// Packets of a page: a second, as RFC 7845, section 4, recommends.
const PACKETS_OF_A_PAGE: u64 = 50;

/// The longest packet: 20 ms at the highest bit rate (RFC 6716, section 3.4, R5).
const MOST_PACKET_BYTES: usize = 1275;

/// Serial of the one stream: the same for all, as the same input gives the same bytes.
const SERIAL: u32 = 1;

/// Writes the encoded episode to `file`: two header pages, `comments` in the second, then the audio.
///
/// # Errors
/// Those of the parts, of the codec, of the disk.
pub(super) fn append(
    parts: &[Part],
    settings: &MasterSettings,
    levels: Levels,
    (comments, file): (&[u8], &mut File),
) -> Result<(), SpeechError> {
    let mut opus = OpusEncoder::new(48_000, 1, Application::Audio).map_err(failed)?;
    opus.bitrate_bps = i32::try_from(settings.kilobits * 1000).unwrap_or(i32::MAX);
    let mut writer = PacketWriter::new(BufWriter::new(file));
    writer.write_packet(head(), SERIAL, PacketWriteEndInfo::EndPage, 0)?;
    writer.write_packet(comments.to_vec(), SERIAL, PacketWriteEndInfo::EndPage, 0)?;

    let mut stream = Stream { opus, writer, samples: 0, frames: 0, rest: Vec::new() };
    level::stream(parts, RATE, levels, |audio| stream.take(audio))?;
    stream.finish()
}

/// Whether Opus makes such a file of speech.
pub(super) fn check_format(settings: &MasterSettings) -> Result<(), SpeechError> {
    if settings.rate == RATE && (16..=256).contains(&settings.kilobits) {
        return Ok(());
    }
    Err(SpeechError::Format { rate: settings.rate, kilobits: settings.kilobits })
}

/// The identification header (RFC 7845, section 5.1).
fn head() -> Vec<u8> {
    let mut head = b"OpusHead\x01\x01".to_vec();
    head.extend(PRE_SKIP.to_le_bytes());
    head.extend(RATE.to_le_bytes());
    head.extend([0, 0, 0]); // no gain, one channel without a mapping
    head
}

fn failed(reason: &'static str) -> SpeechError {
    SpeechError::Opus { reason }
}

struct Stream<'f> {
    opus: OpusEncoder,
    writer: PacketWriter<'static, BufWriter<&'f mut File>>,
    samples: u64,
    frames: u64,
    /// Samples that do not fill a packet yet.
    rest: Vec<f32>,
}

impl Stream<'_> {
    fn take(&mut self, audio: &[f32]) -> Result<(), SpeechError> {
        self.samples += audio.len() as u64;
        self.rest.extend_from_slice(audio);
        let rest = std::mem::take(&mut self.rest);
        // The last packet is for the end, even where it is full.
        let whole = rest.len().saturating_sub(1) / FRAME * FRAME;
        for frame in rest.get(..whole).unwrap_or_default().chunks(FRAME) {
            self.write(frame, false)?;
        }
        self.rest = rest.get(whole..).unwrap_or_default().to_vec();
        Ok(())
    }

    /// What is left, with silence behind it until the decoder has given back all that was put in.
    fn finish(mut self) -> Result<(), SpeechError> {
        let mut rest = std::mem::take(&mut self.rest);
        let written = rest.len() + usize::from(PRE_SKIP);
        rest.resize(written.next_multiple_of(FRAME), 0.0);
        let count = rest.len() / FRAME;
        for (number, frame) in rest.chunks(FRAME).enumerate() {
            self.write(frame, number + 1 == count)?;
        }
        Ok(self.writer.inner_mut().flush()?)
    }

    /// One packet. The position of the last one tells where the audio ends (section 4.5).
    fn write(&mut self, frame: &[f32], is_last: bool) -> Result<(), SpeechError> {
        let mut packet = vec![0; MOST_PACKET_BYTES];
        let length = self.opus.encode(frame, FRAME, &mut packet).map_err(failed)?;
        packet.truncate(length);
        self.frames += 1;
        let (end, position) = if is_last {
            (PacketWriteEndInfo::EndStream, self.samples + u64::from(PRE_SKIP))
        } else if self.frames.is_multiple_of(PACKETS_OF_A_PAGE) {
            (PacketWriteEndInfo::EndPage, self.frames * FRAME as u64)
        } else {
            (PacketWriteEndInfo::NormalPacket, self.frames * FRAME as u64)
        };
        Ok(self.writer.write_packet(packet, SERIAL, end, position)?)
    }
}
