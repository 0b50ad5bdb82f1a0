//! `earshot site add`: the address of a front page, or of a feed -> a site, with what announces its
//! articles. Nothing is added where the address cannot be seen, is that of an article or of a page that
//! leads to none, or is in the whitelist.

use std::{collections::BTreeMap, process::ExitCode};

use anyhow::Context as _;
use database::{Database, site};
use discover::{Address, Feed};
use jobs::whitelist::{self, Entry};

use super::look::{Front, Onlooker};
use crate::{commands::Usage, output, settings::Settings};

/// What was seen at the address that was typed.
struct Seen {
    home: Address,
    front: Front,
    /// The feed, where the address is one's.
    feed: Option<(Address, Feed)>,
}

pub(super) async fn run(settings: &Settings, address: &str) -> anyhow::Result<ExitCode> {
    let typed = super::parse(address)?;
    let listed = crate::commands::whitelist(settings)?;
    refuse_listed(settings, &listed, &typed)?;
    let onlooker = Onlooker::new(settings).await?;
    let database = &onlooker.context.database;
    refuse_taken_over(database, &typed).await?;
    let Seen { home, front, feed } =
        Box::pin(look(&onlooker, &typed)).await.context("nothing is added")?;
    refuse_listed(settings, &listed, &home)?;
    refuse_taken_over(database, &home).await?;

    let known = site::by_host(&database.read, &home.host()).await?;
    let was_crawled = known.is_some_and(|known| known.origin == "command" && known.enabled);
    let has_links = front.has_links();
    let mut found = onlooker.sources(&home, front).await?;
    if let Some((address, feed)) = feed {
        output::note(&format!("{address} is a feed, of {home}: that site is added, with it."));
        found.take_feed(address, feed);
    }
    let entry = Entry {
        name: found.name.unwrap_or_else(|| home.host()),
        language: found.language,
        feeds: found.feeds,
        news_sitemaps: found.news_sitemaps,
        sitemaps: found.sitemaps,
        ..Entry::of(home)
    };
    whitelist::add(database, &entry, "command").await?;
    tell(&entry, was_crawled, has_links);
    Ok(ExitCode::SUCCESS)
}

/// What the whitelist names stays as it says: it would be written over this at the next start.
fn refuse_listed(settings: &Settings, listed: &[Entry], home: &Address) -> anyhow::Result<()> {
    let host = home.host();
    if !listed.iter().any(|entry| entry.home.host() == host) {
        return Ok(());
    }
    let place = settings.sites.as_deref().filter(|place| !crate::sites::is_built_in(place));
    let problem = match place {
        Some(place) => {
            format!("“{host}” is in the whitelist already, {}: change it there", place.display())
        }
        None => format!(
            "“{host}” is in the built-in list already; to have it otherwise, write a list of your \
             own and name it in EARSHOT_SITES"
        ),
    };
    Err(Usage(problem).into())
}

/// The same of a whitelist that is crawled, though this shell does not name it.
async fn refuse_taken_over(database: &Database, home: &Address) -> anyhow::Result<()> {
    let known = site::by_host(&database.read, &home.host()).await?;
    match known.filter(|known| known.origin == "file" && known.enabled) {
        Some(known) => {
            let problem = format!("“{}” is in the whitelist already: change it there", known.host);
            Err(Usage(problem).into())
        }
        None => Ok(()),
    }
}

/// Looks at the address, and at the front page that it belongs to.
async fn look(onlooker: &Onlooker<'_>, typed: &Address) -> anyhow::Result<Seen> {
    let mut front = onlooker.front(typed).await?;
    if let Some(feed) = front.feed.take() {
        let home = home_of(&feed).ok_or_else(|| Usage(of_many_sites(typed)))?;
        let front = onlooker.front(&home).await?;
        return Ok(Seen { home, front, feed: Some((typed.clone(), feed)) });
    }
    match &front.extracted {
        Ok(article) if typed.path_and_query() != "/" => {
            Err(Usage(article_instead(typed, &article.title)).into())
        }
        Err(_) if typed.path_and_query() != "/" && !front.has_links() => {
            Err(Usage(page_instead(typed)).into())
        }
        _ => Ok(Seen { home: typed.clone(), front, feed: None }),
    }
}

fn page_instead(typed: &Address) -> String {
    let home = root_of(typed);
    format!(
        "{typed} leads to no article, and is hardly a front page: `earshot site add {home}` adds its \
         site; `earshot site check {typed}` shows what is seen there"
    )
}

/// The front page, as most sites have it.
fn root_of(typed: &Address) -> String {
    typed.join("/").map_or_else(|_| typed.host(), |home| home.to_string())
}

fn article_instead(typed: &Address, title: &str) -> String {
    let home = root_of(typed);
    format!(
        "{typed} is an article (“{title}”), and not a front page: `earshot site add {home}` adds its \
         site; `earshot site check {typed}` shows what would be made of it"
    )
}

fn of_many_sites(typed: &Address) -> String {
    format!(
        "{typed} is a feed of several sites: `earshot site check {typed}` shows them; add the front \
         page of each that you want"
    )
}

/// The front page of the site that most articles of a feed are of; none where no site has most of them.
fn home_of(feed: &Feed) -> Option<Address> {
    let mut hosts = BTreeMap::<String, (usize, &Address)>::new();
    for entry in &feed.entries {
        hosts.entry(entry.address.host()).or_insert((0, &entry.address)).0 += 1;
    }
    let (count, article) = hosts.into_values().max_by_key(|(count, _)| *count)?;
    let is_most = count * 2 > feed.entries.len();
    article.join("/").ok().filter(|_| is_most)
}

fn tell(entry: &Entry, was_crawled: bool, has_links: bool) {
    let host = entry.home.host();
    output::note(&format!(
        "{} {} ({host}): {}, {}, {}. Its rights are “personal”.",
        if was_crawled { "Known already, and looked at again:" } else { "Added" },
        entry.name,
        output::counted(entry.feeds.len() as u64, "feed"),
        output::counted(entry.news_sitemaps.len() as u64, "news sitemap"),
        output::counted(entry.sitemaps.len() as u64, "sitemap")
    ));
    let announces = entry.feeds.len() + entry.news_sitemaps.len() + entry.sitemaps.len() > 0;
    if !announces && !has_links {
        output::note(&format!(
            "Nothing there leads to an article. If the address is not the right one, `earshot site \
             remove {host}` takes it out again."
        ));
    }
}

#[cfg(test)]
mod tests {
    use discover::read_feed;

    use super::*;

    fn home(links: &[&str]) -> Option<String> {
        let entry = |link: &&str| format!("<item><title>A</title><link>{link}</link></item>");
        let entries: String = links.iter().map(entry).collect();
        let text =
            format!("<rss version=\"2.0\"><channel><title>A</title>{entries}</channel></rss>");
        let source = Address::parse("https://feeds.example/a").unwrap();
        home_of(&read_feed(text.as_bytes(), &source).unwrap()).map(|home| home.to_string())
    }

    #[test]
    fn a_feeds_site_is_where_most_of_its_articles_are() {
        let own = ["https://a.example/1", "https://a.example/2", "https://b.example/3"];
        assert_eq!(home(&own).as_deref(), Some("https://a.example/"));
        assert_eq!(home(&["https://a.example/1", "https://b.example/2"]), None);
    }
}
