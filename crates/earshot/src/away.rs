//! Why the database cannot be had, in one sentence: a pool says no more than that it waited in vain,
//! so its server is asked for a connection once more.

use std::{io::ErrorKind, time::Duration};

use database::DatabaseError;
use tokio::{net::TcpStream, time::timeout};
use url::Url;

use crate::wiring;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// Where PostgreSQL listens unless it is told otherwise.
const PORT: u16 = 5432;

/// The error as a person can act on it.
pub(crate) async fn explain(url: &str, error: DatabaseError) -> anyhow::Error {
    match unreachable(url).await {
        Some(problem) => anyhow::anyhow!("EARSHOT_DATABASE_URL: {problem}"),
        None => anyhow::Error::new(error).context(place(url)),
    }
}

/// What a person looks at: the file, which is there without a setting too, or the setting.
fn place(url: &str) -> String {
    wiring::sqlite_file(url).map_or_else(
        || "EARSHOT_DATABASE_URL".to_owned(),
        |file| format!("the database's file, {file}"),
    )
}

/// What is between us and a server; nothing where it takes the connection, or where there is none.
async fn unreachable(url: &str) -> Option<String> {
    let url: Url = url.parse().ok()?;
    if !url.scheme().starts_with("postgres") {
        return None;
    }
    let place = format!("{}:{}", url.host_str()?, url.port().unwrap_or(PORT));
    let problem = match timeout(PATIENCE, TcpStream::connect(&place)).await {
        Ok(Ok(_connected)) => return None,
        Ok(Err(error)) if error.kind() == ErrorKind::ConnectionRefused => {
            "refuses the connection".to_owned()
        }
        Ok(Err(error)) => format!("cannot be reached: {error}"),
        Err(_waited) => "does not answer".to_owned(),
    };
    Some(format!("{place} {problem}"))
}
