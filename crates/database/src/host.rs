//! Hosts: who may ask one, and when.
//!
//! The host (with its port) is the unit of leasing: its holder asks one page after another, and
//! writes the next free time before each request, so that neither a crash nor a second worker can
//! cause a burst.

use sea_orm::{ConnectionTrait, entity::prelude::*};

use crate::{
    Lease, Micros, Result,
    statement::{execute, execute_held, list, number, numbers, one},
};

mod held;

pub use held::{count_held, held};

/// One host.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "host")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Name or address, with the port where that is not the usual one.
    pub name: String,
    /// No request before this.
    pub free_at: Micros,
    /// Until when somebody holds it.
    pub lease_until: Micros,
    /// Which lease this is; grows with each.
    pub lease_epoch: i64,
    /// When a job for it was last put in the queue.
    pub rung_at: Micros,
    /// Its robots.txt, as fetched.
    pub robots: Option<String>,
    /// With which status it was answered; 0 when it could not be reached.
    pub robots_status: Option<i32>,
    /// Until when that is believed.
    pub robots_until: Micros,
    /// Usual time to the first byte.
    pub latency_micros: Option<i64>,
    /// Failures in a row.
    pub failures: i32,
    /// Until when it is left alone: Retry-After, or the circuit breaker.
    pub blocked_until: Micros,
    /// The last failure.
    pub last_error: Option<String>,
    /// Answers 401 or 403 in a row, over all visits.
    pub refusals: i32,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The row of this host, made if it is new.
///
/// # Errors
/// When the database is away.
pub async fn ensure(db: &impl ConnectionTrait, name: &str) -> Result<i64> {
    if let Some(known) = id_of(db, name).await? {
        return Ok(known);
    }
    let text = "INSERT INTO host (name) VALUES ($1) \
                ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id AS n";
    number(db, text, [name.into()]).await
}

/// The row of this host, if it is known: without its robots.txt, which may be long.
///
/// # Errors
/// When the database is away.
pub async fn id_of(db: &impl ConnectionTrait, name: &str) -> Result<Option<i64>> {
    let known = number(db, "SELECT id AS n FROM host WHERE name = $1", [name.into()]).await?;
    Ok((known > 0).then_some(known))
}

/// The host of this row.
///
/// # Errors
/// When the database is away.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The host of this name.
///
/// # Errors
/// When the database is away.
pub async fn by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Name.eq(name)).one(db).await?)
}

/// Takes the lease of a host that nobody holds, and that may be asked.
///
/// # Errors
/// When the database is away.
pub async fn lease(
    db: &impl ConnectionTrait,
    id: i64,
    now: Micros,
    until: Micros,
) -> Result<Option<(Lease, Model)>> {
    take(db, id, (now, until), " AND blocked_until <= $2").await
}

/// Takes the lease of a host that nobody holds, though it asked to be left alone: for work that does
/// not ask it.
///
/// # Errors
/// When the database is away.
pub async fn lease_though_resting(
    db: &impl ConnectionTrait,
    id: i64,
    now: Micros,
    until: Micros,
) -> Result<Option<(Lease, Model)>> {
    take(db, id, (now, until), "").await
}

async fn take(
    db: &impl ConnectionTrait,
    id: i64,
    (now, until): (Micros, Micros),
    condition: &str,
) -> Result<Option<(Lease, Model)>> {
    let text = format!(
        "UPDATE host SET lease_until = $3, lease_epoch = lease_epoch + 1 \
         WHERE id = $1 AND lease_until < $2{condition} RETURNING *"
    );
    let row = one::<Model>(db, &text, [id.into(), now.into(), until.into()]).await?;
    Ok(row.map(|row| (Lease { id, epoch: row.lease_epoch, until }, row)))
}

/// Holds a lease for longer; 0 gives it back.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has it.
pub async fn renew(db: &impl ConnectionTrait, lease: &Lease, until: Micros) -> Result<()> {
    let text = "UPDATE host SET lease_until = $3 WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), until.into()]).await
}

