//! Extracts every page of a corpus and prints one JSON object a line, in the form that its score
//! program reads.
//!
//! `cargo run --release -p extract --example evaluate -- FOLDER > predictions.jsonl`, where FOLDER
//! holds `SET/truth.json` and `SET/html/ID.html.gz`. Of the truth only `url` is read. A page that is
//! refused has an empty body and `refused`. `micros` is the time of the extraction alone.

#![expect(clippy::print_stdout, reason = "the output is what this program is for")]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "an example does what the crate must not: files and clock"
)]

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::DateTime;
use extract::{Moment, Page, Precision, extract_article};
use serde_json::{Value, json};
use url::Url;

/// When all pages count as fetched: 2026-11-21, after the youngest of them. Seconds since 1970.
const FETCHED_AT: i64 = 1_795_219_200;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: evaluate FOLDER")?;
    for set in sorted(Path::new(&folder))? {
        let Ok(truth) = fs::read_to_string(set.join("truth.json")) else { continue };
        let truth: Value = serde_json::from_str(&truth)?;
        for file in sorted(&set.join("html"))? {
            println!("{}", line(&set, &file, &truth)?);
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        entries.push(entry?.path());
    }
    entries.sort();
    Ok(entries)
}

fn line(set: &Path, file: &Path, truth: &Value) -> Result<Value, Box<dyn Error>> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let id = name(file).trim_end_matches(".gz").trim_end_matches(".html").to_owned();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(BufReader::new(File::open(file)?)).read_to_end(&mut bytes)?;
    let told = truth.get(&id).and_then(|page| page.get("url")).and_then(Value::as_str);
    let address = told.and_then(|url| Url::parse(url).ok());
    let address = address.map_or_else(|| Url::parse("https://page.invalid/unknown"), Ok)?;
    let page = Page {
        bytes: &bytes,
        content_type: Some("text/html; charset=utf-8"),
        robots_header: None,
        address: &address,
        fetched_at: DateTime::from_timestamp(FETCHED_AT, 0).ok_or("the fixed instant")?,
    };
    let start = Instant::now();
    let result = extract_article(&page);
    let micros = u64::try_from(start.elapsed().as_micros())?;
    Ok(match result {
        Ok(article) => json!({
            "set": name(set), "id": id, "body": article.text(), "title": article.title,
            "authors": article.authors, "published": article.published.map(written), "micros": micros,
        }),
        Err(reason) => json!({
            "set": name(set), "id": id, "body": "", "refused": reason.code(), "micros": micros,
        }),
    })
}

fn written(moment: Moment) -> String {
    match moment.precision {
        Precision::Day => moment.at.format("%Y-%m-%d").to_string(),
        Precision::Instant => moment.at.to_rfc3339(),
    }
}
