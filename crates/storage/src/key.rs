//! Where objects lie, spelled once: visibility, kind and SHA-256 in; a path such as
//! `open/audio/ab/abcdef….mp3` out, and back.
//!
//! A key is never a row's id: it follows from the bytes alone. The first folder is the visibility,
//! so that a CDN can be given `open/` and nothing else; the two letters before the name keep disk
//! folders small (256 of them).

use std::fmt;

use sha2::{Digest, Sha256};

/// Who may have an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Visibility {
    /// Everyone: may be read at a CDN.
    Open,
    /// People signed in to this instance, after the app has checked.
    Personal,
}

impl Visibility {
    /// Both, in the order of their names.
    pub const ALL: [Self; 2] = [Self::Open, Self::Personal];

    /// The first folder of a key: `open` or `personal`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Personal => "personal",
        }
    }
}

/// How an episode is encoded, as in the name's ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AudioExtension {
    /// `.mp3`
    Mp3,
    /// `.opus`: Opus in Ogg.
    Opus,
}

impl AudioExtension {
    /// The name's ending, without its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
        }
    }
}

/// The kind of picture, as in the name's ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArtExtension {
    /// `.jpg`
    Jpeg,
    /// `.png`
    Png,
}

/// The name of an object: what it is, who may have it, and the SHA-256 of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObjectKey {
    /// An episode.
    Audio {
        /// Who may have it.
        visibility: Visibility,
        /// SHA-256 of the bytes.
        hash: [u8; 32],
        /// How it is encoded.
        extension: AudioExtension,
    },
    /// A cover.
    Art {
        /// Who may have it.
        visibility: Visibility,
        /// SHA-256 of the bytes.
        hash: [u8; 32],
        /// What kind of picture.
        extension: ArtExtension,
    },
    /// A page as it was fetched.
    Page {
        /// Who may have it.
        visibility: Visibility,
        /// SHA-256 of the bytes.
        hash: [u8; 32],
    },
}

impl ObjectKey {
    /// The key of an episode's MP3.
    pub fn audio(visibility: Visibility, bytes: &[u8]) -> Self {
        Self::Audio { visibility, hash: sha256(bytes), extension: AudioExtension::Mp3 }
    }

    /// The key of a cover.
    pub fn art(visibility: Visibility, extension: ArtExtension, bytes: &[u8]) -> Self {
        Self::Art { visibility, hash: sha256(bytes), extension }
    }

    /// The key of a fetched page.
    pub fn page(visibility: Visibility, bytes: &[u8]) -> Self {
        Self::Page { visibility, hash: sha256(bytes) }
    }

    /// Reads a key as [`fmt::Display`] writes it. Strict: any other spelling (upper case, a
    /// missing or wrong folder, `..`, an unknown ending) is `None`, so the result is safe in a path.
    pub fn parse(path: &str) -> Option<Self> {
        let mut parts = path.split('/');
        let (visibility, kind, _, name) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let (stem, ending) = name.split_once('.')?;
        let mut hash = [0; 32];
        hex::decode_to_slice(stem, &mut hash).ok()?;
        let visibility = Visibility::ALL.into_iter().find(|one| one.folder() == visibility)?;

        let key = match (kind, ending) {
            ("audio", "opus") => Self::Audio { visibility, hash, extension: AudioExtension::Opus },
            ("audio", _) => Self::Audio { visibility, hash, extension: AudioExtension::Mp3 },
            ("art", "jpg") => Self::Art { visibility, hash, extension: ArtExtension::Jpeg },
            ("art", _) => Self::Art { visibility, hash, extension: ArtExtension::Png },
            _ => Self::Page { visibility, hash },
        };
        // One spelling for each key: what does not come out again as it went in is not a key.
        (key.to_string() == path).then_some(key)
    }

    /// Who may have the object.
    pub fn visibility(&self) -> Visibility {
        match self {
            Self::Audio { visibility, .. }
            | Self::Art { visibility, .. }
            | Self::Page { visibility, .. } => *visibility,
        }
    }

    /// SHA-256 of the object's bytes.
    pub fn hash(&self) -> &[u8; 32] {
        match self {
            Self::Audio { hash, .. } | Self::Art { hash, .. } | Self::Page { hash, .. } => hash,
        }
    }

    /// The media type to serve the object with.
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Audio { extension: AudioExtension::Mp3, .. } => "audio/mpeg",
            Self::Audio { extension: AudioExtension::Opus, .. } => "audio/ogg",
            Self::Art { extension: ArtExtension::Jpeg, .. } => "image/jpeg",
            Self::Art { extension: ArtExtension::Png, .. } => "image/png",
            Self::Page { .. } => "text/html",
        }
    }

    /// The second folder and the name's ending.
    fn kind_and_ending(&self) -> (&'static str, &'static str) {
        match self {
            Self::Audio { extension, .. } => ("audio", extension.ending()),
            Self::Art { extension: ArtExtension::Jpeg, .. } => ("art", "jpg"),
            Self::Art { extension: ArtExtension::Png, .. } => ("art", "png"),
            Self::Page { .. } => ("page", "html"),
        }
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, ending) = self.kind_and_ending();
        let visibility = self.visibility().folder();
        let [first, ..] = self.hash();
        let name = hex::encode(self.hash());
        write!(formatter, "{visibility}/{kind}/{first:02x}/{name}.{ending}")
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// SHA-256 of "abc" (FIPS 180-2, appendix B.1).
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn an_audio_key_is_spelled_by_visibility_kind_and_hash() {
        let key = ObjectKey::audio(Visibility::Open, b"abc");
        assert_eq!(key.to_string(), format!("open/audio/ba/{ABC}.mp3"));
        assert_eq!(key.content_type(), "audio/mpeg");
    }

    #[test]
    fn every_kind_of_key_comes_back_as_it_was_written() {
        for visibility in Visibility::ALL {
            for key in [
                ObjectKey::audio(visibility, b"abc"),
                ObjectKey::art(visibility, ArtExtension::Jpeg, b"abc"),
                ObjectKey::art(visibility, ArtExtension::Png, b"abc"),
                ObjectKey::page(visibility, b"abc"),
                ObjectKey::Audio { visibility, hash: [7; 32], extension: AudioExtension::Opus },
            ] {
                assert_eq!(ObjectKey::parse(&key.to_string()), Some(key));
            }
        }
    }

    #[test]
    fn other_spellings_are_no_keys() {
        for path in [
            String::new(),
            format!("/open/audio/ba/{ABC}.mp3"),
            format!("open/audio/bb/{ABC}.mp3"),
            format!("open/audio/ba/{}.mp3", ABC.to_uppercase()),
            format!("open/audio/ba/{ABC}.mp3/"),
            format!("open/audio/ba/{ABC}.mp3.tmp"),
            format!("open/audio/ba/{ABC}.jpg"),
            format!("open/art/ba/{ABC}.gif"),
            format!("shut/audio/ba/{ABC}.mp3"),
            format!("open/audio/../ba/{ABC}.mp3"),
            "open/audio/../../../etc/passwd".to_owned(),
        ] {
            assert_eq!(ObjectKey::parse(&path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn whatever_parses_is_spelled_the_same(path in "(open|personal|x)/(audio|art|page)/[0-9a-f]{2}/[0-9a-fA-F]{62,64}\\.(mp3|opus|jpg|png|html)|.{0,80}") {
            if let Some(key) = ObjectKey::parse(&path) {
                prop_assert_eq!(key.to_string(), path);
            }
        }
    }
}
