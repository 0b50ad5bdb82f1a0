//! AMP spellings of an address. In: a canonical path or query. Out: the ordinary spelling.
//!
//! A path is changed only where the rest still looks like one article (a figure, or a slug of three
//! words), so that `/guitars/amp` stays what it is.

use super::canonical::name;

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
