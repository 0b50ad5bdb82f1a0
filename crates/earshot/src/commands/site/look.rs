//! Looking at a site: what would be found and extracted. Stores nothing.

use std::process::ExitCode;

use discover::{Address, Links, Robots, read_feed, read_links};
use extract::{Article, NotAnArticle};
use fetch::{Accept, FetchError};
use jobs::{Context, HostBusy, look};

use crate::output;

/// Feeds looked at.
const MOST_FEEDS: usize = 5;

/// What a site offers.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) name: Option<String>,
    pub(super) language: Option<String>,
    pub(super) feeds: Vec<Address>,
    pub(super) news_sitemaps: Vec<Address>,
    pub(super) sitemaps: Vec<Address>,
}

/// Finds a site's feeds and sitemaps: those that it names, else at the usual places.
pub(super) async fn sources(context: &Context, home: &Address) -> anyhow::Result<Sources> {
    let Front { links, robots, .. } = front(context, home).await?;
    let mut sources = Sources::default();
    let guesses = discover::guess_feed_paths().iter().filter_map(|path| home.join(path).ok());
    let named = !links.feeds.is_empty();
    let candidates: Vec<Address> =
        if named { links.feeds } else { guesses.take(MOST_FEEDS).collect() };
    for candidate in candidates.into_iter().take(MOST_FEEDS) {
        let looked = match look(context, &candidate, Accept::Feed).await {
            Ok(looked) => looked,
            Err(error) if error.is::<HostBusy>() => return Err(error),
            Err(_) => continue,
        };
        let Ok(feed) = read_feed(&looked.body, &looked.address) else { continue };
        sources.name = sources.name.or(feed.title);
        sources.language = sources.language.or(feed.language);
        sources.feeds.push(candidate);
    }
    let in_robots = robots.sitemaps().iter().filter_map(|address| home.join(address).ok());
    for sitemap in in_robots.chain(links.sitemaps) {
        if sitemap.url().path().contains("news") {
            sources.news_sitemaps.push(sitemap);
        } else {
            sources.sitemaps.push(sitemap);
        }
    }
    Ok(sources)
}

/// Prints what would be found and extracted at an address.
pub(super) async fn check(context: &Context, address: &Address) -> anyhow::Result<ExitCode> {
    let Front { links, extracted, .. } = front(context, address).await?;
    match extracted {
        Ok(article) => print_article(&article),
        Err(reason) => {
            output::result(&format!("Not an article itself: {reason} It links to:"));
            print_links(&links);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_links(links: &Links) {
    for feed in &links.feeds {
        output::result(&format!("feed     {feed}"));
    }
    for sitemap in &links.sitemaps {
        output::result(&format!("sitemap  {sitemap}"));
    }
    for section in &links.sections {
        output::result(&format!("section  {section}"));
    }
    for article in &links.articles {
        output::result(&format!("article  {}  {}", article.address, article.text));
    }
}

fn print_article(article: &Article) {
    let or_none = |text: Option<&str>| text.unwrap_or("none").to_owned();
    output::result(&format!("title     {}", article.title));
    output::result(&format!("authors   {}", article.authors.join(", ")));
    let published = article.published.as_ref().map(|moment| moment.at.to_rfc3339());
    output::result(&format!("published {}", or_none(published.as_deref())));
    output::result(&format!("language  {}", or_none(article.language.as_deref())));
    output::result(&format!("keywords  {}", article.keywords.join(", ")));
    output::result(&format!("summary   {}", article.summary));
    output::result("");
    output::result(&article.text());
}

/// A page that was looked at: its links, the article on it if there is one, and what its host
/// allows.
struct Front {
    links: Links,
    extracted: Result<Article, NotAnArticle>,
    robots: Robots,
}

/// Says what to do about an address that is not public.
fn advise(error: anyhow::Error) -> anyhow::Error {
    let is_private =
        error.chain().any(|cause| cause.downcast_ref() == Some(&FetchError::PrivateAddress));
    if is_private {
        return error.context(
            "it is in a private network; allow that network in EARSHOT_FETCH_ALLOW_NETWORKS",
        );
    }
    error
}

async fn front(context: &Context, address: &Address) -> anyhow::Result<Front> {
    let looked = look(context, address, Accept::Page).await.map_err(advise)?;
    let fetched_at = jobs::clock::to_chrono(jobs::clock::now());
    let work = move || {
        let content_type = looked.headers.content_type.as_deref();
        let page = extract::Page {
            bytes: &looked.body,
            content_type,
            robots_header: looked.headers.x_robots_tag.as_deref(),
            address: looked.address.url(),
            fetched_at,
        };
        let links = read_links(&extract::decode(&looked.body, content_type), &looked.address);
        Front { links, extracted: extract::extract_article(&page), robots: looked.robots }
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}
