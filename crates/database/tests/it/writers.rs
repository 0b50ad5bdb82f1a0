//! Several processes at one SQLite database.

use std::process::{Command, Stdio};

use database::{BUSY_TIMEOUT, ConnectionTrait, host};
use sea_orm::{EntityTrait, PaginatorTrait, Statement};
use testkit::TestDatabase;

#[tokio::test]
async fn four_processes_write_a_thousand_rows_each_and_none_fails() -> anyhow::Result<()> {
    let test = TestDatabase::sqlite().await?;
    let mut writers = Vec::new();
    for name in ["a", "b", "c", "d"] {
        let writer = Command::new(env!("CARGO_BIN_EXE_write_rows"))
            .args([test.folder().as_os_str(), name.as_ref(), "1000".as_ref()])
            .stderr(Stdio::piped())
            .spawn()?;
        writers.push(writer);
    }
    for writer in writers {
        let ended = writer.wait_with_output()?;
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    assert_eq!(host::Entity::find().count(&test.database.read).await?, 4000);
    Ok(())
}

#[tokio::test]
async fn eight_processes_start_on_a_fresh_folder_at_once() -> anyhow::Result<()> {
    let folder = tempfile::TempDir::new()?;
    let start = |name: &str| {
        Command::new(env!("CARGO_BIN_EXE_write_rows"))
            .args([folder.path().as_os_str(), name.as_ref(), "1".as_ref()])
            .stderr(Stdio::piped())
            .spawn()
    };
    let started = ["a", "b", "c", "d", "e", "f", "g", "h"].map(start);
    for process in started {
        let ended = process?.wait_with_output()?;
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    Ok(())
}

/// A process may be left standing while it holds the lock: the others are to outlast that.
#[tokio::test]
async fn every_connection_waits_for_long_for_another_writer() -> anyhow::Result<()> {
    let test = TestDatabase::sqlite().await?;
    for pool in [&test.database.read, &test.database.write] {
        let ask = Statement::from_string(pool.get_database_backend(), "PRAGMA busy_timeout");
        let row = pool.query_one_raw(ask).await?.expect("a row");
        assert_eq!(row.try_get_by_index::<i64>(0)?, i64::try_from(BUSY_TIMEOUT.as_millis())?);
    }
    Ok(())
}
