//! A service over one data folder: its parts, and what runs in the background.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use database::Database;
use jobs::{Context, Workers, queue::Name, whitelist::Entry};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{commands::Usage, metrics, settings::Settings, wiring};

/// The name of the show and of the site.
pub(crate) const TITLE: &str = "Earshot";

/// How long jobs may take to finish when the service stops.
const PATIENCE: Duration = Duration::from_secs(5);

/// The parts, over one data folder.
pub(crate) struct Instance {
    pub(crate) settings: Settings,
    pub(crate) context: Context,
    pub(crate) index: Arc<search::Index>,
    pub(crate) sites: Vec<i64>,
    is_sample: bool,
}

/// What runs in the background of an instance.
pub(crate) struct Background {
    workers: Workers,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Instance {
    /// Opens the data folder and writes the whitelist into its database.
    pub(crate) async fn open(
        settings: Settings,
        whitelist: &[Entry],
        sample: Option<SocketAddr>,
    ) -> anyhow::Result<Self> {
        let database = wiring::database(&settings).await?;
        let context = wiring::context(&settings, database, sample).await?;
        let index = wiring::index(&settings)?;
        if sample.is_none() {
            refuse_forgotten_list(&settings, &context.database, whitelist).await?;
        }
        let sites = jobs::whitelist::apply(&context.database, whitelist).await?;
        Ok(Self { settings, context, index, sites, is_sample: sample.is_some() })
    }

    /// Starts workers on these queues, and the schedule and the index's follower where wanted.
    pub(crate) fn start(&self, queues: &[Name], schedule: bool, follow: bool) -> Background {
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        if schedule {
            let (context, stop) = (self.context.clone(), stop.clone());
            tasks.spawn(async move { jobs::keep_schedule(&context, stop).await });
        }
        if follow {
            let (index, database) = (Arc::clone(&self.index), self.context.database.clone());
            tasks.spawn(jobs::keep_following(index, database, stop.clone()));
        }
        tasks.close();
        Background { workers: Workers::start(&self.context, queues, &stop), tasks, stop }
    }

    /// Tells machines that watch how it goes, where the settings ask for it.
    pub(crate) async fn serve_metrics(&self) -> anyhow::Result<()> {
        let counted = Arc::clone(&self.context.metrics);
        metrics::serve(&self.settings, &self.context.database, Some(counted)).await
    }

    /// The site, as readers reach it at `public_url`.
    pub(crate) fn site(&self, public_url: String) -> web::Site {
        web::Site {
            database: self.context.database.clone(),
            store: self.context.store.clone(),
            index: Some(Arc::clone(&self.index)),
            clock: jobs::clock::now,
            settings: web_settings(&self.settings, public_url, self.is_sample),
        }
    }
}

impl Background {
    /// Stops, and lets the jobs at hand finish for a while.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.workers.stop(PATIENCE).await;
        let _cut_off = tokio::time::timeout(PATIENCE, self.tasks.wait()).await;
    }
}

/// Refuses to go over from a list of one's own to the built-in one where nobody asked for it: a
/// variable that is missing in one shell must not start a crawl of a hundred publishers.
async fn refuse_forgotten_list(
    settings: &Settings,
    database: &Database,
    whitelist: &[Entry],
) -> anyhow::Result<()> {
    let crawled = database::site::enabled(&database.read).await?;
    let mut own = crawled.iter().filter(|site| site.origin == "file").peekable();
    let Some(first) = own.peek().filter(|_| settings.sites.is_none()) else { return Ok(()) };
    let host = first.host.clone();
    if own.any(|site| whitelist.iter().any(|entry| entry.home.host() == site.host)) {
        return Ok(());
    }
    let problem = format!(
        "the sites in {} (as {host}) come from a list of your own, and EARSHOT_SITES names none: \
         set it as before, or EARSHOT_SITES={} for the list that is built in",
        settings.data_dir.display(),
        crate::sites::BUILT_IN,
    );
    Err(Usage(problem).into())
}

/// The site's settings.
pub(crate) fn web_settings(
    settings: &Settings,
    public_url: String,
    is_sample: bool,
) -> web::Settings {
    let without_slash = |url: &url::Url| url.as_str().trim_end_matches('/').to_owned();
    web::Settings {
        public_url: settings.public_url.as_ref().map_or(public_url, without_slash),
        title: TITLE.to_owned(),
        audience: match settings.audience {
            jobs::Audience::Household => web::Audience::Household,
            jobs::Audience::Public => web::Audience::Public,
        },
        feed_episodes: settings.feed_episodes,
        media_url: settings.media_url.as_ref().map(without_slash),
        sample: is_sample,
        trusted_proxies: settings.trusted_proxies.clone(),
        lan: settings.lan,
    }
}
