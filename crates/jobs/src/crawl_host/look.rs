//! An address that a person looks at -> what answers there.
//!
//! As polite as the crawler: the host's lease, its robots.txt, its pace; and its own cookies back where
//! its redirects lead in a circle (0008). Of what it finds nothing is
//! stored; how the host is to be asked is: its robots.txt, believed for a day, and its pace.

use database::host;
use discover::{Address, Robots};
use fetch::{Accept, Answer, Headers, Request, Response};

use super::{
    borrowed::{HostBusy, PATIENCE, borrow, give_back},
    guest::Guest,
    robots,
    wall::{Chain, DeadEnd, Wall},
};
use crate::{Context, held};

/// Hosts that redirects are followed to, one after another.
const MOST_HOSTS: usize = 5;

/// What answered.
#[derive(Debug)]
pub struct Looked {
    /// The address that answered, after redirects.
    pub address: Address,
    /// What its host allows.
    pub robots: Robots,
    /// The body, decoded.
    pub body: bytes::Bytes,
    /// The headers that matter.
    pub headers: Headers,
}

/// Why there is nothing to see.
#[derive(Debug, thiserror::Error)]
enum Nothing {
    #[error("robots.txt denies {0}")]
    Denied(Address),
    #[error("{0}: robots.txt cannot be had ({1}), so nothing is asked; try again in a minute")]
    NoRobots(Address, String),
    #[error("{0} answered HTTP {1}")]
    Status(Address, u16),
    #[error("{0}: {1}")]
    Redirects(Address, DeadEnd),
}

/// Asks for an address, following redirects.
///
/// # Errors
/// With a sentence for a person: the host is busy, denies it, does not answer, or answers an error.
pub async fn look(context: &Context, address: &Address, accept: Accept) -> anyhow::Result<Looked> {
    let mut address = address.clone();
    for _host in 0..MOST_HOSTS {
        address = match look_at_host(context, address, accept).await? {
            Seen::Here(looked) => return Ok(*looked),
            Seen::Moved(to) => to,
        };
    }
    Err(Nothing::Redirects(address, DeadEnd::Loop).into())
}

/// What a host answers in the end.
enum Seen {
    /// With this.
    Here(Box<Looked>),
    /// That it is at another host.
    Moved(Address),
}

/// Asks a host, following its redirects within it.
async fn look_at_host(context: &Context, address: Address, accept: Accept) -> anyhow::Result<Seen> {
    let host = address.host();
    let mut wall = Wall::of(&host);
    let mut chain = Chain::begin(address, &wall);
    loop {
        let request = chain.request(accept);
        let (robots, response) = ask(context, (chain.address(), Who::Person), &request).await?;
        wall.hear(&request, &response.headers);
        match response.answer {
            Answer::Page(page) => {
                let (address, headers) = (chain.address().clone(), response.headers);
                let looked = Looked { address, robots, body: page.body, headers };
                return Ok(Seen::Here(Box::new(looked)));
            }
            Answer::Redirect { to, .. } => {
                context.client.check(&to)?;
                let to = Address::parse(to.as_str())?;
                if to.host() != host {
                    return Ok(Seen::Moved(to));
                }
                let at = chain.address().clone();
                chain.go_on(to, &mut wall).map_err(|end| Nothing::Redirects(at, end))?;
            }
            Answer::NotModified | Answer::Status { .. } => {
                return Err(Nothing::Status(chain.address().clone(), response.status).into());
            }
        }
    }
}

/// Who wants an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Somebody who waits for it: rules that could not be had a moment ago are asked for again.
    Person,
    /// A job, of which there may be many for one host: that its rules could not be had is believed.
    Job,
}

/// Asks once, for a job, and follows nothing; `address` is the request's own, as rules and hosts know it.
///
/// # Errors
/// With a sentence for a person: the host is busy, denies it, or does not answer.
pub(crate) async fn ask_politely(
    context: &Context,
    address: &Address,
    request: &Request,
) -> anyhow::Result<Response> {
    Ok(ask(context, (address, Who::Job), request).await?.1)
}

async fn ask(
    context: &Context,
    (address, who): (&Address, Who),
    request: &Request,
) -> anyhow::Result<(Robots, Response)> {
    context.client.check(address.url())?;
    let mut guest = borrow(context, (&address.host(), PATIENCE)).await?;
    let lease = *guest.lease();
    let renew = |until| host::renew(&context.database.write, &lease, until);
    if who == Who::Person {
        robots::doubt_failure(&mut guest);
    }
    let work = ask_if_allowed(context, &mut guest, address, request);
    let Some(looked) = held::holding(context.settings.lease, renew, work).await else {
        return Err(HostBusy::Held(address.host()).into());
    };
    give_back(context, &guest).await?;
    looked
}

async fn ask_if_allowed(
    context: &Context,
    guest: &mut Guest,
    address: &Address,
    request: &Request,
) -> anyhow::Result<(Robots, Response)> {
    if !robots::ensure(context, guest, address).await? {
        let reason = guest.last_error().unwrap_or("it could not be had a moment ago");
        let reason = reason.strip_prefix(robots::FILE).unwrap_or(reason).to_owned();
        return Err(Nothing::NoRobots(address.clone(), reason).into());
    }
    let robots = guest.robots.clone().unwrap_or_else(Robots::deny_all);
    if !robots.allows(&address.path_and_query()) {
        return Err(Nothing::Denied(address.clone()).into());
    }
    let response = guest.ask(context, 0, request).await??;
    Ok((robots, response))
}
