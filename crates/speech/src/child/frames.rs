//! What goes through the pipes between parent and child; both sides read it here.
//!
//! Parent to child: texts, each a length (u32, little-endian) and that many bytes of UTF-8. The
//! first is the greeting: the engine's kind, a newline, and what that engine needs to load a voice.
//! Child to parent, one answer for each: a kind (0 audio, 1 failure), a length (u32, little-endian)
//! and that many bytes: 16-bit little-endian samples (none for the greeting), or the reason in
//! UTF-8. After a failure the child ends.

use std::io::{self, Read, Write};

/// The most bytes of one text: 2,000 characters of at most 4 bytes, as letters or as numbers, and
/// room for a greeting.
const MOST_TEXT_BYTES: usize = 64 * 1024;

/// The most bytes of a reason.
const MOST_REASON_BYTES: usize = 1024;

/// Ten minutes of audio: five times what 2,000 characters take.
pub(crate) const MOST_SECONDS: usize = 10 * 60;

/// Length of an answer's head: kind and length.
pub(super) const HEAD_BYTES: usize = 5;

const AUDIO: u8 = 0;
const FAILURE: u8 = 1;

/// Which voice a child is to be, and at how many samples a second it speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Greeting {
    /// Which code serves: `pico`, `onnx`.
    pub(crate) engine: &'static str,
    /// What that code needs to load the voice.
    pub(crate) voice: String,
    /// Samples a second.
    pub(crate) rate: u32,
}

impl Greeting {
    /// As it is sent.
    pub(super) fn text(&self) -> String {
        format!("{}\n{}", self.engine, self.voice)
    }

    /// The most samples of one group.
    pub(super) fn most_samples(&self) -> usize {
        MOST_SECONDS.saturating_mul(self.rate as usize)
    }
}

/// The child's side: the engine of a greeting, and what it needs.
pub(super) fn parse_greeting(text: &str) -> Option<(&str, &str)> {
    text.split_once('\n')
}

/// What the head of an answer announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// So many bytes of samples follow.
    Audio(usize),
    /// So many bytes of a reason follow.
    Failure(usize),
}

/// A text with its length before it.
pub(super) fn text_frame(text: &str) -> io::Result<Vec<u8>> {
    let length = u32::try_from(text.len()).ok().filter(|_| text.len() <= MOST_TEXT_BYTES);
    let length = length.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    Ok([&length.to_le_bytes(), text.as_bytes()].concat())
}

/// The child's side: the next text, or none when the parent has closed its end.
pub(super) fn read_text(input: &mut impl Read) -> io::Result<Option<String>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > MOST_TEXT_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    String::from_utf8(bytes).map(Some).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// The child's side: samples, or the reason why there are none.
pub(super) fn write_answer(
    output: &mut impl Write,
    answer: Result<&[i16], &str>,
) -> io::Result<()> {
    let (kind, bytes) = match answer {
        Ok(samples) => (AUDIO, samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()),
        Err(reason) => (FAILURE, shortened(reason).into_bytes()),
    };
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    output.write_all(&[kind])?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(&bytes)?;
    output.flush()
}

/// The beginning of a reason that foreign code gave: on one line, and not longer than is sent.
fn shortened(reason: &str) -> String {
    let mut short = String::new();
    for character in reason.trim().chars() {
        let character = if character.is_control() { ' ' } else { character };
        if short.len() + character.len_utf8() > MOST_REASON_BYTES {
            break;
        }
        short.push(character);
    }
    short
}

/// The parent's side: what an answer's first bytes announce; none if it is not our protocol.
pub(super) fn parse_head(head: [u8; HEAD_BYTES]) -> Option<Head> {
    let [kind, a, b, c, d] = head;
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    match kind {
        AUDIO if length.is_multiple_of(2) => Some(Head::Audio(length)),
        FAILURE if length <= MOST_REASON_BYTES => Some(Head::Failure(length)),
        _ => None,
    }
}

/// The parent's side: bytes to samples.
pub(super) fn samples(bytes: &[u8]) -> Vec<i16> {
    let (pairs, _rest) = bytes.as_chunks::<2>();
    pairs.iter().map(|pair| i16::from_le_bytes(*pair)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head_of(bytes: &[u8]) -> Option<Head> {
        parse_head(bytes[..HEAD_BYTES].try_into().unwrap())
    }

    #[test]
    fn texts_arrive_one_by_one_and_then_none() {
        let bytes = [text_frame("Grüezi.").unwrap(), text_frame("").unwrap()].concat();
        let mut input = bytes.as_slice();
        assert_eq!(read_text(&mut input).unwrap().as_deref(), Some("Grüezi."));
        assert_eq!(read_text(&mut input).unwrap().as_deref(), Some(""));
        assert_eq!(read_text(&mut input).unwrap(), None);
    }

    #[test]
    fn a_text_that_is_cut_off_or_too_long_is_an_error() {
        assert!(read_text(&mut [9, 0, 0, 0, b'a'].as_slice()).is_err());
        assert!(read_text(&mut [255, 255, 255, 255].as_slice()).is_err());
        assert!(text_frame(&"a".repeat(MOST_TEXT_BYTES + 1)).is_err());
    }

    #[test]
    fn samples_survive_the_way() {
        let mut bytes = Vec::new();
        write_answer(&mut bytes, Ok(&[1, -2, i16::MIN])).unwrap();
        assert_eq!(head_of(&bytes), Some(Head::Audio(6)));
        assert_eq!(samples(&bytes[HEAD_BYTES..]), [1, -2, i16::MIN]);
    }

    #[test]
    fn a_failure_carries_its_reason_on_one_line() {
        let mut bytes = Vec::new();
        write_answer(&mut bytes, Err(" no\nsuch file ")).unwrap();
        assert_eq!(head_of(&bytes), Some(Head::Failure(12)));
        assert_eq!(&bytes[HEAD_BYTES..], b"no such file");
    }

    #[test]
    fn a_reason_without_end_is_shortened_between_two_characters() {
        let mut bytes = Vec::new();
        write_answer(&mut bytes, Err(&"ü€".repeat(5000))).unwrap();
        let reason = std::str::from_utf8(&bytes[HEAD_BYTES..]).unwrap();
        assert!((MOST_REASON_BYTES - 3..=MOST_REASON_BYTES).contains(&reason.len()));
    }

    #[test]
    fn heads_of_another_protocol_are_refused() {
        assert_eq!(parse_head([0, 3, 0, 0, 0]), None);
        assert_eq!(parse_head([1, 5, 0xff, 0, 0]), None);
        assert_eq!(parse_head(*b"HTTP/"), None);
    }
}
