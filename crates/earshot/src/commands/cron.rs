//! `earshot cron`: one crawl now, up to the published episodes.

use std::{collections::BTreeMap, process::ExitCode, sync::Arc, time::Duration};

use anyhow::{anyhow, bail};
use database::Micros;
use jobs::{
    crawl::{BESIDE, Crawl, Summary},
    whitelist::Entry,
};
use serde::Serialize;
use tokio::time::Instant;

mod gaps;
mod held;
mod named;
mod plan;
mod progress;
mod rehearsal;
mod table;
mod tape;

use named::{Named, find, named};
use rehearsal::Rehearsal;
use table::print;
use tape::Tape;

use crate::{arguments::Cron, instance::Instance, resources, settings::Settings};

/// One site, as a script reads it.
#[derive(Debug, Serialize)]
struct SiteLine {
    site: String,
    found: u64,
    requests: u64,
    not_modified: u64,
    fetched: u64,
    stored: u64,
    changed: u64,
    refused: BTreeMap<String, u64>,
    /// Entries of its sitemaps that are not asked for.
    passed_over: u64,
    error: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    found: u64,
    requests: u64,
    not_modified: u64,
    fetched: u64,
    stored: u64,
    changed: u64,
    episodes: i64,
    episodes_failed: i64,
    /// Episodes of the instance that wait for a voice or the store; not those that wait for a budget.
    episodes_put_off: i64,
}

#[derive(Debug, Serialize)]
struct Report {
    /// Whether every answer came from an archive.
    #[serde(skip)]
    is_replay: bool,
    sites: Vec<SiteLine>,
    totals: Totals,
    seconds: f64,
    cpu_seconds: f64,
    peak_memory_bytes: u64,
    /// What would be asked for, in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<Vec<plan::Planned>>,
    /// What would not be, in a dry run, for people.
    #[serde(skip)]
    left_out: Option<String>,
    /// What an archive lacks, by host.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_recorded: Option<gaps::Gaps>,
}

pub(super) async fn run(settings: Settings, cron: &Cron) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let stopped = super::stop_signal()?;
    // Nobody speaks in a dry run, which leaves nothing behind.
    let is_mute = cron.dry_run || cron.no_audio;
    let whitelist = if is_mute { super::whitelist } else { super::whitelist_with_voices };
    let whitelist = whitelist(&settings)?;
    let tape = Tape::open(&settings, cron).await?;
    let archive = if let Tape::Replaying(archive) = &tape { Some(archive) } else { None };
    let named = named(&cron.sites, &whitelist, archive)?;
    let pages_of_host = settings.fetch_pages_per_site;
    let settings = budget(settings, cron);
    let rehearsal = rehearsal(&settings, cron, named.as_deref()).await?;
    let stage =
        Stage { started, whitelist, named, tape, rehearsal: rehearsal.as_ref(), pages_of_host };
    let ended = Box::pin(stage.crawl(settings, cron, stopped)).await;
    // Whatever happened, the hosts are given back.
    if let Some(rehearsal) = rehearsal {
        rehearsal.end().await;
    }
    ended
}

/// What a crawl stands on.
struct Stage<'a> {
    started: Instant,
    whitelist: Vec<Entry>,
    named: Option<Vec<Named>>,
    tape: Tape,
    rehearsal: Option<&'a Rehearsal>,
    /// What would be asked of a host, were this no dry run.
    pages_of_host: u64,
}

