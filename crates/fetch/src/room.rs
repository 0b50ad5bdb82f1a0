//! Room for bodies that are larger than the ordinary cap: for a few at a time in this process.
//!
//! In: how long a body has become. Out: a turn, awaited once, that is given back with the body's last
//! byte in memory, and not before.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bodies above the ordinary cap at once. Chosen: only sitemaps are as large, and each holds up to
/// 32 MiB until it has been read.
pub(crate) const LARGE_AT_ONCE: usize = 2;

/// Where the turns are.
pub(crate) struct Room {
    /// Bytes that need none.
    pub(crate) free: u64,
    pub(crate) large: Arc<Semaphore>,
}

/// A body while it comes.
pub(crate) struct Growing {
    pub(crate) body: BytesMut,
    room: Room,
    turn: Option<OwnedSemaphorePermit>,
}

impl Growing {
    pub(crate) fn new(room: Room) -> Self {
        Self { body: BytesMut::new(), room, turn: None }
    }

    /// Waits for a turn if the body has become large. The body's own deadlines go on.
    pub(crate) async fn grow(&mut self) {
        if self.turn.is_none() && self.body.len() as u64 > self.room.free {
            // The turns are never closed.
            self.turn = Arc::clone(&self.room.large).acquire_owned().await.ok();
        }
    }

    /// The body, no longer than this.
    pub(crate) fn finish(self, most: u64) -> Bytes {
        let mut body = self.body.freeze();
        body.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        match self.turn {
            Some(turn) => Bytes::from_owner(Held { body, _turn: turn }),
            None => body,
        }
    }
}

/// A large body with its turn.
struct Held {
    body: Bytes,
    _turn: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.body
    }
}
