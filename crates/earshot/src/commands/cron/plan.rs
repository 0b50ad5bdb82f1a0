//! What a dry run has found, and would ask for.

use std::collections::{BTreeMap, btree_map::Entry};

use database::{Database, address, host};
use discover::{Address, Robots};
use jobs::{Original, clock::now, crawl::Summary, rules_of};
use serde::Serialize;

/// Addresses that are looked at.
const MOST: u64 = 100_000;
/// What a dry run leaves is due again within a minute, in seconds.
const DUE_SECONDS: i64 = 120;

/// What would be asked for, and how much would not.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) pages: Vec<Planned>,
    /// Addresses that robots.txt denies.
    pub(super) denied: u64,
    /// Addresses of hosts that want rest, or whose rules are not known.
    pub(super) resting: u64,
    /// Addresses of hosts that somebody else is asking.
    pub(super) held: u64,
    /// Addresses beyond what is asked of a host in one visit.
    pub(super) beyond: u64,
}

/// An address that would be asked for.
#[derive(Debug, Serialize)]
pub(super) struct Planned {
    pub(super) address: String,
}

/// The addresses that are due, in the order in which each host would be asked for them, at most so many
/// of one host.
pub(super) async fn of(
    database: &Database,
    summary: &Summary,
    pages_of_host: u64,
) -> anyhow::Result<Plan> {
    let sites: Vec<i64> = summary.sites.keys().copied().collect();
    let until = now().plus_seconds(DUE_SECONDS);
    let mut plan = Plan::default();
    let mut hosts = BTreeMap::new();
    for due in address::due_of_sites(&database.read, &sites, until, MOST).await? {
        if let Entry::Vacant(place) = hosts.entry(due.host_id) {
            let row = host::by_id(&database.read, due.host_id).await?;
            place.insert((Standing::of(row.as_ref()), 0));
        }
        let Some((standing, asked)) = hosts.get_mut(&due.host_id) else { continue };
        plan.take(due, standing, (asked, pages_of_host));
    }
    Ok(plan)
}

/// Whether a host may be asked.
enum Standing {
    /// By these rules.
    Open(Robots),
    /// It wants rest, or its rules are not known.
    Resting,
    /// Somebody else is asking it.
    Held,
}

impl Standing {
    fn of(row: Option<&host::Model>) -> Self {
        let blocked = row.filter(|row| row.blocked_until > now());
        match (blocked, row.and_then(rules_of)) {
            (Some(row), _) if row.last_error.as_deref() == Some(Original::HELD) => Self::Held,
            (None, Some(rules)) => Self::Open(rules),
            _ => Self::Resting,
        }
    }
}

impl Plan {
    fn take(&mut self, due: address::Model, standing: &Standing, (asked, most): (&mut u64, u64)) {
        let is_resting = due.reason.as_deref() == Some("resting");
        let rules = match standing {
            Standing::Open(rules) if !is_resting => rules,
            Standing::Held => {
                self.held += 1;
                return;
            }
            _ => {
                self.resting += 1;
                return;
            }
        };
        let address = Address::parse(&due.address);
        if !address.is_ok_and(|address| rules.allows(&address.path_and_query())) {
            self.denied += 1;
        } else if *asked >= most {
            self.beyond += 1;
        } else {
            *asked += 1;
            self.pages.push(Planned { address: due.address });
        }
    }

    /// What is not asked for, and why, for people; none where all is.
    pub(super) fn left_out(&self) -> Option<String> {
        let parts = [
            (self.denied, "denied by robots.txt"),
            (self.resting, "of hosts that want rest"),
            (self.held, "of hosts that another crawl or worker is asking"),
            (self.beyond, "left for the next visit"),
        ];
        let told = parts.into_iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, why)| format!("{count} {why}")).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }
}
