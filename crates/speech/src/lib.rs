//! Voices, and the mastering of audio.
