//! Episodes: articles that were chosen, on their way to the feed.
//!
//! Where one stands is in its row: chosen, then with audio in the store (`object_id`), then visible
//! (`published_at`). One that waits has `next_attempt_at`; after [`MOST_ATTEMPTS`] in a row that came
//! no farther than others before (`attempt`) it is failed, with its reason.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value, entity::prelude::*};

use crate::{
    Lease, Micros, Result, change, object,
    statement::{all, execute, execute_held, number, placeholders},
};

mod attempt;
mod feed;
mod log;
mod retry;
mod withdraw;

pub use attempt::{
    MOST_ATTEMPTS, MOST_MASTERINGS, WaitsFor, attempts, begin_mastering, fail, fail_mastering,
    lease, put_off, reach, renew, waits,
};
pub use feed::{Published, published};
pub(crate) use log::STATE;
pub use log::{Considered, PutOff, left_waiting, log, log_of};
pub use retry::{retry, speak_anew, told_by_another};
pub use withdraw::{withdraw_of_article, withdraw_open_of_site};

/// One episode.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "episode")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it reads.
    pub article_id: i64,
    /// In the feed; never changes.
    pub guid: String,
    /// Which version of the article it reads.
    pub article_version: i32,
    /// Hex SHA-256 of that version's normalised text.
    pub text_hash: String,
    /// BCP 47, lower case.
    pub language: String,
    /// Why it was chosen, for operators.
    pub reason: String,
    /// How it compared.
    pub score: f64,
    /// When it was chosen.
    pub chosen_at: Micros,
    /// Until when somebody works on it.
    pub lease_until: Micros,
    /// Which lease this is.
    pub lease_epoch: i64,
    /// When a job for it was last put in the queue.
    pub rung_at: Micros,
    /// Attempts in a row that came no farther than one before them.
    pub attempts: i32,
    /// When it may be tried again; none: published, or failed for good.
    pub next_attempt_at: Option<Micros>,
    /// The last failure.
    pub last_error: Option<String>,
    /// When it was given up.
    pub failed_at: Option<Micros>,
    /// Who reads it.
    pub voice: Option<String>,
    /// What is read, as JSON.
    pub script: Option<String>,
    /// The audio.
    pub object_id: Option<i64>,
    /// Its length in samples.
    pub samples: Option<i64>,
    /// Samples a second.
    pub sample_rate: Option<i32>,
    /// When it entered the feed.
    pub published_at: Option<Micros>,
    /// When each sentence and word is said, as JSON.
    pub times: Option<String>,
    /// The most pieces of the script that an attempt had spoken.
    pub reached: i32,
    /// Attempts in a row that had all of it spoken, and ended without a word.
    pub masterings: i32,
    /// What it waits for, as [`WaitsFor`] is written; none: for nothing but its next step or attempt.
    pub waits_for: Option<String>,
    /// Waits in a row for a voice or the store.
    pub waits: i32,
    /// How often it was to be spoken anew: what was kept of one take is not heard in the next.
    pub take: i32,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An article that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEpisode {
    /// The article.
    pub article_id: i64,
    /// Of the feed's item.
    pub guid: String,
    /// Version of the article.
    pub article_version: i32,
    /// Hex SHA-256 of its normalised text.
    pub text_hash: String,
    /// BCP 47, lower case.
    pub language: String,
    /// Why, for operators.
    pub reason: String,
    /// How it compared.
    pub score: f64,
}

/// Makes an episode of a chosen article, and marks the article. One that has an episode already
/// keeps it.
///
/// # Errors
/// When the database is away; then the transaction is to be dropped.
pub async fn choose(
    transaction: &DatabaseTransaction,
    chosen: &NewEpisode,
    now: Micros,
) -> Result<()> {
    let text = "INSERT INTO episode (article_id, guid, article_version, text_hash, language, \
        reason, score, chosen_at, next_attempt_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) \
        ON CONFLICT DO NOTHING";
    let values = [
        chosen.article_id.into(),
        chosen.guid.clone().into(),
        chosen.article_version.into(),
        chosen.text_hash.clone().into(),
        chosen.language.clone().into(),
        chosen.reason.clone().into(),
        chosen.score.into(),
        now.into(),
    ];
    execute(transaction, text, values).await?;
    crate::article::considered(transaction, chosen.article_id, None, now).await
}

/// What has been told, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Told {
    /// Hex SHA-256 of the normalised text.
    pub text_hash: String,
    /// When it was chosen.
    pub chosen_at: Micros,
    /// The text itself.
    pub text: String,
}

/// The episodes chosen since then, failed ones left out.
///
/// # Errors
/// When the database is away.
pub async fn told(db: &impl ConnectionTrait, since: Micros) -> Result<Vec<Told>> {
    let text = "SELECT episode.text_hash, episode.chosen_at, article_version.text FROM episode \
        JOIN article_version ON article_version.article_id = episode.article_id \
        AND article_version.number = episode.article_version \
        WHERE episode.chosen_at >= $1 AND episode.failed_at IS NULL ORDER BY episode.id";
    all(db, text, [since.into()]).await
}

/// Which of these texts were ever told.
///
/// # Errors
/// When the database is away.
pub async fn told_texts(db: &impl ConnectionTrait, text_hashes: &[&str]) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Text {
        text_hash: String,
    }
    if text_hashes.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT DISTINCT text_hash FROM episode WHERE failed_at IS NULL AND text_hash IN ({}) \
         ORDER BY text_hash",
        placeholders(1, text_hashes.len())
    );
    let values: Vec<Value> = text_hashes.iter().map(|it| Value::from(*it)).collect();
    let rows = all::<Text>(db, &text, values).await?;
    Ok(rows.into_iter().map(|row| row.text_hash).collect())
}

