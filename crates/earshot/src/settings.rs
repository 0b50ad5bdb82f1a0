//! The settings: the only place that reads the environment and the settings file.
//!
//! In: the file (`EARSHOT_CONFIG`, else ./earshot.toml, else `DATA_DIR/earshot.toml`) and the
//! environment, which wins. Both use the same names: `EARSHOT_LISTEN` is `listen` in the file.
//! Each value is checked here; a bad one stops the start and names its variable. Secrets also come
//! from a file named by the variable with `_FILE` behind it, and print as `[redacted]`.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;
use storage::Secret;
use url::Url;

mod lexicon;
mod read;
mod shown;
mod table;
mod toml_file;
pub(crate) mod voices;

pub(crate) use read::read;

/// What stops the start: which variable, and what was expected.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {problem}")]
pub(crate) struct SettingsError {
    /// The variable, or the file.
    pub(crate) name: String,
    /// What is wrong, and what was expected.
    pub(crate) problem: String,
}

/// Where objects are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    /// In the data folder.
    Disk,
    /// In S3, or a store that speaks its language.
    S3,
}

/// Where the ONNX runtime is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OnnxRuntime {
    /// A library on this machine.
    Library(PathBuf),
    /// An archive that `earshot voice add` fetches.
    Archive(Url),
}

/// Every setting, with its default.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// `EARSHOT_DATA_DIR`: the folder of everything that is kept; `data`.
    pub(crate) data_dir: PathBuf,
    /// `EARSHOT_LISTEN`: address and port of the site; `127.0.0.1:8000`; port 0 takes a free one.
    pub(crate) listen: SocketAddr,
    /// `EARSHOT_PUBLIC_URL`: how others reach the site; `http://` and the bound address.
    pub(crate) public_url: Option<Url>,
    /// `EARSHOT_DATABASE_URL`: `sqlite:PATH` or `postgres://…`; a file in the data folder.
    pub(crate) database_url: Option<Secret>,
    /// `EARSHOT_LOG`: what is logged, as `info` or `jobs=debug,warn`; `warn`.
    pub(crate) log: String,
    /// `EARSHOT_SITES`: a TOML file or a folder of them; replaces the built-in whitelist.
    pub(crate) sites: Option<PathBuf>,
    /// `EARSHOT_FETCH_MIN_DELAY_MS`: least time between two requests to a host; 1000.
    pub(crate) fetch_min_delay: Duration,
    /// `EARSHOT_FETCH_ALLOW_NETWORKS`: networks that may be crawled though they are not public.
    pub(crate) fetch_allow_networks: Vec<IpNet>,
    /// `EARSHOT_FETCH_ALLOW_PORTS`: ports besides 80 and 443.
    pub(crate) fetch_allow_ports: Vec<u16>,
    /// `EARSHOT_FETCH_PROXY`: an HTTP proxy through which is crawled.
    pub(crate) fetch_proxy: Option<Url>,
    /// `EARSHOT_FETCH_CA_FILE`: further authorities, PEM.
    pub(crate) fetch_ca_file: Option<PathBuf>,
    /// `EARSHOT_FETCH_PAGES_PER_SITE`: article pages of a host in one visit; 500.
    pub(crate) fetch_pages_per_site: u64,
    /// `EARSHOT_FETCH_CONTACT`: by what publishers reach the operator; else the public address.
    pub(crate) fetch_contact: Option<String>,
    /// `EARSHOT_FETCH_TIMEOUT_SECONDS`: how long an answer may take in all; 60.
    pub(crate) fetch_timeout: Duration,
    /// `EARSHOT_FETCH_MAX_MEGABYTES`: most of a page, a feed or a list, unpacked, in MiB; 8.
    pub(crate) fetch_max_megabytes: u64,
    /// `EARSHOT_CRON_MINUTES`: how long `cron` may take; 15; 0 is no limit.
    pub(crate) cron_minutes: u64,
    /// `EARSHOT_POLL_MIN_SECONDS`: least time between two requests for a feed or list; 300.
    pub(crate) poll_min: Duration,
    /// `EARSHOT_LEASE_SECONDS`: how long a worker may be silent before another takes over; 30.
    pub(crate) lease: Duration,
    /// `EARSHOT_EPISODES_PER_HOUR`: 6; 0 is none.
    pub(crate) episodes_per_hour: u64,
    /// `EARSHOT_FEED_EPISODES`: episodes in the feed; 65.
    pub(crate) feed_episodes: u64,
    /// `EARSHOT_STORAGE`: `disk` or `s3`.
    pub(crate) storage: Storage,
    /// `EARSHOT_S3_ENDPOINT`: for a store that is not Amazon's.
    pub(crate) s3_endpoint: Option<String>,
    /// `EARSHOT_S3_BUCKET`: needed with `s3`.
    pub(crate) s3_bucket: Option<String>,
    /// `EARSHOT_S3_REGION`: `us-east-1`.
    pub(crate) s3_region: String,
    /// `EARSHOT_S3_ACCESS_KEY_ID`: else the AWS chain.
    pub(crate) s3_access_key_id: Option<String>,
    /// `EARSHOT_S3_SECRET_ACCESS_KEY`: goes with it.
    pub(crate) s3_secret_access_key: Option<Secret>,
    /// `EARSHOT_MEDIA_URL`: the CDN before the store; unset: the site serves `/media` itself.
    pub(crate) media_url: Option<Url>,
    /// `EARSHOT_VOICE`: voices and engines in order, each used where its language fits, as
    /// `pico-en-GB`.
    pub(crate) voices: Vec<String>,
    /// `EARSHOT_LEXICON`: how names are said; unset: `lexicon.txt` in the data folder, if there.
    pub(crate) lexicon_file: Option<PathBuf>,
    /// What the lexicon says.
    pub(crate) lexicon: narration::Lexicon,
    /// `EARSHOT_AUDIO_FORMAT`: of episodes that are spoken from now on.
    pub(crate) audio_format: speech::Codec,
    /// `EARSHOT_LOUDNESS_LUFS`: of episodes.
    pub(crate) loudness_lufs: f64,
    /// `EARSHOT_VOICES`: the voices file; `voices.toml` in the data folder, where it exists.
    pub(crate) voices_file: Option<PathBuf>,
    /// Where the voices are that were added: of the data folder that was named, also where a sample or
    /// a rehearsal has one of its own.
    pub(crate) added_voices: PathBuf,
    /// What the voices file says.
    pub(crate) engines: voices::Voices,
    /// `EARSHOT_VOICE_CATALOGUE`: the `voices.json` from which `earshot voice add` fetches; the
    /// public one of Piper's voices.
    pub(crate) voice_catalogue: Url,
    /// `EARSHOT_ONNXRUNTIME`: the library that speaks with added voices, or the address of an
    /// archive that holds it; unset: looked for in the data folder and where systems keep libraries.
    pub(crate) onnx_runtime: Option<OnnxRuntime>,
    /// `EARSHOT_AUDIENCE`: `household` (one's own people) or `public`.
    pub(crate) audience: jobs::Audience,
    /// `EARSHOT_TRUSTED_PROXIES`: networks of the proxies in front of the site.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// `EARSHOT_METRICS_LISTEN`: address and port of the metrics; unset: none are told.
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// Bound to an address of the local network, by `--lan`; no variable.
    pub(crate) lan: bool,
}

