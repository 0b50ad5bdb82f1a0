//! The arithmetic of politeness: how long to leave a host alone.
//!
//! In: what is known of a host, and chance as a number. Out: a length of time. Absent: any clock,
//! and waiting; whoever crawls writes the host's next free time.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

/// Longest crawl-delay that is honoured; a longer one is clamped, and reported. Chosen: with it a
/// budget of ten minutes is still twenty pages.
pub const MOST_CRAWL_DELAY: Duration = Duration::from_secs(30);

/// Longest delay that follows from latency. Chosen: one slow answer is no standing wish.
pub const MOST_LATENCY_DELAY: Duration = Duration::from_secs(10);

/// Longest wait that a `Retry-After` can ask for: a day.
pub const MOST_RETRY_AFTER: Duration = Duration::from_hours(24);

/// Longest backoff: an hour, so that a host that recovers is noticed.
pub const MOST_BACKOFF: Duration = Duration::from_hours(1);

/// How many times its own latency a host is left alone: it works for us a sixth of the time.
const LATENCIES: u32 = 5;

/// Most jitter, as a share of the delay (ARCHITECTURE.md, "Invariants").
const MOST_JITTER: f64 = 0.05;

/// The first backoff.
const FIRST_BACKOFF: Duration = Duration::from_secs(5);

/// What is known of a host's pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Least delay between requests: 1 s, by the setting. Zero, for tests, turns off floor, latency
    /// and jitter; the crawl-delay stays.
    pub floor: Duration,
    /// What robots.txt asks for.
    pub crawl_delay: Option<Duration>,
    /// The usual time to the first byte.
    pub latency: Option<Duration>,
}

impl Pace {
    /// Whether robots.txt asks for more than is honoured, which is to be reported.
    pub fn crawl_delay_clamped(&self) -> bool {
        self.crawl_delay.is_some_and(|wished| wished > MOST_CRAWL_DELAY)
    }
}

/// How long to wait between two requests to a host: the largest of the floor, the crawl-delay and
/// five latencies, both clamped, plus 0 to 5 %.
///
/// `jitter` is chance from 0 to 1; anything else is brought into that range.
pub fn delay(pace: &Pace, jitter: f64) -> Duration {
    let wished = pace.crawl_delay.unwrap_or_default().min(MOST_CRAWL_DELAY);
    if pace.floor.is_zero() {
        return wished;
    }
    let slowness = pace.latency.unwrap_or_default().saturating_mul(LATENCIES);
    let delay = pace.floor.max(wished).max(slowness.min(MOST_LATENCY_DELAY));
    // A number that is none falls to 0 as well.
    let jitter = if jitter > 0.0 { jitter.min(1.0) } else { 0.0 };
    let more = Duration::try_from_secs_f64(delay.as_secs_f64() * MOST_JITTER * jitter);
    delay.saturating_add(more.unwrap_or_default())
}

/// How long to leave a host alone after so many failures in a row: none, 5 s, 10 s, 20 s, …, an
/// hour.
pub fn backoff(failures: u32) -> Duration {
    let Some(doublings) = failures.checked_sub(1) else { return Duration::ZERO };
    let factor = 2_u32.checked_pow(doublings).unwrap_or(u32::MAX);
    FIRST_BACKOFF.saturating_mul(factor).min(MOST_BACKOFF)
}

/// What a date of HTTP leaves out: it is in whole seconds, cut rather than rounded.
const DATE_PRECISION: Duration = Duration::from_secs(1);

