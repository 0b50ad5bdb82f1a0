//! Fetching a voice from a catalogue on loopback, and from one that means no good.

mod runtime;
mod server;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use speech::{Catalogue, CatalogueError, Listed, Progress, fetch_runtime};
use url::Url;

pub(crate) use server::{Answer, NAME, Server};
use server::{DESCRIPTION, MODEL, entry};

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
    server.forget_all();
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
