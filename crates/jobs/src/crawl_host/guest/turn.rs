//! When a host may be asked: never sooner than it and we wish, and not at all where our own time is up
//! before that.

use std::{future::ready, time::Duration};

use database::{DatabaseError, Micros, host};
use discover::Robots;
use fetch::Pace;
use tokio::time::sleep;

use super::{Guest, LOST, Stopped};
use crate::{
    Context,
    clock::{chance, micros, now},
};

/// How long the copy of such a host rests: longer than a dry run.
const REST_AFTER_LOSS: Duration = Duration::from_hours(24);
/// The longest that is waited for a host to be free, unless its delay is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(35);
/// How long a request is on its way at most, mostly: until its connection stands, and as long before it.
const MOST_ON_ITS_WAY: Duration = Duration::from_secs(20);
/// The longest rest that a redirect may ask for before it is followed in the same visit.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How much later than its time is written a request may reach the host: it waits for its turn at the
/// IP address, for the name, for the connection. Whoever comes after a crash is to know that, where the
/// lease does not last as long as the delay anyway.
fn on_its_way(context: &Context, delay: Duration) -> Duration {
    if delay > context.settings.lease / 2 { MOST_ON_ITS_WAY } else { Duration::ZERO }
}

impl Guest {
    /// Whether our own time is up before the host may be asked again, or we are to stop.
    pub(crate) fn is_time_up(&self) -> bool {
        let next = || now().plus_micros(micros(self.wait(self.delay())));
        self.is_stopped() || self.until.is_some_and(|until| until <= next())
    }

    /// Waits for the rest that a redirect asked for before it is followed; false where that is too long
    /// for this visit.
    ///
    /// # Errors
    /// [`Stopped`].
    pub(crate) async fn pause(&self) -> Result<bool, Stopped> {
        if !self.rests() || self.is_replay {
            return Ok(true);
        }
        let wait = self.blocked_until.0.saturating_sub(now().0);
        let wait = Duration::from_micros(u64::try_from(wait).unwrap_or(0));
        let is_past_end = self.until.is_some_and(|until| until <= self.blocked_until);
        if wait > LONGEST_PAUSE || is_past_end {
            return Ok(false);
        }
        tokio::select! {
            biased;
            () = self.stopping.cancelled() => Err(Stopped),
            () = sleep(wait) => Ok(true),
        }
    }

    /// Waits until the host is free, by what is known of it by now, and writes when it is free again.
    pub(super) async fn wait_until_free(&mut self, context: &Context) -> anyhow::Result<()> {
        let delay = self.delay();
        let wait = self.wait(delay);
        // Asked first: whoever is stopped begins nothing, though the host be free.
        tokio::select! {
            biased;
            () = self.stopping.cancelled() => return Err(Stopped.into()),
            () = sleep(wait), if !wait.is_zero() => {}
            () = ready(()), if wait.is_zero() => {}
        }
        let free_at = (!delay.is_zero()).then(|| now().plus_micros(micros(delay)));
        let written =
            free_at.map(|free_at| free_at.plus_micros(micros(on_its_way(context, delay))));
        if let (Some(free_at), Some(written)) = (free_at, written) {
            self.free_at = free_at;
            host::occupy(&context.database.write, &self.lease, written).await?;
        }
        self.occupy_original(context, written).await
    }

    /// How long until the host is free.
    fn wait(&self, delay: Duration) -> Duration {
        let free_at = self.free_at.max(self.seen_at.plus_micros(micros(delay)));
        // A clock that was far ahead once must not stop us for years.
        let wait = free_at.0.saturating_sub(now().0).min(micros(LONGEST_WAIT.max(delay)));
        Duration::from_micros(u64::try_from(wait).unwrap_or(0))
    }

    /// What is known of the host's pace.
    pub(crate) fn pace(&self) -> Pace {
        let crawl_delay = self.robots.as_ref().and_then(Robots::crawl_delay);
        Pace { floor: self.floor, crawl_delay, latency: self.latency }
    }

    fn delay(&self) -> Duration {
        // Never without any jitter: no two clocks run alike.
        fetch::delay(&self.pace(), 0.2 + 0.8 * chance())
    }

    /// When the host may be asked again, whoever asks.
    pub(super) fn next_free_at(&self) -> Micros {
        let delay = self.delay();
        if delay.is_zero() {
            self.free_at
        } else {
            self.free_at.max(self.seen_at.plus_micros(micros(delay)))
        }
    }

    /// In a dry run: makes sure that the host is still held in the database that was copied. Where it is
    /// not, the host is left alone for the rest of the run.
    pub(super) async fn occupy_original(
        &mut self,
        context: &Context,
        free_at: Option<Micros>,
    ) -> anyhow::Result<()> {
        let Some(original) = &context.original else { return Ok(()) };
        let occupied = original.occupy(self.lease.id, free_at).await;
        if matches!(occupied, Err(DatabaseError::LeaseLost)) {
            self.is_lost = true;
            self.last_error = Some(LOST.to_owned());
            self.rest(REST_AFTER_LOSS);
        }
        Ok(occupied?)
    }
}
