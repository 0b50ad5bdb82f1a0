//! A dry run: the crawl over a copy of the frontier, with a queue of its own, both gone afterwards.
//!
//! Another worker cannot hear its bell, and nothing that it finds is stored. The hosts are held in the
//! real database meanwhile, so that they still see one guest; how they are to be asked (their pace and
//! their robots.txt) is the one thing that is written there, and at once (`jobs::Original`).

use std::sync::Arc;
use std::time::Duration;

use database::{Database, DatabaseError, Lease, Micros, copy, host, site};
use jobs::{Original, clock::now};
use tempfile::TempDir;
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};
use tracing::warn;

use super::held;
use crate::{
    output,
    settings::{Settings, Storage},
    wiring,
};

/// How long a host stays ours after a crash, in seconds: longer than the longest crawl-delay.
const HELD_SECONDS: i64 = 60;
/// How often that is renewed.
const RENEWAL: Duration = Duration::from_secs(20);
/// The longest that hosts of others are waited for: those at hand are not renewed meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often hosts that others hold are tried, for as long as a lease lasts: by then one that was killed
/// has given them up.
const TRY: Duration = Duration::from_millis(200);

/// What a dry run stands on; dropped, it is gone.
pub(super) struct Rehearsal {
    folder: TempDir,
    real: Option<Held>,
}

/// The real database, and what is held in it.
struct Held {
    database: Database,
    leases: Vec<Lease>,
    renewal: JoinHandle<()>,
}

impl Rehearsal {
    /// Holds the hosts of the sites of these hosts (none: of all), and copies the frontier.
    pub(super) async fn begin(
        settings: &Settings,
        named: Option<&[String]>,
    ) -> anyhow::Result<Self> {
        let mut rehearsal = Self { folder: TempDir::new()?, real: None };
        if wiring::has_database(settings) {
            let real = wiring::database(settings).await?;
            let copied = wiring::database(&rehearsal.settings(settings)).await?;
            rehearsal.real =
                Some(Held::take((real, settings.lease.min(PATIENCE)), &copied, named).await?);
        }
        Ok(rehearsal)
    }

    /// The settings of the copy.
    pub(super) fn settings(&self, settings: &Settings) -> Settings {
        Settings {
            data_dir: self.folder.path().to_owned(),
            database_url: None,
            storage: Storage::Disk,
            media_url: None,
            ..settings.clone()
        }
    }

    /// The rows of the hosts that are held.
    pub(super) fn original(&self) -> Option<Arc<Original>> {
        let Held { database, leases, .. } = self.real.as_ref()?;
        Some(Arc::new(Original::new(database.clone(), leases.iter().copied())))
    }

    /// Gives the hosts back.
    pub(super) async fn end(self) {
        if let Some(held) = self.real {
            held.give_back().await;
        }
    }
}

impl Held {
    async fn take(
        (database, patience): (Database, Duration),
        copied: &Database,
        named: Option<&[String]>,
    ) -> anyhow::Result<Self> {
        let sites = match named {
            Some(named) => Some(ids(&database, named).await?),
            None => None,
        };
        let hosts = hosts(&database, sites.as_deref(), named.unwrap_or_default()).await?;
        let mut leases = Vec::with_capacity(hosts.len());
        let had = hold((&database, patience), hosts, &mut leases).await;
        let renewal = tokio::spawn(renew(database.clone(), leases.clone()));
        let held = Self { database, leases, renewal };
        let copied = match had {
            Ok(()) => held.copy(copied, sites.as_deref()).await,
            Err(error) => Err(error),
        };
        if let Err(error) = copied {
            held.give_back().await;
            return Err(error);
        }
        Ok(held)
    }

    async fn copy(&self, copied: &Database, sites: Option<&[i64]>) -> anyhow::Result<()> {
        copy::copy_frontier(&self.database, copied, sites).await?;
        let held: Vec<i64> = self.leases.iter().map(|lease| lease.id).collect();
        let alone = (now(), now().plus_seconds(86_400));
        copy::leave_alone_but(&copied.write, &held, alone, Original::HELD).await?;
        Ok(())
    }

