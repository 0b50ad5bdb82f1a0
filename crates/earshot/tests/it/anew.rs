//! Episodes that are spoken later than their article was stored: once more, or at last.

use std::path::Path;

use anyhow::{Context as _, ensure};
use database::{ConnectionTrait as _, Database, episode};
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::{
    earshot::Earshot,
    episodes::{listed, retry},
    story::{LEASE, sqlite_at},
    voices::{Manner, VoiceServer, newspaper_of, over},
};

const RUN: [&str; 2] = ["cron", "--json"];

async fn database(folder: &TempDir) -> anyhow::Result<Database> {
    sqlite_at(&folder.path().join("data")).await
}

/// Guid, audio and its bytes, of the only published episode.
async fn published(folder: &Path, database: &Database) -> anyhow::Result<(String, Vec<u8>)> {
    let rows = episode::published(&database.read, 9, 0).await?;
    ensure!(rows.len() == 1, "{} published", rows.len());
    let key = rows[0].card.audio_key.as_deref().context("its audio")?;
    Ok((rows[0].guid.clone(), std::fs::read(folder.join("data/objects").join(key))?))
}

/// Whether the words are in a tag, which is in UTF-16 (ID3v2.3, section 3.3).
fn has(bytes: &[u8], words: &str) -> bool {
    let words: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(words.len()).any(|window| window == words)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tag_names_what_is_said_though_the_article_is_called_otherwise_by_now()
-> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    let database = database(&folder).await?;
    let change = "UPDATE article SET title = 'Quite another headline'";
    database.write.execute_unprepared(change).await?;

    earshot.json(&RUN)?;

    let (_, audio) = published(folder.path(), &database).await?;
    ensure!(has(&audio, &Story::numbered(0).title), "it is not named as it is read");
    ensure!(!has(&audio, "Quite another headline"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_is_spoken_anew_where_somebody_wants_that() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    earshot.json(&RUN)?;
    let database = database(&folder).await?;
    let (calls, (guid, audio)) = (server.calls(), published(folder.path(), &database).await?);
    let address = listed(&earshot, &[])?[0]["address"].as_str().context("address")?.to_owned();
    let (code, told) = retry(&earshot, &[&address])?;
    ensure!(code == Some(1) && told.contains("--anew"), "{told}");

    let (code, told) = retry(&earshot, &[&address, "--anew"])?;

    ensure!(code == Some(0) && told.contains("1 episode."), "{told}");
    ensure!(episode::published(&database.read, 9, 0).await?.is_empty());
    earshot.json(&RUN)?;
    ensure!(server.calls() == 2 * calls, "{} calls, then {}", calls, server.calls());
    ensure!(published(folder.path(), &database).await? == (guid, audio), "the same is heard");
    Ok(())
}

fn write_whitelist(folder: &TempDir, site: &Site, rights: &str) -> anyhow::Result<()> {
    let home = site.base();
    let text = format!("[[site]]\nname = \"Post\"\nhome = \"{home}/\"\nrights = \"{rights}\"\n");
    Ok(std::fs::write(folder.path().join("sites.toml"), text)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_withdrawn_is_heard_again_once_that_is_allowed_again() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    newspaper(&site, &[Story::numbered(0)]);
    let earshot = Earshot::over(folder.path(), &site)?;
    for rights in ["open", "excerpt"] {
        write_whitelist(&folder, &site, rights)?;
        earshot.json(&RUN)?;
    }
    let address = listed(&earshot, &[])?[0]["address"].as_str().context("address")?.to_owned();
    let (code, told) = retry(&earshot, &[&address])?;
    ensure!(code == Some(1) && told.contains("its site is “excerpt”"), "{told}");
    ensure!(listed(&earshot, &["--state", "withdrawn"])?.len() == 1);

    write_whitelist(&folder, &site, "open")?;
    earshot.json(&RUN)?;
    let (code, told) = retry(&earshot, &[&address])?;
    ensure!(code == Some(0) && told.contains("(withdrawn)"), "{told}");
    earshot.json(&RUN)?;

    ensure!(listed(&earshot, &["--state", "published"])?.len() == 1);
    Ok(())
}

/// As if the episode had waited so often in a row, and its time had come.
async fn let_it_have_waited(database: &Database, waits: i32) -> anyhow::Result<()> {
    let text = format!("UPDATE episode SET waits = {waits}, next_attempt_at = 1, rung_at = 0");
    database.write.execute_unprepared(&text).await?;
    Ok(())
}

/// The only episode, once something has become of it.
async fn until(
    database: &Database,
    has_come: impl Fn(&episode::Model) -> bool,
) -> anyhow::Result<episode::Model> {
    let end = tokio::time::Instant::now() + 30 * LEASE;
    loop {
        let row = episode::of_article(&database.read, 1).await?;
        if let Some(row) = row.as_ref().filter(|row| has_come(row)) {
            return Ok(row.clone());
        }
        ensure!(tokio::time::Instant::now() < end, "{row:?}");
        tokio::time::sleep(LEASE / 40).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_that_refuses_for_a_week_is_given_up_and_tried_again_by_hand() -> anyhow::Result<()>
{
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Refusing).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    earshot.run(&RUN)?;
    let database = database(&folder).await?;
    let first = until(&database, |row| row.waits == 1).await?;
    let work = earshot.start_until_dropped(&["work"])?;

    let_it_have_waited(&database, 3).await?;
    let fourth = until(&database, |row| row.waits == 4).await?;
    let wait = |row: &episode::Model| {
        let due = row.next_attempt_at.map_or(0, |due| due.0);
        (due - jobs::clock::now().0) / 60_000_000
    };
    ensure!(wait(&first) <= 5 && wait(&fourth) >= 38, "{} and {}", wait(&first), wait(&fourth));
    let_it_have_waited(&database, 48).await?;
    until(&database, |row| row.failed_at.is_some()).await?;
    drop(work);

    let failed = listed(&earshot, &["--state", "failed"])?;
    let reason = failed[0]["reason"].as_str().context("a reason")?;
    ensure!(reason.contains("401") && reason.contains("after 48 waits in a row"), "{reason}");
    let well = VoiceServer::start(Manner::Well).await?;
    let earshot = over(folder.path(), &site, (&well, ""))?;
    let (code, told) = retry(&earshot, &["--all-failed"])?;
    ensure!(code == Some(0), "{told}");
    earshot.json(&RUN)?;
    ensure!(listed(&earshot, &["--state", "published"])?.len() == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_whose_voice_was_taken_away_waits_as_long_as_it_takes() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Refusing).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    earshot.run(&RUN)?;
    let database = database(&folder).await?;
    until(&database, |row| row.waits == 1).await?;
    let change = "UPDATE episode SET language = 'nl'";
    database.write.execute_unprepared(change).await?;
    let_it_have_waited(&database, 400).await?;

    let work = earshot.start_until_dropped(&["work"])?;
    let row = until(&database, |row| row.waits == 401).await?;
    drop(work);

    ensure!(row.failed_at.is_none() && row.waits_for.as_deref() == Some("voice"), "{row:?}");
    let waiting = listed(&earshot, &["--state", "waiting"])?;
    ensure!(waiting[0]["reason"] == "no voice speaks “nl”", "{waiting:?}");
    ensure!(waiting[0]["waits_for"] == "voice", "{waiting:?}");
    Ok(())
}
