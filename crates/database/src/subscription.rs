//! Subscriptions: at which hub we asked to be told of a source's news (WebSub), and how that stands.
//!
//! One row a source, and beside it those of hubs that the source named before and that are still to be
//! told: they belong to no source any longer. The row is the truth: whatever is to be asked of the hub follows from the state
//! and `next_try_at`; whoever asks leases the row. What the hub answers comes later, by a request of
//! its own that names the row's token.

use sea_orm::{ConnectionTrait, entity::prelude::*};

use crate::{
    Lease, Micros, Result,
    statement::{execute, execute_held, number, one},
};

/// One subscription. Its secret is not to be printed, so the row is not either.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subscription")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose news; the source may be gone by now. Below 0 (its own id) where another hub has taken its
    /// place.
    pub source_id: i64,
    /// Who is asked.
    pub hub: String,
    /// By which address the hub knows the source.
    pub topic: String,
    /// Our address when the hub was last asked, without the token; empty before.
    pub callback: String,
    /// The part of the callback's address that nobody can guess.
    pub token: String,
    /// With which the hub signs.
    pub secret: String,
    /// See [`State`].
    pub state: String,
    /// Until when the hub will tell.
    pub active_until: Micros,
    /// When the hub was last asked.
    pub asked_at: Micros,
    /// When it is to be asked again: for the first time, after a failure, or to renew.
    pub next_try_at: Micros,
    /// Times asked since the hub last confirmed.
    pub attempts: i32,
    /// The last failure.
    pub last_error: Option<String>,
    /// Until when somebody is asking.
    pub lease_until: Micros,
    /// Which lease this is.
    pub lease_epoch: i64,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How a subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The hub was not asked yet, or not by our present address.
    Wanted,
    /// It was asked, and has not confirmed.
    Pending,
    /// It tells us, until `active_until`.
    Active,
    /// It refused; it is not asked again for this topic.
    Denied,
    /// It is to be told that we want no more.
    Leaving,
}

impl State {
    /// As it stands in the row.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Denied => "denied",
            Self::Leaving => "leaving",
        }
    }
}

/// A hub that a source names, with the token and the secret of the subscription if it is a new one.
#[derive(Clone)]
pub struct Offer {
    /// Whose news.
    pub source_id: i64,
    /// Who tells of it.
    pub hub: String,
    /// By which address the hub knows it.
    pub topic: String,
    /// See [`Model::token`].
    pub token: String,
    /// See [`Model::secret`].
    pub secret: String,
}

impl std::fmt::Debug for Offer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Offer").field("source_id", &self.source_id).finish_non_exhaustive()
    }
}

/// A hub that changes is asked at the earliest so long after the one before it, in seconds: a feed
/// that names another one each time does not have us ask them all.
const CHANGE_SECONDS: i64 = 3_600;

/// Wants a subscription at the hub that a source names, unless that is so already. Of another hub or
/// topic than before leave is taken first, if it was ever asked.
///
/// # Errors
/// When the database is away.
pub async fn offer(db: &impl ConnectionTrait, offer: &Offer) -> Result<()> {
    let known = of_source(db, offer.source_id).await?;
    let next_try_at = match &known {
        Some(known) if known.asked_at > Micros::START => {
            known.asked_at.plus_seconds(CHANGE_SECONDS)
        }
        Some(known) => known.next_try_at,
        None => Micros::START,
    };
    if let Some(known) = known
        && (known.hub != offer.hub || known.topic != offer.topic)
        && known.asked_at > Micros::START
        && known.state != State::Denied.code()
    {
        detach(db, known.id).await?;
    }
    want(db, offer, next_try_at).await
}

/// Leaves the hub of a subscription whose source names another one by now.
async fn detach(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    let text = "UPDATE subscription SET source_id = -id, state = 'leaving', active_until = 0, \
                attempts = 0, next_try_at = 0 WHERE id = $1";
    execute(db, text, [id.into()]).await?;
    Ok(())
}

