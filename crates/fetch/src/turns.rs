//! How many requests are at one IP address at once, over all hosts of this process.
//!
//! In: an address. Out: a turn, given back when dropped. First come, first served. Absent: pacing,
//! which is by host and known to the database.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Addresses above which those without requests are forgotten. About 100 bytes each.
const SWEPT_ABOVE: usize = 256;

/// The turns of every address in use.
pub(crate) struct Turns {
    at_once: usize,
    places: Mutex<HashMap<IpAddr, Arc<Semaphore>>>,
}

/// One request's turn.
pub(crate) struct Turn {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Turns {
    pub(crate) fn new(at_once: usize) -> Self {
        Self { at_once: at_once.clamp(1, Semaphore::MAX_PERMITS), places: Mutex::default() }
    }

    /// Waits until fewer than the most requests are at the address.
    pub(crate) async fn take(&self, ip: IpAddr) -> Turn {
        let place = self.place(ip.to_canonical());
        // An error would mean a closed semaphore, and none is ever closed.
        Turn { _permit: place.acquire_owned().await.ok() }
    }

    fn place(&self, ip: IpAddr) -> Arc<Semaphore> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= SWEPT_ABOVE && !places.contains_key(&ip) {
            // Whoever waits or works at a place holds it too.
            places.retain(|_, place| Arc::strong_count(place) > 1);
        }
        let new = || Arc::new(Semaphore::new(self.at_once));
        let place = Arc::clone(places.entry(ip).or_insert_with(new));
        drop(places);
        place
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use futures_util::FutureExt;

    use super::*;

    fn ip(number: u32) -> IpAddr {
        Ipv4Addr::from_bits(number).into()
    }

    #[tokio::test]
    async fn a_turn_is_free_again_when_the_last_one_ends() {
        let turns = Turns::new(2);
        let first = turns.take(ip(1)).await;
        let _second = turns.take(ip(1)).await;

        assert!(turns.take(ip(1)).now_or_never().is_none());
        assert!(turns.take(ip(2)).now_or_never().is_some());
        drop(first);
        assert!(turns.take(ip(1)).now_or_never().is_some());
    }

    #[tokio::test]
    async fn places_without_requests_are_forgotten_and_others_are_not() {
        let turns = Turns::new(1);
        let _held = turns.take(ip(0)).await;

        for number in 1..10_000 {
            turns.take(ip(number)).await;
        }

        assert!(turns.places.lock().unwrap().len() <= SWEPT_ABOVE);
        assert!(turns.take(ip(0)).now_or_never().is_none());
    }
}
