//! `earshot episode`: what became of articles that might be heard.

use std::process::ExitCode;

use crate::{arguments::Episode, settings::Settings};

mod list;
mod retry;

pub(super) async fn run(settings: &Settings, episode: Episode) -> anyhow::Result<ExitCode> {
    match episode {
        Episode::List(asked) => list::run(settings, &asked).await,
        Episode::Retry(asked) => retry::run(settings, &asked).await,
    }
}
