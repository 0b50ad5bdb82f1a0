//! The names of the settings, and how each value is read.

use std::{fmt::Display, net::IpAddr, ops::RangeInclusive, str::FromStr, time::Duration};

use ipnet::IpNet;
use storage::Secret;

use super::{OnnxRuntime, Settings, Storage, shown::shown};

/// A value as it was given, and by what: a variable, or a line of the file.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) source: String,
}

/// All names, as in the file; the variable is the same in capitals, with `EARSHOT_` before it.
pub(crate) const NAMES: [&str; 38] = [
    "data_dir",
    "listen",
    "public_url",
    "database_url",
    "log",
    "sites",
    "fetch_min_delay_ms",
    "fetch_allow_networks",
    "fetch_allow_ports",
    "fetch_proxy",
    "fetch_ca_file",
    "fetch_pages_per_site",
    "fetch_contact",
    "fetch_timeout_seconds",
    "fetch_max_megabytes",
    "cron_minutes",
    "poll_min_seconds",
    "lease_seconds",
    "episodes_per_hour",
    "feed_episodes",
    "storage",
    "s3_endpoint",
    "s3_bucket",
    "s3_region",
    "s3_access_key_id",
    "s3_secret_access_key",
    "media_url",
    "voice",
    "lexicon",
    "loudness_lufs",
    "audio_format",
    "voices",
    "voice_catalogue",
    "onnxruntime",
    "audience",
    "trusted_proxies",
    "metrics_listen",
    "config",
];

/// Those whose value may be in a file of its own, named by `…_FILE`.
pub(crate) const SECRETS: [&str; 2] = ["database_url", "s3_secret_access_key"];

/// Reads one value into its field; the error says what was expected.
pub(crate) fn set(settings: &mut Settings, name: &str, text: &str) -> Result<(), String> {
    match name {
        "fetch_min_delay_ms" => settings.fetch_min_delay = Duration::from_millis(number(text)?),
        "fetch_allow_networks" => settings.fetch_allow_networks = networks(text)?,
        "fetch_allow_ports" => settings.fetch_allow_ports = list(text, "a port, as 8080")?,
        "fetch_proxy" => settings.fetch_proxy = optional(text, ADDRESS)?,
        "fetch_ca_file" => settings.fetch_ca_file = optional(text, "a file")?,
        "fetch_pages_per_site" => settings.fetch_pages_per_site = number(text)?,
        "fetch_contact" => settings.fetch_contact = contact(text)?,
        "fetch_timeout_seconds" => {
            settings.fetch_timeout = Duration::from_secs(within(text, 5..=600)?);
        }
        "fetch_max_megabytes" => settings.fetch_max_megabytes = within(text, 1..=64)?,
        "cron_minutes" => settings.cron_minutes = number(text)?,
        "poll_min_seconds" => settings.poll_min = Duration::from_secs(number(text)?.max(1)),
        "lease_seconds" => settings.lease = Duration::from_secs(within(text, 1..=3_600)?),
        "episodes_per_hour" => settings.episodes_per_hour = number(text)?,
        "feed_episodes" => settings.feed_episodes = within(text, 1..=1_000)?,
        name if name.starts_with("s3_") => set_s3(settings, name, text)?,
        name => set_site(settings, name, text)?,
    }
    Ok(())
}

fn set_s3(settings: &mut Settings, name: &str, text: &str) -> Result<(), String> {
    match name {
        "s3_endpoint" => {
            let _checked: Option<url::Url> = optional(text, ADDRESS)?;
            settings.s3_endpoint = optional(text, ADDRESS)?;
        }
        "s3_bucket" => settings.s3_bucket = optional(text, "the name of a bucket")?,
        "s3_region" => text.clone_into(&mut settings.s3_region),
        "s3_access_key_id" => settings.s3_access_key_id = optional(text, "a key")?,
        "s3_secret_access_key" => settings.s3_secret_access_key = secret(text),
        _ => return Err("is no setting".to_owned()),
    }
    Ok(())
}

fn set_site(settings: &mut Settings, name: &str, text: &str) -> Result<(), String> {
    match name {
        "data_dir" => settings.data_dir = parse(text, "a folder")?,
        "listen" => settings.listen = parse(text, SOCKET)?,
        "metrics_listen" => settings.metrics_listen = optional(text, SOCKET)?,
        "public_url" => settings.public_url = optional(text, ADDRESS)?,
        "database_url" => settings.database_url = database(text)?,
        "log" => settings.log = log(text)?,
        "sites" => settings.sites = optional(text, "a TOML file, or a folder of them")?,
        "storage" => settings.storage = storage(text)?,
        "media_url" => settings.media_url = optional(text, ADDRESS)?,
        "voice" => settings.voices = list(text, "a voice")?,
        "lexicon" => settings.lexicon_file = optional(text, "a file")?,
        "audio_format" => settings.audio_format = audio_format(text)?,
        "loudness_lufs" => settings.loudness_lufs = loudness(text)?,
        "voices" => settings.voices_file = optional(text, "a TOML file")?,
        "voice_catalogue" => settings.voice_catalogue = catalogue(text)?,
        "onnxruntime" => settings.onnx_runtime = runtime(text)?,
        "audience" => settings.audience = audience(text)?,
        "trusted_proxies" => settings.trusted_proxies = networks(text)?,
        "config" => {}
        _ => return Err("is no setting".to_owned()),
    }
    Ok(())
}

