//! The models of a folder: which there are, and what they say of themselves.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use crate::error::SpeechError;
use crate::fingerprint::{self, Stamp};
use crate::voice::Voice;

use super::CHANGED;
use super::config::{Config, Inference};
use super::shelf::{self, Held};

/// The most bytes of a description; the largest known has 20 KB.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Speakers of a model of whom each is a voice of its own. Of more, the first speaks for all.
const MOST_VOICES: usize = 32;

/// A model, and what it says of itself: `NAME.onnx`, `NAME.onnx.json`. It stays the one that was
/// found: an added one is held, and of one that was put there by hand no other is taken.
#[derive(Debug)]
pub(super) struct Model {
    name: String,
    path: PathBuf,
    /// Or what is wrong with it.
    config: Result<Config, String>,
    /// Of the description that was read.
    description_hash: String,
    /// The model's file, as it was when it was found; none if nothing could be told of it.
    stamp: Option<Stamp>,
    hash: OnceCell<String>,
    _held: Option<Held>,
}

/// A model's file, and the hash of what is in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'m> {
    pub(super) path: &'m Path,
    pub(super) hash: &'m str,
}

/// One who speaks in a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    /// What the engine calls the voice: the model's name, and the speaker's where there are several.
    pub(super) id: String,
    /// Its number; none in a model of one.
    pub(super) number: Option<i64>,
}

/// The models of a folder, by name: those that were added, and those that lie there besides. A model
/// without a description, or the other way round, is passed over; so is a folder that is not there.
pub(super) fn of(folder: &Path) -> Result<Vec<Model>, SpeechError> {
    let failed = |source| SpeechError::VoiceFiles { folder: folder.to_path_buf(), source };
    let mut models = Vec::new();
    for name in shelf::names(folder).map_err(failed)? {
        let held = shelf::hold(folder, &name);
        models.extend(held.and_then(|held| Model::at(held.file(shelf::MODEL), Some(held))));
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        let model = Model::at(entry.map_err(failed)?.path(), None);
        models.extend(model.filter(|one| models.iter().all(|other| other.name != one.name)));
    }
    models.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(models)
}

impl Model {
    fn at(path: PathBuf, held: Option<Held>) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(".onnx")?.to_owned();
        let description = path.with_extension("onnx.json");
        if name.is_empty() || name.starts_with('.') || !path.is_file() || !description.is_file() {
            return None;
        }
        let stamp = Stamp::of(&path).ok();
        let json = read(&description).map_err(|error| error.to_string());
        let description_hash = json.as_deref().map(fingerprint::of_bytes).unwrap_or_default();
        let config = json.and_then(|json| Config::parse(&json));
        let hash = OnceCell::new();
        Some(Self { name, path, config, description_hash, stamp, hash, _held: held })
    }

    /// The model's file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The model itself. Reads it once, some 60 MB.
    ///
    /// # Errors
    /// [`SpeechError::Unfit`] if it cannot be read, or is another one than that of the description.
    pub(super) async fn content(&self) -> Result<Content<'_>, SpeechError> {
        let hash = self.hash.get_or_try_init(|| async {
            let path = self.path.clone();
            let hashed = spawn_blocking(move || {
                fingerprint::of_file(&path).and_then(|hash| Ok((hash, Stamp::of(&path)?)))
            });
            let hashed = hashed.await.unwrap_or_else(|error| Err(io::Error::other(error)));
            match hashed {
                Ok((hash, stamp)) if Some(&stamp) == self.stamp.as_ref() => Ok(hash),
                Ok(_) => Err(self.unfit(CHANGED.to_owned())),
                Err(error) => Err(self.unfit(error.to_string())),
            }
        });
        Ok(Content { path: &self.path, hash: hash.await? })
    }

    fn unfit(&self, reason: String) -> SpeechError {
        SpeechError::Unfit { what: self.path.display().to_string(), reason }
    }

    /// What the model says of itself.
    ///
    /// # Errors
    /// [`SpeechError::Unfit`] with what is wrong with it.
    pub(super) fn config(&self) -> Result<&Config, SpeechError> {
        self.config.as_ref().map_err(|reason| SpeechError::Unfit {
            what: self.path.with_extension("onnx.json").display().to_string(),
            reason: reason.clone(),
        })
    }

    /// Who speaks in it, the first one first.
    pub(super) fn speakers(&self) -> Vec<Speaker> {
        let first = |number| vec![Speaker { id: self.name.clone(), number }];
        let Ok(config) = &self.config else { return first(None) };
        if config.num_speakers == 1 {
            return first(None);
        }
        let mut speakers = first(Some(0));
        if config.speaker_id_map.len() <= MOST_VOICES {
            let speaker = |(name, number): (&String, &i64)| Speaker {
                id: format!("{}-{name}", self.name),
                number: Some(*number),
            };
            speakers.extend(config.speaker_id_map.iter().map(speaker));
        }
        speakers
    }

    /// Its speakers as voices of the engine of this name.
    pub(super) fn voices(&self, engine: &str) -> Vec<Voice> {
        let language = match &self.config {
            Ok(config) => config.language(),
            // Nobody is chosen to read a language because of a model that is unfit.
            Err(_) => "und".to_owned(),
        };
        let voice = |speaker: Speaker| Voice {
            name: format!("{engine}-{}", speaker.id),
            language: language.clone(),
            micros_per_character: None,
        };
        self.speakers().into_iter().map(voice).collect()
    }

    /// Changes with the model and with how it is told to speak.
    ///
    /// # Errors
    /// As for [`Model::content`] and [`Model::config`].
    pub(super) async fn version(&self) -> Result<String, SpeechError> {
        let Inference { noise_scale, length_scale, noise_w } = self.config()?.inference;
        let (model, description) = (self.content().await?.hash, &self.description_hash);
        Ok(format!("{model}.{description}-{noise_scale}-{length_scale}-{noise_w}"))
    }

    /// Whether nothing is left to chance when it speaks.
    pub(super) fn is_deterministic(&self) -> bool {
        let is_fixed = |config: &Config| {
            config.inference.noise_scale == 0.0 && config.inference.noise_w == 0.0
        };
        self.config.as_ref().is_ok_and(is_fixed)
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(io::Error::other("is far too large"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = r#"{"audio": {"sample_rate": 16000}, "phoneme_type": "text",
        "language": {"code": "en_GB"}, "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
        "num_speakers": 2, "speaker_id_map": {"ann": 0, "bob": 1}}"#;

    #[test]
    fn whole_models_are_found_by_name_and_others_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("en_GB-b-low.onnx", "b");
        put("en_GB-b-low.onnx.json", CONFIG);
        put("en_GB-a-low.onnx", "a");
        put("en_GB-a-low.onnx.json", "{");
        put("half.onnx", "");
        put("libonnxruntime.so", "");

        let models = of(folder.path()).unwrap();

        let names: Vec<String> =
            models.iter().flat_map(|model| model.voices("piper")).map(|it| it.name).collect();
        assert_eq!(
            names,
            [
                "piper-en_GB-a-low",
                "piper-en_GB-b-low",
                "piper-en_GB-b-low-ann",
                "piper-en_GB-b-low-bob",
            ]
        );
        assert!(matches!(models[0].config(), Err(SpeechError::Unfit { .. })));
        assert_eq!(models[1].voices("piper")[0].language, "en-GB");
        assert!(of(&folder.path().join("none")).unwrap().is_empty());
    }
}
