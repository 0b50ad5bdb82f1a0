//! A request and its answer -> two records that name each other.
//!
//! The lines of HTTP are those of HTTP/1.1, as is the custom, whatever was spoken. The body is the
//! decoded one, so what told of its coding and length is kept under other names. Cookies are left
//! out: archives are given away, and a session with a host is not.

use std::io;
use std::net::IpAddr;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use reqwest::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, COOKIE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE,
    TRANSFER_ENCODING,
};
use reqwest::{StatusCode, Version};
use url::{Position, Url};
use uuid::Uuid;

use super::record::{Record, digest, name};
use crate::error::{Deadline, FetchError};
use crate::response::{Answer, Response};

/// Before the names of headers that held for the body on the wire.
const ORIGINAL: &str = "x-orig-";

/// What is known of an exchange once the headers of its answer are there.
pub(crate) struct Heads {
    pub(crate) asked_at: DateTime<Utc>,
    /// Without credentials.
    pub(crate) address: Url,
    pub(crate) request: HeaderMap,
    pub(crate) status: StatusCode,
    pub(crate) version: Version,
    pub(crate) headers: HeaderMap,
    /// Who answered; none behind a proxy.
    pub(crate) ip: Option<IpAddr>,
}

/// An exchange that has ended, well or not.
pub(super) struct Exchange {
    heads: Heads,
    body: Bytes,
    truncated: Option<Truncated>,
}

/// Why a body is not whole: the values of `WARC-Truncated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truncated {
    /// Above the cap.
    Length,
    /// Too slow.
    Time,
    /// Cut off.
    Disconnect,
    /// Not read, or not to be decoded.
    Unspecified,
}

impl Truncated {
    const ALL: [Self; 4] = [Self::Length, Self::Time, Self::Disconnect, Self::Unspecified];

    fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
            Self::Unspecified => "unspecified",
        }
    }

    /// From a record; a word that is unknown says nothing.
    pub(super) fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.code() == code).unwrap_or(Self::Unspecified)
    }

    /// What a fetch that ended so had failed with.
    pub(super) fn error(self) -> FetchError {
        match self {
            Self::Length => FetchError::TooLarge,
            Self::Time => FetchError::Timeout { which: Deadline::Whole },
            Self::Disconnect => FetchError::Cut,
            Self::Unspecified => FetchError::Decode,
        }
    }

    fn after(error: FetchError) -> Self {
        match error {
            FetchError::TooLarge => Self::Length,
            FetchError::Timeout { .. } => Self::Time,
            FetchError::Cut => Self::Disconnect,
            _ => Self::Unspecified,
        }
    }
}

impl Exchange {
    pub(super) fn new(heads: Heads, answered: &Result<Response, FetchError>) -> Self {
        let (body, truncated) = match answered {
            Ok(Response { answer: Answer::Page(page), .. }) => {
                (page.body.clone(), page.truncated.then_some(Truncated::Length))
            }
            Ok(_) => (Bytes::new(), may_have_body(&heads).then_some(Truncated::Unspecified)),
            Err(error) => (Bytes::new(), Some(Truncated::after(*error))),
        };
        Self { heads, body, truncated }
    }

    /// Both records, each a gzip member; `file` is the record at the head of their file. The answer
    /// comes first: a request without one is of no use.
    pub(super) fn records(&self, file: Uuid) -> io::Result<Vec<u8>> {
        let (response, request) = (Uuid::new_v4(), Uuid::new_v4());
        let mut members = Vec::new();
        self.response(response, (request, file)).append_to(&mut members, &self.response_head())?;
        self.request(request, (response, file)).append_to(&mut members, &self.request_head())?;
        Ok(members)
    }

    fn response(&self, id: Uuid, (request, file): (Uuid, Uuid)) -> Record<'_> {
        let mut fields = self.fields("application/http; msgtype=response", request, file);
        fields.push(("WARC-Payload-Digest", digest(&[&self.body])));
        if let Some(truncated) = self.truncated {
            fields.push(("WARC-Truncated", truncated.code().to_owned()));
        }
        Record { kind: "response", id, date: self.heads.asked_at, fields, body: &self.body }
    }

    fn request(&self, id: Uuid, (response, file): (Uuid, Uuid)) -> Record<'_> {
        let fields = self.fields("application/http; msgtype=request", response, file);
        Record { kind: "request", id, date: self.heads.asked_at, fields, body: &[] }
    }

    fn fields(&self, media: &str, other: Uuid, file: Uuid) -> Vec<(&'static str, String)> {
        let mut fields = vec![
            ("WARC-Target-URI", self.heads.address[..Position::AfterQuery].to_owned()),
            ("WARC-Concurrent-To", name(other)),
            ("WARC-Warcinfo-ID", name(file)),
            ("Content-Type", media.to_owned()),
        ];
        if let Some(ip) = self.heads.ip {
            fields.push(("WARC-IP-Address", ip.to_canonical().to_string()));
        }
        fields
    }

    fn request_head(&self) -> Vec<u8> {
        let address = &self.heads.address;
        let path = &address[Position::BeforePath..Position::AfterQuery];
        let host = &address[Position::BeforeHost..Position::AfterPort];
        let mut head = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n").into_bytes();
        for (name, value) in self.heads.request.iter().filter(|(name, _)| **name != COOKIE) {
            line(&mut head, "", name, value);
        }
        head.extend_from_slice(b"\r\n");
        head
    }

    fn response_head(&self) -> Vec<u8> {
        let Heads { status, version, headers, .. } = &self.heads;
        let version = if *version == Version::HTTP_10 { "1.0" } else { "1.1" };
        let reason = status.canonical_reason().unwrap_or_default();
        let mut head = format!("HTTP/{version} {} {reason}\r\n", status.as_u16()).into_bytes();
        for (name, value) in headers.iter().filter(|(name, _)| **name != SET_COOKIE) {
            let of_the_wire = [CONTENT_ENCODING, TRANSFER_ENCODING, CONTENT_LENGTH].contains(name);
            line(&mut head, if of_the_wire { ORIGINAL } else { "" }, name, value);
        }
        head.extend_from_slice(format!("content-length: {}\r\n\r\n", self.body.len()).as_bytes());
        head
    }
}

fn line(head: &mut Vec<u8>, prefix: &str, name: &HeaderName, value: &HeaderValue) {
    let parts = [prefix.as_bytes(), name.as_ref(), b": ", value.as_bytes(), b"\r\n"];
    for part in parts {
        head.extend_from_slice(part);
    }
}

/// Whether an answer whose body was not read may have had one (RFC 9112, section 6.3).
fn may_have_body(heads: &Heads) -> bool {
    let is_empty = heads.headers.get(CONTENT_LENGTH).is_some_and(|length| length == "0");
    !is_empty && !matches!(heads.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}
