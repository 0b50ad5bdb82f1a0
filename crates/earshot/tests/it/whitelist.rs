//! Which sites are crawled, and what may change that.

use anyhow::ensure;
use database::site;
use tempfile::TempDir;

use crate::{
    guest::{look_again, world},
    story::{LEASE, sqlite_at},
};

const CRON: [&str; 3] = ["cron", "--no-audio", "--json"];

#[tokio::test(flavor = "multi_thread")]
async fn listing_in_a_shell_that_forgot_the_list_changes_nothing() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 1).await?;
    earshot.json(&CRON)?;
    let database = sqlite_at(&folder.path().join("data")).await?;
    let before = site::everything(&database.read).await?;
    let forgetful = earshot.without("SITES");

    let shown = forgetful.run(&["site", "list"])?;
    let as_json = forgetful.run(&["site", "ls", "--json"])?;

    ensure!(shown.status.success() && as_json.status.success());
    ensure!(site::everything(&database.read).await? == before, "the list was written");
    let (shown, note) =
        (String::from_utf8_lossy(&shown.stdout), String::from_utf8_lossy(&shown.stderr));
    let own = shown.lines().find(|line| line.starts_with(&site.host()));
    ensure!(own.is_some_and(|line| line.ends_with("(until the next start)")), "{shown}");
    ensure!(shown.lines().filter(|line| line.ends_with("(from the next start on)")).count() > 40);
    ensure!(note.contains("EARSHOT_SITES is not set"), "{note}");
    let as_json = String::from_utf8_lossy(&as_json.stdout);
    ensure!(as_json.contains("\"at_next_start\":\"removed\""), "{as_json}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_ones_own_is_not_left_for_the_built_in_one_by_mistake() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 1).await?;
    earshot.json(&CRON)?;
    let database = sqlite_at(&folder.path().join("data")).await?;
    let before = site::everything(&database.read).await?;
    let forgetful = earshot.without("SITES");

    for command in [&["cron"][..], &["cron", &site.host()], &["work"]] {
        let output = forgetful.run(command)?;
        let message = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(2), "{command:?}: {message}");
        ensure!(message.contains("EARSHOT_SITES=built-in"), "{message}");
    }

    ensure!(site::everything(&database.read).await? == before, "the list was written");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_shown_before_anything_is_crawled() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 1).await?;

    let output = earshot.run(&["site", "list"])?;

    let expected = format!("{:<36} personal  The Loopback Post\n", site.host());
    ensure!(String::from_utf8_lossy(&output.stdout) == expected);
    ensure!(!folder.path().join("data").exists(), "something was written");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_that_nobody_has_is_no_trouble_to_those_who_do_not_speak() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 1).await?;
    let list = folder.path().join("sites.toml");
    let text = std::fs::read_to_string(&list)?;
    std::fs::write(&list, format!("{text}\nvoices = [\"nobody\"]\n"))?;

    for command in [&["cron"][..], &["work"], &["work", "--queue", "speech"]] {
        let output = earshot.run(command)?;
        let message = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(2), "{command:?}: {message}");
        ensure!(message.contains("“nobody”"), "{message}");
    }
    let summary = earshot.json(&CRON)?;
    ensure!(summary["totals"]["stored"] == 1, "{summary}");
    let before = site.seen().len();
    let crawls = ["work", "--queue", "crawl", "--queue", "schedule"];
    look_again(&sqlite_at(&folder.path().join("data")).await?, &site.host()).await?;
    let _work = earshot.start_until_dropped(&crawls)?;
    let end = tokio::time::Instant::now() + 30 * LEASE;
    while site.seen().len() == before {
        ensure!(tokio::time::Instant::now() < end, "the crawler does not start");
        tokio::time::sleep(LEASE / 20).await;
    }
    Ok(())
}
