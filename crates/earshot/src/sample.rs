//! The sample newspaper: a small made-up site, served on loopback and crawled like any other.
//!
//! In: a listener that is already bound, and the time at which the newest article came out. Out:
//! an HTTP site with a front page, sections, articles in several shapes and languages, a feed,
//! sitemaps, robots.txt and conditional answers. It lets a person without a network, and the
//! story test, see the whole way from a page to a podcast.
//!
//! The whole edition is printed into memory before the first answer (under 1 MB), so that an
//! answer is a look-up. Deliberately absent: a clock (published times are steps back from the one
//! given, so that a second run finds nothing new), gzip, and anything that changes while it runs.

mod answer;
mod article;
mod feeds;
mod markup;
mod pages;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, io, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use self::{answer::Page, article::Article, pages::Edition};

/// The name of the newspaper, as on its front page and in its feed.
pub(crate) const NAME: &str = "The Lantern Street Gazette";

/// Every page of one edition, by its path (`/`, `/feed.xml`, …).
pub(crate) struct Newspaper {
    pages: BTreeMap<String, Page>,
}

/// Serves the newspaper until `stop` is cancelled.
///
/// All absolute addresses on its pages begin with `http://` and the listener's own address. The
/// newest article bears `first_published`, the others minutes to two days before it: the same
/// time and port give the same bytes, entity tags included.
///
/// # Errors
///
/// If the listener has no local address or fails. Another attempt needs another listener.
pub(crate) async fn serve(
    listener: TcpListener,
    first_published: DateTime<Utc>,
    stop: CancellationToken,
) -> io::Result<()> {
    let base = format!("http://{}/", listener.local_addr()?);
    let newspaper = Newspaper::print(base, first_published).map_err(io::Error::other)?;
    let app = Router::new().fallback(reply).with_state(Arc::new(newspaper));
    axum::serve(listener, app).with_graceful_shutdown(stop.cancelled_owned()).await
}

async fn reply(
    State(newspaper): State<Arc<Newspaper>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match newspaper.pages.get(uri.path()) {
        Some(page) => page.answer(&headers),
        None => (StatusCode::NOT_FOUND, "There is no such page in this edition.").into_response(),
    }
}

impl Newspaper {
    /// Prints the edition. `base` is the site's root, with the slash at its end.
    ///
    /// # Errors
    ///
    /// If an article's front matter cannot be read: a mistake in the build, which a test finds.
    fn print(base: String, first_published: DateTime<Utc>) -> Result<Self, toml::de::Error> {
        let articles = Article::all(first_published)?;
        let edition = Edition { base, articles, newest: first_published };
        let mut pages = BTreeMap::new();
        for article in &edition.articles {
            let page = Page::html(edition.article(article), article.published.to_utc());
            pages.insert(article.path(), page);
        }
        pages.extend(edition.lists());
        pages.extend(feeds::of(&edition));
        pages.extend(answer::bundled(first_published));
        Ok(Self { pages })
    }
}
