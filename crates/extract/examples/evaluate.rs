//! Extracts every page of a corpus and prints one JSON object a line, in the form that its score
//! program reads.
//!
//! `cargo run --release -p extract --example evaluate -- FOLDER [--folds N] > predictions.jsonl`,
//! where FOLDER holds `SET/truth.json` and `SET/html/ID.html.gz`. A page that is refused has an empty
//! body and `refused`. `micros` is the time of the extraction alone. Without `--folds` the built-in
//! chooser of lines is asked, which was trained on these very pages, and of the truth only `url` is
//! read: figures that flatter. With `--folds` each page is extracted by a chooser of lines that was trained, as
//! `examples/train` does, on the pages of other domains only: the figures for sites never seen.

#![expect(clippy::print_stdout, reason = "the output is what this program is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example does what the crate must not: files and clock"
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
use std::process::ExitCode;
use std::time::Instant;

use extract::training::{Model, extract_article_by};
use extract::{Moment, Precision, extract_article};
use serde_json::{Value, json};

#[path = "train/boosting.rs"]
mod boosting;
#[path = "train/corpus.rs"]
mod corpus;
#[path = "train/ending.rs"]
mod ending;
#[path = "train/labels.rs"]
mod labels;
#[path = "train/learning.rs"]
mod learning;
#[path = "train/vocabulary.rs"]
mod vocabulary;

use corpus::Sample;

fn main() -> ExitCode {
    ending::of(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: evaluate FOLDER [--folds N]";
    let (folder, folds) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => (folder, None),
        [folder, "--folds", folds] => {
            let folds: u64 = folds.parse().map_err(|_| format!("{usage}; N is a number from 2"))?;
            (folder, Some(folds.max(2)))
        }
        _ => return Err(usage.into()),
    };
    let samples = corpus::read(Path::new(folder))?;
    let models = folds.map_or_else(|| Ok(Vec::new()), |folds| by_fold(&samples, folds))?;
    for sample in &samples {
        let model = folds.and_then(|folds| models.get(usize::try_from(sample.fold(folds)).ok()?));
        println!("{}", line(sample, model)?);
    }
    Ok(())
}

/// For each fold a model that has seen none of its domains.
fn by_fold(samples: &[Sample], folds: u64) -> Result<Vec<Model>, Box<dyn Error>> {
    eprintln!("measuring the lines of {} pages", samples.len());
    let seen = learning::see_all(samples);
    let train = |fold| {
        eprintln!("training without fold {} of {folds}", fold + 1);
        let bytes = learning::learn(samples, &seen, |sample| sample.fold(folds) != fold);
        Model::parse(&bytes).ok_or_else(|| "a model that cannot be read".into())
    };
    (0..folds).map(train).collect()
}

fn line(sample: &Sample, model: Option<&Model>) -> Result<Value, Box<dyn Error>> {
    let page = sample.page();
    let Sample { set, id, .. } = sample;
    let start = Instant::now();
    let result = match model {
        None => extract_article(&page),
        Some(model) => extract_article_by(&page, model),
    };
    let micros = u64::try_from(start.elapsed().as_micros())?;
    Ok(match result {
        Ok(article) => json!({
            "set": set, "id": id, "body": article.text(), "title": article.title,
            "authors": article.authors, "published": article.published.map(written), "micros": micros,
        }),
        Err(reason) => json!({
            "set": set, "id": id, "body": "", "refused": reason.code(), "micros": micros,
        }),
    })
}

fn written(moment: Moment) -> String {
    match moment.precision {
        Precision::Day => moment.at.format("%Y-%m-%d").to_string(),
        Precision::Instant => moment.at.to_rfc3339(),
    }
}
