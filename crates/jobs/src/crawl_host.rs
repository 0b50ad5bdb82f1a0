//! Host with work -> its robots.txt, sources and article pages asked, one after another, and each
//! page's article in the database.
//!
//! Runs when a source or an address of the host is due; found articles ring nothing: search follows
//! the change feed, and choosing has its own schedule. Safe to run twice: the host is leased, each
//! address ends in one transaction with its article, and what has no outcome yet is still due.

use std::collections::BTreeMap;

use anyhow::Context as _;
use database::{Lease, address, host, site, source, visit};
use serde::{Deserialize, Serialize};
use tracing::{info, warn};

use crate::{Context, clock::now, held};

mod canonical;
mod guest;
mod page;
mod reason;
mod robots;
mod sources;

use guest::Guest;
pub use robots::PRODUCT_TOKEN;

/// Addresses taken from the frontier at once: few, so that news found meanwhile comes first.
const ADDRESSES_AT_ONCE: u64 = 50;

/// Crawls one host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrawlHost {
    /// The host.
    pub host: i64,
}

/// What one visit of a host brings, by site.
#[derive(Debug, Default)]
pub(crate) struct Visit {
    sites: BTreeMap<i64, (site::Model, visit::Tally)>,
    pages: u64,
}

impl Visit {
    /// The counts of a site.
    pub(crate) fn tally(&mut self, site: &site::Model) -> &mut visit::Tally {
        &mut self.sites.entry(site.id).or_insert_with(|| (site.clone(), visit::Tally::default())).1
    }
}

impl CrawlHost {
    /// Does it, unless somebody else holds the host.
    ///
    /// # Errors
    /// When the database is away; the host's work stays due.
    pub async fn run(&self, context: &Context) -> anyhow::Result<()> {
        let db = &context.database;
        let (start, until) = held::lease_until(context.settings.lease_micros());
        let Some((lease, row)) = host::lease(&db.write, self.host, start, until).await? else {
            return Ok(());
        };
        let mut guest = Guest::new(context, lease, row);
        let mut visit = Visit::default();
        let renew = |until| host::renew(&db.write, &lease, until);
        let work = go(context, &mut guest, &mut visit);
        match held::holding(context.settings.lease, renew, work).await {
            None => warn!(host.id = lease.id, "The host was lost to another worker"),
            Some(visited) => {
                // Whatever happened, what was done is kept and the host given back.
                leave(context, &lease, &guest, visit, start).await?;
                visited.context("the visit")?;
            }
        }
        Ok(())
    }
}

/// Who asks whom for which site: what every request of a visit needs.
pub(crate) struct Errand<'a> {
    pub(crate) context: &'a Context,
    pub(crate) guest: &'a mut Guest,
    pub(crate) tally: &'a mut visit::Tally,
    pub(crate) site: &'a site::Model,
}

/// Asks everything that is due, until nothing is, the host wants rest, or the budget is spent.
async fn go(context: &Context, guest: &mut Guest, visit: &mut Visit) -> anyhow::Result<()> {
    let read = &context.database.read;
    loop {
        let sources = source::due(read, guest.host_id(), now()).await?;
        let addresses = address::due(read, guest.host_id(), now(), ADDRESSES_AT_ONCE).await?;
        if sources.is_empty() && addresses.is_empty() {
            return Ok(());
        }
        let goes_on = !guest.wants_rest()
            && robots::ensure(context, guest).await?
            && ask_sources(context, guest, visit, sources).await?
            && ask_pages(context, guest, visit, addresses).await?;
        if !goes_on {
            return postpone(context, guest, visit).await;
        }
    }
}

/// False when the host wants rest.
async fn ask_sources(
    context: &Context,
    guest: &mut Guest,
    visit: &mut Visit,
    sources: Vec<source::Model>,
) -> anyhow::Result<bool> {
    for due in sources {
        if guest.wants_rest() {
            return Ok(false);
        }
        let Some(site) = site_of(context, due.site_id).await? else { continue };
        let mut errand = Errand { context, guest, tally: visit.tally(&site), site: &site };
        if let Err(error) = sources::ask(&mut errand, &due).await {
            sources::put_off(&mut errand, &due, error).await?;
        }
    }
    Ok(!guest.wants_rest())
}

/// False when the host wants rest, or the budget is spent.
async fn ask_pages(
    context: &Context,
    guest: &mut Guest,
    visit: &mut Visit,
    addresses: Vec<address::Model>,
) -> anyhow::Result<bool> {
    for due in addresses {
        if visit.pages >= context.settings.pages_per_run || guest.wants_rest() {
            return Ok(false);
        }
        let Some(site) = site_of(context, due.site_id).await? else { continue };
        visit.pages += 1;
        let mut errand = Errand { context, guest, tally: visit.tally(&site), site: &site };
        if let Err(error) = page::ask(&mut errand, &due).await {
            page::put_off(&mut errand, &due, error).await?;
        }
    }
    Ok(!guest.wants_rest())
}

async fn site_of(context: &Context, id: i64) -> anyhow::Result<Option<site::Model>> {
    Ok(site::by_id(&context.database.read, id).await?)
}

/// Leaves what is still due for a later run, and says so.
async fn postpone(context: &Context, guest: &Guest, visit: &mut Visit) -> anyhow::Result<()> {
    let poll = i64::try_from(context.settings.poll_min.as_micros()).unwrap_or(i64::MAX);
    let until = guest.rest_until().max(now().plus_micros(poll));
    let transaction = context.database.begin().await?;
    host::confirm(&transaction, guest.lease()).await?;
    let waiting = address::postpone(&transaction, guest.host_id(), now(), until).await?;
    let reason = guest.last_error().unwrap_or("the host is left alone for a while");
    let fronts = source::postpone(&transaction, guest.host_id(), now(), until, reason).await?;
    transaction.commit().await?;
    for (site_id, count) in waiting {
        if let Some(site) = site_of(context, site_id).await? {
            *visit.tally(&site).refused.entry("budget".to_owned()).or_default() += count;
        }
    }
    for site_id in fronts {
        if let Some(site) = site_of(context, site_id).await? {
            visit.tally(&site).error.get_or_insert_with(|| reason.to_owned());
        }
    }
    Ok(())
}

fn say(site: &site::Model, tally: &visit::Tally) {
    let visit::Tally { found, stored, changed, .. } = tally;
    info!(site.host, found, stored, changed, "Visited {}", site.name);
}

/// Keeps what the visit brought, and gives the host back.
async fn leave(
    context: &Context,
    lease: &Lease,
    guest: &Guest,
    mut visit: Visit,
    start: database::Micros,
) -> anyhow::Result<()> {
    for (site, requests) in guest.requests_by_site(&visit) {
        visit.tally(&site).requests += requests;
    }
    let transaction = context.database.begin().await?;
    for (id, (site, tally)) in &visit.sites {
        visit::keep(&transaction, (*id, lease.id), (start, now()), tally).await?;
        say(site, tally);
    }
    host::keep_health(&transaction, lease, &guest.health()).await?;
    host::renew(&transaction, lease, database::Micros::START).await?;
    transaction.commit().await.context("the visit in the database")?;
    host::forget_ring(&context.database.write, lease.id).await?;
    Ok(())
}
