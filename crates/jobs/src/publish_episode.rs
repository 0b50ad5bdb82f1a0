//! Episode with audio -> episode in the feed.
//!
//! Runs after `speak_episode`. The store itself is asked for the audio first, so that a feed never
//! names what is not there; then one transaction makes it visible. Safe to run twice.

use std::time::Duration;

use anyhow::Context as _;
use database::{Lease, article, episode, object, site};
use serde::{Deserialize, Serialize};
use storage::{ObjectKey, Visibility};
use tracing::{info, warn};

use crate::{
    Context,
    clock::{micros, now},
    held,
    speak_episode::{self, wait},
};

/// How long an episode waits at first whose audio the store has lost: for longer than a crawl waits for it.
const AUDIO_LOST: Duration = Duration::from_mins(15);

/// Publishes one episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishEpisode {
    /// The episode.
    pub episode: i64,
}

impl PublishEpisode {
    /// Does it, unless somebody else holds the episode or it has no audio yet.
    ///
    /// # Errors
    /// When the database or the store is away; the episode waits.
    pub async fn run(&self, context: &Context) -> anyhow::Result<()> {
        let db = &context.database;
        let (start, until) = held::lease_until(context.settings.lease_micros());
        let Some((lease, row)) =
            episode::lease(&db.write, self.episode, true, start, until).await?
        else {
            return Ok(());
        };
        let object_id = row.object_id.context("the audio of an episode that has some")?;
        match publish(context, &lease, (row.article_id, object_id)).await {
            Err(error) => speak_episode::fail(context, &lease, &error).await,
            Ok(()) => Ok(()),
        }
    }
}

#[expect(
    clippy::cognitive_complexity,
    reason = "straight on; the logging macro counts for much of it"
)]
async fn publish(
    context: &Context,
    lease: &Lease,
    (article_id, object_id): (i64, i64),
) -> anyhow::Result<()> {
    let db = &context.database;
    let object = object::by_id(&db.read, object_id).await?.context("the audio's row")?;
    let key = ObjectKey::parse(&object.key).context("the audio's key")?;
    let card = article::card(&db.read, article_id).await?;
    let is_open = card.as_ref().is_some_and(|card| site::is_open(&card.site_rights, card.reserved));
    if key.visibility() == Visibility::Open && !is_open {
        // The site's rights changed while it was spoken. Where it may still be heard at home, what was
        // said is in the cache.
        let speak_again = card.is_some_and(|card| card.site_rights == "personal" && !card.reserved);
        let transaction = db.begin().await?;
        episode::withdraw_of_article(&transaction, article_id, speak_again, now()).await?;
        transaction.commit().await?;
        return Ok(());
    }
    let stored = context.store.head(&key).await.context("the store")?;
    if stored.is_none_or(|stored| i64::try_from(stored.bytes) != Ok(object.bytes)) {
        warn!(episode.id = lease.id, key = object.key, "The store has lost the audio");
        return forget_audio(context, lease).await;
    }
    let transaction = db.begin().await?;
    episode::publish(&transaction, lease, now()).await?;
    transaction.commit().await?;
    context.progress.episode();
    info!(episode.id = lease.id, "Published the episode");
    Ok(())
}

/// Has the episode spoken again, later each time and at last no more: a store that loses everything is not
/// filled, and speech not mastered, as fast as can be.
async fn forget_audio(context: &Context, lease: &Lease) -> anyhow::Result<()> {
    let (db, now) = (&context.database, now());
    let waits = episode::waits(&db.write, lease).await?;
    let again_at = now.plus_micros(micros(wait::grown(AUDIO_LOST, waits)));
    let transaction = db.begin().await?;
    episode::forget_audio(&transaction, lease, again_at).await?;
    if waits >= wait::MOST_WAITS {
        let reason = wait::given_up(episode::AUDIO_LOST);
        episode::fail(&transaction, lease, &reason, None, now).await?;
    }
    Ok(transaction.commit().await?)
}
