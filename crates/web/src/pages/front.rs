//! `/`: the front page, and the older articles behind it.

mod layout;

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use database::{
    Micros,
    article::{self, Card, Which},
    keyword,
    site::enabled,
};

use self::layout::Layout;
use super::list::{self, Named};
use crate::{
    Site, addresses, answer, episodes,
    failure::Failure,
    frame::Frame,
    moment,
    paging::{Asked, PER_PAGE, Page},
    site::Shared,
    teaser::{self, Link, Outlet, Teaser},
};

/// Episodes of the front page.
const EPISODES: u64 = 4;
/// Words that stand in many articles.
const WORDS: u64 = 10;
/// How long a word is remembered, in hours before the newest article.
const WORD_HOURS: i64 = 48;

#[derive(Template)]
#[template(path = "pages/front.html")]
struct FrontPage {
    frame: Frame,
    day: String,
    layout: Layout,
    episodes: Vec<Teaser>,
    words: Vec<Link>,
    outlets: Vec<Outlet>,
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/older.html")]
struct OlderPage {
    frame: Frame,
    teasers: Vec<Teaser>,
}

/// The front page, or older articles on the pages behind it.
pub(crate) async fn page(
    State(site): Shared,
    Query(asked): Query<Asked>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let page = Page::parse(&asked)?;
    if !page.is_first() {
        return older(&site, page, &request).await;
    }
    let mut cards = article::newest(&site.database.read, &Which::Every, PER_PAGE + 1, 0).await?;
    let more = cards.len() as u64 > PER_PAGE;
    cards.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    // One story that several outlets tell in the same words is told once.
    let mut told = BTreeSet::new();
    cards.retain(|card| card.story_id.is_none_or(|story| told.insert(story)));
    // What tells no date may be of any day: it stands behind what is known to be new.
    cards.sort_by_key(|card| card.published_at.is_none());
    let today = cards.first().and_then(moment::of_card);
    let teasers = teaser::beside(&site, &cards, today).await?;
    let heard = episodes::newest(&site.database, site.settings.audience, EPISODES).await?;
    let heard: Vec<Card> = heard.into_iter().map(|episode| episode.card).collect();
    let sites = enabled(&site.database.read).await?;
    let links = page.links("/", more);
    let mut frame = Frame::new(&site.settings, "").list(&site.settings, links, rss());
    frame.here = "front";
    let front = FrontPage {
        more: frame.links.next.clone(),
        frame,
        day: today.map(moment::day).unwrap_or_default(),
        layout: Layout::of(teasers),
        episodes: teaser::beside(&site, &heard, today).await?,
        words: words(&site, cards.first().map(|card| card.sorted_at)).await?,
        outlets: sites.iter().map(|site| Outlet::new(&site.host, &site.name)).collect(),
    };
    answer::page(&site.settings, &request, &front)
}

async fn older(site: &Site, page: Page, request: &HeaderMap) -> Result<Response, Failure> {
    let list = list::of(site, &Which::Every, page, "/").await?;
    let title = format!("Older articles, page {}", page.number());
    let frame = Frame::new(&site.settings, title).list(&site.settings, list.links, rss());
    let older = OlderPage { frame, teasers: list.teasers };
    answer::page(&site.settings, request, &older)
}

/// `/feed.xml`
pub(crate) async fn feed(State(site): Shared, request: HeaderMap) -> Result<Response, Failure> {
    let (title, feed) = rss();
    let named = Named { title, page: "/".to_owned(), feed };
    list::feed(&site, &request, &Which::Every, &named).await
}

fn rss() -> (String, String) {
    ("The newest articles".to_owned(), "/feed.xml".to_owned())
}

/// What many write about in the two days before the newest article.
pub(super) async fn words(site: &Site, newest: Option<Micros>) -> Result<Vec<Link>, Failure> {
    let Some(newest) = newest else { return Ok(Vec::new()) };
    let since = newest.hour() - WORD_HOURS;
    let words = keyword::most_frequent(&site.database.read, since, WORDS).await?;
    Ok(words.into_iter().map(|word| Link { href: addresses::keyword(&word), name: word }).collect())
}
