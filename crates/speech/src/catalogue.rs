//! A catalogue of Piper's voices: what there is, under which licence, and fetching one.
//!
//! In: the address of a `voices.json`, as the public collection of Piper's voices has one. Out:
//! files in a folder, each whole and verified. Whoever made the catalogue is not trusted: nothing is
//! written outside the folder, under no name but ours, and nothing longer than was announced.
//! Deliberately absent: asking anybody whether the licence is fine.

mod download;
mod error;
mod index;
mod runtime;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, Url};

pub use error::CatalogueError;
pub use index::Listed;

use crate::address::shown;

use download::{Expected, Source};
use index::Index;

use crate::onnx::shelf;

/// The most bytes of a catalogue: the public one has some 300 KB.
const MOST_INDEX: u64 = 16 * 1024 * 1024;

/// The most bytes of a licence.
const MOST_LICENCE: u64 = 256 * 1024;

/// How long a server may take to be reached, and to send nothing.
const CONNECT: Duration = Duration::from_secs(15);
const SILENCE: Duration = Duration::from_secs(30);

/// How long one file may take: 100 MB at 30 KB/s.
const WHOLE: Duration = Duration::from_hours(1);

/// Redirects of one file.
const MOST_REDIRECTS: usize = 5;

/// How far a voice or the runtime has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are there.
    pub bytes: u64,
    /// Bytes of the whole, where they are known.
    pub of: Option<u64>,
}

/// A catalogue that was read.
#[derive(Debug)]
pub struct Catalogue {
    client: Client,
    address: Url,
    index: Index,
}

impl Catalogue {
    /// Asks for a catalogue.
    ///
    /// # Errors
    /// Those of the network and of what came; another try helps where
    /// [`CatalogueError::may_pass`].
    pub async fn open(address: &Url) -> Result<Self, CatalogueError> {
        let client = client()?;
        let expected = Expected { most: MOST_INDEX, ..Expected::default() };
        let source = Source { client: &client, address, expected };
        let index = Index::parse(&source.into_memory().await?)
            .map_err(|reason| CatalogueError::NotACatalogue { address: shown(address), reason })?;
        Ok(Self { client, address: address.clone(), index })
    }

    /// The voices that can be fetched, by name; those whose entry is unfit are passed over.
    #[must_use]
    pub fn voices(&self) -> Vec<Listed> {
        self.index.voices()
    }

    /// The voice of this name; none if there is none.
    ///
    /// # Errors
    /// What is wrong with its entry.
    pub fn voice(&self, name: &str) -> Result<Option<Listed>, CatalogueError> {
        self.index.voice(name)
    }

    /// What the voice's card says, its licence among it; none if the catalogue has no card. It is
    /// written by strangers: control characters are left out.
    ///
    /// # Errors
    /// As for [`Catalogue::open`].
    pub async fn licence(&self, voice: &Listed) -> Result<Option<String>, CatalogueError> {
        let Some(card) = &voice.card else { return Ok(None) };
        let address = index::address_of(&self.address, &card.path)?;
        let expected = Expected { most: MOST_LICENCE, ..card.expected.clone() };
        let bytes =
            Source { client: &self.client, address: &address, expected }.into_memory().await?;
        let is_text = |character: &char| !character.is_control() || *character == '\n';
        Ok(Some(String::from_utf8_lossy(&bytes).chars().filter(is_text).collect()))
    }

    /// Fetches a voice into a folder, with its licence: `NAME/NAME.onnx`, `NAME/NAME.onnx.json`,
    /// `NAME/NAME.MODEL_CARD`. What is there and whole is not fetched again. The voice is there, or
    /// another one than before, at once and whole: who speaks with the old one goes on so, and it is
    /// removed when nobody does. Gives back the model's file.
    ///
    /// # Errors
    /// As for [`Catalogue::open`], of the folder, and of another one that adds to it.
    pub async fn add(
        &self,
        voice: &Listed,
        licence: Option<&str>,
        folder: &Path,
        mut progress: impl FnMut(Progress),
    ) -> Result<PathBuf, CatalogueError> {
        let _lock = lock(folder)?;
        let failed = |source| CatalogueError::Folder { folder: folder.to_path_buf(), source };
        let room = shelf::make_room(folder, &voice.name).map_err(failed)?;
        let file_of = |ending: &str| room.join(format!("{}{ending}", voice.name));
        if let Some(licence) = licence {
            download::write_whole(&file_of(shelf::CARD), licence.as_bytes())?;
        }
        let before = shelf::hold(folder, &voice.name);
        let of = Some(voice.bytes());
        let mut done = 0;
        let files = [(&voice.description, shelf::DESCRIPTION), (&voice.model, shelf::MODEL)];
        for (file, ending) in files {
            let target = file_of(ending);
            if let Some(before) = &before {
                take_over(&before.file(ending), &target).map_err(failed)?;
            }
            let address = index::address_of(&self.address, &file.path)?;
            let expected = file.expected.clone();
            let bytes = expected.bytes.unwrap_or_default();
            let source = Source { client: &self.client, address: &address, expected };
            let mut tell = |got| progress(Progress { bytes: done + got, of });
            source.into_file(&target, &mut tell).await?;
            done += bytes;
        }
        drop(before);
        shelf::put(folder, &voice.name).map_err(failed)?;
        Ok(folder.join(&voice.name).join(format!("{}{}", voice.name, shelf::MODEL)))
    }
}

/// Puts a file at `target` too, if nothing is there: what is not the one that is wanted is replaced.
fn take_over(file: &Path, target: &Path) -> io::Result<()> {
    if target.exists() || !file.exists() {
        return Ok(());
    }
    // Not every file system lets one file have two names.
    fs::hard_link(file, target).or_else(|_| fs::copy(file, target).map(drop))
}

/// Fetches the ONNX runtime from an archive (`.tgz`, as its makers release it) into a folder, with
/// its licence beside it. Where the address ends with `#sha256=` and a checksum, that is verified.
/// Gives back the library's file.
///
/// # Errors
/// As for [`Catalogue::add`]; and if the archive holds no library, or one for another machine.
pub async fn fetch_runtime(
    address: &Url,
    folder: &Path,
    mut progress: impl FnMut(Progress),
) -> Result<PathBuf, CatalogueError> {
    let _lock = lock(folder)?;
    runtime::fetch(&client()?, address, folder, &mut |bytes| {
        progress(Progress { bytes, of: None });
    })
    .await
}

/// Follows redirects, as files may lie elsewhere, but never from https to http.
fn client() -> Result<Client, CatalogueError> {
    // A provider that is there already is the same one.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let follow = |attempt: Attempt<'_>| {
        let was_secure = attempt.previous().last().is_some_and(|it| it.scheme() == "https");
        if was_secure && attempt.url().scheme() != "https" {
            attempt.error("is led from https to http")
        } else if attempt.previous().len() > MOST_REDIRECTS {
            attempt.error("is led on too often")
        } else {
            attempt.follow()
        }
    };
    Client::builder()
        .user_agent(concat!("earshot/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .timeout(WHOLE)
        .redirect(Policy::custom(follow))
        .build()
        .map_err(|error| CatalogueError::Client { reason: error.to_string() })
}

/// One at a time adds to a folder.
fn lock(folder: &Path) -> Result<File, CatalogueError> {
    let failed = |source| CatalogueError::Folder { folder: folder.to_path_buf(), source };
    let locked = || CatalogueError::Locked { folder: folder.to_path_buf() };
    shelf::lock(folder).map_err(failed)?.ok_or_else(locked)
}
