//! What a client was asked for, in order, and what came of each: for a person who looks at one
//! address, and is to be told which of all those behind it was the trouble.
//!
//! Deliberately absent: bodies, and whatever a crawl of many addresses would make grow. It is left by
//! the clients that are told to ([`crate::Client::leaving`]) alone.

use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use crate::error::FetchError;
use crate::response::{Answer, Response};

/// One address that was asked for, or refused before anybody was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The address.
    pub address: Url,
    /// Where it leads, if it is a redirect; or why it brought no answer.
    pub ended: Result<Option<Url>, FetchError>,
}

/// The steps of a client, in order. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    steps: Arc<Mutex<Vec<Step>>>,
}

impl Trail {
    /// The steps by now.
    pub fn steps(&self) -> Vec<Step> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last step, if it brought no answer.
    pub fn failure(&self) -> Option<(Url, FetchError)> {
        let last = self.steps().pop()?;
        Some((last.address, last.ended.err()?))
    }

    /// The address that led to this one, or to the host of this one where its robots.txt stands for it.
    pub fn origin_of(&self, address: &Url) -> Option<Url> {
        let led_by = |is_meant: &dyn Fn(&Url) -> bool| {
            let steps = self.steps();
            let mut leading = steps.iter().rev().filter(|step| step.address != *address);
            let leads = |step: &&Step| matches!(&step.ended, Ok(Some(to)) if is_meant(to));
            leading.find(leads).map(|step| step.address.clone())
        };
        let is_same_host = |to: &Url| to.origin() == address.origin();
        led_by(&|to| to == address).or_else(|| {
            let from = led_by(&is_same_host)?;
            (from.origin() != address.origin()).then_some(from)
        })
    }

    pub(crate) fn note(&self, address: &Url, answered: Result<&Response, FetchError>) {
        let ended = answered.map(|response| match &response.answer {
            Answer::Redirect { to, .. } => Some(to.clone()),
            _ => None,
        });
        let step = Step { address: address.clone(), ended };
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).push(step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn trail(steps: &[(&str, Result<Option<&str>, FetchError>)]) -> Trail {
        let step = |(address, ended): &(&str, Result<Option<&str>, FetchError>)| Step {
            address: url(address),
            ended: ended.map(|to| to.map(url)),
        };
        Trail { steps: Arc::new(Mutex::new(steps.iter().map(step).collect())) }
    }

    #[test]
    fn a_refused_address_is_known_with_the_one_that_led_there() {
        let trail = trail(&[
            ("https://a.example/", Ok(Some("https://b.example/"))),
            ("https://b.example/robots.txt", Ok(None)),
            ("https://b.example/", Ok(Some("http://10.0.0.1/"))),
            ("http://10.0.0.1/", Err(FetchError::PrivateAddress)),
        ]);

        let refused = url("http://10.0.0.1/");
        assert_eq!(trail.failure(), Some((refused.clone(), FetchError::PrivateAddress)));
        assert_eq!(trail.origin_of(&refused), Some(url("https://b.example/")));
        assert_eq!(trail.origin_of(&url("https://a.example/")), None);
    }

    #[test]
    fn the_rules_of_a_host_were_led_to_by_what_led_to_the_host() {
        let trail = trail(&[
            ("https://a.example/", Ok(Some("https://b.example/x"))),
            ("https://b.example/robots.txt", Err(FetchError::Connect)),
        ]);

        let rules = url("https://b.example/robots.txt");
        assert_eq!(trail.origin_of(&rules), Some(url("https://a.example/")));
    }
}
