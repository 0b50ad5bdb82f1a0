//! A floor under the quality of the text, over real pages where they lie beside the repository.
//!
//! The measure is that of the pages' own score program: bags of four-token shingles, each page's
//! shares counting the same. Of the large sets every fourth page is read, so that the test takes seconds.

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::extract_at;

/// Of each set: one page of how many is read, and the least F1 over these. Most of them taught the
/// chooser of lines, so these are no figures for pages never seen (the crate's documentation has
/// those). Raised with each gain, never lowered silently.
const FLOORS: [(&str, usize, f64); 5] = [
    ("aeb", 1, 0.978),
    ("aed", 4, 0.966),
    ("fundus", 4, 0.977),
    ("fundus_eval", 1, 0.976),
    ("wcxb_art", 4, 0.970),
];

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are worth seeing, and so is that there are none"
)]
fn the_text_of_real_pages_does_not_get_worse() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/extraction/pages");
    if !pages.is_dir() {
        println!("SKIPPED: there are no pages at {}", pages.display());
        return;
    }
    let figures: Vec<(&str, f64, f64)> =
        FLOORS.map(|(set, step, floor)| (set, floor, f1(&pages.join(set), step))).to_vec();
    for (set, floor, f1) in &figures {
        println!("{set}: f1 {f1:.3}, floor {floor:.3}");
    }
    for (set, floor, f1) in figures {
        assert!(f1 >= floor, "{set}: f1 {f1:.3} is below {floor:.3}");
    }
}

/// The F1 of a set: precision and recall from the mean shares of its pages.
fn f1(set: &Path, step: usize) -> f64 {
    let truth = fs::read_to_string(set.join("truth.json")).expect("a set's truth");
    let truth: Value = serde_json::from_str(&truth).expect("JSON");
    let mut shares = (0.0, 0.0, 0.0);
    for file in files(&set.join("html")).into_iter().step_by(step) {
        let id = file.file_name().unwrap_or_default().to_string_lossy().replace(".html.gz", "");
        let page = truth.get(&id);
        let text = |name: &str| page.and_then(|page| page.get(name)).and_then(Value::as_str);
        let Some(body) = text("articleBody").filter(|body| !body.is_empty()) else { continue };
        let outcome = extract_at(&unpacked(&file), text("url").unwrap_or_default());
        let found = outcome.map(|article| article.text()).unwrap_or_default();
        let (tp, fp, fn_) = page_shares(body, &found);
        shares = (shares.0 + tp, shares.1 + fp, shares.2 + fn_);
    }
    let (tp, fp, fn_) = shares;
    let (precision, recall) = (tp / (tp + fp), tp / (tp + fn_));
    2.0 * precision * recall / (precision + recall)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a set's pages");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn unpacked(file: &Path) -> Vec<u8> {
    let packed = fs::read(file).expect("a page");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).expect("gzip");
    bytes
}

/// Shares of what is right, what is too much and what is missing; they add up to one.
fn page_shares(truth: &str, found: &str) -> (f64, f64, f64) {
    let (truth, found) = (shingles(truth), shingles(found));
    let both: u32 =
        truth.iter().map(|(shingle, n)| (*n).min(found.get(shingle).copied().unwrap_or(0))).sum();
    let (all_truth, all_found): (u32, u32) = (truth.values().sum(), found.values().sum());
    let whole = f64::from(all_truth + all_found - both).max(1.0);
    (
        f64::from(both) / whole,
        f64::from(all_found - both) / whole,
        f64::from(all_truth - both) / whole,
    )
}

fn shingles(text: &str) -> HashMap<Vec<&str>, u32> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut bag = HashMap::new();
    if words.is_empty() {
        return bag;
    }
    for shingle in words.windows(words.len().min(4)) {
        *bag.entry(shingle.to_vec()).or_default() += 1;
    }
    bag
}
