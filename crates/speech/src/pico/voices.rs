//! Pico's six voices: their files, and how fast they speak.

use crate::voice::Voice;

/// One voice of Pico.
#[derive(Debug)]
pub(super) struct PicoVoice {
    /// BCP 47.
    pub(super) language: &'static str,
    /// File that holds the analysis of text.
    pub(super) analysis: &'static str,
    /// File that holds the generation of the signal.
    pub(super) signal: &'static str,
    /// Usual microseconds of speech for one character of prose, spaces included. Measured with
    /// `examples/say.rs` on the paragraph of news that `tests/it/main.rs` has for each voice.
    micros_per_character: u32,
}

impl PicoVoice {
    /// What the voice is called outside: `pico-en-GB`.
    fn name(&self) -> String {
        format!("{}-{}", super::NAME, self.language)
    }

    /// The voice, as the world knows it.
    pub(super) fn voice(&self) -> Voice {
        Voice {
            name: self.name(),
            language: self.language.to_owned(),
            micros_per_character: Some(self.micros_per_character),
        }
    }
}

/// All voices. The first of a language is its default: for English the American one, whose word
/// error rate is the one that was measured (24 % with a small recogniser).
pub(super) const VOICES: [PicoVoice; 6] = [
    PicoVoice {
        language: "en-US",
        analysis: "en-US_ta.bin",
        signal: "en-US_lh0_sg.bin",
        micros_per_character: 57_000,
    },
    PicoVoice {
        language: "en-GB",
        analysis: "en-GB_ta.bin",
        signal: "en-GB_kh0_sg.bin",
        micros_per_character: 56_000,
    },
    PicoVoice {
        language: "de-DE",
        analysis: "de-DE_ta.bin",
        signal: "de-DE_gl0_sg.bin",
        micros_per_character: 63_000,
    },
    PicoVoice {
        language: "es-ES",
        analysis: "es-ES_ta.bin",
        signal: "es-ES_zl0_sg.bin",
        micros_per_character: 65_000,
    },
    PicoVoice {
        language: "fr-FR",
        analysis: "fr-FR_ta.bin",
        signal: "fr-FR_nk0_sg.bin",
        micros_per_character: 51_000,
    },
    PicoVoice {
        language: "it-IT",
        analysis: "it-IT_ta.bin",
        signal: "it-IT_cm0_sg.bin",
        micros_per_character: 64_000,
    },
];

/// The voice of this name.
pub(super) fn named(name: &str) -> Option<&'static PicoVoice> {
    VOICES.iter().find(|voice| voice.name() == name)
}
