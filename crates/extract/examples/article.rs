//! Extracts one page and prints the article as JSON, or why it is none.
//!
//! `cargo run --release -p extract --example article -- FILE ADDRESS`, where FILE is the page as it
//! was served, and ADDRESS where from. It counts as fetched when it is read.

#![expect(clippy::print_stdout, reason = "the output is what this program is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example does what the crate must not: files and clock"
)]
#![expect(clippy::print_stderr, reason = "what was wrong is said there")]

use std::process::ExitCode;

use extract::{Page, extract_article};

#[path = "train/ending.rs"]
mod ending;

fn main() -> ExitCode {
    ending::of(run())
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, address] = arguments.as_slice() else {
        return Err("usage: article FILE ADDRESS".into());
    };
    let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    let address = url::Url::parse(address).map_err(|error| {
        format!("{address}: {error}; ADDRESS is whole, as https://example.org/news/1")
    })?;
    let page = Page {
        bytes: &bytes,
        content_type: Some("text/html"),
        headers: extract::Headers::NONE,
        address: &address,
        fetched_at: std::time::SystemTime::now().into(),
    };
    match extract_article(&page) {
        Ok(article) => {
            println!("{}", serde_json::to_string_pretty(&article).map_err(|it| it.to_string())?);
        }
        Err(reason) => println!("{}: {reason}", reason.code()),
    }
    Ok(())
}
