//! `earshot migrate`: the database's schema, and the queue's, up to date.

use std::process::ExitCode;

use crate::{output, settings::Settings, wiring};

pub(super) async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let database = wiring::database(&settings).await?;
    wiring::context(&settings, database, None).await?;
    output::note("The schema is up to date.");
    Ok(ExitCode::SUCCESS)
}
