//! Why a request brought no answer, as something a caller can record and act on.
//!
//! In: errors of reqwest and whatever lies beneath them. Out: [`FetchError`], its stable code and
//! whether another attempt can help. Absent: answers with a bad status; those are answers.

use std::error::Error;
use std::io;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FetchError {
    /// Neither http nor https.
    #[error("the address is neither http nor https")]
    Scheme,
    /// A port that is not allowed.
    #[error("the address names a port that is not allowed")]
    Port,
    /// The address, or one of those its name resolves to, is not public.
    #[error("the address is not public")]
    PrivateAddress,
    /// The name does not resolve, or the resolver did not answer.
    #[error("the name does not resolve")]
    Dns,
    /// No connection: refused, unreachable, or cut before the request could be sent.
    #[error("no connection")]
    Connect,
    /// The other side's certificate or TLS is not acceptable.
    #[error("no trustworthy TLS connection")]
    Tls,
    /// A deadline of [`crate::Limits`] passed.
    #[error("timed out: {which}")]
    Timeout {
        /// Which deadline.
        which: Deadline,
    },
    /// The body exceeds its cap, in decoded bytes or as announced.
    #[error("the body is too large")]
    TooLarge,
    /// The response's headers exceed their cap.
    #[error("the headers are too large")]
    HeadersTooLarge,
    /// The body's content coding is unknown, stacked or broken.
    #[error("the body cannot be decoded")]
    Decode,
    /// The response is of a type that a page cannot have: audio, a PDF. The body was not read.
    #[error("the content type is not that of a page")]
    ContentType,
    /// A redirect whose target is missing, unreadable or not http(s).
    #[error("the redirect has no usable target")]
    RedirectInvalid,
    /// The connection ended before the response did.
    #[error("the response was cut off")]
    Cut,
    /// What came is not HTTP.
    #[error("the response is not valid HTTP")]
    Protocol,
    /// Answers come from an archive, and there is none of this address in it.
    #[error("the archive has no answer of this address")]
    NotArchived,
    /// What was fetched could not be written to the archive that is kept of it.
    #[error("the archive cannot be written")]
    Unrecorded,
    /// A setting of the client is not usable; only from [`crate::Client::new`].
    #[error("the setting {name} is not usable")]
    Setting {
        /// The field of [`crate::Settings`].
        name: &'static str,
    },
}

/// The deadline that passed; see [`crate::Limits`] for their lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Deadline {
    /// Until the connection stood, its name resolved and its TLS agreed.
    #[error("connecting")]
    Connect,
    /// Until the response's headers were there.
    #[error("waiting for the first byte")]
    FirstByte,
    /// Until the response was complete.
    #[error("reading the whole response")]
    Whole,
    /// The least amount of bytes in a window of time.
    #[error("too few bytes for too long")]
    Trickle,
}

impl FetchError {
    /// Every error that a request can end with: all but [`FetchError::Setting`], and one deadline for all.
    pub const ALL: [Self; 16] = [
        Self::Scheme,
        Self::Port,
        Self::PrivateAddress,
        Self::Dns,
        Self::Connect,
        Self::Tls,
        Self::Timeout { which: Deadline::Whole },
        Self::TooLarge,
        Self::HeadersTooLarge,
        Self::Decode,
        Self::ContentType,
        Self::RedirectInvalid,
        Self::Cut,
        Self::Protocol,
        Self::NotArchived,
        Self::Unrecorded,
    ];

    /// A stable word for the record of an address's outcome.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Scheme => "scheme",
            Self::Port => "port",
            Self::PrivateAddress => "private_address",
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout { .. } => "timeout",
            Self::TooLarge => "too_large",
            Self::HeadersTooLarge => "headers_too_large",
            Self::Decode => "decode",
            Self::ContentType => "content_type",
            Self::RedirectInvalid => "redirect_invalid",
            Self::Cut => "cut",
            Self::Protocol => "protocol",
            Self::NotArchived => "not_archived",
            Self::Unrecorded => "unrecorded",
            Self::Setting { .. } => "setting",
        }
    }

    /// Whether another attempt, later, can help: the network's fault, or an archive's, rather than
    /// the answer's.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Dns | Self::Connect | Self::Timeout { .. } | Self::Cut)
            || matches!(self, Self::NotArchived | Self::Unrecorded)
    }

    /// From an error while connecting, asking or reading.
    pub(crate) fn of_transfer(error: &reqwest::Error) -> Self {
        match (known_cause(error), error.is_connect()) {
            // A connection cut in its handshake never carried the request.
            (None | Some(Self::Cut | Self::Protocol), true) if error.is_timeout() => {
                Self::Timeout { which: Deadline::Connect }
            }
            (None | Some(Self::Cut | Self::Protocol), true) => Self::Connect,
            (Some(known), _) => known,
            (None, false) => Self::Protocol,
        }
    }

    /// From an error of a decoder, which passes on those of its source.
    pub(crate) fn of_decoding(error: &io::Error) -> Self {
        let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        ours.copied().unwrap_or(Self::Decode)
    }
}

/// The first error of the chain whose meaning is known.
fn known_cause(error: &(dyn Error + 'static)) -> Option<FetchError> {
    std::iter::successors(Some(error), |outer| inner(*outer)).find_map(meaning)
}

/// The error beneath; `io::Error` hides the one it wraps from `source`.
fn inner<'a>(outer: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let wrapped = outer.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match wrapped {
        Some(wrapped) => Some(wrapped as &'a (dyn Error + 'static)),
        None => outer.source(),
    }
}

fn meaning(error: &(dyn Error + 'static)) -> Option<FetchError> {
    if let Some(ours) = error.downcast_ref::<FetchError>() {
        return Some(*ours);
    }
    if error.is::<rustls::Error>() {
        return Some(FetchError::Tls);
    }
    if let Some(http) = error.downcast_ref::<hyper::Error>() {
        return meaning_of_http(http);
    }
    let kind = error.downcast_ref::<io::Error>()?.kind();
    let cut = matches!(
        kind,
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    );
    cut.then_some(FetchError::Cut)
}

fn meaning_of_http(error: &hyper::Error) -> Option<FetchError> {
    if error.is_parse_too_large() {
        return Some(FetchError::HeadersTooLarge);
    }
    if error.is_parse() {
        return Some(FetchError::Protocol);
    }
    (error.is_incomplete_message() || error.is_closed() || error.is_canceled())
        .then_some(FetchError::Cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_inside_an_io_error_is_found() {
        let wrapped = io::Error::other(io::Error::other(FetchError::PrivateAddress));

        assert_eq!(known_cause(&wrapped), Some(FetchError::PrivateAddress));
    }

    #[test]
    fn a_broken_coding_is_told_from_a_broken_connection() {
        assert_eq!(FetchError::of_decoding(&io::Error::other(FetchError::Cut)), FetchError::Cut);
        assert_eq!(FetchError::of_decoding(&io::Error::other("bad block")), FetchError::Decode);
    }

    #[test]
    fn every_error_of_a_request_is_named_and_has_a_word_of_its_own() {
        let mut words: Vec<&str> = FetchError::ALL.iter().map(FetchError::code).collect();
        words.sort_unstable();
        words.dedup();

        // No error can do without its line in `code`; that of a setting is none of a request.
        assert_eq!(words.len() + 1, include_str!("error.rs").matches(" => \"").count());
    }

    #[test]
    fn only_faults_of_the_network_may_pass() {
        assert!(FetchError::Timeout { which: Deadline::Whole }.may_pass());
        assert!(!FetchError::PrivateAddress.may_pass());
        assert!(!FetchError::TooLarge.may_pass());
    }
}
