//! Versions of an article: what it said, and when.

use sea_orm::{ConnectionTrait, Value, entity::prelude::*};

use crate::{Micros, Result, article::NewArticle, batch::Batch, statement::one};

/// One version of one article.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_version")]
pub struct Model {
    /// The article.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: i64,
    /// From 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Headline.
    pub title: String,
    /// Plain text, a line a paragraph.
    pub text: String,
    /// The blocks, as the extractor's JSON.
    pub blocks: String,
    /// Hex SHA-256 of the normalised text.
    pub text_hash: String,
    /// When it was fetched.
    pub fetched_at: Micros,
    /// What differs from the version before, in words parted by commas: `title`, `standfirst`,
    /// `text`, `kind`, `rights`; empty in the first.
    pub changed: String,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which version is added, and what differs from the one before; see [`Model::changed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Added<'a> {
    /// From 1.
    pub(crate) number: i32,
    /// Words parted by commas.
    pub(crate) changed: &'a str,
}

/// Adds a version.
pub(crate) fn add(
    batch: &mut Batch,
    article_id: i64,
    version: &Added<'_>,
    article: &NewArticle,
    now: Micros,
) {
    let text = "INSERT INTO article_version \
        (article_id, number, title, text, blocks, text_hash, fetched_at, changed) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values: [Value; 8] = [
        article_id.into(),
        version.number.into(),
        article.title.clone().into(),
        article.text.clone().into(),
        article.blocks.clone().into(),
        article.text_hash.clone().into(),
        now.into(),
        version.changed.into(),
    ];
    batch.add(text, values);
}

/// The newest version of an article.
///
/// # Errors
/// When the database is away.
pub async fn newest(db: &impl ConnectionTrait, article_id: i64) -> Result<Option<Model>> {
    let text = "SELECT * FROM article_version WHERE article_id = $1 ORDER BY number DESC LIMIT 1";
    one(db, text, [article_id.into()]).await
}

/// This version of an article.
///
/// # Errors
/// When the database is away.
pub async fn numbered(
    db: &impl ConnectionTrait,
    article_id: i64,
    number: i32,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((article_id, number)).one(db).await?)
}
