//! The identity of an article's address: many spellings, one [`Address`].
//!
//! In: the text of an address as found in a page, a feed or a setting. Out: its canonical form.
//! Folded: case of scheme and host, default port, the host's trailing dot, dot segments, escapes
//! of unreserved characters, fragment, tracking parameters, session ids, order of parameters.
//!
//! Deliberately kept apart, because a server may answer them differently and only a redirect or
//! `rel=canonical` can tell: http and https, `www.` and the bare host, a trailing slash, doubled
//! slashes, upper and lower case in the path. Fragments are dropped even where an old page routes
//! by `#!`. AMP spellings are folded on request ([`Address::without_amp`]).

mod amp;
mod canonical;
#[cfg(test)]
mod tests;
mod tracking;

pub(crate) use tracking::is_session;

use std::fmt;
use url::{Host, Position, Url};

/// Longest address, in bytes: what sitemaps permit (sitemaps.org: less than 2,048 characters).
pub const MAX_ADDRESS_BYTES: usize = 2_048;

/// Addresses kept of one answer, in bytes all together: 50,000 of a usual length are half of it, but a short
/// reference below a long address is a long one, and a megabyte of them would be a hundred.
pub(crate) const MAX_BYTES_KEPT: usize = 8 << 20;

/// Longest text looked at, in bytes; tracking parameters may go beyond the cap before they are
/// dropped.
const MAX_TEXT_BYTES: usize = 4 * MAX_ADDRESS_BYTES;

/// Why a text is no address of an article. All are final: another try gives the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not an address at all, or a relative one without a page to start from.
    #[error("not an address: {0}")]
    Malformed(#[from] url::ParseError),
    /// A scheme other than http and https: `mailto:`, `javascript:`, `data:` and so on.
    #[error("not an http or https address")]
    Scheme,
    /// It bears a user name or password. They must be neither stored nor sent, and without them it
    /// would be another page.
    #[error("an address with a user name or password")]
    Userinfo,
    /// More than [`MAX_ADDRESS_BYTES`].
    #[error("an address of more than {MAX_ADDRESS_BYTES} bytes")]
    TooLong,
}

/// A canonical http or https address, ASCII only, without user name and fragment, of at most
/// [`MAX_ADDRESS_BYTES`]. Parsing its text gives itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Url);

impl Address {
    /// The canonical form of an absolute address; blanks around it do not matter.
    ///
    /// # Errors
    /// See [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        Self::canonical(Url::parse(within_cap(text)?)?)
    }

    /// The canonical form of a reference found in the page at this address: absolute, relative or
    /// `//host/…`, with blanks around it, its HTML escapes already undone.
    ///
    /// # Errors
    /// See [`AddressError`].
    pub fn join(&self, reference: &str) -> Result<Self, AddressError> {
        Self::canonical(self.0.join(within_cap(reference)?)?)
    }

    /// The address for a client.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, with its port where that is not the scheme's own: `example.org`,
    /// `127.0.1.1:8080`. The unit of leasing.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// What robots.txt is asked about: `/world/story?page=2`.
    pub fn path_and_query(&self) -> String {
        self.0[Position::BeforePath..].to_owned()
    }

    /// Whether both belong to one publisher: the same registrable domain (public suffix list,
    /// whatever the ports), or the same IP address and port. Hosts that are public suffixes
    /// themselves, or a single name such as `localhost`, must be equal, port and all.
    pub fn same_site(&self, other: &Self) -> bool {
        match (self.registrable_domain(), other.registrable_domain()) {
            (Some(own), Some(others)) => own == others,
            (None, None) => {
                self.0.host() == other.0.host()
                    && self.0.port_or_known_default() == other.0.port_or_known_default()
            }
            _ => false,
        }
    }

    /// The same article without its AMP spelling, where the address alone makes that safe:
    /// `?amp=1`, `?outputType=amp`; `/amp/…`, `…/amp`, `….amp.html` of paths that still name an
    /// article afterwards; copies in AMP caches, whose paths hold the publisher's own address.
    /// Folding the outcome gives itself. Hosts such as `amp.example.org` stay: what stands for them
    /// is told by `rel=canonical` only.
    #[must_use]
    pub fn without_amp(&self) -> Self {
        let mut address = self.clone();
        // Each step makes it shorter, or is the last.
        while let Some(shorter) = address.amp_step() {
            address = shorter;
        }
        address
    }

    /// One layer of AMP less, if there is any.
    fn amp_step(&self) -> Option<Self> {
        // Sitemaps have 50,000 addresses; all but a few end here.
        if !self.as_str().to_ascii_lowercase().contains("amp") {
            return None;
        }
        if let Some(cached) = amp::cached(&self.0) {
            return Self::parse(&cached).ok().filter(|it| it.as_str().len() < self.as_str().len());
        }
        let mut url = self.0.clone();
        if let Some(path) = amp::path_without(url.path()) {
            url.set_path(&path);
        }
        let query = url.query().map(amp::query_without);
        url.set_query(query.as_deref());
        Self::canonical(url).ok().filter(|it| it.as_str().len() < self.as_str().len())
    }

    /// The domain that a publisher registers, by the public suffix list; none for IP addresses, single
    /// names and public suffixes.
    pub fn registrable_domain(&self) -> Option<&str> {
        match self.0.host() {
            Some(Host::Domain(domain)) => psl::domain_str(domain),
            _ => None,
        }
    }

    fn canonical(mut url: Url) -> Result<Self, AddressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::Userinfo);
        }
        drop_trailing_dot(&mut url)?;
        let path = canonical::path(url.path());
        url.set_path(&path);
        let query = url.query().and_then(canonical::query);
        url.set_query(query.as_deref());
        url.set_fragment(None);
        if url.as_str().len() > MAX_ADDRESS_BYTES {
            return Err(AddressError::TooLong);
        }
        Ok(Self(url))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

fn within_cap(text: &str) -> Result<&str, AddressError> {
    let trimmed = text.trim();
    if trimmed.len() > MAX_TEXT_BYTES { Err(AddressError::TooLong) } else { Ok(trimmed) }
}

/// `example.org.` is the host `example.org`, spelled absolutely (RFC 1034, section 3.1).
fn drop_trailing_dot(url: &mut Url) -> Result<(), url::ParseError> {
    let Some(host) = url.host_str().and_then(|host| host.strip_suffix('.')) else { return Ok(()) };
    let host = host.trim_end_matches('.').to_owned();
    if host.is_empty() {
        return Err(url::ParseError::EmptyHost);
    }
    url.set_host(Some(&host))
}
