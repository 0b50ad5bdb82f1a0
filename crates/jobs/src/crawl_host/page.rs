//! An address -> its page -> an article in the database, or the reason why there is none.
//!
//! The article, the outcome of its address and the change for search are one transaction, fenced by
//! the host's lease. Redirects are followed one by one, each paced and checked anew.

use chrono::{DateTime, Utc};
use database::{DatabaseError, Micros, address, article, host, site};
use discover::Address;
use extract::{NotAnArticle, Selectors};
use fetch::{Accept, Answer, FetchError, Headers, Response};

use super::{Errand, SHORT_REST_SECONDS, barren::Yield, canonical, reason, secured, wall::Chain};
use tracing::warn;

use super::guest::Stopped;
use crate::Context;

mod again;
mod article_row;
mod elsewhere;
mod ended;
mod first;
mod keep;

use elsewhere::pass_on;
use first::First;
use keep::keep;

/// What asking for a page came to.
enum Outcome {
    /// An article, and who answered with it.
    Article(Box<Found>),
    /// As it was when it was last stored.
    NotModified,
    /// No article, for good.
    Refused(&'static str, Option<u16>),
    /// No answer this time.
    Failed(&'static str, Option<u16>),
    /// We are not welcome: 401 or 403.
    Forbidden(u16),
    /// It leads to another host of the site, which has a turn of its own.
    Elsewhere(Address),
    /// It leads to an article that is known.
    Known(i64),
    /// It was not asked for.
    HeldBack,
    /// It names an address that waits for its first answer until then.
    Behind(Micros),
}

/// A page's article, and who answered with it.
type Found = (extract::Article, Answered);

/// Who answered with an article, when, what the headers told, and what it says.
#[derive(Clone)]
struct Answered {
    address: Address,
    asked_at: Micros,
    headers: Headers,
    said: Said,
    /// The address that the page names as its own, where it is another one and can be believed.
    named: Option<Address>,
}

/// The text of an article, and its hash.
#[derive(Clone)]
struct Said {
    text: String,
    hash: String,
}

impl Outcome {
    fn brought(&self) -> Yield {
        match self {
            Self::Article(..) | Self::NotModified | Self::Known(_) => Yield::Article,
            // That it may not be asked for says nothing of what it is.
            Self::Refused(reason, _) if *reason != "robots" => Yield::Nothing,
            _ => Yield::Unknown,
        }
    }
}

/// What came of asking for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) brought: Yield,
    /// Its own page, unless it is denied, and one more where that had to be known before.
    pub(crate) pages: u64,
}

/// Asks for a page, and ends its address.
pub(crate) async fn ask(errand: &mut Errand<'_>, due: &address::Model) -> anyhow::Result<Asked> {
    errand.guest.raise_floor(errand.party.site.min_delay_ms);
    let outcome = follow(errand, due, None).await?;
    // What may not be asked for costs nothing of the budget.
    let is_denied = matches!(outcome, Outcome::Refused("robots", _));
    let mut asked = Asked { brought: outcome.brought(), pages: u64::from(!is_denied) };
    let outcome = match first::before(errand, due, &outcome).await? {
        First::Nothing => outcome,
        First::Wait(until) => Outcome::Behind(until),
        First::Ask(first) => {
            asked.pages += 1;
            first::ask(errand, &first, &outcome).await?;
            first::behind(errand, due, &first).await?.unwrap_or(outcome)
        }
    };
    settle(errand, due, outcome).await?;
    Ok(asked)
}

fn named(article: &extract::Article, answered: &Address) -> Option<Address> {
    let stated = article.canonical.as_deref();
    let named = canonical::believable(answered, stated, &article.title);
    (named != *answered).then_some(named)
}

/// Keeps what came of asking for a page.
async fn settle(
    errand: &mut Errand<'_>,
    due: &address::Model,
    outcome: Outcome,
) -> anyhow::Result<()> {
    match outcome {
        Outcome::Article(article) => keep(errand, due, *article).await,
        other => end(errand, due, other).await,
    }
}

/// Leaves an address for another day without asking for it, as others of its template were in vain.
pub(crate) async fn hold_back(errand: &mut Errand<'_>, due: &address::Model) -> anyhow::Result<()> {
    end(errand, due, Outcome::HeldBack).await
}

/// Puts an address off at which our own part failed (a panic, a busy database), so that it cannot
/// hold up its host for ever. What ends the visit is passed on; a database that is away fails here, too.
pub(crate) async fn put_off(
    errand: &mut Errand<'_>,
    due: &address::Model,
    error: anyhow::Error,
) -> anyhow::Result<()> {
    if ends_visit(&error) {
        return Err(error);
    }
    warn!(address = due.address, "A page could not be dealt with, and waits: {error:#}");
    end(errand, due, Outcome::Failed("internal", None)).await
}

/// Whether nothing more is to be done at the host, and no row is to bear it: somebody else has the host
/// by now, or what is fetched can be kept no longer.
pub(crate) fn ends_visit(error: &anyhow::Error) -> bool {
    error.is::<Stopped>()
        || matches!(error.downcast_ref(), Some(DatabaseError::LeaseLost))
        || matches!(error.downcast_ref(), Some(FetchError::Unrecorded))
}

/// Asks for a page, redirect by redirect. Where that leads to the page `at_hand`, it is not asked again.
async fn follow(
    errand: &mut Errand<'_>,
    due: &address::Model,
    at_hand: Option<&Found>,
) -> anyhow::Result<Outcome> {
    let context = errand.context;
    let Ok(address) = Address::parse(&due.address) else {
        return Ok(Outcome::Refused("not_article", None));
    };
    let spelled = secured::spelling(context, errand.guest, address.clone());
    if spelled == address {
        return follow_from(errand, due, address, at_hand).await;
    }
    if let Some(known) = known_instead(context, due, &spelled, at_hand).await? {
        return Ok(known);
    }
    let outcome = follow_from(errand, due, spelled, at_hand).await?;
    if errand.guest.is_replay() || !is_failure_by_https(&outcome) {
        return Ok(outcome);
    }
    // Not all of the host is there by https: from now on everything is asked for as it is written.
    errand.guest.is_secured = Some(false);
    follow_from(errand, due, address, at_hand).await
}

/// Whether what was asked for by https in place of http may be there by http alone.
fn is_failure_by_https(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Refused("http_status", Some(400..=499)) | Outcome::Forbidden(_) => true,
        Outcome::Refused(reason, _) | Outcome::Failed(reason, _) => {
            matches!(*reason, "tls" | "connect" | "protocol")
        }
        _ => false,
    }
}

