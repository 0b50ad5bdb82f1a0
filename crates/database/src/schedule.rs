//! The schedule: each slot of a task is taken once, however many schedulers there are.

use sea_orm::{ConnectionTrait, entity::prelude::*};

use crate::{
    Lease, Micros, Result,
    statement::{execute, execute_held, one},
};

/// One task that is done again and again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule")]
pub struct Model {
    /// The task.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The last slot that was begun: time divided by the period.
    pub slot: i64,
    /// The last slot that was finished.
    pub done_slot: i64,
    /// Until when somebody works on it.
    pub lease_until: Micros,
    /// Which lease this is.
    pub lease_epoch: i64,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Takes a slot of a task, unless it is done or somebody works on it. A slot whose taker died is
/// taken again when its lease has ended.
///
/// # Errors
/// When the database is away.
pub async fn take(
    db: &impl ConnectionTrait,
    name: &str,
    slot: i64,
    now: Micros,
    until: Micros,
) -> Result<Option<Lease>> {
    let make = "INSERT INTO schedule (name) VALUES ($1) ON CONFLICT (name) DO NOTHING";
    execute(db, make, [name.into()]).await?;
    let text = "UPDATE schedule SET slot = $2, lease_until = $4, lease_epoch = lease_epoch + 1 \
                WHERE name = $1 AND done_slot < $2 AND lease_until < $3 RETURNING *";
    let row = one::<Model>(db, text, [name.into(), slot.into(), now.into(), until.into()]).await?;
    Ok(row.map(|row| Lease { id: slot, epoch: row.lease_epoch, until }))
}

/// Holds a slot for longer.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else took the slot.
pub async fn renew(
    db: &impl ConnectionTrait,
    name: &str,
    lease: &Lease,
    until: Micros,
) -> Result<()> {
    let text = "UPDATE schedule SET lease_until = $2 WHERE name = $1 AND lease_epoch = $3";
    execute_held(db, text, [name.into(), until.into(), lease.epoch.into()]).await
}

/// Marks a slot as done.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else took the slot.
pub async fn done(db: &impl ConnectionTrait, name: &str, lease: &Lease) -> Result<()> {
    let text = "UPDATE schedule SET done_slot = $2, lease_until = 0 \
                WHERE name = $1 AND lease_epoch = $3";
    execute_held(db, text, [name.into(), lease.id.into(), lease.epoch.into()]).await
}
