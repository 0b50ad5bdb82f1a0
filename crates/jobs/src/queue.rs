//! The doorbell: apalis, named in this module alone.
//!
//! A job carries an id. It may be lost, or come twice: the rows know what is to be done, the sweep
//! rings again, and leases keep two workers apart. So the queue never retries (its retries come at
//! once, without backoff), a job's failure is in its row, and what a dead worker left behind is
//! deleted rather than revived.

use std::{borrow::Cow, panic::AssertUnwindSafe, path::Path, sync::Arc, time::Duration};

use apalis::{layers::WorkerBuilderExt as _, prelude::*};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use futures_util::{FutureExt as _, future::BoxFuture};
use serde::{Deserialize, Serialize};
use sqlx::{
    AssertSqlSafe, PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{Context, CrawlHost, PublishEpisode, SpeakEpisode};

mod every;

use every::Every;

/// How often an idle worker looks for jobs.
const POLL: Duration = Duration::from_millis(200);
/// Jobs fetched at once. While fetched ones wait for others to end, the library neither says that
/// the worker lives nor writes down what is done: held for dead, it would lose its jobs.
const BATCH: usize = 1;
/// How often a worker says that it lives, at least.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// The key of PostgreSQL's advisory lock for the queue's set-up: "apalis" in ASCII.
const SETUP_LOCK: i64 = 0x6170_616c_6973;

/// What can be asked of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// See [`CrawlHost`].
    CrawlHost(CrawlHost),
    /// See [`SpeakEpisode`].
    SpeakEpisode(SpeakEpisode),
    /// See [`PublishEpisode`].
    PublishEpisode(PublishEpisode),
}

/// The queues: a worker takes the jobs of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// Crawling hosts.
    Crawl,
    /// Speaking episodes.
    Speech,
    /// Publishing them.
    Publish,
}

impl Name {
    /// As it is called in commands and in the queue's tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Crawl => "crawl",
            Self::Speech => "speech",
            Self::Publish => "publish",
        }
    }
}

impl Job {
    fn queue(self) -> Name {
        match self {
            Self::CrawlHost(_) => Name::Crawl,
            Self::SpeakEpisode(_) => Name::Speech,
            Self::PublishEpisode(_) => Name::Publish,
        }
    }

    fn run(self, context: Context) -> BoxFuture<'static, anyhow::Result<()>> {
        match self {
            Self::CrawlHost(job) => Box::pin(async move { job.run(&context).await }),
            Self::SpeakEpisode(job) => Box::pin(async move { job.run(&context).await }),
            Self::PublishEpisode(job) => Box::pin(async move { job.run(&context).await }),
        }
    }
}

/// The queue. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Queue {
    place: Place,
    /// A worker that was silent for so long is dead, and its jobs are deleted.
    lease: Duration,
    /// Whose hosts are crawled here, where they are nobody else's: a name.
    apart: Option<Arc<str>>,
}

#[derive(Debug, Clone)]
enum Place {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Queue {
    /// Opens the queue in a file of its own, made if it is missing. The file is disposable: the
    /// rows know all that is in it, so one that is broken is replaced.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub async fn sqlite(file: &Path, lease: Duration) -> anyhow::Result<Self> {
        // One process at a time: the library's steps have no lock of their own.
        let lock = file.with_extension("lock");
        let _held = tokio::task::spawn_blocking(move || database::lock_file(&lock)).await??;
        let pool = match open_sqlite(file).await {
            Err(error) if is_broken(&error) => {
                warn!(%error, "The queue's file is broken: it is made anew");
                for part in ["db", "db-wal", "db-shm"] {
                    let _missing = std::fs::remove_file(file.with_extension(part));
                }
                open_sqlite(file).await?
            }
            opened => opened?,
        };
        Ok(Self { place: Place::Sqlite(pool), lease, apart: None })
    }

