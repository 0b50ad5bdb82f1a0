//! `/media/{key}`: the bytes of an object, whole or a range.
//!
//! Only what a row names, and what the audience may have of it. Pages as they were fetched are never
//! served: they are other people's markup.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use database::{article, object};
use storage::{ObjectKey, Range, StorageError, Visibility};
use tracing::error;

use crate::{
    Audience, Site,
    answer::{http_date, is_known, put},
    failure::{AsItIs, Failure},
    range::{Wanted, wanted},
    rights,
    site::Shared,
};

/// Answers with the object of this key.
pub(crate) async fn object(
    State(site): Shared,
    Path(path): Path<String>,
    method: Method,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let key = ObjectKey::parse(&path).ok_or(Failure::NotFound)?;
    let row = object::by_key(&site.database.read, &path).await?.ok_or(Failure::NotFound)?;
    if !may_have(&site, &key, &path).await? {
        return Err(Failure::NotFound);
    }
    let headers = headers(&key, &row);
    if is_known(&request, &tag(&key), http_date(row.created_at).as_deref()) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    if method == Method::HEAD {
        let stored = site.store.head(&key).await?.ok_or_else(|| missing(&key))?;
        return Ok(with_length(headers, stored.bytes, Body::empty()));
    }
    let total = u64::try_from(row.bytes).unwrap_or(0);
    match wanted_of(&request, &key, &row, total) {
        Wanted::Whole => send(&site, &key, None, headers).await,
        Wanted::Part(range) => send(&site, &key, Some(range), headers).await,
        Wanted::Nothing => Ok(outside(headers, total)),
    }
}

/// The rule of `rights.rs`, for audio by the articles that it reads out.
async fn may_have(site: &Site, key: &ObjectKey, path: &str) -> Result<bool, Failure> {
    let audience = site.settings.audience;
    if audience == Audience::Public && key.visibility() == Visibility::Personal {
        return Ok(false);
    }
    match key {
        ObjectKey::Page { .. } => Ok(false),
        ObjectKey::Art { .. } => Ok(true),
        ObjectKey::Audio { .. } => {
            let articles = article::with_audio(&site.database.read, path).await?;
            Ok(articles.iter().any(|card| rights::may_hear(card, audience)))
        }
    }
}

/// Strong: the name of the bytes.
fn tag(key: &ObjectKey) -> String {
    format!("\"{}\"", hex::encode(key.hash()))
}

fn headers(key: &ObjectKey, row: &object::Model) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let keep = match key.visibility() {
        Visibility::Open => "public, max-age=31536000, immutable",
        Visibility::Personal => "private, max-age=31536000, immutable",
    };
    put(&mut headers, header::CONTENT_TYPE, key.content_type());
    put(&mut headers, header::CACHE_CONTROL, keep);
    put(&mut headers, header::ETAG, &tag(key));
    put(&mut headers, header::ACCEPT_RANGES, "bytes");
    if let Some(date) = http_date(row.created_at) {
        put(&mut headers, header::LAST_MODIFIED, &date);
    }
    headers
}

/// A range counts only if the client has the beginning of the same bytes (`If-Range`).
fn wanted_of(request: &HeaderMap, key: &ObjectKey, row: &object::Model, total: u64) -> Wanted {
    let text = |name| request.get(name).and_then(|value| value.to_str().ok());
    let Some(range) = text(header::RANGE) else { return Wanted::Whole };
    let same = text(header::IF_RANGE).is_none_or(|known| {
        known == tag(key) || Some(known) == http_date(row.created_at).as_deref()
    });
    if same { wanted(range, total) } else { Wanted::Whole }
}

async fn send(
    site: &Site,
    key: &ObjectKey,
    range: Option<Range>,
    mut headers: HeaderMap,
) -> Result<Response, Failure> {
    let object = match site.store.get(key, range).await {
        Err(StorageError::OutOfRange { total }) => return Ok(outside(headers, total)),
        found => found?.ok_or_else(|| missing(key))?,
    };
    let body = Body::from_stream(object.stream);
    let Some(range) = range else { return Ok(with_length(headers, object.bytes, body)) };
    let last = range.start.saturating_add(object.bytes).saturating_sub(1);
    let part = format!("bytes {}-{last}/{}", range.start, object.total);
    put(&mut headers, header::CONTENT_RANGE, &part);
    let mut response = with_length(headers, object.bytes, body);
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    Ok(response)
}

fn with_length(mut headers: HeaderMap, bytes: u64, body: Body) -> Response {
    headers.insert(header::CONTENT_LENGTH, bytes.into());
    (headers, body).into_response()
}

/// 416, with the length that there is.
fn outside(mut headers: HeaderMap, total: u64) -> Response {
    headers.remove(header::CONTENT_TYPE);
    headers.remove(header::CACHE_CONTROL);
    put(&mut headers, header::CONTENT_RANGE, &format!("bytes */{total}"));
    let mut response = (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response();
    response.extensions_mut().insert(AsItIs);
    response
}

/// A row names an object that the store does not have.
fn missing(key: &ObjectKey) -> Failure {
    error!(object.key = %key, "The store lacks {key}, which a row names");
    Failure::NotFound
}
