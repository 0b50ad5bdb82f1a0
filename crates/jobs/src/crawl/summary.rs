//! What a crawl brought, site by site, and why one brought nothing.

use std::collections::BTreeMap;

use database::{Micros, address, episode, host, site, source, visit};
use tracing::info;

use super::Crawl;
use crate::{
    Context, Original,
    clock::now,
    crawl_host::{SHORT_REST_SECONDS, in_summary},
};

/// Why a site brought nothing that another crawl was asking: no failure.
pub const BESIDE: &str = "another crawl or worker was asking it, and tells what that brought";

/// Why a site brought nothing that answered: no failure of its host's.
pub const NOTHING: &str = "no feed, sitemap or link to an article was found";

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
        let mut sites = self.tallies(context, start).await?;
        for (id, tally) in &mut sites {
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

    /// What the visits since then brought for each site.
    async fn tallies(
        &self,
        context: &Context,
        start: Micros,
    ) -> anyhow::Result<BTreeMap<i64, visit::Tally>> {
        let read = &context.database.read;
        let mut visits = visit::since(read, start).await?;
        let mut tallies: BTreeMap<i64, visit::Tally> =
            self.sites.iter().map(|id| (*id, visits.remove(id).unwrap_or_default())).collect();
        if context.replay.is_some() {
            return Ok(tallies);
        }
        // An address that was asked on several visits counts once, as it ended.
        for tally in tallies.values_mut() {
            tally.refused.clear();
        }
        for without in address::without_article_since(read, &self.sites, start).await? {
            let tally = tallies.entry(without.site_id).or_default();
            let reason = in_summary(&without.reason).to_owned();
            *tally.refused.entry(reason).or_default() += without.n.unsigned_abs();
        }
        Ok(tallies)
    }

    /// The episodes that wait for a voice or the store, where any is to be heard.
    async fn put_off(&self, context: &Context) -> anyhow::Result<Vec<episode::PutOff>> {
        if !self.audio {
            return Ok(Vec::new());
        }
        Ok(episode::left_waiting(&context.database.read).await?)
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
    Ok(Some(error.unwrap_or_else(|| NOTHING.to_owned())))
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
