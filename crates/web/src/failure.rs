//! What a request that cannot be answered gets: a status, and a page styled like the rest.
//!
//! Handlers return a [`Failure`]; [`dress`] turns it, and every other bare error (an unknown path, a
//! wrong method, a timeout, a panic), into a page, and logs what was ours.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use database::DatabaseError;
use storage::StorageError;
use tracing::warn;

use crate::{Site, frame::Frame};

/// Seconds after which a client may try again when a part of ours is away.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("10");

/// Why there is no answer.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// Nothing is there, or nothing that this reader may have.
    NotFound,
    /// The request is wrong: the sentence says which field and what was expected.
    Wrong(String),
    /// The request is not for this instance, or from a peer that it does not serve.
    Refused(StatusCode, String),
    /// The database, the store or the index is away: another try may help.
    Away(Arc<anyhow::Error>),
    /// A mistake of ours.
    Broken(Arc<anyhow::Error>),
}

/// On a response: its body stays, whatever its status.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AsItIs;

impl Failure {
    /// A wrong request, with what was expected.
    pub(crate) fn wrong(sentence: impl Into<String>) -> Self {
        Self::Wrong(sentence.into())
    }

    /// A part of ours that is away.
    pub(crate) fn away(error: impl Into<anyhow::Error>) -> Self {
        Self::Away(Arc::new(error.into()))
    }

    /// A mistake of ours.
    pub(crate) fn broken(error: impl Into<anyhow::Error>) -> Self {
        Self::Broken(Arc::new(error.into()))
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Wrong(_) => StatusCode::BAD_REQUEST,
            Self::Refused(status, _) => *status,
            Self::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn sentence(&self) -> Option<&str> {
        match self {
            Self::Wrong(sentence) | Self::Refused(_, sentence) => Some(sentence),
            Self::NotFound | Self::Away(_) | Self::Broken(_) => None,
        }
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        if error.may_pass() { Self::away(error) } else { Self::broken(error) }
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        if error.may_pass() { Self::away(error) } else { Self::broken(error) }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::broken(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a handler that panicked is answered.
#[expect(clippy::needless_pass_by_value, reason = "the layer gives it so")]
pub(crate) fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Failure::broken(anyhow::anyhow!("a handler panicked: {message}")).into_response()
}

/// What an address without a page is answered. One that only has a slash too many is sent on, within
/// this site: a path that began with two would name another one.
pub(crate) async fn not_found(address: Uri) -> Response {
    let path = address.path();
    let trimmed = path.trim_end_matches('/');
    if trimmed == path || trimmed.is_empty() || trimmed.starts_with("//") {
        return Failure::NotFound.into_response();
    }
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    let to = format!("{trimmed}{query}");
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response()
}

#[derive(Template)]
#[template(path = "pages/failure.html")]
struct Page {
    frame: Frame,
    heading: &'static str,
    sentence: String,
    retry: bool,
}

/// Gives every failure its page.
pub(crate) async fn dress(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let status = response.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    if !is_failure || response.extensions().get::<AsItIs>().is_some() {
        return response;
    }
    let failure = response.extensions().get::<Failure>();
    log(failure, status, &path);
    let (heading, usual) = words(status);
    let sentence = failure.and_then(Failure::sentence).unwrap_or(usual).to_owned();
    let retry = status == StatusCode::SERVICE_UNAVAILABLE;
    let frame = Frame::new(&site.settings, heading).hidden();
    let page = Page { frame, heading, sentence, retry };
    let mut dressed = (status, Html(page.render().unwrap_or_default())).into_response();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        dressed.headers_mut().insert(header::ALLOW, allow.clone());
    }
    if retry {
        dressed.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    let no_store = HeaderValue::from_static("no-store");
    dressed.headers_mut().insert(header::CACHE_CONTROL, no_store);
    dressed
}

fn log(failure: Option<&Failure>, status: StatusCode, path: &str) {
    let cause = match failure {
        Some(Failure::Away(cause) | Failure::Broken(cause)) => format!("{cause:#}"),
        None if status.is_server_error() => "no answer within the time budget".to_owned(),
        _ => return,
    };
    warn!(path, status = status.as_u16(), "No answer for {path}: {cause}");
}

/// The heading and the sentence of a status.
fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND => (
            "This page is not in the paper",
            "The address may be mistyped, or the article may have been taken out.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => {
            ("Not like that", "This address can only be read, with GET or HEAD.")
        }
        StatusCode::SERVICE_UNAVAILABLE => (
            "The presses have stopped for a moment",
            "A part of this newspaper does not answer just now. Please try again in a little while.",
        ),
        StatusCode::FORBIDDEN | StatusCode::MISDIRECTED_REQUEST => {
            ("Not from here", "This newspaper is not for that address.")
        }
        status if status.is_server_error() => (
            "Something went wrong here",
            "That is our mistake, not yours. It has been written down.",
        ),
        _ => ("That cannot be read", "The address holds something that this page does not take."),
    }
}
