//! How much may come back for a text: what bounds the memory, whatever an engine does.

use crate::pace;

/// Seconds of audio for a character of prose that nobody takes: four times what is usual.
const SECONDS_A_CHARACTER: f64 = 0.24;

/// What even an empty text may take, in seconds.
const SECONDS_AT_LEAST: f64 = 10.0;

/// Bytes of a second: 48,000 samples of 16 bits, twice what most voices give.
const BYTES_A_SECOND: f64 = 96_000.0;

/// No answer is larger, in bytes: eleven minutes.
const MOST_BYTES: f64 = 64.0 * 1024.0 * 1024.0;

/// The most bytes of audio that are taken for a text.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count, and bounded")]
pub(crate) fn most_bytes(text: &str) -> u64 {
    let seconds = SECONDS_AT_LEAST + pace::weight(text) * SECONDS_A_CHARACTER;
    (seconds * BYTES_A_SECOND).min(MOST_BYTES) as u64
}

/// The beginning of what an engine said in words, on one line, to be told.
pub(crate) fn message(bytes: &[u8]) -> String {
    const MOST_CHARACTERS: usize = 300;
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<&str> = text.split(|it: char| it.is_whitespace() || it.is_control()).collect();
    let mut line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(MOST_CHARACTERS) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// An error with all its causes, on one line. Not its debug form, which is for nobody but us.
pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        told = format!("{told}: {next}");
        cause = next.source();
    }
    message(told.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_may_bring_more_audio_but_never_more_than_is_kept() {
        assert_eq!(most_bytes(""), 960_000);
        assert_eq!(most_bytes(&"a".repeat(100)), 960_000 + 2_304_000);
        assert_eq!(most_bytes(&"7".repeat(1_000_000)), 64 << 20);
    }

    #[test]
    fn a_message_is_one_short_line() {
        assert_eq!(message(b"no\r\n\tsuch \x1b[1m voice"), "no such [1m voice");
        assert_eq!(message(&[b'a'; 5_000]).chars().count(), 301);
        assert_eq!(message(&[0xff, b'a']), "\u{fffd}a");
    }
}
