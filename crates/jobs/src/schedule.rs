//! What is done again and again: ringing for rows that wait, choosing, cleaning up.
//!
//! Each slot of a task is a row taken by lease, so it is done once however many schedulers there
//! are. Ringing needs no slot: a row remembers when it was rung.

use std::{future::Future, time::Duration};

use database::schedule;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{
    Context, choose_episodes,
    clock::now,
    held, speak_episode,
    sweep::{ring_episodes, ring_hosts},
};

/// How often rows that wait are looked for.
const LOOK: Duration = Duration::from_secs(1);
/// How often episodes are chosen, in seconds.
const CHOOSE_SECONDS: i64 = 30;
/// How often is cleaned up, in seconds.
const CLEAN_SECONDS: i64 = 30;

/// Keeps the schedule until it is told to stop. What fails is tried again.
pub async fn keep_schedule(context: &Context, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = look(context).await {
            warn!("The schedule could not be kept, and is tried again: {error:#}");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = stop.cancelled() => {}
        }
    }
}

async fn look(context: &Context) -> anyhow::Result<()> {
    ring_hosts(context, None).await?;
    ring_episodes(context).await?;
    slot(context, "choose", CHOOSE_SECONDS, async || choose_episodes(context).await.map(drop))
        .await?;
    slot(context, "clean", CLEAN_SECONDS, async || clean(context).await).await
}

/// Deletes what no row needs any longer.
async fn clean(context: &Context) -> anyhow::Result<()> {
    context.queue.clean().await?;
    speak_episode::clean_cache(&context.settings.speech_cache).await?;
    Ok(())
}

/// Does a task if nobody has done it in this slot.
async fn slot<F: Future<Output = anyhow::Result<()>>>(
    context: &Context,
    name: &str,
    period_seconds: i64,
    task: impl Fn() -> F,
) -> anyhow::Result<()> {
    let db = &context.database.write;
    let number = now().0 / (period_seconds * 1_000_000);
    let (start, until) = held::lease_until(context.settings.lease_micros());
    if let Some(lease) = schedule::take(db, name, number, start, until).await? {
        task().await?;
        schedule::done(db, name, &lease).await?;
    }
    Ok(())
}
