//! `earshot cron`: one crawl now, up to the published episodes.

use std::{collections::BTreeMap, process::ExitCode, time::Duration};

use anyhow::bail;
use discover::Address;
use jobs::{
    Context,
    crawl::{Crawl, Summary},
    queue::Name,
    whitelist::{self, Entry},
};
use serde::Serialize;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::Usage;
use crate::{arguments::Cron, instance::Instance, output, resources, settings::Settings};

/// How often progress is shown.
const PROGRESS: Duration = Duration::from_secs(5);

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
}

#[derive(Debug, Serialize)]
struct Report {
    sites: Vec<SiteLine>,
    totals: Totals,
    seconds: f64,
    cpu_seconds: f64,
    peak_memory_bytes: u64,
}

pub(super) async fn run(settings: Settings, cron: &Cron) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let stopped = super::stop_signal()?;
    let whitelist = super::whitelist(&settings)?;
    let named = named(&cron.sites, &whitelist)?;
    let minutes = settings.cron_minutes;
    let instance = Instance::open(settings, &whitelist, None).await?;
    let sites = match &named {
        None => enabled(&instance).await?,
        Some(entries) => add(&instance, entries).await?,
    };
    let audio = !cron.no_audio && instance.context.settings.episodes_per_hour > 0;
    let deadline = (minutes > 0).then(|| started + Duration::from_secs(minutes * 60));
    let crawl = Crawl { sites, audio, deadline };
    let background = instance.start(&[Name::Crawl, Name::Speech, Name::Publish], false, false);
    let summary = tokio::select! {
        summary = crawl.run(&instance.context) => summary?,
        () = show_progress(&instance.context) => bail!("the progress ended"),
        () = stopped => bail!("stopped; what was stored stays, and the rest is still due"),
    };
    background.stop().await;
    super::search::bring_up_to_date(&instance.index, &instance.context.database).await?;
    instance.context.queue.clean().await?;
    let report = report(&instance, &summary, started).await?;
    print(&report, cron.json)?;
    let every_site_failed = report.sites.iter().all(|site| site.error.is_some());
    Ok(if every_site_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The sites that were named; none when none was.
fn named(words: &[String], whitelist: &[Entry]) -> anyhow::Result<Option<Vec<(Entry, bool)>>> {
    if words.is_empty() {
        return Ok(None);
    }
    let entry = |word: &String| {
        let listed = whitelist.iter().find(|entry| {
            entry.home.host() == *word
                || entry.home.as_str().trim_end_matches('/') == word.trim_end_matches('/')
        });
        match (listed, Address::parse(word)) {
            (Some(entry), _) => Ok((entry.clone(), true)),
            (None, Ok(address)) => Ok((Entry::of(address), false)),
            (None, Err(_)) => Err(Usage(format!(
                "“{word}” is neither a host of the whitelist (see `earshot site list`) nor an \
                 address, as https://news.example"
            ))),
        }
    };
    Ok(Some(words.iter().map(entry).collect::<Result<_, _>>()?))
}

async fn enabled(instance: &Instance) -> anyhow::Result<Vec<i64>> {
    let sites = database::site::enabled(&instance.context.database.read).await?;
    Ok(sites.into_iter().map(|site| site.id).collect())
}

/// Sites that are not in the whitelist are written for this run only.
async fn add(instance: &Instance, entries: &[(Entry, bool)]) -> anyhow::Result<Vec<i64>> {
    let database = &instance.context.database;
    let mut sites = Vec::new();
    for (entry, is_listed) in entries {
        let known = database::site::by_host(&database.read, &entry.home.host()).await?;
        sites.push(match known {
            Some(site) if site.enabled => site.id,
            _ => whitelist::add(database, entry, if *is_listed { "file" } else { "run" }).await?,
        });
    }
    Ok(sites)
}

/// A line now and then, for whoever waits.
async fn show_progress(context: &Context) {
    let mut ticks = interval(PROGRESS);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        let counts = context.progress.counts();
        output::note(&format!(
            "{} requests · {} pages · {} new articles · {} episodes",
            counts.requests, counts.pages, counts.articles, counts.episodes
        ));
    }
}

async fn report(
    instance: &Instance,
    summary: &Summary,
    started: Instant,
) -> anyhow::Result<Report> {
    let mut sites = Vec::new();
    let mut totals = Totals {
        episodes: summary.episodes,
        episodes_failed: summary.episodes_failed,
        ..Totals::default()
    };
    for (id, tally) in &summary.sites {
        let row = database::site::by_id(&instance.context.database.read, *id).await?;
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
            error: tally.error.clone(),
        });
    }
    Ok(Report {
        sites,
        totals,
        seconds: started.elapsed().as_secs_f64(),
        cpu_seconds: resources::cpu_seconds(),
        peak_memory_bytes: resources::peak_memory_bytes(),
    })
}

fn print(report: &Report, json: bool) -> anyhow::Result<()> {
    if json {
        output::result(&serde_json::to_string(report)?);
        return Ok(());
    }
    for site in &report.sites {
        let refused: Vec<String> =
            site.refused.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
        output::result(&format!(
            "{:<32} {:>5} found {:>5} new {:>4} changed  {}{}",
            site.site,
            site.found,
            site.stored,
            site.changed,
            refused.join(", "),
            site.error.as_ref().map_or_else(String::new, |error| format!("  FAILED: {error}")),
        ));
    }
    let Totals { requests, stored, episodes, episodes_failed, .. } = &report.totals;
    output::result(&format!(
        "{stored} new articles and {episodes} episodes ({episodes_failed} failed) by {requests} \
         requests in {:.0} s",
        report.seconds
    ));
    Ok(())
}
