//! Our own addresses, spelled once. Out: paths that begin with `/`, percent-encoded.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Settings;

/// What cannot stand in a segment of a path (RFC 3986, section 3.3), and what would confuse people.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// A value in a query.
pub(crate) fn query_value(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The page of an article.
pub(crate) fn article(id: i64, slug: &str) -> String {
    if slug.is_empty() {
        format!("/article/{id}")
    } else {
        format!("/article/{id}-{}", segment(slug))
    }
}

/// The page of a publisher.
pub(crate) fn site(host: &str) -> String {
    format!("/site/{}", segment(host))
}

/// The page of an author.
pub(crate) fn author(slug: &str) -> String {
    format!("/author/{}", segment(slug))
}

/// The page of a keyword.
pub(crate) fn keyword(word: &str) -> String {
    format!("/keyword/{}", segment(word))
}

/// A page of search results, from the first.
pub(crate) fn search(query: &str) -> String {
    format!("/search?q={}", query_value(query))
}

/// Where an object is served: at the CDN if everybody may have it and there is one, else here.
pub(crate) fn media(settings: &Settings, key: &str) -> String {
    match &settings.media_url {
        Some(cdn) if key.starts_with("open/") => format!("{cdn}/{key}"),
        _ => format!("/media/{key}"),
    }
}

/// The same as an absolute address, as feeds need it.
pub(crate) fn absolute_media(settings: &Settings, key: &str) -> String {
    let address = media(settings, key);
    if address.starts_with('/') { settings.absolute(&address) } else { address }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_segment_of_a_path() {
        assert_eq!(keyword("a/b ?#%"), "/keyword/a%2Fb%20%3F%23%25");
        assert_eq!(keyword("\"><script>"), "/keyword/%22%3E%3Cscript%3E");
        assert_eq!(article(7, "über-uns"), "/article/7-%C3%BCber-uns");
        assert_eq!(article(7, ""), "/article/7");
        assert_eq!(site("127.0.0.1:8080"), "/site/127.0.0.1:8080");
    }
}
