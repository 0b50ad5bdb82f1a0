//! Being a guest at one host: one request at a time, never too soon, and remembered.
//!
//! The next free time is written before each request, so neither a crash nor a second worker can
//! cause a burst. In: the leased row. Out: answers; and how the host behaved, to be kept.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use chrono::{DateTime, Utc};
use database::{DatabaseError, Lease, Micros, host, site};
use discover::Robots;
use fetch::{FetchError, Request, Response};
use thiserror::Error;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use super::{Visit, robots, secured, wall::Wall};
use crate::{
    Context,
    clock::{micros, now},
};

mod heard;
mod turn;

/// How long a host that refuses us is left alone.
pub(crate) const REST_AFTER_REFUSALS: Duration = Duration::from_hours(24);
/// What is said of a host that somebody else took over in a dry run.
const LOST: &str = "another worker took the host over";
/// How often a database that is away is tried.
const AGAIN: Duration = Duration::from_secs(1);
/// How long a visit takes at most, where no run has an end of its own: a host that answers each page
/// only just in time must not hold a worker for half a day.
const LONGEST_VISIT: Duration = Duration::from_mins(30);

/// We are to stop: what was to be asked is as it was.
#[derive(Debug, Error)]
#[error("the crawl is stopped")]
pub(crate) struct Stopped;

/// A visit's standing at one host.
pub(crate) struct Guest {
    lease: Lease,
    name: String,
    free_at: Micros,
    seen_at: Micros,
    until: Option<Micros>,
    stopping: CancellationToken,
    latency: Option<Duration>,
    failures: i32,
    refusals: i32,
    /// Whether it gave anything but its rules in this visit.
    has_given: bool,
    blocked_until: Micros,
    last_error: Option<String>,
    /// The cookies that the host set in this visit, for the case that it insists on them.
    pub(crate) wall: Wall,
    /// What robots.txt says, once it is known.
    pub(crate) robots: Option<Robots>,
    /// When robots.txt is to be asked again, its status and its text, as the row has them.
    pub(crate) known_robots: (Micros, Option<i32>, Option<String>),
    requests: BTreeMap<i64, u64>,
    floor: Duration,
    asked_at: Option<Micros>,
    /// Addresses that the pages of others have ended, or asked for, since the list at hand was read.
    settled: HashSet<String>,
    is_replay: bool,
    /// Whether it has led from http to https in this visit, and all of it is there; none: not known.
    pub(crate) is_secured: Option<bool>,
    is_lost: bool,
    /// In an archive: which edition of a source is asked for.
    pub(crate) archived_from: Option<DateTime<Utc>>,
}

/// When a visit that begins now has to end.
fn end_of_visit(context: &Context) -> Micros {
    context.crawl_until.unwrap_or_else(|| now().plus_micros(micros(LONGEST_VISIT)))
}

