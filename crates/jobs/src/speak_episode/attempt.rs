//! How far an attempt at an episode comes, told to its row: who comes farther than all before is not
//! hopeless, however often its workers are killed.

use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

use database::{Database, Lease, episode};

/// An attempt: it counts the pieces that were spoken, by whichever voice, now or before.
#[derive(Debug)]
pub(super) struct Attempt<'c> {
    database: &'c Database,
    pub(super) lease: &'c Lease,
    /// Which take of the episode it is: what was kept of one is not heard in another.
    pub(super) take: i32,
    pieces: AtomicI32,
    /// The most pieces of any attempt.
    reached: AtomicI32,
}

impl<'c> Attempt<'c> {
    pub(super) fn new(database: &'c Database, lease: &'c Lease, row: &episode::Model) -> Self {
        let (pieces, reached) = (AtomicI32::new(0), AtomicI32::new(row.reached));
        Self { database, lease, take: row.take, pieces, reached }
    }

    pub(super) fn episode(&self) -> i64 {
        self.lease.id
    }

    /// One more piece is spoken. What an attempt before has spoken too is not written down again.
    ///
    /// # Errors
    /// When somebody else has the episode, or the database is away.
    pub(super) async fn one_more(&self) -> database::Result<()> {
        let pieces = self.pieces.fetch_add(1, Relaxed) + 1;
        if pieces <= self.reached.fetch_max(pieces, Relaxed) {
            return Ok(());
        }
        episode::reach(&self.database.write, self.lease, pieces).await
    }
}
