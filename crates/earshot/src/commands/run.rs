//! `earshot run`: everything in one process, here and now.
//!
//! Crawls the whitelist and serves the site. Where within ten seconds no site answers at all, the
//! built-in sample newspaper is served instead, from a data folder of its own; the real sites are
//! tried again each minute, and when one answers, the real data folder takes over.

use std::{future::Future, process::ExitCode, time::Duration};

use jobs::{Counts, queue::Name, whitelist::Entry};
use tokio::time::{Instant, sleep};

use self::door::Door;
use crate::{arguments::Run, instance::Instance, output, settings::Settings, wiring};

mod door;
mod lan;
mod sample;

/// How long any site may take to answer before the sample is served.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the real sites are tried while the sample is served.
const AGAIN: Duration = Duration::from_mins(1);
/// How often progress is looked at.
const PROGRESS: Duration = Duration::from_secs(5);

/// Everything is done in this process.
const QUEUES: [Name; 3] = [Name::Crawl, Name::Speech, Name::Publish];

pub(super) async fn run(mut settings: Settings, run: &Run) -> anyhow::Result<ExitCode> {
    let stopped = super::stop_signal()?;
    if run.lan {
        settings.listen.set_ip(lan::own_address()?);
        settings.lan = true;
    }
    let whitelist = super::whitelist_with_voices(&settings)?;
    let _only_one = wiring::lock_run(&settings)?;
    let door = Door::open(&settings).await?;
    let work = async {
        if run.sample {
            output::note("Serving the built-in sample newspaper.");
            say_where(&door);
            let sample = sample::Sample::start(&settings).await?;
            // The one instance of this process: where the sample only fills in, the real one tells.
            sample.instance.serve_metrics().await?;
            return show_sample(sample, &door, std::future::pending()).await;
        }
        Box::pin(everything(&settings, &door, &whitelist)).await
    };
    tokio::select! {
        ended = work => ended?,
        () = stopped => output::note("Stopped. What was not finished is taken up at the next start."),
    }
    Ok(ExitCode::SUCCESS)
}

async fn everything(settings: &Settings, door: &Door, whitelist: &[Entry]) -> anyhow::Result<()> {
    let real = Instance::open(settings.clone(), whitelist, None).await?;
    real.serve_metrics().await?;
    let _at_work = real.start(&QUEUES, true, true);
    let site = door.serve(&real)?;
    output::note(&format!("Crawling {}{}.", sites(&real).await?, episodes_told(settings)));
    say_where(door);
    let is_first_start = count_articles(&real).await? == 0;
    if is_first_start && !is_reached(&real, PATIENCE).await {
        output::note(
            "No site can be reached. Serving the built-in sample newspaper instead; the real \
             sites are tried again each minute.",
        );
        site.close().await;
        let sample = sample::Sample::start(settings).await?;
        Box::pin(show_sample(sample, door, until_reached(&real))).await?;
        output::note("The real sites answer: their articles take over.");
        let _site = door.serve(&real)?;
        return watch(&real, std::future::pending()).await;
    }
    watch(&real, std::future::pending()).await
}

/// Serves the sample until something happens.
async fn show_sample(
    sample: sample::Sample,
    door: &Door,
    until: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let at_work = sample.instance.start(&QUEUES, true, true);
    let site = door.serve(&sample.instance)?;
    watch(&sample.instance, until).await?;
    site.close().await;
    at_work.stop().await;
    Ok(())
}

/// Says where to go: the same place, whichever newspaper is behind it.
fn say_where(door: &Door) {
    output::note(&format!("  To read:    {}/", door.address()));
    output::note(&format!(
        "  To listen:  {}/podcast/feed.xml  (for a podcast app)",
        door.address()
    ));
}

/// Shows progress until something happens.
async fn watch(instance: &Instance, until: impl Future<Output = ()>) -> anyhow::Result<()> {
    let progress = async {
        let mut shown = output::progress(Counts::default());
        loop {
            let line = output::progress(instance.context.progress.counts());
            if line != shown {
                // Sites are added and removed meanwhile. A database that is away is told elsewhere.
                let sites = sites(instance).await.unwrap_or_default();
                output::note(&format!("{sites} · {line}"));
                shown = line;
            }
            sleep(PROGRESS).await;
        }
    };
    tokio::select! {
        () = until => Ok(()),
        () = progress => Ok(()),
    }
}

/// How many sites are crawled now.
async fn sites(instance: &Instance) -> anyhow::Result<String> {
    let enabled = database::site::enabled(&instance.context.database.read).await?;
    Ok(output::counted(enabled.len() as u64, "site"))
}

/// Whoever waits for more episodes is to know why there are none.
fn episodes_told(settings: &Settings) -> String {
    match settings.episodes_per_hour {
        0 => String::new(),
        most => format!(
            ", and speaking up to {} an hour (EARSHOT_EPISODES_PER_HOUR)",
            output::counted(most, "episode")
        ),
    }
}

async fn count_articles(instance: &Instance) -> anyhow::Result<i64> {
    let every = database::article::Which::Every;
    Ok(database::article::count(&instance.context.database.read, &every).await?)
}

/// Whether any site answers within a time, whatever it says.
async fn is_reached(instance: &Instance, patience: Duration) -> bool {
    let end = Instant::now() + patience;
    while Instant::now() < end {
        if instance.context.progress.counts().answers > 0 {
            return true;
        }
        sleep(Duration::from_millis(100)).await;
    }
    false
}

/// Tries the real sites again each minute, until one answers.
async fn until_reached(instance: &Instance) {
    let database = &instance.context.database;
    loop {
        sleep(AGAIN).await;
        if let Err(error) = try_again(database, &instance.sites).await {
            tracing::warn!(%error, "The sites could not be tried again");
        }
        if is_reached(instance, PATIENCE).await {
            return;
        }
    }
}

/// Makes everything due at once, as if no host had been silent.
async fn try_again(database: &database::Database, sites: &[i64]) -> database::Result<()> {
    for site in sites {
        database::source::make_due(&database.write, *site).await?;
    }
    database::host::forgive_silence(&database.write).await
}
