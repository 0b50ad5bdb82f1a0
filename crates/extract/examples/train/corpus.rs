//! Pages with their truth, in the layout of `SET/truth.json` and `SET/html/ID.html.gz`.

use std::error::Error;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use extract::Page;
use serde_json::Value;
use url::Url;

/// When all pages count as fetched: 2026-11-21, after the youngest of them. Seconds since 1970.
const FETCHED_AT: i64 = 1_795_219_200;

/// A page as it lies in a corpus.
pub(crate) struct Sample {
    pub(crate) set: String,
    pub(crate) id: String,
    pub(crate) address: Url,
    pub(crate) bytes: Vec<u8>,
    /// What is known of it.
    pub(crate) truth: Value,
}

impl Sample {
    pub(crate) fn page(&self) -> Page<'_> {
        Page {
            bytes: &self.bytes,
            content_type: Some("text/html; charset=utf-8"),
            headers: extract::Headers::NONE,
            address: &self.address,
            fetched_at: DateTime::from_timestamp(FETCHED_AT, 0).expect("the fixed instant"),
        }
    }
}

impl Sample {
    /// The registered part of its host, as far as its labels tell: pages of one domain are alike. Of
    /// a page from an archive, the host that it was taken from.
    pub(crate) fn domain(&self) -> String {
        let told = self.truth.get("url").and_then(Value::as_str).unwrap_or_default();
        let Some((_, original)) = told.rsplit_once("://") else {
            // A name such as `hard::example.org.story.html`.
            let name = told.rsplit("::").next().unwrap_or_default();
            return name.split('.').take(2).collect::<Vec<_>>().join(".");
        };
        let host = original.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let mut labels: Vec<&str> = host.rsplit('.').collect();
        let is_suffix = labels.get(1).is_some_and(|second| second.len() <= 3) && labels.len() > 2;
        labels.truncate(if is_suffix { 3 } else { 2 });
        labels.join(".").to_lowercase()
    }
}

impl Sample {
    /// Which of so many folds the page's domain belongs to, by its hash (FNV-1a, whose start is the
    /// fixed seed).
    pub(crate) fn fold(&self, folds: u64) -> u64 {
        let hash = self.domain().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        (hash >> 17) % folds
    }
}

/// Every page below a folder, by set and id.
pub(crate) fn read(folder: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut samples = Vec::new();
    for set in sorted(folder)? {
        let Ok(truth) = fs::read_to_string(set.join("truth.json")) else { continue };
        let truth: Value = serde_json::from_str(&truth)?;
        for file in sorted(&set.join("html"))? {
            samples.push(sample(&set, &file, &truth)?);
        }
    }
    Ok(samples)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut entries = Vec::new();
    let wrong = |error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(wrong)? {
        entries.push(entry?.path());
    }
    entries.sort();
    Ok(entries)
}

fn sample(set: &Path, file: &Path, truth: &Value) -> Result<Sample, Box<dyn Error>> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let id = name(file).trim_end_matches(".gz").trim_end_matches(".html").to_owned();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(fs::read(file)?.as_slice()).read_to_end(&mut bytes)?;
    let truth = truth.get(&id).cloned().unwrap_or_default();
    let told = truth.get("url").and_then(Value::as_str).and_then(|url| Url::parse(url).ok());
    let address = told.map_or_else(|| Url::parse("https://page.invalid/unknown"), Ok)?;
    Ok(Sample { set: name(set), id, address, bytes, truth })
}
