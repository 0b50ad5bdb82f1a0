//! Audio that may no longer be where it is: its site is open no longer, or its page reserves itself.
//!
//! The row goes first: from then on no page and no feed names the audio. The object follows later.

use sea_orm::DatabaseTransaction;

use crate::{Micros, Result, statement::execute};

/// Withdraws all audio of a site that lies open; with `speak_again` its episodes wait to be spoken
/// anew, for a place that is not.
///
/// # Errors
/// When the database is away; then the transaction is to be dropped.
pub async fn withdraw_open_of_site(
    transaction: &DatabaseTransaction,
    site_id: i64,
    speak_again: bool,
    now: Micros,
) -> Result<()> {
    let scope = "article.site_id = $1 AND object.key LIKE 'open/%'";
    withdraw(transaction, scope, site_id, speak_again, now).await
}

/// Withdraws the audio of an article; with `speak_again` as above.
///
/// # Errors
/// When the database is away; then the transaction is to be dropped.
pub async fn withdraw_of_article(
    transaction: &DatabaseTransaction,
    article_id: i64,
    speak_again: bool,
    now: Micros,
) -> Result<()> {
    withdraw(transaction, "article.id = $1", article_id, speak_again, now).await
}

async fn withdraw(
    transaction: &DatabaseTransaction,
    scope: &str,
    id: i64,
    speak_again: bool,
    now: Micros,
) -> Result<()> {
    let theirs = format!(
        "SELECT object.id FROM object JOIN episode ON episode.object_id = object.id \
         JOIN article ON article.id = episode.article_id WHERE {scope}"
    );
    let remove = format!("UPDATE object SET removed_at = $2 WHERE id IN ({theirs})");
    execute(transaction, &remove, [id.into(), now.into()]).await?;
    let next = if speak_again { "$2" } else { "NULL" };
    let forget = format!(
        "UPDATE episode SET object_id = NULL, attempts = 0, reached = 0, masterings = 0, rung_at = 0, \
         waits = 0, waits_for = NULL, next_attempt_at = {next} WHERE object_id IN ({theirs})"
    );
    let mut values = vec![id.into()];
    values.extend(speak_again.then(|| now.into()));
    execute(transaction, &forget, values).await?;
    Ok(())
}
