//! Prints keywords and summaries of a corpus, one JSON object a line, to be compared with others.
//!
//! `cargo run --release -p extract --example compare -- FOLDER > ours.jsonl`, FOLDER as for
//! `evaluate`. `keywords` come from the text alone, without those that the page tells; `text` is what
//! another extractor of keywords, or the first three sentences, should be made from; `topics` and
//! `description` are what the publisher wrote: references to measure both against. `tags` are the
//! page's own. `compare.py` beside this file measures them; what it printed is told in
//! `src/keywords.rs` and `src/summary.rs`.

#![expect(clippy::print_stdout, reason = "the output is what this program is for")]
#![expect(clippy::disallowed_methods, reason = "an example does what the crate must not: files")]

use std::error::Error;
use std::path::Path;

use extract::training::of_text;
use extract::{Article, extract_article};
use serde_json::{Value, json};

#[path = "train/corpus.rs"]
#[expect(dead_code, reason = "the trainer asks more of a sample")]
mod corpus;

use corpus::Sample;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: compare FOLDER")?;
    for sample in corpus::read(Path::new(&folder))? {
        let Ok(article) = extract_article(&sample.page()) else { continue };
        println!("{}", line(&sample, &article));
    }
    Ok(())
}

fn line(sample: &Sample, article: &Article) -> Value {
    let text = article.text();
    let keywords = of_text(&article.title, &text, article.language.as_deref());
    json!({
        "set": sample.set, "id": sample.id, "language": article.language, "title": article.title,
        "text": text, "keywords": keywords, "summary": article.summary,
        "topics": sample.truth.get("topics"), "description": description(sample),
        "standfirst": article.standfirst, "tags": article.tags,
    })
}

/// What the page's head says that it is about.
fn description(sample: &Sample) -> Option<String> {
    let html = scraper::Html::parse_document(&String::from_utf8_lossy(&sample.bytes));
    let metas = ["meta[property='og:description']", "meta[name='description']"];
    metas.iter().find_map(|meta| {
        let selector = scraper::Selector::parse(meta).ok()?;
        let content = html.select(&selector).next()?.value().attr("content")?;
        (!content.trim().is_empty()).then(|| content.trim().to_owned())
    })
}
