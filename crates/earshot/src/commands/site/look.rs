//! Looking at a site: what would be found and extracted. Stores nothing.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use database::site;
use discover::{Address, Feed, Links, Robots, read_feed, read_links};
use extract::{Article, NotAnArticle, Selectors};
use fetch::{Accept, Trail};
use jobs::{Context, HostBusy, Looked, look};

use super::{crawl_delay, trouble};
use crate::{output, settings::Settings, sites, wiring};

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

/// Somebody who looks at addresses, one after another.
pub(super) struct Onlooker<'s> {
    settings: &'s Settings,
    pub(super) context: Context,
    trail: Trail,
}

impl<'s> Onlooker<'s> {
    pub(super) async fn new(settings: &'s Settings) -> anyhow::Result<Self> {
        let database = wiring::database(settings).await?;
        let mut context = wiring::context(settings, database, None).await?;
        let trail = Trail::default();
        context.client = context.client.leaving(trail.clone());
        Ok(Self { settings, context, trail })
    }

    /// Prints what would be found and extracted at an address.
    pub(super) async fn check(&self, address: &Address) -> anyhow::Result<ExitCode> {
        let page = self.front(address).await?;
        if !page.idle.is_empty() && page.feed.is_none() {
            let idle = page.idle.join(", ");
            output::note(&format!("Selectors of its site that find nothing here: {idle}."));
        }
        match (&page.extracted, &page.feed) {
            (Ok(article), _) => print_article(article, page.reserved),
            (Err(_), Some(feed)) => print_feed(feed),
            (Err(reason), None) => {
                output::result(&format!("Not an article itself: {reason} It links to:"));
                print_links(&page);
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Looks at a page.
    ///
    /// # Errors
    /// With the address that is the trouble, which may be another one.
    pub(super) async fn front(&self, address: &Address) -> anyhow::Result<Front> {
        let looked = look(&self.context, address, Accept::Page).await;
        let looked = looked.map_err(|error| trouble::told(self.settings, &self.trail, &error))?;
        // Whoever waits for more of it is to know why.
        crawl_delay::tell(&looked.address.host(), &looked.robots);
        let fetched_at = jobs::clock::to_chrono(jobs::clock::now());
        let selectors = self.selectors(&looked.address).await?;
        Ok(tokio::task::spawn_blocking(move || read(looked, &selectors, fetched_at)).await?)
    }

    /// The selectors of an address's site: those of the whitelist, which the next start applies, or else
    /// those that are known already.
    async fn selectors(&self, address: &Address) -> anyhow::Result<Selectors> {
        // A whitelist that is wrong is told by whoever applies it: this is a look at a page.
        let listed = sites::read(self.settings.sites.as_deref()).unwrap_or_default();
        let listed = listed.into_iter().find(|site| site.home.host() == address.host());
        if let Some(site) = listed {
            return Ok(site.selectors);
        }
        let known = site::by_host(&self.context.database.read, &address.host()).await?;
        let selectors = known.and_then(|site| serde_json::from_str(&site.selectors).ok());
        Ok(selectors.unwrap_or_default())
    }

    /// Finds a site's feeds and sitemaps: those that its front page names, else at the usual places.
    pub(super) async fn sources(&self, home: &Address, front: Front) -> anyhow::Result<Sources> {
        let Front { links, robots, .. } = front;
        let mut sources = Sources::default();
        let guesses = discover::guess_feed_paths().iter().filter_map(|path| home.join(path).ok());
        let named = !links.feeds.is_empty();
        let candidates: Vec<Address> =
            if named { links.feeds } else { guesses.take(MOST_FEEDS).collect() };
        for candidate in candidates.into_iter().take(MOST_FEEDS) {
            let looked = match look(&self.context, &candidate, Accept::Feed).await {
                Ok(looked) => looked,
                Err(error) if error.is::<HostBusy>() => return Err(error),
                Err(_) => continue,
            };
            if let Ok(feed) = read_feed(&looked.body, &looked.address) {
                sources.take_feed(candidate, feed);
            }
        }
        for sitemap in sitemaps(&robots, home).into_iter().chain(links.sitemaps) {
            if sitemap.url().path().contains("news") {
                sources.news_sitemaps.push(sitemap);
            } else {
                sources.sitemaps.push(sitemap);
            }
        }
        Ok(sources)
    }
}

impl Sources {
    /// One more feed, once; the first one that tells a name and a language is believed.
    pub(super) fn take_feed(&mut self, address: Address, feed: Feed) {
        self.name = self.name.take().or(feed.title);
        self.language = self.language.take().or(feed.language);
        if !self.feeds.contains(&address) {
            self.feeds.push(address);
        }
    }
}

fn print_feed(feed: &Feed) {
    let entries = output::counted(feed.entries.len() as u64, "article");
    output::result(&format!("A feed, {}. It announces {entries}:", or_none(feed.title.as_deref())));
    for entry in &feed.entries {
        let published = entry.published.map(|at| at.to_rfc3339());
        output::result(&format!(
            "article  {}  {}",
            entry.address,
            published.as_deref().unwrap_or("no date")
        ));
    }
}

fn print_links(page: &Front) {
    let Front { links, robots, address, .. } = page;
    let denied = |to: &Address| {
        let is_denied = to.host() == address.host() && !robots.allows(&to.path_and_query());
        if is_denied { "  (robots.txt denies it)" } else { "" }
    };
    for feed in &links.feeds {
        output::result(&format!("feed     {feed}{}", denied(feed)));
    }
    for sitemap in sitemaps(robots, address).iter().chain(&links.sitemaps) {
        output::result(&format!("sitemap  {sitemap}{}", denied(sitemap)));
    }
    for section in &links.sections {
        output::result(&format!("section  {section}{}", denied(section)));
    }
    for article in &links.articles {
        let denied = denied(&article.address);
        output::result(&format!("article  {}  {}{denied}", article.address, article.text));
    }
}

/// The sitemaps that robots.txt names.
fn sitemaps(robots: &Robots, base: &Address) -> Vec<Address> {
    robots.sitemaps().iter().filter_map(|address| base.join(address).ok()).collect()
}

fn or_none(text: Option<&str>) -> &str {
    text.unwrap_or("none")
}

fn print_article(article: &Article, reserved: bool) {
    output::result(&format!("title     {}", article.title));
    output::result(&format!("authors   {}", article.authors.join(", ")));
    let published = article.published.as_ref().map(|moment| moment.at.to_rfc3339());
    output::result(&format!("published {}", or_none(published.as_deref())));
    output::result(&format!("language  {}", or_none(article.language.as_deref())));
    output::result(&format!("keywords  {}", article.keywords.join(", ")));
    output::result(&format!("summary   {}", article.summary));
    output::result(&format!("shown     {}", shown(article, reserved)));
    output::result("");
    output::result(&article.text());
}

/// How much of it readers will see, as far as the page decides.
fn shown(article: &Article, reserved: bool) -> &'static str {
    match (article.paywalled, reserved) {
        (true, _) => {
            "as an excerpt, and never spoken: the whole article is for subscribers. Found:"
        }
        (_, true) => "as an excerpt, and never spoken: the publisher reserves the text. Found:",
        (false, false) => "whole, where the rights of its site allow it",
    }
}

/// A page that was looked at: its links, the article on it if there is one, and what its host
/// allows.
pub(super) struct Front {
    /// The address that answered.
    pub(super) address: Address,
    pub(super) links: Links,
    pub(super) extracted: Result<Article, NotAnArticle>,
    /// The names of the site's selectors that find nothing.
    idle: Vec<&'static str>,
    /// Whether the publisher reserves the text.
    reserved: bool,
    /// What it is instead of a page.
    pub(super) feed: Option<Feed>,
    robots: Robots,
}

impl Front {
    /// Whether it leads on, to articles or to sections.
    pub(super) fn has_links(&self) -> bool {
        !self.links.articles.is_empty() || !self.links.sections.is_empty()
    }
}

fn read(looked: Looked, selectors: &Selectors, fetched_at: DateTime<Utc>) -> Front {
    let content_type = looked.headers.content_type.as_deref();
    let about_text = looked.headers.pairs_about_text();
    let headers = extract::Headers::of(&about_text);
    let page = extract::Page {
        bytes: &looked.body,
        content_type,
        headers,
        address: looked.address.url(),
        fetched_at,
    };
    let links = read_links(&extract::decode(&looked.body, content_type), &looked.address);
    let extracted = extract::extract_article_with(&page, selectors);
    let idle = extract::idle_selectors(&page, selectors);
    let is_reserved = extracted.as_ref().is_ok_and(|article| article.reserved);
    Front {
        links,
        reserved: is_reserved || headers.reserve(),
        feed: read_feed(&looked.body, &looked.address).ok().filter(|_| extracted.is_err()),
        extracted,
        idle,
        robots: looked.robots,
        address: looked.address,
    }
}
