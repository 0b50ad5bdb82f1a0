//! robots.txt before anything else, by RFC 9309; kept with the host for a day.

use std::time::Duration;

use database::host;
use discover::{Address, MAX_ROBOTS_BYTES, Robots};
use fetch::{Accept, Answer, FetchError, Request, Response};
use tracing::info;

use super::{
    borrowed::{self, HostBusy},
    guest::Guest,
};
use crate::{Context, clock::now};

/// The name by which robots.txt addresses us.
const PRODUCT_TOKEN: &str = "Earshot";
/// What an error of asking for the rules begins with.
pub(super) const FILE: &str = "robots.txt: ";
/// How long an answer is believed, in seconds (RFC 9309, section 2.4: at most a day).
const BELIEVED_SECONDS: i64 = 86_400;
/// How long until a host whose robots.txt could not be had is asked again, in seconds.
const AGAIN_SECONDS: i64 = 60;
/// How long is waited for another host at once, and how often: half a minute, in which whoever holds it
/// has learnt its rules, mostly. Two that wait for each other both go on after it.
const TRY_AT_OTHER: Duration = Duration::from_secs(1);
const TRIES_AT_OTHER: usize = 30;
/// Redirects followed (RFC 9309, section 2.3.1.2: at least five).
const MOST_REDIRECTS: usize = 5;

/// Makes sure that the rules are known, by the scheme of an address of the host. False when they
/// cannot be had: then nothing is asked, and nothing is refused either, as the rules may well allow
/// it later.
pub(crate) async fn ensure(
    context: &Context,
    guest: &mut Guest,
    address: &Address,
) -> anyhow::Result<bool> {
    if guest.robots.is_some() {
        return Ok(true);
    }
    let (status, text) = match believed(guest) {
        _ if guest.is_replay() => recorded(context, guest, address).await?,
        Some(known) => known,
        None => ask_and_keep(context, guest, address).await?,
    };
    learn(guest, status, &text);
    Ok(guest.robots.is_some())
}

/// Forgets that the rules could not be had a moment ago: a person is waiting.
pub(super) fn doubt_failure(guest: &mut Guest) {
    if guest.known_robots.1 == Some(0) {
        guest.known_robots.1 = None;
    }
}

/// Recalls the rules that are believed, without asking.
pub(super) fn recall(guest: &mut Guest) {
    if let Some((status, text)) = believed(guest) {
        learn(guest, status, &text);
    }
}

/// What may be asked of a host, where its rules are believed.
#[must_use]
pub fn rules_of(row: &host::Model) -> Option<Robots> {
    let (status, text) = believed_of(row)?;
    Some(Robots::from_answer(status, text.as_bytes(), PRODUCT_TOKEN))
}

/// Status and text, where they are believed and say anything.
fn believed_of(row: &host::Model) -> Option<(u16, &str)> {
    let status = row.robots_status.filter(|_| row.robots_until > now())?;
    let status = u16::try_from(status).ok().filter(|status| !is_unavailable(*status))?;
    Some((status, row.robots.as_deref().unwrap_or_default()))
}

fn believed(guest: &Guest) -> Option<(u16, String)> {
    let (until, status, text) = &guest.known_robots;
    let status = u16::try_from((*status)?).ok()?;
    (*until > now()).then(|| (status, text.clone().unwrap_or_default()))
}

fn learn(guest: &mut Guest, status: u16, text: &str) {
    if is_unavailable(status) {
        return;
    }
    guest.robots = Some(Robots::from_answer(status, text.as_bytes(), PRODUCT_TOKEN));
    let pace = guest.pace();
    if pace.crawl_delay_clamped() {
        let wished = pace.crawl_delay;
        info!(host.name = guest.name(), ?wished, "The crawl-delay is longer than is honoured");
    }
}

/// The rules in the archive; where they are not, those that are known, and else none: an archive holds
/// what was allowed when it was fetched, and nobody is asked now.
async fn recorded(
    context: &Context,
    guest: &mut Guest,
    address: &Address,
) -> anyhow::Result<(u16, String)> {
    let (status, text) = ask(context, guest, address).await?;
    if !is_unavailable(status) {
        return Ok((status, text));
    }
    let (_, status, text) = &guest.known_robots;
    let status = status.and_then(|status| u16::try_from(status).ok());
    let known = status.filter(|status| !is_unavailable(*status));
    Ok((known.unwrap_or(404), text.clone().unwrap_or_default()))
}

