//! Authors, and which articles they wrote.

use sea_orm::{ConnectionTrait, FromQueryResult, Value, entity::prelude::*};

use crate::{
    Result,
    batch::Batch,
    statement::{all, numbered, placeholders},
};

/// One author: a person, or an agency.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "author")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// For our address of the author; names of one spelling share it.
    pub slug: String,
    /// As the first page wrote it.
    pub name: String,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The articles of an author.
pub mod article_author {
    use sea_orm::entity::prelude::*;

    /// One author of one article.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article_author")]
    pub struct Model {
        /// The article.
        #[sea_orm(primary_key, auto_increment = false)]
        pub article_id: i64,
        /// The author.
        #[sea_orm(primary_key, auto_increment = false)]
        pub author_id: i64,
        /// From 0.
        pub position: i32,
    }

    /// Relations are written out in the queries.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Names the authors of a new article: pairs of name and slug.
pub(crate) fn attach(batch: &mut Batch, article_id: i64, authors: &[(String, String)]) {
    // In the order of slugs, so that two workers on PostgreSQL cannot lock each other out.
    let mut ordered: Vec<(i32, &(String, String))> = (0_i32..).zip(authors).collect();
    ordered.sort_by(|one, other| one.1.1.cmp(&other.1.1));
    for (position, (name, slug)) in ordered {
        let insert =
            "INSERT INTO author (slug, name) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING";
        batch.add(insert, [slug.as_str(), name.as_str()]);
        let text = "INSERT INTO article_author (article_id, author_id, position) \
                    SELECT $1, id, $3 FROM author WHERE slug = $2 \
                    ON CONFLICT (article_id, author_id) DO NOTHING";
        batch.add(text, [Value::from(article_id), slug.as_str().into(), position.into()]);
    }
}

/// Attaches authors to an article instead of those that it had.
pub(crate) fn replace(batch: &mut Batch, article_id: i64, authors: &[(String, String)]) {
    batch.add("DELETE FROM article_author WHERE article_id = $1", [article_id]);
    attach(batch, article_id, authors);
}

/// The author of this slug.
///
/// # Errors
/// When the database is away.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Slug.eq(slug)).one(db).await?)
}

/// One author of one article.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct OfArticle {
    /// The article.
    pub article_id: i64,
    /// The author's name.
    pub name: String,
    /// The author's slug.
    pub slug: String,
}

/// The authors of several articles, in their order.
///
/// # Errors
/// When the database is away.
pub async fn of_articles(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<OfArticle>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT article_author.article_id, author.name, author.slug FROM article_author \
         JOIN author ON author.id = article_author.author_id \
         WHERE article_author.article_id IN ({}) \
         ORDER BY article_author.article_id, article_author.position",
        placeholders(1, ids.len())
    );
    all(db, &text, numbered(ids)).await
}
