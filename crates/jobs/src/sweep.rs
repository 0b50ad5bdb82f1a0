//! Rows that wait -> jobs in the queue.
//!
//! Every step of the story asks for rows that lack its result, so a job that was lost is found
//! again. A row is rung once in a lease's length at most.

use database::{Micros, episode, host};

use crate::{Context, CrawlHost, PublishEpisode, SpeakEpisode, clock::now, queue::Job};

/// Rings for the hosts of these sites (none: of all) that have work. Returns how many.
///
/// # Errors
/// When the database or the queue is away.
pub async fn ring_hosts(context: &Context, sites: Option<&[i64]>) -> anyhow::Result<usize> {
    let before = now().plus_micros(-context.settings.lease_micros());
    ring_unless_rung(context, sites, before).await
}

/// Rings for the hosts of these sites that have work, though others may have rung for them in a queue
/// that nobody here works on. Returns how many.
///
/// # Errors
/// When the database or the queue is away.
pub async fn ring_hosts_apart(context: &Context, sites: &[i64]) -> anyhow::Result<usize> {
    ring_unless_rung(context, Some(sites), now()).await
}

async fn ring_unless_rung(
    context: &Context,
    sites: Option<&[i64]>,
    before: Micros,
) -> anyhow::Result<usize> {
    let hosts = host::ring_waiting(&context.database.write, sites, now(), before).await?;
    for host in &hosts {
        context.queue.push(Job::CrawlHost(CrawlHost { host: *host })).await?;
    }
    Ok(hosts.len())
}

/// Rings for the episodes that wait. Returns how many.
///
/// # Errors
/// When the database or the queue is away.
pub async fn ring_episodes(context: &Context) -> anyhow::Result<usize> {
    let now = now();
    let before = now.plus_micros(-context.settings.lease_micros());
    let waiting = episode::ring_waiting(&context.database.write, now, before).await?;
    for (episode, has_audio) in &waiting {
        let job = if *has_audio {
            Job::PublishEpisode(PublishEpisode { episode: *episode })
        } else {
            Job::SpeakEpisode(SpeakEpisode { episode: *episode })
        };
        context.queue.push(job).await?;
    }
    Ok(waiting.len())
}
