//! Trains the chooser of lines: `cargo run --release -p extract --example train -- FOLDER`, where
//! FOLDER holds `SET/truth.json` and `SET/html/ID.html.gz`, writes `crates/extract/data/lines.model`.
//! The same pages give the same bytes.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "an example does what the crate must not: files"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a program for developers, over their own pages"
)]
#![expect(clippy::print_stderr, reason = "it takes a while, and says how far it is")]

use std::error::Error;
use std::path::Path;

mod boosting;
mod corpus;
mod labels;
mod learning;
mod vocabulary;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: train FOLDER")?;
    let samples = corpus::read(Path::new(&folder))?;
    let mut sets: Vec<&str> = samples.iter().map(|sample| sample.set.as_str()).collect();
    sets.dedup();
    let last = samples.last().map_or("", |sample| sample.id.as_str());
    eprintln!("{} pages of {}, up to {last}; measuring lines", samples.len(), sets.join(", "));
    let seen = learning::see_all(&samples);
    eprintln!("counting words, growing trees");
    let model = learning::learn(&samples, &seen, |_| true);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lines.model");
    std::fs::write(&file, &model)?;
    eprintln!("{} bytes in {}", model.len(), file.display());
    Ok(())
}
