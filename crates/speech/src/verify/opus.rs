//! Decodes an Ogg Opus file: RFC 7845.

use std::io::{Read, Seek};

use ogg::PacketReader;
use opus_rs::OpusDecoder;

use super::{Decoded, MOST_MINUTES, Meter};
use crate::error::SpeechError;

/// Samples a second of every decoder.
const RATE: u32 = 48_000;

/// The longest packet: 120 ms (RFC 6716, section 3.4, R5).
const MOST_SAMPLES: usize = 5760;

/// Length of the identification header (RFC 7845, section 5.1).
const HEAD_BYTES: usize = 19;

/// Decodes a mono file to its end and measures it. Constant memory.
pub(super) fn verify(source: impl Read + Seek) -> Result<Decoded, SpeechError> {
    let mut reader = PacketReader::new(source);
    let head = reader.read_packet_expected()?;
    let pre_skip = pre_skip(&head.data).ok_or(SpeechError::NotMono)?;
    reader.read_packet_expected()?; // comments
    let mut opus = OpusDecoder::new(48_000, 1).map_err(|reason| SpeechError::Opus { reason })?;
    let mut meter = Meter::of_everything(RATE)?;
    let (mut to_skip, mut decoded) = (usize::from(pre_skip), 0_u64);
    let mut block = vec![0.0; MOST_SAMPLES];
    while let Some(packet) = reader.read_packet()? {
        let samples = opus.decode(&packet.data, FRAME, &mut block);
        let samples = samples.map_err(|reason| SpeechError::Opus { reason })?;
        decoded += samples as u64;
        // The position of the last packet says where the audio ends within it.
        let beyond = if packet.last_in_stream() {
            usize::try_from(decoded.saturating_sub(packet.absgp_page())).unwrap_or(samples)
        } else {
            0
        };
        let skipped = to_skip.min(samples);
        to_skip -= skipped;
        let end = samples.saturating_sub(beyond).max(skipped);
        meter.add(block.get(skipped..end).unwrap_or_default())?;
        if meter.samples > MOST_MINUTES * 60 * u64::from(RATE) {
            return Err(SpeechError::AudioTooLong { minutes: MOST_MINUTES });
        }
    }
    meter.finish()
}

/// Samples of one of our packets.
const FRAME: usize = 960;

/// What a decoder throws away at the beginning; none if this is no header of a mono stream.
fn pre_skip(head: &[u8]) -> Option<u16> {
    let is_ours = head.starts_with(b"OpusHead\x01\x01") && head.len() >= HEAD_BYTES;
    let bytes = head.get(10..12).filter(|_| is_ours)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}
