//! How long a source is left alone: halved by news, stretched by silence and failures; the shortest time
//! where all that it tells is new, as it forgets faster than it was asked.

use std::time::Duration;

/// The shortest interval, unless a setting says less.
const LEAST: Duration = Duration::from_mins(5);
/// The longest, and the longest that an answer can ask to be believed.
pub(super) const MOST: Duration = Duration::from_hours(24);
/// How many of the shortest a source's first interval is.
const FIRST: u32 = 3;

/// What asking a source brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Something new.
    News,
    /// Nothing but news, of which the first may be gone already.
    Overflow,
    /// Nothing new.
    Silent,
    /// No answer, after so many failures in a row.
    Failed(i32),
}

/// A source that was asked: its last interval in microseconds (0: none yet), what came, and the
/// shortest interval by the settings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) last: i64,
    pub(super) outcome: Outcome,
    pub(super) poll_min: Duration,
}

/// How long a source is left alone now, and which interval is kept with it: after a failure the one
/// that was learnt before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) wait: Duration,
    pub(super) kept: Duration,
}

/// The next interval, from 5 minutes to 24 hours.
pub(super) fn next(asked: Asked) -> Interval {
    let shortest = LEAST.min(asked.poll_min);
    let last = match u64::try_from(asked.last) {
        Ok(micros @ 1..) => Duration::from_micros(micros),
        _ => shortest * FIRST,
    };
    let (wait, kept) = match asked.outcome {
        // What is new on the first day says little: everything is.
        Outcome::News if asked.last == 0 => (last, last),
        Outcome::News => (last / 2, last / 2),
        Outcome::Overflow => (shortest, shortest),
        Outcome::Silent => (last.mul_f64(1.5), last.mul_f64(1.5)),
        Outcome::Failed(failures) => (shortest * (1 << failures.clamp(0, 10)), last),
    };
    Interval { wait: wait.clamp(shortest, MOST), kept: kept.clamp(shortest, MOST) }
}

/// How long after a look a push is believed again. Chosen: who corrects a headline at once pushes twice.
const AFTER_LOOK: Duration = Duration::from_secs(30);

/// How long after this look a push is believed: the shortest interval after one to which a push had
/// called us in vain, so that a hub that pushes each second has us ask no more often than that.
pub(super) fn until_push(was_called: bool, outcome: Outcome, poll_min: Duration) -> Duration {
    let in_vain = was_called && !matches!(outcome, Outcome::News | Outcome::Overflow);
    let wished = if in_vain { LEAST } else { AFTER_LOOK };
    wished.min(poll_min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::micros;

    #[track_caller]
    fn check(last_minutes: u64, outcome: Outcome, minutes: u64) {
        let last = micros(Duration::from_mins(last_minutes));
        let asked = Asked { last, outcome, poll_min: Duration::from_hours(1) };
        assert_eq!(next(asked).wait, Duration::from_mins(minutes));
    }

    #[test]
    fn news_halve_and_silence_stretches() {
        check(40, Outcome::News, 20);
        check(40, Outcome::Silent, 60);
    }

    #[test]
    fn a_feed_that_ran_over_is_asked_soon() {
        check(24 * 60, Outcome::Overflow, 5);
    }

    #[test]
    fn it_stays_between_five_minutes_and_a_day() {
        check(8, Outcome::News, 5);
        check(20 * 60, Outcome::Silent, 24 * 60);
        check(5, Outcome::Failed(9), 24 * 60);
    }

    #[test]
    fn the_first_answer_is_all_news_and_says_nothing() {
        check(0, Outcome::News, 15);
    }

    #[test]
    fn pushes_that_bring_nothing_are_heard_every_five_minutes() {
        let seconds = |was_called, outcome| until_push(was_called, outcome, LEAST).as_secs();

        assert_eq!(seconds(true, Outcome::News), 30);
        assert_eq!(seconds(true, Outcome::Silent), 300);
        assert_eq!(seconds(true, Outcome::Failed(0)), 300);
        assert_eq!(seconds(false, Outcome::Silent), 30);
    }

    #[test]
    fn failures_double_the_wait_and_leave_the_interval() {
        check(60, Outcome::Failed(0), 5);
        check(60, Outcome::Failed(3), 40);
        let last = micros(Duration::from_hours(3));
        let asked = Asked { last, outcome: Outcome::Failed(0), poll_min: LEAST };
        assert_eq!(next(asked).kept, Duration::from_hours(3));
    }
}
