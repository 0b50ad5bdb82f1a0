//! What a dry run has found, and would ask for.

use database::{Database, address};
use jobs::crawl::Summary;
use serde::Serialize;

/// Addresses of one site that are told.
const MOST: u64 = 10_000;

/// An address that would be asked for.
#[derive(Debug, Serialize)]
pub(super) struct Planned {
    pub(super) address: String,
}

/// The addresses that wait, by site, in the order in which they would be asked for.
pub(super) async fn of(database: &Database, summary: &Summary) -> anyhow::Result<Vec<Planned>> {
    let mut plan = Vec::new();
    for site_id in summary.sites.keys() {
        let asked = address::Asked {
            site_id: *site_id,
            outcome: Some("waiting"),
            reason: None,
            most: MOST,
        };
        let mut waiting = address::log(&database.read, asked).await?;
        waiting.sort_by_key(|row| {
            (row.rank, std::cmp::Reverse(row.published_hint.unwrap_or(row.found_at)), row.id)
        });
        plan.extend(waiting.into_iter().map(|row| Planned { address: row.address }));
    }
    Ok(plan)
}