async fn ask_and_keep(
    context: &Context,
    guest: &mut Guest,
    address: &Address,
) -> anyhow::Result<(u16, String)> {
    let (status, text) = ask(context, guest, address).await?;
    if is_unavailable(status) {
        guest.blame_rules();
    }
    let until = match is_unavailable(status) {
        true if guest.rests() => guest.rest_until(),
        true => now().plus_seconds(AGAIN_SECONDS),
        false => now().plus_seconds(BELIEVED_SECONDS),
    };
    host::keep_robots(&context.database.write, guest.lease(), status, &text, until).await?;
    if let Some(original) = &context.original {
        original.keep_robots(guest.host_id(), (status, &text), until).await?;
    }
    Ok((status, text))
}

/// RFC 9309, section 2.3.1.4: a server's error, or no answer (0), denies everything for now.
fn is_unavailable(status: u16) -> bool {
    status == 0 || status == 429 || status >= 500
}

/// Asks for robots.txt, following redirects to wherever they lead: the rules found there are those
/// of this host (RFC 9309, section 2.3.1.2).
async fn ask(
    context: &Context,
    guest: &mut Guest,
    address: &Address,
) -> anyhow::Result<(u16, String)> {
    let Ok(mut address) = address.join("/robots.txt") else { return Ok((0, String::new())) };
    for _hop in 0..=MOST_REDIRECTS {
        let Response { answer, status, .. } = match ask_for(context, guest, &address).await? {
            Told::Answer(answer) => *answer,
            Told::Rules(status, text) => return Ok((status, text)),
            Told::Nothing => return Ok((0, String::new())),
        };
        match answer {
            Answer::Page(page) => {
                return Ok((status, Robots::text_to_keep(&page.body)));
            }
            Answer::Redirect { to, .. } => match Address::parse(to.as_str()) {
                Ok(to) if context.client.check(to.url()).is_ok() && guest.pause().await? => {
                    address = to;
                }
                // Rules that lie where we must not go, or not yet, are rules that we do not know.
                _ => return Ok((0, String::new())),
            },
            Answer::NotModified | Answer::Status { .. } => return Ok((status, String::new())),
        }
    }
    Ok((404, String::new()))
}

/// What asking for a file of rules came to.
enum Told {
    Answer(Box<Response>),
    /// Status and text of another host's, which it was asked for not long ago.
    Rules(u16, String),
    Nothing,
}

impl Told {
    fn of(answer: Result<Response, FetchError>) -> Self {
        answer.map_or(Self::Nothing, |answer| Self::Answer(Box::new(answer)))
    }
}

/// One request for a file of rules; another host is asked only by whoever holds it, too.
async fn ask_for(context: &Context, guest: &mut Guest, address: &Address) -> anyhow::Result<Told> {
    let mut request = Request::new(address.url().clone(), Accept::Text);
    request.body_bytes = Some(MAX_ROBOTS_BYTES as u64);
    request.truncate = true;
    if address.host() == guest.name() || guest.is_replay() {
        return Ok(Told::of(guest.ask(context, 0, &request).await?));
    }
    for _try in 0..TRIES_AT_OTHER {
        if let Some((status, text)) = of_other(context, address).await? {
            return Ok(Told::Rules(status, text));
        }
        let name = address.host();
        let asked = Box::pin(borrowed::ask(context, (&name, TRY_AT_OTHER), &request));
        match asked.await {
            Ok(answer) => return Ok(Told::of(answer)),
            Err(error) => match error.downcast_ref() {
                Some(HostBusy::Held(_)) => {}
                Some(HostBusy::Resting(..)) => break,
                None => return Err(error),
            },
        }
    }
    Ok(Told::Nothing)
}

/// The rules of another host, where they are believed: a publisher whose names all lead to one of them
/// is mostly being crawled under that one.
async fn of_other(context: &Context, address: &Address) -> anyhow::Result<Option<(u16, String)>> {
    if address.path_and_query() != "/robots.txt" {
        return Ok(None);
    }
    let known = host::by_name(&context.database.read, &address.host()).await?;
    let rules = known.as_ref().and_then(believed_of);
    Ok(rules.map(|(status, text)| (status, text.to_owned())))
}
