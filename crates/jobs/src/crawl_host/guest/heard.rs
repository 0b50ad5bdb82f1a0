//! What an answer, or none, says of a host: its pace, and whether it wants rest.

use std::time::Duration;

use fetch::{Answer, FetchError, Response};
use tracing::warn;

use super::{Guest, REST_AFTER_REFUSALS};
use crate::clock::{micros, now};

/// Failures in a row after which the host is left alone for a while.
const FAILURES_UNTIL_REST: i32 = 5;
/// Answers 403 or 401 in a row, over all visits, after which the host is left alone for a day.
const REFUSALS_UNTIL_REST: i32 = 3;
/// Of the usual latency, the share of each new measurement.
const LATENCY_SHARE: f64 = 0.2;

impl Guest {
    /// Learns from an answer; that the rules are refused means that there are none (RFC 9309, section
    /// 2.3.1.3), and says nothing of the pages.
    pub(super) fn heard(&mut self, response: &Response, is_rules: bool) {
        let usual = self.latency.unwrap_or(response.first_byte);
        let share = usual.mul_f64(1.0 - LATENCY_SHARE);
        self.latency = Some(share + response.first_byte.mul_f64(LATENCY_SHARE));
        let asked = response.headers.retry_after;
        match &response.answer {
            Answer::Status { status: status @ (429 | 503), .. } => {
                self.stumble(&named(*status, is_rules));
                self.rest(asked.unwrap_or_else(|| self.backoff()));
            }
            // Whatever the error, it is the host that asks for rest (RFC 9110, section 10.2.3).
            Answer::Status { status, .. } if asked.is_some() => {
                self.stumble(&named(*status, is_rules));
                self.rest(asked.unwrap_or_default());
            }
            Answer::Status { status: status @ 500..=599, .. } => {
                self.stumble(&named(*status, is_rules));
            }
            Answer::Status { status: status @ (401 | 403), .. } if !is_rules => {
                self.refused(*status);
            }
            _ => {
                self.failures = 0;
                self.last_error = None;
            }
        }
    }

    /// The page of an article was given: we are welcome. Feeds and front pages are given to many whom
    /// the articles are not.
    pub(crate) fn is_welcome(&mut self) {
        self.refusals = 0;
    }

    /// One more answer that we are not welcome.
    fn refused(&mut self, status: u16) {
        self.refusals = self.refusals.saturating_add(1);
        self.last_error = Some(format!("HTTP {status}"));
        if self.refusals >= REFUSALS_UNTIL_REST {
            warn!(host.name = self.name, status, "{} refuses us: left alone for a day", self.name);
            self.rest(REST_AFTER_REFUSALS);
        }
    }

    pub(super) fn failed(&mut self, error: &FetchError) {
        if error.may_pass() || matches!(error, FetchError::Tls | FetchError::Protocol) {
            self.stumble(&error.to_string());
        } else {
            self.last_error = Some(error.to_string());
        }
    }

    /// One more failure in a row; after a few of them the host rests, ever longer.
    fn stumble(&mut self, error: &str) {
        self.failures = self.failures.saturating_add(1);
        self.last_error = Some(error.to_owned());
        if self.failures >= FAILURES_UNTIL_REST {
            self.rest(self.backoff());
        }
    }

    fn backoff(&self) -> Duration {
        fetch::backoff(u32::try_from(self.failures).unwrap_or(u32::MAX))
    }

    pub(super) fn rest(&mut self, length: Duration) {
        self.blocked_until = self.blocked_until.max(now().plus_micros(micros(length)));
    }
}

/// A status, with what it was of where that is no page.
fn named(status: u16, is_rules: bool) -> String {
    let what = if is_rules { "robots.txt: " } else { "" };
    format!("{what}HTTP {status}")
}