impl Stage<'_> {
    async fn crawl(
        self,
        settings: Settings,
        cron: &Cron,
        stopped: impl Future<Output = ()>,
    ) -> anyhow::Result<ExitCode> {
        let mut instance = Box::pin(self.instance(settings)).await?;
        let (sites, of_this_run) = match &self.named {
            None => (enabled(&instance).await?, Vec::new()),
            Some(named) => find(&instance, named, cron.from_warc.is_none()).await?,
        };
        let crawl = self.plan(&instance, cron, sites);
        self.tape.insert(&mut instance.context, &crawl.sites);
        held::tell(&instance.context.database, &crawl.sites, instance.settings.lease).await?;
        let began = jobs::clock::now();
        let ended = self.crawled(&instance, (&crawl, began), stopped).await;
        for site in of_this_run {
            database::site::set_enabled(&instance.context.database.write, site, false).await?;
        }
        let (summary, is_stopped) = ended?;
        let indexed = if is_stopped { Ok(()) } else { indexed(&instance).await };
        let report = self.report(&instance, cron, (&summary, began)).await?;
        print(&report, cron.json)?;
        if is_stopped {
            bail!("stopped; what was stored stays, and what is left is due at the next run");
        }
        table::tell_put_off(&summary.put_off);
        indexed?;
        instance.context.queue.clean().await?;
        Ok(if is_failure(&report, &summary) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    /// An instance over what is crawled: the data folder, or a copy of it.
    async fn instance(&self, settings: Settings) -> anyhow::Result<Instance> {
        let settings = self.rehearsal.map_or_else(|| settings.clone(), |it| it.settings(&settings));
        let mut instance = Box::pin(open(settings, &self.whitelist)).await?;
        instance.context.original = self.rehearsal.and_then(Rehearsal::original);
        if self.named.is_some() {
            // Whoever named sites wants these crawled, and not what others have rung for.
            instance.context.queue = instance.context.queue.apart();
        }
        Ok(instance)
    }

    /// What is crawled, and how far.
    fn plan(&self, instance: &Instance, cron: &Cron, sites: Vec<i64>) -> Crawl {
        let speaks = instance.context.settings.episodes_per_hour > 0;
        let audio = speaks && !cron.no_audio && !cron.dry_run;
        let minutes = instance.settings.cron_minutes;
        let deadline = (minutes > 0).then(|| self.started + Duration::from_secs(minutes * 60));
        Crawl { sites, audio, deadline }
    }

    /// Crawls with workers of our own, which are gone afterwards. What it brought, and whether it was
    /// stopped.
    async fn crawled(
        &self,
        instance: &Instance,
        (crawl, began): (&Crawl, Micros),
        stopped: impl Future<Output = ()>,
    ) -> anyhow::Result<(Summary, bool)> {
        let background = instance.start(self.tape.queues(), false, false);
        let ended = tokio::select! {
            summary = crawl.run(&instance.context) => summary.map(Some),
            () = progress::show(&instance.context, crawl) => Err(anyhow!("the progress ended")),
            error = self.tape.failed() => Err(error),
            () = stopped => Ok(None),
        };
        progress::clear();
        background.stop().await;
        crawl.leave(&instance.context).await?;
        match ended? {
            Some(summary) => Ok((summary, false)),
            None => Ok((crawl.summary(&instance.context, began, true).await?, true)),
        }
    }

    async fn report(
        &self,
        instance: &Instance,
        cron: &Cron,
        (summary, began): (&Summary, Micros),
    ) -> anyhow::Result<Report> {
        let database = &instance.context.database;
        let mut report = report(instance, summary, (self.started, began)).await?;
        if cron.dry_run {
            let plan = plan::of(database, summary, self.pages_of_host).await?;
            (report.left_out, report.plan) = (plan.left_out(), Some(plan.pages));
        }
        let sites: Vec<i64> = summary.sites.keys().copied().collect();
        report.not_recorded = self.tape.gaps(database, (&sites, began)).await?;
        Ok(report)
    }
}

/// Brings the index up to date, and shows how far it is where that takes a while.
async fn indexed(instance: &Instance) -> anyhow::Result<()> {
    let database = &instance.context.database;
    let indexed = tokio::select! {
        indexed = super::search::bring_up_to_date(&instance.index, database) => indexed,
        () = progress::show_indexing(&instance.index, database) => Err(anyhow!("the progress ended")),
    };
    progress::clear();
    indexed
}

/// How much is asked for: no page in a dry run, and whatever there is from an archive.
fn budget(settings: Settings, cron: &Cron) -> Settings {
    match cron {
        Cron { from_warc: Some(_), .. } => Settings { cron_minutes: 0, ..settings },
        Cron { dry_run: true, .. } => Settings { fetch_pages_per_site: 0, ..settings },
        _ => settings,
    }
}

/// A copy to try on, for a dry run.
async fn rehearsal(
    settings: &Settings,
    cron: &Cron,
    named: Option<&[Named]>,
) -> anyhow::Result<Option<Rehearsal>> {
    if !cron.dry_run {
        return Ok(None);
    }
    let hosts: Option<Vec<String>> =
        named.map(|named| named.iter().map(|named| named.word.clone()).collect());
    Rehearsal::begin(settings, hosts.as_deref()).await.map(Some)
}

/// An instance whose crawling ends with `EARSHOT_CRON_MINUTES`.
async fn open(settings: Settings, whitelist: &[Entry]) -> anyhow::Result<Instance> {
    let minutes = settings.cron_minutes;
    // What is put off is put off for longer than this run: it must not come round again in it.
    let longest = Duration::from_secs(if minutes > 0 { minutes * 60 } else { 3_600 });
    let settings = Settings { poll_min: settings.poll_min.max(longest), ..settings };
    let mut instance = Instance::open(settings, whitelist, None).await?;
    instance.context.spent = Some(Arc::default());
    if minutes > 0 {
        let until = jobs::clock::now().plus_seconds(i64::try_from(minutes * 60)?);
        instance.context.crawl_until = Some(until);
    }
    Ok(instance)
}

impl SiteLine {
    fn has_failed(&self) -> bool {
        self.error.is_some() && self.fetched == 0 && self.not_modified == 0 && !self.is_beside()
    }

    /// Whether another crawl was asking it.
    fn is_beside(&self) -> bool {
        self.error.as_deref() == Some(BESIDE)
    }
}

impl Report {
    /// Whether a site is one of many of which an archive has nothing. An archive is of a few sites, and
    /// the whitelist of many: that is no failure, and not worth a line each.
    fn is_absent(&self, site: &SiteLine) -> bool {
        self.is_replay && self.sites.len() > 1 && site.has_failed()
    }
}

/// Whether every site failed, or our own parts did: the voice, or the store.
fn is_failure(report: &Report, summary: &Summary) -> bool {
    let failed = |site: &SiteLine| site.has_failed() && !report.is_absent(site);
    let is_silent = summary.episodes_failed > 0 || !summary.put_off.is_empty();
    let no_episode = summary.episodes == 0 && is_silent;
    report.sites.iter().all(failed) || no_episode || summary.speech_unfinished
}

async fn enabled(instance: &Instance) -> anyhow::Result<Vec<i64>> {
    let sites = database::site::enabled(&instance.context.database.read).await?;
    Ok(sites.into_iter().map(|site| site.id).collect())
}

async fn report(
    instance: &Instance,
    summary: &Summary,
    (started, began): (Instant, Micros),
) -> anyhow::Result<Report> {
    let read = &instance.context.database.read;
    let ids: Vec<i64> = summary.sites.keys().copied().collect();
    let passed_over = database::source::passed_over(read, &ids, began).await?;
    let mut sites = Vec::new();
    let mut totals = Totals {
        episodes: summary.episodes,
        episodes_failed: summary.episodes_failed,
        episodes_put_off: summary.put_off.iter().map(|put_off| put_off.episodes).sum(),
        ..Totals::default()
    };
    for (id, tally) in &summary.sites {
        let row = database::site::by_id(read, *id).await?;
        totals.found += tally.found;
        totals.requests += tally.requests;
        totals.not_modified += tally.not_modified;
        totals.fetched += tally.fetched;
        totals.stored += tally.stored;
        totals.changed += tally.changed;
        sites.push(SiteLine {
            site: row.map_or_else(|| id.to_string(), |row| row.host),
            found: tally.found,
            requests: tally.requests,
            not_modified: tally.not_modified,
            fetched: tally.fetched,
            stored: tally.stored,
            changed: tally.changed,
            refused: tally.refused.clone(),
            passed_over: passed_over.get(id).copied().unwrap_or(0),
            error: tally.error.clone(),
        });
    }
    Ok(Report {
        is_replay: instance.context.replay.is_some(),
        sites,
        totals,
        seconds: to_milliseconds(started.elapsed().as_secs_f64()),
        cpu_seconds: to_milliseconds(resources::cpu_seconds()),
        peak_memory_bytes: resources::peak_memory_bytes(),
        plan: None,
        left_out: None,
        not_recorded: None,
    })
}

/// What is behind a thousandth of a second is noise.
fn to_milliseconds(seconds: f64) -> f64 {
    (seconds * 1_000.0).round() / 1_000.0
}
