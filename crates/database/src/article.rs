//! Articles: what a list shows of one. The text is in [`crate::article_version`].

use sea_orm::{ConnectionTrait, FromQueryResult, Value, entity::prelude::*};

use crate::{
    Micros, Result,
    statement::{all, execute, number, numbered, one, placeholders},
};

mod hold;
mod store;
pub use hold::hold;
pub use store::{NewArticle, Stored, store};

/// One article, as of its newest version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub site_id: i64,
    /// Canonical address, the first one that we knew; never changes.
    pub address: String,
    /// The story that it tells.
    pub story_id: Option<i64>,
    /// Number of the newest version, from 1.
    pub version: i32,
    /// Headline.
    pub title: String,
    /// For our address of it.
    pub slug: String,
    /// Lead sentence, where the page sets one apart.
    pub standfirst: Option<String>,
    /// Two or three sentences.
    pub summary: String,
    /// BCP 47, lower case.
    pub language: Option<String>,
    /// Department of the site.
    pub section: Option<String>,
    /// As the page tells it; midnight where it tells only the day.
    pub published_at: Option<Micros>,
    /// The page's zone, minutes east.
    pub published_offset_minutes: Option<i32>,
    /// `day` or `instant`.
    pub published_precision: Option<String>,
    /// When the page says that it was changed.
    pub modified_at: Option<Micros>,
    /// Published, or fetched where that is earlier or all that is known: the order of lists.
    pub sorted_at: Micros,
    /// When the newest version was fetched.
    pub fetched_at: Micros,
    /// Lead image, at its publisher.
    pub image_address: Option<String>,
    /// What it shows.
    pub image_alt: Option<String>,
    /// Hex SHA-256 of the normalised text.
    pub text_hash: String,
    /// Length of the text.
    pub characters: i64,
    /// Mainly a video: never spoken.
    pub mainly_video: bool,
    /// The page reserves its text: shown as an excerpt.
    pub reserved: bool,
    /// Licence that the page states.
    pub licence: Option<String>,
    /// When it was considered for an episode for good; none: still a candidate.
    pub considered_at: Option<Micros>,
    /// Why it was not chosen.
    pub not_chosen: Option<String>,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a list shows of an article: its row, its site, and its episode where there is one.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Card {
    /// See [`Model::id`].
    pub id: i64,
    /// See [`Model::story_id`].
    pub story_id: Option<i64>,
    /// See [`Model::address`].
    pub address: String,
    /// See [`Model::title`].
    pub title: String,
    /// See [`Model::slug`].
    pub slug: String,
    /// See [`Model::standfirst`].
    pub standfirst: Option<String>,
    /// See [`Model::summary`].
    pub summary: String,
    /// See [`Model::language`].
    pub language: Option<String>,
    /// See [`Model::section`].
    pub section: Option<String>,
    /// See [`Model::published_at`].
    pub published_at: Option<Micros>,
    /// See [`Model::published_offset_minutes`].
    pub published_offset_minutes: Option<i32>,
    /// See [`Model::published_precision`].
    pub published_precision: Option<String>,
    /// See [`Model::sorted_at`].
    pub sorted_at: Micros,
    /// See [`Model::fetched_at`].
    pub fetched_at: Micros,
    /// See [`Model::image_address`].
    pub image_address: Option<String>,
    /// See [`Model::image_alt`].
    pub image_alt: Option<String>,
    /// See [`Model::characters`].
    pub characters: i64,
    /// See [`Model::mainly_video`].
    pub mainly_video: bool,
    /// See [`Model::reserved`].
    pub reserved: bool,
    /// Licence that the page states, else the site's.
    pub licence: String,
    /// The site's host.
    pub site_host: String,
    /// The site's name.
    pub site_name: String,
    /// The site's rights: `open`, `personal` or `excerpt`.
    pub site_rights: String,
    /// See [`crate::site::Model::voices`].
    pub site_voices: Option<String>,
    /// Key of the published audio.
    pub audio_key: Option<String>,
    /// Its length in bytes.
    pub audio_bytes: Option<i64>,
    /// Its length in samples.
    pub audio_samples: Option<i64>,
    /// Samples a second.
    pub audio_rate: Option<i32>,
}

