//! Voices, and the mastering of audio.
//!
//! In: groups of sentences as plain text, and the tags of an episode. Out: an MP3 at broadcast
//! loudness, of exactly known length, verified by decoding it.
//!
//! ```text
//! text ─ Pico::speak ─> Pcm ─ Part (a pause behind it) ─ master ─> Mastered ─ (verify) ─> published
//! ```
//!
//! Deliberately absent: what to say (`narration`), where the audio is kept (`storage`), and any
//! knowledge of articles and episodes. The same input gives the same bytes.

mod cache_key;
mod error;
mod master;
mod pcm;
mod pico;
mod tone;
mod verify;
mod voice;

pub use cache_key::cache_key;
pub use error::{Advice, SpeechError, Unspeakable};
pub use master::{MasterSettings, Mastered, Part, Tags, master};
pub use pcm::Pcm;
pub use pico::{Pico, Settings, serve_child};
pub use tone::tone;
pub use verify::{Decoded, verify};
pub use voice::{Voice, choose_voice, voice_for, voices};
