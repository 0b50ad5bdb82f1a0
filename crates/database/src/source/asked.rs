//! How asking a source ended.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;

use crate::{Micros, Result, statement::execute};

/// How asking a source ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The source.
    pub id: i64,
    /// For the next conditional request.
    pub etag: Option<String>,
    /// For the next conditional request.
    pub last_modified: Option<String>,
    /// See [`super::Model::answered`].
    pub answered: Option<String>,
    /// When it was asked.
    pub at: Micros,
    /// [`super::Model::pushed_at`] as it was before the source was asked.
    pub pushed_before: Micros,
    /// See [`super::Model::push_from`].
    pub push_from: Micros,
    /// When it is to be asked again.
    pub due_at: Micros,
    /// See [`super::Model::interval_micros`].
    pub interval_micros: i64,
    /// Whether something new was announced.
    pub news: bool,
    /// See [`super::Model::ttl_micros`]; none: nothing was read, and it stays as it was.
    pub ttl_micros: Option<i64>,
    /// How many addresses were left out, by reason; none: as above.
    pub passed_over: Option<BTreeMap<String, u64>>,
    /// The failure, if it was one.
    pub error: Option<String>,
}

/// Keeps how asking a source ended. A push that came meanwhile is not forgotten: what it tells of may
/// not have been in the answer yet.
///
/// # Errors
/// When the database is away.
pub async fn keep(db: &impl ConnectionTrait, asked: &Asked) -> Result<()> {
    let passed_over = asked.passed_over.as_ref();
    let count = passed_over.map(|it| i64::try_from(it.values().sum::<u64>()).unwrap_or(i64::MAX));
    let reasons = passed_over.and_then(|it| serde_json::to_string(it).ok());
    let text = "UPDATE source SET etag = $2, last_modified = $3, checked_at = $4, \
                due_at = CASE WHEN pushed_at > $10 AND $11 < $5 THEN $11 ELSE $5 END, \
                changed_at = CASE WHEN $6 THEN $4 ELSE changed_at END, \
                failures = CASE WHEN $8 THEN failures + 1 ELSE 0 END, last_error = $7, \
                interval_micros = $9, push_from = $11, \
                passed_over = COALESCE($12, passed_over), \
                passed_over_by = COALESCE($13, passed_over_by), \
                ttl_micros = COALESCE($14, ttl_micros), answered = $15 WHERE id = $1";
    let values = [
        asked.id.into(),
        asked.etag.clone().into(),
        asked.last_modified.clone().into(),
        asked.at.into(),
        asked.due_at.into(),
        asked.news.into(),
        asked.error.clone().into(),
        asked.error.is_some().into(),
        asked.interval_micros.into(),
        asked.pushed_before.into(),
        asked.push_from.into(),
        count.into(),
        reasons.into(),
        asked.ttl_micros.into(),
        asked.answered.clone().into(),
    ];
    execute(db, text, values).await?;
    Ok(())
}