/// How many episodes were chosen since then.
///
/// # Errors
/// When the database is away.
pub async fn count_chosen(db: &impl ConnectionTrait, since: Micros) -> Result<i64> {
    let text = "SELECT count(*) AS n FROM episode WHERE chosen_at >= $1";
    number(db, text, [since.into()]).await
}

/// Keeps what will be said, and who says it.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn keep_script(
    db: &impl ConnectionTrait,
    lease: &Lease,
    script: &str,
    voice: &str,
) -> Result<()> {
    let text = "UPDATE episode SET script = $3, voice = $4 WHERE id = $1 AND lease_epoch = $2";
    let values = [lease.id.into(), lease.epoch.into(), script.into(), voice.into()];
    execute_held(db, text, values).await
}

/// Audio that is in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audio {
    /// Its key.
    pub key: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// Its length in samples.
    pub samples: i64,
    /// Samples a second.
    pub sample_rate: i32,
    /// When each sentence and word is said, as JSON.
    pub times: String,
}

/// Keeps the audio of an episode that is in the store by now, and gives the episode back: it waits
/// to be published. Attempts begin anew.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode; then the transaction is
/// to be dropped.
pub async fn keep_audio(
    transaction: &DatabaseTransaction,
    lease: &Lease,
    audio: &Audio,
    now: Micros,
) -> Result<()> {
    let object = object::ensure(transaction, &audio.key, audio.bytes, now).await?;
    let text = "UPDATE episode SET object_id = $3, samples = $4, sample_rate = $5, times = $7, \
        attempts = 0, reached = 0, masterings = 0, lease_until = 0, rung_at = 0, \
        last_error = NULL, waits_for = NULL, next_attempt_at = $6 \
        WHERE id = $1 AND lease_epoch = $2";
    let values = [
        lease.id.into(),
        lease.epoch.into(),
        object.into(),
        audio.samples.into(),
        audio.sample_rate.into(),
        now.into(),
        audio.times.clone().into(),
    ];
    execute_held(transaction, text, values).await
}

/// Why an episode is spoken again whose audio was taken back.
pub const AUDIO_LOST: &str = "the store had lost the audio";

/// Takes back audio that the store has no longer: the episode is spoken again, once `again_at` has
/// come.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode.
pub async fn forget_audio(
    db: &impl ConnectionTrait,
    lease: &Lease,
    again_at: Micros,
) -> Result<()> {
    let text = "UPDATE episode SET object_id = NULL, lease_until = 0, rung_at = 0, \
                next_attempt_at = $3, last_error = $5, \
                waits_for = $4, waits = waits + 1 \
                WHERE id = $1 AND lease_epoch = $2";
    let waits_for = WaitsFor::Store.as_str();
    let values =
        [lease.id.into(), lease.epoch.into(), again_at.into(), waits_for.into(), AUDIO_LOST.into()];
    execute_held(db, text, values).await
}

/// Publishes an episode whose audio the store was asked for.
///
/// # Errors
/// [`crate::DatabaseError::LeaseLost`] when somebody else has the episode; then the transaction is
/// to be dropped.
pub async fn publish(transaction: &DatabaseTransaction, lease: &Lease, now: Micros) -> Result<()> {
    let text = "UPDATE episode SET published_at = COALESCE(published_at, $3), \
        next_attempt_at = NULL, lease_until = 0, last_error = NULL, waits_for = NULL, waits = 0 \
        WHERE id = $1 AND lease_epoch = $2 AND object_id IS NOT NULL RETURNING article_id AS n";
    match number(transaction, text, [lease.id.into(), lease.epoch.into(), now.into()]).await? {
        0 => Err(crate::DatabaseError::LeaseLost),
        article_id => change::note(transaction, article_id, false).await,
    }
}

/// Episodes that wait, that nobody holds, and for which no job was put in the queue since
/// `rung_before`, each with whether it has its audio already; they are marked as rung now.
///
/// # Errors
/// When the database is away.
pub async fn ring_waiting(
    db: &impl ConnectionTrait,
    now: Micros,
    rung_before: Micros,
) -> Result<Vec<(i64, bool)>> {
    #[derive(FromQueryResult)]
    struct Waiting {
        id: i64,
        object_id: Option<i64>,
    }
    let text = "UPDATE episode SET rung_at = $1 WHERE next_attempt_at <= $1 \
                AND lease_until < $1 AND rung_at <= $2 RETURNING id, object_id";
    let mut rows = all::<Waiting>(db, text, [now.into(), rung_before.into()]).await?;
    rows.sort_by_key(|row| row.id);
    Ok(rows.into_iter().map(|row| (row.id, row.object_id.is_some())).collect())
}

/// How many episodes wait for a step that is due by then.
///
/// # Errors
/// When the database is away.
pub async fn count_waiting(db: &impl ConnectionTrait, by: Micros) -> Result<i64> {
    let text = "SELECT count(*) AS n FROM episode WHERE next_attempt_at <= $1";
    number(db, text, [by.into()]).await
}

/// How many episodes were published, and how many failed, of those chosen or ended since then.
///
/// # Errors
/// When the database is away.
pub async fn count_ended(db: &impl ConnectionTrait, since: Micros) -> Result<(i64, i64)> {
    let published = "SELECT count(*) AS n FROM episode WHERE published_at >= $1";
    let failed = "SELECT count(*) AS n FROM episode WHERE failed_at >= $1";
    Ok((number(db, published, [since.into()]).await?, number(db, failed, [since.into()]).await?))
}

/// The episode of this article, in any state.
///
/// # Errors
/// When the database is away.
pub async fn of_article(db: &impl ConnectionTrait, article_id: i64) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::ArticleId.eq(article_id)).one(db).await?)
}
