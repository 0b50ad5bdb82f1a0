//! Looking at a site: what would be found and extracted. Stores nothing.

use std::process::ExitCode;

use discover::{Address, Links, Robots, read_feed, read_links};
use extract::{Article, NotAnArticle};
use fetch::{Accept, Client};

use super::get;
use crate::{output, settings::Settings, wiring};

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
pub(super) async fn sources(
    settings: &Settings,
    client: &Client,
    home: &Address,
) -> anyhow::Result<Sources> {
    let robots = robots(settings, client, home).await;
    let (links, _) = front(settings, client, home, &robots).await?;
    let mut sources = Sources::default();
    let guesses = discover::guess_feed_paths().iter().filter_map(|path| home.join(path).ok());
    let named = !links.feeds.is_empty();
    let candidates: Vec<Address> =
        if named { links.feeds } else { guesses.take(MOST_FEEDS).collect() };
    for candidate in candidates.into_iter().take(MOST_FEEDS) {
        if !robots.allows(&candidate.path_and_query()) {
            continue;
        }
        let Ok((address, body, _)) = get(settings, client, &candidate, Accept::Feed).await else {
            continue;
        };
        let Ok(feed) = read_feed(&body, &address) else { continue };
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
pub(super) async fn check(settings: &Settings, address: &Address) -> anyhow::Result<ExitCode> {
    let client = wiring::client(settings, None)?;
    let robots = robots(settings, &client, address).await;
    if !robots.allows(&address.path_and_query()) {
        output::result("robots.txt denies this address.");
        return Ok(ExitCode::FAILURE);
    }
    let (links, extracted) = front(settings, &client, address, &robots).await?;
    match extracted {
        Ok(article) => print_article(&article),
        Err(reason) => {
            output::result(&format!("No article here ({}): {reason}", reason.code()));
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

async fn robots(settings: &Settings, client: &Client, address: &Address) -> Robots {
    let Ok(file) = address.join("/robots.txt") else { return Robots::allow_all() };
    match get(settings, client, &file, Accept::Text).await {
        Ok((_, body, _)) => Robots::parse(&body, jobs::PRODUCT_TOKEN),
        // An answer that it is not there allows everything; no answer, nothing.
        Err(error) if error.to_string().contains("HTTP 4") => Robots::allow_all(),
        Err(_) => Robots::deny_all(),
    }
}

/// The links of a page, and the article on it if there is one.
async fn front(
    settings: &Settings,
    client: &Client,
    address: &Address,
    robots: &Robots,
) -> anyhow::Result<(Links, Result<Article, NotAnArticle>)> {
    anyhow::ensure!(robots.allows(&address.path_and_query()), "robots.txt denies {address}");
    let (address, body, headers) = get(settings, client, address, Accept::Page).await?;
    let fetched_at = jobs::clock::to_chrono(jobs::clock::now());
    let work = move || {
        let content_type = headers.content_type.as_deref();
        let page = extract::Page {
            bytes: &body,
            content_type,
            robots_header: headers.x_robots_tag.as_deref(),
            address: address.url(),
            fetched_at,
        };
        let links = read_links(&extract::decode(&body, content_type), &address);
        (links, extract::extract_article(&page))
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}
