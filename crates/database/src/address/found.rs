//! What sources tell of -> the frontier.

use sea_orm::{ConnectionTrait, Value};

use crate::{
    Micros, Result,
    statement::{execute, number, placeholders},
};

/// An address as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Canonical.
    pub address: String,
    /// Whose article it may be.
    pub site_id: i64,
    /// Who serves it.
    pub host_id: i64,
    /// See [`super::Model::published_hint`].
    pub published_hint: Option<Micros>,
    /// 0 from a feed or news sitemap, 1 from a page, 2 from a sitemap.
    pub rank: i32,
}

/// Rows of one statement: well under the 32,766 values that SQLite takes.
const ROWS_AT_ONCE: usize = 500;

/// Puts addresses into the frontier, due now; known ones stay as they are. Returns how many are
/// new.
///
/// # Errors
/// When the database is away.
pub async fn add(db: &impl ConnectionTrait, found: &[Found], now: Micros) -> Result<u64> {
    let mut new = 0;
    for rows in found.chunks(ROWS_AT_ONCE) {
        let mut values: Vec<Value> = Vec::with_capacity(rows.len() * 6);
        let mut tuples = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let start = index * 6;
            tuples.push(format!(
                "(${}, ${}, ${}, ${}, ${}, ${}, ${})",
                start + 1,
                start + 2,
                start + 3,
                start + 4,
                start + 5,
                start + 6,
                start + 4
            ));
            values.extend([
                row.address.clone().into(),
                row.site_id.into(),
                row.host_id.into(),
                now.into(),
                row.published_hint.into(),
                row.rank.into(),
            ]);
        }
        let text = format!(
            "INSERT INTO address (address, site_id, host_id, found_at, published_hint, rank, \
             due_at) VALUES {} ON CONFLICT (address) DO NOTHING",
            tuples.join(", ")
        );
        new += execute(db, &text, values).await?;
    }
    Ok(new)
}

/// Whether one of these was put into the frontier after that time, whoever told of it.
///
/// # Errors
/// When the database is away.
pub async fn any_found_since(
    db: &impl ConnectionTrait,
    found: &[Found],
    since: Micros,
) -> Result<bool> {
    for rows in found.chunks(ROWS_AT_ONCE) {
        let text = format!(
            "SELECT count(*) AS n FROM address WHERE found_at > $1 AND address IN ({})",
            placeholders(2, rows.len())
        );
        let mut values: Vec<Value> = vec![since.into()];
        values.extend(rows.iter().map(|row| row.address.clone().into()));
        if number(db, &text, values).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
