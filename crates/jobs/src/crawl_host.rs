//! Host with work -> its robots.txt, sources and article pages asked, one after another, and each
//! page's article in the database.
//!
//! Runs when a source or an address of the host is due; found articles ring nothing: search follows
//! the change feed, and choosing has its own schedule. Safe to run twice: the host is leased, each
//! address ends in one transaction with its article, and what has no outcome yet is still due.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    time::Duration,
};

use anyhow::Context as _;
use database::{Lease, address, host, site, source, visit};
use discover::Address;
use extract::Selectors;
use serde::{Deserialize, Serialize};
use tracing::{info, warn};

use crate::{
    Context,
    clock::{micros, now},
    held,
};

mod barren;
mod borrowed;
mod budget;
mod canonical;
mod guest;
mod hosts;
mod look;
mod page;
mod reason;
mod replay;
mod robots;
mod secured;
mod sources;
mod wall;

pub use borrowed::HostBusy;
pub use budget::Spent;
use guest::{Guest, Stopped};
pub(crate) use look::ask_politely;
pub use look::{Looked, look};
pub(crate) use reason::in_summary;
pub use reason::reasons;
pub use replay::Replay;
pub use robots::rules_of;

/// Addresses taken from the frontier at once: few, so that news found meanwhile comes first.
const ADDRESSES_AT_ONCE: u64 = 50;

/// A rest that a crawl waits for, in seconds: what is put off for so long, or tried again so soon, has
/// not ended for the summary.
pub(crate) const SHORT_REST_SECONDS: i64 = 60;
/// How long pages are put off by a visit that is not to ask for any.
const DRY_POLL: Duration = Duration::from_mins(1);

/// Crawls one host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrawlHost {
    /// The host.
    pub host: i64,
}

/// What one visit of a host brings, by site.
#[derive(Debug, Default)]
pub(crate) struct Visit {
    parties: BTreeMap<i64, Party>,
    pages: u64,
    templates: barren::Templates,
}

/// A site in whose name the host is asked: its row as it was when the visit came to it, and what the
/// visit brought for it.
#[derive(Debug)]
pub(crate) struct Party {
    pub(crate) site: site::Model,
    pub(crate) selectors: Selectors,
    pub(crate) tally: visit::Tally,
    /// Why there is no article, by address: an address may be asked several times.
    pub(crate) refused: BTreeMap<i64, String>,
    /// Addresses that were announced, and left out as their domain has too many hosts.
    pub(crate) left_out: u64,
}

impl Visit {
    /// The party of a site; none when the site is gone.
    async fn party(&mut self, context: &Context, id: i64) -> anyhow::Result<Option<&mut Party>> {
        if let Entry::Vacant(place) = self.parties.entry(id) {
            let Some(site) = site::by_id(&context.database.read, id).await? else {
                return Ok(None);
            };
            // They were checked when the whitelist was read.
            let selectors = serde_json::from_str(&site.selectors).unwrap_or_default();
            let (tally, refused) = (visit::Tally::default(), BTreeMap::new());
            place.insert(Party { site, selectors, tally, refused, left_out: 0 });
        }
        Ok(self.parties.get_mut(&id))
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
        let leased = match &context.replay {
            None => host::lease(&db.write, self.host, start, until).await?,
            Some(_) => host::lease_though_resting(&db.write, self.host, start, until).await?,
        };
        let Some((lease, row)) = leased else { return self.put_off(context).await };
        let _visiting = context.progress.host();
        let mut guest = Guest::at(context, lease, row).await?;
        let mut visit = Visit { pages: budget::spent(context, lease.id), ..Visit::default() };
        let renew = |until| host::renew(&db.write, &lease, until);
        let work = Box::pin(go(context, &mut guest, &mut visit));
        match held::holding(context.settings.lease, renew, work).await {
            None => warn!(host.id = lease.id, "The host was lost to another worker"),
            Some(visited) => {
                // Whatever happened, what was done is kept and the host given back.
                leave(context, &lease, &guest, visit, start).await?;
                unless_stopped(visited).context("the visit")?;
            }
        }
        Ok(())
    }
}

