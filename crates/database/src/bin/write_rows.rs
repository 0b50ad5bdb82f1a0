//! For this crate's own tests: writes rows into a database as one of several processes.
//!
//! Arguments: the folder of a SQLite database, a name, and how many rows.

use database::{Database, DatabaseError, Micros, Settings, host};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), DatabaseError> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (folder, name, rows) = (next(), next(), next().parse::<i64>().unwrap_or(0));
    let settings = Settings {
        url: format!("sqlite:{folder}/earshot.db"),
        start_lock: format!("{folder}/start.lock").into(),
        connections: 1,
    };
    let database = Database::start(&settings).await?;
    for row in 0..rows {
        let transaction = database.begin().await?;
        // A read that turns into a write: what fails at once in a deferred transaction.
        let id = host::ensure(&transaction, &format!("{name}-{row}.example")).await?;
        let now = Micros(row + 1);
        host::lease(&transaction, id, now, now.plus_seconds(30)).await?;
        transaction.commit().await.map_err(DatabaseError::Query)?;
    }
    Ok(())
}
