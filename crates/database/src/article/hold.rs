//! Articles held until a transaction ends.

use sea_orm::DatabaseTransaction;

use crate::{
    Result,
    statement::{execute, is_postgres, list},
};

/// Holds these articles until the transaction ends, in the order of their rows: who changes several of
/// them beside others would wait for them crosswise else.
///
/// # Errors
/// When the database is away.
pub async fn hold(transaction: &DatabaseTransaction, ids: &[i64]) -> Result<()> {
    if is_postgres(transaction) {
        let ids = list(ids);
        let text = format!("SELECT id FROM article WHERE id IN ({ids}) ORDER BY id FOR UPDATE");
        execute(transaction, &text, []).await?;
    }
    Ok(())
}
