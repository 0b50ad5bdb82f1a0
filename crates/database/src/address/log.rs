//! What became of addresses: the record that operators ask for.

use sea_orm::{ConnectionTrait, FromQueryResult};

use super::Model;
use crate::{
    Micros, Result,
    statement::{all, list},
};

/// What the record of a site's addresses is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Whose addresses.
    pub site_id: i64,
    /// Only those that ended so (`stored`, `same`, `refused`), or `waiting`; none: all.
    pub outcome: Option<&'a str>,
    /// Only those with this reason; none: with any, or none.
    pub reason: Option<&'a str>,
    /// How many at most.
    pub most: u64,
}

/// The record of a site's addresses: those asked last first, then those that wait.
///
/// # Errors
/// When the database is away.
pub async fn log(db: &impl ConnectionTrait, asked: Asked<'_>) -> Result<Vec<Model>> {
    let text = "SELECT * FROM address WHERE site_id = $1 \
                AND ($2 IS NULL OR COALESCE(outcome, 'waiting') = $2) \
                AND ($3 IS NULL OR reason = $3) \
                ORDER BY COALESCE(fetched_at, 0) DESC, found_at DESC, id DESC LIMIT $4";
    let values = [
        asked.site_id.into(),
        asked.outcome.map(str::to_owned).into(),
        asked.reason.map(str::to_owned).into(),
        asked.most.into(),
    ];
    all(db, text, values).await
}

/// An address that answered.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Answered {
    /// The row.
    pub id: i64,
    /// Canonical.
    pub address: String,
    /// The name of its host.
    pub host: String,
}

/// The next addresses of these sites behind a row that were asked since then, whoever asked, and that
/// answered in whatever way.
///
/// # Errors
/// When the database is away.
pub async fn answered_since(
    db: &impl ConnectionTrait,
    (sites, since): (&[i64], Micros),
    row: i64,
    most: u64,
) -> Result<Vec<Answered>> {
    let text = format!(
        "SELECT address.id, address.address, host.name AS host FROM address \
         JOIN host ON host.id = address.host_id WHERE address.site_id IN ({}) \
         AND address.fetched_at >= $1 AND address.id > $2 \
         AND (address.status IS NOT NULL OR address.outcome = 'same') \
         ORDER BY address.id LIMIT $3",
        list(sites)
    );
    all(db, &text, [since.into(), row.into(), most.into()]).await
}

/// How many addresses of a site brought no article for a reason.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Without {
    /// Whose addresses.
    pub site_id: i64,
    /// See [`Model::reason`].
    pub reason: String,
    /// How many.
    pub n: i64,
}

/// The addresses of these sites that were asked since then, whoever asked, and brought no article or no
/// answer, and those that wait as their host had its share or rests: each once, by its last reason.
///
/// # Errors
/// When the database is away.
pub async fn without_article_since(
    db: &impl ConnectionTrait,
    sites: &[i64],
    since: Micros,
) -> Result<Vec<Without>> {
    let text = format!(
        "SELECT site_id, reason, count(*) AS n FROM address WHERE site_id IN ({}) \
         AND reason IS NOT NULL AND COALESCE(outcome, '') <> 'stored' AND (fetched_at >= $1 \
         OR (outcome IS NULL AND reason IN ('budget', 'resting'))) \
         GROUP BY site_id, reason ORDER BY site_id, reason",
        list(sites)
    );
    all(db, &text, [since.into()]).await
}
