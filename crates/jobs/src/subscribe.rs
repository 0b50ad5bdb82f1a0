//! A hub that a feed names -> asked to tell us of the feed's news (WebSub), and asked again before it
//! forgets.
//!
//! Rung by the schedule: the rows say which hub is to be asked and when. Safe to run twice: the row is
//! leased, and a hub that is asked twice keeps one subscription. What the hub answers later comes in by
//! `web`'s callback. A hub is a host like any other: its robots.txt, its pace, its lease. Who never
//! confirms is asked ever more seldom, who denies never again.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use database::{
    Lease, Micros,
    subscription::{self, Asking, Model, State},
};
use discover::Address;
use fetch::{Answer, Form, Request, Response};
use tracing::warn;
use url::Url;

use crate::{
    Context, HostBusy,
    clock::{micros, now},
    crawl_host::ask_politely,
    held,
};

/// How long we wish to be told, in seconds: ten days, as the hubs that name a default do.
const LEASE_SECONDS: &str = "864000";
/// How long a hub may take to confirm before it is asked again.
const PATIENCE: Duration = Duration::from_mins(10);
/// Until a hub is asked again after its first failure; doubled by each further one.
const FIRST_BACKOFF: Duration = Duration::from_mins(1);
/// The longest that becomes.
const MOST_BACKOFF: Duration = Duration::from_hours(7 * 24);
/// How soon a hub is asked again that refused the request itself, at least.
const AFTER_REFUSAL: Duration = Duration::from_hours(24);
/// When a hub is tried again whose host somebody else held.
const WHILE_HELD: Duration = Duration::from_mins(2);
/// Times a hub is told that we want no more; then what it sends is answered with 410.
const MOST_FAREWELLS: i32 = 3;
/// Redirects followed, of those that keep the form (307 and 308).
const MOST_REDIRECTS: usize = 3;

/// Asks the hubs that are to be asked. Does nothing where hubs cannot reach us.
///
/// # Errors
/// When the database is away.
pub(crate) async fn ask_hubs(context: &Context) -> anyhow::Result<()> {
    let Some(callback) = &context.settings.callback else { return Ok(()) };
    let write = &context.database.write;
    subscription::leave_gone(write).await?;
    subscription::move_to(write, callback).await?;
    loop {
        let (start, until) = held::lease_until(context.settings.lease_micros());
        let Some((lease, row)) = subscription::lease(write, start, until).await? else {
            return Ok(());
        };
        let renew = |until| subscription::renew(write, &lease, until);
        let work = Box::pin(ask(context, callback, &lease, &row));
        if let Some(asked) = held::holding(context.settings.lease, renew, work).await {
            asked.context("a subscription")?;
            // It is gone if we took leave.
            let _gone = subscription::renew(write, &lease, Micros::START).await;
        }
    }
}

/// Asks one hub, and keeps why it could not be asked.
async fn ask(context: &Context, callback: &str, lease: &Lease, row: &Model) -> anyhow::Result<()> {
    let write = &context.database.write;
    let is_leaving = row.state == State::Leaving.code();
    if is_leaving && row.attempts >= MOST_FAREWELLS {
        return Ok(subscription::forget(write, lease).await?);
    }
    let wait = backoff(row.attempts);
    let later = |wait: Duration| now().plus_micros(micros(wait));
    let asking = Asking { callback, now: now(), next_try_at: later(wait.max(PATIENCE)) };
    subscription::begin(write, lease, asking).await?;
    // A hub forgets us by the address that it knows.
    let known = if is_leaving && !row.callback.is_empty() { &row.callback } else { callback };
    let asked = post(context, row, &form(row, known)).await;
    if asked.as_ref().is_err_and(anyhow::Error::is::<HostBusy>) {
        return Ok(subscription::put_off(write, lease, later(WHILE_HELD)).await?);
    }
    let Some(failure) = asked.unwrap_or_else(|error| Some(Failure::of(&error))) else {
        return Ok(());
    };
    warn!(hub = row.hub, reason = failure.reason, "A hub could not be asked, and is asked later");
    let next = later(wait.max(failure.wait));
    Ok(subscription::fail(write, lease, &failure.reason, next).await?)
}

/// Why a hub will not ask back.
struct Failure {
    reason: String,
    /// How long it is to be left alone, at least.
    wait: Duration,
}

impl Failure {
    fn of(error: &anyhow::Error) -> Self {
        Self { reason: format!("{error:#}"), wait: Duration::ZERO }
    }

    fn of_answer(response: &Response) -> Option<Self> {
        let Response { status, headers, .. } = response;
        // Those two say nothing of the request itself.
        let is_refused = (400..500).contains(status) && !matches!(status, 408 | 429);
        let least = if is_refused { AFTER_REFUSAL } else { Duration::ZERO };
        let wait = headers.retry_after.unwrap_or_default().max(least);
        let is_accepted = (200..300).contains(status);
        (!is_accepted).then(|| Self { reason: format!("HTTP {status}"), wait })
    }
}

/// The request (WebSub, section 5.1). The secret is told to hubs without TLS, too: it keeps off those
/// who cannot listen, and guards no more than how soon a feed is asked.
fn form(row: &Model, callback: &str) -> Form {
    let callback = format!("{callback}{}", row.token);
    let mut fields = vec![("hub.callback", callback.as_str()), ("hub.topic", row.topic.as_str())];
    if row.state == State::Leaving.code() {
        fields.push(("hub.mode", "unsubscribe"));
    } else {
        fields.push(("hub.mode", "subscribe"));
        fields.push(("hub.secret", row.secret.as_str()));
        fields.push(("hub.lease_seconds", LEASE_SECONDS));
    }
    Form::of(&fields)
}

/// None when the hub will ask back.
async fn post(context: &Context, row: &Model, form: &Form) -> anyhow::Result<Option<Failure>> {
    let mut hub = Url::parse(&row.hub)?;
    for _hop in 0..=MOST_REDIRECTS {
        let address = Address::parse(hub.as_str())?;
        let request = Request::post(hub, form.clone());
        let response = ask_politely(context, &address, &request).await?;
        let Answer::Redirect { status: 307 | 308, to } = &response.answer else {
            return Ok(Failure::of_answer(&response));
        };
        ensure!(to.scheme() == "https" || request.address.scheme() == "http", "no TLS there");
        hub = to.clone();
    }
    bail!("too many redirects")
}

/// How long a hub is left alone after so many askings without an answer.
fn backoff(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts).unwrap_or(0).min(20);
    (FIRST_BACKOFF * (1 << doublings)).min(MOST_BACKOFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_that_does_not_answer_is_asked_ever_more_seldom() {
        assert_eq!([0, 1, 2].map(backoff), [1, 2, 4].map(Duration::from_mins));
        assert_eq!(backoff(i32::MAX), MOST_BACKOFF);
        assert_eq!(backoff(-1), FIRST_BACKOFF);
    }
}
