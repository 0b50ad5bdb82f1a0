//! Fetching a voice from a catalogue on loopback, and from one that means no good.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::{StreamExt as _, stream};
use md5::{Digest as _, Md5};
use sha2::Sha256;
use speech::{Catalogue, CatalogueError, Listed, Progress, fetch_runtime};
use tempfile::TempDir;
use url::Url;

pub(crate) const NAME: &str = "en_GB-tiny-low";
const MODEL: &[u8] = b"the model of a voice, which is longer than its description";
const DESCRIPTION: &[u8] = b"{}";
const CARD: &[u8] = b"# Model card\n\x1b[2J* License: CC0\n";

/// How a file is answered.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Whole(Vec<u8>),
    /// Part of it, and then the connection ends.
    CutOff(Vec<u8>),
    /// These bytes again and again.
    Endless(Vec<u8>),
    /// Another address.
    Elsewhere(String),
}

/// A server on loopback: files by path, and a log of what was asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Server {
    files: Arc<Mutex<BTreeMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// With a catalogue of the one voice. Gives back the catalogue's address too.
    pub(crate) async fn start() -> (Self, Url) {
        let server = Self::default();
        server.offer(MODEL, DESCRIPTION);
        server.put("/v1/en/MODEL_CARD", Answer::Whole(CARD.to_vec()));
        let router = Router::new().fallback(answer).with_state(server.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (server, Url::parse(&format!("http://{address}/v1/voices.json")).unwrap())
    }

    /// Has this as the one voice from now on.
    pub(crate) fn offer(&self, model: &[u8], description: &[u8]) {
        let path = format!("en/{NAME}.onnx");
        let entry = entry_of(&path, model, description);
        self.put("/v1/voices.json", Answer::Whole(entry.into_bytes()));
        self.put(&format!("/v1/{path}"), Answer::Whole(model.to_vec()));
        self.put(&format!("/v1/{path}.json"), Answer::Whole(description.to_vec()));
    }

    pub(crate) fn put(&self, path: &str, answer: Answer) {
        self.files.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// What was asked since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

async fn answer(State(server): State<Server>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    server.asked.lock().unwrap().push(path.clone());
    let found = server.files.lock().unwrap().get(&path).cloned();
    match found {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(Answer::Whole(bytes)) => bytes.into_response(),
        Some(Answer::Elsewhere(address)) => {
            (StatusCode::FOUND, [("location", address)]).into_response()
        }
        Some(Answer::CutOff(bytes)) => {
            let sent = stream::iter([Ok(Bytes::from(bytes))]);
            // What was sent goes out while the rest is waited for.
            let end = stream::once(async {
                tokio::task::yield_now().await;
                Err(std::io::Error::other("cut off"))
            });
            Body::from_stream(sent.chain(end)).into_response()
        }
        Some(Answer::Endless(bytes)) => {
            let chunk = move || Ok::<_, std::io::Error>(Bytes::from(bytes.clone()));
            Body::from_stream(stream::repeat_with(chunk)).into_response()
        }
    }
}

/// The catalogue's entry of the voice, whose model has this path.
fn entry(path: &str) -> String {
    entry_of(path, MODEL, DESCRIPTION)
}

fn entry_of(path: &str, model: &[u8], description: &[u8]) -> String {
    let file = |path: &str, bytes: &[u8]| {
        let sum = hex::encode(Md5::digest(bytes));
        format!(r#""{path}": {{"size_bytes": {}, "md5_digest": "{sum}"}}"#, bytes.len())
    };
    format!(
        r#"{{"{NAME}": {{"key": "{NAME}", "name": "tiny", "quality": "low", "num_speakers": 1,
            "language": {{"code": "en_GB"}}, "files": {{{}, {}, {}}}}}}}"#,
        file(path, model),
        file(&format!("en/{NAME}.onnx.json"), description),
        file("en/MODEL_CARD", CARD),
    )
}

