//! Attempts at an episode: who holds it, how far they come, and how they end.
//!
//! An attempt is counted when it begins, as one whose worker is killed says nothing any more. The
//! count begins anew whenever an attempt comes farther than all before it. Those that die while they
//! master what is spoken whole are counted apart, as they say nothing against text and voice.

use sea_orm::{ConnectionTrait, FromQueryResult};

use super::Model;
use crate::{
    DatabaseError, Lease, Micros, Result,
    statement::{execute_held, one},
};

/// Attempts in a row that come no farther, before an episode is failed for good.
pub const MOST_ATTEMPTS: i32 = 5;

/// Attempts in a row that end without a word while they master, before an episode is failed for good.
/// Chosen: nobody ends Earshot so often in the seconds that a mastering takes, and a mastering that
/// ends its process (for want of memory, say) is over after some twenty leases.
pub const MOST_MASTERINGS: i32 = 20;

/// What an episode waits for that is put off through no fault of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitsFor {
    /// The budget of its voice is spent: an operator's own wish.
    Budget,
    /// A voice that is away, or is to be mended.
    Voice,
    /// A store that is away, or has lost the audio.
    Store,
}

impl WaitsFor {
    /// As it is written in the row.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Voice => "voice",
            Self::Store => "store",
        }
    }
}

/// Takes the lease of an episode that waits, with its audio or still without, and counts the
/// attempt: one that ends without a word, as its worker was killed, is counted already.
///
/// # Errors
/// When the database is away.
pub async fn lease(
    db: &impl ConnectionTrait,
    id: i64,
    has_audio: bool,
    now: Micros,
    until: Micros,
) -> Result<Option<(Lease, Model)>> {
    let text = "UPDATE episode SET lease_until = $3, lease_epoch = lease_epoch + 1, \
                attempts = attempts + 1 \
                WHERE id = $1 AND lease_until < $2 AND next_attempt_at <= $2 \
                AND (object_id IS NOT NULL) = $4 RETURNING *";
    let values = [id.into(), now.into(), until.into(), has_audio.into()];
    let row = one::<Model>(db, text, values).await?;
    Ok(row.map(|row| (Lease { id, epoch: row.lease_epoch, until }, row)))
}

/// Holds a lease for longer.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has it.
pub async fn renew(db: &impl ConnectionTrait, lease: &Lease, until: Micros) -> Result<()> {
    let text = "UPDATE episode SET lease_until = $3 WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), until.into()]).await
}

/// Tells that the attempt at hand has spoken so many pieces of the script. Where none before it came
/// so far, attempts are counted anew, without this one: a worker that was killed on the way, or lost
/// its lease, is not the text's fault. The farthest point alone counts, which has an end: what stops
/// every attempt at the same place is given up. It ends a row of waits, too, but for a store, which has
/// lost the audio where the same is spoken again.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn reach(db: &impl ConnectionTrait, lease: &Lease, pieces: i32) -> Result<()> {
    let text = "UPDATE episode SET attempts = CASE WHEN reached < $3 THEN 0 ELSE attempts END, \
                waits = CASE WHEN reached < $3 AND COALESCE(waits_for, '') <> 'store' \
                THEN 0 ELSE waits END, \
                reached = CASE WHEN reached < $3 THEN $3 ELSE reached END \
                WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), pieces.into()]).await
}

/// All of the episode is spoken: this attempt counts no longer, unless it fails with a word
/// ([`fail_mastering`]), and is counted among those that die while they master.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn begin_mastering(db: &impl ConnectionTrait, lease: &Lease) -> Result<()> {
    let text = "UPDATE episode SET masterings = masterings + 1, \
                attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END \
                WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into()]).await
}

/// How often the episode waited for others in a row, budgets left out: since it was published, tried by
/// hand, or, while it waited for a voice, came farther than ever.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn waits(db: &impl ConnectionTrait, lease: &Lease) -> Result<i32> {
    #[derive(FromQueryResult)]
    struct Row {
        waits: i32,
    }
    let text = "SELECT waits FROM episode WHERE id = $1 AND lease_epoch = $2";
    let row = one::<Row>(db, text, [lease.id.into(), lease.epoch.into()]).await?;
    row.map(|row| row.waits).ok_or(DatabaseError::LeaseLost)
}

/// The mastering failed, and tells why: that is an attempt like any other. [`fail`] or [`put_off`] follows,
/// and ends the row of those that die while they master.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn fail_mastering(db: &impl ConnectionTrait, lease: &Lease) -> Result<()> {
    let text = "UPDATE episode SET attempts = attempts + 1 \
                WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into()]).await
}

/// Attempts in a row that came no farther, with the one at hand where it did not either.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn attempts(db: &impl ConnectionTrait, lease: &Lease) -> Result<i32> {
    #[derive(FromQueryResult)]
    struct Row {
        attempts: i32,
    }
    let text = "SELECT attempts FROM episode WHERE id = $1 AND lease_epoch = $2";
    let row = one::<Row>(db, text, [lease.id.into(), lease.epoch.into()]).await?;
    row.map(|row| row.attempts).ok_or(DatabaseError::LeaseLost)
}

/// Gives an episode back after a failure: to be tried again at `again_at`, or failed for good.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn fail(
    db: &impl ConnectionTrait,
    lease: &Lease,
    error: &str,
    again_at: Option<Micros>,
    now: Micros,
) -> Result<()> {
    let text = "UPDATE episode SET lease_until = 0, last_error = $3, next_attempt_at = $4, \
        masterings = 0, waits_for = NULL, failed_at = CASE WHEN $5 THEN $6 ELSE NULL END \
        WHERE id = $1 AND lease_epoch = $2";
    let values = [
        lease.id.into(),
        lease.epoch.into(),
        error.into(),
        again_at.into(),
        again_at.is_none().into(),
        now.into(),
    ];
    execute_held(db, text, values).await
}

/// Gives an episode back after a failure that is not its own: the attempt does not count; the wait does
/// ([`waits`]), unless it is for a budget.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn put_off(
    db: &impl ConnectionTrait,
    lease: &Lease,
    (waits_for, reason): (WaitsFor, &str),
    again_at: Micros,
) -> Result<()> {
    let text = "UPDATE episode SET lease_until = 0, last_error = $3, next_attempt_at = $4, \
        waits_for = $5, waits = waits + CASE WHEN $5 = 'budget' THEN 0 ELSE 1 END, \
        masterings = 0, attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END \
        WHERE id = $1 AND lease_epoch = $2";
    let values = [
        lease.id.into(),
        lease.epoch.into(),
        reason.into(),
        again_at.into(),
        waits_for.as_str().into(),
    ];
    execute_held(db, text, values).await
}
