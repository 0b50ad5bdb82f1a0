//! Published episodes that the audience may hear.

use database::{
    Database, DatabaseError,
    episode::{self, Published},
};

use crate::{Audience, rights};

/// Rows asked for at once, at least and at most.
const BATCH: std::ops::RangeInclusive<u64> = 8..=100;

/// Batches at most: what bounds the work where nearly nothing may be heard.
const MOST_BATCHES: u64 = 20;

/// The newest episodes that this audience may hear, at most `most`.
pub(crate) async fn newest(
    database: &Database,
    audience: Audience,
    most: u64,
) -> Result<Vec<Published>, DatabaseError> {
    let rows_at_once = most.clamp(*BATCH.start(), *BATCH.end());
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut heard = Vec::new();
    for batch in 0..MOST_BATCHES {
        let rows = episode::published(&database.read, rows_at_once, batch * rows_at_once).await?;
        let is_last = (rows.len() as u64) < rows_at_once;
        heard.extend(rows.into_iter().filter(|row| rights::may_hear(&row.card, audience)));
        if is_last || heard.len() >= most {
            break;
        }
    }
    heard.truncate(most);
    Ok(heard)
}

/// The length of an episode in whole seconds, rounded.
pub(crate) fn seconds(card: &database::article::Card) -> Option<u32> {
    let (samples, rate) = (card.audio_samples?, i64::from(card.audio_rate?));
    if rate <= 0 || samples < 0 {
        return None;
    }
    u32::try_from(samples.saturating_add(rate / 2) / rate).ok()
}
