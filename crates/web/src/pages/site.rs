//! `/site/{host}`: one publisher and its articles.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use database::{
    article::{self, Which},
    site,
};

use super::list::{self, Named};
use crate::{
    Audience, addresses, answer, blocks,
    failure::Failure,
    frame::Frame,
    paging::{Asked, Page},
    site::Shared,
    teaser::{Outlet, Teaser},
};

#[derive(Template)]
#[template(path = "pages/site.html")]
struct SitePage {
    frame: Frame,
    outlet: Outlet,
    home: Option<String>,
    rights: &'static str,
    licence: String,
    count: String,
    teasers: Vec<Teaser>,
}

/// The articles of a publisher.
pub(crate) async fn page(
    State(state): Shared,
    Path(host): Path<String>,
    Query(asked): Query<Asked>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let page = Page::parse(&asked)?;
    let site = known(&state, host).await?;
    let which = Which::OfSite(site.host.clone());
    let list = list::of(&state, &which, page, &addresses::site(&site.host)).await?;
    let count = article::count(&state.database.read, &which).await?;
    let named = named(&site);
    let mut frame = Frame::new(&state.settings, site.name.clone()).list(
        &state.settings,
        list.links,
        (named.title, named.feed),
    );
    frame.description = format!("The newest articles of {}.", site.name);
    let shown = SitePage {
        frame,
        outlet: Outlet::new(&site.host, &site.name),
        home: blocks::safe_address(&site.home),
        rights: rights(&site.rights, state.settings.audience),
        licence: site.licence,
        count: list::counted(count),
        teasers: list.teasers,
    };
    answer::page(&state.settings, &request, &shown)
}

/// The same as RSS.
pub(crate) async fn feed(
    State(state): Shared,
    Path(host): Path<String>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let site = known(&state, host).await?;
    list::feed(&state, &request, &Which::OfSite(site.host.clone()), &named(&site)).await
}

async fn known(state: &crate::Site, host: String) -> Result<site::Model, Failure> {
    let host = list::name(host)?;
    site::by_host(&state.database.read, &host).await?.ok_or(Failure::NotFound)
}

fn named(site: &site::Model) -> Named {
    let page = addresses::site(&site.host);
    Named { title: site.name.clone(), feed: format!("{page}/feed.xml"), page }
}

/// What readers may do with the texts, in a sentence.
fn rights(rights: &str, audience: Audience) -> &'static str {
    match (rights, audience) {
        ("open", _) => "An open licence lets the texts be shared, with attribution.",
        ("personal", Audience::Household) => "Texts and audio are for this household alone.",
        _ => "Shown as excerpts, with a link to the publisher.",
    }
}
