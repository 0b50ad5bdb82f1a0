//! The second pass for MP3: LAME.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};

use mp3lame_encoder::{
    Bitrate, BuildError, Builder, Encoder, FlushGap, Mode, MonoPcm, Quality,
    max_required_buffer_size,
};

use crate::error::SpeechError;

use super::level::{self, Levels};
use super::{MasterSettings, Part};

/// Samples given to LAME at once.
const BLOCK: usize = 8192;

/// Encoded audio is written to the disk in pieces of at least this length.
const WRITTEN_AT_ONCE: usize = 64 * 1024;

/// LAME asks for as much room when it is flushed.
const FLUSH_BYTES: usize = 7200;

/// Writes the encoded episode to `file`, where it stands: the Info frame (exact length), then the
/// audio, a block at a time.
///
/// # Errors
/// Those of the parts, of the format, of LAME, of the disk.
pub(super) fn append(
    parts: &[Part],
    settings: &MasterSettings,
    levels: Levels,
    file: &mut File,
) -> Result<(), SpeechError> {
    let mut lame = encoder(settings)?;
    let start = file.stream_position()?;
    let mut mp3 = Vec::new();
    level::stream(parts, settings.rate, levels, |audio| {
        encode(&mut lame, audio, &mut mp3)?;
        if mp3.len() >= WRITTEN_AT_ONCE {
            file.write_all(&mp3)?;
            mp3.clear();
        }
        Ok(())
    })?;
    mp3.reserve(FLUSH_BYTES);
    lame.flush_to_vec::<FlushGap>(&mut mp3)?;
    file.write_all(&mp3)?;
    file.seek(SeekFrom::Start(start))?;
    Ok(file.write_all(&info_frame(&lame))?)
}

/// Whether LAME makes such a file: MPEG-1 rates, and bit rates that mono speech may want.
pub(super) fn check_format(settings: &MasterSettings) -> Result<(), SpeechError> {
    let is_rate = matches!(settings.rate, 32_000 | 44_100 | 48_000);
    if is_rate && bit_rate(settings.kilobits).is_some() {
        return Ok(());
    }
    Err(unknown_format(settings))
}

fn unknown_format(settings: &MasterSettings) -> SpeechError {
    SpeechError::Format { rate: settings.rate, kilobits: settings.kilobits }
}

fn bit_rate(kilobits: u32) -> Option<Bitrate> {
    Some(match kilobits {
        48 => Bitrate::Kbps48,
        64 => Bitrate::Kbps64,
        80 => Bitrate::Kbps80,
        96 => Bitrate::Kbps96,
        112 => Bitrate::Kbps112,
        128 => Bitrate::Kbps128,
        160 => Bitrate::Kbps160,
        192 => Bitrate::Kbps192,
        _ => return None,
    })
}

fn encoder(settings: &MasterSettings) -> Result<Encoder, SpeechError> {
    let bit_rate = bit_rate(settings.kilobits).ok_or_else(|| unknown_format(settings))?;
    build(settings.rate, bit_rate).map_err(|_| unknown_format(settings))
}

fn build(rate: u32, bit_rate: Bitrate) -> Result<Encoder, BuildError> {
    Builder::new()
        .ok_or(BuildError::NoMem)?
        .with_num_channels(1)?
        .with_mode(Mode::Mono)?
        .with_sample_rate(rate)?
        .with_output_sample_rate(rate.try_into().ok())?
        .with_brate(bit_rate)?
        .with_quality(Quality::Good)?
        .with_to_write_vbr_tag(true)?
        .build()
}

fn encode(lame: &mut Encoder, audio: &[f32], mp3: &mut Vec<u8>) -> Result<(), SpeechError> {
    for block in audio.chunks(BLOCK) {
        mp3.reserve(max_required_buffer_size(block.len()));
        lame.encode_to_vec(MonoPcm(block), mp3)?;
    }
    Ok(())
}

/// LAME leaves room for this frame at the start, and knows its content only at the end.
fn info_frame(lame: &Encoder) -> Vec<u8> {
    let mut frame = Vec::with_capacity(lame.lame_tag_size());
    lame.lame_tag_encode_to_vec(&mut frame);
    frame
}
