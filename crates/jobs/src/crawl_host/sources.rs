//! A source -> new addresses in the frontier, and further sources.
//!
//! Asked conditionally. What it announces, and when it is due again, are committed together: a
//! crash before that costs one more request, and loses nothing.

use std::time::Duration;

use database::{Micros, address, host, source, source::Kind};
use discover::{Address, PassedOver};
use fetch::{Accept, Answer, FetchError, Response};

use tracing::warn;

use super::{Errand, guest::Guest, page::ends_visit, wall::Chain};

mod further;
mod hub;
mod interval;
mod keep;
mod links;
mod newest;
mod take;

use keep::keep;

/// What reading a source brings.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Addresses of articles, with when they were published, if told.
    pub(crate) articles: Vec<(Address, Option<Micros>)>,
    /// Further sources.
    pub(crate) sources: Vec<(Kind, Address)>,
    /// Of an index: the sitemaps in it, the newest first.
    pub(crate) children: Vec<Address>,
    /// Where it has moved to: another host of the site.
    pub(crate) moved_to: Option<Address>,
    /// How long the body asks to be believed, the TTL of a feed; none: no body was read.
    pub(crate) ttl: Option<Duration>,
    /// How long the headers ask it: `max-age`.
    pub(crate) max_age: Option<Duration>,
    /// Who tells of its news.
    pub(crate) hub: hub::Named,
    /// The addresses in the body that are not asked for; none: no body was read.
    pub(crate) passed_over: Option<PassedOver>,
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

/// For the next conditional request: `ETag` and `Last-Modified`, and who gave them, where that is not the
/// source itself.
#[derive(Debug, Clone, Default)]
struct Validators {
    etag: Option<String>,
    last_modified: Option<String>,
    answered: Option<String>,
}

impl Validators {
    fn of(due: &source::Model) -> Self {
        let (etag, last_modified) = (due.etag.clone(), due.last_modified.clone());
        Self { etag, last_modified, answered: due.answered.clone() }
    }
}

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
                return Ok(Err(format!(
                    "it has moved to {to}, which is no part of the site: if the site is there now, \
                     write its new home into the whitelist"
                )));
            }
            // Another host, whose turn it is: a source of its own, in place of this one.
            let moved = Read { moved_to: Some(to), ..Read::default() };
            return Ok(Ok((Validators::of(due), moved)));
        }
        Err(error) => return Ok(Err(error)),
    };
    let Response { answer, headers, .. } = response;
    let answered = (address.as_str() != due.address).then(|| address.as_str().to_owned());
    let Answer::Page(page) = answer else {
        errand.party.tally.not_modified += 1;
        let etag = headers.etag.or_else(|| due.etag.clone());
        let last_modified = headers.last_modified.or_else(|| due.last_modified.clone());
        let read = Read { max_age: headers.max_age, ..Read::default() };
        return Ok(Ok((Validators { etag, last_modified, answered }, read)));
    };
    let link = headers.link();
    let (etag, last_modified) = (headers.etag, headers.last_modified);
    let validators = Validators { etag, last_modified, answered };
    let (kind, content_type) = (Kind::of(&due.kind), headers.content_type);
    let work = move || {
        let mut read = links::read(kind, &page.body, content_type.as_deref(), &address)?;
        read.hub = read.hub.or_in_header(link.as_deref(), &address);
        Ok(read)
    };
    let read: Result<Read, &str> = errand.context.cores.run(work).await?;
    let read = read.map(|read| Read { max_age: headers.max_age, ..read });
    Ok(read.map(|read| (validators, read)).map_err(str::to_owned))
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
    let (accept, body_bytes) = match Kind::of(&due.kind) {
        Kind::Front | Kind::Section => (Accept::Page, None),
        Kind::Feed => (Accept::Feed, None),
        Kind::NewsSitemap | Kind::Sitemap => (Accept::Feed, Some(links::MOST_SITEMAP_BYTES)),
    };
    let mut chain = Chain::begin(address, &guest.wall);
    loop {
        let mut request = chain.request(accept);
        // Validators are those of what answered, and of nothing else: two days' files may both be "v1".
        if chain.address().as_str() == due.answered.as_deref().unwrap_or(&due.address) {
            request.etag.clone_from(&due.etag);
            request.last_modified.clone_from(&due.last_modified);
        }
        request.body_bytes = body_bytes;
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
                    if !guest.pause().await? {
                        return Ok(Err("a redirect that is to be followed later".to_owned()));
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

/// From the entries of a sitemap, those that lead to sitemaps in turn.
pub(crate) fn kind_of_sitemap(address: &Address) -> Kind {
    let path = address.url().path().to_ascii_lowercase();
    if path.contains("news") { Kind::NewsSitemap } else { Kind::Sitemap }
}
