//! Visits: what one crawl of one host brought for one site.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, entity::prelude::*};

use crate::{
    Micros, Result,
    statement::{all, execute, number, one},
};

/// No visit takes as long; it spares the search of all that ever were.
const LONGEST_VISIT_SECONDS: i64 = 86_400;

/// One visit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// For which site.
    pub site_id: i64,
    /// To which host.
    pub host_id: i64,
    /// Begun.
    pub started_at: Micros,
    /// Ended.
    pub ended_at: Micros,
    /// Addresses that were new.
    pub found: i64,
    /// Requests of any kind.
    pub requests: i64,
    /// Answers 304.
    pub not_modified: i64,
    /// Article pages answered 200.
    pub fetched: i64,
    /// New articles.
    pub stored: i64,
    /// New versions of articles.
    pub changed: i64,
    /// JSON object: reason to number.
    pub refused: String,
    /// Why the site could not be crawled, if it could not.
    pub error: Option<String>,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What is counted on a visit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Addresses that were new.
    pub found: u64,
    /// Requests of any kind.
    pub requests: u64,
    /// Answers 304.
    pub not_modified: u64,
    /// Article pages answered 200.
    pub fetched: u64,
    /// New articles.
    pub stored: u64,
    /// New versions of articles.
    pub changed: u64,
    /// Reason to number of addresses.
    pub refused: BTreeMap<String, u64>,
    /// Why the site could not be crawled, if it could not.
    pub error: Option<String>,
}

impl Tally {
    /// Adds another visit's counts; the first error stays.
    pub fn add(&mut self, other: &Self) {
        self.found += other.found;
        self.requests += other.requests;
        self.not_modified += other.not_modified;
        self.fetched += other.fetched;
        self.stored += other.stored;
        self.changed += other.changed;
        for (reason, count) in &other.refused {
            *self.refused.entry(reason.clone()).or_default() += count;
        }
        if self.error.is_none() {
            self.error.clone_from(&other.error);
        }
    }

    /// Counts one refused address.
    pub fn refuse(&mut self, reason: &str) {
        *self.refused.entry(reason.to_owned()).or_default() += 1;
    }
}

/// Keeps a visit.
///
/// # Errors
/// When the database is away.
pub async fn keep(
    db: &impl ConnectionTrait,
    (site_id, host_id): (i64, i64),
    (started_at, ended_at): (Micros, Micros),
    tally: &Tally,
) -> Result<()> {
    let text = "INSERT INTO visit (site_id, host_id, started_at, ended_at, found, requests, \
        not_modified, fetched, stored, changed, refused, error) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX).into();
    let values = [
        site_id.into(),
        host_id.into(),
        started_at.into(),
        ended_at.into(),
        number(tally.found),
        number(tally.requests),
        number(tally.not_modified),
        number(tally.fetched),
        number(tally.stored),
        number(tally.changed),
        serde_json::to_string(&tally.refused)?.into(),
        tally.error.clone().into(),
    ];
    execute(db, text, values).await?;
    Ok(())
}

/// The last visit for a site, to whichever host.
///
/// # Errors
/// When the database is away.
pub async fn last(db: &impl ConnectionTrait, site_id: i64) -> Result<Option<Model>> {
    let text = "SELECT * FROM visit WHERE site_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1";
    one(db, text, [site_id.into()]).await
}

/// Whether a visit for this site that asked for something was begun before then and ended after it.
///
/// # Errors
/// When the database is away.
pub async fn went_on_at(db: &impl ConnectionTrait, site_id: i64, then: Micros) -> Result<bool> {
    let text = "SELECT count(*) AS n FROM visit WHERE site_id = $1 AND started_at < $2 \
                AND started_at > $3 AND ended_at >= $2 AND requests > 0";
    let longest_ago = then.plus_seconds(-LONGEST_VISIT_SECONDS);
    Ok(number(db, text, [site_id.into(), then.into(), longest_ago.into()]).await? > 0)
}

/// Deletes the visits begun before then, but for the last of each site.
///
/// # Errors
/// When the database is away.
pub async fn forget_before(db: &impl ConnectionTrait, then: Micros) -> Result<u64> {
    let text = "DELETE FROM visit WHERE started_at < $1 \
                AND id NOT IN (SELECT max(id) FROM visit GROUP BY site_id)";
    execute(db, text, [then.into()]).await
}

/// What the visits begun since then brought, by site.
///
/// # Errors
/// When the database is away.
pub async fn since(db: &impl ConnectionTrait, start: Micros) -> Result<BTreeMap<i64, Tally>> {
    let rows: Vec<Model> =
        all(db, "SELECT * FROM visit WHERE started_at >= $1 ORDER BY id", [start.into()]).await?;
    let mut sites: BTreeMap<i64, Tally> = BTreeMap::new();
    for row in rows {
        let count = |value: i64| u64::try_from(value).unwrap_or(0);
        let tally = Tally {
            found: count(row.found),
            requests: count(row.requests),
            not_modified: count(row.not_modified),
            fetched: count(row.fetched),
            stored: count(row.stored),
            changed: count(row.changed),
            refused: serde_json::from_str(&row.refused)?,
            error: row.error,
        };
        sites.entry(row.site_id).or_default().add(&tally);
    }
    Ok(sites)
}
