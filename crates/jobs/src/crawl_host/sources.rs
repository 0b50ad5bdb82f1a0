//! A source -> new addresses in the frontier, and further sources.
//!
//! Asked conditionally. What it announces, and when it is due again, are committed together: a
//! crash before that costs one more request, and loses nothing.

use std::{sync::Arc, time::Duration};

use database::{Micros, address, host, site, source, source::Kind};
use discover::{Address, Sitemap, SitemapEntry};
use fetch::{Accept, Answer, FetchError, Response};

use tracing::warn;

use super::{Errand, guest::Guest, hosts::Hosts, page::ends_visit, wall::Chain};
use crate::clock::micros;

mod hub;
mod interval;
mod links;

use interval::{Asked, Outcome};

/// Further sources of each kind taken from a site: what keeps a poll of it small.
const MOST_FEEDS: i64 = 3;
const MOST_SECTIONS: i64 = 6;
const MOST_SITEMAPS: i64 = 6;
/// The home page, and where it has moved to.
const MOST_FRONTS: i64 = 2;
/// After how much silence a source that was found makes room for another, in seconds: two weeks.
const SILENT_SECONDS: i64 = 14 * 86_400;

/// What reading a source brings.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Addresses of articles, with when they were published, if told.
    pub(crate) articles: Vec<(Address, Option<Micros>)>,
    /// Further sources.
    pub(crate) sources: Vec<(Kind, Address)>,
    /// How long the answer asks to be believed: the TTL of a feed, `max-age`.
    pub(crate) fresh: Option<Duration>,
    /// Who tells of its news.
    pub(crate) hub: hub::Named,
    /// Of a sitemap that was read: the entries that were left out, as they are shaped like no
    /// article's address.
    pub(crate) passed_over: Option<usize>,
}

/// Asks a source, and keeps what it announces.
pub(crate) async fn ask(errand: &mut Errand<'_>, due: &source::Model) -> anyhow::Result<()> {
    errand.guest.raise_floor(errand.party.site.min_delay_ms);
    if is_article_after_all(errand, due).await? {
        return forget(errand, due).await;
    }
    let (ended, mut read) = match asked(errand, due).await? {
        Ok((etags, read)) => (Ok(etags), read),
        Err(error) => (Err(error), Read::default()),
    };
    if due.kind == Kind::Front.code()
        && let (Some(robots), Ok(front)) = (&errand.guest.robots, Address::parse(&due.address))
    {
        // Whatever the front page answered: its sitemaps are named elsewhere.
        read.sources.extend(links::sitemaps_of(robots, &front));
    }
    if let Err(error) = &ended
        && due.kind == Kind::Front.code()
        && !errand.guest.is_replay()
    {
        errand.party.tally.error.get_or_insert_with(|| format!("{}: {error}", due.address));
    }
    let new = keep(errand, due, ended, read).await?;
    errand.party.tally.found += new;
    Ok(())
}

/// Whether a list that the front page links to is an article by now, as a feed says: it is asked for
/// once, as that.
async fn is_article_after_all(errand: &Errand<'_>, due: &source::Model) -> anyhow::Result<bool> {
    if due.kind != Kind::Section.code() || due.configured || errand.guest.is_replay() {
        return Ok(false);
    }
    Ok(address::is_of_article(&errand.context.database.read, &due.address).await?)
}

async fn forget(errand: &mut Errand<'_>, due: &source::Model) -> anyhow::Result<()> {
    let transaction = errand.context.database.begin().await?;
    host::confirm(&transaction, errand.guest.lease()).await?;
    source::forget(&transaction, due.id).await?;
    Ok(transaction.commit().await?)
}

/// Puts a source off at which our own part failed. What ends the visit is passed on.
pub(crate) async fn put_off(
    errand: &mut Errand<'_>,
    due: &source::Model,
    error: anyhow::Error,
) -> anyhow::Result<()> {
    if ends_visit(&error) {
        return Err(error);
    }
    let reason = format!("{error:#}");
    warn!(address = due.address, reason, "A source could not be dealt with, and waits");
    keep(errand, due, Err(reason), Read::default()).await.map(drop)
}

/// For the next conditional request: `ETag` and `Last-Modified`.
type Validators = (Option<String>, Option<String>);

