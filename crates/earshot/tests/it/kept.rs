//! Speech that cannot be kept, and audio that a store has lost.

use anyhow::ensure;
use database::{Database, episode};
use tempfile::TempDir;

use crate::{
    story::{LEASE, sqlite_at},
    voices::{Manner, VoiceServer, newspaper_of, over, told_reason},
};

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_can_be_kept_no_more_is_said_and_the_episode_waits() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    // A file where a folder is to be: what a full disk is to those who write there.
    let kept = folder.path().join("data/cache/speech");
    if kept.exists() {
        std::fs::remove_dir_all(&kept)?;
    }
    std::fs::create_dir_all(folder.path().join("data/cache"))?;
    std::fs::write(&kept, "")?;
    let database = sqlite_at(&folder.path().join("data")).await?;

    let work = earshot.start_until_dropped(&["work"])?;
    let reason = told_reason(&database).await?;
    drop(work);

    ensure!(server.calls() == 1, "{} calls: {reason}", server.calls());
    let row = episode::of_article(&database.read, 1).await?;
    ensure!(row.is_some_and(|row| row.failed_at.is_none() && row.attempts == 0), "{reason}");
    Ok(())
}

/// Waits until the episode has audio, or has none; it is given back then.
async fn until_it_has(audio: bool, database: &Database) -> anyhow::Result<episode::Model> {
    let end = tokio::time::Instant::now() + 30 * LEASE;
    loop {
        let row = episode::of_article(&database.read, 1).await?;
        if let Some(row) = row.as_ref().filter(|row| row.object_id.is_some() == audio) {
            return Ok(row.clone());
        }
        ensure!(tokio::time::Instant::now() < end, "{row:?}");
        tokio::time::sleep(LEASE / 40).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_loses_what_it_is_given_is_given_it_again_but_not_at_once()
-> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    let database = sqlite_at(&folder.path().join("data")).await?;
    let work =
        earshot.start_until_dropped(&["work", "--queue", "speech", "--queue", "schedule"])?;
    until_it_has(true, &database).await?;
    drop(work);
    std::fs::remove_dir_all(folder.path().join("data/objects"))?;

    let before = jobs::clock::now();
    let _work =
        earshot.start_until_dropped(&["work", "--queue", "publish", "--queue", "schedule"])?;
    let row = until_it_has(false, &database).await?;

    ensure!(row.failed_at.is_none(), "{row:?}");
    ensure!(row.next_attempt_at > Some(before.plus_seconds(20)), "{row:?}");
    Ok(())
}
