//! Which sources give way to others: a site has a few of each kind.

use sea_orm::ConnectionTrait;

use super::Kind;
use crate::{Micros, Result, statement::execute};

/// Makes room for a source of this kind: forgets those that were found and have failed often, and
/// sitemaps that once announced something and nothing since `silent_since`. Named ones stay, and the
/// one that is being read.
///
/// # Errors
/// When the database is away.
pub async fn forget_silent(
    db: &impl ConnectionTrait,
    site_id: i64,
    (kind, reading): (Kind, i64),
    silent_since: Micros,
) -> Result<()> {
    let text = "DELETE FROM source WHERE site_id = $1 AND kind = $2 AND configured = FALSE \
                AND id <> $6 AND changed_at < $3 \
                AND (failures >= $4 OR (kind = $5 AND changed_at > 0))";
    let values = [
        site_id.into(),
        kind.code().into(),
        silent_since.into(),
        FAILURES_UNTIL_FORGOTTEN.into(),
        Kind::Sitemap.code().into(),
        reading.into(),
    ];
    execute(db, text, values).await?;
    Ok(())
}

/// Failures in a row after which a source that was found makes room for another.
const FAILURES_UNTIL_FORGOTTEN: i32 = 5;

/// Forgets a source that was found; one that the whitelist names stays.
///
/// # Errors
/// When the database is away.
pub async fn forget(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    execute(db, "DELETE FROM source WHERE id = $1 AND configured = FALSE", [id.into()]).await?;
    Ok(())
}

/// Notes which source led to one that was known before.
///
/// # Errors
/// When the database is away.
pub async fn adopt(db: &impl ConnectionTrait, id: i64, found_in: i64) -> Result<()> {
    execute(db, "UPDATE source SET found_in = $2 WHERE id = $1", [id.into(), found_in.into()])
        .await?;
    Ok(())
}
