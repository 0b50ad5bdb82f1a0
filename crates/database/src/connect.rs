//! Connecting, and bringing the schema up to date.

use std::{fs::File, path::PathBuf, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm_migration::MigratorTrait;

use crate::{DatabaseError, Result, statement::execute};

/// How long a connection to SQLite waits for another writer. Who holds the lock does so for some
/// milliseconds, but on a machine with too much to do it may be left standing in the middle: of three
/// crawls at once that were given only idle time, two ended with "database is locked" after 5 s.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// How long whoever settles a file at the end waits for others.
const SETTLING: Duration = Duration::from_secs(1);
/// How long is waited for a connection to PostgreSQL: readers of a page are told that it is away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// Readers of one process on SQLite; writers are one (`docs/decisions/0002-sqlite-one-writer.md`).
const SQLITE_READERS: u32 = 4;
/// Past this the write-ahead log is truncated, in bytes.
const JOURNAL_LIMIT: &str = "67108864";
/// Pages of the write-ahead log after which they are moved into the database: 16 MB. SQLite's own 1,000
/// move the same pages four times as often.
const CHECKPOINT_PAGES: &str = "4000";
/// What each connection to SQLite keeps of the file, in KiB with a minus, as SQLite wants it. What readers
/// keep is worth nothing after the next commit, the system keeps the file anyway, and a transaction of a
/// page touches some 300 KB.
const CACHE_SIZE: &str = "-800";
/// The key of PostgreSQL's advisory lock for starting: "earshot" in ASCII.
const START_LOCK: i64 = 0x65_6172_7368_6f74;

/// Which of the two databases this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// Files on a local disk.
    Sqlite,
    /// A server.
    Postgres,
}

/// Where the database is.
#[derive(Clone)]
pub struct Settings {
    /// `sqlite:PATH` (made if it is missing) or `postgres://…`.
    pub url: String,
    /// For SQLite: the file whose lock guards the start.
    pub start_lock: PathBuf,
    /// Connections to PostgreSQL at most.
    pub connections: u32,
}

impl std::fmt::Debug for Settings {
    /// Without the address, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("url", &"[redacted]").finish_non_exhaustive()
    }
}

/// The database: one pool for reading and one for writing.
///
/// On PostgreSQL both are the same. On SQLite a process writes through one connection alone: with
/// four of them the slowest of 12,000 writes waited 2.4 s, with one 43 ms at p99.
#[derive(Debug, Clone)]
pub struct Database {
    /// For queries outside a transaction that write nothing.
    pub read: DatabaseConnection,
    /// For single statements that write.
    pub write: DatabaseConnection,
}

impl Database {
    /// Connects and brings the schema up to date, one process at a time: the migrator has no lock
    /// of its own, and of 75 starts at once without one 46 failed.
    ///
    /// # Errors
    /// When the address is of neither kind (final), or the database is away (try again).
    pub async fn start(settings: &Settings) -> Result<Self> {
        match backend_of(&settings.url)? {
            Backend::Sqlite => {
                let lock = settings.start_lock.clone();
                let _held = tokio::task::spawn_blocking(move || lock_file(&lock))
                    .await
                    .map_err(std::io::Error::other)??;
                let database = Self::connect(settings).await?;
                migrations::Migrator::up(&database.write, None).await?;
                Ok(database)
            }
            Backend::Postgres => {
                let database = Self::connect(settings).await?;
                database.migrate_postgres().await?;
                Ok(database)
            }
        }
    }

    /// Connects, and leaves the schema as it is.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub async fn connect(settings: &Settings) -> Result<Self> {
        match backend_of(&settings.url)? {
            Backend::Sqlite => Ok(Self {
                write: sea_orm::Database::connect(sqlite(&settings.url, 1)).await?,
                read: sea_orm::Database::connect(sqlite(&settings.url, SQLITE_READERS)).await?,
            }),
            Backend::Postgres => {
                let mut options = ConnectOptions::new(&settings.url);
                options.max_connections(settings.connections).sqlx_logging(false);
                options.acquire_timeout(ACQUIRE_TIMEOUT);
                let pool = sea_orm::Database::connect(options).await?;
                Ok(Self { write: pool.clone(), read: pool })
            }
        }
    }

    /// Which of the two databases this is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        match self.write.get_database_backend() {
            DbBackend::Sqlite => Backend::Sqlite,
            _ => Backend::Postgres,
        }
    }

    /// Begins a transaction that may write: the only place that begins one, as on SQLite it must
    /// take the write lock at once (a read that turns into a write fails and cannot wait).
    ///
    /// Inside it, ask only the transaction, and do nothing slow.
    ///
    /// # Errors
    /// When the database is busy for long, or away (try again).
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// Asks the database for nothing, to see whether it answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn check(&self) -> Result<()> {
        Ok(self.read.ping().await?)
    }

    /// Sees whether the database can be written: begins what writes, and leaves it.
    ///
    /// # Errors
    /// When it cannot, with a fault of its place mostly.
    pub async fn check_writing(&self) -> Result<()> {
        let transaction = self.begin().await?;
        execute(&transaction, "UPDATE host SET rung_at = rung_at WHERE id = 0", []).await?;
        Ok(transaction.rollback().await?)
    }

    /// Moves what the log of a file's last commits holds into the file, as far as nobody is reading, and
    /// without holding up anybody: whoever copies the file has all of it. A server has no such log.
    ///
    /// # Errors
    /// When the file cannot be opened or written; nothing is lost then.
    pub async fn settle(settings: &Settings) -> Result<()> {
        if backend_of(&settings.url)? == Backend::Postgres {
            return Ok(());
        }
        let mut options = sqlite(&settings.url, 1);
        options.map_sqlx_sqlite_opts(|it| it.create_if_missing(false).busy_timeout(SETTLING));
        let connection = sea_orm::Database::connect(options).await?;
        connection.execute_unprepared("PRAGMA wal_checkpoint(PASSIVE)").await?;
        Ok(connection.close().await?)
    }

    /// The names of schema steps that have not been applied yet.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn pending_steps(&self) -> Result<usize> {
        Ok(migrations::Migrator::get_pending_migrations(&self.read).await?.len())
    }

    async fn migrate_postgres(&self) -> Result<()> {
        // The lock belongs to the transaction's connection, and ends with it.
        let guard = self.begin().await?;
        execute(&guard, "SELECT pg_advisory_xact_lock($1)", [START_LOCK.into()]).await?;
        migrations::Migrator::up(&self.write, None).await?;
        Ok(guard.commit().await?)
    }
}

fn backend_of(url: &str) -> Result<Backend> {
    if url.starts_with("sqlite:") {
        Ok(Backend::Sqlite)
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        Ok(Backend::Postgres)
    } else {
        Err(DatabaseError::UnknownDatabase)
    }
}

/// Waits for the lock of a file, made if it is missing, and holds it until the file is dropped: one
/// process at a time does what has no lock of its own. Blocks its thread.
///
/// # Errors
/// When the file cannot be made or locked.
pub fn lock_file(path: &std::path::Path) -> std::io::Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    file.lock()?;
    Ok(file)
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(30))
        .map_sqlx_sqlite_opts(|options| {
            options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(BUSY_TIMEOUT)
                .foreign_keys(true)
                .pragma("journal_size_limit", JOURNAL_LIMIT)
                .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
                .pragma("cache_size", CACHE_SIZE)
        });
    options
}