async fn want(db: &impl ConnectionTrait, offer: &Offer, next_try_at: Micros) -> Result<()> {
    let text = "INSERT INTO subscription \
                (source_id, hub, topic, callback, token, secret, state, next_try_at) \
                VALUES ($1, $2, $3, '', $4, $5, 'wanted', $6) ON CONFLICT (source_id) DO UPDATE SET \
                hub = excluded.hub, topic = excluded.topic, token = excluded.token, \
                secret = excluded.secret, state = 'wanted', active_until = 0, attempts = 0, \
                last_error = NULL, next_try_at = excluded.next_try_at \
                WHERE subscription.hub <> excluded.hub OR subscription.topic <> excluded.topic \
                OR subscription.state = 'leaving'";
    let values = [
        offer.source_id.into(),
        offer.hub.clone().into(),
        offer.topic.clone().into(),
        offer.token.clone().into(),
        offer.secret.clone().into(),
        next_try_at.into(),
    ];
    execute(db, text, values).await?;
    Ok(())
}

/// Takes leave of the hub of a source that names none any longer.
///
/// # Errors
/// When the database is away.
pub async fn leave(db: &impl ConnectionTrait, source_id: i64) -> Result<()> {
    let never_began =
        "DELETE FROM subscription WHERE source_id = $1 AND state IN ('wanted', 'denied')";
    execute(db, never_began, [source_id.into()]).await?;
    let text = "UPDATE subscription SET state = 'leaving', attempts = 0, next_try_at = 0 \
                WHERE source_id = $1 AND state <> 'leaving'";
    execute(db, text, [source_id.into()]).await?;
    Ok(())
}

/// Takes leave of the hubs of sources that are gone, or whose site is crawled no longer; those that were
/// never asked, or refused, are forgotten.
///
/// # Errors
/// When the database is away.
pub async fn leave_gone(db: &impl ConnectionTrait) -> Result<()> {
    let is_gone = "NOT EXISTS (SELECT 1 FROM source JOIN site ON site.id = source.site_id \
                   WHERE source.id = subscription.source_id AND site.enabled = TRUE)";
    let never_began =
        format!("DELETE FROM subscription WHERE (asked_at = 0 OR state = 'denied') AND {is_gone}");
    execute(db, &never_began, []).await?;
    let text = format!(
        "UPDATE subscription SET state = 'leaving', attempts = 0, next_try_at = 0 \
         WHERE state <> 'leaving' AND {is_gone}"
    );
    execute(db, &text, []).await?;
    Ok(())
}

/// Wants those subscriptions anew whose hub knows another address of ours than this, an hour after it
/// was asked: two processes that are told different addresses do not ask it in turn.
///
/// # Errors
/// When the database is away.
pub async fn move_to(db: &impl ConnectionTrait, callback: &str) -> Result<()> {
    let text = "UPDATE subscription SET state = 'wanted', attempts = 0, active_until = 0, \
                next_try_at = asked_at + $2 \
                WHERE state IN ('pending', 'active') AND callback <> $1";
    let later = Micros::START.plus_seconds(CHANGE_SECONDS);
    execute(db, text, [callback.into(), later.into()]).await?;
    Ok(())
}

/// Takes the lease of a subscription whose hub is to be asked.
///
/// # Errors
/// When the database is away.
pub async fn lease(
    db: &impl ConnectionTrait,
    now: Micros,
    until: Micros,
) -> Result<Option<(Lease, Model)>> {
    let text = "UPDATE subscription SET lease_until = $2, lease_epoch = lease_epoch + 1 \
                WHERE lease_until < $1 AND id = (SELECT id FROM subscription \
                WHERE next_try_at <= $1 AND lease_until < $1 AND state <> 'denied' \
                ORDER BY next_try_at, id LIMIT 1) RETURNING *";
    let row = one::<Model>(db, text, [now.into(), until.into()]).await?;
    Ok(row.map(|row| (Lease { id: row.id, epoch: row.lease_epoch, until }, row)))
}

/// Holds a lease for longer; 0 gives it back.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has it.
pub async fn renew(db: &impl ConnectionTrait, lease: &Lease, until: Micros) -> Result<()> {
    let text = "UPDATE subscription SET lease_until = $3 WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), until.into()]).await
}

/// One asking of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking<'a> {
    /// Our address, without the token.
    pub callback: &'a str,
    /// When.
    pub now: Micros,
    /// When the hub is asked again, unless it confirms before.
    pub next_try_at: Micros,
}

