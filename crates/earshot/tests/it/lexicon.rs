//! How names are said: a lexicon that is wrong stops whatever would use it.

use std::process::Output;

use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::earshot::Earshot;

#[track_caller]
fn refused(output: &Output, expected: &str) {
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(expected), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_wrong_ends_every_start_with_its_place() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    newspaper(&site, &[Story::numbered(0)]);
    let usual = Earshot::over(folder.path(), &site)?;
    let file = folder.path().join("data").join("lexicon.txt");
    std::fs::create_dir(folder.path().join("data"))?;
    std::fs::write(&file, "\u{feff}Xi = Shee\nNATO Nayto\n")?;
    let named = usual.clone().with("LEXICON", &file.display().to_string());
    let expected = format!("EARSHOT_LEXICON: {}: line 2: no equals sign", file.display());

    for earshot in [usual, named] {
        for arguments in [
            &["doctor"][..],
            &["run", "--sample"],
            &["cron", "--dry-run"],
            &["voice", "try", "a"],
            &["voice", "list"],
        ] {
            refused(&earshot.run(arguments)?, &expected);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_lexicon_that_is_named_must_be_there() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let earshot = Earshot::over(folder.path(), &Site::start().await?)?;
    let missing = folder.path().join("names.txt").display().to_string();
    let earshot = earshot.with("LEXICON", &missing);
    refused(&earshot.run(&["doctor"])?, &format!("EARSHOT_LEXICON: {missing} cannot be read"));
    Ok(())
}
