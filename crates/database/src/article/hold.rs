//! Articles held until a transaction ends.

use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend};

use crate::{
    Result,
    statement::{execute, list},
};

/// Holds these articles until the transaction ends, in the order of their rows: who changes several of
/// them beside others would wait for them crosswise else.
///
/// # Errors
/// When the database is away.
pub async fn hold(transaction: &DatabaseTransaction, ids: &[i64]) -> Result<()> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        let ids = list(ids);
        let text = format!("SELECT id FROM article WHERE id IN ({ids}) ORDER BY id FOR UPDATE");
        execute(transaction, &text, []).await?;
    }
    // On SQLite whoever may write is alone.
    Ok(())
}