/// What a `Retry-After` asks for (RFC 9110, section 10.2.3): seconds or a date, at most a day. A
/// date that has passed is no wait; anything else is `None`.
pub fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        // A number beyond u64 is longer than a day, too.
        let seconds = value.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(MOST_RETRY_AFTER));
    }
    let then = httpdate::parse_http_date(value).ok()?;
    let wait = (then + DATE_PRECISION).duration_since(SystemTime::from(now));
    Some(wait.unwrap_or_default().min(MOST_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn pace(floor: u32, crawl_delay: Option<u32>, latency: Option<u32>) -> Pace {
        let seconds = |count: u32| SECOND * count;
        Pace {
            floor: seconds(floor),
            crawl_delay: crawl_delay.map(seconds),
            latency: latency.map(seconds),
        }
    }

    #[test]
    fn the_largest_wish_counts() {
        assert_eq!(delay(&pace(1, None, None), 0.0), SECOND);
        assert_eq!(delay(&pace(1, Some(7), Some(1)), 0.0), 7 * SECOND);
        assert_eq!(delay(&pace(1, Some(3), Some(1)), 0.0), 5 * SECOND);
    }

    #[test]
    fn excessive_wishes_are_clamped() {
        assert_eq!(delay(&pace(1, Some(31), None), 0.0), MOST_CRAWL_DELAY);
        assert_eq!(delay(&pace(1, None, Some(3)), 0.0), MOST_LATENCY_DELAY);
        assert!(pace(1, Some(31), None).crawl_delay_clamped());
        assert!(!pace(1, Some(30), None).crawl_delay_clamped());
    }

    #[test]
    fn a_floor_of_zero_leaves_the_crawl_delay_alone() {
        assert_eq!(delay(&pace(0, None, Some(3)), 1.0), Duration::ZERO);
        assert_eq!(delay(&pace(0, Some(2), Some(3)), 1.0), 2 * SECOND);
    }

    #[test]
    fn jitter_goes_up_by_a_twentieth_at_most() {
        assert_eq!(delay(&pace(20, None, None), 1.0), 21 * SECOND);
        assert_eq!(delay(&pace(20, None, None), 9.0), 21 * SECOND);
        assert_eq!(delay(&pace(20, None, None), f64::NAN), 20 * SECOND);
    }

    #[test]
    fn each_failure_doubles_the_backoff_up_to_an_hour() {
        assert_eq!([0, 1, 2, 3].map(backoff), [0, 5, 10, 20].map(Duration::from_secs));
        assert_eq!(backoff(u32::MAX), MOST_BACKOFF);
    }

    #[track_caller]
    fn check_retry_after(value: &str, expected_seconds: Option<u64>) {
        let now: DateTime<Utc> = "1994-11-06T08:49:00Z".parse().unwrap();

        assert_eq!(retry_after(value, now), expected_seconds.map(Duration::from_secs), "{value}");
    }

    #[test]
    fn a_wish_to_come_later_is_seconds_or_a_date() {
        check_retry_after(" 120 ", Some(120));
        check_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", Some(38));
        check_retry_after("Sun, 06 Nov 1994 08:49:00 GMT", Some(1));
        check_retry_after("Sun, 06 Nov 1994 08:48:37 GMT", Some(0));
    }

    #[test]
    fn a_wish_to_come_much_later_means_a_day() {
        check_retry_after("86401", Some(86400));
        check_retry_after("99999999999999999999999", Some(86400));
        check_retry_after("Sun, 06 Nov 2044 08:49:37 GMT", Some(86400));
    }

    #[test]
    fn a_wish_that_is_neither_is_none() {
        for value in ["", "-1", "+1", "1.5", "soon"] {
            check_retry_after(value, None);
        }
    }

    proptest! {
        #[test]
        fn a_delay_is_never_below_the_floor_nor_above_all_clamps(
            floor in 0..100_u64, crawl_delay: Option<u64>, latency: Option<u64>, jitter: f64
        ) {
            let floor = Duration::from_secs(floor);
            let pace = Pace {
                floor,
                crawl_delay: crawl_delay.map(Duration::from_millis),
                latency: latency.map(Duration::from_millis),
            };

            let delay = delay(&pace, jitter);

            prop_assert!(delay >= floor);
            prop_assert!(delay <= floor.max(MOST_CRAWL_DELAY).mul_f64(1.05) + SECOND / 1000);
        }

        #[test]
        fn any_header_asks_for_at_most_a_day(value in "\\PC{0,40}", seconds in -1_000_000_i64..4_000_000_000) {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();

            prop_assert!(retry_after(&value, now).is_none_or(|wait| wait <= MOST_RETRY_AFTER));
        }

        #[test]
        fn more_failures_never_shorten_the_backoff(failures: u32) {
            prop_assert!(backoff(failures) <= backoff(failures.saturating_add(1)));
        }
    }
}
