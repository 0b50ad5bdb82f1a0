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

mod cache;
mod cache_key;
mod cast;
mod engine;
mod error;
mod master;
mod pace;
mod pcm;
mod pico;
mod split;
mod tone;
mod verify;
mod voice;
mod wav;

pub use cache::Cache;
pub use cache_key::cache_key;
pub use cast::Cast;
pub use engine::{Abilities, Engine, Price, Spoken, WordTime};
pub use error::{Advice, SpeechError, Unspeakable};
pub use master::{Codec, MasterSettings, Mastered, Part, Place, Sound, Tags, master};
pub use pcm::Pcm;
pub use pico::{Pico, Settings as PicoSettings, serve_child};
pub use split::split;
pub use tone::{Tone, tone};
pub use verify::{Decoded, verify};
pub use voice::{Voice, best_for};
