//! A lease that is kept alive while the work goes on.
//!
//! Renewed at a third of its length beside the work: whatever computes for long must do so on a
//! thread of its own, or the renewal comes too late. When a renewal finds that somebody else has the
//! row, the work is dropped; what it writes later is refused by its epoch anyway.

use std::{future::Future, time::Duration};

use database::{DatabaseError, Micros};
use tracing::warn;

use crate::clock::{micros, now};

/// Runs `work` while `renew` keeps its lease alive; none when the lease was lost meanwhile.
pub(crate) async fn holding<T, R>(
    length: Duration,
    renew: impl Fn(Micros) -> R,
    work: impl Future<Output = T>,
) -> Option<T>
where
    R: Future<Output = database::Result<()>>,
{
    let renewal = async {
        loop {
            tokio::time::sleep(length / 3).await;
            match renew(now().plus_micros(micros(length))).await {
                Ok(()) => {}
                Err(DatabaseError::LeaseLost) => break,
                Err(error) => warn!(%error, "A lease could not be renewed; trying again"),
            }
        }
    };
    tokio::select! {
        result = work => Some(result),
        () = renewal => None,
    }
}

/// Until when a lease taken now lasts.
pub(crate) fn lease_until(length_micros: i64) -> (Micros, Micros) {
    let start = now();
    (start, start.plus_micros(length_micros))
}
