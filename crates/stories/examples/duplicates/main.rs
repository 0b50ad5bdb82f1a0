//! How well near duplicates are recognised, and how fast: `cargo run --release -p stories --example
//! duplicates -- OUT/truth.jsonl`, where OUT was built by the test web's `build.py` (it holds the pages
//! in `tree/HOST/PATH`, and `truth.jsonl` says which are one story and how heavily each was edited).
//!
//! The pages' texts are those of `extract`. They are placed one after another, by the time of their
//! publication, as a crawl would; what is counted are pairs of articles in one story. Printed: precision,
//! recall and F1 of pairs without and with heavy edits, articles a second of processor time on one core
//! (shingles, sketch, look-up in memory, comparison with texts cut into shingles anew, placing), and
//! pairs that were missed or wrong.

#![expect(clippy::print_stdout, reason = "the output is what this program is for")]
#![expect(clippy::disallowed_methods, reason = "an example does what the crate must not: files")]

mod score;
mod stream;

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use extract::Page;
use serde::Deserialize;
use url::Url;

use stream::Stream;

/// Rounds over all articles; the fastest counts, as noise only ever adds.
const ROUNDS: usize = 5;

/// An article of the test web.
#[derive(Deserialize)]
struct Article {
    host: String,
    path: String,
    url: String,
    /// Which story it tells.
    corpus: String,
    /// 0 the same text, 1 lightly and 2 heavily edited.
    variant: u8,
    /// In UTC, in a form whose order is that of time.
    published: String,
    /// Empty where the page is no article.
    #[serde(skip)]
    text: String,
}

fn main() -> anyhow::Result<()> {
    let mut articles = Vec::new();
    for truth in std::env::args().skip(1) {
        articles.extend(read(Path::new(&truth)).with_context(|| truth.clone())?);
    }
    anyhow::ensure!(!articles.is_empty(), "usage: duplicates OUT/truth.jsonl ...");
    articles.sort_by(|a, b| (&a.published, &a.url).cmp(&(&b.published, &b.url)));
    let pages = articles.len();
    articles.retain(|article| !article.text.is_empty());

    let stream = Stream::of(&articles);
    let rounds = (0..ROUNDS).map(|_| cost(&articles));
    let fastest = rounds.min().unwrap_or_default();

    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    println!("{pages} pages, {} articles of {} bytes", articles.len(), bytes / articles.len());
    println!("{:.0} articles/s of one core", count(articles.len()) / fastest.as_secs_f64());
    stream.print(articles.len());
    score::print(&articles, &stream);
    Ok(())
}

fn cost(articles: &[Article]) -> Duration {
    let start = processor_time();
    std::hint::black_box(Stream::of(articles));
    processor_time().saturating_sub(start)
}

fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

fn read(truth: &Path) -> anyhow::Result<Vec<Article>> {
    let tree = truth.with_file_name("tree");
    let lines = std::fs::read_to_string(truth)?;
    let article = |line: &str| {
        let mut article: Article = serde_json::from_str(line)?;
        let page = tree.join(&article.host).join(article.path.trim_start_matches('/'));
        let bytes = std::fs::read(&page).with_context(|| page.display().to_string())?;
        article.text = text(&article, &bytes)?;
        Ok(article)
    };
    lines.lines().map(article).collect()
}

fn text(article: &Article, bytes: &[u8]) -> anyhow::Result<String> {
    let page = Page {
        bytes,
        content_type: Some("text/html; charset=utf-8"),
        headers: extract::Headers::NONE,
        address: &Url::parse(&article.url)?,
        fetched_at: article.published.parse()?,
    };
    Ok(extract::extract_article(&page).map(|it| it.text()).unwrap_or_default())
}

#[expect(clippy::cast_precision_loss, reason = "numbers of articles are far below 2^52")]
fn count(of: usize) -> f64 {
    of as f64
}
