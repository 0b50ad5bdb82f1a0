//! A request -> the answer that was recorded, as if the site had given it.
//!
//! The same checks as on the wire: sizes, types, redirects. Conditions are passed over, so that what
//! was not modified comes whole. Nobody is connected to, and nothing is waited for.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tracing::warn;
use url::{Position, Url};

use super::ArchiveError;
use super::exchange::Truncated;
use super::index::{Index, Place, Recorded, Worth, status};
use super::record::{after_line, parse_fields};
use crate::client::{check_size, is_page, without_body};
use crate::error::FetchError;
use crate::request::{Accept, Request};
use crate::response::{Answer, Headers, Page, Response};
use crate::settings::Limits;

/// An archive that was opened. Clones share it.
#[derive(Clone)]
pub struct Archive {
    index: Arc<Index>,
}

impl Archive {
    /// Opens a file, or a folder of them. Blocks for as long as it takes to unpack them.
    ///
    /// # Errors
    /// [`ArchiveError::Read`], [`ArchiveError::Empty`].
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        Ok(Self { index: Arc::new(Index::read(path)?) })
    }

    /// When the pages and redirects of an address were recorded, oldest first.
    pub fn dates(&self, address: &Url) -> Vec<DateTime<Utc>> {
        let places = self.index.places(&address[..Position::AfterQuery]);
        let pages = places.iter().filter(|place| place.worth == Worth::Page);
        pages.filter_map(|place| DateTime::from_timestamp_micros(place.at)).collect()
    }

    /// The answer of an address: the best one, of these the newest; or, for a request that says from
    /// when on, the first page since then.
    ///
    /// # Errors
    /// [`FetchError::NotArchived`], and what the fetch had failed with.
    pub(crate) async fn get(
        &self,
        request: &Request,
        limits: &Limits,
    ) -> Result<Response, FetchError> {
        let (archive, request, limits) = (self.clone(), request.clone(), limits.clone());
        let reading = tokio::task::spawn_blocking(move || archive.read(&request, &limits));
        reading.await.unwrap_or(Err(FetchError::NotArchived))
    }

    fn read(&self, request: &Request, limits: &Limits) -> Result<Response, FetchError> {
        let address = &request.address[..Position::AfterQuery];
        let most = request.body_bytes.unwrap_or(limits.body_bytes);
        for place in in_order(self.index.places(address), request) {
            match self.index.open(&place, most) {
                // Another address may have the same hash.
                Ok(recorded) if recorded.fields.target().is_some_and(|it| is(it, address)) => {
                    return answer(request, (limits, most), recorded, place.at);
                }
                Ok(_) => {}
                Err(error) => warn!(address, %error, "A record of {address} cannot be read"),
            }
        }
        Err(FetchError::NotArchived)
    }
}

fn is(target: &str, address: &str) -> bool {
    target == address
        || Url::parse(target).is_ok_and(|target| &target[..Position::AfterQuery] == address)
}

/// The places to look at, best first.
fn in_order(places: &[Place], request: &Request) -> Vec<Place> {
    let from = request.archived_from.map(|from| from.timestamp_micros());
    // That there are no rules counts as much as rules do.
    let is_rules = request.accept == Accept::Text;
    let worth = |place: &Place| if is_rules { place.worth.min(Worth::Final) } else { place.worth };
    let mut places = places.to_vec();
    places.sort_by_key(|place| std::cmp::Reverse((worth(place), place.at)));
    if let Some(from) = from {
        let is_since = |place: &Place| place.worth == Worth::Page && place.at >= from;
        let (mut since, before): (Vec<_>, Vec<_>) = places.into_iter().partition(is_since);
        since.reverse();
        since.extend(before);
        return since;
    }
    places
}

fn answer(
    request: &Request,
    (limits, most): (&Limits, u64),
    recorded: Recorded,
    at: i64,
) -> Result<Response, FetchError> {
    let Recorded { fields, head, body } = recorded;
    let status = status(&head).and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or(FetchError::NotArchived)?;
    let raw = headers(&head);
    check_size(&raw, limits)?;
    let headers = Headers::read(&raw);
    let bytes_received = body.len() as u64;
    let answer = if is_page(status) {
        if !request.accept.takes(headers.content_type.as_deref()) {
            return Err(FetchError::ContentType);
        }
        let truncated = fields.get("warc-truncated").map(Truncated::of);
        Answer::Page(page(body, truncated, (most, request.truncate))?)
    } else {
        without_body(request, status, &raw, &headers)?
    };
    Ok(Response {
        answer,
        status: status.as_u16(),
        headers,
        asked_at: DateTime::from_timestamp_micros(at).unwrap_or_default(),
        bytes_received,
        first_byte: Duration::ZERO,
        elapsed: Duration::ZERO,
    })
}

fn page(
    body: Vec<u8>,
    truncated: Option<Truncated>,
    (most, may_truncate): (u64, bool),
) -> Result<Page, FetchError> {
    let is_longer = body.len() as u64 > most;
    match truncated {
        None if !is_longer => {}
        None | Some(Truncated::Length) if may_truncate => {}
        None => return Err(FetchError::TooLarge),
        Some(truncated) => return Err(truncated.error()),
    }
    let mut body = Bytes::from(body);
    body.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(Page { body, truncated: is_longer || truncated.is_some() })
}

/// The headers of an answer; those that are none are left out.
fn headers(head: &[u8]) -> HeaderMap {
    let fields = parse_fields(after_line(head)).unwrap_or_default();
    let field = |(name, value): (&str, &[u8])| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_bytes(value).ok()?))
    };
    let mut headers = HeaderMap::new();
    for (name, value) in fields.into_iter().filter_map(field) {
        // No answer that was taken has more than a map can hold.
        if headers.try_append(name, value).is_err() {
            break;
        }
    }
    headers
}
