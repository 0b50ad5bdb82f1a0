//! Objects: what lies in the store and is named by a row.

use sea_orm::{ConnectionTrait, entity::prelude::*};

use crate::{
    Micros, Result,
    statement::{all, execute, number, one},
};

/// One object.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "object")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Where it lies: visibility, kind and the hash of its bytes.
    pub key: String,
    /// Its length.
    pub bytes: i64,
    /// When it was first named.
    pub created_at: Micros,
    /// When it was taken out of use; the object itself follows later.
    pub removed_at: Option<Micros>,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Plans an object that is about to be put: until [`ensure`] says that it is there, its row is one
/// taken out of use, so that the sweep finds what a kill leaves behind.
///
/// # Errors
/// When the database is away.
pub async fn plan(db: &impl ConnectionTrait, key: &str, bytes: i64, now: Micros) -> Result<()> {
    let text = "INSERT INTO object (key, bytes, created_at, removed_at) VALUES ($1, $2, $3, $3) \
                ON CONFLICT (key) DO UPDATE SET removed_at = $3, created_at = $3 \
                WHERE object.removed_at IS NOT NULL";
    execute(db, text, [key.into(), bytes.into(), now.into()]).await?;
    Ok(())
}

/// The row of an object that is in the store by now, made if it is new.
///
/// # Errors
/// When the database is away.
pub async fn ensure(db: &impl ConnectionTrait, key: &str, bytes: i64, now: Micros) -> Result<i64> {
    let text = "INSERT INTO object (key, bytes, created_at) VALUES ($1, $2, $3) \
                ON CONFLICT (key) DO UPDATE SET removed_at = NULL RETURNING id AS n";
    number(db, text, [key.into(), bytes.into(), now.into()]).await
}

/// The object of this row.
///
/// # Errors
/// When the database is away.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The object of this key, unless it was taken out of use.
///
/// # Errors
/// When the database is away.
pub async fn by_key(db: &impl ConnectionTrait, key: &str) -> Result<Option<Model>> {
    let text = "SELECT * FROM object WHERE key = $1 AND removed_at IS NULL";
    one(db, text, [key.into()]).await
}

/// Forgets objects that were taken out of use before `removed_before`, and those planned before
/// `planned_before` that never came into use; at most `limit`. Returns their keys.
///
/// # Errors
/// When the database is away.
pub async fn forget_unused(
    db: &impl ConnectionTrait,
    removed_before: Micros,
    planned_before: Micros,
    limit: u64,
) -> Result<Vec<String>> {
    let text = "DELETE FROM object WHERE id IN (SELECT id FROM object WHERE (removed_at < $1 \
                OR (removed_at < $2 AND removed_at = created_at)) \
                AND NOT EXISTS (SELECT 1 FROM episode WHERE episode.object_id = object.id) \
                ORDER BY id LIMIT $3) RETURNING *";
    let values = [removed_before.into(), planned_before.into(), limit.into()];
    let rows = all::<Model>(db, text, values).await?;
    Ok(rows.into_iter().map(|row| row.key).collect())
}
