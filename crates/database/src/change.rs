//! The change feed: which articles changed, in the order of commits.
//!
//! The order of a sequence is not the order of commits: a follower that trusted it missed 882 of
//! 2,491 changes. The counter row is bumped as the last step of a transaction and stays locked until
//! the commit, so numbers follow commits, without gaps, and cannot deadlock.

use sea_orm::{ConnectionTrait, DatabaseTransaction, Value, entity::prelude::*};

use crate::{
    Result,
    batch::{Batch, NONE},
    statement::{all, execute, number},
};

/// The last change of one article.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_change")]
pub struct Model {
    /// The article.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: i64,
    /// Place in the feed.
    pub seq: i64,
    /// Whether it was removed.
    pub gone: bool,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The counter that numbers the feed: one row.
pub mod change_counter {
    use sea_orm::entity::prelude::*;

    /// The one row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "change_counter")]
    pub struct Model {
        /// Always 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub one: i32,
        /// The last number given.
        pub seq: i64,
    }

    /// Relations are written out in the queries.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Notes a change: the last two statements of the transaction that made it.
///
/// # Errors
/// When the database is away.
pub async fn note(transaction: &DatabaseTransaction, article_id: i64, gone: bool) -> Result<()> {
    let mut batch = Batch::default();
    add_note(&mut batch, article_id, gone);
    batch.run(transaction).await
}

/// The same for a transaction whose other statements go with it.
pub(crate) fn add_note(batch: &mut Batch, article_id: i64, gone: bool) {
    batch.add("UPDATE change_counter SET seq = seq + 1", NONE);
    // Whoever bumped it holds it: it is the number just given. SQLite reads `ON` after a bare SELECT as a
    // join.
    let text = "INSERT INTO article_change (article_id, seq, gone) \
                SELECT $1, seq, $2 FROM change_counter WHERE TRUE \
                ON CONFLICT (article_id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone";
    batch.add(text, [Value::from(article_id), gone.into()]);
}

/// Holds the counter until the transaction ends: nobody else changes an article or chooses.
///
/// # Errors
/// When the database is away.
pub async fn hold(transaction: &DatabaseTransaction) -> Result<()> {
    execute(transaction, "UPDATE change_counter SET seq = seq", []).await?;
    Ok(())
}

/// Notes that every article of a site changed (its rights or name did), in one statement.
///
/// # Errors
/// When the database is away.
pub async fn note_site(transaction: &DatabaseTransaction, site_id: i64) -> Result<()> {
    // The counter first: whoever stores an article of this site now would not be counted.
    hold(transaction).await?;
    let ids = "SELECT count(*) AS n FROM article WHERE site_id = $1";
    let articles = number(transaction, ids, [site_id.into()]).await?;
    let bump = "UPDATE change_counter SET seq = seq + $1 RETURNING seq AS n";
    let last = number(transaction, bump, [articles.into()]).await?;
    let text = "INSERT INTO article_change (article_id, seq, gone) \
                SELECT id, $2 + row_number() OVER (ORDER BY id), FALSE FROM article \
                WHERE site_id = $1 ON CONFLICT (article_id) \
                DO UPDATE SET seq = excluded.seq, gone = excluded.gone";
    execute(transaction, text, [site_id.into(), (last - articles).into()]).await?;
    Ok(())
}

/// The changes after a cursor, in order.
///
/// # Errors
/// When the database is away.
pub async fn after(db: &impl ConnectionTrait, cursor: i64, most: u64) -> Result<Vec<Model>> {
    let text = "SELECT * FROM article_change WHERE seq > $1 ORDER BY seq LIMIT $2";
    all(db, text, [cursor.into(), most.into()]).await
}

/// The number of the newest change.
///
/// # Errors
/// When the database is away.
pub async fn newest(db: &impl ConnectionTrait) -> Result<i64> {
    number(db, "SELECT seq AS n FROM change_counter", []).await
}
