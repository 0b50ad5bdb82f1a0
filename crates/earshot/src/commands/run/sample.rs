//! The built-in sample newspaper, in a data folder of its own.
//!
//! Its port and its date are kept in that folder, so that a restart finds the same addresses and
//! nothing new. After a day, or when the port is taken, everything of it is made anew.

use std::{net::SocketAddr, path::Path};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use discover::Address;
use jobs::whitelist::Entry;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{
    instance::Instance,
    sample,
    settings::{Settings, Storage},
};

/// Where the sample lies in the data folder.
const FOLDER: &str = "sample";
/// What is kept of an edition.
const EDITION: &str = "edition.json";

/// The newspaper, served and ready to be crawled.
pub(super) struct Sample {
    pub(super) instance: Instance,
    _newspaper: DropGuard,
}

/// What a restart must know to print the same edition again.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Edition {
    port: u16,
    first_published: DateTime<Utc>,
}

impl Sample {
    pub(super) async fn start(settings: &Settings) -> anyhow::Result<Self> {
        let data_dir = settings.data_dir.join(FOLDER);
        let (listener, edition) = edition(&data_dir).await.context("the sample newspaper")?;
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        let serving = sample::serve(listener, edition.first_published, stop.clone());
        tokio::spawn(serving);
        let settings = Settings {
            data_dir,
            database_url: None,
            storage: Storage::Disk,
            media_url: None,
            fetch_proxy: None,
            ..settings.clone()
        };
        let instance = Instance::open(settings, &[entry(address)?], Some(address)).await?;
        Ok(Self { instance, _newspaper: stop.drop_guard() })
    }
}

fn entry(address: SocketAddr) -> anyhow::Result<Entry> {
    let home = Address::parse(&format!("http://{address}/"))?;
    Ok(Entry {
        name: sample::NAME.to_owned(),
        rights: "open".to_owned(),
        licence: "Apache-2.0".to_owned(),
        ..Entry::of(home)
    })
}

/// The edition of the folder if it can be printed again, else a new one in an empty folder.
async fn edition(folder: &Path) -> anyhow::Result<(TcpListener, Edition)> {
    let file = folder.join(EDITION);
    let now = jobs::clock::to_chrono(jobs::clock::now());
    let kept: Option<Edition> =
        std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let fresh = kept.filter(|kept| now - kept.first_published < TimeDelta::days(1));
    if let Some(edition) = fresh
        && let Ok(listener) = TcpListener::bind(("127.0.0.1", edition.port)).await
    {
        return Ok((listener, edition));
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let edition = Edition { port: listener.local_addr()?.port(), first_published: now };
    std::fs::write(file, serde_json::to_vec(&edition)?)?;
    Ok((listener, edition))
}