/// What a source announces, or why that is not known.
async fn asked(
    errand: &mut Errand<'_>,
    due: &source::Model,
) -> anyhow::Result<Result<(Validators, Read), String>> {
    let Ok(address) = Address::parse(&due.address) else {
        return Ok(Err("its address is not one".to_owned()));
    };
    if !allowed(errand.guest, &address) {
        return Ok(Err("robots.txt denies it".to_owned()));
    }
    let (response, address) = match fetch_source(errand, due, address).await? {
        Ok(Fetched::Here(response, address)) => (*response, address),
        Ok(Fetched::Moved(to)) => {
            if !Address::parse(&errand.party.site.home).is_ok_and(|home| to.same_site(&home)) {
                return Ok(Err(format!("it has moved to {to}, which is no part of the site")));
            }
            // Another host, whose turn it is: a source of its own.
            let moved = Read { sources: vec![(Kind::of(&due.kind), to)], ..Read::default() };
            return Ok(Ok(((due.etag.clone(), due.last_modified.clone()), moved)));
        }
        Err(error) => return Ok(Err(error)),
    };
    let Response { answer, headers, .. } = response;
    let Answer::Page(page) = answer else {
        errand.party.tally.not_modified += 1;
        let etag = headers.etag.or_else(|| due.etag.clone());
        let last_modified = headers.last_modified.or_else(|| due.last_modified.clone());
        let read = Read { fresh: headers.max_age, ..Read::default() };
        return Ok(Ok(((etag, last_modified), read)));
    };
    let validators = (headers.etag, headers.last_modified);
    let (kind, content_type) = (Kind::of(&due.kind), headers.content_type);
    let core = Arc::clone(&errand.context.cores).acquire_owned().await?;
    let work = move || {
        let _core = core;
        let mut read = links::read(kind, &page.body, content_type.as_deref(), &address)?;
        read.hub = read.hub.or_in_header(headers.link.as_deref(), &address);
        Ok(read)
    };
    let read: Result<Read, &str> = tokio::task::spawn_blocking(work).await?;
    let fresh = |read: Read| Read { fresh: read.fresh.max(headers.max_age), ..read };
    Ok(read.map(|read| (validators, fresh(read))).map_err(str::to_owned))
}

fn allowed(guest: &Guest, address: &Address) -> bool {
    guest.robots.as_ref().is_some_and(|robots| robots.allows(&address.path_and_query()))
}

/// What asking for a source came to.
enum Fetched {
    /// An answer, by this address.
    Here(Box<Response>, Address),
    /// It has moved to another host.
    Moved(Address),
}

/// Follows redirects within the host.
async fn fetch_source(
    errand: &mut Errand<'_>,
    due: &source::Model,
    address: Address,
) -> anyhow::Result<Result<Fetched, String>> {
    let Errand { context, guest, party } = errand;
    let accept = match Kind::of(&due.kind) {
        Kind::Front | Kind::Section => Accept::Page,
        Kind::Feed | Kind::NewsSitemap | Kind::Sitemap => Accept::Feed,
    };
    let mut chain = Chain::begin(address, &guest.wall);
    loop {
        let mut request = chain.request(accept);
        request.etag.clone_from(&due.etag);
        request.last_modified.clone_from(&due.last_modified);
        let response = match guest.ask(context, party.site.id, &request).await? {
            Ok(response) => response,
            Err(error) => return Ok(Err(explain(&error))),
        };
        match &response.answer {
            Answer::Page(_) | Answer::NotModified => {
                return Ok(Ok(Fetched::Here(Box::new(response), chain.address().clone())));
            }
            Answer::Status { status, .. } => return Ok(Err(format!("HTTP {status}"))),
            Answer::Redirect { to, .. } => match Address::parse(to.as_str()) {
                Ok(to) if to.host() == guest.name() => {
                    if !allowed(guest, &to) {
                        return Ok(Err("robots.txt denies it".to_owned()));
                    }
                    if let Err(end) = chain.go_on(to, &mut guest.wall) {
                        return Ok(Err(end.to_string()));
                    }
                }
                Ok(to) => return Ok(Ok(Fetched::Moved(to))),
                Err(_) => return Ok(Err("a redirect to no address".to_owned())),
            },
        }
    }
}

fn explain(error: &FetchError) -> String {
    format!("{error} ({})", error.code())
}

/// Commits what a source brought, and when it is due again. Returns how many addresses are new.
async fn keep(
    errand: &mut Errand<'_>,
    due: &source::Model,
    ended: Result<Validators, String>,
    read: Read,
) -> anyhow::Result<u64> {
    let Errand { context, guest, party } = errand;
    let site = &party.site;
    let now = guest.time();
    let home = Address::parse(&site.home)?;
    let transaction = context.database.begin().await?;
    host::confirm(&transaction, guest.lease()).await?;
    let mut hosts = Hosts::new(&transaction);
    let found = found(&mut hosts, (site, &home), Kind::of(&due.kind), read.articles).await?;
    let (new, is_news) = add_addresses(&transaction, &found, (now, due.checked_at)).await?;
    // What an archive has of a source may be years old: nothing that is known of today gives way to it.
    let reading = (!guest.is_replay()).then_some((due.id, now));
    for (kind, address) in read.sources {
        let place = (&transaction, &mut hosts);
        add_source(place, (site, &home), (kind, &address), reading).await?;
    }
    let left_out = hosts.left_out();
    if guest.is_replay() {
        // When the site is asked again is learnt from the site.
        transaction.commit().await?;
        party.left_out += left_out;
        return Ok(new);
    }
    let is_told = hub::keep(context, &transaction, due.id, read.hub).await?;
    let answer = if is_news { Outcome::News } else { Outcome::Silent };
    let outcome = if ended.is_ok() { answer } else { Outcome::Failed(due.failures) };
    let resting = guest.rests().then(|| guest.rest_until());
    let interval = interval::next(Asked {
        last: due.interval_micros,
        outcome,
        poll_min: context.settings.poll_min,
    });
    // A hub tells of news once: what could not be had then is asked for as if there were none.
    let least = if is_told && ended.is_ok() { hub::WHILE_TOLD } else { context.settings.poll_min };
    let wait = interval.wait.max(least).max(read.fresh.unwrap_or_default());
    let (etag, last_modified) = match &ended {
        Ok(etags) => etags.clone(),
        Err(_) => (due.etag.clone(), due.last_modified.clone()),
    };
    let asked = source::Asked {
        id: due.id,
        etag,
        last_modified,
        at: now,
        pushed_before: due.pushed_at,
        push_from: now.plus_micros(micros(interval::until_push(
            due.pushed_at > due.checked_at,
            outcome,
            context.settings.poll_min,
        ))),
        due_at: resting.unwrap_or_else(|| now.plus_micros(micros(wait.min(interval::MOST)))),
        interval_micros: micros(interval.kept),
        news: is_news,
        passed_over: read.passed_over.and_then(|count| i64::try_from(count).ok()),
        error: ended.err(),
    };
    source::keep(&transaction, &asked).await?;
    transaction.commit().await?;
    party.left_out += left_out;
    Ok(new)
}

