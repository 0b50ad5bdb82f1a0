//! A crawl that is kept, and extracted again without asking anybody.

use std::path::Path;

use anyhow::{Context as _, ensure};
use database::{Database, Micros, address, article, host, site, source, subscription};
use serde_json::Value;
use tempfile::TempDir;
use testkit::{ConsentWall, Other, Site, Story, TestDatabase, newspaper};

use crate::{
    earshot::{Earshot, free_port},
    guest::{World, look_again, world, worlds},
    push::{feed, until},
    story::{sqlite, sqlite_at},
};

/// One crawl, kept in or taken from `archive`.
fn cron(earshot: &Earshot, flag: &str, archive: &Path) -> anyhow::Result<Value> {
    let archive = archive.display().to_string();
    earshot.json(&["cron", "--no-audio", "--json", flag, &archive])
}

/// The same program over another, empty data folder.
fn elsewhere(earshot: &Earshot, folder: &TempDir) -> Earshot {
    earshot.clone().with("DATA_DIR", &folder.path().join("other").display().to_string())
}

type Kept = (String, String, String, Option<Micros>, Micros, Micros);

/// What of each article does not depend on the database it is in, by address.
async fn articles(
    database: &Database,
    stories: &[Story],
    site: &Site,
) -> anyhow::Result<Vec<Kept>> {
    let mut kept = Vec::new();
    for story in stories {
        let address = format!("{}{}", site.base(), story.path);
        let row = article::by_address(&database.read, &address).await?.context(address)?;
        let times = (row.published_at, row.sorted_at, row.fetched_at);
        kept.push((row.address, row.title, row.text_hash, times.0, times.1, times.2));
    }
    Ok(kept)
}

