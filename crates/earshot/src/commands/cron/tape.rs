//! The archive that a crawl is kept in, or taken from.

use std::{future::pending, path::Path, sync::Arc};

use anyhow::Context as _;
use database::{Database, Micros};
use fetch::{Archive, Recorder};
use jobs::{Context, Replay, queue::Name};

use super::gaps::{self, Gaps};
use crate::{arguments::Cron, commands::Usage, settings::Settings, wiring};

/// A file stands where a folder is wanted, or on the way there.
fn refuse_file(folder: &Path) -> anyhow::Result<()> {
    let there = folder.ancestors().find(|path| path.exists());
    let Some(file) = there.filter(|path| !path.is_dir()) else { return Ok(()) };
    let problem = format!(
        "--warc: {} is a file; expected a folder, which is made where it is missing",
        file.display()
    );
    Err(Usage(problem).into())
}

/// What stands between the crawl and the sites.
pub(super) enum Tape {
    /// Nothing.
    None,
    /// Everything is kept.
    Recording(Recorder),
    /// Everything comes from it.
    Replaying(Archive),
}

impl Tape {
    /// Opens what the arguments name, before anything else is done.
    pub(super) async fn open(settings: &Settings, cron: &Cron) -> anyhow::Result<Self> {
        if let Some(folder) = &cron.warc {
            refuse_file(folder)?;
            let recorder = Recorder::start(folder, &wiring::user_agent(settings));
            return Ok(Self::Recording(recorder.context("--warc")?));
        }
        let Some(path) = cron.from_warc.clone() else { return Ok(Self::None) };
        let opened = tokio::task::spawn_blocking(move || Archive::open(&path)).await?;
        let archive = opened.context("--from-warc");
        Ok(Self::Replaying(archive.map_err(|error| Usage(format!("{error:#}")))?))
    }

    /// Puts itself between.
    pub(super) fn insert(&self, context: &mut Context, sites: &[i64]) {
        match self {
            Self::None => {}
            Self::Recording(recorder) => {
                context.client = context.client.clone().recording(recorder.clone());
            }
            Self::Replaying(archive) => {
                context.client = context.client.clone().replaying(archive.clone());
                context.replay = Some(Arc::new(Replay::new(archive.clone(), sites.to_vec())));
            }
        }
    }

    /// The queues to work on. Those who crawl from an archive leave alone what others have put in
    /// the queue for the sites themselves.
    pub(super) fn queues(&self) -> &'static [Name] {
        match self {
            Self::Replaying(_) => &[Name::Speech, Name::Publish],
            _ => &[Name::Crawl, Name::Speech, Name::Publish],
        }
    }

    /// What other workers have fetched of a crawl since then; none where nothing is kept.
    pub(super) async fn gaps(
        &self,
        database: &Database,
        of: (&[i64], Micros),
    ) -> anyhow::Result<Option<Gaps>> {
        let Self::Recording(recorder) = self else { return Ok(None) };
        gaps::of(recorder, database, of).await.map(Some)
    }

    /// Waits until the archive cannot be written any longer, most likely for ever.
    pub(super) async fn failed(&self) -> anyhow::Error {
        let Self::Recording(recorder) = self else { return pending().await };
        anyhow::Error::new(recorder.failed().await).context(
            "--warc: the crawl was stopped, as it could no longer be kept; what was stored stays, \
             and the rest is still due",
        )
    }
}