/// Writes that the hub is about to be asked: its confirmation may come before its answer.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the row.
pub async fn begin(db: &impl ConnectionTrait, lease: &Lease, asking: Asking<'_>) -> Result<()> {
    let text = "UPDATE subscription SET callback = $3, asked_at = $4, next_try_at = $5, \
                attempts = attempts + 1, state = CASE WHEN state = 'leaving' THEN state \
                WHEN state = 'active' AND active_until > $4 THEN state ELSE 'pending' END \
                WHERE id = $1 AND lease_epoch = $2";
    let values = [
        lease.id.into(),
        lease.epoch.into(),
        asking.callback.into(),
        asking.now.into(),
        asking.next_try_at.into(),
    ];
    execute_held(db, text, values).await
}

/// Keeps why asking failed, and when the hub is asked again; what it has confirmed meanwhile stays.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the row.
pub async fn fail(
    db: &impl ConnectionTrait,
    lease: &Lease,
    error: &str,
    next_try_at: Micros,
) -> Result<()> {
    let text = "UPDATE subscription SET last_error = $3, next_try_at = \
                CASE WHEN state = 'active' AND attempts = 0 THEN next_try_at ELSE $4 END \
                WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), error.into(), next_try_at.into()])
        .await
}

/// Puts asking off until then: the hub's host was held by somebody else, so that it was not asked.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the row.
pub async fn put_off(db: &impl ConnectionTrait, lease: &Lease, next_try_at: Micros) -> Result<()> {
    let text = "UPDATE subscription SET next_try_at = $3, \
                attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END \
                WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), next_try_at.into()]).await
}

/// Forgets a subscription that was left.
///
/// # Errors
/// When the database is away.
pub async fn forget(db: &impl ConnectionTrait, lease: &Lease) -> Result<()> {
    let text = "DELETE FROM subscription WHERE id = $1 AND lease_epoch = $2 AND state = 'leaving'";
    execute(db, text, [lease.id.into(), lease.epoch.into()]).await?;
    Ok(())
}

/// The subscription of this token.
///
/// # Errors
/// When the database is away.
pub async fn by_token(db: &impl ConnectionTrait, token: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Token.eq(token)).one(db).await?)
}

/// The subscription of this source.
///
/// # Errors
/// When the database is away.
pub async fn of_source(db: &impl ConnectionTrait, source_id: i64) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::SourceId.eq(source_id)).one(db).await?)
}

/// The hub asks whether we want the subscription: activates it until then if so, and tells.
///
/// # Errors
/// When the database is away.
pub async fn confirm(
    db: &impl ConnectionTrait,
    (token, topic): (&str, &str),
    (active_until, renew_at): (Micros, Micros),
) -> Result<bool> {
    let text = "UPDATE subscription SET state = 'active', active_until = $3, next_try_at = $4, \
                attempts = 0, last_error = NULL \
                WHERE token = $1 AND topic = $2 AND state IN ('pending', 'active')";
    let values = [token.into(), topic.into(), active_until.into(), renew_at.into()];
    Ok(execute(db, text, values).await? > 0)
}

/// The hub asks whether we want to leave: forgets the subscription if so, and tells.
///
/// # Errors
/// When the database is away.
pub async fn confirm_leave(db: &impl ConnectionTrait, token: &str, topic: &str) -> Result<bool> {
    let text = "DELETE FROM subscription WHERE token = $1 AND topic = $2 AND state = 'leaving'";
    Ok(execute(db, text, [token.into(), topic.into()]).await? > 0)
}

/// The hub refuses, at once or later: it is not asked again. Tells whether it was asked.
///
/// # Errors
/// When the database is away.
pub async fn deny(
    db: &impl ConnectionTrait,
    token: &str,
    topic: &str,
    reason: &str,
) -> Result<bool> {
    let text = "UPDATE subscription SET state = 'denied', active_until = 0, last_error = $3 \
                WHERE token = $1 AND topic = $2 AND state IN ('pending', 'active')";
    Ok(execute(db, text, [token.into(), topic.into(), reason.into()]).await? > 0)
}

/// Whether the source's hub tells us of its news at present, at this address of ours.
///
/// # Errors
/// When the database is away.
pub async fn is_active(
    db: &impl ConnectionTrait,
    source_id: i64,
    callback: &str,
    now: Micros,
) -> Result<bool> {
    let text = "SELECT count(*) AS n FROM subscription WHERE source_id = $1 AND callback = $2 \
                AND state = 'active' AND active_until > $3";
    Ok(number(db, text, [source_id.into(), callback.into(), now.into()]).await? > 0)
}