/// The columns and joins of a [`Card`].
pub(crate) const CARD: &str = "SELECT article.id, article.story_id, article.address, article.title, article.slug, \
    article.standfirst, article.summary, COALESCE(article.language, site.language) AS language, \
    article.section, article.published_at, article.published_offset_minutes, \
    article.published_precision, article.sorted_at, article.fetched_at, article.image_address, \
    article.image_alt, article.characters, article.mainly_video, article.reserved, \
    COALESCE(article.licence, site.licence) AS licence, site.host AS site_host, \
    site.name AS site_name, site.rights AS site_rights, site.voices AS site_voices, object.key AS audio_key, \
    object.bytes AS audio_bytes, episode.samples AS audio_samples, \
    episode.sample_rate AS audio_rate \
    FROM article JOIN site ON site.id = article.site_id \
    LEFT JOIN episode ON episode.article_id = article.id AND episode.published_at IS NOT NULL \
    LEFT JOIN object ON object.id = episode.object_id AND object.removed_at IS NULL";

/// The article of this row.
///
/// # Errors
/// When the database is away.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The article of this canonical address.
///
/// # Errors
/// When the database is away.
pub async fn by_address(db: &impl ConnectionTrait, address: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Address.eq(address)).one(db).await?)
}

/// What a list shows of one article.
///
/// # Errors
/// When the database is away.
pub async fn card(db: &impl ConnectionTrait, id: i64) -> Result<Option<Card>> {
    one(db, &format!("{CARD} WHERE article.id = $1"), [id.into()]).await
}

/// Several articles, in no order.
///
/// # Errors
/// When the database is away.
pub async fn cards(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Card>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("{CARD} WHERE article.id IN ({})", placeholders(1, ids.len()));
    all(db, &text, numbered(ids)).await
}

/// The articles that published audio of this key reads out: mostly one.
///
/// # Errors
/// When the database is away.
pub async fn with_audio(db: &impl ConnectionTrait, key: &str) -> Result<Vec<Card>> {
    let text = format!(
        "{CARD} WHERE object.key = $1 AND article.id IN (SELECT episode.article_id FROM episode \
         JOIN object ON object.id = episode.object_id WHERE object.key = $1) ORDER BY article.id"
    );
    all(db, &text, [key.into()]).await
}

/// Which articles a list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All.
    Every,
    /// Those of the site of this host.
    OfSite(String),
    /// Those of the author of this slug.
    OfAuthor(String),
    /// Those with this keyword.
    WithKeyword(String),
}

impl Which {
    /// The condition, in which the word is `$1`.
    fn condition(&self) -> (&'static str, &str) {
        match self {
            // PostgreSQL must be told the type of a value that is compared only with itself.
            Self::Every => ("CAST($1 AS TEXT) = CAST($1 AS TEXT)", ""),
            Self::OfSite(host) => ("site.host = $1", host),
            Self::OfAuthor(slug) => (
                "article.id IN (SELECT article_author.article_id FROM article_author \
                 JOIN author ON author.id = article_author.author_id WHERE author.slug = $1)",
                slug,
            ),
            Self::WithKeyword(word) => (
                "article.id IN (SELECT article_keyword.article_id FROM article_keyword \
                 JOIN keyword ON keyword.id = article_keyword.keyword_id WHERE keyword.word = $1)",
                word,
            ),
        }
    }
}

/// A page of a list, newest first.
///
/// # Errors
/// When the database is away.
pub async fn newest(
    db: &impl ConnectionTrait,
    which: &Which,
    limit: u64,
    offset: u64,
) -> Result<Vec<Card>> {
    let (condition, word) = which.condition();
    let text = format!(
        "{CARD} WHERE {condition} ORDER BY article.sorted_at DESC, article.id DESC \
         LIMIT $2 OFFSET $3"
    );
    all(db, &text, [word.into(), limit.into(), offset.into()]).await
}

