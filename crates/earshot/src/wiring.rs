//! Settings -> the parts: database, queue, store, client, voice, index.

mod voices;

use std::{
    fs::{File, TryLockError},
    net::SocketAddr,
    path::Path,
    sync::Arc,
};

use anyhow::{Context as _, bail};
use database::{Backend, Database};
use jobs::{Context, Cores, Metrics, Progress, Queue};
use speech::Cache;
use tokio_util::sync::CancellationToken;

use crate::{
    away, reach,
    settings::{Settings, Storage},
};
pub(crate) use voices::{
    added_folder, added_voices, cast, check_wish, master_settings, onnx_library,
};

/// Connections to PostgreSQL of one process.
const CONNECTIONS: u32 = 16;
/// Hosts crawled at once: a whole whitelist, as nearly all of the time is waiting.
const CRAWLERS: usize = 128;

/// Connects to the database, and brings its schema up to date.
pub(crate) async fn database(settings: &Settings) -> anyhow::Result<Database> {
    make_data_dir(&settings.data_dir)?;
    let database = database_settings(settings);
    match Database::start(&database).await {
        Ok(database) => Ok(database),
        Err(error) => Err(away::explain(&database.url, error).await),
    }
}

/// Connects to the database as it is, if there is one: for those who only look.
pub(crate) async fn database_as_it_is(settings: &Settings) -> anyhow::Result<Option<Database>> {
    if !has_database(settings) {
        return Ok(None);
    }
    let database = database_settings(settings);
    match Database::connect(&database).await {
        Ok(database) => Ok(Some(database)),
        Err(error) => Err(away::explain(&database.url, error).await),
    }
}

pub(crate) fn database_settings(settings: &Settings) -> database::Settings {
    let file = settings.data_dir.join("earshot.db");
    let own = || format!("sqlite:{}", file.display());
    database::Settings {
        url: settings.database_url.as_ref().map_or_else(own, |url| url.expose().to_owned()),
        start_lock: settings.data_dir.join("start.lock"),
        connections: CONNECTIONS,
    }
}

/// Whether there is a database already; a server of PostgreSQL is taken to have one.
pub(crate) fn has_database(settings: &Settings) -> bool {
    let url = database_settings(settings).url;
    sqlite_file(&url).is_none_or(|file| Path::new(file).exists())
}

/// The file of a database that is one.
pub(crate) fn sqlite_file(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    path.split('?').next()
}

/// Makes the data folder where it is missing, and sees that it can be written.
pub(crate) fn make_data_dir(folder: &Path) -> anyhow::Result<()> {
    let advice = || {
        format!(
            "EARSHOT_DATA_DIR: {} cannot be written; make it a folder of the user who runs \
             Earshot, or name another one",
            folder.display()
        )
    };
    std::fs::create_dir_all(folder).with_context(advice)?;
    open_to_lock(&folder.join("start.lock")).with_context(advice)?;
    Ok(())
}

fn open_to_lock(file: &Path) -> std::io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(file)
}

/// The lock of the one `earshot run` of a data folder: two would fight over the sample.
pub(crate) fn lock_run(settings: &Settings) -> anyhow::Result<File> {
    make_data_dir(&settings.data_dir)?;
    let lock = open_to_lock(&settings.data_dir.join("run.lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => bail!(
            "another `earshot run` is at work in {}; stop it, or name another folder in \
             EARSHOT_DATA_DIR",
            settings.data_dir.display()
        ),
        Err(TryLockError::Error(error)) => Err(error).context("run.lock in EARSHOT_DATA_DIR"),
    }
}

