//! `/podcast`: what can be heard, and how to subscribe; and the podcast's feed.

mod subscribe;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use chrono::{DateTime, Utc};
use database::{
    Micros, author,
    episode::{self, Published},
    keyword,
};
use podcast::{Audio, COVER_NAME, Channel, Episode, episode_guid, feed_guid, render};

use self::subscribe::{App, apps};
use super::list::{changed_at, sample_note};
use crate::{
    Audience, Settings, Site, addresses,
    answer::{self, Document, Keep, answer},
    episodes,
    failure::Failure,
    frame::Frame,
    moment,
    paging::{Asked, PER_PAGE, Page},
    rights,
    site::Shared,
    teaser::{self, Teaser},
};

/// Where the feed is.
const FEED: &str = "/podcast/feed.xml";

#[derive(Template)]
#[template(path = "pages/podcast.html")]
struct PodcastPage {
    frame: Frame,
    address: String,
    apps: Vec<App>,
    /// Whether only this computer can reach the address.
    only_here: bool,
    episodes: Vec<Teaser>,
}

/// The episodes, with players.
pub(crate) async fn page(
    State(site): Shared,
    Query(asked): Query<Asked>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let page = Page::parse(&asked)?;
    let offset = page.offset(PER_PAGE);
    let mut rows = episode::published(&site.database.read, PER_PAGE + 1, offset).await?;
    if rows.is_empty() && !page.is_first() {
        return Err(Failure::NotFound);
    }
    let more = rows.len() as u64 > PER_PAGE;
    rows.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    rows.retain(|row| rights::may_hear(&row.card, site.settings.audience));
    // Episodes stand in the order in which they came, and bear that date.
    let heard_at: Vec<_> = rows.iter().map(|row| moment::of_instant(row.published_at)).collect();
    let cards: Vec<_> = rows.into_iter().map(|row| row.card).collect();
    let mut episodes = teaser::of_cards(&site, &cards).await?;
    for (episode, heard_at) in episodes.iter_mut().zip(heard_at) {
        episode.moment = heard_at;
    }

    let settings = &site.settings;
    let rss = (format!("{}: the podcast", settings.title), FEED.to_owned());
    let mut frame =
        Frame::new(settings, "Listen").list(settings, page.links("/podcast", more), rss);
    frame.here = "listen";
    "The stories worth hearing, read out by a synthetic voice.".clone_into(&mut frame.description);
    let address = settings.absolute(FEED);
    let shown = PodcastPage {
        frame,
        apps: apps(&address),
        only_here: !settings.lan && subscribe::is_loopback(&address),
        address,
        episodes,
    };
    answer::page(settings, &request, &shown)
}

/// `/podcast/feed.xml`
pub(crate) async fn feed(State(site): Shared, request: HeaderMap) -> Result<Response, Failure> {
    let settings = &site.settings;
    let heard = episodes::newest(&site.database, settings.audience, settings.feed_episodes).await?;
    let newest = heard.iter().map(|episode| episode.published_at).max();
    let cards: Vec<_> = heard.iter().map(|episode| episode.card.clone()).collect();
    let told = told(&site, heard).await?;
    let document = Document {
        content_type: "application/rss+xml; charset=utf-8",
        bytes: render(&channel(settings), &told).into(),
        changed_at: newest.max(changed_at(&cards)),
        keep: Keep::Feed,
    };
    Ok(answer(settings, &request, document))
}

fn channel(settings: &Settings) -> Channel {
    let feed_address = settings.absolute(FEED);
    let sample = if settings.sample { " (sample)" } else { "" };
    Channel {
        title: format!("{}{sample}", settings.title),
        description: format!(
            "{}The stories worth hearing from the sites you trust, read out by a synthetic voice.",
            sample_note(settings)
        ),
        link: settings.absolute("/podcast"),
        guid: feed_guid(&feed_address),
        feed_address,
        language: "en".to_owned(),
        author: settings.title.clone(),
        categories: vec![("News".to_owned(), Some("Daily News".to_owned()))],
        explicit: false,
        image: settings.absolute(&format!("/podcast/{COVER_NAME}")),
        copyright: Some(
            "Each article belongs to its publisher; see the episode's notes.".to_owned(),
        ),
        private: settings.audience == Audience::Household,
        owner: None,
        synthetic: true,
    }
}

/// The episodes as the feed tells them; one without a length or a time is left out.
async fn told(site: &Site, heard: Vec<Published>) -> Result<Vec<Episode>, Failure> {
    let ids: Vec<i64> = heard.iter().map(|episode| episode.card.id).collect();
    let authors = author::of_articles(&site.database.read, &ids).await?;
    let keywords = keyword::of_articles(&site.database.read, &ids).await?;
    let tell = |episode: Published| {
        let id = episode.card.id;
        let names = authors.iter().filter(|one| one.article_id == id).map(|one| one.name.clone());
        let words = keywords.iter().filter(|one| one.article_id == id).map(|one| one.word.clone());
        item(&site.settings, episode, names.collect(), words.collect())
    };
    Ok(heard.into_iter().filter_map(tell).collect())
}

fn item(
    settings: &Settings,
    episode: Published,
    authors: Vec<String>,
    keywords: Vec<String>,
) -> Option<Episode> {
    let Published { guid, published_at, card } = episode;
    let audio = Audio {
        address: addresses::absolute_media(settings, card.audio_key.as_deref()?),
        bytes: u64::try_from(card.audio_bytes?).ok()?,
        seconds: episodes::seconds(&card)?,
    };
    Some(Episode {
        guid: guid.parse().unwrap_or_else(|_| episode_guid(&card.address)),
        title: card.title,
        link: card.address,
        summary: card.summary,
        outlet: card.site_name,
        licence: Some(card.licence).filter(|licence| !licence.is_empty()),
        authors,
        published: utc(published_at)?.fixed_offset(),
        audio,
        keywords,
        image: None,
        language: card.language,
    })
}

fn utc(instant: Micros) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(instant.0)
}
