//! Pico's six voices: their files, and how fast they speak.

/// One voice of Pico.
#[derive(Debug)]
pub(crate) struct PicoVoice {
    /// BCP 47.
    pub(crate) language: &'static str,
    /// File that holds the analysis of text.
    pub(super) analysis: &'static str,
    /// File that holds the generation of the signal.
    pub(super) signal: &'static str,
    /// Usual seconds of speech for one character of prose, spaces included. Measured with
    /// `examples/say.rs` on the paragraph of news that `tests/it/main.rs` has for each voice.
    pub(super) seconds_per_character: f64,
}

impl PicoVoice {
    /// What the voice is called outside: `pico-en-GB`.
    pub(crate) fn name(&self) -> String {
        format!("pico-{}", self.language)
    }
}

/// All voices. The first of a language is its default: for English the American one, whose word
/// error rate is the one that was measured (24 % with a small recogniser).
pub(crate) const VOICES: [PicoVoice; 6] = [
    PicoVoice {
        language: "en-US",
        analysis: "en-US_ta.bin",
        signal: "en-US_lh0_sg.bin",
        seconds_per_character: 0.057,
    },
    PicoVoice {
        language: "en-GB",
        analysis: "en-GB_ta.bin",
        signal: "en-GB_kh0_sg.bin",
        seconds_per_character: 0.056,
    },
    PicoVoice {
        language: "de-DE",
        analysis: "de-DE_ta.bin",
        signal: "de-DE_gl0_sg.bin",
        seconds_per_character: 0.063,
    },
    PicoVoice {
        language: "es-ES",
        analysis: "es-ES_ta.bin",
        signal: "es-ES_zl0_sg.bin",
        seconds_per_character: 0.065,
    },
    PicoVoice {
        language: "fr-FR",
        analysis: "fr-FR_ta.bin",
        signal: "fr-FR_nk0_sg.bin",
        seconds_per_character: 0.051,
    },
    PicoVoice {
        language: "it-IT",
        analysis: "it-IT_ta.bin",
        signal: "it-IT_cm0_sg.bin",
        seconds_per_character: 0.064,
    },
];

/// The voice of this name.
pub(super) fn named(name: &str) -> Option<&'static PicoVoice> {
    VOICES.iter().find(|voice| voice.name() == name)
}