/// Whether an `earshot run` is at work in the data folder.
pub(crate) fn is_running(settings: &Settings) -> bool {
    let lock = File::options().write(true).open(settings.data_dir.join("run.lock"));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

/// The objects' store.
pub(crate) async fn store(settings: &Settings) -> anyhow::Result<storage::Store> {
    let place = match settings.storage {
        Storage::Disk => {
            let folder = settings.data_dir.join("objects");
            storage::Settings::Disk(storage::DiskSettings { folder })
        }
        Storage::S3 => storage::Settings::S3(storage::S3Settings {
            endpoint: settings.s3_endpoint.clone(),
            bucket: settings.s3_bucket.clone().unwrap_or_default(),
            region: settings.s3_region.clone(),
            access_key_id: settings.s3_access_key_id.clone(),
            secret_access_key: settings.s3_secret_access_key.clone(),
        }),
    };
    storage::Store::open(&place).await.context("EARSHOT_STORAGE: the store")
}

/// The search index in the data folder.
pub(crate) fn index(settings: &Settings) -> anyhow::Result<Arc<search::Index>> {
    let folder = settings.data_dir.join("index");
    Ok(Arc::new(search::Index::open(&folder).context("the search index")?))
}

/// The polite client. `sample`: the socket of the built-in newspaper, if it is to be crawled.
pub(crate) fn client(
    settings: &Settings,
    sample: Option<SocketAddr>,
) -> anyhow::Result<fetch::Client> {
    let ca_file_pem = match &settings.fetch_ca_file {
        Some(file) => Some(
            std::fs::read(file)
                .with_context(|| format!("EARSHOT_FETCH_CA_FILE: {}", file.display()))?,
        ),
        None => None,
    };
    let settings = fetch::Settings {
        user_agent: user_agent(settings),
        allow_networks: settings.fetch_allow_networks.clone(),
        allow_ports: settings.fetch_allow_ports.clone(),
        allow_sockets: sample.into_iter().collect(),
        proxy: settings.fetch_proxy.clone(),
        names: Arc::new(fetch::SystemNames),
        ca_file_pem,
        limits: limits(settings),
    };
    fetch::Client::new(settings).context("EARSHOT_FETCH_…: the client")
}

/// How the crawler names itself.
pub(crate) fn user_agent(settings: &Settings) -> String {
    let public = settings.public_url.as_ref().map(url::Url::as_str);
    let contact = settings.fetch_contact.as_deref().or(public).unwrap_or("self-hosted");
    fetch::user_agent(env!("CARGO_PKG_VERSION"), contact)
}

fn limits(settings: &Settings) -> fetch::Limits {
    let usual = fetch::Limits::default();
    let body_bytes = settings.fetch_max_megabytes * 1024 * 1024;
    let first_byte = usual.first_byte.min(settings.fetch_timeout);
    fetch::Limits { body_bytes, first_byte, whole: settings.fetch_timeout, ..usual }
}

/// Everything that jobs share.
pub(crate) async fn context(
    settings: &Settings,
    database: Database,
    sample: Option<SocketAddr>,
) -> anyhow::Result<Context> {
    let queue = match database.backend() {
        Backend::Sqlite => {
            let file = settings.data_dir.join("jobs.db");
            let opened = Queue::sqlite(&file, settings.lease).await;
            opened.with_context(|| format!("the queue's file, {}", file.display()))?
        }
        Backend::Postgres => Queue::postgres(&database_settings(settings).url, settings.lease)
            .await
            .context("the queue")?,
    };
    let client = client(settings, sample)?;
    let jobs = jobs::Settings {
        // Nobody tells of the sample's news.
        callback: if sample.is_some() { None } else { reach::callback(settings, &client) },
        ..jobs_settings(settings, sample.is_some())
    };
    Ok(Context {
        queue,
        client,
        store: store(settings).await?,
        cast: cast(settings)?,
        settings: Arc::new(jobs),
        progress: Arc::new(Progress::default()),
        metrics: Arc::new(Metrics::new()?),
        crawl_until: None,
        spent: None,
        replay: None,
        original: None,
        stopping: CancellationToken::new(),
        cores: Cores::new(cores())?,
        database,
    })
}

/// What the operator chose for the jobs.
pub(crate) fn jobs_settings(settings: &Settings, is_sample: bool) -> jobs::Settings {
    jobs::Settings {
        // The sample is our own: nobody to be polite to, and somebody waits for it.
        floor: if is_sample { std::time::Duration::ZERO } else { settings.fetch_min_delay },
        pages_per_run: settings.fetch_pages_per_site,
        poll_min: settings.poll_min,
        callback: None,
        lease: settings.lease,
        episodes_per_hour: settings.episodes_per_hour,
        lexicon: settings.lexicon.clone(),
        budgets: voices::budgets(settings),
        master: master_settings(settings, settings.audio_format),
        audience: settings.audience,
        speech_cache: Cache::new(settings.data_dir.join("cache").join("speech")),
        paid_speech_cache: Cache::new(settings.data_dir.join("cache").join("paid-speech")),
        crawlers: CRAWLERS,
        speakers: cores(),
        show: crate::instance::TITLE.to_owned(),
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
