//! Sketches of articles: what near duplicates are found by. What they mean is the business of
//! `stories`; here they are bytes and keys.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value, entity::prelude::*};

use crate::{
    Micros, Result,
    batch::Batch,
    statement::{all, execute, is_postgres, list, numbered, numbers, placeholders},
    story,
};

/// The key of PostgreSQL's advisory lock for placing: "stories" in ASCII.
const PLACE_LOCK: i64 = 0x73_746f_7269_6573;

/// The sketch of one article.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sketch")]
pub struct Model {
    /// The article.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: i64,
    /// Of the text that was sketched.
    pub text_hash: String,
    /// The sketch; empty where a text has no words.
    pub signature: Vec<u8>,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The keys by which sketches are looked up.
pub mod sketch_band {
    use sea_orm::entity::prelude::*;

    /// One key of one article.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sketch_band")]
    pub struct Model {
        /// The key.
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: i64,
        /// The article.
        #[sea_orm(primary_key, auto_increment = false)]
        pub article_id: i64,
    }

    /// Relations are written out in the queries.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An article with its text, as stories are found from.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Text {
    /// The article.
    pub id: i64,
    /// Whose it is.
    pub site_id: i64,
    /// The story that it tells so far.
    pub story_id: i64,
    /// Hex SHA-256 of the normalised text.
    pub text_hash: String,
    /// The newest text.
    pub text: String,
}

const TEXT: &str = "SELECT article.id, article.site_id, COALESCE(article.story_id, 0) AS story_id, \
    article.text_hash, article_version.text FROM article JOIN article_version \
    ON article_version.article_id = article.id AND article_version.number = article.version";

/// Articles fetched since then whose text has no sketch yet, oldest first.
///
/// # Errors
/// When the database is away.
pub async fn awaiting(db: &impl ConnectionTrait, since: Micros, most: u64) -> Result<Vec<Text>> {
    let text = format!(
        "{TEXT} LEFT JOIN sketch ON sketch.article_id = article.id \
         WHERE article.fetched_at >= $1 \
         AND (sketch.text_hash IS NULL OR sketch.text_hash <> article.text_hash) \
         ORDER BY article.id LIMIT {most}"
    );
    all(db, &text, [since.into()]).await
}

/// Those of some articles whose text has a sketch already, ascending.
///
/// # Errors
/// When the database is away.
pub async fn placed(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<i64>> {
    let text = format!(
        "SELECT article.id AS n FROM article JOIN sketch ON sketch.article_id = article.id \
         AND sketch.text_hash = article.text_hash WHERE article.id IN ({})",
        list(ids)
    );
    numbers(db, &text, []).await
}

/// These articles with their texts.
///
/// # Errors
/// When the database is away.
pub async fn texts(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Text>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("{TEXT} WHERE article.id IN ({})", placeholders(1, ids.len()));
    all(db, &text, numbered(ids)).await
}

/// An article that shares keys with another.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Neighbour {
    /// The article.
    pub article_id: i64,
    /// Its story.
    pub story_id: i64,
    /// Its sketch.
    pub signature: Vec<u8>,
}

/// Which neighbours are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whose neighbours: itself it is not.
    pub article_id: i64,
    /// Its keys.
    pub keys: &'a [i64],
    /// Only articles fetched since then.
    pub since: Micros,
    /// How many at most: those with the most keys in common.
    pub most: u64,
}

/// The articles that share keys with one, those that share most first.
///
/// # Errors
/// When the database is away.
pub async fn neighbours(db: &impl ConnectionTrait, asked: &Asked<'_>) -> Result<Vec<Neighbour>> {
    if asked.keys.is_empty() {
        return Ok(Vec::new());
    }
    let next = asked.keys.len() + 1;
    let text = format!(
        "SELECT near.article_id, article.story_id, sketch.signature FROM \
         (SELECT sketch_band.article_id, count(*) AS shared FROM sketch_band \
         JOIN article ON article.id = sketch_band.article_id \
         WHERE sketch_band.key IN ({}) AND sketch_band.article_id <> ${next} \
         AND article.fetched_at >= ${} AND article.story_id IS NOT NULL \
         GROUP BY sketch_band.article_id \
         ORDER BY count(*) DESC, sketch_band.article_id DESC LIMIT {}) AS near \
         JOIN article ON article.id = near.article_id \
         JOIN sketch ON sketch.article_id = near.article_id \
         ORDER BY near.shared DESC, near.article_id DESC",
        placeholders(1, asked.keys.len()),
        next + 1,
        // A value here makes SQLite plan the statement anew each time: for the half of its cost.
        asked.most
    );
    let mut values = numbered(asked.keys);
    values.extend([asked.article_id.into(), asked.since.into()]);
    all(db, &text, values).await
}

/// Where an article belongs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place<'a> {
    /// The story that it joins; none: the one that it began.
    pub story: Option<i64>,
    /// Other stories that are the same: their articles move there.
    pub merged: &'a [i64],
}

/// Keeps others from placing articles until the transaction ends: two who did so at once would begin two
/// stories of one, or wait for each other's articles.
///
/// # Errors
/// When the database is away.
pub async fn hold(transaction: &DatabaseTransaction) -> Result<()> {
    if is_postgres(transaction) {
        execute(transaction, "SELECT pg_advisory_xact_lock($1)", [PLACE_LOCK.into()]).await?;
    }
    Ok(())
}

/// Keeps the sketch of an article's text, instead of the one before, and the article's place.
///
/// # Errors
/// When the database is away.
pub async fn keep(
    transaction: &DatabaseTransaction,
    sketch: &Model,
    keys: &[i64],
    place: Place<'_>,
) -> Result<()> {
    let mut batch = Batch::default();
    batch.add("DELETE FROM sketch_band WHERE article_id = $1", [sketch.article_id]);
    let text = "INSERT INTO sketch (article_id, text_hash, signature) VALUES ($1, $2, $3) \
                ON CONFLICT (article_id) DO UPDATE SET text_hash = excluded.text_hash, \
                signature = excluded.signature";
    let values: [Value; 3] = [
        sketch.article_id.into(),
        sketch.text_hash.as_str().into(),
        sketch.signature.clone().into(),
    ];
    batch.add(text, values);
    if !keys.is_empty() {
        add_bands(&mut batch, sketch.article_id, keys);
    }
    if let Some(story) = place.story {
        story::place(&mut batch, (sketch.article_id, &sketch.text_hash), story);
        for merged in place.merged.iter().filter(|merged| **merged != story) {
            story::merge(&mut batch, *merged, story);
        }
    }
    batch.run(transaction).await
}

fn add_bands(batch: &mut Batch, article_id: i64, keys: &[i64]) {
    let tuples: Vec<String> = (2..keys.len() + 2).map(|place| format!("(${place}, $1)")).collect();
    let text = format!(
        "INSERT INTO sketch_band (key, article_id) VALUES {} ON CONFLICT DO NOTHING",
        tuples.join(", ")
    );
    let mut values = vec![Value::from(article_id)];
    values.extend(numbered(keys));
    batch.add(text, values);
}

/// Forgets the sketches of articles that were fetched before then: nothing is compared with them.
///
/// # Errors
/// When the database is away.
pub async fn forget_before(db: &DatabaseTransaction, before: Micros) -> Result<()> {
    for table in ["sketch_band", "sketch"] {
        let text = format!(
            "DELETE FROM {table} WHERE article_id IN (SELECT sketch.article_id FROM sketch \
             JOIN article ON article.id = sketch.article_id WHERE article.fetched_at < $1)"
        );
        execute(db, &text, [before.into()]).await?;
    }
    Ok(())
}
