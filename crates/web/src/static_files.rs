//! Files that are part of the program. The style sheet and the icon bear their content's hash in
//! their name, so that browsers may keep them for ever.

use std::sync::LazyLock;

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::{
    Audience,
    answer::{Document, Keep, answer},
    failure::Failure,
    site::Shared,
};

/// A file with its path.
pub(crate) struct StaticFile {
    /// `/static/NAME-HASH.ENDING`
    pub(crate) path: String,
    content_type: &'static str,
    bytes: &'static [u8],
}

/// The style sheet.
pub(crate) static STYLE: LazyLock<StaticFile> = LazyLock::new(|| {
    StaticFile::new(
        "style",
        "css",
        "text/css; charset=utf-8",
        include_bytes!("../static/style.css"),
    )
});

/// The icon of tabs.
pub(crate) static ICON: LazyLock<StaticFile> = LazyLock::new(|| {
    StaticFile::new("icon", "svg", "image/svg+xml", include_bytes!("../static/icon.svg"))
});

impl StaticFile {
    fn new(name: &str, ending: &str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        let hash = hex::encode(Sha256::digest(bytes));
        let path = format!("/static/{name}-{}.{ending}", hash.get(..16).unwrap_or_default());
        Self { path, content_type, bytes }
    }
}

/// `/static/{name}`
pub(crate) async fn file(
    State(site): Shared,
    Path(name): Path<String>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let file = [&STYLE, &ICON]
        .into_iter()
        .find(|file| file.path.strip_prefix("/static/") == Some(&name))
        .ok_or(Failure::NotFound)?;
    let document = Document {
        content_type: file.content_type,
        bytes: Bytes::from_static(file.bytes),
        changed_at: None,
        keep: Keep::Forever,
    };
    Ok(answer(&site.settings, &request, document))
}

/// `/podcast/{name}`: the cover.
pub(crate) async fn cover(
    State(site): Shared,
    Path(name): Path<String>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    if name != podcast::COVER_NAME {
        return Err(Failure::NotFound);
    }
    let document = Document {
        content_type: "image/jpeg",
        bytes: Bytes::from_static(podcast::COVER_JPEG),
        changed_at: None,
        keep: Keep::Forever,
    };
    Ok(answer(&site.settings, &request, document))
}

/// `/robots.txt`: a household is nobody's to crawl; of a public instance search results are not.
pub(crate) async fn robots(State(site): Shared) -> &'static str {
    match site.settings.audience {
        Audience::Household => "User-agent: *\nDisallow: /\n",
        Audience::Public => "User-agent: *\nDisallow: /search\nDisallow: /media/\n",
    }
}
