//! Names to addresses, each checked; the checked address is the one that is connected to.
//!
//! In: a name. Out: its addresses, in a fixed order, or a refusal if any of them is not public.
//! reqwest asks this same resolver when it connects and gets the answer that was checked, so a
//! name cannot resolve to something else in between. Absent: addresses written as numbers, which
//! reqwest connects to without asking; `client` checks those.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::address::Gate;
use crate::error::FetchError;
use crate::names::Names;

/// Answers kept at most. A name and its addresses take about 200 bytes.
const MOST_KEPT: usize = 4096;

/// Addresses of a name that are looked at; the rest could only make a connection slower.
const MOST_ADDRESSES: usize = 16;

/// A source of names behind a check; clones share what they know.
#[derive(Clone)]
pub(crate) struct Resolver {
    shared: Arc<Shared>,
}

struct Shared {
    names: Arc<dyn Names>,
    /// How long an answer is used: [`crate::Limits::name_kept`].
    kept: Duration,
    /// `None` behind a proxy, whose own name is then the only one asked for.
    gate: Option<Arc<Gate>>,
    answers: Mutex<HashMap<Box<str>, Answer>>,
}

struct Answer {
    addresses: Arc<[IpAddr]>,
    until: Instant,
}

impl Resolver {
    pub(crate) fn new(names: Arc<dyn Names>, kept: Duration, gate: Option<Arc<Gate>>) -> Self {
        Self { shared: Arc::new(Shared { names, kept, gate, answers: Mutex::default() }) }
    }

    /// The addresses of a name, never none; looked up anew when the last answer is too old.
    ///
    /// # Errors
    /// [`FetchError::PrivateAddress`] if one of them is not allowed, [`FetchError::Dns`] if there
    /// is none (another try can help).
    pub(crate) async fn lookup(&self, name: &str) -> Result<Arc<[IpAddr]>, FetchError> {
        match self.kept(name, Some(Instant::now())) {
            Some(addresses) => Ok(addresses),
            None => self.look_up_anew(name).await,
        }
    }

    async fn look_up_anew(&self, name: &str) -> Result<Arc<[IpAddr]>, FetchError> {
        let found = self.shared.names.addresses(name.to_owned()).await;
        let addresses = in_fixed_order(found.map_err(|_| FetchError::Dns)?);
        if addresses.is_empty() {
            return Err(FetchError::Dns);
        }
        if let Some(gate) = &self.shared.gate {
            addresses.iter().try_for_each(|ip| gate.check_address(*ip))?;
        }
        let addresses: Arc<[IpAddr]> = addresses.into_iter().take(MOST_ADDRESSES).collect();
        self.keep(name, Arc::clone(&addresses));
        Ok(addresses)
    }

    /// The addresses last found, if they still hold at that instant, or of whatever age.
    fn kept(&self, name: &str, at: Option<Instant>) -> Option<Arc<[IpAddr]>> {
        let answers = self.shared.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let holding = answers.get(name).filter(|answer| at.is_none_or(|at| at < answer.until));
        let addresses = holding.map(|answer| Arc::clone(&answer.addresses));
        drop(answers);
        addresses
    }

    fn keep(&self, name: &str, addresses: Arc<[IpAddr]>) {
        let now = Instant::now();
        let mut answers = self.shared.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST_KEPT {
            answers.retain(|_, answer| now < answer.until);
        }
        if answers.len() >= MOST_KEPT {
            answers.clear();
        }
        answers.insert(name.into(), Answer { addresses, until: now + self.shared.kept });
    }

    /// For a connection: what was last checked, whatever its age. It passed this same gate, and is
    /// what the request was admitted by; asking again here would open the gap between the check and
    /// the connection. An answer that has aged meanwhile (while a turn was waited for) costs a
    /// connection that fails, and another try later.
    async fn lookup_to_connect(&self, name: &str) -> Result<Arc<[IpAddr]>, FetchError> {
        match self.kept(name, None) {
            Some(addresses) => Ok(addresses),
            None => self.look_up_anew(name).await,
        }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.clone();
        Box::pin(async move {
            let addresses = resolver.lookup_to_connect(name.as_str()).await?;
            // Port 0 stands for the one of the address asked for.
            let sockets: Vec<_> = addresses.iter().map(|ip| SocketAddr::new(*ip, 0)).collect();
            Ok(Box::new(sockets.into_iter()) as Addrs)
        })
    }
}

/// The family that the system prefers first (RFC 6724), then by number: hosts that share their
/// addresses in turn then also share the first one, by which requests at once are counted.
fn in_fixed_order(mut addresses: Vec<IpAddr>) -> Vec<IpAddr> {
    let prefers_v6 = addresses.first().is_some_and(IpAddr::is_ipv6);
    addresses.sort_unstable_by_key(|ip| (ip.is_ipv6() != prefers_v6, *ip));
    addresses.dedup();
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::SystemNames;

    fn ips(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn addresses_given_in_turn_come_in_one_order() {
        let expected = ips(&["2a00::1", "2a00::2", "1.1.1.1", "1.1.1.2"]);

        assert_eq!(in_fixed_order(ips(&["2a00::2", "1.1.1.2", "2a00::1", "1.1.1.1"])), expected);
        assert_eq!(
            in_fixed_order(ips(&["2a00::1", "2a00::1", "2a00::2", "1.1.1.1", "1.1.1.2"])),
            expected
        );
    }

    fn resolver() -> Resolver {
        Resolver::new(Arc::new(SystemNames), Duration::from_mins(1), None)
    }

    #[test]
    fn answers_do_not_pile_up() {
        let resolver = resolver();

        for name in 0..=MOST_KEPT {
            resolver.keep(&format!("{name}.example"), ips(&["1.1.1.1"]).into());
        }

        assert!(resolver.shared.answers.lock().unwrap().len() <= MOST_KEPT);
        assert!(resolver.kept(&format!("{MOST_KEPT}.example"), Some(Instant::now())).is_some());
    }

    #[test]
    fn an_old_answer_is_good_for_connecting_only() {
        let resolver = resolver();
        resolver.keep("news.example", ips(&["1.1.1.1"]).into());

        let later = Instant::now() + Duration::from_secs(61);

        assert!(resolver.kept("news.example", Some(later)).is_none());
        assert!(resolver.kept("news.example", None).is_some());
    }
}
