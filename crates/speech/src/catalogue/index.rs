//! What a `voices.json` tells, as far as it can be used.

use std::collections::BTreeMap;

use reqwest::Url;
use serde::Deserialize;

use crate::address;

use super::download::Expected;
use super::error::CatalogueError;

/// The most bytes of one file of a voice: the largest known has 140 MB.
const MOST_FILE: u64 = 1024 * 1024 * 1024;

/// The most characters of a voice's name.
const MOST_NAME: usize = 100;

/// A voice that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the catalogue, such as `en_US-lessac-medium`.
    pub name: String,
    /// BCP 47, such as `en-US`.
    pub language: String,
    /// What the catalogue calls the quality of its sound: `x_low`, `low`, `medium` or `high`.
    pub quality: String,
    /// How many speak in it.
    pub speakers: u32,
    pub(super) model: Remote,
    pub(super) description: Remote,
    pub(super) card: Option<Remote>,
}

impl Listed {
    /// The bytes of all that is fetched.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let bytes = |file: &Remote| file.expected.bytes.unwrap_or_default();
        bytes(&self.model) + bytes(&self.description)
    }
}

/// A file of a voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remote {
    /// Relative to the catalogue; its parts are plain names.
    pub(super) path: String,
    pub(super) expected: Expected,
}

/// All entries, as they came.
#[derive(Debug)]
pub(super) struct Index(BTreeMap<String, Entry>);

#[derive(Debug, Deserialize)]
struct Entry {
    language: Language,
    #[serde(default)]
    quality: String,
    #[serde(default = "one")]
    num_speakers: u32,
    files: BTreeMap<String, FileEntry>,
}

#[derive(Debug, Deserialize)]
struct Language {
    code: String,
}

#[derive(Debug, Deserialize)]
struct FileEntry {
    size_bytes: u64,
    md5_digest: Option<String>,
    sha256_digest: Option<String>,
}

fn one() -> u32 {
    1
}

impl Index {
    pub(super) fn parse(json: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(json).map(Self).map_err(|error| error.to_string())
    }

    pub(super) fn voices(&self) -> Vec<Listed> {
        self.0.iter().filter_map(|(name, entry)| listed(name, entry).ok()).collect()
    }

    pub(super) fn voice(&self, name: &str) -> Result<Option<Listed>, CatalogueError> {
        let Some(entry) = self.0.get(name) else { return Ok(None) };
        let unfit = |reason| CatalogueError::Entry { name: name.to_owned(), reason };
        listed(name, entry).map(Some).map_err(unfit)
    }
}

fn listed(name: &str, entry: &Entry) -> Result<Listed, String> {
    if !is_plain(name) || name.chars().count() > MOST_NAME {
        return Err("its name is none for a file".to_owned());
    }
    let file = |ending: &str| match named(entry, ending)?.as_slice() {
        [] => Ok(None),
        [(path, file)] => remote(path, file).map(Some),
        _ => Err(format!("it has several files {ending}")),
    };
    let lacks = |ending: &str| format!("it has no file {ending}");
    Ok(Listed {
        name: name.to_owned(),
        language: shown(&entry.language.code).replace('_', "-"),
        quality: shown(&entry.quality),
        speakers: entry.num_speakers,
        model: file(".onnx")?.ok_or_else(|| lacks(".onnx"))?,
        description: file(".onnx.json")?.ok_or_else(|| lacks(".onnx.json"))?,
        card: file("MODEL_CARD")?,
    })
}

/// The files whose last name ends so.
fn named<'e>(entry: &'e Entry, ending: &str) -> Result<Vec<(&'e str, &'e FileEntry)>, String> {
    let mut found = Vec::new();
    for (path, file) in &entry.files {
        if !path.split('/').all(is_plain) {
            return Err(format!("“{}” is no path below the catalogue", shown(path)));
        }
        if path.ends_with(ending) {
            found.push((path.as_str(), file));
        }
    }
    Ok(found)
}

