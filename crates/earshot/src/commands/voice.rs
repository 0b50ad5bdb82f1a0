//! `earshot voice`: who can speak, and how that sounds.

use std::process::ExitCode;

use crate::{arguments::Voice, settings::Settings};

mod add;
pub(super) mod check;
mod cost;
mod list;
mod trial;

pub(super) async fn run(settings: &Settings, voice: Voice) -> anyhow::Result<ExitCode> {
    match voice {
        Voice::List { json } => list::run(settings, json).await,
        Voice::Add(add) => add::run(settings, &add).await,
        Voice::Cost { months, json } => cost::run(settings, months, json).await,
        Voice::Try(trial) => trial::run(settings, &trial).await,
    }
}
