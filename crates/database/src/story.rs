//! Stories: articles of the same normalised text tell one, and so do near duplicates.

use sea_orm::{ConnectionTrait, FromQueryResult, Value, entity::prelude::*};

use crate::{
    Micros, Result,
    batch::Batch,
    statement::{all, number, numbered, placeholders},
};

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

/// Makes the story of a text known; statements behind it find its row by the text.
pub(crate) fn ensure(batch: &mut Batch, text_hash: &str, now: Micros) {
    let text = "INSERT INTO story (text_hash, created_at) VALUES ($1, $2) \
                ON CONFLICT (text_hash) DO NOTHING";
    batch.add(text, [Value::from(text_hash), now.into()]);
}

/// Whether any article ever had this text.
///
/// # Errors
/// When the database is away.
pub async fn is_known(db: &impl ConnectionTrait, text_hash: &str) -> Result<bool> {
    let text = "SELECT count(*) AS n FROM story WHERE text_hash = $1";
    Ok(number(db, text, [text_hash.into()]).await? > 0)
}

/// How many articles tell a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Size {
    /// The story.
    pub story_id: i64,
    /// Its articles.
    pub articles: i64,
}

/// The sizes of these stories, in no order.
///
/// # Errors
/// When the database is away.
pub async fn sizes(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Size>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT story_id, count(*) AS articles FROM article WHERE story_id IN ({}) \
         GROUP BY story_id",
        placeholders(1, ids.len())
    );
    all(db, &text, numbered(ids)).await
}

/// Lets an article tell this story, unless its text is another by now.
pub(crate) fn place(batch: &mut Batch, (article_id, text_hash): (i64, &str), story_id: i64) {
    let text = "UPDATE article SET story_id = $2 WHERE id = $1 AND text_hash = $3";
    batch.add(text, [Value::from(article_id), story_id.into(), text_hash.into()]);
}

/// Lets the articles of one story tell another. The row of the first stays: who brings its very text
/// begins there, and is placed anew.
pub(crate) fn merge(batch: &mut Batch, from: i64, into: i64) {
    batch.add("UPDATE article SET story_id = $2 WHERE story_id = $1", [from, into]);
}
