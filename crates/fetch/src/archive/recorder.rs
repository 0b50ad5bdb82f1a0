//! Exchanges -> WARC files in a folder, by one thread.
//!
//! Whoever fetched waits until the exchange is in the file: so what a crawl has stored is in its
//! archive, a kill costs the records in flight, and no more of them wait here than requests are in
//! flight. A file's name bears the time and a random number, so that processes may share a folder.
//! Files are begun, never appended to: a torn record can only be the last of its file. Nothing is
//! synced to the disk: that is for the operating system to do, as for the pages of a database's log.

use std::collections::HashSet;
use std::fs::File;
use std::future::{Future, pending};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{mpsc, oneshot, watch};
use url::{Position, Url};
use uuid::Uuid;

use super::exchange::Exchange;
use super::record::Record;
use super::{ArchiveError, Heads, instant};
use crate::error::FetchError;
use crate::response::Response;

/// Exchanges that wait to be written, at most. A few, so that compressing goes on while others ask.
const WAITING: usize = 16;

/// A file is followed by another one above this size, in bytes: 1 GB, what is recommended (WARC
/// 1.1, annex C).
const FILE_BYTES: u64 = 1_000_000_000;

/// Where exchanges go. Clones share one thread and its file, which ends with the last of them.
#[derive(Debug, Clone)]
pub struct Recorder {
    user_agent: String,
    orders: mpsc::Sender<Order>,
    failure: watch::Receiver<Option<ArchiveError>>,
    kept: Arc<Mutex<HashSet<u64>>>,
}

/// An exchange to be written, and whom to tell.
struct Order {
    exchange: Exchange,
    done: oneshot::Sender<()>,
}

impl Recorder {
    /// Makes the folder where it is missing, and begins a file in it. `user_agent` is that of the
    /// client.
    ///
    /// # Errors
    /// [`ArchiveError::Write`].
    pub fn start(folder: &Path, user_agent: &str) -> Result<Self, ArchiveError> {
        Self::with_files_of(FILE_BYTES, folder, user_agent)
    }

    fn with_files_of(most: u64, folder: &Path, user_agent: &str) -> Result<Self, ArchiveError> {
        std::fs::create_dir_all(folder).map_err(|error| ArchiveError::write(folder, error))?;
        let files = Files { folder: folder.to_owned(), user_agent: user_agent.to_owned(), most };
        let file = files.begin(0)?;
        let (orders, received) = mpsc::channel(WAITING);
        let (failed, failure) = watch::channel(None);
        let work = move || {
            if let Err(error) = keep_all(&files, file, received) {
                failed.send_replace(Some(error));
            }
        };
        let thread = thread::Builder::new().name("archive".to_owned()).spawn(work);
        thread.map_err(|error| ArchiveError::write(folder, error))?;
        let kept = Arc::default();
        Ok(Self { user_agent: user_agent.to_owned(), orders, failure, kept })
    }

    /// Whether an exchange with this address was kept by this recorder or one of its clones. Addresses
    /// are remembered as hashes of 64 bits: eight bytes each, and none is taken for another in practice.
    pub fn has(&self, address: &Url) -> bool {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).contains(&key(address))
    }

    /// Waits until the archive cannot be written any longer, most likely for ever. From then on
    /// every request fails with [`FetchError::Unrecorded`].
    pub fn failed(&self) -> impl Future<Output = ArchiveError> + Send + use<> {
        let mut failure = self.failure.clone();
        async move {
            if let Ok(failed) = failure.wait_for(Option::is_some).await
                && let Some(error) = failed.clone()
            {
                return error;
            }
            pending().await
        }
    }

    /// Whether the archive can be written no longer: then nothing is worth asking for.
    pub(crate) fn has_failed(&self) -> bool {
        self.failure.borrow().is_some()
    }

    /// Who asks, as every request tells it.
    pub(crate) fn user_agent(&self) -> &str {
        &self.user_agent
    }

    /// Writes an exchange, and returns once it is in the file.
    ///
    /// # Errors
    /// [`FetchError::Unrecorded`].
    pub(crate) async fn keep(
        &self,
        heads: Heads,
        answered: &Result<Response, FetchError>,
    ) -> Result<(), FetchError> {
        let (done, written) = oneshot::channel();
        let key = key(&heads.address);
        let order = Order { exchange: Exchange::new(heads, answered), done };
        self.orders.send(order).await.map_err(|_| FetchError::Unrecorded)?;
        written.await.map_err(|_| FetchError::Unrecorded)?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        Ok(())
    }
}

/// What stands for an address.
fn key(address: &Url) -> u64 {
    let mut hasher = DefaultHasher::new();
    address[..Position::AfterQuery].hash(&mut hasher);
    hasher.finish()
}

fn keep_all(
    files: &Files,
    mut file: Writing,
    mut orders: mpsc::Receiver<Order>,
) -> Result<(), ArchiveError> {
    while let Some(Order { exchange, done }) = orders.blocking_recv() {
        if file.length >= files.most {
            file = files.begin(file.serial + 1)?;
        }
        file.append(|id| exchange.records(id))?;
        // Whoever asked may have gone.
        let _heard = done.send(());
    }
    Ok(())
}

