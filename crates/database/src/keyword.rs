//! Keywords: what articles are about, and how often in which hour.

use sea_orm::{ConnectionTrait, FromQueryResult, Value, entity::prelude::*};

use crate::{
    Result,
    batch::Batch,
    statement::{all, numbered, placeholders},
};

/// One word or phrase.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "keyword")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Lower case.
    pub word: String,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The keywords of an article.
pub mod article_keyword {
    use sea_orm::entity::prelude::*;

    /// One keyword of one article.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article_keyword")]
    pub struct Model {
        /// The article.
        #[sea_orm(primary_key, auto_increment = false)]
        pub article_id: i64,
        /// The keyword.
        #[sea_orm(primary_key, auto_increment = false)]
        pub keyword_id: i64,
        /// From 0: best first.
        pub position: i32,
    }

    /// Relations are written out in the queries.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How often a keyword stood in a site's articles of an hour.
pub mod keyword_hour {
    use sea_orm::entity::prelude::*;

    /// One keyword, one site, one hour.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "keyword_hour")]
    pub struct Model {
        /// The keyword.
        #[sea_orm(primary_key, auto_increment = false)]
        pub keyword_id: i64,
        /// The site.
        #[sea_orm(primary_key, auto_increment = false)]
        pub site_id: i64,
        /// Hours since 1970.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hour: i64,
        /// Articles.
        pub articles: i64,
    }

    /// Relations are written out in the queries.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Names the keywords of a new article and counts them for its hour, in three statements.
///
/// Rows are touched in the order of words, so that two workers on PostgreSQL cannot lock each
/// other out.
pub(crate) fn attach(
    batch: &mut Batch,
    article_id: i64,
    (site_id, hour): (i64, i64),
    keywords: &[String],
) {
    count_in_hour(batch, site_id, hour, keywords);
    attach_in_order(batch, article_id, keywords);
}

/// Makes the words known, and counts an article of this hour for each.
fn count_in_hour(batch: &mut Batch, site_id: i64, hour: i64, keywords: &[String]) {
    let mut words: Vec<&String> = keywords.iter().collect();
    words.sort_unstable();
    words.dedup();
    if words.is_empty() {
        return;
    }
    let mut values: Vec<Value> = words.iter().map(|word| Value::from(word.as_str())).collect();
    let tuples: Vec<String> = (1..=words.len()).map(|n| format!("(${n})")).collect();
    let insert = format!(
        "INSERT INTO keyword (word) VALUES {} ON CONFLICT (word) DO NOTHING",
        tuples.join(", ")
    );
    batch.add(insert, values.clone());
    let list = placeholders(1, words.len());
    let next = words.len() + 1;
    let count = format!(
        "INSERT INTO keyword_hour (keyword_id, site_id, hour, articles) \
         SELECT id, ${next}, ${}, 1 FROM keyword WHERE word IN ({list}) ORDER BY id \
         ON CONFLICT (keyword_id, site_id, hour) \
         DO UPDATE SET articles = keyword_hour.articles + 1",
        next + 1
    );
    values.extend([site_id.into(), hour.into()]);
    batch.add(count, values);
}

/// Attaches keywords to an article instead of those that it had; only those that are `new` to it count
/// as of this hour.
pub(crate) fn replace(
    batch: &mut Batch,
    article_id: i64,
    (site_id, hour): (i64, i64),
    (keywords, new): (&[String], &[String]),
) {
    batch.add("DELETE FROM article_keyword WHERE article_id = $1", [article_id]);
    count_in_hour(batch, site_id, hour, new);
    attach_in_order(batch, article_id, keywords);
}

/// Those of these keywords that an article has not got.
pub(crate) async fn new_to(
    db: &impl ConnectionTrait,
    article_id: i64,
    keywords: &[String],
) -> Result<Vec<String>> {
    let known = of_articles(db, &[article_id]).await?;
    let is_new = |word: &&String| !known.iter().any(|it| it.word == **word);
    Ok(keywords.iter().filter(is_new).cloned().collect())
}

fn attach_in_order(batch: &mut Batch, article_id: i64, keywords: &[String]) {
    if keywords.is_empty() {
        return;
    }
    let rows: Vec<String> = (0..keywords.len())
        .map(|position| {
            format!("SELECT $1, id, {position} FROM keyword WHERE word = ${}", position + 2)
        })
        .collect();
    // SQLite reads `ON` after a bare SELECT as a join: the last one needs its WHERE, which it has.
    let text = format!(
        "INSERT INTO article_keyword (article_id, keyword_id, position) {} \
         ON CONFLICT (article_id, keyword_id) DO NOTHING",
        rows.join(" UNION ALL ")
    );
    let mut values = vec![Value::from(article_id)];
    values.extend(keywords.iter().map(|word| Value::from(word.as_str())));
    batch.add(text, values);
}

/// One keyword of one article.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct OfArticle {
    /// The article.
    pub article_id: i64,
    /// The keyword.
    pub word: String,
}

/// The keywords of several articles, best first.
///
/// # Errors
/// When the database is away.
pub async fn of_articles(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<OfArticle>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT article_keyword.article_id, keyword.word FROM article_keyword \
         JOIN keyword ON keyword.id = article_keyword.keyword_id \
         WHERE article_keyword.article_id IN ({}) \
         ORDER BY article_keyword.article_id, article_keyword.position",
        placeholders(1, ids.len())
    );
    all(db, &text, numbered(ids)).await
}

/// One count: keyword, site, hour.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    /// The keyword.
    pub word: String,
    /// The site.
    pub site_id: i64,
    /// Hours since 1970.
    pub hour: i64,
    /// Articles.
    pub articles: i64,
}

/// Rows of [`counts`] at most: what bounds its memory.
const MOST_COUNTS: u64 = 200_000;

/// All counts since an hour, newest first, bounded.
///
/// # Errors
/// When the database is away.
pub async fn counts(db: &impl ConnectionTrait, since_hour: i64) -> Result<Vec<Count>> {
    let text = "SELECT keyword.word, keyword_hour.site_id, keyword_hour.hour, \
                keyword_hour.articles FROM keyword_hour \
                JOIN keyword ON keyword.id = keyword_hour.keyword_id \
                WHERE keyword_hour.hour >= $1 ORDER BY keyword_hour.hour DESC, keyword.id, \
                keyword_hour.site_id LIMIT $2";
    all(db, text, [since_hour.into(), MOST_COUNTS.into()]).await
}

/// The words that stand in most articles since an hour.
///
/// # Errors
/// When the database is away.
pub async fn most_frequent(
    db: &impl ConnectionTrait,
    since_hour: i64,
    most: u64,
) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Word {
        word: String,
    }
    let text = "SELECT keyword.word FROM keyword_hour \
                JOIN keyword ON keyword.id = keyword_hour.keyword_id \
                WHERE keyword_hour.hour >= $1 GROUP BY keyword.word \
                ORDER BY count(DISTINCT keyword_hour.site_id) DESC, \
                sum(keyword_hour.articles) DESC, keyword.word LIMIT $2";
    let rows = all::<Word>(db, text, [since_hour.into(), most.into()]).await?;
    Ok(rows.into_iter().map(|row| row.word).collect())
}