const NETWORK: &str = "a network, as 192.168.0.0/16";
const SOCKET: &str = "an IP address and a port, as 127.0.0.1:8000";
const ADDRESS: &str = "an address, as https://news.example";

fn parse<T: FromStr>(text: &str, expected: impl Display) -> Result<T, String> {
    text.trim().parse().map_err(|_| format!("expected {expected}, not “{}”", shown(text)))
}

fn number(text: &str) -> Result<u64, String> {
    parse(text, "a whole number")
}

fn optional<T: FromStr>(text: &str, expected: &str) -> Result<Option<T>, String> {
    if text.trim().is_empty() { Ok(None) } else { parse(text, expected).map(Some) }
}

/// Values parted by commas.
fn list<T: FromStr>(text: &str, expected: &str) -> Result<Vec<T>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| parse(part, expected)).collect()
}

/// Networks parted by commas; a single address is the network of itself.
fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let network = |part: &str| part.parse().map(IpAddr::into).or_else(|_| parse(part, NETWORK));
    parts.map(network).collect()
}

fn secret(text: &str) -> Option<Secret> {
    (!text.is_empty()).then(|| Secret::new(text))
}

/// The value is not repeated: it may hold a password.
fn database(text: &str) -> Result<Option<Secret>, String> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if text.is_empty() || known.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(secret(text));
    }
    Err("expected sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME".to_owned())
}

/// Levels, each of a part or of all; what is none would be taken for the name of a part.
fn log(text: &str) -> Result<String, String> {
    let is_level = |part: &str| {
        let level = part.rsplit('=').next().unwrap_or_default().trim().to_ascii_lowercase();
        ["off", "error", "warn", "info", "debug", "trace"].contains(&level.as_str())
    };
    if text.split(',').all(is_level) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "expected error, warn, info, debug or trace, or parts, as jobs=debug,warn, not “{text}”"
    ))
}

/// A whole number of these.
fn within(text: &str, range: RangeInclusive<u64>) -> Result<u64, String> {
    let (least, most) = (range.start(), range.end());
    let expected = || format!("expected {least} to {most}, not “{text}”");
    Some(number(text)?).filter(|number| range.contains(number)).ok_or_else(expected)
}

/// Something by which people are reached, of signs that a header can hold.
fn contact(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    let is_one = text.contains(['@', ':']) && text.bytes().all(|byte| matches!(byte, b'!'..=b'~'));
    if text.is_empty() || is_one && text.len() <= 200 && !text.contains(['(', ')']) {
        return Ok(Some(text.to_owned()).filter(|text| !text.is_empty()));
    }
    Err(format!(
        "expected an address, as https://news.example/about or me@news.example, not “{text}”"
    ))
}

/// Empty is the default.
fn catalogue(text: &str) -> Result<url::Url, String> {
    let expected = "the http address of a voices.json";
    let address: url::Url = optional(text, expected)?.unwrap_or_else(super::public_voices);
    if is_http(&address) {
        Ok(address)
    } else {
        Err(format!("expected {expected}, not “{}”", shown(text)))
    }
}

fn runtime(text: &str) -> Result<Option<OnnxRuntime>, String> {
    let text = text.trim();
    match text.parse::<url::Url>() {
        _ if text.is_empty() => Ok(None),
        Ok(address) if is_http(&address) => Ok(Some(OnnxRuntime::Archive(address))),
        Ok(_) => {
            Err(format!("expected a file, or the http address of a .tgz, not “{}”", shown(text)))
        }
        Err(_) => Ok(Some(OnnxRuntime::Library(text.into()))),
    }
}

fn is_http(address: &url::Url) -> bool {
    matches!(address.scheme(), "http" | "https")
}

fn storage(text: &str) -> Result<Storage, String> {
    match text {
        "disk" => Ok(Storage::Disk),
        "s3" => Ok(Storage::S3),
        _ => Err(format!("expected disk or s3, not “{text}”")),
    }
}

/// EBU R 128 measures to -70; above -9 speech is all limiter.
fn loudness(text: &str) -> Result<f64, String> {
    let expected = "LUFS from -40 to -9, as -19";
    let loudness = parse(text, expected)?;
    if (-40.0..=-9.0).contains(&loudness) {
        return Ok(loudness);
    }
    Err(format!("expected {expected}, not “{text}”"))
}

fn audio_format(text: &str) -> Result<speech::Codec, String> {
    match text {
        "mp3" => Ok(speech::Codec::Mp3),
        "opus" => Ok(speech::Codec::Opus),
        _ => Err(format!("expected mp3 or opus, not “{text}”")),
    }
}

fn audience(text: &str) -> Result<jobs::Audience, String> {
    match text {
        "household" => Ok(jobs::Audience::Household),
        "public" => Ok(jobs::Audience::Public),
        _ => Err(format!("expected household or public, not “{text}”")),
    }
}
