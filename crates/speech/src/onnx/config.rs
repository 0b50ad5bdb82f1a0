//! What a Piper model says of itself: `NAME.onnx.json`.
//!
//! Believed as far as it can be used: what is missing or out of bounds is an error with the field's
//! name, before any model is loaded.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::Deserialize;

use super::ids::{BEGIN, END, PAD};

/// Samples a second that mastering takes.
const RATES: RangeInclusive<u32> = 8_000..=48_000;

/// Factors that make speech; Piper's are near 1.
const SCALES: RangeInclusive<f32> = 0.0..=10.0;

/// The most speakers of one model: the largest known has 904.
const MOST_SPEAKERS: u32 = 10_000;

/// The most symbols of a model, and numbers for one of them: the largest known have 256, and 2.
const MOST_SYMBOLS: usize = 5000;
const MOST_NUMBERS: usize = 16;

/// Numbers of the model for each phoneme: a string of one character.
pub(super) type IdMap = BTreeMap<String, Vec<i64>>;

/// The description of a model; fields that are not used here are passed over.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Config {
    pub(super) audio: Audio,
    #[serde(default)]
    pub(super) espeak: EspeakVoice,
    #[serde(default)]
    pub(super) language: Option<Language>,
    #[serde(default)]
    pub(super) phoneme_type: PhonemeType,
    pub(super) phoneme_id_map: IdMap,
    #[serde(default)]
    pub(super) inference: Inference,
    #[serde(default = "one")]
    pub(super) num_speakers: u32,
    #[serde(default)]
    pub(super) speaker_id_map: BTreeMap<String, i64>,
}

/// The audio that the model makes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Audio {
    /// Samples a second.
    pub(super) sample_rate: u32,
}

/// Who turns text into phonemes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(super) struct EspeakVoice {
    /// The voice of `espeak-ng`, such as `en-us`.
    #[serde(default)]
    pub(super) voice: String,
}

/// The language that the model was trained with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Language {
    /// Such as `en_US`.
    pub(super) code: String,
}

/// What the model was trained on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PhonemeType {
    /// Phonemes of `espeak-ng`.
    #[default]
    Espeak,
    /// The letters of the text.
    Text,
}

/// How the model speaks; Piper's own defaults.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Inference {
    /// How much the voice's sound varies.
    pub(super) noise_scale: f32,
    /// The pace: 2 is half as fast.
    pub(super) length_scale: f32,
    /// How much the lengths of phonemes vary.
    pub(super) noise_w: f32,
}

impl Default for Inference {
    fn default() -> Self {
        Self { noise_scale: 0.667, length_scale: 1.0, noise_w: 0.8 }
    }
}

fn one() -> u32 {
    1
}

impl Config {
    /// Reads and checks a description.
    ///
    /// # Errors
    /// What is wrong with it, for the operator.
    pub(super) fn parse(json: &[u8]) -> Result<Self, String> {
        let config: Self = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        let rate = self.audio.sample_rate;
        if !RATES.contains(&rate) {
            return Err(format!("audio.sample_rate is {rate}, not 8000 to 48000"));
        }
        let Inference { noise_scale, length_scale, noise_w } = self.inference;
        if ![noise_scale, length_scale, noise_w].iter().all(|scale| SCALES.contains(scale)) {
            return Err("inference has a factor that is not between 0 and 10".to_owned());
        }
        if !(1..=MOST_SPEAKERS).contains(&self.num_speakers) {
            return Err(format!("num_speakers is {}", self.num_speakers));
        }
        let speakers = 0..i64::from(self.num_speakers);
        if let Some((name, _)) = self.speaker_id_map.iter().find(|it| !speakers.contains(it.1)) {
            return Err(format!("speaker_id_map has “{name}”, which num_speakers has not"));
        }
        self.check_symbols()?;
        if self.phoneme_type == PhonemeType::Espeak && !is_voice_name(&self.espeak.voice) {
            return Err("espeak.voice names no voice of espeak-ng".to_owned());
        }
        Ok(())
    }

