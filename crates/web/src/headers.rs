//! Headers that every response bears: what a browser may do with it.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::header::{self, HeaderName},
    middleware::Next,
    response::Response,
};

use crate::{Audience, Settings, Site, answer::put};

/// Features of browsers that no page here uses.
const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), \
                           browsing-topics=(), interest-cohort=()";

/// Adds the headers to a response.
pub(crate) async fn harden(
    State(site): State<Arc<Site>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    put(headers, header::CONTENT_SECURITY_POLICY, &policy(&site.settings));
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::X_FRAME_OPTIONS, "DENY");
    put(headers, header::REFERRER_POLICY, "same-origin");
    put(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    put(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if site.settings.audience == Audience::Household {
        // Nothing here is for search engines, nor for other sites open in the same browser.
        put(headers, HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
        put(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    }
    response
}

/// Everything from here, no script and no style in the page; sound also from the CDN.
fn policy(settings: &Settings) -> String {
    let cdn = settings.media_url.as_deref().and_then(|address| url::Url::parse(address).ok());
    let media = cdn.map(|cdn| format!("; media-src 'self' {}", cdn.origin().ascii_serialization()));
    format!(
        "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'{}",
        media.unwrap_or_default()
    )
}