/// Writes the next free time, before the request that makes the host busy until then.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the host.
pub async fn occupy(db: &impl ConnectionTrait, lease: &Lease, free_at: Micros) -> Result<()> {
    let text = "UPDATE host SET free_at = $3 WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), free_at.into()]).await
}

/// Leaves a host alone until then.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the host.
pub async fn block(db: &impl ConnectionTrait, lease: &Lease, until: Micros) -> Result<()> {
    let text = "UPDATE host SET blocked_until = $3 WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into(), until.into()]).await
}

/// Fails unless the lease still stands: the first statement of a holder's transaction.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the host.
pub async fn confirm(db: &impl ConnectionTrait, lease: &Lease) -> Result<()> {
    let text = "UPDATE host SET lease_epoch = lease_epoch WHERE id = $1 AND lease_epoch = $2";
    execute_held(db, text, [lease.id.into(), lease.epoch.into()]).await
}

/// Keeps a robots.txt and how long it is believed.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the host.
pub async fn keep_robots(
    db: &impl ConnectionTrait,
    lease: &Lease,
    status: u16,
    text: &str,
    until: Micros,
) -> Result<()> {
    let statement = "UPDATE host SET robots = $3, robots_status = $4, robots_until = $5 \
                     WHERE id = $1 AND lease_epoch = $2";
    let values =
        [lease.id.into(), lease.epoch.into(), text.into(), i32::from(status).into(), until.into()];
    execute_held(db, statement, values).await
}

/// How a host has behaved of late.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// See [`Model::free_at`].
    pub free_at: Micros,
    /// See [`Model::latency_micros`].
    pub latency_micros: Option<i64>,
    /// See [`Model::failures`].
    pub failures: i32,
    /// See [`Model::blocked_until`].
    pub blocked_until: Micros,
    /// See [`Model::last_error`].
    pub last_error: Option<String>,
    /// See [`Model::refusals`].
    pub refusals: i32,
}

/// Keeps how the host behaved.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the host.
pub async fn keep_health(db: &impl ConnectionTrait, lease: &Lease, health: &Health) -> Result<()> {
    let text = "UPDATE host SET latency_micros = $3, failures = $4, blocked_until = $5, \
                last_error = $6, free_at = $7, refusals = $8 WHERE id = $1 AND lease_epoch = $2";
    let values = [
        lease.id.into(),
        lease.epoch.into(),
        health.latency_micros.into(),
        health.failures.into(),
        health.blocked_until.into(),
        health.last_error.clone().into(),
        health.free_at.into(),
        health.refusals.into(),
    ];
    execute_held(db, text, values).await
}

/// Forgets that hosts did not answer: the fault was our own network's.
///
/// # Errors
/// When the database is away.
pub async fn forgive_silence(db: &impl ConnectionTrait) -> Result<()> {
    let text = "UPDATE host SET failures = 0, blocked_until = 0, robots_until = 0, rung_at = 0 \
                WHERE robots_status = 0";
    execute(db, text, []).await?;
    Ok(())
}

/// Hosts with work for these sites (none: for all) that is due, that nobody holds, that may be
/// asked again, and for which no job was put in the queue since `rung_before`; they are marked as
/// rung now.
///
/// # Errors
/// When the database is away.
pub async fn ring_waiting(
    db: &impl ConnectionTrait,
    sites: Option<&[i64]>,
    now: Micros,
    rung_before: Micros,
) -> Result<Vec<i64>> {
    let text = format!(
        "UPDATE host SET rung_at = $1 WHERE lease_until < $1 AND blocked_until <= $1 \
         AND rung_at <= $2 AND {} RETURNING id AS n",
        has_work(sites)
    );
    numbers(db, &text, [now.into(), rung_before.into()]).await
}

/// The hosts that serve a source or an address of these sites (none: of all that are crawled), due or
/// not.
///
/// # Errors
/// When the database is away.
pub async fn of_sites(db: &impl ConnectionTrait, sites: Option<&[i64]>) -> Result<Vec<i64>> {
    let crawled = "SELECT id FROM site WHERE enabled = TRUE".to_owned();
    let scope = sites.map_or(crawled, list);
    let text = format!(
        "SELECT id AS n FROM host WHERE \
         EXISTS (SELECT 1 FROM source WHERE host_id = host.id AND site_id IN ({scope})) \
         OR EXISTS (SELECT 1 FROM address WHERE host_id = host.id AND site_id IN ({scope}))"
    );
    numbers(db, &text, []).await
}

