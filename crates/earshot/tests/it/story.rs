//! The whole story: a site goes in; articles, search hits, MP3s and a feed come out, exactly once.

use std::{collections::BTreeSet, path::Path, time::Duration};

use anyhow::{Context as _, ensure};
use database::{Database, Micros, article, article::Which, episode, host};
use tempfile::TempDir;
use testkit::{S3Server, Site, Story, TestDatabase, newspaper};

use crate::earshot::Earshot;

/// Articles of the story's newspaper.
pub(crate) const STORIES: usize = 6;
/// Episodes of one hour: few, as each takes seconds to speak.
pub(crate) const EPISODES: usize = 3;

pub(crate) async fn put_newspaper() -> anyhow::Result<Site> {
    let site = Site::start().await?;
    let stories: Vec<Story> = (0..STORIES).map(Story::numbered).collect();
    newspaper(&site, &stories);
    Ok(site)
}

/// As `Earshot::over` sets it.
pub(crate) const LEASE: Duration = Duration::from_secs(2);

/// One request to a server on loopback, with what came back.
pub(crate) async fn get(address: &str) -> anyhow::Result<(u16, Vec<u8>)> {
    let settings = fetch::Settings {
        allow_networks: vec!["127.0.0.0/8".parse()?],
        ..fetch::Settings::default()
    };
    let client = fetch::Client::new(settings)?;
    let request = fetch::Request::new(address.parse()?, fetch::Accept::Any);
    let response = client.get(&request).await?;
    let fetch::Answer::Page(page) = response.answer else { return Ok((response.status, vec![])) };
    Ok((response.status, page.body.to_vec()))
}

/// Every episode of the feed can be downloaded, and is what the feed says.
pub(crate) async fn check_feed(earshot: &Earshot) -> anyhow::Result<()> {
    let server = earshot.serve()?;
    let (status, feed) = get(&format!("{}/podcast/feed.xml", server.address)).await?;
    ensure!(status == 200, "the feed answers {status}");
    let feed = rss::Channel::read_from(feed.as_slice())?;
    ensure!(feed.items().len() == EPISODES, "{} items", feed.items().len());
    let guids: BTreeSet<_> = feed.items().iter().filter_map(|it| Some(&it.guid()?.value)).collect();
    ensure!(guids.len() == EPISODES, "guids are not unique");
    for item in feed.items() {
        let enclosure = item.enclosure().context("an enclosure")?;
        let (status, audio) = get(enclosure.url()).await?;
        ensure!(status == 200, "{} answers {status}", enclosure.url());
        ensure!(audio.len().to_string() == enclosure.length(), "the length is another");
        let decoded = speech::verify(&audio)?;
        ensure!((decoded.loudness_lufs + 19.0).abs() <= 1.0, "{} LUFS", decoded.loudness_lufs);
        ensure!(decoded.true_peak_dbtp <= -1.0, "{} dBTP", decoded.true_peak_dbtp);
        let seconds = decoded.samples.div_ceil(u64::from(decoded.rate));
        let told = item.itunes_ext().and_then(|it| it.duration()).context("a duration")?;
        ensure!(seconds.abs_diff(told.parse()?) <= 1, "{told} s told, {seconds} s long");
    }
    let (status, front) = get(&server.address).await?;
    ensure!(status == 200 && !front.is_empty(), "the front page answers {status}");
    Ok(())
}

/// No row waits or is held, and the queue holds nothing.
pub(crate) async fn check_at_rest(database: &Database) -> anyhow::Result<()> {
    let read = &database.read;
    let now = jobs::clock::now();
    ensure!(article::count(read, &Which::Every).await? == i64::try_from(STORIES)?);
    ensure!(episode::count_waiting(read, Micros(i64::MAX)).await? == 0, "an episode waits");
    ensure!(host::count_busy(read, None, now).await? == 0, "a host is busy");
    Ok(())
}

/// The queue holds nothing pending or running, once dead workers are known to be dead.
pub(crate) async fn check_queue(queue: &jobs::Queue) -> anyhow::Result<()> {
    let end = tokio::time::Instant::now() + 10 * LEASE;
    while queue.count_open().await? > 0 {
        ensure!(tokio::time::Instant::now() < end, "the queue is not empty");
        tokio::time::sleep(LEASE / 10).await;
        queue.clean().await?;
    }
    Ok(())
}