    /// Opens the queue in the schema `apalis` of a PostgreSQL database.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn postgres(url: &str, lease: Duration) -> anyhow::Result<Self> {
        let pool = PgPoolOptions::new().max_connections(6).connect(url).await?;
        // Several processes may start at once, and the library's steps have no lock of their own.
        let mut guard = pool.begin().await?;
        sqlx::query("SELECT pg_advisory_xact_lock($1)")
            .bind(SETUP_LOCK)
            .execute(&mut *guard)
            .await?;
        PostgresStorage::setup(&pool).await?;
        guard.commit().await?;
        Ok(Self { place: Place::Postgres(pool), lease, apart: None })
    }

    /// The same queue for whoever crawls some sites alone: hosts are rung for in a queue of its own, so
    /// that its workers do not take up what others have rung for.
    #[must_use]
    pub fn apart(self) -> Self {
        Self { apart: Some(uuid::Uuid::new_v4().simple().to_string().into()), ..self }
    }

    /// Whether hosts are rung for in a queue of its own.
    pub(crate) fn is_apart(&self) -> bool {
        self.apart.is_some()
    }

    /// What a queue is called in the library's tables.
    fn label(&self, name: Name) -> String {
        match (&self.apart, name) {
            (Some(whose), Name::Crawl) => format!("{}-{whose}", name.word()),
            _ => name.word().to_owned(),
        }
    }

    /// Rings: puts a job into its queue.
    ///
    /// # Errors
    /// When the queue is away; the sweep rings again.
    pub async fn push(&self, job: Job) -> anyhow::Result<()> {
        let name = job.queue();
        match &self.place {
            Place::Sqlite(pool) => self.of_sqlite(pool, name).push(job).await?,
            Place::Postgres(pool) => self.of_postgres(pool, name).push(job).await?,
        }
        Ok(())
    }

    /// Works on one queue, `at_once` jobs at a time, until it is told to stop. A worker that ends
    /// by itself (a hard error of the database) is started again under a new name.
    pub async fn work(
        &self,
        name: Name,
        at_once: usize,
        context: &Context,
        stop: CancellationToken,
    ) {
        while !stop.is_cancelled() {
            // Unique for each start: under a name that was used before, jobs are stuck for ever.
            let worker = format!("{}-{}", name.word(), uuid::Uuid::new_v4().simple());
            let ended = self
                .work_once((name, at_once), worker.clone(), context.clone(), stop.clone())
                .await;
            if let Err(error) = ended
                && !stop.is_cancelled()
            {
                warn!(%error, worker, "A worker ended; another one takes over");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }

    /// Owns all that it uses: the library's future is only `Send` for `'static` parts.
    fn work_once(
        &self,
        (name, at_once): (Name, usize),
        worker: String,
        context: Context,
        stop: CancellationToken,
    ) -> BoxFuture<'static, Result<(), WorkerError>> {
        let stopped = async move {
            stop.cancelled_owned().await;
            Ok::<(), std::io::Error>(())
        };
        match &self.place {
            Place::Sqlite(pool) => {
                let worker = WorkerBuilder::new(worker)
                    .backend(self.of_sqlite(pool, name).poll_with_strategy(Every::new(POLL)))
                    .data(context)
                    .concurrency(at_once)
                    .parallelize(tokio::spawn)
                    .build(handle);
                Box::pin(worker.run_until(stopped))
            }
            Place::Postgres(pool) => {
                let worker = WorkerBuilder::new(worker)
                    .backend(self.of_postgres(pool, name).poll_with_strategy(Every::new(POLL)))
                    .data(context)
                    .concurrency(at_once)
                    .parallelize(tokio::spawn)
                    .build(handle);
                Box::pin(worker.run_until(stopped))
            }
        }
    }

    fn of_sqlite(&self, pool: &SqlitePool, name: Name) -> SqliteStorage<Job> {
        let config = apalis_sqlite::Config::default()
            .queue(self.label(name))
            .batch_size(BATCH)
            .heartbeat_interval(self.heartbeat());
        SqliteStorage::new(pool).with_config(config)
    }

    fn of_postgres(&self, pool: &PgPool, name: Name) -> PostgresStorage<Job> {
        let config = apalis_postgres::Config::default()
            .queue(self.label(name))
            .batch_size(BATCH)
            .heartbeat_interval(self.heartbeat());
        PostgresStorage::new(pool).with_config(config)
    }

    fn heartbeat(&self) -> Duration {
        HEARTBEAT.min(self.lease / 3)
    }

    /// Deletes what is done, what dead workers left behind, and what no worker wanted for two
    /// leases: its row rings again.
    ///
    /// # Errors
    /// When the queue is away.
    pub async fn clean(&self) -> anyhow::Result<()> {
        // The library's clock counts whole seconds.
        let dead_seconds = self.lease.as_secs() + 1;
        let stale_seconds = 2 * dead_seconds;
        match &self.place {
            Place::Sqlite(pool) => {
                let dead = format!(
                    "(SELECT id FROM Workers WHERE last_seen < strftime('%s', 'now') - {dead_seconds})"
                );
                let stale = format!("run_at < strftime('%s', 'now') - {stale_seconds}");
                let jobs = clean_jobs("Jobs", &dead, &stale);
                sqlx::query(AssertSqlSafe(jobs)).execute(pool).await?;
                let workers = format!("DELETE FROM Workers WHERE id IN {dead}");
                sqlx::query(AssertSqlSafe(workers)).execute(pool).await?;
            }
            Place::Postgres(pool) => {
                let dead = format!(
                    "(SELECT id FROM apalis.workers \
                     WHERE last_seen < now() - interval '{dead_seconds} seconds')"
                );
                let stale = format!("run_at < now() - interval '{stale_seconds} seconds'");
                let jobs = clean_jobs("apalis.jobs", &dead, &stale);
                sqlx::query(AssertSqlSafe(jobs)).execute(pool).await?;
                let workers = format!("DELETE FROM apalis.workers WHERE id IN {dead}");
                sqlx::query(AssertSqlSafe(workers)).execute(pool).await?;
            }
        }
        Ok(())
    }

    /// How many jobs are pending or running.
    ///
    /// # Errors
    /// When the queue is away.
    pub async fn count_open(&self) -> anyhow::Result<i64> {
        let open = "status NOT IN ('Done', 'Failed', 'Killed')";
        Ok(match &self.place {
            Place::Sqlite(pool) => {
                let text = format!("SELECT count(*) FROM Jobs WHERE {open}");
                sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(pool).await?
            }
            Place::Postgres(pool) => {
                let text = format!("SELECT count(*) FROM apalis.jobs WHERE {open}");
                sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(pool).await?
            }
        })
    }
}