/// Everything by which the site itself is asked.
async fn schedule(
    database: &Database,
    of: &Site,
) -> anyhow::Result<(Vec<address::Model>, Vec<source::Model>, host::Model)> {
    let row = site::by_host(&database.read, &of.host()).await?.context("the site's row")?;
    let asked = address::Asked { site_id: row.id, outcome: None, reason: None, most: 99 };
    let mut host = host::by_name(&database.read, &of.host()).await?.context("the host's row")?;
    // Leasing leaves its trace.
    (host.lease_epoch, host.rung_at) = (0, Micros(0));
    Ok((
        address::log(&database.read, asked).await?,
        source::of_site(&database.read, row.id).await?,
        host,
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_becomes_the_same_articles_and_nobody_is_asked() -> anyhow::Result<()> {
    let (folder, other) = (TempDir::new()?, TempDir::new()?);
    let (site, stories, earshot) = world(&folder, 5).await?;
    site.answer(&stories[1].path, &Other::with(429, "retry-after", "1"), 1);
    let archive = folder.path().join("archive");
    let summary = cron(&earshot, "--warc", &archive)?;
    ensure!(summary["totals"]["stored"] == 5, "{summary}");
    ensure!(summary["not_recorded"] == serde_json::json!({}), "{summary}");
    let asked = site.seen().len();
    let rebuilding = elsewhere(&earshot, &other);

    let rebuilt = cron(&rebuilding, "--from-warc", &archive)?;

    ensure!(rebuilt["totals"]["stored"] == 5 && rebuilt["totals"]["requests"] == 0, "{rebuilt}");
    ensure!(rebuilt["sites"][0]["error"].is_null(), "{rebuilt}");
    ensure!(site.seen().len() == asked, "the site was asked");
    let first = articles(&sqlite_at(&folder.path().join("data")).await?, &stories, &site).await?;
    let second = articles(&sqlite_at(&other.path().join("other")).await?, &stories, &site).await?;
    ensure!(first == second, "{first:?}\n{second:?}");

    drop(site);
    let again = cron(&rebuilding, "--from-warc", &archive)?;

    let totals = &again["totals"];
    ensure!(totals["fetched"] == 5 && totals["stored"] == 0 && totals["changed"] == 0, "{again}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_beside_one_database_fills_the_other() -> anyhow::Result<()> {
    let Some(test) = TestDatabase::postgres().await? else { return Ok(()) };
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 3).await?;
    let archive = folder.path().join("archive");
    cron(&earshot, "--warc", &archive)?;
    let rebuilding = earshot.with("DATABASE_URL", &test.settings.url);

    for stored in [3, 0] {
        let rebuilt = cron(&rebuilding, "--from-warc", &archive)?;
        ensure!(rebuilt["totals"]["stored"] == stored, "{rebuilt}");
        ensure!(rebuilt["totals"]["changed"] == 0, "{rebuilt}");
    }

    let first = articles(&sqlite_at(&folder.path().join("data")).await?, &stories, &site).await?;
    let second = articles(&test.database, &stories, &site).await?;
    ensure!(first == second, "{first:?}\n{second:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn another_extraction_makes_new_versions_and_the_schedule_stays() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let database = sqlite(folder.path()).await?;
    let (site, stories, earshot) = world(&folder, 3).await?;
    let archive = folder.path().join("archive");
    cron(&earshot, "--warc", &archive)?;
    look_again(&database, &site.host()).await?;
    let before = schedule(&database, &site).await?;
    let sites = folder.path().join("sites.toml");
    let text = std::fs::read_to_string(&sites)?;
    std::fs::write(&sites, format!("{text}[site.selectors]\ntitle = \".byline\"\n"))?;

    let summary = cron(&earshot, "--from-warc", &archive)?;

    let totals = &summary["totals"];
    ensure!(totals["changed"] == 3 && totals["stored"] == 0, "{summary}");
    let address = format!("{}{}", site.base(), stories[0].path);
    let row = article::by_address(&database.read, &address).await?.context("an article")?;
    ensure!(row.version == 2 && row.title != stories[0].title, "{row:?}");
    let after = schedule(&database, &site).await?;
    ensure!(before == after, "{before:?}\n{after:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_archived_says_so_and_is_asked_for_later() -> anyhow::Result<()> {
    let (folder, other) = (TempDir::new()?, TempDir::new()?);
    let (site, _, earshot) = world(&folder, 4).await?;
    let archive = folder.path().join("archive");
    cron(&earshot.clone().with("FETCH_PAGES_PER_SITE", "3"), "--warc", &archive)?;
    let rebuilding = elsewhere(&earshot, &other);

    let rebuilt = cron(&rebuilding, "--from-warc", &archive)?;

    ensure!(rebuilt["totals"]["stored"] == 3, "{rebuilt}");
    ensure!(rebuilt["sites"][0]["refused"]["not_archived"] == 1, "{rebuilt}");
    let database = sqlite_at(&other.path().join("other")).await?;
    let (addresses, ..) = schedule(&database, &site).await?;
    let waiting = addresses.iter().find(|row| row.outcome.is_none()).context("one that waits")?;
    ensure!(waiting.reason.as_deref() == Some("not_archived"), "{waiting:?}");
    ensure!(waiting.due_at.is_some() && waiting.attempts == 0, "{waiting:?}");
    let live = rebuilding.json(&["cron", "--no-audio", "--json"])?;
    ensure!(live["totals"]["stored"] == 1, "{live}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_archive_takes_no_article_back_in_time() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let database = sqlite(folder.path()).await?;
    let (site, mut stories, earshot) = world(&folder, 2).await?;
    let archive = folder.path().join("archive");
    cron(&earshot, "--warc", &archive)?;
    stories[0].title.push_str(", at last");
    newspaper(&site, &stories);
    look_again(&database, &site.host()).await?;
    let live = earshot.json(&["cron", "--no-audio", "--json"])?;
    ensure!(live["totals"]["changed"] == 1, "{live}");

    let summary = cron(&earshot, "--from-warc", &archive)?;

    ensure!(summary["totals"]["changed"] == 0, "{summary}");
    let kept = articles(&database, &stories, &site).await?;
    ensure!(kept[0].1 == stories[0].title, "{kept:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn articles_that_a_feed_names_no_longer_are_found_in_what_it_was() -> anyhow::Result<()> {
    let (folder, other) = (TempDir::new()?, TempDir::new()?);
    let (site, stories, earshot) = world(&folder, 2).await?;
    let archive = folder.path().join("archive");
    cron(&earshot, "--warc", &archive)?;
    let news: Vec<Story> = (2..5).map(Story::numbered).collect();
    newspaper(&site, &news);
    cron(&earshot, "--warc", &archive)?;

    let rebuilt = cron(&elsewhere(&earshot, &other), "--from-warc", &archive)?;

    ensure!(rebuilt["totals"]["stored"] == stories.len() + news.len(), "{rebuilt}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_that_cannot_be_used_is_named_before_anything_is_asked() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 1).await?;
    let file = folder.path().join("sites.toml").display().to_string();
    let refused = |arguments: &[&str], code: i32, expected: &str| {
        let output = earshot.run(arguments)?;
        let message = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(code) && message.contains(expected), "{message}");
        anyhow::Ok(())
    };

    let wanted = "expected a folder";
    refused(&["cron", "--warc", &file], 2, wanted)?;
    refused(&["cron", "--warc", &format!("{file}/in-a-file")], 2, wanted)?;
    refused(&["cron", "--warc", "/proc/no-such-folder"], 1, "cannot be written")?;
    refused(&["cron", "--from-warc", "/no/such/archive"], 2, "cannot be read")?;
    refused(&["cron", "--from-warc", &file], 2, "holds no archive")?;
    refused(&["cron", "--from-warc", &file, "--warc", "x"], 2, "cannot be used with")?;

    ensure!(site.seen().is_empty(), "{:?}", site.seen());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_other_workers_fetched_is_told() -> anyhow::Result<()> {
    for World { site, earshot, database, folder, .. } in worlds(14).await? {
        let archive = folder.path().join("archive").display().to_string();
        let earshot = earshot.with("FETCH_MIN_DELAY_MS", "200").with("EPISODES_PER_HOUR", "0");
        let _at_work = earshot.start_until_dropped(&["work"])?;
        until("a worker is at the site", async || {
            Ok(article::count(&database.read, &article::Which::Every).await? >= 2)
        })
        .await?;

        let output = earshot.run(&["cron", "--no-audio", "--json", "--warc", &archive])?;

        let summary: Value = serde_json::from_slice(&output.stdout)?;
        let missing = summary["not_recorded"][site.host()].as_u64().context("a number")?;
        ensure!((1..=14).contains(&missing), "{summary}");
        let told = String::from_utf8_lossy(&output.stderr);
        ensure!(told.contains(&format!("({} {missing})", site.host())), "{told}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_behind_a_wall_is_found_in_its_archive() -> anyhow::Result<()> {
    let (folder, other) = (TempDir::new()?, TempDir::new()?);
    let (site, stories, earshot) = world(&folder, 3).await?;
    site.wall_off(ConsentWall { before: "/", cookie: "consent=1", opens: true });
    let archive = folder.path().join("archive");
    let summary = cron(&earshot, "--warc", &archive)?;
    ensure!(summary["totals"]["stored"] == 3, "{summary}");
    let asked = site.seen().len();

    let rebuilt = cron(&elsewhere(&earshot, &other), "--from-warc", &archive)?;

    ensure!(rebuilt["totals"]["stored"] == 3 && site.seen().len() == asked, "{rebuilt}");
    let first = articles(&sqlite_at(&folder.path().join("data")).await?, &stories, &site).await?;
    let second = articles(&sqlite_at(&other.path().join("other")).await?, &stories, &site).await?;
    ensure!(first == second, "{first:?}\n{second:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_from_an_archive_follows_redirects_and_tells_no_hub() -> anyhow::Result<()> {
    let (folder, other) = (TempDir::new()?, TempDir::new()?);
    let (site, stories, earshot) = world(&folder, 2).await?;
    let mut moved = stories[0].clone();
    moved.path = moved.path.replace(".html", "-moved.html");
    newspaper(&site, &[moved.clone()]);
    newspaper(&site, &stories);
    site.answer(&stories[0].path, &Other::with(301, "location", moved.path.clone()), 9);
    let hub = Site::start().await?;
    let body = feed(&site, &format!("{}/hub", hub.base()), &stories);
    site.put("/feed.xml", "application/rss+xml", &body);
    let public = format!("http://127.0.0.1:{}/", free_port()?);
    let earshot = earshot.with("PUBLIC_URL", &public);
    let archive = folder.path().join("archive");
    cron(&earshot, "--warc", &archive)?;

    let rebuilt = cron(&elsewhere(&earshot, &other), "--from-warc", &archive)?;

    ensure!(rebuilt["totals"]["stored"] == 2, "{rebuilt}");
    let wants_hub = async |database: &Database| {
        let row = site::by_host(&database.read, &site.host()).await?.context("the site's row")?;
        let sources = source::of_site(&database.read, row.id).await?;
        let feed = sources.iter().find(|it| it.address.ends_with("/feed.xml")).context("a feed")?;
        anyhow::Ok(subscription::of_source(&database.read, feed.id).await?.is_some())
    };
    let first = sqlite_at(&folder.path().join("data")).await?;
    let second = sqlite_at(&other.path().join("other")).await?;
    ensure!(wants_hub(&first).await? && !wants_hub(&second).await? && hub.seen().is_empty());
    let moved = [moved, stories[1].clone()];
    let first = articles(&first, &moved, &site).await?;
    let second = articles(&second, &moved, &site).await?;
    ensure!(first == second, "{first:?}\n{second:?}");
    Ok(())
}

/// Text that hardly becomes shorter when it is packed.
fn noise(bytes: usize) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(letters[usize::try_from(state >> 58).unwrap_or_default()])
    };
    (0..bytes).map(|_| next()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_ends_the_crawl_and_no_row_bears_it() -> anyhow::Result<()> {
    let noise = noise(3_000_000);
    for World { site, stories, earshot, database, folder } in worlds(8).await? {
        for story in &stories[..6] {
            site.put(&story.path, "text/plain", &noise);
        }
        let archive = folder.path().join("archive").display().to_string();

        let arguments = ["cron", "--no-audio", "--json", "--warc", &archive];
        let output = earshot.run_with_small_files(8_192, &arguments)?;

        let told = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(1) && told.contains("cannot be written"), "{told}");
        let (addresses, sources, host) = schedule(&database, &site).await?;
        let (waiting, ended): (Vec<_>, Vec<_>) =
            addresses.into_iter().partition(|row| row.outcome.is_none());
        ensure!(waiting.len() >= 2 && !ended.is_empty(), "{waiting:?}");
        let is_untouched = |row: &address::Model| {
            (row.attempts, row.status, row.fetched_at) == (0, None, None) && row.reason.is_none()
        };
        ensure!(waiting.iter().all(is_untouched), "{waiting:?}");
        ensure!(sources.iter().all(|row| row.failures == 0), "{sources:?}");
        ensure!((host.failures, host.lease_until) == (0, Micros::START), "{host:?}");
        let pages = site.seen().iter().filter(|it| it.path.starts_with("/2026/")).count();
        ensure!(pages == ended.len() + 1, "{pages} pages were asked for");
        earshot.run(&["cron", "--no-audio", "--json"])?;
        let (addresses, ..) = schedule(&database, &site).await?;
        ensure!(addresses.iter().all(|row| row.outcome.is_some()), "{addresses:?}");
    }
    Ok(())
}
