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

/// What a feed or a news sitemap adds to an address that waits for its first answer, where another source
/// told of it first: the time, and that it is announced.
const ADDS: &str = "DO UPDATE SET \
    published_hint = COALESCE(address.published_hint, excluded.published_hint), \
    rank = CASE WHEN excluded.rank < address.rank THEN excluded.rank ELSE address.rank END \
    WHERE address.outcome IS NULL AND (excluded.rank < address.rank \
    OR (address.published_hint IS NULL AND excluded.published_hint IS NOT NULL))";

/// Puts addresses into the frontier, due now. Known ones stay as they are, but that those which wait
/// learn when they were published, and that they are announced. Returns how many are new.
///
/// # Errors
/// When the database is away.
pub async fn add(db: &impl ConnectionTrait, found: &[Found], now: Micros) -> Result<u64> {
    let mut new = 0;
    for rows in found.chunks(ROWS_AT_ONCE) {
        let new_of_these = execute(db, &statement(rows, "DO NOTHING"), values(rows, now)).await?;
        let is_known = new_of_these < rows.len() as u64;
        if is_known && rows.iter().any(|row| row.rank == 0) {
            execute(db, &statement(rows, ADDS), values(rows, now)).await?;
        }
        new += new_of_these;
    }
    Ok(new)
}

/// The insertion of so many rows, and what is done with known ones.
fn statement(rows: &[Found], known: &str) -> String {
    let tuple = |index: usize| {
        let [address, site, host, now, hint, rank] = [1, 2, 3, 4, 5, 6].map(|at| index * 6 + at);
        format!("(${address}, ${site}, ${host}, ${now}, ${hint}, ${rank}, ${now})")
    };
    let tuples: Vec<String> = (0..rows.len()).map(tuple).collect();
    format!(
        "INSERT INTO address (address, site_id, host_id, found_at, published_hint, rank, due_at) \
         VALUES {} ON CONFLICT (address) {known}",
        tuples.join(", ")
    )
}

fn values(rows: &[Found], now: Micros) -> Vec<Value> {
    let of_row = |row: &Found| -> [Value; 6] {
        [
            row.address.clone().into(),
            row.site_id.into(),
            row.host_id.into(),
            now.into(),
            row.published_hint.into(),
            row.rank.into(),
        ]
    };
    rows.iter().flat_map(of_row).collect()
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