    async fn give_back(self) {
        self.renewal.abort();
        for lease in &self.leases {
            match host::renew(&self.database.write, lease, Micros::START).await {
                // One that was lost is somebody else's to give back.
                Ok(()) | Err(DatabaseError::LeaseLost) => {}
                Err(error) => {
                    warn!(host.id = lease.id, %error, "A host is held for another minute");
                }
            }
        }
    }
}

/// The sites of these hosts, as far as they are known.
async fn ids(database: &Database, named: &[String]) -> anyhow::Result<Vec<i64>> {
    let mut ids = Vec::with_capacity(named.len());
    for host in named {
        ids.extend(site::by_host(&database.read, host).await?.map(|site| site.id));
    }
    Ok(ids)
}

/// The hosts that may be asked: those of the sites, those that were named, whoever's they are, and those
/// that were only looked at, as a site that is new to the copy may be theirs.
async fn hosts(
    database: &Database,
    sites: Option<&[i64]>,
    named: &[String],
) -> anyhow::Result<Vec<i64>> {
    let mut hosts = host::of_sites(&database.read, sites).await?;
    for name in named {
        hosts.extend(host::id_of(&database.read, name).await?);
    }
    hosts.extend(host::of_no_site(&database.read).await?);
    hosts.sort_unstable();
    hosts.dedup();
    Ok(hosts)
}

/// Takes the leases of hosts, waiting for those that a worker has. A host that could not be had, or that
/// rests, is left alone.
async fn hold(
    (database, patience): (&Database, Duration),
    mut hosts: Vec<i64>,
    leases: &mut Vec<Lease>,
) -> anyhow::Result<()> {
    let end = Instant::now() + patience;
    let mut is_told = false;
    loop {
        let mut held_by_others = Vec::new();
        for &id in &hosts {
            let (start, until) = (now(), now().plus_seconds(HELD_SECONDS));
            if let Some((lease, _)) = host::lease(&database.write, id, start, until).await? {
                leases.push(lease);
                continue;
            }
            let row = host::by_id(&database.read, id).await?;
            if row.is_some_and(|row| row.blocked_until <= now()) {
                held_by_others.push(id);
            }
        }
        hosts = held_by_others;
        if hosts.is_empty() {
            return Ok(());
        }
        if Instant::now() >= end {
            let held = names(database, &hosts).await?;
            output::note(&format!("{}: left out of this dry run.", held::told(&held)));
            return Ok(());
        }
        if !is_told {
            let (held, seconds) = (names(database, &hosts).await?, patience.as_secs());
            output::note(&format!("{}: waited for, up to {seconds} s.", held::told(&held)));
            is_told = true;
        }
        sleep(TRY).await;
    }
}

async fn names(database: &Database, hosts: &[i64]) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::with_capacity(hosts.len());
    for id in hosts {
        names.extend(host::by_id(&database.read, *id).await?.map(|host| host.name));
    }
    Ok(names)
}

/// Holds the hosts for longer, again and again. One that was lost is held no longer: before its next
/// request the dry run finds out by itself.
async fn renew(database: Database, mut leases: Vec<Lease>) {
    loop {
        sleep(RENEWAL).await;
        let mut held = Vec::with_capacity(leases.len());
        for lease in leases {
            if is_held(&database, &lease).await {
                held.push(lease);
            }
        }
        leases = held;
    }
}

/// Holds a host for longer; false when it was lost.
async fn is_held(database: &Database, lease: &Lease) -> bool {
    let until = now().plus_seconds(HELD_SECONDS);
    let renewed = host::renew(&database.write, lease, until).await;
    if let Err(error) = &renewed {
        warn!(host.id = lease.id, %error, "A host could not be held for longer");
    }
    !matches!(renewed, Err(DatabaseError::LeaseLost))
}
