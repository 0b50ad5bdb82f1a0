//! Episodes as the feed lists them.

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Micros, Result,
    article::{CARD, Card},
    statement::all,
};

/// An episode of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Of the feed's item.
    pub guid: String,
    /// When it entered the feed.
    pub published_at: Micros,
    /// Its article, with the audio.
    pub card: Card,
}

/// The newest published episodes.
///
/// # Errors
/// When the database is away.
pub async fn published(
    db: &impl ConnectionTrait,
    limit: u64,
    offset: u64,
) -> Result<Vec<Published>> {
    #[derive(FromQueryResult)]
    struct Row {
        guid: String,
        entered_at: Micros,
        #[sea_orm(nested)]
        card: Card,
    }
    let text = format!(
        "{} WHERE object.key IS NOT NULL AND episode.published_at > 0 \
         ORDER BY episode.published_at DESC, episode.id DESC LIMIT $1 OFFSET $2",
        CARD.replacen(
            "SELECT ",
            "SELECT episode.guid AS guid, episode.published_at AS entered_at, ",
            1
        )
    );
    let rows = all::<Row>(db, &text, [limit.into(), offset.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Published { guid: row.guid, published_at: row.entered_at, card: row.card })
        .collect())
}
