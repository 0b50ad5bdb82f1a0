//! A page as it is sent: bytes, their type, and the two ways of asking "has it changed?".
//!
//! In: bytes and the time of their last change; a request's headers. Out: 200 with the bytes, or
//! 304 without (RFC 9110, section 13). Deliberately absent: ranges and compression.

use std::time::SystemTime;

use axum::{
    body::Bytes,
    http::{
        HeaderMap, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH,
            LAST_MODIFIED,
        },
    },
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JPEG: &str = "image/jpeg";
const MP4: &str = "video/mp4";

/// One answer of the site.
pub(crate) struct Page {
    content_type: &'static str,
    body: Bytes,
    /// To the whole second, as HTTP has it.
    modified: SystemTime,
    /// Length and time in hexadecimal: enough to tell one edition's page from another's.
    tag: String,
}

impl Page {
    /// A page of HTML, last changed at `modified`.
    pub(crate) fn html(text: String, modified: DateTime<Utc>) -> Self {
        Self::new(HTML, Bytes::from(text), modified)
    }

    /// Anything else, with its media type.
    pub(crate) fn new(content_type: &'static str, body: Bytes, modified: DateTime<Utc>) -> Self {
        let seconds = modified.timestamp();
        let modified = DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH);
        let tag = format!("\"{:x}-{seconds:x}\"", body.len());
        Self { content_type, body, modified: modified.into(), tag }
    }

    /// What is sent, as text.
    #[cfg(test)]
    pub(crate) fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The answer to a GET or HEAD with these headers.
    pub(crate) fn answer(&self, request: &HeaderMap) -> Response {
        let validators = [
            (ETAG, self.tag.clone()),
            (LAST_MODIFIED, httpdate::fmt_http_date(self.modified)),
            (CACHE_CONTROL, "max-age=60".to_owned()),
        ];
        if self.is_known_to(request) {
            return (StatusCode::NOT_MODIFIED, validators).into_response();
        }
        (validators, [(CONTENT_TYPE, self.content_type)], self.body.clone()).into_response()
    }

    /// Whether the asker holds this very page. A tag, where one is sent, decides alone.
    fn is_known_to(&self, request: &HeaderMap) -> bool {
        let text = |name: HeaderName| request.get(name).and_then(|value| value.to_str().ok());
        if let Some(tags) = text(IF_NONE_MATCH) {
            return tags.split(',').any(|tag| {
                let tag = tag.trim();
                tag == "*" || tag.trim_start_matches("W/") == self.tag
            });
        }
        text(IF_MODIFIED_SINCE)
            .and_then(|since| httpdate::parse_http_date(since).ok())
            .is_some_and(|since| self.modified <= since)
    }
}

/// The style sheet, the pictures and the film, as files of this binary.
pub(crate) fn bundled(modified: DateTime<Utc>) -> Vec<(String, Page)> {
    let files: [(&str, &str, &'static [u8]); 8] = [
        ("/style.css", CSS, include_bytes!("../../sample/style.css")),
        ("/pictures/fell.jpg", JPEG, include_bytes!("../../sample/pictures/fell.jpg")),
        ("/pictures/harbour.jpg", JPEG, include_bytes!("../../sample/pictures/harbour.jpg")),
        ("/pictures/kitchen.jpg", JPEG, include_bytes!("../../sample/pictures/kitchen.jpg")),
        ("/pictures/pitch.jpg", JPEG, include_bytes!("../../sample/pictures/pitch.jpg")),
        ("/pictures/tower.jpg", JPEG, include_bytes!("../../sample/pictures/tower.jpg")),
        ("/pictures/starlings.jpg", JPEG, include_bytes!("../../sample/pictures/starlings.jpg")),
        ("/pictures/starlings.mp4", MP4, include_bytes!("../../sample/pictures/starlings.mp4")),
    ];
    let page = |(path, content_type, body): (&str, _, _)| {
        (path.to_owned(), Page::new(content_type, Bytes::from_static(body), modified))
    };
    files.map(page).into()
}
