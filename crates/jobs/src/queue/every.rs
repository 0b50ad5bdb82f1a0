//! When an idle worker looks for jobs again.
//!
//! The library has such an interval (`poll_with_interval`, apalis-core 1.0.0), but when its time is
//! up it sets the next alarm without listening for it. If that poll also ends a query that found
//! nothing, and the heartbeat's alarm went off while the query ran, nothing is left to wake the
//! worker: it never takes a job again. A machine that stands still for a second is enough.

use std::{
    task::{Context, Poll},
    time::Duration,
};

use apalis::prelude::{PollSnapshot, PollStrategy};
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Wakes the worker once in each period, whatever else has woken it.
#[derive(Debug)]
pub(super) struct Every(Interval);

impl Every {
    /// Must be called inside a runtime.
    pub(super) fn new(period: Duration) -> Self {
        let mut interval = interval(period);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self(interval)
    }
}

impl PollStrategy for Every {
    /// Always pending, so that the alarm is always listened for: the worker looks for jobs whenever
    /// it is awake, and does not ask for the answer.
    fn poll_drive(&mut self, context: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        while self.0.poll_tick(context).is_ready() {}
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    /// Ready at the tenth look. Nothing but the interval wakes it.
    fn look(every: &mut Every, looks: &mut u32, context: &mut Context<'_>) -> Poll<()> {
        let _asked = every.poll_drive(context, &PollSnapshot::new());
        *looks += 1;
        if *looks == 10 { Poll::Ready(()) } else { Poll::Pending }
    }

    #[tokio::test]
    async fn after_each_alarm_the_next_one_is_listened_for() {
        let mut every = Every::new(Duration::from_millis(1));
        let mut looks = 0;
        let looked = poll_fn(|context| look(&mut every, &mut looks, context));
        let ended = tokio::time::timeout(Duration::from_mins(1), looked).await;
        assert!(ended.is_ok(), "no longer woken after {looks} looks");
    }
}
