//! Canonical paths and queries. In: what the URL parser made of them, so ASCII, and dot segments
//! are gone. Out: the same, in one spelling.

use super::tracking;
use crate::escapes::{is_unreserved, octets, push_escape};

/// Servlet containers write the session into the path: `/page;jsessionid=…` (Servlet 4.0,
/// section 7.1.3).
const SESSION_IN_PATH: &str = ";jsessionid=";

/// One spelling of a path: escapes normalised, no session.
pub(super) fn path(path: &str) -> String {
    path.split('/').map(|segment| spelling(without_session(segment))).collect::<Vec<_>>().join("/")
}

/// One spelling of a query: parameters sorted by name (those of one name keep their order), without
/// tracking. `None` when nothing is left.
pub(super) fn query(query: &str) -> Option<String> {
    let mut parameters: Vec<String> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(spelling)
        .filter(|parameter| !tracking::is_tracking(parameter))
        .collect();
    parameters.sort_by(|a, b| name(a).cmp(name(b)));
    if parameters.is_empty() { None } else { Some(parameters.join("&")) }
}

/// The name of `name=value`.
pub(super) fn name(parameter: &str) -> &str {
    parameter.split_once('=').map_or(parameter, |(name, _)| name)
}

/// Escapes in upper case, and none where they mean nothing (RFC 3986, section 6.2.2).
fn spelling(text: &str) -> String {
    let mut target = String::with_capacity(text.len());
    for octet in octets(text.as_bytes()) {
        if octet.escaped && !is_unreserved(octet.value) {
            push_escape(&mut target, octet.value);
        } else {
            target.push(char::from(octet.value));
        }
    }
    target
}

fn without_session(segment: &str) -> &str {
    let session = segment.to_ascii_lowercase().find(SESSION_IN_PATH);
    session.and_then(|start| segment.get(..start)).unwrap_or(segment)
}
