//! Each folder of `fixtures/` is a page of a shape that once went wrong, and what must come of it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use extract::{Article, Block, Precision};

use crate::extract_at;

#[test]
fn every_fixture_gives_what_is_expected() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let page = fs::read(folder.join("source.html")).expect("a fixture's page");
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let address = if name == "front-page" {
            "https://valley.example/".to_owned()
        } else {
            format!("https://valley.example/news/{name}")
        };
        let found = match extract_at(&page, &address) {
            Ok(article) => told(&article),
            Err(reason) => format!("refused: {}\n", reason.code()),
        };
        if found != expected {
            wrong.push(format!("{name}: expected\n{expected}\nfound\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn folders() -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = fs::read_dir(fixtures).expect("the folder of fixtures");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    assert!(folders.len() >= 20);
    folders
}

/// An article as the fixtures write it: what it says of itself, an empty line, a line a block.
fn told(article: &Article) -> String {
    let mut told = format!("title: {}\n", article.title);
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writeln!(told, "{name}: {value}").expect("a string takes all");
        }
    };
    field("authors", Some(article.authors.join("; ")));
    field("published", article.published.map(written));
    field("modified", article.modified.map(written));
    field("live", article.live.then(|| "yes".to_owned()));
    told.push('\n');
    for block in &article.blocks {
        told.push_str(&line(block));
        told.push('\n');
    }
    told
}

fn written(moment: extract::Moment) -> String {
    match moment.precision {
        Precision::Day => moment.at.format("%F").to_string(),
        Precision::Instant => moment.at.to_rfc3339(),
    }
}

fn line(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => text.plain.clone(),
        Block::Heading { level, text } => {
            format!("{} {}", "#".repeat(usize::from(*level)), text.plain)
        }
        Block::ListItem { ordered, text } => {
            format!("{} {}", if *ordered { "1." } else { "-" }, text.plain)
        }
        Block::Quote(text) => format!("> {}", text.plain),
        Block::Figure { caption, credit, .. } => {
            format!("[figure: {caption:?} by {credit:?}]")
        }
        Block::Table { rows } => format!("[table: {rows:?}]"),
        Block::Embed { who, text, address } => format!("[{who:?} said {text:?} at {address:?}]"),
        Block::Preformatted(text) => format!("[preformatted: {text}]"),
    }
}