/// The hosts that no source and no address is at: those that somebody only looked at, and that the next
/// whitelist may name.
///
/// # Errors
/// When the database is away.
pub async fn of_no_site(db: &impl ConnectionTrait) -> Result<Vec<i64>> {
    let text = "SELECT id AS n FROM host \
                WHERE NOT EXISTS (SELECT 1 FROM source WHERE host_id = host.id) \
                AND NOT EXISTS (SELECT 1 FROM address WHERE host_id = host.id)";
    numbers(db, text, []).await
}

/// How many hosts have work for these sites (none: for all) that is due by now, or are at it.
///
/// # Errors
/// When the database is away.
pub async fn count_busy(
    db: &impl ConnectionTrait,
    sites: Option<&[i64]>,
    now: Micros,
) -> Result<i64> {
    let scope = sites.map_or_else(String::new, |ids| format!("AND site_id IN ({})", list(ids)));
    let text = format!(
        "SELECT count(*) AS n FROM host WHERE (lease_until >= $1 \
         AND (EXISTS (SELECT 1 FROM source WHERE source.host_id = host.id {scope}) \
         OR EXISTS (SELECT 1 FROM address WHERE address.host_id = host.id {scope}))) \
         OR (blocked_until <= $1 AND {})",
        has_work(sites)
    );
    number(db, &text, [now.into()]).await
}

/// When the first of the hosts that rest has work for these sites again, if that is by `until`.
///
/// # Errors
/// When the database is away.
pub async fn rests_until(
    db: &impl ConnectionTrait,
    sites: &[i64],
    now: Micros,
    until: Micros,
) -> Result<Option<Micros>> {
    let text = format!(
        "SELECT COALESCE(min(blocked_until), 0) AS n FROM host \
         WHERE blocked_until > $2 AND blocked_until <= $1 AND {}",
        has_work(Some(sites))
    );
    let first = number(db, &text, [until.into(), now.into()]).await?;
    Ok((first > 0).then_some(Micros(first)))
}

/// How many hosts of this domain are known: its own name, and names below it, with any port.
///
/// # Errors
/// When the database is away.
pub async fn count_of_domain(db: &impl ConnectionTrait, domain: &str) -> Result<i64> {
    // Whether `.domain:` is in `.name:`, as both databases can tell; a name may hold what LIKE reads
    // as a sign.
    let text = "SELECT count(*) AS n FROM host \
                WHERE replace('.' || name || ':', '.' || $1 || ':', '') <> '.' || name || ':'";
    number(db, text, [domain.into()]).await
}

/// Whether a source or an address of the host is due by `$1`, for one of these sites.
fn has_work(sites: Option<&[i64]>) -> String {
    let scope = sites.map_or_else(String::new, |ids| format!("AND site.id IN ({})", list(ids)));
    let due = |table: &str| {
        format!(
            "EXISTS (SELECT 1 FROM {table} JOIN site ON site.id = {table}.site_id \
             WHERE {table}.host_id = host.id AND {table}.due_at <= $1 AND site.enabled = TRUE {scope})"
        )
    };
    format!("({} OR {})", due("source"), due("address"))
}

/// Lets the hosts with work for these sites be rung again at once: whoever rang for them has left.
///
/// # Errors
/// When the database is away.
pub async fn forget_rings(db: &impl ConnectionTrait, sites: &[i64], now: Micros) -> Result<()> {
    let text = format!("UPDATE host SET rung_at = 0 WHERE {}", has_work(Some(sites)));
    execute(db, &text, [now.into()]).await?;
    Ok(())
}

/// Lets a host be rung again at once: its last job found it busy, or left work behind.
///
/// # Errors
/// When the database is away.
pub async fn forget_ring(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    execute(db, "UPDATE host SET rung_at = 0 WHERE id = $1", [id.into()]).await?;
    Ok(())
}
