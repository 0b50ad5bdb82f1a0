//! How the instance stands, in numbers, for whoever operates it.
//!
//! Counting reads whole tables and indexes. So it is done by one process for all, and by none before a
//! hundred times as long has passed as it took: a hundredth of one connection's time, however large the
//! tables and however many processes tell of them. What was counted is kept in a row.

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};

use crate::{
    Micros, Result,
    episode::STATE,
    statement::{all, execute, number, one},
};

/// The least time between two counts, in seconds.
const LEAST_SECONDS: i64 = 10;
/// How many times as long as a count took must have passed before the next.
const TIMES_AS_LONG: i64 = 100;

/// How many rows are in one state.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult, Serialize, Deserialize)]
pub struct Count {
    /// The state, one of few words of our own.
    pub state: String,
    /// How many.
    pub n: i64,
}

/// Numbers at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Addresses by outcome; `waiting` for those without one.
    pub addresses: Vec<Count>,
    /// Addresses of enabled sites that are due.
    pub addresses_due: i64,
    /// Sources of enabled sites that are due.
    pub sources_due: i64,
    /// When the one among both that waits longest was due; none when nothing is.
    pub oldest_due_at: Option<Micros>,
    /// Hosts that somebody holds.
    pub hosts_held: i64,
    /// Hosts that are left alone for a while.
    pub hosts_resting: i64,
    /// Hosts at all.
    pub hosts: i64,
    /// Articles.
    pub articles: i64,
    /// Episodes: `waiting`, `spoken`, `published`, `failed`, `withdrawn`.
    pub episodes: Vec<Count>,
    /// Subscriptions at hubs, by state.
    pub subscriptions: Vec<Count>,
}

/// What was counted last, and when; none before the first count, or from another version.
///
/// # Errors
/// When the database is away.
pub async fn lately(db: &impl ConnectionTrait) -> Result<Option<(Micros, Standing)>> {
    #[derive(FromQueryResult)]
    struct Row {
        counted_at: Micros,
        document: String,
    }
    let row = one::<Row>(db, "SELECT counted_at, document FROM standing", []).await?;
    Ok(row.and_then(|row| Some((row.counted_at, serde_json::from_str(&row.document).ok()?))))
}

/// Whether it is time to count again: then for the caller alone, who is to do it.
///
/// # Errors
/// When the database is away.
pub async fn claim(db: &impl ConnectionTrait, now: Micros) -> Result<bool> {
    let text = "UPDATE standing SET claimed_at = $1 WHERE claimed_at + $2 <= $1 \
                AND claimed_at + $3 * took_micros <= $1";
    let least = Micros::START.plus_seconds(LEAST_SECONDS);
    Ok(execute(db, text, [now.into(), least.into(), TIMES_AS_LONG.into()]).await? > 0)
}

/// Keeps what was counted, and for how long that took, in microseconds.
///
/// # Errors
/// When the database is away.
pub async fn keep(
    db: &impl ConnectionTrait,
    standing: &Standing,
    (counted_at, took_micros): (Micros, i64),
) -> Result<()> {
    let text = "UPDATE standing SET counted_at = $1, took_micros = $2, document = $3";
    let document = serde_json::to_string(standing)?;
    execute(db, text, [counted_at.into(), took_micros.into(), document.into()]).await?;
    Ok(())
}

/// Counts everything.
///
/// # Errors
/// When the database is away.
pub async fn of_everything(db: &impl ConnectionTrait, now: Micros) -> Result<Standing> {
    let addresses =
        "SELECT COALESCE(outcome, 'waiting') AS state, count(*) AS n FROM address GROUP BY 1";
    let episodes = format!("SELECT {STATE} AS state, count(*) AS n FROM episode GROUP BY 1");
    let subscriptions = "SELECT state, count(*) AS n FROM subscription GROUP BY state";
    let oldest = [oldest_due(db, "address", now).await?, oldest_due(db, "source", now).await?];
    Ok(Standing {
        addresses: all(db, addresses, []).await?,
        addresses_due: count_due(db, "address", now).await?,
        sources_due: count_due(db, "source", now).await?,
        oldest_due_at: oldest.into_iter().flatten().min(),
        hosts_held: hosts(db, "lease_until >= $1", now).await?,
        hosts_resting: hosts(db, "blocked_until > $1", now).await?,
        hosts: number(db, "SELECT count(*) AS n FROM host", []).await?,
        articles: number(db, "SELECT count(*) AS n FROM article", []).await?,
        episodes: all(db, &episodes, []).await?,
        subscriptions: all(db, subscriptions, []).await?,
    })
}

async fn hosts(db: &impl ConnectionTrait, condition: &str, now: Micros) -> Result<i64> {
    let text = format!("SELECT count(*) AS n FROM host WHERE {condition}");
    number(db, &text, [now.into()]).await
}

/// The rows of a table that are due, of sites that are crawled.
fn due(table: &str) -> String {
    format!(
        "FROM {table} JOIN site ON site.id = {table}.site_id \
         WHERE site.enabled = TRUE AND {table}.due_at <= $1"
    )
}

async fn count_due(db: &impl ConnectionTrait, table: &str, now: Micros) -> Result<i64> {
    number(db, &format!("SELECT count(*) AS n {}", due(table)), [now.into()]).await
}

/// A time of 0 is one that was never waited for: what was just found, or made due by a person.
async fn oldest_due(db: &impl ConnectionTrait, table: &str, now: Micros) -> Result<Option<Micros>> {
    let text = format!("SELECT min({table}.due_at) AS n {} AND {table}.due_at > 0", due(table));
    let first = number(db, &text, [now.into()]).await?;
    Ok((first > 0).then_some(Micros(first)))
}
