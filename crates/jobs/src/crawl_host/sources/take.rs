//! What a source brought -> rows: addresses in the frontier, and further sources.

use std::collections::{BTreeMap, BTreeSet};

use database::{
    Micros, Transaction, address, site,
    source::{self, Kind},
};
use discover::{Address, PassedOver};

use super::{Read, further::Led};
use crate::crawl_host::{Errand, hosts::Hosts};

/// Addresses of a host that wait for their first answer: forty visits of the usual length; news finds
/// more room than what sitemaps have of years. Chosen.
const MOST_WAITING: u64 = 20_000;
const MOST_NEWS_WAITING: u64 = 30_000;

/// Announcements that are a list: fewer may well be all new. Chosen.
const A_LIST: usize = 3;

/// A source's announcements on their way into rows.
pub(super) struct Taking<'a> {
    pub(super) transaction: &'a Transaction,
    pub(super) hosts: Hosts<'a>,
    pub(super) site: &'a site::Model,
    pub(super) home: Address,
    /// The source.
    pub(super) due: &'a source::Model,
    pub(super) now: Micros,
    pub(super) is_replay: bool,
    /// The site's sources, once they matter.
    pub(super) sources: Vec<source::Model>,
    /// Kinds of which no source gives way to another any more.
    pub(super) full: Vec<Kind>,
    pub(super) passed_over: PassedOver,
}

/// What was taken.
pub(super) struct Taken {
    /// How many addresses are new.
    pub(super) new: u64,
    /// Whether an address is news.
    pub(super) is_news: bool,
    /// Whether all are new, so that others may have come and gone since the last look.
    pub(super) is_all_new: bool,
    pub(super) led: Led,
    /// Addresses that are not asked for.
    pub(super) passed_over: PassedOver,
    /// How many of them, as their domain has too many hosts.
    pub(super) left_out: u64,
    /// Whether there was no room for some.
    pub(super) is_cut: bool,
}

/// Takes what a source brought.
pub(super) async fn take(
    errand: &Errand<'_>,
    transaction: &Transaction,
    due: &source::Model,
    read: &mut Read,
) -> anyhow::Result<Taken> {
    let mut taking = Taking {
        transaction,
        hosts: Hosts::new(transaction),
        site: &errand.party.site,
        home: Address::parse(&errand.party.site.home)?,
        due,
        now: errand.guest.time(),
        is_replay: errand.guest.is_replay(),
        sources: Vec::new(),
        full: Vec::new(),
        passed_over: PassedOver::default(),
    };
    let mut found = taking.found(std::mem::take(&mut read.articles)).await?;
    let is_cut = taking.bound(&mut found).await?;
    let new = address::add(transaction, &found, taking.now).await?;
    // What another source told of first, after this one was last asked, is news of this one too.
    let is_news = address::any_found_since(transaction, &found, due.checked_at).await?;
    let is_all_new = found.len() >= A_LIST && new == u64::try_from(found.len())?;
    let led = taking.lead_on(read).await?;
    let Taking { passed_over, hosts, .. } = taking;
    Ok(Taken { new, is_news, is_all_new, led, passed_over, left_out: hosts.left_out(), is_cut })
}

impl Taking<'_> {
    /// The articles that a source announces, as rows: of the site, on hosts that may have a queue.
    async fn found(
        &mut self,
        mut articles: Vec<(Address, Option<Micros>)>,
    ) -> anyhow::Result<Vec<address::Found>> {
        let rank = match Kind::of(&self.due.kind) {
            Kind::Feed | Kind::NewsSitemap => 0,
            Kind::Front | Kind::Section => 1,
            Kind::Sitemap => 2,
        };
        // In one order everywhere: two workers that announce the same must not lock each other out.
        articles.sort_by(|one, other| one.0.cmp(&other.0));
        let mut found = Vec::new();
        for (address, published_hint) in articles {
            if !address.same_site(&self.home) {
                self.passed_over.add("other_site", 1);
                continue;
            }
            if self.hosts.is_of_other(&address, self.site.id).await? {
                // Its own sources tell of it, under its own rights.
                self.passed_over.add("other_site", 1);
                continue;
            }
            let Some(host_id) = self.hosts.id_of(&address).await? else {
                self.passed_over.add("too_many_hosts", 1);
                continue;
            };
            let (site_id, address) = (self.site.id, address.as_str().to_owned());
            found.push(address::Found { address, site_id, host_id, published_hint, rank });
        }
        Ok(found)
    }

    /// Leaves out what a host that has enough to do is not asked for: a site that makes addresses as fast
    /// as they are read must fill no disk. Whether there were any.
    async fn bound(&mut self, found: &mut Vec<address::Found>) -> anyhow::Result<bool> {
        let is_news = found.first().is_some_and(|first| first.rank == 0);
        let most = if is_news { MOST_NEWS_WAITING } else { MOST_WAITING };
        let mut room: BTreeMap<i64, u64> = BTreeMap::new();
        for host_id in found.iter().map(|it| it.host_id).collect::<BTreeSet<i64>>() {
            let waiting = address::count_waiting_at(self.transaction, host_id).await?;
            room.insert(host_id, most.saturating_sub(waiting));
        }
        let before = found.len();
        found.retain(|it| match room.get_mut(&it.host_id) {
            Some(0) | None => false,
            Some(left) => {
                *left -= 1;
                true
            }
        });
        self.passed_over.add(PassedOver::TOO_MANY, before - found.len());
        Ok(found.len() < before)
    }
}
