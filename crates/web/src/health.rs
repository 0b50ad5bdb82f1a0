//! `/healthz`: the process lives. `/readyz`: its database and its store answer.

use std::{future::Future, time::Duration};

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use storage::{ObjectKey, Visibility};

use crate::{Site, failure::AsItIs, site::Shared};

/// How long a part may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The process lives.
pub(crate) async fn live() -> &'static str {
    "alive\n"
}

/// Whether requests can be served; 503 with the part that is away.
pub(crate) async fn ready(State(site): Shared) -> Response {
    let reasons: Vec<String> = [("database", database(&site).await), ("store", store(&site).await)]
        .into_iter()
        .filter_map(|(part, state)| state.err().map(|reason| format!("{part}: {reason}\n")))
        .collect();
    if reasons.is_empty() {
        return "ready\n".into_response();
    }
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, reasons.concat()).into_response();
    response.extensions_mut().insert(AsItIs);
    response
}

async fn database(site: &Site) -> Result<(), String> {
    within(site.database.check()).await.map(|_answered| ())
}

/// Asks for an object that need not be there: whether the store answers, without writing to it.
async fn store(site: &Site) -> Result<(), String> {
    let key = ObjectKey::page(Visibility::Personal, b"");
    within(site.store.head(&key)).await.map(|_stored| ())
}

async fn within<T, E: std::fmt::Display>(
    question: impl Future<Output = Result<T, E>>,
) -> Result<T, String> {
    match tokio::time::timeout(PATIENCE, question).await {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err(format!("no answer within {} s", PATIENCE.as_secs())),
    }
}