pub(crate) async fn open(address: &Url) -> (Catalogue, Listed) {
    let catalogue = Catalogue::open(address).await.unwrap();
    let voice = catalogue.voice(NAME).unwrap().unwrap();
    (catalogue, voice)
}

/// Adds the voice; the error must leave neither a voice nor a part of a file.
async fn error_of_adding(address: &Url) -> CatalogueError {
    let folder = tempfile::tempdir().unwrap();
    let (catalogue, voice) = open(address).await;
    let error = catalogue.add(&voice, None, folder.path(), |_| {}).await.unwrap_err();
    assert_eq!(names(folder.path()), [".added", "add.lock"]);
    let left = names(&folder.path().join(".added/new"));
    assert!(!left.iter().any(|name| name.contains(".part")), "{left:?}");
    error
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_voice_is_fetched_whole_with_its_licence_and_progress() {
    let (_server, address) = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (catalogue, voice) = open(&address).await;
    let mut last = None;

    let licence = catalogue.licence(&voice).await.unwrap().unwrap();
    let model = catalogue
        .add(&voice, Some(&licence), folder.path(), |progress| last = Some(progress))
        .await
        .unwrap();

    assert_eq!(licence, "# Model card\n[2J* License: CC0\n", "no word to the terminal");
    assert_eq!(fs::read(model).unwrap(), MODEL);
    let of = (MODEL.len() + DESCRIPTION.len()) as u64;
    assert_eq!(last, Some(Progress { bytes: of, of: Some(of) }));
    let [card, model, description] =
        [".MODEL_CARD", ".onnx", ".onnx.json"].map(|ending| format!("{NAME}{ending}"));
    assert_eq!(names(folder.path()), [".added", "add.lock", NAME]);
    assert_eq!(names(&folder.path().join(NAME)), [card, model, description]);
}

#[tokio::test]
async fn what_is_there_and_whole_is_not_fetched_again() {
    let (server, address) = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (catalogue, voice) = open(&address).await;
    catalogue.add(&voice, None, folder.path(), |_| {}).await.unwrap();
    let model = folder.path().join(NAME).join(format!("{NAME}.onnx"));
    server.asked();

    catalogue.add(&voice, None, folder.path(), |_| {}).await.unwrap();
    assert_eq!(server.asked(), Vec::<String>::new());

    fs::write(&model, vec![b'x'; MODEL.len()]).unwrap();
    catalogue.add(&voice, None, folder.path(), |_| {}).await.unwrap();
    assert_eq!(server.asked(), [format!("/v1/en/{NAME}.onnx")]);
    assert_eq!(fs::read(&model).unwrap(), MODEL);
}

#[tokio::test]
async fn a_file_of_another_checksum_is_not_kept() {
    let (server, address) = Server::start().await;
    let path = format!("/v1/en/{NAME}.onnx");
    server.put(&path, Answer::Whole(vec![b'x'; MODEL.len()]));

    let error = error_of_adding(&address).await;

    assert!(matches!(error, CatalogueError::Checksum { .. }), "{error}");
    assert!(!error.may_pass());
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_not_kept() {
    let (server, address) = Server::start().await;
    let path = format!("/v1/en/{NAME}.onnx");
    for answer in [Answer::CutOff(MODEL[..9].to_vec()), Answer::Whole(MODEL[..9].to_vec())] {
        server.put(&path, answer);
        let error = error_of_adding(&address).await;
        assert!(matches!(error, CatalogueError::CutOff { bytes: 9, .. }), "{error}");
        assert!(error.may_pass());
    }
}

#[tokio::test]
async fn a_file_without_end_is_left_where_it_passes_what_was_announced() {
    let (server, address) = Server::start().await;
    server.put(&format!("/v1/en/{NAME}.onnx"), Answer::Endless(vec![b'x'; 1000]));

    let error = error_of_adding(&address).await;

    assert!(matches!(error, CatalogueError::TooLong { .. }), "{error}");
}

#[tokio::test]
async fn a_path_that_leads_out_of_the_catalogue_is_refused() {
    let (server, address) = Server::start().await;
    for path in [format!("../{NAME}.onnx"), format!("/etc/{NAME}.onnx"), ".onnx".to_owned()] {
        server.put("/v1/voices.json", Answer::Whole(entry(&path).into_bytes()));
        let catalogue = Catalogue::open(&address).await.unwrap();
        assert!(catalogue.voices().is_empty(), "{path}");
        let error = catalogue.voice(NAME).unwrap_err();
        assert!(matches!(error, CatalogueError::Entry { .. }), "{path}: {error}");
    }
}

#[tokio::test]
async fn files_may_lie_elsewhere_but_not_in_a_circle() {
    let (server, address) = Server::start().await;
    let path = format!("/v1/en/{NAME}.onnx");
    server.put("/cdn", Answer::Whole(MODEL.to_vec()));
    server.put(&path, Answer::Elsewhere("/cdn".to_owned()));
    let folder = tempfile::tempdir().unwrap();
    let (catalogue, voice) = open(&address).await;
    catalogue.add(&voice, None, folder.path(), |_| {}).await.unwrap();

    server.put(&path, Answer::Elsewhere(path.clone()));
    let error = error_of_adding(&address).await;
    assert!(matches!(error, CatalogueError::Unreachable { .. }), "{error}");
}

#[tokio::test]
async fn a_catalogue_that_is_not_there_or_none_is_told() {
    let (server, address) = Server::start().await;
    let nowhere = address.join("nowhere.json").unwrap();
    let error = Catalogue::open(&nowhere).await.unwrap_err();
    assert!(matches!(error, CatalogueError::Status { status: 404, .. }), "{error}");

    server.put("/v1/voices.json", Answer::Whole(b"<html>".to_vec()));
    let error = Catalogue::open(&address).await.unwrap_err();
    assert!(matches!(error, CatalogueError::NotACatalogue { .. }), "{error}");

    server.put("/v1/voices.json", Answer::Endless(vec![b' '; 1024 * 1024]));
    let error = Catalogue::open(&address).await.unwrap_err();
    assert!(matches!(error, CatalogueError::TooLong { .. }), "{error}");
}

#[tokio::test]
async fn what_was_fetched_is_as_open_as_any_file() {
    let (_server, address) = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (catalogue, voice) = open(&address).await;
    catalogue.add(&voice, Some("CC0"), folder.path(), |_| {}).await.unwrap();
    fs::write(folder.path().join("any"), "").unwrap();

    let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode();
    let any = mode(&folder.path().join("any"));
    let files = files_below(folder.path());
    assert!(files.len() > 1, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), any, "{}", file.display());
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let below = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    below.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn errors_tell_an_address_without_its_secrets() {
    let (server, address) = Server::start().await;
    let shown = address.to_string();
    let mut secret: Url = address.clone();
    secret.set_username("me").and(secret.set_password(Some("hunter2"))).unwrap();
    secret.set_query(Some("token=s3cret"));
    let mut errors = Vec::new();
    for answer in [b"<html>".to_vec(), vec![b' '; 17 * 1024 * 1024]] {
        server.put("/v1/voices.json", Answer::Whole(answer));
        errors.push(Catalogue::open(&secret).await.unwrap_err());
    }
    server.files.lock().unwrap().clear();
    errors.push(Catalogue::open(&secret).await.unwrap_err());
    let folder = tempfile::tempdir().unwrap();
    errors.push(fetch_runtime(&secret, folder.path(), |_| {}).await.unwrap_err());

    for error in errors {
        let told = format!("{error} {error:?}");
        assert!(told.contains(&shown), "{told}");
        assert!(!told.contains("hunter2") && !told.contains("s3cret"), "{told}");
    }
}

#[tokio::test]
async fn one_at_a_time_adds_to_a_folder() {
    let (_server, address) = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let lock = fs::File::create(folder.path().join("add.lock")).unwrap();
    lock.lock().unwrap();
    let (catalogue, voice) = open(&address).await;

    let error = catalogue.add(&voice, None, folder.path(), |_| {}).await.unwrap_err();

    assert!(matches!(error, CatalogueError::Locked { .. }), "{error}");
}

/// An archive as the runtime's makers release it, with this file as its library.
fn archive(path: &str, library: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (path, bytes) in [("onnxruntime-linux/LICENSE", &b"MIT License"[..]), (path, library)] {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // Written as it is, as whoever means no good would.
        let name = header.as_mut_bytes().first_chunk_mut::<100>().unwrap();
        name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        tar.append(&header, bytes).unwrap();
    }
    let mut gzip = tar.into_inner().unwrap();
    gzip.flush().unwrap();
    gzip.finish().unwrap()
}

/// The beginning of a library for this machine: as much as is looked at.
fn library() -> Vec<u8> {
    let machine = if cfg!(target_arch = "x86_64") { 0x3e } else { 0xb7 };
    let mut library = b"\x7fELF".to_vec();
    library.resize(18, 0);
    library.extend([machine, 0]);
    library.resize(5000, 7);
    library
}

async fn fetch(
    server: &Server,
    address: &Url,
    bytes: Vec<u8>,
    folder: &TempDir,
) -> Result<(), CatalogueError> {
    server.put("/runtime.tgz", Answer::Whole(bytes));
    fetch_runtime(address, folder.path(), |_| {}).await.map(|library| {
        assert_eq!(library, folder.path().join("libonnxruntime.so"));
    })
}

#[tokio::test]
async fn the_runtime_is_taken_out_of_its_archive_and_nothing_else() {
    let (server, address) = Server::start().await;
    let address = address.join("/runtime.tgz").unwrap();
    let folder = tempfile::tempdir().unwrap();

    let whole = archive("onnxruntime-linux/lib/libonnxruntime.so.1.22.0", &library());
    fetch(&server, &address, whole, &folder).await.unwrap();

    assert_eq!(fs::read(folder.path().join("libonnxruntime.so")).unwrap(), library());
    assert_eq!(names(folder.path()), ["add.lock", "libonnxruntime.so", "onnxruntime.LICENSE"]);
}

#[tokio::test]
async fn a_checksum_in_the_address_of_the_runtime_is_verified() {
    let (server, address) = Server::start().await;
    let bytes = archive("lib/libonnxruntime.so", &library());
    let sum = hex::encode(Sha256::digest(&bytes));
    let folder = tempfile::tempdir().unwrap();

    let right = address.join(&format!("/runtime.tgz#sha256={sum}")).unwrap();
    fetch(&server, &right, bytes.clone(), &folder).await.unwrap();
    let wrong = address.join(&format!("/runtime.tgz#sha256={}", sum.replace('a', "b"))).unwrap();
    let error = fetch(&server, &wrong, bytes, &folder).await.unwrap_err();

    assert!(matches!(error, CatalogueError::Checksum { .. }), "{error}");
}

#[tokio::test]
async fn an_archive_without_a_fit_library_is_refused_and_nothing_is_written_elsewhere() {
    let (server, address) = Server::start().await;
    let address = address.join("/runtime.tgz").unwrap();
    let outside = tempfile::tempdir().unwrap();
    let folder = TempDir::new_in(outside.path()).unwrap();
    let mut other = library();
    other[18] = 0x28;
    let up = archive("../libonnxruntime.so", &library());

    for bytes in [
        archive("lib/other.so", &library()),
        archive("lib/libonnxruntime.so", b"no library at all, but long enough"),
        archive("lib/libonnxruntime.so", &other),
        b"no archive".to_vec(),
        archive("lib/libonnxruntime.so", &library())[..60].to_vec(),
    ] {
        let error = fetch(&server, &address, bytes, &folder).await.unwrap_err();
        assert!(matches!(error, CatalogueError::Archive { .. }), "{error}");
        assert!(!folder.path().join("libonnxruntime.so").exists());
    }
    fetch(&server, &address, up, &folder).await.unwrap();
    assert_eq!(names(outside.path()).len(), 1);
}
