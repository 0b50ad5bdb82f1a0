//! The name of what was spoken, from what went in: what was said once is never said again.

use sha2::{Digest as _, Sha256};

use crate::voice::Voice;

/// Hex SHA-256 (64 characters) of voice, engine's version and text.
///
/// Each part goes in with its length before it, so that no two different inputs read the same.
#[must_use]
pub fn cache_key(voice: &Voice, engine_version: &str, text: &str) -> String {
    let mut hash = Sha256::new();
    for part in [&voice.name, &voice.language, engine_version, text] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(name: &str) -> Voice {
        Voice { name: name.to_owned(), language: "en-GB".to_owned(), micros_per_character: None }
    }

    #[test]
    fn the_same_words_have_the_same_key() {
        let key = cache_key(&voice("pico-en-GB"), "1", "Rain.");
        assert_eq!(key, cache_key(&voice("pico-en-GB"), "1", "Rain."));
        assert_eq!(key.len(), 64);
    }

    #[test]
    fn another_voice_version_or_text_has_another_key() {
        let key = cache_key(&voice("a"), "1", "Rain.");
        assert_ne!(key, cache_key(&voice("b"), "1", "Rain."));
        assert_ne!(key, cache_key(&voice("a"), "2", "Rain."));
        assert_ne!(key, cache_key(&voice("a"), "1", "Sun."));
    }

    #[test]
    fn what_ends_one_part_does_not_begin_the_next() {
        assert_ne!(cache_key(&voice("a"), "12", "3"), cache_key(&voice("a"), "1", "23"));
    }
}
