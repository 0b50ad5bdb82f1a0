//! `/search?q=`: what the index finds, the best first or the newest.

use std::{collections::HashMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use database::article::{self, Card};
use search::{Found, Order, Piece};
use serde::Deserialize;

use super::{
    front,
    list::{self, FEED_ITEMS, Named},
};
use crate::{
    Audience, Site, addresses, answer,
    failure::Failure,
    frame::Frame,
    moment,
    paging::Page,
    site::Shared,
    teaser::{self, Link, Teaser},
};

/// Hits on one page.
const PER_PAGE: u64 = 20;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    order: String,
    page: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/search.html")]
struct SearchPage {
    frame: Frame,
    query: String,
    newest: bool,
    total: String,
    notes: Vec<String>,
    hits: Vec<Hit>,
    words: Vec<Link>,
}

struct Hit {
    teaser: Teaser,
    snippet: Vec<Piece>,
}

/// The results, or how to search.
pub(crate) async fn page(
    State(site): Shared,
    Query(asked): Query<Asked>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let page = Page::of(asked.page.as_deref())?;
    let order = order(&asked.order)?;
    let text = asked.q.trim().to_owned();
    let mut query = query(&site, &text, order);
    (query.limit, query.offset) =
        (20, usize::try_from(page.offset(PER_PAGE)).unwrap_or(usize::MAX));
    let notes = query.notes.clone();
    let found =
        if text.is_empty() { Found { total: 0, hits: vec![] } } else { find(&site, query).await? };
    let total = found.total as u64;
    let more = total > page.offset(PER_PAGE) + PER_PAGE;
    let hits = hits(&site, found).await?;

    let path = if order == Order::Newest {
        format!("{}&order=newest", addresses::search(&text))
    } else {
        addresses::search(&text)
    };
    let title = if text.is_empty() { "Search".to_owned() } else { format!("Search: {text}") };
    let mut frame = Frame::new(&site.settings, title)
        .list(&site.settings, page.links(&path, more), rss(&text))
        .hidden();
    frame.here = "search";
    if text.is_empty() {
        frame.feed = None;
    }
    let words = if hits.is_empty() { suggestions(&site).await? } else { vec![] };
    let newest = order == Order::Newest;
    let total = list::counted(i64::try_from(total).unwrap_or(i64::MAX));
    let shown = SearchPage { frame, query: text, newest, total, notes, hits, words };
    answer::page(&site.settings, &request, &shown)
}

/// The newest results as RSS.
pub(crate) async fn feed(
    State(site): Shared,
    Query(asked): Query<Asked>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let text = asked.q.trim();
    if text.is_empty() {
        return Err(Failure::wrong("“q” must hold what is to be searched."));
    }
    let mut query = query(&site, text, Order::Newest);
    query.limit = usize::try_from(FEED_ITEMS).unwrap_or(usize::MAX);
    let found = find(&site, query).await?;
    let mut cards = cards(&site, &found).await?;
    let ordered: Vec<Card> =
        found.hits.iter().filter_map(|hit| cards.remove(&hit.article)).collect();
    let (title, feed) = rss(text);
    let named = Named { title, page: addresses::search(text), feed };
    list::feed_of(&site, &request, &ordered, &named).await
}

#[derive(Template)]
#[template(path = "opensearch.xml")]
struct Description<'a> {
    newspaper: &'a str,
    address: &'a str,
}

/// `/opensearch.xml`: how browsers search here.
pub(crate) async fn description(State(site): Shared) -> Result<Response, Failure> {
    let settings = &site.settings;
    let text =
        Description { newspaper: &settings.title, address: &settings.public_url }.render()?;
    let content_type = [(header::CONTENT_TYPE, "application/opensearchdescription+xml")];
    Ok((content_type, text).into_response())
}

fn order(text: &str) -> Result<Order, Failure> {
    match text {
        "" | "best" => Ok(Order::Best),
        "newest" => Ok(Order::Newest),
        _ => Err(Failure::wrong("“order” must be “best” or “newest”.")),
    }
}

fn rss(text: &str) -> (String, String) {
    let feed = format!("/search/feed.xml?q={}", addresses::query_value(text));
    (format!("Search: {text}"), feed)
}

fn query(site: &Site, text: &str, order: Order) -> search::Query {
    let mut query = search::Query::parse(text);
    query.order = order;
    query.audience = match site.settings.audience {
        Audience::Household => search::Audience::Household,
        Audience::Public => search::Audience::Public,
    };
    query
}

/// Asks the index, on a thread that may block.
async fn find(site: &Site, query: search::Query) -> Result<Found, Failure> {
    let Some(index) = &site.index else {
        return Err(Failure::away(anyhow::anyhow!("this process has no search index")));
    };
    let index = Arc::clone(index);
    let found = tokio::task::spawn_blocking(move || index.search(&query)).await;
    found.map_err(Failure::broken)?.map_err(Failure::away)
}

async fn cards(site: &Site, found: &Found) -> Result<HashMap<i64, Card>, Failure> {
    let ids: Vec<i64> = found.hits.iter().map(|hit| hit.article).collect();
    let cards = article::cards(&site.database.read, &ids).await?;
    Ok(cards.into_iter().map(|card| (card.id, card)).collect())
}

/// The hits with their articles. One whose row is gone by now is left out. The snippet of an excerpt
/// is its summary, as the index's may be of the text.
async fn hits(site: &Site, found: Found) -> Result<Vec<Hit>, Failure> {
    let mut cards = cards(site, &found).await?;
    let (ordered, snippets): (Vec<Card>, Vec<Vec<Piece>>) = found
        .hits
        .into_iter()
        .filter_map(|hit| Some((cards.remove(&hit.article)?, hit.snippet)))
        .unzip();
    let today = ordered.iter().max_by_key(|card| card.sorted_at).and_then(moment::of_card);
    let teasers = teaser::beside(site, &ordered, today).await?;
    let hit = |(teaser, snippet): (Teaser, Vec<Piece>)| {
        let snippet = if teaser.whole { snippet } else { plain(&teaser.summary) };
        Hit { teaser, snippet }
    };
    Ok(teasers.into_iter().zip(snippets).map(hit).collect())
}

fn plain(text: &str) -> Vec<Piece> {
    vec![Piece { text: text.to_owned(), marked: false }]
}

/// Words to search instead.
async fn suggestions(site: &Site) -> Result<Vec<Link>, Failure> {
    let newest = article::newest(&site.database.read, &article::Which::Every, 1, 0).await?;
    front::words(site, newest.first().map(|card| card.sorted_at)).await
}