fn remote(path: &str, file: &FileEntry) -> Result<Remote, String> {
    let digest = |digest: &Option<String>, digits: usize| match digest {
        Some(digest) if !is_hex(digest, digits) => Err(format!("{path} has no fit checksum")),
        other => Ok(other.as_ref().map(|digest| digest.to_ascii_lowercase())),
    };
    let expected = Expected {
        bytes: Some(file.size_bytes),
        most: file.size_bytes,
        md5: digest(&file.md5_digest, 32)?,
        sha256: digest(&file.sha256_digest, 64)?,
    };
    if expected.md5.is_none() && expected.sha256.is_none() {
        return Err(format!("{path} has no checksum"));
    }
    if !(1..=MOST_FILE).contains(&file.size_bytes) {
        return Err(format!("{path} has {} bytes", file.size_bytes));
    }
    Ok(Remote { path: path.to_owned(), expected })
}

/// Where a file of the catalogue lies: beside it, or below.
pub(super) fn address_of(catalogue: &Url, path: &str) -> Result<Url, CatalogueError> {
    let mut address = catalogue.clone();
    address.set_query(None);
    address.set_fragment(None);
    let not_http = CatalogueError::NotACatalogue {
        address: address::shown(catalogue),
        reason: "its address has no path".to_owned(),
    };
    address.path_segments_mut().map_err(|()| not_http)?.pop().extend(path.split('/'));
    Ok(address)
}

/// A name of one file or folder, that leads nowhere else, is hidden from nobody, and is taken for no
/// option by a program. Names of voices are written in many languages.
fn is_plain(name: &str) -> bool {
    let is_fit =
        |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '+');
    name.starts_with(char::is_alphanumeric) && name.chars().all(is_fit)
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What strangers wrote, fit for a terminal.
fn shown(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(MOST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the public catalogue has them.
    const ENTRY: &str = r#"{"NAME": {"key": "NAME", "name": "tug", "quality": "medium",
        "language": {"code": "pt_PT", "family": "pt", "region": "PT"}, "num_speakers": 1,
        "speaker_id_map": {}, "aliases": [], "files": {
        "pt/NAME.onnx": {"size_bytes": 9, "md5_digest": "0123456789abcdef0123456789ABCDEF"},
        "pt/NAME.onnx.json": {"size_bytes": 8, "md5_digest": "0123456789abcdef0123456789abcdef"},
        "pt/MODEL_CARD": {"size_bytes": 7, "md5_digest": "0123456789abcdef0123456789abcdef"}}}}"#;

    fn parse(name: &str, part: &str, instead: &str) -> Result<Option<Listed>, CatalogueError> {
        assert!(ENTRY.contains(part));
        let json = ENTRY.replace(part, instead).replace("NAME", name);
        Index::parse(json.as_bytes()).unwrap().voice(name)
    }

    #[test]
    fn an_entry_as_the_public_catalogue_has_it_is_read() {
        let voice = parse("pt_PT-tugão-medium", "", "").unwrap().unwrap();
        assert_eq!((voice.language.as_str(), voice.quality.as_str()), ("pt-PT", "medium"));
        assert_eq!(voice.bytes(), 17);
        let catalogue = Url::parse("https://voices.example/v1/voices.json?x=1").unwrap();
        let address = address_of(&catalogue, &voice.model.path).unwrap();
        let expected = "https://voices.example/v1/pt/pt_PT-tug%C3%A3o-medium.onnx";
        assert_eq!(address.as_str(), expected);
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["..", "../up", "/etc/passwd", ".hidden", "-rf", "a/b", "a b", ""] {
            assert!(parse(name, "", "").is_err(), "{name}");
        }
        for path in ["../pt/NAME.onnx", "/pt/NAME.onnx", "pt//NAME.onnx", "pt/.NAME.onnx"] {
            assert!(parse("a", "pt/NAME.onnx\"", &format!("{path}\"")).is_err(), "{path}");
        }
        assert!(parse("a", "pt/NAME.onnx\"", "https://elsewhere.example/NAME.onnx\"").is_err());
    }

    #[test]
    fn an_entry_that_cannot_be_verified_is_refused() {
        assert!(parse("a", "0123456789abcdef0123456789ABCDEF", "0123").is_err());
        assert!(parse("a", r#", "md5_digest": "0123456789abcdef0123456789ABCDEF""#, "").is_err());
        assert!(parse("a", r#""size_bytes": 9"#, r#""size_bytes": 99999999999"#).is_err());
        assert!(parse("a", r#""size_bytes": 9"#, r#""size_bytes": 0"#).is_err());
        assert!(parse("a", "pt/NAME.onnx\"", "pt/NAME.other\"").is_err());
    }
}
