//! `/keyword/{word}`: what is written about something.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use database::article::{self, Which};

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
#[template(path = "pages/keyword.html")]
struct KeywordPage {
    frame: Frame,
    word: String,
    count: String,
    search: String,
    teasers: Vec<Teaser>,
}

/// The articles with a keyword.
pub(crate) async fn page(
    State(site): Shared,
    Path(word): Path<String>,
    Query(asked): Query<Asked>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let page = Page::parse(&asked)?;
    let (word, count) = known(&site, word).await?;
    let which = Which::WithKeyword(word.clone());
    let list = list::of(&site, &which, page, &addresses::keyword(&word)).await?;
    let named = named(&word);
    let mut frame = Frame::new(&site.settings, format!("“{word}”")).list(
        &site.settings,
        list.links,
        (named.title, named.feed),
    );
    frame.description = format!("Articles about “{word}”.");
    let search = addresses::search(&word);
    let count = list::counted(count);
    let shown = KeywordPage { frame, word, count, search, teasers: list.teasers };
    answer::page(&site.settings, &request, &shown)
}

/// The same as RSS.
pub(crate) async fn feed(
    State(site): Shared,
    Path(word): Path<String>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let (word, _) = known(&site, word).await?;
    list::feed(&site, &request, &Which::WithKeyword(word.clone()), &named(&word)).await
}

/// A word with at least one article, and how many they are. Words are kept in lower case.
async fn known(site: &Site, word: String) -> Result<(String, i64), Failure> {
    let word = list::name(word)?.to_lowercase();
    match article::count(&site.database.read, &Which::WithKeyword(word.clone())).await? {
        0 => Err(Failure::NotFound),
        count => Ok((word, count)),
    }
}

fn named(word: &str) -> Named {
    let page = addresses::keyword(word);
    Named { title: format!("“{word}”"), feed: format!("{page}/feed.xml"), page }
}
