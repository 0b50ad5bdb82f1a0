//! What the pages of lists share: a page of teasers, and the list as RSS.

use axum::{http::HeaderMap, response::Response};
use database::{
    Micros,
    article::{self, Card, Which},
    keyword,
};
use podcast::{List, ListItem, ListSource, render_list};

use crate::{
    Settings, Site, addresses,
    answer::{Document, Keep, answer},
    failure::Failure,
    moment,
    paging::{Links, PER_PAGE, Page},
    teaser::{self, Teaser},
};

/// Items of a list's RSS.
pub(crate) const FEED_ITEMS: u64 = 50;

/// Longest name in an address, in bytes.
const LONGEST_NAME: usize = 400;

/// A name from an address; what no row can be called is not found.
pub(crate) fn name(text: String) -> Result<String, Failure> {
    let plausible = !text.is_empty() && text.len() <= LONGEST_NAME;
    if plausible && !text.chars().any(char::is_control) { Ok(text) } else { Err(Failure::NotFound) }
}

/// One page of a list.
pub(crate) struct ListPage {
    pub(crate) teasers: Vec<Teaser>,
    pub(crate) links: Links,
}

/// The articles of one page of a list at this address.
pub(crate) async fn of(
    site: &Site,
    which: &Which,
    page: Page,
    address: &str,
) -> Result<ListPage, Failure> {
    let offset = page.offset(PER_PAGE);
    let mut cards = article::newest(&site.database.read, which, PER_PAGE + 1, offset).await?;
    let more = cards.len() as u64 > PER_PAGE;
    cards.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    if cards.is_empty() && !page.is_first() {
        return Err(Failure::NotFound);
    }
    let teasers = teaser::of_cards(site, &cards).await?;
    Ok(ListPage { teasers, links: page.links(address, more) })
}

/// `1 article`, `12 articles`.
pub(crate) fn counted(articles: i64) -> String {
    match articles {
        1 => "1 article".to_owned(),
        _ => format!("{articles} articles"),
    }
}

/// What a list's RSS is called, and where the list and the RSS are.
pub(crate) struct Named {
    pub(crate) title: String,
    /// Path of the page.
    pub(crate) page: String,
    /// Path of the RSS.
    pub(crate) feed: String,
}

/// The newest articles of a list as RSS.
pub(crate) async fn feed(
    site: &Site,
    request: &HeaderMap,
    which: &Which,
    named: &Named,
) -> Result<Response, Failure> {
    let cards = article::newest(&site.database.read, which, FEED_ITEMS, 0).await?;
    feed_of(site, request, &cards, named).await
}

/// These articles as RSS.
pub(crate) async fn feed_of(
    site: &Site,
    request: &HeaderMap,
    cards: &[Card],
    named: &Named,
) -> Result<Response, Failure> {
    let settings = &site.settings;
    let ids: Vec<i64> = cards.iter().map(|card| card.id).collect();
    let keywords = keyword::of_articles(&site.database.read, &ids).await?;
    let items: Vec<ListItem> = cards
        .iter()
        .map(|card| {
            let words = keywords.iter().filter(|one| one.article_id == card.id);
            item(settings, card, words.map(|one| one.word.clone()).collect())
        })
        .collect();
    let list = List {
        title: format!("{} · {}", named.title, settings.title),
        description: format!("{}{}", sample_note(settings), "The newest articles of this list."),
        link: settings.absolute(&named.page),
        feed_address: settings.absolute(&named.feed),
        language: None,
    };
    let document = Document {
        content_type: "application/rss+xml; charset=utf-8",
        bytes: render_list(&list, &items).into(),
        changed_at: changed_at(cards),
        keep: Keep::Feed,
    };
    Ok(answer(settings, request, document))
}

/// When the newest of these versions was fetched.
pub(crate) fn changed_at(cards: &[Card]) -> Option<Micros> {
    cards.iter().map(|card| card.fetched_at).max()
}

/// What feeds say first if the articles are made up.
pub(crate) fn sample_note(settings: &Settings) -> &'static str {
    if settings.sample { "A made-up sample newspaper, not real news. " } else { "" }
}

fn item(settings: &Settings, card: &Card, keywords: Vec<String>) -> ListItem {
    let outlet = format!("{}/feed.xml", addresses::site(&card.site_host));
    ListItem {
        title: card.title.clone(),
        link: settings.absolute(&addresses::article(card.id, &card.slug)),
        published: card.published_at.and_then(|at| moment::at(at, card.published_offset_minutes)),
        summary: card.summary.clone(),
        keywords,
        source: Some(ListSource {
            title: card.site_name.clone(),
            address: settings.absolute(&outlet),
        }),
    }
}