/// The files of one process.
struct Files {
    folder: PathBuf,
    user_agent: String,
    /// Above how many bytes another one is begun.
    most: u64,
}

/// The file that is written now.
struct Writing {
    file: File,
    path: PathBuf,
    serial: u32,
    length: u64,
    /// The record at its head.
    id: Uuid,
}

impl Files {
    fn begin(&self, serial: u32) -> Result<Writing, ArchiveError> {
        let (now, id) = (instant(), Uuid::new_v4());
        let (time, random) = (now.format("%Y%m%d%H%M%S"), id.simple());
        let name = format!("earshot-{time}-{serial:05}-{random}.warc.gz");
        let path = self.folder.join(&name);
        let opened = File::options().write(true).create_new(true).open(&path);
        let file = opened.map_err(|error| ArchiveError::write(&path, error))?;
        let mut writing = Writing { file, path, serial, length: 0, id };
        let about = self.about();
        let fields =
            vec![("WARC-Filename", name), ("Content-Type", "application/warc-fields".to_owned())];
        let record = Record { kind: "warcinfo", id, date: now, fields, body: about.as_bytes() };
        writing.append(|_| {
            let mut member = Vec::new();
            record.append_to(&mut member, &[]).map(|()| member)
        })?;
        Ok(writing)
    }

    /// What a file says of itself.
    fn about(&self) -> String {
        let software = self.user_agent.split(' ').next().unwrap_or_default();
        format!(
            "software: {software}\r\nformat: WARC File Format 1.1\r\n\
             conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n\
             robots: obey\r\nhttp-header-user-agent: {}\r\n\
             description: bodies are decoded; x-orig- marks headers that held on the wire; bodies of \
             redirects and errors, and cookies, were not kept\r\n",
            self.user_agent
        )
    }
}

impl Writing {
    /// Appends members, or nothing.
    fn append(
        &mut self,
        members: impl FnOnce(Uuid) -> io::Result<Vec<u8>>,
    ) -> Result<(), ArchiveError> {
        let written = members(self.id).and_then(|members| {
            self.file.write_all(&members)?;
            Ok(members.len() as u64)
        });
        match written {
            Ok(length) => {
                self.length += length;
                Ok(())
            }
            Err(error) => {
                // A file without a torn end, if even that can be had.
                let _cut = self.file.set_len(self.length);
                Err(ArchiveError::write(&self.path, error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use reqwest::{
        StatusCode, Version,
        header::{HeaderMap, HeaderName, HeaderValue},
    };
    use tempfile::TempDir;

    use super::*;
    use crate::{Accept, Archive, Limits, Request};

    fn heads() -> Heads {
        Heads {
            asked_at: instant(),
            address: Url::parse("https://news.example/a?b#c").unwrap(),
            request: HeaderMap::new(),
            status: StatusCode::NOT_FOUND,
            version: Version::HTTP_2,
            headers: HeaderMap::new(),
            ip: None,
        }
    }

    #[tokio::test]
    async fn a_file_that_is_full_is_followed_by_another() {
        let folder = TempDir::new().unwrap();
        let recorder = Recorder::with_files_of(1, folder.path(), "Earshot/1").unwrap();

        for _ in 0..2 {
            recorder.keep(heads(), &Err(FetchError::Cut)).await.unwrap();
        }

        // One was begun at the start, and had its head in it.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[tokio::test]
    async fn what_was_kept_is_known_by_its_address() {
        let folder = TempDir::new().unwrap();
        let recorder = Recorder::start(folder.path(), "Earshot/1").unwrap();

        recorder.keep(heads(), &Err(FetchError::Cut)).await.unwrap();

        let has = |address| recorder.clone().has(&Url::parse(address).unwrap());
        assert!(has("https://news.example/a?b") && has("https://news.example/a?b#d"));
        assert!(!has("https://news.example/a"));
    }

    #[tokio::test]
    async fn an_answer_of_many_fields_is_given_again() {
        let folder = TempDir::new().unwrap();
        let recorder = Recorder::start(folder.path(), "Earshot/1").unwrap();
        let field = |number: usize| {
            let name = HeaderName::from_bytes(format!("x-{number}").as_bytes()).unwrap();
            (name, HeaderValue::from_static("y"))
        };
        let headers: HeaderMap = (0..1_000).map(field).collect();

        let many = Heads { headers, ..heads() };
        recorder.keep(many, &Err(FetchError::TooLarge)).await.unwrap();

        let archive = Archive::open(folder.path()).unwrap();
        let request = Request::new(heads().address, Accept::Page);
        let again = archive.get(&request, &Limits::default()).await.unwrap();
        assert_eq!(again.status, 404);
    }

    #[tokio::test]
    async fn a_failure_is_told_and_nothing_counts_as_kept_after_it() {
        let folder = TempDir::new().unwrap();
        let recorder = Recorder::with_files_of(1, folder.path(), "Earshot/1").unwrap();
        folder.close().unwrap();

        for _ in 0..2 {
            let kept = recorder.keep(heads(), &Err(FetchError::Cut)).await;
            assert_eq!(kept, Err(FetchError::Unrecorded));
        }

        assert!(!recorder.has(&heads().address));
        assert!(matches!(recorder.failed().await, ArchiveError::Write { .. }));
    }
}
