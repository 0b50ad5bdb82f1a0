//! Who turns names into addresses: the system, unless the settings name another.
//!
//! In: a name. Out: every address of it, unchecked. Absent: trust and memory, which are in
//! `resolver`.

use std::fmt;
use std::io;
use std::net::IpAddr;

use futures_util::future::BoxFuture;

/// A source of addresses. Whatever it says is checked before anything connects.
pub trait Names: fmt::Debug + Send + Sync {
    /// The addresses of a name, the preferred family first; the client waits for them no longer
    /// than [`crate::Limits::connect`].
    ///
    /// # Errors
    /// When the name is not known, or nobody can be asked; both become [`crate::FetchError::Dns`].
    fn addresses(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>>;
}

/// The system's own resolver: `getaddrinfo`, by RFC 6724's order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|socket| socket.ip()).collect())
        })
    }
}
