//! The database goes away in the middle of the story, and comes back.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use database::{Database, article, article::Which, episode};
use tempfile::TempDir;
use testkit::{S3Server, Story, TestDatabase, Wire};
use tokio::time::{Instant, sleep};
use url::Url;

use crate::{
    earshot::Earshot,
    story::{EPISODES, LEASE, STORIES, check_at_rest, check_feed, check_queue, get, put_newspaper},
};

/// How long is waited for anything here.
const PATIENCE: Duration = Duration::from_mins(2);

async fn wait_until(
    what: &str,
    is_so: impl AsyncFn() -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let end = Instant::now() + PATIENCE;
    while !is_so().await? {
        ensure!(Instant::now() < end, "{what}: never");
        sleep(LEASE / 40).await;
    }
    Ok(())
}

async fn articles(database: &Database) -> anyhow::Result<usize> {
    Ok(usize::try_from(article::count(&database.read, &Which::Every).await?)?)
}

/// A wire to the server of a database's address, and the address through it.
async fn wire_to(url: &str) -> anyhow::Result<(Wire, String)> {
    let mut url: Url = url.parse()?;
    let server = url.socket_addrs(|| Some(5432))?.into_iter().next().context("a server")?;
    let wire = Wire::to(server).await?;
    url.set_ip_host(wire.address.ip()).ok().context("a host")?;
    url.set_port(Some(wire.address.port())).ok().context("a port")?;
    Ok((wire, url.to_string()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away_costs_time_and_nothing_else() -> anyhow::Result<()> {
    let Some(test) = TestDatabase::postgres().await? else { return Ok(()) };
    let database = &test.database;
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let s3 = S3Server::start().await?;
    let (wire, url) = wire_to(&test.settings.url).await?;
    let earshot = Earshot::over(folder.path(), &site)?
        .with("EPISODES_PER_HOUR", &EPISODES.to_string())
        .with("DATABASE_URL", &url)
        .with_s3(&s3);
    let server = earshot.serve()?;
    let mut work = earshot.start(&["work"])?;

    wait_until("two articles", async || Ok(articles(database).await? >= 2)).await?;
    wire.cut();
    let ready = format!("{}/readyz", server.address);
    wait_until("a server that says it is not ready", async || Ok(get(&ready).await?.0 == 503))
        .await?;
    ensure!(get(&server.address).await?.0 == 503, "pages say so, too");
    ensure!(get(&format!("{}/healthz", server.address)).await?.0 == 200, "the process is well");
    wire.mend();

    wait_until("everything", async || {
        let published = episode::published(&database.read, 10, 0).await?.len();
        Ok(articles(database).await? == STORIES && published == EPISODES)
    })
    .await?;
    ensure!(work.try_wait()?.is_none(), "the workers live on");
    wait_until("a server that is ready", async || Ok(get(&ready).await?.0 == 200)).await?;
    work.kill()?;
    work.wait()?;
    check_feed(&earshot).await?;
    check_at_rest(database).await?;
    check_queue(&jobs::Queue::postgres(&test.settings.url, LEASE).await?).await?;
    let asked: Vec<String> = site.seen().into_iter().map(|seen| seen.path).collect();
    for story in (0..STORIES).map(Story::numbered) {
        let times = asked.iter().filter(|path| path.starts_with(&story.path)).count();
        ensure!((1..=2).contains(&times), "{} was asked {times} times", story.path);
    }
    Ok(())
}