impl CrawlHost {
    /// Somebody else holds the host: what rang for it is still due once they have left.
    async fn put_off(&self, context: &Context) -> anyhow::Result<()> {
        if let Some(replay) = &context.replay {
            replay.put_off(self.host);
        }
        Ok(host::forget_ring(&context.database.write, self.host).await?)
    }
}

/// That we are to stop is no failure of the visit.
fn unless_stopped(visited: anyhow::Result<()>) -> anyhow::Result<()> {
    match visited {
        Err(error) if error.is::<Stopped>() => Ok(()),
        visited => visited,
    }
}

/// Who asks whom for which site: what every request of a visit needs.
pub(crate) struct Errand<'a> {
    pub(crate) context: &'a Context,
    pub(crate) guest: &'a mut Guest,
    pub(crate) party: &'a mut Party,
}

/// Asks everything that is due, until nothing is, the host wants rest, or the budget is spent.
async fn go(context: &Context, guest: &mut Guest, visit: &mut Visit) -> anyhow::Result<()> {
    if let Some(replay) = &context.replay {
        return Box::pin(replay::walk(context, replay, guest, visit)).await;
    }
    let read = &context.database.read;
    loop {
        let sources = source::due(read, guest.host_id(), now()).await?;
        let address = address::any_due(read, guest.host_id(), now()).await?;
        if sources.is_empty() && address.is_none() {
            return Ok(());
        }
        if !guest.wants_rest() {
            // Whoever is asked for first bears the requests for the rules, if nothing else is asked for.
            let of_source = sources.first().map(|due| due.site_id);
            let first = of_source.or_else(|| address.as_ref().map(|due| due.site_id));
            visit.party(context, first.unwrap_or_default()).await?;
        }
        let goes_on = !guest.wants_rest()
            && ensure_robots(context, guest, &sources, address.as_ref()).await?
            && ask_sources(context, guest, visit, sources).await?
            && ask_pages(context, guest, visit).await?;
        if guest.is_stopped() {
            return Ok(());
        }
        if !goes_on {
            return postpone(context, guest, visit).await;
        }
    }
}

/// Makes sure of the rules, by the scheme of whatever is due; false when they cannot be had.
async fn ensure_robots(
    context: &Context,
    guest: &mut Guest,
    sources: &[source::Model],
    address: Option<&address::Model>,
) -> anyhow::Result<bool> {
    let sources = sources.iter().map(|due| &due.address);
    let mut due = sources.chain(address.map(|due| &due.address));
    let Some(any) = due.find_map(|address| Address::parse(address).ok()) else { return Ok(false) };
    robots::ensure(context, guest, &any).await
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
        let Some(party) = visit.party(context, due.site_id).await? else { continue };
        let mut errand = Errand { context, guest, party };
        if let Err(error) = sources::ask(&mut errand, &due).await {
            sources::put_off(&mut errand, &due, error).await?;
        }
    }
    Ok(!guest.wants_rest())
}

/// Asks for the pages that are due once the sources have told of theirs. False when the host wants rest,
/// or the budget is spent.
async fn ask_pages(
    context: &Context,
    guest: &mut Guest,
    visit: &mut Visit,
) -> anyhow::Result<bool> {
    let read = &context.database.read;
    let news_at = source::next_due(read, guest.host_id()).await?;
    // What a source that is due announces is newer than what is left here.
    let is_news_due = |guest: &Guest| news_at <= now() && !guest.wants_rest();
    if is_news_due(guest) {
        return Ok(true);
    }
    guest.forget_settled();
    for due in address::due(read, guest.host_id(), now(), ADDRESSES_AT_ONCE).await? {
        if is_news_due(guest) {
            return Ok(true);
        }
        if visit.pages >= context.settings.pages_per_run || guest.wants_rest() {
            return Ok(false);
        }
        if guest.is_settled(&due.address) {
            continue;
        }
        let is_held_back = visit.templates.holds_back(&due);
        let Some(party) = visit.party(context, due.site_id).await? else { continue };
        let mut errand = Errand { context, guest, party };
        if is_held_back {
            page::hold_back(&mut errand, &due).await?;
            continue;
        }
        match page::ask(&mut errand, &due).await {
            Ok(asked) => {
                visit.pages += asked.pages;
                visit.templates.note(&due, asked.brought);
            }
            Err(error) => {
                page::put_off(&mut errand, &due, error).await?;
                visit.pages += 1;
            }
        }
    }
    Ok(!guest.wants_rest())
}

