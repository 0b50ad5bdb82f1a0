//! What an extraction costs beside parsing alone: `cargo run --release -p extract --example cost --
//! FOLDER`, where FOLDER holds `SET/truth.json` and `SET/html/ID.html.gz`. Prints for each set the
//! pages a second of both, on this machine, and their ratio, which hardly depends on the machine.

#![expect(clippy::print_stdout, reason = "the output is what this program is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example does what the crate must not: files and clock"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use extract::extract_article;
use scraper::Html;

#[path = "train/corpus.rs"]
#[expect(dead_code, reason = "shared with examples that need more of it")]
mod corpus;

/// Rounds over all pages; of each page the fastest counts, as noise only ever adds.
const ROUNDS: usize = 3;

/// Sums over a set.
#[derive(Default)]
struct Cost {
    pages: u32,
    parsing: Duration,
    extraction: Duration,
    slowest: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: cost FOLDER")?;
    let samples = corpus::read(Path::new(&folder))?;
    let mut sets: BTreeMap<&str, Cost> = BTreeMap::new();
    for sample in &samples {
        let page = sample.page();
        let text = extract::decode(page.bytes, page.content_type);
        let extraction = fastest(|| drop(black_box(extract_article(&page))));
        let parsing = fastest(|| drop(black_box(Html::parse_document(&text))));
        let cost = sets.entry(&sample.set).or_default();
        cost.pages += 1;
        cost.parsing += parsing;
        cost.extraction += extraction;
        cost.slowest = cost.slowest.max(extraction);
    }
    println!("set           pages  parsing/s  extraction/s  ratio  slowest ms");
    for (set, cost) in sets {
        let (parsing, extraction) = (cost.parsing.as_secs_f64(), cost.extraction.as_secs_f64());
        let (pages, slowest) = (f64::from(cost.pages), cost.slowest.as_secs_f64() * 1e3);
        println!(
            "{set:<13} {pages:>5} {:>10.0} {:>13.0} {:>6.2} {slowest:>11.0}",
            pages / parsing,
            pages / extraction,
            extraction / parsing,
        );
    }
    Ok(())
}

fn fastest(work: impl Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(|_| time()).min().unwrap_or_default()
}
