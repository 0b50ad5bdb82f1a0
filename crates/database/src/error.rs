//! What can go wrong with the database, as a caller can act on it.

use sea_orm::DbErr;

/// What the queries of this crate return.
pub type Result<T, E = DatabaseError> = std::result::Result<T, E>;

/// Why a query, a connection or a migration failed.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// Somebody else holds the row by now: stop working on it, and write nothing.
    #[error("the lease was lost to another worker")]
    LeaseLost,
    /// The address of the database names neither SQLite nor PostgreSQL.
    #[error("the database's address must begin with sqlite: or postgres:")]
    UnknownDatabase,
    /// The file that guards the start could not be locked.
    #[error("the lock file of the start: {0}")]
    StartLock(#[from] std::io::Error),
    /// A row holds JSON that this version does not understand.
    #[error("a document in the database: {0}")]
    Document(#[from] serde_json::Error),
    /// The database refused, or is away.
    #[error("the database: {0}")]
    Query(#[from] DbErr),
}

impl DatabaseError {
    /// Whether the same call may succeed later: the database was busy or away.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Query(error) => may_pass(error),
            Self::StartLock(_) => true,
            Self::LeaseLost | Self::UnknownDatabase | Self::Document(_) => false,
        }
    }
}

fn may_pass(error: &DbErr) -> bool {
    let (DbErr::Conn(inner) | DbErr::Exec(inner) | DbErr::Query(inner)) = error else {
        return matches!(error, DbErr::ConnectionAcquire(_));
    };
    let sea_orm::RuntimeErr::SqlxError(inner) = inner else { return false };
    let Some(database) = inner.as_database_error() else { return true };
    // SQLite: 5 busy, 517 busy snapshot. PostgreSQL: serialization, deadlock, shutting down.
    let codes = ["5", "517", "40001", "40P01", "57P01", "57P03"];
    database.code().is_some_and(|code| codes.contains(&code.as_ref()))
}
