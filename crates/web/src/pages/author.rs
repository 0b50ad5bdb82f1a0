//! `/author/{slug}`: what somebody wrote.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use database::{
    article::{self, Which},
    author,
};

use super::list::{self, Named};
use crate::{
    Site, addresses, answer,
    failure::Failure,
    frame::Frame,
    paging::{Asked, Page},
    site::Shared,
    teaser::Teaser,
};

#[derive(Template)]
#[template(path = "pages/author.html")]
struct AuthorPage {
    frame: Frame,
    name: String,
    count: String,
    teasers: Vec<Teaser>,
}

/// The articles of an author.
pub(crate) async fn page(
    State(site): Shared,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let page = Page::parse(&asked)?;
    let author = known(&site, slug).await?;
    let which = Which::OfAuthor(author.slug.clone());
    let list = list::of(&site, &which, page, &addresses::author(&author.slug)).await?;
    let count = article::count(&site.database.read, &which).await?;
    let named = named(&author);
    let mut frame = Frame::new(&site.settings, author.name.clone()).list(
        &site.settings,
        list.links,
        (named.title, named.feed),
    );
    frame.description = format!("Articles by {}.", author.name);
    let (name, count) = (author.name, list::counted(count));
    let shown = AuthorPage { frame, name, count, teasers: list.teasers };
    answer::page(&site.settings, &request, &shown)
}

/// The same as RSS.
pub(crate) async fn feed(
    State(site): Shared,
    Path(slug): Path<String>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let author = known(&site, slug).await?;
    list::feed(&site, &request, &Which::OfAuthor(author.slug.clone()), &named(&author)).await
}

async fn known(site: &Site, slug: String) -> Result<author::Model, Failure> {
    let slug = list::name(slug)?;
    author::by_slug(&site.database.read, &slug).await?.ok_or(Failure::NotFound)
}

fn named(author: &author::Model) -> Named {
    let page = addresses::author(&author.slug);
    Named { title: author.name.clone(), feed: format!("{page}/feed.xml"), page }
}
