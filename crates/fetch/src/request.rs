//! What is asked for: an address, what is known of it, and what is welcome as an answer.

use std::fmt;

use chrono::{DateTime, Utc};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue,
    IF_MODIFIED_SINCE, IF_NONE_MATCH,
};
use url::Url;

/// One request. Credentials in the address are not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What to fetch.
    pub address: Url,
    /// The entity tag of the copy at hand, as [`crate::Headers::etag`] gave it.
    pub etag: Option<String>,
    /// The date of the copy at hand, as [`crate::Headers::last_modified`] gave it.
    pub last_modified: Option<String>,
    /// What is welcome.
    pub accept: Accept,
    /// The host's own cookies, as [`crate::Jar::line_for`] gave them; none unless it insists.
    pub cookies: Option<String>,
    /// Most decoded bytes of the body, in place of [`crate::Limits::body_bytes`]; where that is more,
    /// of two such bodies at a time.
    pub body_bytes: Option<u64>,
    /// What a body above the cap becomes: its beginning, marked as truncated (robots.txt), rather
    /// than [`crate::FetchError::TooLarge`].
    pub truncate: bool,
    /// In an archive: the first page since then, rather than the newest.
    pub archived_from: Option<DateTime<Utc>>,
    /// A form to be sent, `application/x-www-form-urlencoded`; with one the request is a POST.
    pub form: Option<Form>,
}

/// A form's fields, encoded. It may hold a secret, and is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Form(String);

impl Form {
    /// Encodes names and values.
    pub fn of(fields: &[(&str, &str)]) -> Self {
        Self(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
    }

    pub(crate) fn encoded(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({} bytes)", self.0.len())
    }
}

impl Request {
    /// An unconditional request under the client's own limits.
    pub fn new(address: Url, accept: Accept) -> Self {
        Self {
            address,
            etag: None,
            last_modified: None,
            accept,
            cookies: None,
            body_bytes: None,
            truncate: false,
            archived_from: None,
            form: None,
        }
    }

    /// A POST of a form. Of what is answered, the status alone is of use.
    pub fn post(address: Url, form: Form) -> Self {
        let mut request = Self::new(address, Accept::Any);
        request.form = Some(form);
        (request.body_bytes, request.truncate) = (Some(0), true);
        request
    }

    /// The request's headers. A tag or date that cannot stand in a header is left out.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(4);
        headers.insert(ACCEPT, HeaderValue::from_static(self.accept.types()));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip, br, zstd, deflate"));
        if self.form.is_some() {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert(CONTENT_TYPE, form);
        }
        insert(&mut headers, IF_NONE_MATCH, self.etag.as_deref());
        insert(&mut headers, COOKIE, self.cookies.as_deref());
        insert(&mut headers, IF_MODIFIED_SINCE, self.last_modified.as_deref());
        headers
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: Option<&str>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.insert(name, value);
    }
}

/// What is welcome as an answer. Only [`Accept::Page`] refuses some types outright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Accept {
    /// HTML. Bodies that say they are sound, pictures, fonts or documents are not read.
    Page,
    /// RSS, Atom, JSON Feed, sitemaps.
    Feed,
    /// Plain text: robots.txt.
    Text,
    /// A picture.
    Image,
    /// Anything.
    Any,
}

impl Accept {
    fn types(self) -> &'static str {
        match self {
            Self::Page => "text/html, application/xhtml+xml, */*;q=0.1",
            Self::Feed => {
                "application/rss+xml, application/atom+xml, application/feed+json, \
                 application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
            }
            Self::Text => "text/plain, */*;q=0.1",
            Self::Image => "image/*",
            Self::Any => "*/*",
        }
    }

    /// Whether a body of this type is worth reading; one without a type is.
    pub(crate) fn takes(self, content_type: Option<&str>) -> bool {
        let (Self::Page, Some(content_type)) = (self, content_type) else { return true };
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        let kind = essence.split('/').next().unwrap_or_default();
        !matches!(kind, "audio" | "video" | "image" | "font")
            && !matches!(
                essence.as_str(),
                "application/pdf" | "application/zip" | "application/octet-stream"
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_may_lack_a_type_but_not_be_a_document() {
        assert!(Accept::Page.takes(None));
        assert!(Accept::Page.takes(Some("Text/HTML; charset=utf-8")));
        assert!(Accept::Page.takes(Some("text/plain")));
        assert!(!Accept::Page.takes(Some("Application/PDF")));
        assert!(!Accept::Page.takes(Some("video/mp4; codecs=x")));
        assert!(Accept::Any.takes(Some("video/mp4")));
    }

    #[test]
    fn a_form_is_encoded_and_never_printed() {
        let form = Form::of(&[("hub.topic", "https://a.example/?b=c&d"), ("hub.secret", "s3cret")]);

        assert_eq!(
            form.encoded(),
            "hub.topic=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d&hub.secret=s3cret"
        );
        assert!(!format!("{form:?}").contains("s3cret"));
    }

    #[test]
    fn a_tag_that_is_no_header_is_left_out() -> Result<(), url::ParseError> {
        let address = Url::parse("http://news.example/")?;
        let mut request = Request::new(address, Accept::Page);
        request.etag = Some("\"a\"\r\nCookie: b".to_owned());

        assert!(!request.headers().contains_key(IF_NONE_MATCH));
        Ok(())
    }
}
