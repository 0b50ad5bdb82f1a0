//! Trains the chooser of lines: `cargo run --release -p extract --example train -- FOLDER`, where
//! FOLDER holds `SET/truth.json` and `SET/html/ID.html.gz`, writes `crates/extract/data/lines.model`,
//! and beside the tests a model that has seen no domain of the first of five folds: the quality gate
//! asks it for the pages of that fold. The same pages give the same bytes.

#![expect(clippy::disallowed_methods, reason = "an example does what the crate must not: files")]
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
    if samples.is_empty() {
        return Err(
            format!("no pages in {folder}: SET/truth.json and SET/html are looked for").into()
        );
    }
    eprintln!("{} pages of {}, up to {last}; measuring lines", samples.len(), sets.join(", "));
    let seen = learning::see_all(&samples);
    eprintln!("counting words, growing trees");
    write("data/lines.model", &learning::learn(&samples, &seen, |_| true))?;
    write("tests/held-out.model", &learning::learn(&samples, &seen, |sample| sample.fold(5) != 0))?;
    Ok(())
}

fn write(name: &str, model: &[u8]) -> std::io::Result<()> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    eprintln!("{} bytes in {}", model.len(), file.display());
    std::fs::write(&file, model)
}
