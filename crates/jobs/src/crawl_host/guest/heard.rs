//! What an answer, or none, says of a host: its pace, and whether it wants rest.

use std::time::Duration;

use fetch::{Accept, Answer, FetchError, Request, Response};
use tracing::warn;

use super::{Guest, REST_AFTER_REFUSALS};
use crate::clock::{micros, now};
use crate::crawl_host::robots;

/// Failures in a row after which the host is left alone for a while.
const FAILURES_UNTIL_REST: i32 = 5;
/// Answers 403 or 401 in a row, over all visits, after which the host is left alone for a day.
const REFUSALS_UNTIL_REST: i32 = 3;
/// Of the usual latency, the share of each new measurement.
const LATENCY_SHARE: f64 = 0.2;

impl Guest {
    /// Learns from an answer to a request.
    pub(super) fn heard(&mut self, request: &Request, response: &Response) {
        let usual = self.latency.unwrap_or(response.first_byte);
        let share = usual.mul_f64(1.0 - LATENCY_SHARE);
        self.latency = Some(share + response.first_byte.mul_f64(LATENCY_SHARE));
        let of = Of::request(request);
        match &response.answer {
            Answer::Status { status, .. } => self.heard_status(*status, of, response),
            Answer::Page(_) | Answer::NotModified => {
                self.has_given |= of != Of::Rules;
                self.well();
            }
            Answer::Redirect { .. } => {
                self.well();
                // Redirects may ask for it as well as errors (RFC 9110, section 10.2.3).
                if let Some(asked) = response.headers.retry_after {
                    self.rest(asked);
                }
            }
        }
    }

    fn well(&mut self) {
        self.failures = 0;
        self.last_error = None;
    }

    /// Learns from an error. That the rules are refused means that there are none (RFC 9309, section
    /// 2.3.1.3), and says nothing of the pages.
    fn heard_status(&mut self, status: u16, of: Of, response: &Response) {
        let asked = response.headers.retry_after;
        match status {
            429 | 503 => {
                self.stumble(&named(status, of));
                self.rest(asked.unwrap_or_else(|| self.backoff()));
            }
            401 | 403 if of == Of::Page || (of == Of::List && !self.has_given) => {
                self.refused(status);
            }
            500..=599 => self.stumble(&named(status, of)),
            // Whatever the error, it is the host that asks for rest (RFC 9110, section 10.2.3).
            _ if asked.is_some() => self.stumble(&named(status, of)),
            _ => self.well(),
        }
        if let Some(asked) = asked {
            self.rest(asked);
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

    /// What is said of a host that refuses us, for as long as it is left alone for that.
    pub(crate) fn refusal(&self) -> Option<String> {
        let error = self.last_error.as_deref().unwrap_or("HTTP 403");
        let refuses = self.refusals >= REFUSALS_UNTIL_REST && self.rests();
        refuses.then(|| format!("it refuses us ({error}), and is left alone for a day"))
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

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// robots.txt.
    Rules,
    /// A feed or a sitemap. Stores answer 403 for one that is not there, and guards forbid its name: at
    /// a host that gives others, it says nothing of the pages.
    List,
    /// A front page, a section or an article.
    Page,
}

impl Of {
    fn request(request: &Request) -> Self {
        match request.accept {
            _ if request.address.path() == "/robots.txt" => Self::Rules,
            Accept::Feed => Self::List,
            _ => Self::Page,
        }
    }
}

/// A status, with what it was of where that is no page.
fn named(status: u16, of: Of) -> String {
    let what = if of == Of::Rules { robots::FILE } else { "" };
    format!("{what}HTTP {status}")
}