/// The same from one address.
async fn follow_from(
    errand: &mut Errand<'_>,
    due: &address::Model,
    address: Address,
    at_hand: Option<&Found>,
) -> anyhow::Result<Outcome> {
    let context = errand.context;
    let mut chain = Chain::begin(address, &errand.guest.wall);
    loop {
        let robots = errand.guest.robots.as_ref();
        if !robots.is_some_and(|robots| robots.allows(&chain.address().path_and_query())) {
            return Ok(Outcome::Refused("robots", None));
        }
        let mut request = chain.request(Accept::Page);
        // Validators are those of what answered, and of nothing else on the way there.
        let validated = due.answered.as_deref().unwrap_or(&due.address);
        if due.article_id.is_some() && chain.address().as_str() == validated {
            request.etag.clone_from(&due.etag);
            request.last_modified.clone_from(&due.last_modified);
        }
        let response = match errand.guest.ask(context, errand.party.site.id, &request).await? {
            Ok(response) => response,
            Err(error) => return Ok(failure(&error)),
        };
        let Answer::Redirect { to, .. } = &response.answer else {
            return answered(errand, chain.address().clone(), response).await;
        };
        let Ok(to) = Address::parse(to.as_str()) else {
            return Ok(Outcome::Refused("redirect_loop", Some(response.status)));
        };
        if let Some(known) = known_instead(context, due, &to, at_hand).await? {
            return Ok(known);
        }
        if to.host() != errand.guest.name() {
            return Ok(elsewhere(context, &errand.party.site, to));
        }
        if let Err(end) = chain.go_on(to, &mut errand.guest.wall) {
            return Ok(Outcome::Refused(end.code(), Some(response.status)));
        }
        if !errand.guest.pause().await? {
            return Ok(Outcome::Failed("resting", Some(response.status)));
        }
    }
}

/// What is known of where a page has moved to: another article, or the page `at_hand`.
async fn known_instead(
    context: &Context,
    due: &address::Model,
    to: &Address,
    at_hand: Option<&Found>,
) -> anyhow::Result<Option<Outcome>> {
    if let Some(article) = known_at(context, to).await?
        && due.article_id != Some(article)
    {
        return Ok(Some(Outcome::Known(article)));
    }
    let found = at_hand.filter(|(_, answer)| answer.address == *to);
    Ok(found.map(|found| Outcome::Article(Box::new(found.clone()))))
}

/// The article that an address is known to lead to, under any of its addresses.
async fn known_at(context: &Context, address: &Address) -> anyhow::Result<Option<i64>> {
    let read = &context.database.read;
    let article = article::by_address(read, address.as_str()).await?.map(|article| article.id);
    Ok(match article {
        None => address::article_of(read, address.as_str()).await?,
        known => known,
    })
}

/// A redirect to another host: only of the same site, and only to an address we may ask at all.
fn elsewhere(context: &Context, site: &site::Model, to: Address) -> Outcome {
    if let Err(error) = context.client.check(to.url()) {
        return failure(&error);
    }
    match Address::parse(&site.home) {
        Ok(home) if to.same_site(&home) => Outcome::Elsewhere(to),
        _ => Outcome::Refused("elsewhere", None),
    }
}

