//! Voices, and the mastering of audio.
//!
//! In: sentences as plain text, and the tags of an episode. Out: an MP3 or Opus file at broadcast
//! loudness, of exactly known length, with the time of each word, verified by decoding it.
//!
//! ```text
//! text ─ Cast::speak ─> Spoken ─ Part (a pause behind it) ─ master ─> Mastered ─ (verify) ─> published
//!           Engine       Cache
//! ```
//!
//! Engines: Pico (built in), Piper's voices by the ONNX runtime, outside programs, servers that speak
//! as OpenAI's, Polly, and tones.
//!
//! Deliberately absent: what to say (`narration`), where the audio is kept (`storage`), what it may
//! cost, and any knowledge of articles and episodes. The same sound gives the same bytes.

mod address;
mod cache;
mod cache_key;
mod cast;
mod catalogue;
mod child;
mod command;
mod engine;
mod error;
mod fingerprint;
mod key;
mod limits;
mod master;
mod onnx;
mod openai;
mod pace;
mod pcm;
mod pico;
mod polly;
mod program;
mod split;
mod tone;
mod verify;
mod voice;
mod wav;

pub use cache::Cache;
pub use cache_key::cache_key;
pub use cast::{Cast, Wishes};
pub use catalogue::{Catalogue, CatalogueError, Listed, Progress, fetch_runtime};
pub use child::{Settings as ChildSettings, serve_child};
pub use command::{Command, Settings as CommandSettings, Speaker, Writing};
pub use engine::{Abilities, Engine, Present, Price, Proof, Spoken, WordTime};
pub use error::{Advice, SpeechError, Unspeakable};
pub use key::Key;
pub use master::{Codec, MasterSettings, Mastered, Part, Place, Sound, Tags, master};
pub use onnx::{Onnx, Settings as OnnxSettings, find_library};
pub use openai::{Format as OpenAiFormat, OpenAi, Settings as OpenAiSettings};
pub use pcm::Pcm;
pub use pico::{Pico, Settings as PicoSettings};
pub use polly::{Polly, Settings as PollySettings, Tier as PollyTier};
pub use split::split;
pub use tone::{Tone, tone};
pub use verify::{Decoded, verify};
pub use voice::{Voice, best_for};