/// How many articles a list holds.
///
/// # Errors
/// When the database is away.
pub async fn count(db: &impl ConnectionTrait, which: &Which) -> Result<i64> {
    let (condition, word) = which.condition();
    let text = format!(
        "SELECT count(*) AS n FROM article JOIN site ON site.id = article.site_id WHERE {condition}"
    );
    number(db, &text, [word.into()]).await
}

/// A candidate for an episode.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Candidate {
    /// The article.
    pub id: i64,
    /// Whose it is.
    pub site_id: i64,
    /// Canonical address.
    pub address: String,
    /// Newest version.
    pub version: i32,
    /// Headline.
    pub title: String,
    /// Its language, else the site's.
    pub language: Option<String>,
    /// Published.
    pub published_at: Option<Micros>,
    /// `day` or `instant`.
    pub published_precision: Option<String>,
    /// Length of the text.
    pub characters: i64,
    /// Mainly a video.
    pub mainly_video: bool,
    /// Hex SHA-256 of the normalised text.
    pub text_hash: String,
    /// The text itself.
    pub text: String,
    /// How many authors it names.
    pub authors: i64,
}

/// The newest articles that were never considered for an episode, fetched since then, of sites with
/// one of these rights, and not reserved.
///
/// # Errors
/// When the database is away.
pub async fn candidates(
    db: &impl ConnectionTrait,
    rights: &[&str],
    since: Micros,
    most: u64,
) -> Result<Vec<Candidate>> {
    let text = format!(
        "SELECT article.id, article.site_id, article.address, article.version, \
        article.title, COALESCE(article.language, site.language) AS language, \
        article.published_at, article.published_precision, article.characters, \
        article.mainly_video, article.text_hash, \
        article_version.text, \
        (SELECT count(*) FROM article_author WHERE article_author.article_id = article.id) \
        AS authors \
        FROM article JOIN site ON site.id = article.site_id \
        JOIN article_version ON article_version.article_id = article.id \
        AND article_version.number = article.version \
        WHERE article.considered_at IS NULL AND article.fetched_at >= $1 \
        AND article.reserved = FALSE AND site.rights IN ({}) \
        ORDER BY article.sorted_at DESC, article.id DESC LIMIT $2",
        placeholders(3, rights.len())
    );
    let mut values: Vec<Value> = vec![since.into(), most.into()];
    values.extend(rights.iter().map(|it| Value::from(*it)));
    all(db, &text, values).await
}

/// Marks an article as considered: chosen (no reason), or never to be (the reason).
///
/// # Errors
/// When the database is away.
pub async fn considered(
    db: &impl ConnectionTrait,
    id: i64,
    not_chosen: Option<&str>,
    now: Micros,
) -> Result<()> {
    let text = "UPDATE article SET considered_at = $2, not_chosen = $3 WHERE id = $1";
    execute(db, text, [id.into(), now.into(), not_chosen.into()]).await?;
    Ok(())
}

/// What search keeps of an article.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Searchable {
    /// The article.
    pub id: i64,
    /// Headline.
    pub title: String,
    /// Two or three sentences.
    pub summary: String,
    /// The text.
    pub text: String,
    /// The site's host.
    pub site_host: String,
    /// The site's name.
    pub site_name: String,
    /// The site's rights.
    pub rights: String,
    /// The page reserves its text.
    pub reserved: bool,
    /// Its language, else the site's.
    pub language: Option<String>,
    /// The order of lists.
    pub sorted_at: Micros,
}

/// What search keeps of several articles, in no order.
///
/// # Errors
/// When the database is away.
pub async fn searchable(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Searchable>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT article.id, article.title, article.summary, article_version.text, \
         site.host AS site_host, site.name AS site_name, site.rights, article.reserved, \
         COALESCE(article.language, site.language) AS language, article.sorted_at \
         FROM article JOIN site ON site.id = article.site_id \
         JOIN article_version ON article_version.article_id = article.id \
         AND article_version.number = article.version WHERE article.id IN ({})",
        placeholders(1, ids.len())
    );
    all(db, &text, numbered(ids)).await
}
