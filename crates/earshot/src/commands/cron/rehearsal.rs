//! A dry run: the crawl over a copy of the frontier, with a queue of its own, both gone afterwards.
//!
//! Another worker cannot hear its bell, and nothing that it finds is stored. The hosts are held in the
//! real database meanwhile, so that they still see one guest; how they are to be asked (their pace and
//! their robots.txt) is the one thing that is kept there.

use std::time::Duration;

use database::{Database, Lease, copy, host, site};
use jobs::clock::now;
use tempfile::TempDir;
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};

use crate::{
    settings::{Settings, Storage},
    wiring,
};

/// How long a host stays ours after a crash, in seconds: longer than the longest crawl-delay.
const HELD_SECONDS: i64 = 60;
/// How often that is renewed.
const RENEWAL: Duration = Duration::from_secs(20);
/// How long is waited for hosts that a worker is asking.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is tried meanwhile.
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
            rehearsal.real = Some(Held::take(real, &copied, named).await?);
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

    /// Gives the hosts back, with how they are to be asked. The copy stays.
    pub(super) async fn end(&mut self, copied: &Database) -> anyhow::Result<()> {
        let Some(Held { database, leases, renewal }) = self.real.take() else { return Ok(()) };
        renewal.abort();
        for lease in leases {
            if let Some(row) = host::by_id(&copied.read, lease.id).await? {
                // A lease that was lost is not ours to write by.
                let _lost = give_back(&database, &lease, row).await;
            }
        }
        Ok(())
    }
}

impl Held {
    async fn take(
        database: Database,
        copied: &Database,
        named: Option<&[String]>,
    ) -> anyhow::Result<Self> {
        let sites = match named {
            Some(named) => Some(ids(&database, named).await?),
            None => None,
        };
        let hosts = hosts(&database, sites.as_deref(), named.unwrap_or_default()).await?;
        let leases = hold(&database, hosts).await?;
        let renewal = tokio::spawn(renew(database.clone(), leases.clone()));
        copy::copy_frontier(&database, copied, sites.as_deref()).await?;
        let held: Vec<i64> = leases.iter().map(|lease| lease.id).collect();
        let alone = (now(), now().plus_seconds(86_400));
        let why = "another worker is asking it just now";
        copy::leave_alone_but(&copied.write, &held, alone, why).await?;
        Ok(Self { database, leases, renewal })
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

/// The hosts that may be asked: those of the sites, and those that were named, whoever's they are.
async fn hosts(
    database: &Database,
    sites: Option<&[i64]>,
    named: &[String],
) -> anyhow::Result<Vec<i64>> {
    let mut hosts = host::of_sites(&database.read, sites).await?;
    for name in named {
        hosts.extend(host::id_of(&database.read, name).await?);
    }
    hosts.sort_unstable();
    hosts.dedup();
    Ok(hosts)
}

/// Takes the leases of hosts, waiting for those that a worker has. A host that could not be had, or that
/// rests, is left alone.
async fn hold(database: &Database, mut hosts: Vec<i64>) -> anyhow::Result<Vec<Lease>> {
    let end = Instant::now() + PATIENCE;
    let mut leases = Vec::with_capacity(hosts.len());
    loop {
        let mut held_by_others = Vec::new();
        for id in hosts {
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
        if hosts.is_empty() || Instant::now() >= end {
            return Ok(leases);
        }
        sleep(TRY).await;
    }
}

async fn renew(database: Database, leases: Vec<Lease>) {
    loop {
        sleep(RENEWAL).await;
        for lease in &leases {
            let _lost = host::renew(&database.write, lease, now().plus_seconds(HELD_SECONDS)).await;
        }
    }
}

async fn give_back(database: &Database, lease: &Lease, row: host::Model) -> database::Result<()> {
    let write = &database.write;
    if let (Some(status), Some(robots)) = (row.robots_status, &row.robots) {
        let status = u16::try_from(status).unwrap_or_default();
        host::keep_robots(write, lease, status, robots, row.robots_until).await?;
    }
    let health = host::Health {
        free_at: row.free_at,
        latency_micros: row.latency_micros,
        failures: row.failures,
        blocked_until: row.blocked_until,
        last_error: row.last_error,
        refusals: row.refusals,
    };
    host::keep_health(write, lease, &health).await?;
    host::renew(write, lease, database::Micros::START).await
}
