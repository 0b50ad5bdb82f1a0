//! How the instance stands, in numbers, for whoever operates it. Every query here reads whole tables or
//! indexes: ask seldom.

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Micros, Result,
    statement::{all, number},
};

/// How many rows are in one state.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    /// The state, one of few words of our own.
    pub state: String,
    /// How many.
    pub n: i64,
}

/// Numbers at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// Counts everything.
///
/// # Errors
/// When the database is away.
pub async fn of_everything(db: &impl ConnectionTrait, now: Micros) -> Result<Standing> {
    let addresses =
        "SELECT COALESCE(outcome, 'waiting') AS state, count(*) AS n FROM address GROUP BY 1";
    let episodes = "SELECT CASE WHEN failed_at IS NOT NULL THEN 'failed' \
                    WHEN published_at IS NOT NULL THEN 'published' \
                    WHEN next_attempt_at IS NULL THEN 'withdrawn' \
                    WHEN object_id IS NOT NULL THEN 'spoken' ELSE 'waiting' END AS state, \
                    count(*) AS n FROM episode GROUP BY 1";
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
        episodes: all(db, episodes, []).await?,
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
