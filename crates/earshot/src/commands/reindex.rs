//! `earshot reindex`: the search index anew, from the database.

use std::{process::ExitCode, sync::Arc};

use anyhow::bail;
use jobs::Follower;

use crate::{output, settings::Settings, wiring};

pub(super) async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let database = wiring::database(&settings).await?;
    let index = wiring::index(&settings)?;
    let Some(mut follower) = Follower::start(Arc::clone(&index)).await? else {
        bail!("another process writes the index: stop `earshot run` or `earshot serve` first");
    };
    follower.start_over().await?;
    follower.catch_up(&database).await?;
    output::note(&format!("{} articles are indexed.", index.documents()));
    Ok(ExitCode::SUCCESS)
}
