//! A dry run: what it tells, and that nothing else comes of it.

use std::net::TcpListener;

use anyhow::{Context as _, ensure};
use database::{Database, address, article, host, site, source};
use jobs::clock::now;
use tempfile::TempDir;
use testkit::{Other, Site, Story, newspaper};

use crate::{
    earshot::Earshot,
    guest::{World, worlds},
    push::until,
    story::sqlite,
};

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
async fn a_host_that_was_only_looked_at_is_not_held_by_anybody() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    newspaper(&site, &[Story::numbered(0)]);
    let earshot = Earshot::over(folder.path(), &site)?;
    ensure!(earshot.run(&["site", "check", &site.base()])?.status.success());

    let report = earshot.json(&DRY)?;

    ensure!(plan(&report).len() == 1, "{report}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_not_be_asked_is_not_planned() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let mut stories: Vec<Story> = (0..5).map(Story::numbered).collect();
    stories[1].path = "/private/2026/a-story-that-robots-may-not-see".to_owned();
    newspaper(&site, &stories);
    let earshot = Earshot::over(folder.path(), &site)?.with("FETCH_PAGES_PER_SITE", "3");

    let report = earshot.json(&DRY)?;
    let told = earshot.run(&["cron", "--dry-run"])?;

    ensure!(plan(&report).len() == 3, "{report}");
    ensure!(!plan(&report).iter().any(|address| address.contains("/private/")), "{report}");
    let told = String::from_utf8(told.stdout)?;
    let line = "Not asked for: 1 denied by robots.txt, 1 left for the next visit.";
    ensure!(told.contains(line), "{told}");
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

const CRON: [&str; 3] = ["cron", "--no-audio", "--json"];

/// The real row of a site's host.
async fn host_of(database: &Database, site: &Site) -> anyhow::Result<host::Model> {
    host::by_name(&database.read, &site.host()).await?.context("the host's row")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_host_asks_for_in_a_dry_run_outlives_a_kill() -> anyhow::Result<()> {
    for World { site, earshot, database, .. } in worlds(2).await? {
        earshot.json(&CRON)?;
        site.answer("/feed.xml", &Other::with(429, "retry-after", "600"), 9);
        // Another site that keeps the dry run waiting.
        let silent = TcpListener::bind("127.0.0.1:0")?;
        let silent = format!("http://{}/", silent.local_addr()?);
        let mut dry = earshot.start(&["cron", "--dry-run", &site.base(), &silent])?;

        until("the host is left alone", async || {
            let rests_until = host_of(&database, &site).await?.blocked_until;
            Ok(rests_until > now().plus_seconds(500))
        })
        .await?;
        ensure!(dry.try_wait()?.is_none(), "it ended by itself");
        dry.kill()?;
        dry.wait()?;

        ensure!(host_of(&database, &site).await?.blocked_until > now().plus_seconds(300));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_another_worker_took_over_is_asked_no_more() -> anyhow::Result<()> {
    for World { site, earshot, database, .. } in worlds(2).await? {
        earshot.json(&CRON)?;
        let before = site.seen().len();
        let slow = earshot.with("FETCH_MIN_DELAY_MS", "2000");
        let mut dry = slow.start(&["cron", "--dry-run"])?;
        until("it asks", async || Ok(site.seen().len() > before)).await?;

        let later = now().plus_seconds(3_600);
        let host = host_of(&database, &site).await?.id;
        let taken = host::lease(&database.write, host, later, later.plus_seconds(60)).await?;
        let (lease, _) = taken.context("the host")?;
        until("it ends", async || Ok(dry.try_wait()?.is_some())).await?;

        ensure!(site.seen().len() == before + 1, "{:?}", site.seen());
        host::confirm(&database.write, &lease).await?;
        let row = host_of(&database, &site).await?;
        ensure!(row.blocked_until <= now() && row.lease_until > later, "{row:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_that_fails_gives_the_hosts_back() -> anyhow::Result<()> {
    for World { site, earshot, database, .. } in worlds(1).await? {
        earshot.json(&CRON)?;
        let epoch = host_of(&database, &site).await?.lease_epoch;

        let failed = earshot.run(&["cron", "--dry-run", &site.host(), "nothing like a site"])?;

        ensure!(failed.status.code() == Some(2), "{failed:?}");
        let row = host_of(&database, &site).await?;
        ensure!(row.lease_epoch == epoch + 1 && row.lease_until.0 == 0, "{row:?}");
    }
    Ok(())
}
