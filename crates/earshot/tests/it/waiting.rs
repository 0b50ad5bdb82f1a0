//! Episodes that wait: which of them a crawl tells of, and calls a failure.

use std::path::Path;

use anyhow::{Context as _, ensure};
use database::{ConnectionTrait as _, Database, Micros, episode};
use jobs::clock::now;
use tempfile::TempDir;

use crate::{
    earshot::Earshot,
    story::sqlite_at,
    voices::{Manner, VoiceServer, newspaper_of, over},
};

/// How a crawl ended, and what it told beside its result.
fn cron(earshot: &Earshot) -> anyhow::Result<(Option<i32>, String)> {
    let output = earshot.run(&["cron"])?;
    Ok((output.status.code(), String::from_utf8(output.stderr)?))
}

/// Has every episode wait until then, for whatever it waits for.
async fn wait_until(database: &Database, then: Micros) -> anyhow::Result<()> {
    let text = format!("UPDATE episode SET next_attempt_at = {}", then.0);
    database.write.execute_unprepared(&text).await?;
    Ok(())
}

/// A voice with a budget that has room for nothing.
const SPENT: &str = "price_per_million = 16.0\ncurrency = \"USD\"\nbudget_characters = 10";

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_that_is_spent_is_no_failure_of_a_crawl() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, SPENT))?;
    let (code, told) = cron(&earshot)?;
    ensure!(code == Some(0), "{told}");
    let database = sqlite_at(&folder.path().join("data")).await?;
    wait_until(&database, now().plus_seconds(600)).await?;

    let (code, told) = cron(&earshot)?;

    ensure!(code == Some(0) && !told.contains("Waiting"), "{told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_that_is_away_for_hours_is_a_failure_of_a_crawl() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Refusing).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    ensure!(cron(&earshot)?.0 == Some(1));
    let database = sqlite_at(&folder.path().join("data")).await?;
    wait_until(&database, now().plus_seconds(7_200)).await?;

    let (code, told) = cron(&earshot)?;

    ensure!(code == Some(1) && told.contains("refused with 401"), "{told}");
    ensure!(told.contains("earshot episode list --state waiting"), "{told}");
    ensure!(told.contains("earshot episode retry"), "{told}");
    Ok(())
}

/// An attempt at the only episode ends with an error of its own, and is followed by another.
async fn fail_once(data: &Path) -> anyhow::Result<()> {
    let database = sqlite_at(data).await?;
    let row = episode::of_article(&database.read, 1).await?.context("the episode")?;
    wait_until(&database, now()).await?;
    let (start, again) = (now(), now().plus_seconds(600));
    let leased = episode::lease(&database.write, row.id, false, start, again).await?;
    let (lease, _) = leased.context("the lease")?;
    Ok(episode::fail(&database.write, &lease, "no WAV file", Some(again), start).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_attempt_of_another_episode_is_no_failure_of_a_crawl() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Refusing).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    ensure!(cron(&earshot)?.0 == Some(1));
    fail_once(&folder.path().join("data")).await?;

    let (code, told) = cron(&earshot)?;

    ensure!(code == Some(0) && !told.contains("Waiting"), "{told}");
    Ok(())
}

/// From now on an attempt that was taken back cannot be counted again.
const NO_COUNTING: &str = "CREATE TRIGGER uncounted BEFORE UPDATE ON episode \
    WHEN NEW.attempts > OLD.attempts AND NEW.lease_epoch = OLD.lease_epoch \
    BEGIN SELECT RAISE(ABORT, 'not counted'); END";

#[tokio::test(flavor = "multi_thread")]
async fn why_a_mastering_failed_is_told_where_it_cannot_be_counted_either() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    let database = sqlite_at(&folder.path().join("data")).await?;
    database.write.execute_unprepared(NO_COUNTING).await?;
    // A row that cannot be written: the object's, behind the mastering.
    let text = "CREATE TRIGGER unplanned BEFORE INSERT ON object \
                BEGIN SELECT RAISE(ABORT, 'no object is planned'); END";
    database.write.execute_unprepared(text).await?;

    let work = earshot.start_until_dropped(&["work"])?;
    let reason = crate::voices::told_reason(&database).await?;
    drop(work);

    ensure!(reason.contains("no object is planned"), "{reason}");
    Ok(())
}

/// From now on no article can be placed: what a lock is that somebody holds for long.
const LOCKED: &str = "CREATE FUNCTION locked() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN RAISE EXCEPTION 'a deadlock' USING ERRCODE = '40P01'; END $$; \
    CREATE TRIGGER locked BEFORE INSERT ON sketch FOR EACH ROW EXECUTE FUNCTION locked()";

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_passes_ends_no_crawl() -> anyhow::Result<()> {
    let Some(test) = testkit::TestDatabase::postgres().await? else { return Ok(()) };
    let folder = TempDir::new()?;
    let site = newspaper_of(1).await?;
    let earshot = Earshot::over(folder.path(), &site)?.with("DATABASE_URL", &test.settings.url);
    test.database.write.execute_unprepared(LOCKED).await?;

    let report = earshot.json(&["cron", "--json"])?;

    ensure!(report["totals"]["episodes"] == 1, "{report}");
    Ok(())
}
