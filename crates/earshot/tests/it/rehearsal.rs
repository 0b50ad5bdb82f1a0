//! A dry run: what it tells, and that nothing else comes of it.

use anyhow::{Context as _, ensure};
use database::{address, article, host, site, source};
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::{earshot::Earshot, story::sqlite};

const DRY: [&str; 3] = ["cron", "--dry-run", "--json"];

/// The addresses of the plan.
fn plan(report: &serde_json::Value) -> Vec<&str> {
    let plan = report["plan"].as_array().into_iter().flatten();
    plan.filter_map(|planned| planned["address"].as_str()).collect()
}

/// Whether a page of an article was asked for.
fn article_was_asked(site: &Site) -> bool {
    site.seen().iter().any(|seen| seen.path.starts_with("/2026/"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_dry_run_tells_what_would_be_asked_and_leaves_nothing() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let stories: Vec<Story> = (0..3).map(Story::numbered).collect();
    newspaper(&site, &stories);
    let earshot = Earshot::over(folder.path(), &site)?;

    let report = earshot.json(&DRY)?;

    let mut planned = plan(&report);
    planned.sort_unstable();
    let mut expected: Vec<String> =
        stories.iter().map(|story| format!("{}{}", site.base(), story.path)).collect();
    expected.sort_unstable();
    ensure!(planned == expected, "{report}");
    ensure!(!article_was_asked(&site), "{:?}", site.seen());
    ensure!(!folder.path().join("data").exists(), "something was stored");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_worker_does_anything_for_a_dry_run() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let database = sqlite(folder.path()).await?;
    let site = Site::start().await?;
    let mut stories: Vec<Story> = (0..2).map(Story::numbered).collect();
    newspaper(&site, &stories);
    let earshot = Earshot::over(folder.path(), &site)?.with("EPISODES_PER_HOUR", "0");
    earshot.json(&["cron", "--json"])?;
    stories.push(Story::numbered(2));
    newspaper(&site, &stories);
    let _at_work = earshot.start_until_dropped(&["work"])?;
    let row = site::by_host(&database.read, &site.host()).await?.context("the site's row")?;
    let before = source::of_site(&database.read, row.id).await?;

    let report = earshot.json(&DRY)?;

    let news = format!("{}{}", site.base(), stories[2].path);
    ensure!(plan(&report) == [news.as_str()], "{report}");
    ensure!(report["totals"]["found"] == 1, "{report}");
    ensure!(
        source::of_site(&database.read, row.id).await? == before,
        "the sources are as they were"
    );
    ensure!(address::count_waiting(&database.read, &[row.id]).await? == 0, "an address is waiting");
    ensure!(article::by_address(&database.read, &news).await?.is_none(), "the article is stored");
    ensure!(!site.seen().iter().any(|seen| seen.path == stories[2].path), "it was asked for");
    let host = host::by_name(&database.read, &site.host()).await?.context("the host's row")?;
    ensure!(host.lease_until.0 == 0, "the host was not given back");
    Ok(())
}
