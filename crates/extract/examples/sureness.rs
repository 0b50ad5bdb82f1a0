//! How often metadata is right, by how sure the extractor is of it.
//!
//! `cargo run --release -p extract --example sureness -- FOLDER`, where FOLDER holds
//! `SET/truth.json` and `SET/html/ID.html.gz`. Prints, for title, authors and day of publication:
//! the values of each sureness, and the share of them that the truth bears out.

#![expect(clippy::print_stdout, reason = "the output is what this program is for")]
#![expect(clippy::disallowed_methods, reason = "an example does what the crate must not: files")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use extract::{Article, Origin, Source, Sureness, extract_article};
use serde_json::Value;

#[path = "train/corpus.rs"]
#[expect(dead_code, reason = "the trainer asks more of a sample")]
mod corpus;

/// By field and sureness, then by its best source: values, and how many of them are right.
type Counts = BTreeMap<(&'static str, Sureness, Source), (u32, u32)>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: sureness FOLDER")?;
    let mut counts = Counts::new();
    for sample in corpus::read(Path::new(&folder))? {
        if let Ok(article) = extract_article(&sample.page()) {
            count(&mut counts, &article, &sample.truth);
        }
    }
    for ((field, sureness, source), (all, right)) in counts {
        let percent = f64::from(right) * 100.0 / f64::from(all);
        println!("{field} {sureness:?} {source:?}: {all} values, {percent:.1} % right");
    }
    Ok(())
}

fn count(counts: &mut Counts, article: &Article, truth: &Value) {
    let text = |name: &str| truth.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut add = |field, origin: Option<Origin>, is_right: Option<bool>| {
        let (Some(origin), Some(is_right)) = (origin, is_right) else { return };
        let count = counts.entry((field, origin.sureness, origin.source)).or_default();
        count.0 += 1;
        count.1 += u32::from(is_right);
    };
    let title = Some(text("title")).filter(|title| !title.is_empty());
    let has_title = title.map(|title| words(title) == words(&article.title));
    add("title", article.origins.title, has_title);
    let names = truth.get("authors").and_then(Value::as_array).filter(|names| !names.is_empty());
    let is_signed = names.map(|names| {
        let told: BTreeSet<String> = names.iter().filter_map(Value::as_str).map(words).collect();
        told == article.authors.iter().map(|name| words(name)).collect()
    });
    add("authors", article.origins.authors, is_signed);
    let day = text("date").get(..10);
    let found = article.published.map(|moment| moment.at.format("%F").to_string());
    add("day", article.origins.published, day.map(|day| found.as_deref() == Some(day)));
}

/// A text's words in lower case, without what stands between them.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
