//! Episodes that an operator wants to have spoken: again, where that did not come to its end, or anew.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{
    Micros, Result,
    statement::{execute, number},
};

/// As a new one waits: from now on (`$2`), at its first attempt.
const AS_NEW: &str = "failed_at = NULL, last_error = NULL, next_attempt_at = $2, waits_for = NULL, \
    waits = 0, attempts = 0, reached = 0, masterings = 0, rung_at = 0";

/// Whether an episode tells its text, or is about to: it neither failed nor was withdrawn.
fn tells(episode: &str) -> String {
    format!(
        "{episode}.failed_at IS NULL \
         AND ({episode}.object_id IS NOT NULL OR {episode}.next_attempt_at IS NOT NULL)"
    )
}

/// Whether another one tells the text of this one.
fn has_other() -> String {
    format!(
        "EXISTS (SELECT 1 FROM episode AS other WHERE other.text_hash = episode.text_hash \
         AND other.id <> episode.id AND {})",
        tells("other")
    )
}

/// Whether another episode tells the text of this one, or is about to.
///
/// # Errors
/// When the database is away.
pub async fn told_by_another(db: &impl ConnectionTrait, id: i64) -> Result<bool> {
    let text = format!("SELECT count(*) AS n FROM episode WHERE id = $1 AND {}", has_other());
    Ok(number(db, &text, [id.into()]).await? > 0)
}

/// Has an episode that was given up, withdrawn, or that waits for its next attempt, tried once more, from
/// now on, as if it were new: what was spoken of it is kept by its text, and is not spoken again. False: it
/// is none of these, somebody is at it, or another one tells the text of one that was given up or
/// withdrawn.
///
/// # Errors
/// When the database is away.
pub async fn retry(db: &impl ConnectionTrait, id: i64, now: Micros) -> Result<bool> {
    let text = format!(
        "UPDATE episode SET {AS_NEW} WHERE id = $1 AND lease_until < $2 \
         AND (next_attempt_at > $2 OR next_attempt_at IS NULL) \
         AND (failed_at IS NOT NULL OR object_id IS NULL OR next_attempt_at IS NOT NULL) \
         AND (({}) OR NOT {})",
        tells("episode"),
        has_other()
    );
    Ok(execute(db, &text, [id.into(), now.into()]).await? > 0)
}

/// Has an episode in any state spoken anew, from its first sentence: nothing of what was kept is heard
/// again, and its audio, where it has some, is taken out of use at once. False, and then the transaction is
/// to be dropped: somebody is at it, or another one tells the text of one that was given up or withdrawn.
///
/// # Errors
/// When the database is away; then the transaction is to be dropped.
pub async fn speak_anew(transaction: &DatabaseTransaction, id: i64, now: Micros) -> Result<bool> {
    let remove = "UPDATE object SET removed_at = $2 \
                  WHERE id = (SELECT object_id FROM episode WHERE episode.id = $1)";
    execute(transaction, remove, [id.into(), now.into()]).await?;
    let text = format!(
        "UPDATE episode SET {AS_NEW}, object_id = NULL, take = take + 1 \
         WHERE id = $1 AND lease_until < $2 AND (({}) OR NOT {})",
        tells("episode"),
        has_other()
    );
    Ok(execute(transaction, &text, [id.into(), now.into()]).await? > 0)
}
