//! An archive -> the hosts of some sites, visited again without asking anybody.
//!
//! What is due does not count here, nor does anything learnt of a host change: sources and addresses
//! are walked through in the order of their rows, each once, whenever they are due for the site
//! itself. So the same data folder goes on as before. The queue has no part in it either: its workers
//! may be another process's, which would ask the site.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use database::{address, host, source};
use discover::Address;
use fetch::Archive;
use futures_util::{StreamExt, stream};
use tokio::time::sleep;
use tracing::warn;
use url::Url;

use super::{CrawlHost, Errand, Guest, Visit, ensure_robots, page, sources};
use crate::Context;

mod walked;

use walked::{Cursor, Walked};

/// How often a host is tried that somebody else holds.
const TRY: Duration = Duration::from_secs(1);

/// A crawl from an archive, and how far it has come.
pub struct Replay {
    archive: Archive,
    sites: Vec<i64>,
    walked: Walked,
    put_off: Mutex<BTreeSet<i64>>,
}

impl Replay {
    /// A crawl of these sites. The client must answer from the same archive.
    #[must_use]
    pub fn new(archive: Archive, sites: Vec<i64>) -> Self {
        let walked = Walked::of(sites.clone());
        Self { archive, sites, walked, put_off: Mutex::default() }
    }

    /// Visits every host, until none has anything new.
    ///
    /// # Errors
    /// When the database is away, or a host cannot be walked through to its end.
    pub(crate) async fn run(&self, context: &Context) -> anyhow::Result<()> {
        loop {
            let before = self.walked.steps();
            let hosts = host::of_sites(&context.database.read, Some(&self.sites)).await?;
            let mut failed = self.visit(context, hosts).await;
            while let Some(held) = self.take_put_off() {
                sleep(TRY).await;
                failed = failed.or(self.visit(context, held).await);
            }
            if self.walked.steps() == before {
                return failed.map_or(Ok(()), Err);
            }
        }
    }

    /// Visits these hosts. Returns the first failure of our own.
    async fn visit(
        &self,
        context: &Context,
        hosts: impl IntoIterator<Item = i64>,
    ) -> Option<anyhow::Error> {
        let at_once = context.settings.crawlers.max(1);
        let visits = stream::iter(hosts).map(|host| visit(context, host));
        let failures = visits.buffer_unordered(at_once).filter_map(std::future::ready);
        let mut failures: Vec<anyhow::Error> = failures.collect().await;
        (!failures.is_empty()).then(|| failures.swap_remove(0))
    }

    /// Whether the archive has the one address, and has not the other.
    pub(super) fn has_only(&self, one: &Url, other: &Url) -> bool {
        self.archive.dates(other).is_empty() && !self.archive.dates(one).is_empty()
    }

    fn take_put_off(&self) -> Option<BTreeSet<i64>> {
        let mut put_off = self.put_off.lock().unwrap_or_else(PoisonError::into_inner);
        (!put_off.is_empty()).then(|| std::mem::take(&mut *put_off))
    }

    /// Notes that somebody else held a host: it is visited later.
    pub(super) fn put_off(&self, host: i64) {
        self.put_off.lock().unwrap_or_else(PoisonError::into_inner).insert(host);
    }
}

async fn visit(context: &Context, host: i64) -> Option<anyhow::Error> {
    let failure = Box::pin(CrawlHost { host }.run(context)).await.err();
    if let Some(error) = &failure {
        warn!(host.id = host, "The visit of a host failed: {error:#}");
    }
    failure
}

/// Goes through everything that is new at a host.
pub(super) async fn walk(
    context: &Context,
    replay: &Replay,
    guest: &mut Guest,
    visit: &mut Visit,
) -> anyhow::Result<()> {
    let (read, host) = (&context.database.read, guest.host_id());
    let mut cursor = Cursor::default();
    loop {
        let sources = replay.walked.sources(read, host).await?;
        let addresses = replay.walked.addresses(read, host, &mut cursor).await?;
        if sources.is_empty() && addresses.is_empty() {
            return Ok(());
        }
        ensure_robots(context, guest, &sources, addresses.first()).await?;
        // What sources announce comes first: of an article it tells more.
        if sources.is_empty() {
            cursor.pass(&addresses);
            ask_again(context, replay, guest, visit, addresses).await?;
        } else {
            read_again(context, replay, guest, visit, sources).await?;
        }
    }
}

async fn ask_again(
    context: &Context,
    replay: &Replay,
    guest: &mut Guest,
    visit: &mut Visit,
    addresses: Vec<address::Model>,
) -> anyhow::Result<()> {
    for due in addresses {
        if let Some(party) = visit.party(context, due.site_id).await? {
            again(&mut Errand { context, guest, party }, &due).await?;
        }
        replay.walked.step_address(due.id);
    }
    Ok(())
}

async fn read_again(
    context: &Context,
    replay: &Replay,
    guest: &mut Guest,
    visit: &mut Visit,
    sources: Vec<source::Model>,
) -> anyhow::Result<()> {
    for due in sources {
        if let Some(party) = visit.party(context, due.site_id).await? {
            every_edition(&mut Errand { context, guest, party }, replay, &due).await?;
        }
        replay.walked.step_source(due.id);
    }
    Ok(())
}

async fn again(errand: &mut Errand<'_>, due: &address::Model) -> anyhow::Result<()> {
    errand.guest.forget_answer();
    match page::ask(errand, due).await {
        Err(error) => page::put_off(errand, due, error).await,
        Ok(_asked) => Ok(()),
    }
}

/// Reads a source as it was each time, oldest first: what it announces leaves it within days.
async fn every_edition(
    errand: &mut Errand<'_>,
    replay: &Replay,
    due: &source::Model,
) -> anyhow::Result<()> {
    let address = Address::parse(&due.address).ok();
    let dates = address.map(|it| replay.archive.dates(it.url())).unwrap_or_default();
    let mut editions: Vec<_> = dates.into_iter().map(Some).collect();
    if editions.is_empty() {
        editions.push(None);
    }
    for edition in editions {
        errand.guest.forget_answer();
        errand.guest.archived_from = edition;
        if let Err(error) = sources::ask(errand, due).await {
            sources::put_off(errand, due, error).await?;
        }
    }
    errand.guest.archived_from = None;
    Ok(())
}
