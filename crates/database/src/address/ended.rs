//! How an address ended -> its row.

use sea_orm::ConnectionTrait;

use super::Found;
use crate::{Micros, Result, statement::execute};

/// How an address ended, this time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ended {
    /// See [`super::Model::outcome`]; none: to be tried again.
    pub outcome: Option<&'static str>,
    /// See [`super::Model::reason`].
    pub reason: Option<String>,
    /// See [`super::Model::status`].
    pub status: Option<u16>,
    /// See [`super::Model::due_at`].
    pub due_at: Option<Micros>,
    /// See [`super::Model::attempts`].
    pub attempts: i32,
    /// See [`super::Model::looks`].
    pub looks: i32,
    /// See [`super::Model::etag`].
    pub etag: Option<String>,
    /// See [`super::Model::last_modified`].
    pub last_modified: Option<String>,
    /// See [`super::Model::article_id`].
    pub article_id: Option<i64>,
    /// See [`super::Model::answered`].
    pub answered: Option<String>,
    /// See [`super::Model::live`].
    pub live: bool,
}

/// Keeps how an address ended.
///
/// # Errors
/// When the database is away.
pub async fn end(db: &impl ConnectionTrait, id: i64, ended: &Ended, now: Micros) -> Result<()> {
    let text = "UPDATE address SET outcome = $2, reason = $3, status = $4, due_at = $5, \
                attempts = $6, looks = $7, etag = $8, last_modified = $9, article_id = $10, \
                fetched_at = $11, answered = $12, live = $13 WHERE id = $1";
    let values = [
        id.into(),
        ended.outcome.into(),
        ended.reason.clone().into(),
        ended.status.map(i32::from).into(),
        ended.due_at.into(),
        ended.attempts.into(),
        ended.looks.into(),
        ended.etag.clone().into(),
        ended.last_modified.clone().into(),
        ended.article_id.into(),
        now.into(),
        ended.answered.clone().into(),
        ended.live.into(),
    ];
    execute(db, text, values).await?;
    Ok(())
}

/// Notes another address of an article that is stored already, so that it is never fetched.
///
/// # Errors
/// When the database is away.
pub async fn note_same(
    db: &impl ConnectionTrait,
    found: &Found,
    article_id: i64,
    now: Micros,
) -> Result<()> {
    let text = "INSERT INTO address (address, site_id, host_id, found_at, outcome, reason, \
                article_id) VALUES ($1, $2, $3, $4, 'same', 'duplicate', $5) \
                ON CONFLICT (address) DO UPDATE SET outcome = 'same', reason = 'duplicate', \
                due_at = NULL, article_id = excluded.article_id WHERE address.outcome IS NULL";
    let values = [
        found.address.clone().into(),
        found.site_id.into(),
        found.host_id.into(),
        now.into(),
        article_id.into(),
    ];
    execute(db, text, values).await?;
    Ok(())
}