/// The public collection of Piper's voices, by its makers.
const PUBLIC_VOICES: &str = "https://huggingface.co/rhasspy/piper-voices/resolve/main/voices.json";

fn public_voices() -> Url {
    Url::parse(PUBLIC_VOICES).expect("an address that is written here")
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            public_url: None,
            database_url: None,
            log: "warn".to_owned(),
            sites: None,
            fetch_min_delay: Duration::from_secs(1),
            fetch_allow_networks: Vec::new(),
            fetch_allow_ports: Vec::new(),
            fetch_proxy: None,
            fetch_ca_file: None,
            fetch_pages_per_site: 500,
            fetch_contact: None,
            fetch_timeout: Duration::from_mins(1),
            fetch_max_megabytes: 8,
            cron_minutes: 15,
            poll_min: Duration::from_mins(5),
            lease: Duration::from_secs(30),
            episodes_per_hour: 6,
            feed_episodes: 65,
            storage: Storage::Disk,
            s3_endpoint: None,
            s3_bucket: None,
            s3_region: "us-east-1".to_owned(),
            s3_access_key_id: None,
            s3_secret_access_key: None,
            media_url: None,
            voices: Vec::new(),
            lexicon_file: None,
            lexicon: narration::Lexicon::default(),
            audio_format: speech::Codec::Mp3,
            loudness_lufs: -19.0,
            voices_file: None,
            added_voices: PathBuf::from("data/voices/onnx"),
            engines: voices::Voices::default(),
            voice_catalogue: public_voices(),
            onnx_runtime: None,
            audience: jobs::Audience::Household,
            trusted_proxies: Vec::new(),
            metrics_listen: None,
            lan: false,
        }
    }
}

impl Settings {
    /// From names (as in the file) and values, in one step: what `read` gathered.
    pub(crate) fn of(values: &BTreeMap<String, table::Value>) -> Result<Self, SettingsError> {
        let mut settings = Self::default();
        for (name, value) in values {
            table::set(&mut settings, name, &value.text)
                .map_err(|problem| SettingsError { name: value.source.clone(), problem })?;
        }
        settings.check()?;
        Ok(settings)
    }

    /// What one value alone cannot tell.
    fn check(&self) -> Result<(), SettingsError> {
        let fail = |name: &str, problem: &str| {
            Err(SettingsError { name: name.to_owned(), problem: problem.to_owned() })
        };
        if self.storage == Storage::S3 && self.s3_bucket.is_none() {
            return fail("EARSHOT_S3_BUCKET", "is needed with EARSHOT_STORAGE=s3");
        }
        if self.s3_access_key_id.is_some() != self.s3_secret_access_key.is_some() {
            let name = "EARSHOT_S3_SECRET_ACCESS_KEY";
            return fail(name, "goes with EARSHOT_S3_ACCESS_KEY_ID: give both or neither");
        }
        let is_own = self.audience == jobs::Audience::Household;
        if is_own && !is_local(self.listen) && self.trusted_proxies.is_empty() {
            return fail(
                "EARSHOT_LISTEN",
                "a household must not be open to everybody: listen on 127.0.0.1 or an address of \
                 your own network (earshot run --lan), name the proxy in front of it in \
                 EARSHOT_TRUSTED_PROXIES, or set EARSHOT_AUDIENCE=public",
            );
        }
        Ok(())
    }
}

/// Loopback, or an address of a private network.
fn is_local(address: SocketAddr) -> bool {
    match address.ip() {
        std::net::IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        std::net::IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    }
}

#[cfg(test)]
mod tests;
