//! A crawl beside another one: who waits says so, and for what.

use std::process::Command;

use anyhow::{Context as _, ensure};
use database::{Lease, host};
use jobs::{
    CrawlHost,
    clock::now,
    queue::{Job, Queue},
};
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::{
    guest::{World, look_again, world, worlds},
    push::until,
    story::{LEASE, sqlite_at},
};

const CRON: [&str; 3] = ["cron", "--no-audio", "--json"];

/// Holds the site's host for so long, as a crawl that was killed would.
async fn hold(world: &World, seconds: i64) -> anyhow::Result<Lease> {
    let database = &world.database;
    let host = host::by_name(&database.read, &world.site.host()).await?.context("the host")?;
    let taken = host::lease(&database.write, host.id, now(), now().plus_seconds(seconds)).await?;
    Ok(taken.context("the lease")?.0)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_a_host_says_so() -> anyhow::Result<()> {
    for world in worlds(1).await? {
        world.earshot.json(&CRON)?;
        hold(&world, 1).await?;

        let output = world.earshot.run(&CRON)?;

        let told = String::from_utf8_lossy(&output.stderr);
        let expected = format!(
            "Another crawl or worker holds 1 host ({}): this one waits for that, up to 2 s if the \
             other was killed (EARSHOT_LEASE_SECONDS).",
            world.site.host()
        );
        ensure!(told.lines().any(|line| line == expected), "{told}");
        ensure!(output.status.success(), "{told}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_crawl_says_that_the_first_one_asked() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 4).await?;
    let mut first = earshot.clone().with("FETCH_MIN_DELAY_MS", "1000").start(&CRON)?;
    until("it asks", async || Ok(site.seen().len() > 1)).await?;

    let second = earshot.run(&CRON)?;
    first.wait()?;

    let told = String::from_utf8_lossy(&second.stderr);
    ensure!(second.status.success(), "{told}");
    ensure!(told.contains(&format!("holds 1 host ({})", site.host())), "{told}");
    let summary: serde_json::Value = serde_json::from_slice(&second.stdout)?;
    let error = summary["sites"][0]["error"].as_str().unwrap_or_default();
    ensure!(error.starts_with("another crawl or worker was asking it"), "{summary}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_leaves_out_what_another_crawl_is_asking() -> anyhow::Result<()> {
    for world in worlds(2).await? {
        // Two pages wait for the next run.
        let dry =
            world.earshot.clone().with("FETCH_PAGES_PER_SITE", "1").with("POLL_MIN_SECONDS", "1");
        dry.run(&CRON)?;
        hold(&world, 60).await?;

        let output = dry.run(&["cron", "--dry-run"])?;

        let (told, shown) =
            (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        let host = world.site.host();
        let left_out =
            format!("Another crawl or worker holds 1 host ({host}): left out of this dry run.");
        ensure!(told.lines().any(|line| line == left_out), "{told}");
        ensure!(shown.contains("FAILED: another crawl or worker is asking it just now"), "{shown}");
        ensure!(!shown.contains("left alone") && !shown.contains("would ask for"), "{shown}");
        ensure!(shown.contains("Would ask for 0 pages"), "{shown}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_that_is_stopped_asks_no_more_and_gives_its_host_back() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 30).await?;
    let crawl = earshot.clone().with("FETCH_MIN_DELAY_MS", "200").start_heard(&CRON)?;
    until("it asks", async || Ok(site.seen().len() > 5)).await?;

    let signal = Command::new("kill").args(["-INT", &crawl.id().to_string()]).status()?;
    let asked = site.seen().len();
    let output = crawl.wait_with_output()?;

    ensure!(signal.success() && output.status.code() == Some(1), "{:?}", output.status);
    ensure!(site.seen().len() <= asked + 1, "{asked} and {}", site.seen().len());
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(told.contains("stopped; what was stored stays"), "{told}");
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    ensure!(summary["totals"]["stored"].as_i64() > Some(0), "{summary}");
    let second = earshot.run(&CRON)?;
    let told = String::from_utf8_lossy(&second.stderr);
    ensure!(second.status.success() && !told.contains("holds 1 host"), "{told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_names_a_site_crawls_none_that_another_crawl_has_left() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 4).await?;
    earshot.json(&CRON)?;
    let database = sqlite_at(&folder.path().join("data")).await?;
    let host = host::by_name(&database.read, &site.host()).await?.context("the host")?;
    look_again(&database, &site.host()).await?;
    let queue = Queue::sqlite(&folder.path().join("data/jobs.db"), LEASE).await?;
    queue.push(Job::CrawlHost(CrawlHost { host: host.id })).await?;
    let asked = site.seen().len();
    let other = Site::start().await?;
    newspaper(&other, &[Story::numbered(7)]);

    let summary = earshot.json(&["cron", &other.base(), "--no-audio", "--json"])?;

    ensure!(summary["totals"]["stored"] == 1, "{summary}");
    ensure!(site.seen().len() == asked, "{:?}", &site.seen()[asked..]);
    // A crawl of all sites still hears it.
    earshot.json(&CRON)?;
    ensure!(site.seen().len() > asked);
    Ok(())
}