async fn whole_story(earshot: &Earshot, database: &Database) -> anyhow::Result<()> {
    let first = earshot.json(&["cron", "--json"])?;
    ensure!(first["totals"]["stored"] == STORIES, "{first}");
    ensure!(first["totals"]["episodes"] == EPISODES, "{first}");
    ensure!(first["totals"]["episodes_failed"] == 0, "{first}");

    let second = earshot.json(&["cron", "--no-audio", "--json"])?;
    ensure!(second["totals"]["fetched"] == 0 && second["totals"]["stored"] == 0, "{second}");
    ensure!(second["totals"]["requests"] == second["totals"]["not_modified"], "{second}");

    let found = earshot.json(&["search", "--json", "harbour", "committees"])?;
    ensure!(found["total"].as_u64() >= Some(1), "stemmed words are found: {found}");
    check_feed(earshot).await?;
    check_at_rest(database).await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_and_disk_a_site_becomes_a_podcast() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let earshot = Earshot::over(folder.path(), &site)?.with("EPISODES_PER_HOUR", "3");
    let database = sqlite(folder.path()).await?;
    whole_story(&earshot, &database).await?;
    check_queue(&jobs::Queue::sqlite(&folder.path().join("data/jobs.db"), LEASE).await?).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_and_s3_a_site_becomes_a_podcast() -> anyhow::Result<()> {
    let Some(test) = TestDatabase::postgres().await? else { return Ok(()) };
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let s3 = S3Server::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?
        .with("EPISODES_PER_HOUR", "3")
        .with("DATABASE_URL", &test.settings.url)
        .with_s3(&s3);
    whole_story(&earshot, &test.database).await?;
    check_queue(&jobs::Queue::postgres(&test.settings.url, LEASE).await?).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_on_sqlite_everything_is_there_exactly_once() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let earshot = Earshot::over(folder.path(), &site)?.with("EPISODES_PER_HOUR", "3");
    let database = sqlite(folder.path()).await?;
    killed_story(&earshot, &database, folder.path(), &site).await?;
    check_queue(&jobs::Queue::sqlite(&folder.path().join("data/jobs.db"), LEASE).await?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_on_postgres_and_s3_everything_is_there_exactly_once() -> anyhow::Result<()> {
    let Some(test) = TestDatabase::postgres().await? else { return Ok(()) };
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let s3 = S3Server::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?
        .with("EPISODES_PER_HOUR", "3")
        .with("DATABASE_URL", &test.settings.url)
        .with_s3(&s3);
    killed_story(&earshot, &test.database, folder.path(), &site).await?;
    check_queue(&jobs::Queue::postgres(&test.settings.url, LEASE).await?).await
}

/// Killed once while it crawls and once while it speaks, then run to its end.
async fn killed_story(
    earshot: &Earshot,
    database: &Database,
    folder: &Path,
    site: &Site,
) -> anyhow::Result<()> {
    kill_when(earshot, async || Ok(article::count(&database.read, &Which::Every).await? >= 2))
        .await?;
    kill_when(earshot, async || {
        let cache = folder.join("data/cache/speech");
        Ok(std::fs::read_dir(cache).is_ok_and(|files| files.count() >= 2))
    })
    .await?;
    let last = earshot.json(&["cron", "--json"])?;
    ensure!(last["totals"]["episodes_failed"] == 0, "{last}");
    check_feed(earshot).await?;
    check_at_rest(database).await?;

    let asked: Vec<String> = site.seen().into_iter().map(|seen| seen.path).collect();
    for story in (0..STORIES).map(Story::numbered) {
        let times = asked.iter().filter(|path| path.starts_with(&story.path)).count();
        ensure!((1..=2).contains(&times), "{} was asked {times} times", story.path);
    }
    Ok(())
}

/// The database of a data folder, beside the program that uses it.
pub(crate) async fn sqlite(folder: &Path) -> anyhow::Result<Database> {
    std::fs::create_dir(folder.join("data"))?;
    sqlite_at(&folder.join("data")).await
}

/// The database in a folder.
pub(crate) async fn sqlite_at(data: &Path) -> anyhow::Result<Database> {
    let settings = database::Settings {
        url: format!("sqlite:{}", data.join("earshot.db").display()),
        start_lock: data.join("test.lock"),
        connections: 1,
    };
    Ok(Database::start(&settings).await?)
}

/// Starts a crawl, and kills it with -9 as soon as something is so.
async fn kill_when(
    earshot: &Earshot,
    is_so: impl AsyncFn() -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let mut crawl = earshot.start(&["cron"])?;
    let end = tokio::time::Instant::now() + Duration::from_mins(2);
    while !is_so().await? {
        ensure!(tokio::time::Instant::now() < end, "it never came so far");
        ensure!(crawl.try_wait()?.is_none(), "it ended before it could be killed");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    crawl.kill()?;
    crawl.wait()?;
    Ok(())
}
