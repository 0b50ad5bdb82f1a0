//! What came back, reduced to what a crawler acts on.
//!
//! In: a status and the headers. Out: plain values, each absent when the header is missing or
//! unreadable. Absent: the body's reading, in `body`; the meaning of robots directives.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use reqwest::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED, LOCATION, RETRY_AFTER,
    SET_COOKIE,
};
use url::Url;

use crate::error::FetchError;
use crate::pace;

/// One answer, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// What it amounts to.
    pub answer: Answer,
    /// The HTTP status, 200 to 599.
    pub status: u16,
    /// The headers of use.
    pub headers: Headers,
    /// When it was asked for, in whole microseconds; from an archive: when that was.
    pub asked_at: DateTime<Utc>,
    /// Bytes of the body on the wire, before decoding.
    pub bytes_received: u64,
    /// From the request, a new connection included, to the response's headers: the site's latency.
    pub first_byte: Duration,
    /// From the request to the response's end.
    pub elapsed: Duration,
}

/// What an answer amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 200 or 203, with its body.
    Page(Page),
    /// The copy at hand is current (304). Only for a conditional request.
    NotModified,
    /// Somewhere else. The target is http(s), and otherwise unchecked until it is asked for.
    Redirect {
        /// 301, 302, 303, 307 or 308.
        status: u16,
        /// Where to, resolved against the address asked for.
        to: Url,
    },
    /// Anything else; the body was not kept.
    Status {
        /// The HTTP status.
        status: u16,
        /// How long to leave the host alone, at most a day.
        retry_after: Option<Duration>,
    },
}

/// A body, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The body's bytes, in whatever charset; maybe empty.
    pub body: Bytes,
    /// Whether bytes above the cap are missing; only if [`crate::Request::truncate`].
    pub truncated: bool,
}

/// The headers of use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// `Content-Type`, with its parameters.
    pub content_type: Option<String>,
    /// `ETag`, with its quotes, to be given back in [`crate::Request::etag`].
    pub etag: Option<String>,
    /// `Last-Modified`, verbatim, to be given back in [`crate::Request::last_modified`].
    pub last_modified: Option<String>,
    /// `Retry-After`, at most a day.
    pub retry_after: Option<Duration>,
    /// What is said of the text: the lines of `X-Robots-Tag`, `TDM-Reservation` (TDM Reservation
    /// Protocol, W3C community group), `Content-Language` and `Link`, each with its name in small
    /// letters. Of the last two, longer ones than 8 KiB are left out.
    pub about_text: Vec<(String, String)>,
    /// `max-age` of `Cache-Control` (RFC 9111, section 5.2.2.1).
    pub max_age: Option<Duration>,
    /// The lines of `Set-Cookie`, for [`crate::Jar::keep`]. They are not to be stored.
    pub set_cookies: Vec<String>,
}

/// Those which say what may be done with it: never left out.
const RULES: [&str; 2] = ["x-robots-tag", "tdm-reservation"];
/// Longest header that is kept, in bytes. Chosen: four of the longest addresses.
const MOST_BYTES: usize = 8 * 1024;
/// See [`Headers::about_text`].
const ABOUT_TEXT: [&str; 4] = ["x-robots-tag", "tdm-reservation", "content-language", "link"];

impl Headers {
    /// [`Self::about_text`] as pairs of name and value.
    #[must_use]
    pub fn pairs_about_text(&self) -> Vec<(&str, &str)> {
        self.about_text.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// `Link` (RFC 8288); several are joined by a comma. Longer ones than 8 KiB are left out.
    #[must_use]
    pub fn link(&self) -> Option<String> {
        let links = self.about_text.iter().filter(|(name, _)| name == "link");
        let links: Vec<&str> = links.map(|(_, link)| link.as_str()).collect();
        Some(links.join(", ")).filter(|link| !link.is_empty() && link.len() <= MOST_BYTES)
    }

    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let now = SystemTime::now().into();
        let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::to_owned);
        Self {
            content_type: text(CONTENT_TYPE),
            etag: text(ETAG),
            last_modified: text(LAST_MODIFIED),
            retry_after: text(RETRY_AFTER).and_then(|value| pace::retry_after(&value, now)),
            about_text: about_text(headers),
            max_age: text(CACHE_CONTROL).and_then(|value| max_age(&value)),
            set_cookies: values(headers, &SET_COOKIE).map(str::to_owned).collect(),
        }
    }
}

