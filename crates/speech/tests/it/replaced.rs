//! A voice that is added again, as another one, while somebody speaks with it.

use std::fs;
use std::path::{Path, PathBuf};

use speech::{CatalogueError, Engine as _, Onnx, OnnxSettings, Voice};
use tempfile::TempDir;
use testkit::onnx_runtime;
use url::Url;

use crate::catalogue::{Answer, NAME, Server, open};
use crate::serve_with;

/// A file of the tiny voices.
fn tiny(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices").join(name)).unwrap()
}

/// A voice of one, and one of two, under one name: the model of the one does not load with the
/// description of the other.
fn offer(server: &Server, speakers: u32) {
    let description = String::from_utf8(tiny("tiny.onnx.json")).unwrap();
    if speakers == 1 {
        server.offer(&tiny("tiny.onnx"), description.as_bytes());
    } else {
        let of_two = description
            .replace("\"num_speakers\": 1", "\"num_speakers\": 2")
            .replace("\"speaker_id_map\": {}", "\"speaker_id_map\": {\"ann\": 0, \"bob\": 1}");
        server.offer(&tiny("speakers.onnx"), of_two.as_bytes());
    }
}

async fn add(address: &Url, folder: &TempDir) -> Result<PathBuf, CatalogueError> {
    let (catalogue, voice) = open(address).await;
    catalogue.add(&voice, None, folder.path(), |_| {}).await
}

fn engine(folder: &Path, library: Option<PathBuf>) -> Onnx {
    let mut settings = OnnxSettings::new(folder.to_path_buf(), library);
    serve_with(&mut settings.children, "serve");
    Onnx::open(settings).unwrap()
}

fn first(engine: &Onnx) -> Voice {
    engine.voices().remove(0)
}

async fn version_of(engine: &Onnx) -> String {
    engine.version_of(&first(engine)).await.unwrap()
}

/// The folders of voices, wherever they lead from.
fn kept(folder: &TempDir) -> usize {
    fs::read_dir(folder.path().join(".added")).unwrap().count()
}

#[tokio::test]
async fn who_speaks_with_a_voice_goes_on_with_it_when_it_is_replaced() {
    let Some(library) = onnx_runtime() else { return };
    let (server, address) = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    offer(&server, 1);
    add(&address, &folder).await.unwrap();
    let old = engine(folder.path(), Some(library.clone()));

    // Before a child of the old one has loaded anything, and before its model was read.
    offer(&server, 2);
    add(&address, &folder).await.unwrap();
    let new = engine(folder.path(), Some(library.clone()));

    old.check().await.unwrap();
    old.speak("a", &first(&old)).await.unwrap();
    new.check().await.unwrap();
    assert_eq!((old.voices().len(), new.voices().len()), (1, 3));
    assert_ne!(version_of(&old).await, version_of(&new).await);
    assert_eq!(kept(&folder), 2, "the old one is in use");
    drop(old);
    drop(engine(folder.path(), None));
    assert_eq!(kept(&folder), 1, "whoever starts next removes what nobody uses");
}

#[tokio::test]
async fn a_voice_that_does_not_come_whole_leaves_the_old_one() {
    let Some(library) = onnx_runtime() else { return };
    let (server, address) = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    offer(&server, 1);
    add(&address, &folder).await.unwrap();
    let before = version_of(&engine(folder.path(), None)).await;

    // The description comes, and the model does not.
    offer(&server, 2);
    let model = tiny("speakers.onnx");
    server.put(&format!("/v1/en/{NAME}.onnx"), Answer::CutOff(model[..100].to_vec()));
    let error = add(&address, &folder).await.unwrap_err();

    assert!(matches!(error, CatalogueError::CutOff { .. }), "{error}");
    let old = engine(folder.path(), Some(library.clone()));
    old.check().await.unwrap();
    assert_eq!(version_of(&old).await, before);
    offer(&server, 2);
    add(&address, &folder).await.unwrap();
    engine(folder.path(), Some(library)).check().await.unwrap();
}

#[tokio::test]
async fn whoever_opens_the_voices_while_they_are_replaced_finds_whole_ones() {
    let Some(library) = onnx_runtime() else { return };
    let (server, address) = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    offer(&server, 1);
    add(&address, &folder).await.unwrap();

    let replace = async {
        for speakers in [2, 1, 2, 1, 2, 1] {
            offer(&server, speakers);
            add(&address, &folder).await.unwrap();
        }
    };
    let open = async {
        for _ in 0..12 {
            engine(folder.path(), Some(library.clone())).check().await.unwrap();
        }
    };

    tokio::join!(replace, open);
}

#[tokio::test]
async fn files_that_are_changed_by_hand_are_not_taken_for_those_that_were_found() {
    let Some(library) = onnx_runtime() else { return };
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("hand.onnx");
    fs::write(&model, tiny("tiny.onnx")).unwrap();
    fs::write(folder.path().join("hand.onnx.json"), tiny("tiny.onnx.json")).unwrap();
    let known = engine(folder.path(), Some(library.clone()));
    let version = version_of(&known).await;
    let unread = engine(folder.path(), Some(library));

    // Still a model of this shape: with a remark at its end.
    fs::write(&model, [tiny("tiny.onnx"), b"\x32\x01x".to_vec()].concat()).unwrap();

    for engine in [&known, &unread] {
        let error = engine.speak("a", &first(engine)).await.unwrap_err();
        assert!(error.to_string().contains("start it again"), "{error}");
        assert!(error.needs_mending());
    }
    let again = engine(folder.path(), onnx_runtime());
    again.speak("a", &first(&again)).await.unwrap();
    assert_ne!(version_of(&again).await, version);
}
