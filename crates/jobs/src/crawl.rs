//! One crawl now, all the way to the feed: what `earshot cron` does.

use std::time::Duration;

use database::{DatabaseError, address, episode, host, source};
use tokio::time::{Instant, sleep};
use tracing::warn;

use crate::{
    Context, choose_episodes,
    clock::now,
    crawl_host::SHORT_REST_SECONDS,
    place_stories,
    sweep::{ring_episodes, ring_hosts, ring_hosts_apart},
};

mod summary;

pub use summary::{BESIDE, NOTHING, Summary};

/// How often is looked whether anything is left to do.
const LOOK: Duration = Duration::from_millis(100);

/// How often new articles are placed in stories beside the crawl: a host is mostly waited for, and after
/// 5,000 articles it would take a minute.
const PLACE: Duration = Duration::from_secs(10);

/// How long after the deadline the last requests may take: as long as one may.
const LAST_REQUEST: Duration = Duration::from_secs(70);
/// How long after the deadline the last episodes may take.
const LAST_EPISODES: Duration = Duration::from_mins(5);

/// What to crawl, and how far.
#[derive(Debug, Clone)]
pub struct Crawl {
    /// The sites.
    pub sites: Vec<i64>,
    /// Whether episodes are made.
    pub audio: bool,
    /// When it ends at the latest; none: when it is done.
    pub deadline: Option<Instant>,
}

impl Crawl {
    /// Does it. Workers must run, in this process or elsewhere.
    ///
    /// # Errors
    /// When the database or the queue is away.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Summary> {
        let start = now();
        // Hosts stop by themselves at the deadline, within one request; what they found by then is
        // worth hearing too.
        let crawled = async {
            match &context.replay {
                Some(replay) => replay.run(context).await.map(|()| true),
                None => self.crawled(context).await,
            }
        };
        let mut is_done = tokio::select! {
            crawled = crawled => crawled?,
            error = place_until_failure(context) => return Err(error),
        };
        placed(context).await?;
        if self.audio {
            unless_busy(choose_episodes(context).await.map(drop), "Episodes wait to be chosen")?;
            is_done &= self.spoken(context).await?;
        }
        self.summary(context, start, !is_done).await
    }

    /// Waits until no host has work for these sites, nor will have it after a short rest. False when
    /// the deadline came first.
    async fn crawled(&self, context: &Context) -> anyhow::Result<bool> {
        for site in &self.sites {
            source::make_due(&context.database.write, *site).await?;
            address::make_due(&context.database.write, *site).await?;
        }
        if context.queue.is_apart() {
            ring_hosts_apart(context, &self.sites).await?;
        }
        loop {
            ring_hosts(context, Some(&self.sites)).await?;
            if !self.goes_on(context).await? {
                return Ok(true);
            }
            if self.is_over(LAST_REQUEST) {
                return Ok(false);
            }
            sleep(LOOK).await;
        }
    }

    /// Leaves what is still due to others, once the workers have ended: nobody works on a queue of our
    /// own any longer.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn leave(&self, context: &Context) -> anyhow::Result<()> {
        if context.queue.is_apart() {
            host::forget_rings(&context.database.write, &self.sites, now()).await?;
        }
        Ok(())
    }

    /// Whether a host has work for these sites, or will have after a short rest or a failure.
    async fn goes_on(&self, context: &Context) -> anyhow::Result<bool> {
        let (read, now) = (&context.database.read, now());
        let soon = now.plus_seconds(SHORT_REST_SECONDS);
        Ok(host::count_busy(read, Some(&self.sites), now).await? > 0
            || host::rests_until(read, &self.sites, now, soon).await?.is_some()
            || address::is_retried_by(read, &self.sites, soon).await?)
    }

    /// Waits until no episode awaits a step that is due soon: one that waits for the next month's
    /// budget, or for an engine to be mended, is not waited for. False when the deadline came first.
    async fn spoken(&self, context: &Context) -> anyhow::Result<bool> {
        loop {
            ring_episodes(context).await?;
            let soon = now().plus_seconds(SHORT_REST_SECONDS);
            if episode::count_waiting(&context.database.read, soon).await? == 0 {
                return Ok(true);
            }
            if self.is_over(LAST_EPISODES) {
                return Ok(false);
            }
            sleep(LOOK).await;
        }
    }

    fn is_over(&self, grace: Duration) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline + grace)
    }
}

/// Places new articles in stories now and then. Cut off anywhere, it has placed each of them or not.
async fn place_until_failure(context: &Context) -> anyhow::Error {
    loop {
        sleep(PLACE).await;
        if let Err(error) = placed(context).await {
            return error;
        }
    }
}

/// Places new articles in stories.
async fn placed(context: &Context) -> anyhow::Result<()> {
    unless_busy(place_stories(context).await.map(drop), "New articles wait for their stories")
}

/// What somebody else who holds the database for too long has kept from us is done by whoever comes next.
fn unless_busy(done: anyhow::Result<()>, what_waits: &str) -> anyhow::Result<()> {
    match done {
        Err(error) if error.downcast_ref().is_some_and(DatabaseError::may_pass) => {
            warn!("{what_waits}: {error:#}");
            Ok(())
        }
        done => done,
    }
}
