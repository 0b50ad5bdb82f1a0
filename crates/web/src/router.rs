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

use crate::{Site, failure, guard, headers, health, media, pages, static_files};

/// Until the head of an answer must be there; the bytes of an episode may take longer.
const TIME_BUDGET: Duration = Duration::from_secs(10);

/// Everything that the site answers.
///
/// [`crate::serve`] tells it the peers' addresses; without them a household's check of peers is
/// passed over.
pub fn router(site: Site) -> Router {
    let site = Arc::new(site);
    let timeout = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_BUDGET);
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("audio/"));
    // The last layer is the outermost.
    routes()
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
    let parts: [(&str, MethodRouter<Arc<Site>>); 5] = [
        ("/media/{*key}", get(media::object)),
        ("/static/{name}", get(static_files::file)),
        ("/robots.txt", get(static_files::robots)),
        ("/healthz", get(health::live)),
        ("/readyz", get(health::ready)),
    ];
    let add = |router: Router<Arc<Site>>, (path, method)| router.route(path, method);
    pages.into_iter().chain(parts).fold(Router::new(), add)
}
