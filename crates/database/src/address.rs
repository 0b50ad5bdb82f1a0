//! Addresses: the frontier. Every address that was found, and how it ended.
//!
//! "Seen" is committed with the outcome, not at discovery: an address without an outcome is due.

mod ended;
mod found;
mod log;

use sea_orm::{ConnectionTrait, FromQueryResult, entity::prelude::*};

use crate::{
    Micros, Result,
    statement::{all, execute, list, number, one},
};

pub use ended::{Ended, end, note_same};
pub use found::{Found, add, any_found_since};
pub use log::{Answered, Asked, Without, answered_since, log, without_article_since};

/// One address.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "address")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Canonical.
    pub address: String,
    /// Whose article it may be.
    pub site_id: i64,
    /// Who serves it.
    pub host_id: i64,
    /// When it was found.
    pub found_at: Micros,
    /// What a feed or sitemap says of when it was published.
    pub published_hint: Option<Micros>,
    /// Lower is fetched first, among equals in time; see [`Found::rank`].
    pub rank: i32,
    /// When it is to be fetched, or looked at again; none: never again.
    pub due_at: Option<Micros>,
    /// `stored`, `same` (one article more addresses) or `refused`; none: not yet asked.
    pub outcome: Option<String>,
    /// Why it was refused, or why it still waits.
    pub reason: Option<String>,
    /// HTTP status of the last answer.
    pub status: Option<i32>,
    /// Failures in a row.
    pub attempts: i32,
    /// How often a stored article was looked at again.
    pub looks: i32,
    /// When it was last fetched.
    pub fetched_at: Option<Micros>,
    /// For conditional requests.
    pub etag: Option<String>,
    /// For conditional requests.
    pub last_modified: Option<String>,
    /// The article that it leads to.
    pub article_id: Option<i64>,
    /// Where it led to, by redirects, when it was last fetched: whose validators those are. None: it
    /// answered itself.
    pub answered: Option<String>,
    /// Its page called itself a live blog when it was last read.
    pub live: bool,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The addresses of a host that are due: announced ones first, newest first.
///
/// # Errors
/// When the database is away.
pub async fn due(
    db: &impl ConnectionTrait,
    host_id: i64,
    now: Micros,
    most: u64,
) -> Result<Vec<Model>> {
    let text = format!(
        "SELECT address.* FROM address JOIN site ON site.id = address.site_id \
         WHERE address.host_id = $1 AND address.due_at <= $2 AND site.enabled = TRUE \
         ORDER BY address.rank, COALESCE(address.published_hint, address.found_at) DESC, \
         address.id LIMIT {most}"
    );
    all(db, &text, [host_id.into(), now.into()]).await
}

/// The row of an address.
///
/// # Errors
/// When the database is away.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// Whether an address was refused: it brought no article, for good.
///
/// # Errors
/// When the database is away.
pub async fn is_refused(db: &impl ConnectionTrait, address: &str) -> Result<bool> {
    let text = "SELECT count(*) AS n FROM address WHERE address = $1 AND outcome = 'refused'";
    Ok(number(db, text, [address.into()]).await? > 0)
}

/// Any address of a host that is due.
///
/// # Errors
/// When the database is away.
pub async fn any_due(
    db: &impl ConnectionTrait,
    host_id: i64,
    now: Micros,
) -> Result<Option<Model>> {
    let text = "SELECT address.* FROM address JOIN site ON site.id = address.site_id \
                WHERE address.host_id = $1 AND address.due_at <= $2 AND site.enabled = TRUE LIMIT 1";
    one(db, text, [host_id.into(), now.into()]).await
}

/// The row of an address that a host is to be asked for a first time, now or later, for this site.
///
/// # Errors
/// When the database is away.
pub async fn waiting_at(
    db: &impl ConnectionTrait,
    (host_id, site_id): (i64, i64),
    address: &str,
) -> Result<Option<Model>> {
    let text = "SELECT * FROM address WHERE address = $1 AND host_id = $2 AND site_id = $3 \
                AND outcome IS NULL AND due_at IS NOT NULL";
    one(db, text, [address.into(), host_id.into(), site_id.into()]).await
}

