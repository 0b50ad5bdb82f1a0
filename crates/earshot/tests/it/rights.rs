//! A site that is open no longer: what lay open must not stay there.

use anyhow::{Context as _, ensure};
use database::{Database, episode};
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::{earshot::Earshot, story::sqlite};

fn write_whitelist(folder: &TempDir, site: &Site, rights: &str) -> anyhow::Result<()> {
    let home = site.base();
    let text = format!("[[site]]\nname = \"Post\"\nhome = \"{home}/\"\nrights = \"{rights}\"\n");
    Ok(std::fs::write(folder.path().join("sites.toml"), text)?)
}

/// Guid and key of the one published episode.
async fn published(database: &Database) -> anyhow::Result<(String, String)> {
    let episode = episode::published(&database.read, 9, 0).await?.pop().context("an episode")?;
    Ok((episode.guid, episode.card.audio_key.context("its audio")?))
}

#[tokio::test(flavor = "multi_thread")]
async fn audio_of_a_site_that_closes_is_withdrawn_and_spoken_anew() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    newspaper(&site, &[Story::numbered(0)]);
    let earshot = Earshot::over(folder.path(), &site)?;
    let database = sqlite(folder.path()).await?;

    write_whitelist(&folder, &site, "open")?;
    earshot.json(&["cron", "--json"])?;
    let (guid, open) = published(&database).await?;
    ensure!(open.starts_with("open/"), "{open}");

    write_whitelist(&folder, &site, "personal")?;
    earshot.json(&["cron", "--json"])?;
    let (same_guid, personal) = published(&database).await?;
    ensure!(personal.starts_with("personal/") && same_guid == guid, "{personal}");
    ensure!(database::object::by_key(&database.read, &open).await?.is_none(), "still in use");

    write_whitelist(&folder, &site, "excerpt")?;
    earshot.json(&["cron", "--json"])?;
    let server = earshot.serve()?;
    let feed = crate::story::get(&format!("{}/podcast/feed.xml", server.address)).await?.1;
    ensure!(!String::from_utf8_lossy(&feed).contains("<enclosure"), "an excerpt is not heard");
    Ok(())
}