fn failure(error: &FetchError) -> Outcome {
    let reason = error.code();
    if error.may_pass() { Outcome::Failed(reason, None) } else { Outcome::Refused(reason, None) }
}

/// An answer that is no redirect.
async fn answered(
    errand: &mut Errand<'_>,
    address: Address,
    response: Response,
) -> anyhow::Result<Outcome> {
    let Errand { context, party, guest } = errand;
    let asked_at = Micros(response.asked_at.timestamp_micros());
    match response.answer {
        Answer::NotModified => {
            party.tally.not_modified += 1;
            guest.is_welcome();
            Ok(Outcome::NotModified)
        }
        Answer::Status { status: status @ (408 | 425 | 429 | 500..=599), .. } => {
            Ok(Outcome::Failed("http_status", Some(status)))
        }
        Answer::Page(page) => {
            party.tally.fetched += 1;
            guest.is_welcome();
            context.progress.page();
            let extracted = extract(
                context,
                &party.selectors,
                (&address, response.asked_at),
                page.body,
                response.headers.clone(),
            )
            .await?;
            Ok(match extracted {
                Ok((article, said)) => {
                    let headers = response.headers;
                    let named = named(&article, &address);
                    let answer = Answered { address, asked_at, headers, said, named };
                    Outcome::Article(Box::new((article, answer)))
                }
                Err(reason) => Outcome::Refused(reason.code(), Some(response.status)),
            })
        }
        Answer::Status { status: status @ (401 | 403), .. } => Ok(Outcome::Forbidden(status)),
        // Payment asked for, or the law forbids it (RFC 9110, section 15.5.3; RFC 7725).
        Answer::Status { status: status @ (402 | 451), .. } => {
            Ok(Outcome::Refused("rights", Some(status)))
        }
        Answer::Redirect { status, .. } | Answer::Status { status, .. } => {
            Ok(Outcome::Refused("http_status", Some(status)))
        }
    }
}

async fn extract(
    context: &Context,
    selectors: &Selectors,
    (address, fetched_at): (&Address, DateTime<Utc>),
    body: bytes::Bytes,
    headers: Headers,
) -> anyhow::Result<Result<(extract::Article, Said), NotAnArticle>> {
    let selectors = selectors.clone();
    let url = address.url().clone();
    let work = move || {
        let about_text = headers.pairs_about_text();
        let page = extract::Page {
            bytes: &body,
            content_type: headers.content_type.as_deref(),
            headers: extract::Headers::of(&about_text),
            address: &url,
            fetched_at,
        };
        let article = extract::extract_article_with(&page, &selectors)?;
        let text = article.text();
        let hash = hex::encode(stories::text_hash(&text));
        Ok((article, Said { text, hash }))
    };
    context.cores.run(work).await
}

/// Leaves an address as it is, but for why an archive could not end it.
async fn note(errand: &mut Errand<'_>, due: &address::Model, reason: &str) -> anyhow::Result<()> {
    if due.outcome.is_some() {
        return Ok(());
    }
    errand.party.refused.insert(due.id, reason::in_summary(reason).to_owned());
    if due.reason.as_deref() != Some(reason) {
        address::note_reason(&errand.context.database.write, due.id, reason).await?;
    }
    Ok(())
}

/// Ends an address that brought no article.
async fn end(
    errand: &mut Errand<'_>,
    due: &address::Model,
    outcome: Outcome,
) -> anyhow::Result<()> {
    let Errand { context, guest, party } = errand;
    if guest.is_replay()
        && let Some(reason) = ended::stays(due, &outcome)
    {
        return note(errand, due, reason).await;
    }
    let now = guest.time();
    let transaction = context.database.begin().await?;
    host::confirm(&transaction, guest.lease()).await?;
    let ended = match outcome {
        Outcome::NotModified => ended::unchanged(due, now),
        Outcome::Refused(reason, status) => ended::refused(due, reason, status, now),
        Outcome::Failed(reason, status) => ended::failed(due, reason, status, guest, now),
        Outcome::Forbidden(status) => ended::forbidden(due, status, guest, now),
        Outcome::Known(article) => ended::same(article),
        Outcome::HeldBack => ended::held_back(due, now),
        Outcome::Elsewhere(to) => pass_on(&transaction, party, due, &to).await?,
        Outcome::Behind(until) => ended::behind(due, until),
        Outcome::Article(..) => return Ok(()),
    };
    if due.article_id.is_none()
        && let Some(reason) = &ended.reason
        && ended.due_at.is_none_or(|due_at| due_at > now.plus_seconds(SHORT_REST_SECONDS))
    {
        party.refused.insert(due.id, reason::in_summary(reason).to_owned());
    }
    address::end(&transaction, due.id, &ended, now).await?;
    transaction.commit().await?;
    Ok(())
}