/// The address of a stored article of this host and site with the same text, where it is due by now or
/// was last asked before then.
///
/// # Errors
/// When the database is away.
pub async fn of_text(
    db: &impl ConnectionTrait,
    (host_id, site_id): (i64, i64),
    text_hash: &str,
    (now, then): (Micros, Micros),
) -> Result<Option<Model>> {
    let text = "SELECT address.* FROM address JOIN article ON article.id = address.article_id \
                WHERE article.text_hash = $1 AND article.site_id = $2 AND address.host_id = $3 \
                AND address.outcome = 'stored' \
                AND (address.due_at <= $4 OR address.fetched_at <= $5) \
                ORDER BY address.id LIMIT 1";
    let values = [text_hash.into(), site_id.into(), host_id.into(), now.into(), then.into()];
    one(db, text, values).await
}

/// The next addresses of a host behind a row, due or not, in the order in which they were found: those
/// that these sites have, but for further addresses of an article.
///
/// # Errors
/// When the database is away.
pub async fn behind(
    db: &impl ConnectionTrait,
    (host_id, sites): (i64, &[i64]),
    row: i64,
    most: u64,
) -> Result<Vec<Model>> {
    let text = format!(
        "SELECT * FROM address WHERE host_id = $1 AND id > $2 AND site_id IN ({}) \
         AND COALESCE(outcome, '') <> 'same' ORDER BY id LIMIT $3",
        list(sites)
    );
    all(db, &text, [host_id.into(), row.into(), most.into()]).await
}

/// Notes why an address that waits for its first answer got none; all else stays.
///
/// # Errors
/// When the database is away.
pub async fn note_reason(db: &impl ConnectionTrait, id: i64, reason: &str) -> Result<()> {
    let text = "UPDATE address SET reason = $2 WHERE id = $1 AND outcome IS NULL";
    execute(db, text, [id.into(), reason.into()]).await?;
    Ok(())
}

/// Leaves what is due at a host for later, with the reason where it was never answered; returns how
/// many of those which site has.
///
/// # Errors
/// When the database is away.
pub async fn postpone(
    db: &impl ConnectionTrait,
    host_id: i64,
    now: Micros,
    (until, reason): (Micros, &str),
) -> Result<Vec<(i64, u64)>> {
    #[derive(FromQueryResult)]
    struct Count {
        site_id: i64,
        n: i64,
    }
    let text = "SELECT site_id, count(*) AS n FROM address WHERE host_id = $1 AND due_at <= $2 \
                AND outcome IS NULL GROUP BY site_id ORDER BY site_id";
    let counts = all::<Count>(db, text, [host_id.into(), now.into()]).await?;
    let text = "UPDATE address SET due_at = $3, \
                reason = CASE WHEN outcome IS NULL THEN $4 ELSE reason END \
                WHERE host_id = $1 AND due_at <= $2";
    execute(db, text, [host_id.into(), now.into(), until.into(), reason.into()]).await?;
    Ok(counts.into_iter().map(|it| (it.site_id, u64::try_from(it.n).unwrap_or(0))).collect())
}

/// Whether an address is an article's by all that is known: a feed or a news sitemap announces it, or it
/// brought one; and it was not refused.
///
/// # Errors
/// When the database is away.
pub async fn is_of_article(db: &impl ConnectionTrait, address: &str) -> Result<bool> {
    let text = "SELECT count(*) AS n FROM address WHERE address = $1 \
                AND (rank = 0 OR article_id IS NOT NULL) AND COALESCE(outcome, '') <> 'refused'";
    Ok(number(db, text, [address.into()]).await? > 0)
}

/// Whether an address is known to lead to another host, where no article was found yet.
///
/// # Errors
/// When the database is away.
pub async fn has_moved(db: &impl ConnectionTrait, address: &str) -> Result<bool> {
    let text = "SELECT count(*) AS n FROM address WHERE address = $1 \
                AND reason = 'moved' AND article_id IS NULL";
    Ok(number(db, text, [address.into()]).await? > 0)
}

