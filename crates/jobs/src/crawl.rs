//! One crawl now, all the way to the feed: what `earshot cron` does.

use std::{collections::BTreeMap, time::Duration};

use database::{DatabaseError, Micros, address, episode, host, site, source, visit};
use tokio::time::{Instant, sleep};
use tracing::{info, warn};

use crate::{
    Context, Original, choose_episodes,
    clock::now,
    crawl_host::SHORT_REST_SECONDS,
    place_stories,
    sweep::{ring_episodes, ring_hosts},
};

/// How often is looked whether anything is left to do.
const LOOK: Duration = Duration::from_millis(100);

/// How often new articles are placed in stories beside the crawl: a host is mostly waited for, and after
/// 5,000 articles it would take a minute.
const PLACE: Duration = Duration::from_secs(10);

/// How long after the deadline the last requests may take: as long as one may.
const LAST_REQUEST: Duration = Duration::from_secs(70);
/// How long after the deadline the last episodes may take.
const LAST_EPISODES: Duration = Duration::from_mins(5);

/// Why a site brought nothing that another crawl was asking: no failure.
pub const BESIDE: &str = "another crawl or worker was asking it, and tells what that brought";

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

/// What a crawl brought.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// By site.
    pub sites: BTreeMap<i64, visit::Tally>,
    /// Episodes published.
    pub episodes: i64,
    /// Episodes given up.
    pub episodes_failed: i64,
    /// Whether the deadline came first; the rest stays due.
    pub cut_short: bool,
    /// Whether episodes still waited at the end.
    pub speech_unfinished: bool,
    /// Episodes of the instance that wait for a voice or the store, by reason, the most frequent first.
    /// Those that wait for a budget, or for their next attempt, are none of them.
    pub put_off: Vec<episode::PutOff>,
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

    /// The episodes that wait for a voice or the store, where any is to be heard.
    async fn put_off(&self, context: &Context) -> anyhow::Result<Vec<episode::PutOff>> {
        if !self.audio {
            return Ok(Vec::new());
        }
        Ok(episode::left_waiting(&context.database.read).await?)
    }

    /// What a crawl that began then has brought, at its end or where it was stopped (`cut_short`).
    ///
    /// # Errors
    /// When the database is away.
    pub async fn summary(
        &self,
        context: &Context,
        start: Micros,
        cut_short: bool,
    ) -> anyhow::Result<Summary> {
        let read = &context.database.read;
        let mut sites = visit::since(read, start).await?;
        sites.retain(|id, _| self.sites.contains(id));
        for id in &self.sites {
            let tally = sites.entry(*id).or_default();
            if tally.error.is_none() {
                let seen = Seen { tally, start, cut_short };
                tally.error = silence(context, *id, &seen).await?;
            }
        }
        let (episodes, episodes_failed) = episode::count_ended(read, start).await?;
        info!(episodes, cut_short, "The crawl ended");
        let soon = now().plus_seconds(SHORT_REST_SECONDS);
        let speech_unfinished = self.audio && episode::count_waiting(read, soon).await? > 0;
        let put_off = self.put_off(context).await?;
        Ok(Summary { sites, episodes, episodes_failed, cut_short, speech_unfinished, put_off })
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

/// What is known of a site at a crawl's end.
struct Seen<'a> {
    tally: &'a visit::Tally,
    start: Micros,
    cut_short: bool,
}

/// Why a site brought nothing at all, if that is so.
async fn silence(context: &Context, id: i64, seen: &Seen<'_>) -> anyhow::Result<Option<String>> {
    let Seen { tally, start, .. } = seen;
    if context.replay.is_some() {
        let nothing = || "the archive has no page of an article of it".to_owned();
        return Ok((tally.fetched == 0).then(nothing));
    }
    if tally.requests == 0 {
        return untouched(context, id, seen).await.map(Some);
    }
    let read = &context.database.read;
    if address::is_any_known(read, id).await? && source::has_answered(read, id, *start).await? {
        // Nothing is new: a quiet site, not a silent one.
        return Ok(None);
    }
    let error = source::last_error(read, id).await?;
    let error = if error.is_some() { error } else { resting(context, id).await? };
    let nothing = || "no feed, sitemap or link to an article was found".to_owned();
    Ok(Some(error.unwrap_or_else(nothing)))
}

/// Why the host of a site's home is left alone just now, if it is.
async fn resting(context: &Context, id: i64) -> anyhow::Result<Option<String>> {
    let read = &context.database.read;
    let Some(site) = site::by_id(read, id).await? else { return Ok(None) };
    let host = host::by_name(read, &site.host).await?;
    let error = host.filter(|host| host.blocked_until > now()).and_then(|host| host.last_error);
    let told = |error: String| {
        let is_told = error == Original::HELD;
        if is_told { error } else { format!("left alone for a while after: {error}") }
    };
    Ok(error.map(told))
}

/// Why a site was not asked at all.
async fn untouched(context: &Context, id: i64, seen: &Seen<'_>) -> anyhow::Result<String> {
    let read = &context.database.read;
    let Some(site) = site::by_id(read, id).await? else { return Ok("it is gone".to_owned()) };
    let host = host::by_name(read, &site.host).await?;
    let is_held = host.as_ref().is_some_and(|host| host.lease_until > now());
    Ok(match resting(context, id).await? {
        Some(error) => error,
        None if is_held => format!("{}, and the time was up", Original::HELD),
        None if seen.cut_short => "the time was up".to_owned(),
        None if visit::went_on_at(read, id, seen.start).await? => BESIDE.to_owned(),
        None => "nothing was asked".to_owned(),
    })
}
