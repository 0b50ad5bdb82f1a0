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

/// What is wrong with the place where a database lies: nothing that another try mends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be written.
    ReadOnly,
    /// The disk is full.
    Full,
    /// The file is damaged, or no database.
    Broken,
    /// The file cannot be opened.
    Closed,
}

impl DatabaseError {
    /// The fault of its place, where the database names one.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        let Self::Query(error) = self else { return None };
        fault_of(sqlx_error(error)?.as_database_error()?.code()?.as_ref())
    }
}

/// PostgreSQL's codes have five characters; of SQLite's numbers the last eight bits are the kind
/// (sqlite.org/rescode.html).
fn fault_of(code: &str) -> Option<Fault> {
    match (code, code.parse::<u32>().map(|code| code & 0xff)) {
        ("25006", _) => Some(Fault::ReadOnly),
        ("53100", _) => Some(Fault::Full),
        (code, _) if code.len() == 5 => None,
        (_, Ok(8)) => Some(Fault::ReadOnly),
        (_, Ok(13)) => Some(Fault::Full),
        (_, Ok(11 | 26)) => Some(Fault::Broken),
        (_, Ok(14)) => Some(Fault::Closed),
        _ => None,
    }
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(inner) | DbErr::Exec(inner) | DbErr::Query(inner) => match inner {
            sea_orm::RuntimeErr::SqlxError(inner) => Some(inner.as_ref()),
            sea_orm::RuntimeErr::Internal(_) => None,
        },
        _ => None,
    }
}

fn may_pass(error: &DbErr) -> bool {
    let Some(inner) = sqlx_error(error) else {
        return matches!(error, DbErr::ConnectionAcquire(_));
    };
    let Some(database) = inner.as_database_error() else { return true };
    // SQLite: 5 busy, 517 busy snapshot. PostgreSQL: serialization, deadlock, shutting down.
    let codes = ["5", "517", "40001", "40P01", "57P01", "57P03"];
    database.code().is_some_and(|code| codes.contains(&code.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_known_by_its_code() {
        // SQLITE_READONLY_DBMOVED is 1032.
        for (code, fault) in [("8", Fault::ReadOnly), ("1032", Fault::ReadOnly)] {
            assert_eq!(fault_of(code), Some(fault));
        }
        assert_eq!(fault_of("53100"), Some(Fault::Full));
        assert_eq!(fault_of("26"), Some(Fault::Broken));
        assert_eq!(fault_of("23505"), None);
        assert_eq!(fault_of("5"), None);
    }
}
