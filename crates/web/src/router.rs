//! Which path is answered by whom, and what every request passes through.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    http::StatusCode,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType},
    },
    timeout::TimeoutLayer,
};

use crate::{Site, failure, guard, headers, health, media, pages, push, static_files};

/// Until the head of an answer must be there; the bytes of an episode may take longer.
const TIME_BUDGET: Duration = Duration::from_secs(10);

/// Everything that the site answers.
///
/// [`crate::serve()`] tells it the peers' addresses; without them a household's check of peers is
/// passed over.
pub fn router(site: Site) -> Router {
    with_layers(routes(), Arc::new(site))
}

/// What every request passes through; the last layer is the outermost.
fn with_layers(routes: Router<Arc<Site>>, site: Arc<Site>) -> Router {
    let timeout = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_BUDGET);
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("audio/"));
    routes
        .fallback(failure::not_found)
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(timeout)
        .layer(from_fn_with_state(Arc::clone(&site), guard::guard))
        .layer(from_fn_with_state(Arc::clone(&site), failure::dress))
        .layer(CompressionLayer::new().compress_when(compressible))
        .layer(from_fn_with_state(Arc::clone(&site), headers::harden))
        .with_state(site)
}

fn routes() -> Router<Arc<Site>> {
    let pages: [(&str, MethodRouter<Arc<Site>>); 15] = [
        ("/", get(pages::front::page)),
        ("/feed.xml", get(pages::front::feed)),
        ("/article/{name}", get(pages::article::page)),
        ("/site/{host}", get(pages::site::page)),
        ("/site/{host}/feed.xml", get(pages::site::feed)),
        ("/author/{slug}", get(pages::author::page)),
        ("/author/{slug}/feed.xml", get(pages::author::feed)),
        ("/keyword/{word}", get(pages::keyword::page)),
        ("/keyword/{word}/feed.xml", get(pages::keyword::feed)),
        ("/search", get(pages::search::page)),
        ("/search/feed.xml", get(pages::search::feed)),
        ("/opensearch.xml", get(pages::search::description)),
        ("/podcast", get(pages::podcast::page)),
        ("/podcast/feed.xml", get(pages::podcast::feed)),
        ("/podcast/{name}", get(static_files::cover)),
    ];
    let parts: [(&str, MethodRouter<Arc<Site>>); 6] = [
        ("/media/{*key}", get(media::object)),
        ("/static/{name}", get(static_files::file)),
        ("/websub/{token}", get(push::confirm).post(push::receive)),
        ("/robots.txt", get(static_files::robots)),
        ("/healthz", get(health::live)),
        ("/readyz", get(health::ready)),
    ];
    let add = |router: Router<Arc<Site>>, (path, method)| router.route(path, method);
    pages.into_iter().chain(parts).fold(Router::new(), add)
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;
    use crate::{Audience, Settings};

    async fn site(folder: &std::path::Path) -> anyhow::Result<Site> {
        let disk = storage::DiskSettings { folder: folder.to_owned() };
        Ok(Site {
            database: testkit::TestDatabase::sqlite().await?.database,
            store: storage::Store::open(&storage::Settings::Disk(disk)).await?,
            index: None,
            clock: || database::Micros::START,
            settings: Settings {
                public_url: "http://127.0.0.1:8000".to_owned(),
                title: "Earshot".to_owned(),
                audience: Audience::Public,
                feed_episodes: 65,
                media_url: None,
                sample: false,
                trusted_proxies: Vec::new(),
                lan: false,
            },
        })
    }

    async fn panic() -> &'static str {
        panic!("a secret detail")
    }

    #[tokio::test]
    async fn a_handler_that_panics_is_a_page_without_details() -> anyhow::Result<()> {
        let folder = tempfile::TempDir::new()?;
        let site = Arc::new(site(folder.path()).await?);
        let paper = with_layers(Router::new().route("/panic", get(panic)), site);
        let answer = paper.oneshot(Request::get("/panic").body(Body::empty())?).await?;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.headers().contains_key("content-security-policy"));
        let page = answer.into_body().collect().await?.to_bytes();
        let page = String::from_utf8_lossy(&page);
        assert!(page.contains("our mistake") && !page.contains("secret detail"), "{page}");
        Ok(())
    }
}
