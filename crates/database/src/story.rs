//! Stories: articles of the same normalised text tell one.

use sea_orm::{ConnectionTrait, entity::prelude::*};

use crate::{Micros, Result, statement::number};

/// One story.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Hex SHA-256 of the normalised text.
    pub text_hash: String,
    /// When it was first seen.
    pub created_at: Micros,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The story of this text, made if it is new.
///
/// # Errors
/// When the database is away.
pub async fn ensure(db: &impl ConnectionTrait, text_hash: &str, now: Micros) -> Result<i64> {
    let text = "INSERT INTO story (text_hash, created_at) VALUES ($1, $2) \
                ON CONFLICT (text_hash) DO UPDATE SET text_hash = excluded.text_hash \
                RETURNING id AS n";
    number(db, text, [text_hash.into(), now.into()]).await
}
