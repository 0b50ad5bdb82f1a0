//! The hosts that somebody holds just now.

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Micros, Result,
    statement::{all, list, number},
};

/// The names of the hosts with a source or an address of these sites that somebody holds, in the order
/// of letters: whoever asks them now, and whoever did so until a crash.
///
/// # Errors
/// When the database is away.
pub async fn held(db: &impl ConnectionTrait, sites: &[i64], now: Micros) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Named {
        name: String,
    }
    let text = format!("SELECT name FROM host WHERE {} ORDER BY name", is_held(sites));
    let named = all::<Named>(db, &text, [now.into()]).await?;
    Ok(named.into_iter().map(|host| host.name).collect())
}

/// How many these are.
///
/// # Errors
/// When the database is away.
pub async fn count_held(db: &impl ConnectionTrait, sites: &[i64], now: Micros) -> Result<i64> {
    let text = format!("SELECT count(*) AS n FROM host WHERE {}", is_held(sites));
    number(db, &text, [now.into()]).await
}

/// Whether a host is held at `$1`, and has to do with these sites.
fn is_held(sites: &[i64]) -> String {
    let sites = list(sites);
    let has = |table: &str| {
        format!("EXISTS (SELECT 1 FROM {table} WHERE host_id = host.id AND site_id IN ({sites}))")
    };
    format!("lease_until >= $1 AND ({} OR {})", has("source"), has("address"))
}