fn about_text(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut about_text = Vec::new();
    for name in ABOUT_TEXT {
        let of_name = HeaderName::from_static(name);
        let is_rule = RULES.contains(&name);
        let kept = values(headers, &of_name).filter(|it| is_rule || it.len() <= MOST_BYTES);
        about_text.extend(kept.map(|value| (name.to_owned(), value.to_owned())));
    }
    about_text
}

fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

fn max_age(cache_control: &str) -> Option<Duration> {
    let mut directives = cache_control.split(',').filter_map(|part| part.split_once('='));
    let (_, seconds) = directives.find(|(name, _)| name.trim().eq_ignore_ascii_case("max-age"))?;
    let seconds: u32 = seconds.trim().trim_matches('"').parse().ok()?;
    Some(Duration::from_secs(seconds.into()))
}

/// Where a redirect leads, without the credentials it may carry.
///
/// # Errors
/// [`FetchError::RedirectInvalid`] if `Location` is missing, empty, unreadable or not http(s).
pub(crate) fn redirect_target(from: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let location = headers.get(LOCATION).and_then(|value| str::from_utf8(value.as_bytes()).ok());
    let location = location.map(str::trim).filter(|location| !location.is_empty());
    let target = location.and_then(|location| from.join(location).ok());
    target
        .filter(|target| matches!(target.scheme(), "http" | "https"))
        .and_then(without_credentials)
        .ok_or(FetchError::RedirectInvalid)
}

/// The address without user name and password. `None` only for addresses that cannot have them.
pub(crate) fn without_credentials(mut address: Url) -> Option<Url> {
    if !address.username().is_empty() || address.password().is_some() {
        address.set_username("").ok()?;
        address.set_password(None).ok()?;
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    use super::*;

    #[track_caller]
    fn check_redirect(location: &str, expected: Option<&str>) {
        let from = Url::parse("https://news.example/a/b?c").unwrap();
        let headers = HeaderMap::from_iter([(
            LOCATION,
            HeaderValue::from_bytes(location.as_bytes()).unwrap(),
        )]);

        let target = redirect_target(&from, &headers).ok();

        assert_eq!(target.as_ref().map(Url::as_str), expected);
    }

    #[test]
    fn a_redirect_leads_relative_to_where_it_was_met() {
        check_redirect("d", Some("https://news.example/a/d"));
        check_redirect("//other.example", Some("https://other.example/"));
        check_redirect("/ä", Some("https://news.example/%C3%A4"));
    }

    #[test]
    fn a_redirect_without_a_web_address_is_invalid() {
        for location in ["", " ", "file:///etc/passwd", "http://[::bad", "javascript:1", "http://"]
        {
            check_redirect(location, None);
        }
    }

    #[test]
    fn a_redirect_loses_its_credentials() {
        check_redirect("http://me:secret@other.example/", Some("http://other.example/"));
    }

    #[test]
    fn what_is_said_of_the_text_stays_apart_by_lines() {
        let name = HeaderName::from_static("x-robots-tag");
        let mut headers = HeaderMap::new();
        headers.append(&name, HeaderValue::from_static("noindex"));
        headers.append(&name, HeaderValue::from_static("otherbot: noai"));
        headers.append("Content-Language", HeaderValue::from_static("de"));
        headers.append("Link", "x".repeat(MOST_BYTES + 1).parse().expect("a header"));

        let kept = Headers::read(&headers);
        let robots = [("x-robots-tag", "noindex"), ("x-robots-tag", "otherbot: noai")];
        assert_eq!(kept.pairs_about_text(), [&robots[..], &[("content-language", "de")]].concat());
    }

    #[test]
    fn the_age_of_a_copy_is_found_among_other_directives() {
        assert_eq!(max_age("public, Max-Age=\"61\""), Some(Duration::from_secs(61)));
        assert_eq!(max_age("s-maxage=60, no-cache"), None);
        assert_eq!(max_age("max-age=-1"), None);
    }

    proptest! {
        #[test]
        fn any_redirect_and_any_age_is_read_without_panic(value in "\\PC{0,60}") {
            let from = Url::parse("https://news.example/").unwrap();
            let location = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            let target = redirect_target(&from, &HeaderMap::from_iter([(LOCATION, location)]));

            prop_assert!(target.is_err() || target.is_ok_and(|to| to.has_host()));
            max_age(&value);
        }
    }
}
