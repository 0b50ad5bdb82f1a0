//! What became of the articles that were considered: heard, waiting, failed, or never to be heard.

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Micros, Result,
    statement::{all, one},
};

/// How an episode stands: `waiting` to be spoken, `spoken` and not yet in the feed, `published`,
/// `failed` for good, `withdrawn`. One without audio is not `published`, though it was in the feed once.
pub(crate) const STATE: &str = "CASE WHEN episode.failed_at IS NOT NULL THEN 'failed' \
    WHEN episode.object_id IS NULL AND episode.next_attempt_at IS NULL THEN 'withdrawn' \
    WHEN episode.object_id IS NULL THEN 'waiting' \
    WHEN episode.published_at IS NOT NULL THEN 'published' ELSE 'spoken' END";

/// One article.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Considered {
    /// Its episode's row; none where it was not chosen.
    pub episode_id: Option<i64>,
    /// Its address.
    pub address: String,
    /// Its headline.
    pub title: String,
    /// BCP 47, lower case; none where nobody knows it.
    pub language: Option<String>,
    /// When it was decided whether it is heard.
    pub considered_at: Micros,
    /// As in `STATE`; `not_chosen` for one that has no episode.
    pub state: String,
    /// Why it has none.
    pub not_chosen: Option<String>,
    /// Why it was chosen.
    pub chosen_for: Option<String>,
    /// Who reads it.
    pub voice: Option<String>,
    /// Attempts in a row that came no farther.
    pub attempts: Option<i32>,
    /// When it may be tried again.
    pub next_attempt_at: Option<Micros>,
    /// The last failure.
    pub last_error: Option<String>,
    /// What it waits for, as in its row.
    pub waits_for: Option<String>,
    /// Hex SHA-256 of the normalised text that it reads, or would.
    pub text_hash: String,
    /// Whether the article's text is another by now.
    pub is_outdated: bool,
    /// The site's rights, as they are now.
    pub site_rights: String,
    /// Whether the page reserves its text, as it is now.
    pub reserved: bool,
}

/// Every article that was considered, as [`Considered`] with the article's `id`.
fn considered() -> String {
    format!(
        "SELECT article.id, episode.id AS episode_id, article.address, article.title, \
         COALESCE(episode.language, article.language, site.language) AS language, \
         article.considered_at, article.not_chosen, \
         CASE WHEN episode.id IS NULL THEN 'not_chosen' ELSE {STATE} END AS state, \
         episode.reason AS chosen_for, episode.voice, episode.attempts, \
         episode.next_attempt_at, episode.last_error, episode.waits_for, \
         COALESCE(episode.text_hash, article.text_hash) AS text_hash, \
         COALESCE(episode.text_hash <> article.text_hash, FALSE) AS is_outdated, \
         site.rights AS site_rights, article.reserved \
         FROM article JOIN site ON site.id = article.site_id \
         LEFT JOIN episode ON episode.article_id = article.id \
         WHERE article.considered_at IS NOT NULL"
    )
}

/// Articles that were considered, in this state (none: in any), the last first.
///
/// # Errors
/// When the database is away.
pub async fn log(
    db: &impl ConnectionTrait,
    state: Option<&str>,
    most: u64,
) -> Result<Vec<Considered>> {
    let text = format!(
        "SELECT * FROM ({}) AS considered WHERE $1 IS NULL OR state = $1 \
         ORDER BY considered_at DESC, id DESC LIMIT $2",
        considered()
    );
    all(db, &text, [state.map(str::to_owned).into(), most.into()]).await
}

/// Episodes that wait for a voice or the store, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PutOff {
    /// How many.
    pub episodes: i64,
    /// When the first is tried again.
    pub again_at: Micros,
    /// Why they wait.
    pub reason: String,
}

/// The episodes that wait for a voice or the store, however long: by reason, the most frequent first. Those
/// that wait for a budget, or for their next attempt, are none of them.
///
/// # Errors
/// When the database is away.
pub async fn left_waiting(db: &impl ConnectionTrait) -> Result<Vec<PutOff>> {
    let text = "SELECT count(*) AS episodes, min(next_attempt_at) AS again_at, \
        COALESCE(last_error, waits_for) AS reason FROM episode \
        WHERE waits_for IN ('voice', 'store') AND next_attempt_at IS NOT NULL \
        GROUP BY 3 ORDER BY 1 DESC, 2, 3";
    all(db, text, []).await
}

/// What became of this article; none where it was not considered yet.
///
/// # Errors
/// When the database is away.
pub async fn log_of(db: &impl ConnectionTrait, article_id: i64) -> Result<Option<Considered>> {
    let text = format!("{} AND article.id = $1", considered());
    one(db, &text, [article_id.into()]).await
}
