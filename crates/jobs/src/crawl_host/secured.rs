//! Hosts that lead from http to https: asked by https at once for the rest of a visit, as one request
//! in place of two.

use discover::Address;
use fetch::{Answer, Request, Response};

use super::Guest;
use crate::Context;

/// Whether an answer leads to the same address by https, for good (RFC 9110, sections 15.4.2 and 15.4.9).
pub(super) fn is_led(request: &Request, response: &Response) -> bool {
    let Answer::Redirect { status: 301 | 308, to } = &response.answer else { return false };
    secured(&request.address).is_some_and(|secured| secured == *to)
}

/// The address as it is to be asked for: by https where the host leads there; of an archive, where that
/// has it by https alone.
pub(super) fn spelling(context: &Context, guest: &Guest, address: Address) -> Address {
    let Some(url) = secured(address.url()) else { return address };
    let is_led = match &context.replay {
        Some(replay) => replay.has_only(&url, address.url()),
        None => guest.is_secured == Some(true),
    };
    let secured = is_led.then(|| Address::parse(url.as_str()).ok()).flatten();
    secured.unwrap_or(address)
}

/// Whether both are one address but for http and https.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    fn rest(address: &str) -> &str {
        address.strip_prefix("https").or_else(|| address.strip_prefix("http")).unwrap_or(address)
    }
    rest(one) == rest(other)
}

/// An http address by https, at the port that is https' own.
fn secured(address: &url::Url) -> Option<url::Url> {
    if address.scheme() != "http" || address.port().is_some() {
        return None;
    }
    let mut secured = address.clone();
    secured.set_scheme("https").ok()?;
    Some(secured)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<&str>) {
        let found = secured(&Url::parse(address).unwrap());
        assert_eq!(found.as_ref().map(Url::as_str), expected, "{address}");
    }

    #[test]
    fn addresses_at_the_port_of_http_have_one_by_https() {
        check("http://news.example/a?b=1", Some("https://news.example/a?b=1"));
        check("http://news.example:80/", Some("https://news.example/"));
        check("http://news.example:8080/", None);
        check("https://news.example/", None);
    }

    #[test]
    fn one_address_in_two_schemes_is_the_same() {
        assert!(is_same("http://news.example/feed", "https://news.example/feed"));
        assert!(is_same("https://news.example/feed", "https://news.example/feed"));
        assert!(!is_same("http://news.example/feed", "https://news.example/feed/"));
        assert!(!is_same("http://s.example/", "https://example/"));
    }
}
