//! Measures indexing and searching: documents of 5 KB in six languages and random words of a
//! Zipf-like vocabulary.
//!
//!     cargo run --release -p search --example measure [documents [documents a commit]]

#![expect(clippy::print_stdout, reason = "a measurement for people")]

use std::time::{Duration, Instant};

use search::{Audience, Document, Index, Query, SearchError};

const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "it", "ja"];

/// Bytes of a text.
const TEXT_BYTES: usize = 5_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let documents = arguments.next().map_or(Ok(10_000), |text| text.parse())?;
    let a_commit = arguments.next().map_or(Ok(20), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let index = Index::open(folder.path())?;
    fill(&index, documents, a_commit)?;
    println!("{} MB on disk", folder_bytes(folder.path())? / 1_000_000);
    for text in [
        "wa",
        "waba weba",
        "\"waba weba\"",
        "wa or wabawe -webawi",
        "site:s3.example",
        "wa after:2026-01-05",
    ] {
        search(&index, text)?;
    }
    search(&index, &"wa we wi ".repeat(60))?;
    search(&index, &format!("\"{}", "wa-we-wi-wo ".repeat(40)))?;
    Ok(())
}

fn fill(index: &Index, documents: i64, a_commit: i64) -> Result<(), SearchError> {
    let mut random = Random(1);
    let mut making = Duration::ZERO;
    let (started, cpu) = (Instant::now(), cpu_time());
    let Some(mut writer) = index.writer()? else { return Ok(()) };
    for number in 1..=documents {
        let before = cpu_time();
        let document = document(number, &mut random);
        // The engine's threads may run meanwhile: then this takes too much off, never too little.
        making += cpu_time().saturating_sub(before);
        writer.put(&document)?;
        if number % a_commit == 0 {
            writer.commit(number)?;
        }
    }
    writer.commit(documents)?;
    let indexing = cpu_time().saturating_sub(cpu);
    println!(
        "{documents} documents in {:.1} s, {:.2} CPU-s (of it at most {:.2} for making them): at least {:.0} documents/CPU-s",
        started.elapsed().as_secs_f64(),
        indexing.as_secs_f64(),
        making.as_secs_f64(),
        number(documents) / indexing.as_secs_f64(),
    );
    Ok(())
}

fn search(index: &Index, text: &str) -> Result<(), SearchError> {
    let query = Query { audience: Audience::Household, ..Query::parse(text) };
    let started = Instant::now();
    let mut total = 0;
    for _ in 0..10 {
        total = index.search(&query)?.total;
    }
    let shown: String = text.chars().take(30).collect();
    println!("{shown:30} {total:6} hits, {:.2} ms", started.elapsed().as_secs_f64() * 100.0);
    Ok(())
}

fn document(article: i64, random: &mut Random) -> Document {
    let language = LANGUAGES[random.below(LANGUAGES.len())];
    let mut text = String::with_capacity(TEXT_BYTES + 20);
    while text.len() < TEXT_BYTES {
        random.word(&mut text);
        text.push(' ');
    }
    Document {
        article,
        title: text.chars().take(60).collect(),
        summary: text.chars().skip(200).take(200).collect(),
        text,
        site: format!("www.s{}.example", random.below(20)),
        outlet: "The Example".to_owned(),
        authors: vec!["Ann Lee".to_owned()],
        keywords: vec!["weather".to_owned()],
        language: Some(language.to_owned()),
        published_micros: 1_767_225_600_000_000 + article * 60_000_000,
        public_text: article % 2 == 0,
    }
}

/// A small generator (xorshift), so that each run writes the same documents.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }

    /// A word of one to five syllables; the shorter, the more often each occurs.
    fn word(&mut self, text: &mut String) {
        for _ in 0..=self.below(5) {
            text.push(['w', 'b', 'k', 'm', 's', 't', 'r', 'n'][self.below(8)]);
            text.push(['a', 'e', 'i', 'o', 'u'][self.below(5)]);
        }
        text.push_str(["", "s", "en", "ing", "er"][self.below(5)]);
    }
}

/// CPU time of all threads of this process.
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

fn folder_bytes(folder: &std::path::Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let inside = entry.metadata()?;
        bytes += if inside.is_dir() { folder_bytes(&entry.path())? } else { inside.len() };
    }
    Ok(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "counts of a measurement are small")]
fn number(count: i64) -> f64 {
    count as f64
}
