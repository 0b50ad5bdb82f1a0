//! AMP spellings of an address. In: a canonical address, path or query. Out: the ordinary spelling.
//!
//! A path is changed only where the rest still looks like one article (a figure, or a slug of three
//! words), so that `/guitars/amp` stays what it is.

use super::canonical::name;
use url::{Position, Url};

/// Hosts of AMP caches: Google's viewer, and the cache (amp.dev, "AMP Cache URL format"), where each
/// publisher has a host of its own.
const VIEWERS: &[&str] = &["google.com", "www.google.com"];
const CACHE: &str = "cdn.ampproject.org";

/// The publisher's address of a copy in an AMP cache: `https://www.google.com/amp/s/a.example/x`,
/// `https://a-example.cdn.ampproject.org/c/s/a.example/x`. `s` stands for https.
pub(super) fn cached(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let behind = &url[Position::BeforePath..];
    let is_cache = host.strip_suffix(CACHE).is_some_and(|it| it.is_empty() || it.ends_with('.'));
    let rest = if VIEWERS.contains(&host) {
        behind.strip_prefix("/amp/")?
    } else if is_cache {
        behind.strip_prefix("/c/").or_else(|| behind.strip_prefix("/v/"))?
    } else {
        return None;
    };
    let (scheme, rest) = rest.strip_prefix("s/").map_or(("http", rest), |rest| ("https", rest));
    let publisher = rest.split('/').next().unwrap_or_default();
    publisher.contains('.').then(|| format!("{scheme}://{rest}"))
}

/// The path without its AMP marker; `None` where there is none, or dropping it would be a guess.
pub(super) fn path_without(path: &str) -> Option<String> {
    let ordinary = path
        .strip_prefix("/amp/")
        .map(|rest| format!("/{rest}"))
        .or_else(|| path.strip_suffix("/amp/").map(|rest| format!("{rest}/")))
        .or_else(|| path.strip_suffix("/amp").map(str::to_owned))
        .or_else(|| path.strip_suffix(".amp.html").map(|rest| format!("{rest}.html")))
        .or_else(|| path.strip_suffix(".amp").map(str::to_owned))?;
    names_an_article(&ordinary).then_some(ordinary)
}

/// The query without parameters that ask for AMP.
pub(super) fn query_without(query: &str) -> String {
    query.split('&').filter(|parameter| !asks_for_amp(parameter)).collect::<Vec<_>>().join("&")
}

fn asks_for_amp(parameter: &str) -> bool {
    let value = parameter.split_once('=').map_or("", |(_, value)| value);
    match name(parameter).to_ascii_lowercase().as_str() {
        "amp" => matches!(value, "" | "1" | "true"),
        "outputtype" => value.eq_ignore_ascii_case("amp"),
        _ => false,
    }
}

fn names_an_article(path: &str) -> bool {
    path.bytes().any(|byte| byte.is_ascii_digit()) || path.matches('-').count() >= 2
}
