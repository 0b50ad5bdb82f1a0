//! Documents made here -> responses with ETag, Last-Modified, and 304 where the client has it.

use std::time::{Duration, UNIX_EPOCH};

use askama::Template;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use database::Micros;
use sha2::{Digest, Sha256};

use crate::{Audience, Settings, failure::Failure};

/// Where a document may be kept, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Pages: asked for again each time in a household, a minute by everybody else.
    Page,
    /// Feeds: as pages, but five minutes.
    Feed,
    /// What never changes at its address, for everybody.
    Forever,
}

/// A document that was made here.
pub(crate) struct Document {
    pub(crate) content_type: &'static str,
    pub(crate) bytes: Bytes,
    /// When its newest part changed, if that is known.
    pub(crate) changed_at: Option<Micros>,
    pub(crate) keep: Keep,
}

/// A page, rendered.
pub(crate) fn page(
    settings: &Settings,
    request: &HeaderMap,
    template: &impl Template,
) -> Result<Response, Failure> {
    let document = Document {
        content_type: "text/html; charset=utf-8",
        bytes: template.render()?.into(),
        changed_at: None,
        keep: Keep::Page,
    };
    Ok(answer(settings, request, document))
}

/// A document, or 304 if the client says that it has it.
pub(crate) fn answer(settings: &Settings, request: &HeaderMap, document: Document) -> Response {
    // Weak, as the compressed form has the same tag (RFC 9110, section 8.8.1).
    let hash = Sha256::digest(&document.bytes);
    let tag = format!("W/\"{}\"", hex::encode(hash.get(..16).unwrap_or_default()));
    let changed = document.changed_at.and_then(http_date);
    let mut headers = HeaderMap::new();
    put(&mut headers, header::CONTENT_TYPE, document.content_type);
    put(&mut headers, header::CACHE_CONTROL, cache_control(settings, document.keep));
    put(&mut headers, header::ETAG, &tag);
    if let Some(changed) = &changed {
        put(&mut headers, header::LAST_MODIFIED, changed);
    }
    if is_known(request, &tag, changed.as_deref()) {
        put(&mut headers, header::VARY, "accept-encoding");
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, Body::from(document.bytes)).into_response()
}

/// Whether the client's conditions say that it has the document (RFC 9110, section 13.2.2): its
/// tags if it names any, else its date.
pub(crate) fn is_known(request: &HeaderMap, tag: &str, changed: Option<&str>) -> bool {
    if let Some(known) = request.get(header::IF_NONE_MATCH) {
        let opaque = tag.trim_start_matches("W/");
        let known = known.to_str().unwrap_or_default();
        return known
            .split(',')
            .map(str::trim)
            .any(|one| one == "*" || one.trim_start_matches("W/") == opaque);
    }
    let since = request.get(header::IF_MODIFIED_SINCE).and_then(|it| it.to_str().ok());
    let (Some(since), Some(changed)) = (since, changed) else { return false };
    match (httpdate::parse_http_date(since), httpdate::parse_http_date(changed)) {
        (Ok(since), Ok(changed)) => changed <= since,
        _ => false,
    }
}

/// As HTTP writes a time; none before 1970 and after 9999.
pub(crate) fn http_date(instant: Micros) -> Option<String> {
    /// 9999-12-31T23:59:59Z, after which `httpdate` panics.
    const LAST_SECOND: u64 = 253_402_300_799;
    let seconds = u64::try_from(instant.0.div_euclid(1_000_000)).ok()?;
    let time = UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    (seconds <= LAST_SECOND).then(|| httpdate::fmt_http_date(time))
}

/// Sets a header; a value that cannot stand in one is left out.
pub(crate) fn put(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn cache_control(settings: &Settings, keep: Keep) -> &'static str {
    match (keep, settings.audience) {
        (Keep::Forever, _) => "public, max-age=31536000, immutable",
        (_, Audience::Household) => "private, no-cache",
        (Keep::Page, Audience::Public) => "public, max-age=60",
        (Keep::Feed, Audience::Public) => "public, max-age=300",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_client_that_has_the_tag_has_the_document() {
        for known in ["W/\"a\"", "\"a\"", "\"x\", \"a\"", "*"] {
            assert!(is_known(&asked(header::IF_NONE_MATCH, known), "W/\"a\"", None), "{known}");
        }
        assert!(!is_known(&asked(header::IF_NONE_MATCH, "\"b\""), "W/\"a\"", None));
    }

    #[test]
    fn a_date_counts_only_where_no_tag_is_told() {
        let changed = http_date(Micros(1_700_000_000_000_000));
        assert_eq!(changed.as_deref(), Some("Tue, 14 Nov 2023 22:13:20 GMT"));
        let known = |since| {
            is_known(&asked(header::IF_MODIFIED_SINCE, since), "W/\"a\"", changed.as_deref())
        };
        assert!(known("Tue, 14 Nov 2023 22:13:20 GMT"));
        assert!(!known("Tue, 14 Nov 2023 22:13:19 GMT"));
        assert!(!known("yesterday"));
    }

    #[test]
    fn a_time_that_http_cannot_write_is_left_out() {
        assert_eq!(http_date(Micros(-1)), None);
        assert_eq!(http_date(Micros(i64::MAX)), None);
    }
}