/// What a source announces, as rows: of the site, on hosts that may have a queue.
async fn found(
    hosts: &mut Hosts<'_>,
    (site, home): (&site::Model, &Address),
    kind: Kind,
    mut articles: Vec<(Address, Option<Micros>)>,
) -> anyhow::Result<Vec<address::Found>> {
    let rank = match kind {
        Kind::Feed | Kind::NewsSitemap => 0,
        Kind::Front | Kind::Section => 1,
        Kind::Sitemap => 2,
    };
    // In one order everywhere: two workers that announce the same must not lock each other out.
    articles.sort_by(|one, other| one.0.cmp(&other.0));
    let mut found = Vec::new();
    for (address, published_hint) in articles {
        if !address.same_site(home) {
            continue;
        }
        let Some(host_id) = hosts.id_of(&address).await? else { continue };
        let address = address.as_str().to_owned();
        found.push(address::Found { address, site_id: site.id, host_id, published_hint, rank });
    }
    Ok(found)
}

/// Puts addresses into the frontier: how many are new, and whether one is news. What another source
/// told of first, after this one was last asked, is news of this one too.
async fn add_addresses(
    transaction: &database::Transaction,
    found: &[address::Found],
    (now, asked_before): (Micros, Micros),
) -> anyhow::Result<(u64, bool)> {
    let new = address::add(transaction, found, now).await?;
    Ok((new, address::any_found_since(transaction, found, asked_before).await?))
}

async fn add_source(
    (transaction, hosts): (&database::Transaction, &mut Hosts<'_>),
    (site, home): (&site::Model, &Address),
    (kind, address): (Kind, &Address),
    reading: Option<(i64, Micros)>,
) -> anyhow::Result<()> {
    let most = match kind {
        Kind::Feed => MOST_FEEDS,
        Kind::Section => MOST_SECTIONS,
        Kind::Sitemap | Kind::NewsSitemap => MOST_SITEMAPS,
        Kind::Front => MOST_FRONTS,
    };
    if !address.same_site(home) || address == home {
        return Ok(());
    }
    if kind == Kind::Section && address::is_of_article(transaction, address.as_str()).await? {
        return Ok(());
    }
    if source::count(transaction, site.id, kind).await? >= most {
        if source::is_known(transaction, site.id, address.as_str()).await? {
            return Ok(());
        }
        let Some((reading, now)) = reading else { return Ok(()) };
        source::forget_silent(
            transaction,
            site.id,
            (kind, reading),
            now.plus_seconds(-SILENT_SECONDS),
        )
        .await?;
        if source::count(transaction, site.id, kind).await? >= most {
            return Ok(());
        }
    }
    let Some(host_id) = hosts.id_of(address).await? else { return Ok(()) };
    let address = address.as_str().to_owned();
    let new = source::NewSource { site_id: site.id, host_id, kind, address, configured: false };
    source::ensure(transaction, &new).await?;
    Ok(())
}

/// From the entries of a sitemap, those that lead to sitemaps in turn.
pub(crate) fn kind_of_sitemap(address: &Address) -> Kind {
    let path = address.url().path().to_ascii_lowercase();
    if path.contains("news") { Kind::NewsSitemap } else { Kind::Sitemap }
}

/// The newest entries of an index or a list, as many as `most`; those without a date are kept in
/// their order behind the others.
pub(crate) fn newest(sitemap: Sitemap, most: usize) -> Vec<SitemapEntry> {
    let (Sitemap::Index(mut entries) | Sitemap::Pages(mut entries)) = sitemap;
    entries.sort_by_key(|entry| std::cmp::Reverse(told(entry)));
    entries.truncate(most);
    entries
}

/// When an entry's article was published or changed, if told.
pub(crate) fn told(entry: &SitemapEntry) -> Option<chrono::DateTime<chrono::Utc>> {
    entry.news.as_ref().and_then(|news| news.published).or(entry.modified)
}
