//! A host that somebody else may be crawling -> one request to it, in its turn.
//!
//! For a robots.txt that lies at another host, and for a person who looks at a site: they wait for
//! the host's lease like everybody, keep its pace, and give it back at once.

use std::time::Duration;

use database::{Micros, host};
use fetch::{FetchError, Request, Response};
use tokio::time::{Instant, sleep};

use super::{guest::Guest, robots};
use crate::{Context, clock::now, held};

/// How long a person waits for a host that somebody else holds.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// How often is tried meanwhile.
const TRY: Duration = Duration::from_millis(200);

/// A host that could not be had; another try, later, can help.
#[derive(Debug, thiserror::Error)]
pub enum HostBusy {
    /// Somebody else is asking it.
    #[error("{0} is being crawled just now; try again in a minute")]
    Held(String),
    /// It asked to be left alone, or does not answer.
    #[error("{0} is left alone for a while ({1}); try again later")]
    Resting(String, String),
}

/// Takes the lease of a host, waiting for it so long.
///
/// # Errors
/// [`HostBusy`]; or the database is away.
pub(super) async fn borrow(
    context: &Context,
    (name, patience): (&str, Duration),
) -> anyhow::Result<Guest> {
    let write = &context.database.write;
    let id = host::ensure(write, name).await?;
    let end = Instant::now() + patience;
    loop {
        let (start, until) = held::lease_until(context.settings.lease_micros());
        if let Some((lease, row)) = host::lease(write, id, start, until).await? {
            let mut guest = Guest::at(context, lease, row).await?;
            robots::recall(&mut guest);
            return Ok(guest);
        }
        let row = host::by_id(&context.database.read, id).await?;
        if let Some(row) = row.filter(|row| row.blocked_until > now()) {
            let reason = row.last_error.unwrap_or_default();
            return Err(HostBusy::Resting(row.name, reason).into());
        }
        if Instant::now() >= end {
            return Err(HostBusy::Held(name.to_owned()).into());
        }
        sleep(TRY).await;
    }
}

/// Gives a host back, with how it behaved.
///
/// # Errors
/// When the database is away: then the lease runs out by itself.
pub(super) async fn give_back(context: &Context, guest: &Guest) -> anyhow::Result<()> {
    let write = &context.database.write;
    host::keep_health(write, guest.lease(), &guest.health()).await?;
    guest.keep_original_health(context).await?;
    host::renew(write, guest.lease(), Micros::START).await?;
    Ok(())
}

/// Asks a host once, when it can be had within that time.
///
/// # Errors
/// Outer: [`HostBusy`], or the database is away. Inner: why there is no answer.
pub(super) async fn ask(
    context: &Context,
    (name, patience): (&str, Duration),
    request: &Request,
) -> anyhow::Result<Result<Response, FetchError>> {
    let mut guest = borrow(context, (name, patience)).await?;
    let lease = *guest.lease();
    let renew = |until| host::renew(&context.database.write, &lease, until);
    let work = guest.ask(context, 0, request);
    let Some(answer) = held::holding(context.settings.lease, renew, work).await else {
        return Err(HostBusy::Held(name.to_owned()).into());
    };
    give_back(context, &guest).await?;
    answer
}