    fn check_symbols(&self) -> Result<(), String> {
        if self.phoneme_id_map.len() > MOST_SYMBOLS {
            return Err("phoneme_id_map is too large".to_owned());
        }
        let bad = |ids: &Vec<i64>| ids.len() > MOST_NUMBERS || ids.iter().any(|id| *id < 0);
        if let Some((symbol, _)) = self.phoneme_id_map.iter().find(|(_, ids)| bad(ids)) {
            return Err(format!("phoneme_id_map has unfit numbers for “{symbol}”"));
        }
        for needed in [BEGIN, PAD, END] {
            if self.phoneme_id_map.get(needed).is_none_or(Vec::is_empty) {
                return Err(format!("phoneme_id_map lacks “{needed}”"));
            }
        }
        Ok(())
    }

    /// BCP 47, as far as the description tells: `en-US`.
    pub(super) fn language(&self) -> String {
        let code = self.language.as_ref().map_or(self.espeak.voice.as_str(), |it| &it.code);
        let mut parts = code.split(['_', '-']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        match parts.next().filter(|part| part.len() == 2) {
            Some(region) => format!("{language}-{}", region.to_ascii_uppercase()),
            None => language,
        }
    }
}

/// A name that is taken for no option by a program, and leaves no folder.
fn is_voice_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+');
    name.len() <= 64
        && name.bytes().all(is_plain)
        && name.starts_with(|it: char| it.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = r#"{
        "audio": {"sample_rate": 22050, "quality": "medium"},
        "espeak": {"voice": "en-us"},
        "language": {"code": "en_US", "family": "en"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2], "a": [14]},
        "num_speakers": 1,
        "speaker_id_map": {}
    }"#;

    fn with(part: &str, instead: &str) -> Result<Config, String> {
        assert!(PLAIN.contains(part));
        Config::parse(PLAIN.replace(part, instead).as_bytes())
    }

    #[test]
    fn a_description_as_piper_has_it_is_read() {
        let config = Config::parse(PLAIN.as_bytes()).unwrap();
        assert_eq!(config.audio.sample_rate, 22_050);
        assert_eq!(config.phoneme_type, PhonemeType::Espeak);
        assert_eq!(config.language(), "en-US");
        assert_eq!(config.phoneme_id_map["a"], [14]);
    }

    #[test]
    fn what_old_descriptions_lack_has_pipers_defaults() {
        let json = r#"{"audio": {"sample_rate": 16000}, "espeak": {"voice": "de"},
            "phoneme_id_map": {"_": [0], "^": [1], "$": [2]}}"#;
        let config = Config::parse(json.as_bytes()).unwrap();
        assert_eq!(config.inference, Inference::default());
        assert_eq!((config.num_speakers, config.language().as_str()), (1, "de"));
    }

    #[track_caller]
    fn check_refused(part: &str, instead: &str, expected: &str) {
        let error = with(part, instead).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_description_that_lies_is_refused_by_the_field() {
        check_refused("22050", "0", "sample_rate");
        check_refused("22050", "4000000000", "sample_rate");
        check_refused("\"length_scale\": 1", "\"length_scale\": 1e9", "inference");
        check_refused("\"noise_w\": 0.8", "\"noise_w\": -1", "inference");
        check_refused("\"num_speakers\": 1", "\"num_speakers\": 0", "num_speakers");
        check_refused("\"speaker_id_map\": {}", "\"speaker_id_map\": {\"b\": 1}", "speaker_id_map");
        check_refused("\"$\": [2], ", "", "lacks “$”");
        check_refused("\"^\": [1]", "\"^\": []", "lacks “^”");
        check_refused("[14]", "[-14]", "phoneme_id_map");
        check_refused("\"en-us\"", "\"--path=/tmp\"", "espeak.voice");
        check_refused("\"en-us\"", "\"../../tmp/en\"", "espeak.voice");
        check_refused("\"phoneme_type\": \"espeak\"", "\"phoneme_type\": \"pinyin\"", "pinyin");
    }

    #[test]
    fn what_is_no_description_is_refused() {
        assert!(Config::parse(b"").is_err());
        assert!(Config::parse(b"<html>").is_err());
        assert!(Config::parse(b"[]").is_err());
    }
}
