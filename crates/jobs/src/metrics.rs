//! What this process does, as metrics in the text format of Prometheus.
//!
//! Labels have few values, all of our own: no address and no host is one. What the rows know is not
//! counted here.

use database::visit::Tally;
use fetch::{Answer, FetchError, Request, Response};
use prometheus::{
    Histogram, HistogramOpts, IntCounter, IntCounterVec, Opts, Registry, TextEncoder,
    core::Collector,
};

/// Bounds of the histogram of answers, in seconds: from a copy nearby to the client's patience.
const FIRST_BYTE_SECONDS: [f64; 9] = [0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 20.0];

/// Counters that only grow.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    bytes: IntCounter,
    first_byte: Histogram,
    found: IntCounter,
    pages: IntCounter,
    articles: IntCounterVec,
}

impl Metrics {
    /// All at zero.
    ///
    /// # Errors
    /// Never: the names are valid, and each is used once.
    pub fn new() -> prometheus::Result<Self> {
        let requests = Opts::new(
            "earshot_requests_total",
            "Requests to hosts, by purpose (crawl, robots, hub) and outcome.",
        );
        let first_byte = HistogramOpts::new(
            "earshot_first_byte_seconds",
            "Time from a request to the headers of its answer, in seconds.",
        );
        let articles = Opts::new(
            "earshot_articles_stored_total",
            "Articles stored, new ones and changed ones.",
        );
        let metrics = Self {
            registry: Registry::new(),
            requests: IntCounterVec::new(requests, &["purpose", "outcome"])?,
            bytes: IntCounter::new(
                "earshot_received_bytes_total",
                "Bytes of bodies received, before decoding.",
            )?,
            first_byte: Histogram::with_opts(first_byte.buckets(FIRST_BYTE_SECONDS.to_vec()))?,
            found: IntCounter::new(
                "earshot_addresses_found_total",
                "Addresses that were not known before.",
            )?,
            pages: IntCounter::new("earshot_pages_fetched_total", "Pages of articles fetched.")?,
            articles: IntCounterVec::new(articles, &["change"])?,
        };
        metrics.register()?;
        Ok(metrics)
    }

    fn register(&self) -> prometheus::Result<()> {
        let collectors: [Box<dyn Collector>; 6] = [
            Box::new(self.requests.clone()),
            Box::new(self.bytes.clone()),
            Box::new(self.first_byte.clone()),
            Box::new(self.found.clone()),
            Box::new(self.pages.clone()),
            Box::new(self.articles.clone()),
        ];
        collectors.into_iter().try_for_each(|collector| self.registry.register(collector))
    }

    /// The metrics now, in the text format.
    ///
    /// # Errors
    /// Never in fact: text goes into memory.
    pub fn render(&self) -> prometheus::Result<String> {
        TextEncoder::new().encode_to_string(&self.registry.gather())
    }

    /// Counts one request.
    pub(crate) fn answered(&self, request: &Request, answer: &Result<Response, FetchError>) {
        let purpose = match (request.form.is_some(), request.address.path()) {
            (true, _) => "hub",
            (false, "/robots.txt") => "robots",
            (false, _) => "crawl",
        };
        self.requests.with_label_values(&[purpose, outcome(answer)]).inc();
        if let Ok(response) = answer {
            self.bytes.inc_by(response.bytes_received);
            self.first_byte.observe(response.first_byte.as_secs_f64());
        }
    }

    /// Counts what a visit brought for a site.
    pub(crate) fn visited(&self, tally: &Tally) {
        self.found.inc_by(tally.found);
        self.pages.inc_by(tally.fetched);
        self.articles.with_label_values(&["new"]).inc_by(tally.stored);
        self.articles.with_label_values(&["changed"]).inc_by(tally.changed);
    }
}

/// A word for what became of a request: one of ours for an answer, the error's own for none.
fn outcome(answer: &Result<Response, FetchError>) -> &'static str {
    match answer {
        Ok(Response { answer: Answer::Page(_), .. }) => "page",
        Ok(Response { answer: Answer::NotModified, .. }) => "not_modified",
        Ok(Response { answer: Answer::Redirect { .. }, .. }) => "redirect",
        Ok(Response { status: 200..300, .. }) => "accepted",
        Ok(Response { status: 429, .. }) => "too_many_requests",
        Ok(Response { status: 400..500, .. }) => "client_error",
        Ok(_) => "server_error",
        Err(error) => error.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_purpose_and_outcome() -> anyhow::Result<()> {
        let metrics = Metrics::new()?;
        let request = Request::new("https://news.example/robots.txt".parse()?, fetch::Accept::Text);

        metrics.answered(&request, &Err(FetchError::PrivateAddress));
        metrics.visited(&Tally { stored: 3, ..Tally::default() });

        let text = metrics.render()?;
        for line in [
            "earshot_requests_total{outcome=\"private_address\",purpose=\"robots\"} 1",
            "earshot_articles_stored_total{change=\"new\"} 3",
            "earshot_first_byte_seconds_bucket{le=\"0.25\"} 0",
        ] {
            assert!(text.lines().any(|it| it == line), "{text}");
        }
        Ok(())
    }
}