/// Why a visit ends with work undone.
enum Undone {
    /// Our own time or number of pages is spent.
    Budget,
    /// The host asked to be left alone, or answers nothing, or its rules cannot be had.
    Resting(String),
}

impl Undone {
    fn of(context: &Context, guest: &Guest, visit: &Visit) -> Self {
        // Without rules no page was asked for, and none counted.
        let has_all = guest.robots.is_some() && visit.pages >= context.settings.pages_per_run;
        let is_spent = guest.is_time_up() || has_all;
        if is_spent && !guest.rests() {
            return Self::Budget;
        }
        Self::Resting(guest.last_error().unwrap_or("robots.txt cannot be had").to_owned())
    }

    /// For those who ask why a site's news was not asked for; a worker comes back as soon as it may.
    fn told(&self, context: &Context) -> Option<String> {
        match self {
            Self::Budget => context.crawl_until.map(|_| "the time was up".to_owned()),
            Self::Resting(error) => Some(error.clone()),
        }
    }

    /// As addresses bear it.
    fn code(&self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Resting(_) => "resting",
        }
    }
}

/// Leaves what is still due for a later run, and says so.
async fn postpone(context: &Context, guest: &Guest, visit: &mut Visit) -> anyhow::Result<()> {
    let undone = Undone::of(context, guest, visit);
    // Where no page is to be asked for at all, whoever asks for them is not to wait.
    let is_dry = context.settings.pages_per_run == 0;
    let poll = if is_dry { DRY_POLL } else { context.settings.poll_min };
    let poll = now().plus_micros(micros(poll));
    // Whoever says when to come again is taken by their word.
    let until = if guest.rests() { guest.rest_until() } else { poll };
    let transaction = context.database.begin().await?;
    host::confirm(&transaction, guest.lease()).await?;
    let later = (until, undone.code());
    let waiting = address::postpone(&transaction, guest.host_id(), now(), later).await?;
    let fronts = source::postpone(&transaction, guest.host_id(), now(), until).await?;
    transaction.commit().await?;
    if guest.rests() && until <= now().plus_seconds(SHORT_REST_SECONDS) {
        return Ok(());
    }
    for (site_id, count) in waiting {
        if let Some(party) = visit.party(context, site_id).await? {
            *party.tally.refused.entry(in_summary(undone.code()).to_owned()).or_default() += count;
        }
    }
    for site_id in fronts {
        if let Some(party) = visit.party(context, site_id).await? {
            party.tally.error = party.tally.error.take().or_else(|| undone.told(context));
        }
    }
    Ok(())
}

fn say(party: &Party) {
    let Party { site, tally: visit::Tally { found, stored, changed, .. }, .. } = party;
    info!(site.host, found, stored, changed, "Visited {}", site.name);
    if party.left_out > 0 {
        say_left_out(party);
    }
}

fn say_left_out(Party { site, left_out, .. }: &Party) {
    warn!(site.host, left_out, "{} names too many hosts: some addresses left out", site.name);
}

/// Keeps what the visit brought, and gives the host back.
async fn leave(
    context: &Context,
    lease: &Lease,
    guest: &Guest,
    mut visit: Visit,
    start: database::Micros,
) -> anyhow::Result<()> {
    guest.add_requests(&mut visit);
    budget::spend(context, lease.id, visit.pages);
    let transaction = context.database.begin().await?;
    for (id, party) in &mut visit.parties {
        party.refused.values().for_each(|reason| party.tally.refuse(reason));
        if let Some(error) = guest.loss().map(str::to_owned).or_else(|| guest.refusal()) {
            party.tally.error.get_or_insert(error);
        }
        visit::keep(&transaction, (*id, lease.id), (start, now()), &party.tally).await?;
    }
    if context.replay.is_none() {
        host::keep_health(&transaction, lease, &guest.health()).await?;
    }
    host::renew(&transaction, lease, database::Micros::START).await?;
    transaction.commit().await.context("the visit in the database")?;
    for party in visit.parties.values() {
        context.metrics.visited(&party.tally);
        say(party);
    }
    guest.keep_original_health(context).await?;
    host::forget_ring(&context.database.write, lease.id).await?;
    Ok(())
}