/// Whether any address of the site is known.
///
/// # Errors
/// When the database is away.
pub async fn is_any_known(db: &impl ConnectionTrait, site_id: i64) -> Result<bool> {
    let text =
        "SELECT count(*) AS n FROM (SELECT 1 FROM address WHERE site_id = $1 LIMIT 1) AS one";
    Ok(number(db, text, [site_id.into()]).await? > 0)
}

/// Makes the addresses of a site that wait for their first answer due now, but for those that were
/// forbidden (401, 403) and those whose template brought nothing: they have their rest, whoever comes by.
///
/// # Errors
/// When the database is away.
pub async fn make_due(db: &impl ConnectionTrait, site_id: i64) -> Result<()> {
    let text = "UPDATE address SET due_at = 0 WHERE site_id = $1 AND outcome IS NULL \
                AND due_at IS NOT NULL AND COALESCE(status, 0) NOT IN (401, 403) \
                AND COALESCE(reason, '') <> 'template'";
    execute(db, text, [site_id.into()]).await?;
    Ok(())
}

/// How many addresses of these sites wait for their first answer.
///
/// # Errors
/// When the database is away.
pub async fn count_waiting(db: &impl ConnectionTrait, sites: &[i64]) -> Result<i64> {
    let text = format!(
        "SELECT count(*) AS n FROM address WHERE outcome IS NULL AND site_id IN ({})",
        list(sites)
    );
    number(db, &text, []).await
}

/// The addresses of these sites that are due by then, in the order in which each host is asked for them:
/// also those that were stored and are to be looked at again, and of sites that are not enabled.
///
/// # Errors
/// When the database is away.
pub async fn due_of_sites(
    db: &impl ConnectionTrait,
    sites: &[i64],
    until: Micros,
    most: u64,
) -> Result<Vec<Model>> {
    let text = format!(
        "SELECT * FROM address WHERE due_at <= $1 AND site_id IN ({}) \
         ORDER BY rank, COALESCE(published_hint, found_at) DESC, id LIMIT {most}",
        list(sites)
    );
    all(db, &text, [until.into()]).await
}

/// How many addresses of a host wait for their first answer, or for what denies or keeps it to pass.
///
/// # Errors
/// When the database is away.
pub async fn count_waiting_at(db: &impl ConnectionTrait, host_id: i64) -> Result<u64> {
    let text = "SELECT count(*) AS n FROM address \
                WHERE host_id = $1 AND due_at IS NOT NULL AND article_id IS NULL";
    Ok(u64::try_from(number(db, text, [host_id.into()]).await?).unwrap_or(0))
}

/// Notes which article an address leads to that was never asked: what it brings is a version of it.
///
/// # Errors
/// When the database is away.
pub async fn lead_to(db: &impl ConnectionTrait, address: &str, article_id: i64) -> Result<()> {
    let text = "UPDATE address SET article_id = $2 WHERE address = $1 AND outcome IS NULL";
    execute(db, text, [address.into(), article_id.into()]).await?;
    Ok(())
}

/// Whether an address of these sites that failed at first is to be asked again by `until`, at a host
/// that does not rest for longer; not of those that somebody has disabled meanwhile.
///
/// # Errors
/// When the database is away.
pub async fn is_retried_by(
    db: &impl ConnectionTrait,
    sites: &[i64],
    until: Micros,
) -> Result<bool> {
    let text = format!(
        "SELECT count(*) AS n FROM address JOIN host ON host.id = address.host_id \
         JOIN site ON site.id = address.site_id AND site.enabled = TRUE \
         WHERE address.outcome IS NULL AND address.attempts > 0 AND address.due_at <= $1 \
         AND host.blocked_until <= $1 AND address.site_id IN ({})",
        list(sites)
    );
    Ok(number(db, &text, [until.into()]).await? > 0)
}

/// The article that an address is known to lead to.
///
/// # Errors
/// When the database is away.
pub async fn article_of(db: &impl ConnectionTrait, address: &str) -> Result<Option<i64>> {
    let text = "SELECT COALESCE(max(article_id), 0) AS n FROM address WHERE address = $1";
    let id = number(db, text, [address.into()]).await?;
    Ok((id > 0).then_some(id))
}
