//! What is done again and again: ringing for rows that wait, choosing, cleaning up.
//!
//! Each slot of a task is a row taken by lease, so it is done once however many schedulers there
//! are. Ringing needs no slot: a row remembers when it was rung.

use std::{future::Future, sync::Arc, time::Duration};

use database::{schedule, visit};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{
    Context, choose_episodes,
    clock::now,
    held, place_stories,
    subscribe::ask_hubs,
    sweep::{ring_episodes, ring_hosts},
    sweep_objects::sweep_objects,
};

/// How long visits are kept, in seconds: a month.
const VISITS_KEPT_SECONDS: i64 = 30 * 86_400;
/// How often rows that wait are looked for.
const LOOK: Duration = Duration::from_secs(1);
/// How often is looked whether the store is to be swept.
const LOOK_AT_STORE: Duration = Duration::from_mins(1);
/// How often hubs to be asked are looked for.
const LOOK_AT_HUBS: Duration = Duration::from_secs(5);
/// How often episodes are chosen, in seconds.
const CHOOSE_SECONDS: i64 = 30;
/// How often new articles are placed in stories, in seconds.
const PLACE_SECONDS: i64 = 10;
/// How often sketches that nothing is compared with are forgotten, in seconds.
const FORGET_SECONDS: i64 = 3_600;
/// How often is cleaned up, in seconds.
const CLEAN_SECONDS: i64 = 30;
/// How long a spoken sentence is kept after it was last used: its episode is long published.
const SPEECH_KEPT: Duration = Duration::from_hours(7 * 24);
/// How long one that was paid for is kept: longer than an episode waits for the next month's budget.
const PAID_SPEECH_KEPT: Duration = Duration::from_hours(45 * 24);
/// How often the store is swept, in seconds: it is listed as a whole.
const SWEEP_SECONDS: i64 = 86_400;

/// Keeps the schedule until it is told to stop. What fails is tried again.
pub async fn keep_schedule(context: &Context, stop: CancellationToken) {
    // The store beside the rows: over a large one it takes long. Hubs beside both: they may be slow.
    tokio::join!(
        keep(context, Part::Rows, &stop),
        keep(context, Part::Store, &stop),
        keep(context, Part::Hubs, &stop),
    );
}

/// What is looked after.
#[derive(Debug, Clone, Copy)]
enum Part {
    Rows,
    Store,
    Hubs,
}

async fn keep(context: &Context, part: Part, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let (looked, pause) = match part {
            Part::Rows => (look_at_rows(context).await, LOOK),
            Part::Store => (look_at_store(context).await, LOOK_AT_STORE),
            Part::Hubs => (Box::pin(ask_hubs(context)).await, LOOK_AT_HUBS),
        };
        if let Err(error) = looked {
            warn!(?part, "The schedule could not be kept, and is tried again: {error:#}");
        }
        let _stopped = tokio::time::timeout(pause, stop.cancelled()).await;
    }
}

async fn look_at_rows(context: &Context) -> anyhow::Result<()> {
    ring_hosts(context, None).await?;
    ring_episodes(context).await?;
    let place = async { place_stories(context).await.map(drop) };
    slot(context, "place_stories", PLACE_SECONDS, place).await?;
    let forget = place_stories::forget_sketches(context);
    slot(context, "forget_sketches", FORGET_SECONDS, forget).await?;
    let choose = async { choose_episodes(context).await.map(drop) };
    slot(context, "choose", CHOOSE_SECONDS, choose).await?;
    slot(context, "clean", CLEAN_SECONDS, clean(context)).await
}

async fn look_at_store(context: &Context) -> anyhow::Result<()> {
    let sweep = async {
        let sweep = sweep_objects(&context.database, &context.store, now());
        Box::pin(sweep).await.map(drop)
    };
    slot(context, "sweep_objects", SWEEP_SECONDS, sweep).await
}

/// Deletes what no row needs any longer.
async fn clean(context: &Context) -> anyhow::Result<()> {
    context.queue.clean().await?;
    let then = now().plus_seconds(-VISITS_KEPT_SECONDS);
    visit::forget_before(&context.database.write, then).await?;
    let settings = Arc::clone(&context.settings);
    let clean = move || {
        settings.speech_cache.clean(SPEECH_KEPT)?;
        settings.paid_speech_cache.clean(PAID_SPEECH_KEPT)
    };
    tokio::task::spawn_blocking(clean).await??;
    Ok(())
}

/// Does a task if nobody has done it in this slot.
async fn slot(
    context: &Context,
    name: &str,
    period_seconds: i64,
    task: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let db = &context.database.write;
    let number = now().0 / (period_seconds * 1_000_000);
    let (start, until) = held::lease_until(context.settings.lease_micros());
    let Some(lease) = schedule::take(db, name, number, start, until).await? else { return Ok(()) };
    let renew = |until| schedule::renew(db, name, &lease, until);
    if let Some(done) = held::holding(context.settings.lease, renew, task).await {
        done?;
        schedule::done(db, name, &lease).await?;
    }
    Ok(())
}
