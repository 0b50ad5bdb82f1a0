//! The words in which an address's end is recorded.

use fetch::FetchError;

/// The recorded reason of a request that brought no answer: the vocabulary of the summary, which
/// is coarser than the client's.
pub(crate) fn of(error: &FetchError) -> &'static str {
    match error {
        FetchError::HeadersTooLarge => "too_large",
        FetchError::Scheme => "private_address",
        FetchError::RedirectInvalid => "redirect_loop",
        FetchError::ContentType => "not_article",
        // No answer, whyever: the site's error says more.
        FetchError::Dns | FetchError::Connect => "timeout",
        FetchError::Protocol | FetchError::Cut => "decode",
        other => other.code(),
    }
}
