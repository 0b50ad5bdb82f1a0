//! A database for each test: a SQLite file, or a copy of a migrated PostgreSQL template.

use std::sync::Arc;

use anyhow::Context;
use database::{Database, Settings};
use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;

/// The advisory lock under which one test process makes the template.
const TEMPLATE_LOCK: i64 = 0x7465_7374;

/// A database of one test's own, migrated.
#[derive(Debug, Clone)]
pub struct TestDatabase {
    /// How to connect to it, again and from other processes.
    pub settings: Settings,
    /// Connected.
    pub database: Database,
    folder: Arc<TempDir>,
}

impl TestDatabase {
    /// On SQLite, in a folder of its own.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub async fn sqlite() -> anyhow::Result<Self> {
        let folder = Arc::new(TempDir::new()?);
        let url = format!("sqlite:{}", folder.path().join("earshot.db").display());
        Self::start(url, folder).await
    }

    /// On PostgreSQL; none, and a line that says so, where no server is named.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn postgres() -> anyhow::Result<Option<Self>> {
        let Some(server) = postgres_server() else { return Ok(None) };
        let template = template(&server).await?;
        let name = format!("test_{}", uuid::Uuid::new_v4().simple());
        let mut admin = PgConnection::connect(&format!("{server}/postgres")).await?;
        let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
        admin.execute(sqlx::AssertSqlSafe(create)).await?;
        let folder = Arc::new(TempDir::new()?);
        Self::start(format!("{server}/{name}"), folder).await.map(Some)
    }

    /// On both, for a test that must hold on both.
    ///
    /// # Errors
    /// As the two.
    pub async fn both() -> anyhow::Result<Vec<Self>> {
        let mut databases = vec![Self::sqlite().await?];
        databases.extend(Self::postgres().await?);
        Ok(databases)
    }

    /// The folder that goes with it.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    async fn start(url: String, folder: Arc<TempDir>) -> anyhow::Result<Self> {
        let start_lock = folder.path().join("start.lock");
        let settings = Settings { url, start_lock, connections: 4 };
        let database = Database::start(&settings).await.context("the test's database")?;
        Ok(Self { settings, database, folder })
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told of a server by the environment")]
#[expect(clippy::print_stderr, reason = "a test that is passed over must say so")]
fn postgres_server() -> Option<String> {
    let server = std::env::var("EARSHOT_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if server.is_none() {
        eprintln!("SKIPPED on PostgreSQL: EARSHOT_TEST_POSTGRES is not set; run `make test`");
    }
    server
}

/// The migrated template, made by whichever test comes first.
async fn template(server: &str) -> anyhow::Result<&'static str> {
    let name = "earshot_template";
    let mut admin = PgConnection::connect(&format!("{server}/postgres")).await?;
    let lock = format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})");
    admin.execute(sqlx::AssertSqlSafe(lock)).await?;
    let known: Option<(String,)> =
        sqlx::query_as("SELECT datname::text FROM pg_database WHERE datname = $1")
            .bind(name)
            .fetch_optional(&mut admin)
            .await?;
    if known.is_none() {
        admin.execute("DROP DATABASE IF EXISTS earshot_template_new").await?;
        admin.execute("CREATE DATABASE earshot_template_new").await?;
        let settings = Settings {
            url: format!("{server}/earshot_template_new"),
            start_lock: std::path::PathBuf::new(),
            connections: 2,
        };
        let database = Database::start(&settings).await?;
        database.read.close().await?;
        admin.execute("ALTER DATABASE earshot_template_new RENAME TO earshot_template").await?;
    }
    admin.close().await?;
    Ok(name)
}