/// Jobs that are done, those of dead workers, and those that wait in vain.
fn clean_jobs(table: &str, dead: &str, stale: &str) -> String {
    format!(
        "DELETE FROM {table} WHERE status IN ('Done', 'Failed', 'Killed') OR lock_by IN {dead} \
         OR (status = 'Pending' AND lock_by IS NULL AND {stale})"
    )
}

/// SQLite's codes 11 (corrupt) and 26 (not a database).
fn is_broken(error: &anyhow::Error) -> bool {
    let code = error.chain().find_map(|cause| {
        cause.downcast_ref::<sqlx::Error>()?.as_database_error()?.code().map(Cow::into_owned)
    });
    code.is_some_and(|code| code == "11" || code == "26")
}

/// One connection a process, as the rows have one that writes: every look for jobs takes the write
/// lock, and two of one process would wait for each other by trying again and again. It never waits
/// for the disk: the library says so too, but only of the first connection of a pool.
async fn open_sqlite(file: &Path) -> anyhow::Result<SqlitePool> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Off)
        .busy_timeout(database::BUSY_TIMEOUT);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    SqliteStorage::setup(&pool).await?;
    Ok(pool)
}

/// Runs one job. A failure is in the row, and a panic is caught here: to the queue every job is
/// done, so that it never comes back by itself.
async fn handle(job: Job, context: Data<Context>) -> Result<(), BoxDynError> {
    let ended = AssertUnwindSafe(job.run(Context::clone(&context))).catch_unwind().await;
    let ended = ended.unwrap_or_else(|_panic| Err(anyhow::anyhow!("it panicked")));
    if let Err(error) = ended {
        warn!(?job, "A job failed, and waits: {error:#}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_connection_to_the_queue_waits_for_the_disk() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let pool = open_sqlite(&folder.path().join("jobs.db")).await?;
        // The one that the library has set up, and the one after it.
        for _ in 0..2 {
            let mut connection = pool.acquire().await?;
            let syncs: i64 =
                sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut *connection).await?;
            assert_eq!(syncs, 0);
            drop(connection.detach());
        }
        Ok(())
    }
}