impl Guest {
    /// A guest at a host that keeps the pace of all its sites from the first request on, which is the one
    /// for its rules.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn at(
        context: &Context,
        lease: Lease,
        row: host::Model,
    ) -> database::Result<Self> {
        let delay_ms = site::largest_delay_ms(&context.database.read, lease.id).await?;
        let mut guest = Self::new(context, lease, row);
        guest.raise_floor(delay_ms);
        Ok(guest)
    }

    fn new(context: &Context, lease: Lease, row: host::Model) -> Self {
        Self {
            lease,
            wall: Wall::of(&row.name),
            name: row.name,
            free_at: row.free_at,
            seen_at: Micros::START,
            until: if context.replay.is_some() { None } else { Some(end_of_visit(context)) },
            stopping: context.stopping.clone(),
            latency: row
                .latency_micros
                .and_then(|it| u64::try_from(it).ok())
                .map(Duration::from_micros),
            failures: row.failures,
            refusals: row.refusals,
            has_given: false,
            blocked_until: row.blocked_until,
            last_error: row.last_error,
            robots: None,
            known_robots: (row.robots_until, row.robots_status, row.robots),
            requests: BTreeMap::new(),
            floor: context.settings.floor,
            asked_at: None,
            settled: HashSet::new(),
            is_replay: context.replay.is_some(),
            is_secured: None,
            is_lost: false,
            archived_from: None,
        }
    }

    /// Notes that an address has been dealt with out of its turn.
    pub(crate) fn settle(&mut self, address: &str) {
        self.settled.insert(address.to_owned());
    }

    pub(crate) fn is_settled(&self, address: &str) -> bool {
        self.settled.contains(address)
    }

    /// Forgets them, as the list of what is due is read anew.
    pub(crate) fn forget_settled(&mut self) {
        self.settled.clear();
    }

    pub(crate) fn host_id(&self) -> i64 {
        self.lease.id
    }

    pub(crate) fn lease(&self) -> &Lease {
        &self.lease
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Sites may raise the floor, never lower it. A floor of zero, for tests, stays.
    pub(crate) fn raise_floor(&mut self, min_delay_ms: i64) {
        let wished = Duration::from_millis(u64::try_from(min_delay_ms).unwrap_or(0));
        if !self.floor.is_zero() {
            self.floor = self.floor.max(wished);
        }
    }

    /// Whether answers come from an archive: then nobody is waited for, and nothing is learnt of the
    /// host.
    pub(crate) fn is_replay(&self) -> bool {
        self.is_replay
    }

    /// When the last answer was asked for.
    pub(crate) fn asked_at(&self) -> Micros {
        self.asked_at.unwrap_or_else(now)
    }

    /// Now; in an archive the time of the last answer, as what follows from it followed then.
    pub(crate) fn time(&self) -> Micros {
        if self.is_replay { self.asked_at() } else { now() }
    }

    /// Before something else is asked for.
    pub(crate) fn forget_answer(&mut self) {
        self.asked_at = None;
    }

    /// Whether the host asked to be left alone, or answers nothing, or our own time is up.
    pub(crate) fn wants_rest(&self) -> bool {
        self.rests() || self.is_time_up()
    }

    /// Whether the host asked to be left alone, or answers nothing.
    pub(crate) fn rests(&self) -> bool {
        self.blocked_until > now()
    }

    /// Whether no request is to be begun any more.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopping.is_cancelled()
    }

    /// Until when it is left alone.
    pub(crate) fn rest_until(&self) -> Micros {
        self.blocked_until
    }

    /// Notes that what failed last was asking for the rules.
    pub(crate) fn blame_rules(&mut self) {
        let named = |error: String| format!("{}{error}", robots::FILE);
        let is_named = |error: &String| error.starts_with(robots::FILE);
        self.last_error =
            self.last_error.take().map(|it| if is_named(&it) { it } else { named(it) });
    }

    /// The last failure, if no answer came since.
    pub(crate) fn last_error(&self) -> Option<&str> {
        self.last_error.as_deref()
    }

    /// How the host behaved.
    pub(crate) fn health(&self) -> host::Health {
        host::Health {
            free_at: self.next_free_at(),
            latency_micros: self.latency.and_then(|it| i64::try_from(it.as_micros()).ok()),
            failures: self.failures,
            blocked_until: self.blocked_until,
            last_error: self.last_error.clone(),
            refusals: self.refusals,
        }
    }

    /// Adds the requests to the parties in whose name they were; those for robots.txt (site 0) to
    /// the first.
    pub(crate) fn add_requests(&self, visit: &mut Visit) {
        let Some(first) = visit.parties.keys().next().copied() else { return };
        for (id, count) in &self.requests {
            let id = if visit.parties.contains_key(id) { *id } else { first };
            if let Some(party) = visit.parties.get_mut(&id) {
                party.tally.requests += count;
            }
        }
    }

    /// Asks the host, when it may be asked; for its rules and for persons in the name of no site (0).
    ///
    /// # Errors
    /// Outer: the database is away, the lease is lost, the crawl is stopped ([`Stopped`]), or the archive
    /// cannot be written ([`FetchError::Unrecorded`]): the host had no part in that. Inner: why there is
    /// no answer.
    pub(crate) async fn ask(
        &mut self,
        context: &Context,
        site: i64,
        request: &Request,
    ) -> anyhow::Result<Result<Response, FetchError>> {
        if self.is_replay {
            let request = Request { archived_from: self.archived_from, ..request.clone() };
            let answer = context.client.get(&request).await;
            self.note_time(&answer);
            return Ok(answer);
        }
        self.wait_until_free(context).await?;
        *self.requests.entry(site).or_default() += 1;
        let answer = context.client.get(request).await;
        if let Err(error @ FetchError::Unrecorded) = answer {
            return Err(error.into());
        }
        let known_rest = self.blocked_until;
        self.learn(context, request, &answer);
        if self.blocked_until > known_rest {
            self.keep_rest(context).await?;
            if let Some(original) = &context.original {
                original.block(self.lease.id, self.blocked_until).await?;
            }
        }
        Ok(answer)
    }

    /// Writes down at once what the host asked for: neither a crash must forget it, nor a database that
    /// is away. Whoever waits for that is given up with the lease.
    async fn keep_rest(&self, context: &Context) -> anyhow::Result<()> {
        loop {
            match host::block(&context.database.write, &self.lease, self.blocked_until).await {
                Ok(()) => return Ok(()),
                Err(error) if !error.may_pass() => return Err(error.into()),
                Err(error) => {
                    warn!(host.name = self.name, "What {} asked for waits: {error}", self.name);
                    sleep(AGAIN).await;
                }
            }
        }
    }

    /// In a dry run: keeps how the host behaved in the database that was copied, unless it is held there
    /// by somebody else by now.
    ///
    /// # Errors
    /// When that database is away.
    pub(crate) async fn keep_original_health(&self, context: &Context) -> anyhow::Result<()> {
        let Some(original) = &context.original else { return Ok(()) };
        match original.keep_health(self.lease.id, &self.health()).await {
            Err(DatabaseError::LeaseLost) => Ok(()),
            kept => Ok(kept?),
        }
    }

    /// Why the visit could not go on, where somebody else took the host over in the database that a dry
    /// run was copied from.
    pub(crate) fn loss(&self) -> Option<&'static str> {
        self.is_lost.then_some(LOST)
    }

    /// Takes down what an answer says of the host, for its pace and for those who watch.
    fn learn(
        &mut self,
        context: &Context,
        request: &Request,
        answer: &Result<Response, FetchError>,
    ) {
        // The host counts from when it saw the request: later than we began to ask, and certainly
        // before it answered.
        self.seen_at = match answer {
            Ok(response) => {
                now().plus_micros(-micros(response.elapsed.saturating_sub(response.first_byte)))
            }
            Err(_) => now(),
        };
        self.note_time(answer);
        context.progress.request(answer.as_ref().map_or(0, |answer| answer.bytes_received));
        context.metrics.answered(request, answer);
        debug!(address = %request.address, answered = answer.is_ok(), "Asked {}", self.name);
        match answer {
            Ok(response) => {
                context.progress.answer();
                if request.address.path() != "/robots.txt" {
                    self.wall.hear(request, &response.headers);
                }
                if self.is_secured.is_none() && secured::is_led(request, response) {
                    self.is_secured = Some(true);
                }
                self.heard(request, response);
            }
            Err(error) => self.failed(error),
        }
    }

    fn note_time(&mut self, answer: &Result<Response, FetchError>) {
        if let Ok(response) = answer {
            self.asked_at = Some(Micros(response.asked_at.timestamp_micros()));
        }
    }
}
