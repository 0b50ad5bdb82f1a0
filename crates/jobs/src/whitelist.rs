//! The whitelist -> sites, hosts and sources in the database.

use database::{Database, change, episode, host, site, source, source::Kind};
use discover::Address;

use crate::clock::now;

/// A site as the whitelist names it, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As people call it.
    pub name: String,
    /// Its front page.
    pub home: Address,
    /// BCP 47, lower case.
    pub language: Option<String>,
    /// Feeds, if named.
    pub feeds: Vec<Address>,
    /// News sitemaps, if named.
    pub news_sitemaps: Vec<Address>,
    /// Other sitemaps, if named.
    pub sitemaps: Vec<Address>,
    /// `open`, `personal` or `excerpt`.
    pub rights: String,
    /// SPDX name or address, or empty.
    pub licence: String,
    /// Least time between two requests, in milliseconds.
    pub min_delay_ms: i64,
    /// For where the general extractor fails.
    pub selectors: extract::Selectors,
    /// Voices and engines that its episodes are read by, in order, before those of the settings.
    pub voices: Vec<String>,
}

impl Entry {
    /// A site of which only the address is known.
    #[must_use]
    pub fn of(home: Address) -> Self {
        Self {
            name: home.host(),
            home,
            language: None,
            feeds: Vec::new(),
            news_sitemaps: Vec::new(),
            sitemaps: Vec::new(),
            rights: "personal".to_owned(),
            licence: String::new(),
            min_delay_ms: 0,
            selectors: extract::Selectors::default(),
            voices: Vec::new(),
        }
    }
}

/// Writes the sites of the whitelist's file, and disables those that it names no longer.
///
/// # Errors
/// When the database is away.
pub async fn apply(database: &Database, entries: &[Entry]) -> anyhow::Result<Vec<i64>> {
    let mut sites = Vec::with_capacity(entries.len());
    for entry in entries {
        sites.push(add(database, entry, "file").await?);
    }
    site::disable_left_over(&database.write, now()).await?;
    let gone = site::disable_others(&database.write, "file", &sites).await?;
    if !gone.is_empty() {
        tracing::info!(?gone, "The whitelist names these no longer: they are disabled");
    }
    Ok(sites)
}

/// Writes one site and its sources; `origin` is `file`, `command` or `run`.
///
/// # Errors
/// When the database is away.
pub async fn add(database: &Database, entry: &Entry, origin: &str) -> anyhow::Result<i64> {
    let listed = listed(entry, origin)?;
    let transaction = database.begin().await?;
    let known = site::by_host(&transaction, &listed.host).await?;
    let site = site::list(&transaction, &listed, now()).await?;
    let mut named = Vec::new();
    for (kind, address) in sources(entry) {
        add_source(&transaction, site, kind, address).await?;
        named.push(address.to_string());
    }
    source::forget_others(&transaction, site, &named).await?;
    if known.as_ref().is_some_and(|known| known.rights == "open" && listed.rights != "open") {
        // What lies open must not stay there.
        let speak_again = listed.rights == "personal";
        episode::withdraw_open_of_site(&transaction, site, speak_again, now()).await?;
    }
    let shows_otherwise =
        known.is_some_and(|known| known.rights != listed.rights || known.name != listed.name);
    if shows_otherwise {
        change::note_site(&transaction, site).await?;
    }
    transaction.commit().await?;
    Ok(site)
}

fn listed(entry: &Entry, origin: &str) -> anyhow::Result<site::Listed> {
    Ok(site::Listed {
        host: entry.home.host(),
        name: entry.name.clone(),
        home: entry.home.to_string(),
        language: entry.language.clone(),
        rights: entry.rights.clone(),
        licence: entry.licence.clone(),
        min_delay_ms: entry.min_delay_ms,
        selectors: serde_json::to_string(&entry.selectors)?,
        origin: origin.to_owned(),
        voices: (!entry.voices.is_empty()).then(|| entry.voices.join(",")),
    })
}

/// The sources that the whitelist names, the front page first.
fn sources(entry: &Entry) -> Vec<(Kind, &Address)> {
    let mut sources = vec![(Kind::Front, &entry.home)];
    sources.extend(entry.feeds.iter().map(|address| (Kind::Feed, address)));
    sources.extend(entry.news_sitemaps.iter().map(|address| (Kind::NewsSitemap, address)));
    sources.extend(entry.sitemaps.iter().map(|address| (Kind::Sitemap, address)));
    sources
}

async fn add_source(
    transaction: &database::Transaction,
    site_id: i64,
    kind: Kind,
    address: &Address,
) -> anyhow::Result<()> {
    let host_id = host::ensure(transaction, &address.host()).await?;
    let address = address.to_string();
    let new =
        source::NewSource { site_id, host_id, kind, address, configured: true, found_in: None };
    source::ensure(transaction, &new).await?;
    Ok(())
}
