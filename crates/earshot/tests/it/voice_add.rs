//! `earshot voice add`: a voice from a catalogue on loopback, up to what it says.
//!
//! Without an ONNX runtime the tests that speak say so and pass over.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use md5::{Digest as _, Md5};
use tempfile::TempDir;
use testkit::{Site, onnx_runtime};
use tokio::{io::AsyncWriteExt as _, sync::Notify, time::timeout};
use tokio_util::io::ReaderStream;

use crate::earshot::Earshot;

const NAME: &str = "en_GB-tiny-low";
const VOICES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../speech/tests/voices");

/// What a catalogue's server has.
#[derive(Default)]
struct Files {
    files: BTreeMap<String, Vec<u8>>,
    /// The path of which only the beginning is sent, and who is told that it was.
    stuck: Option<(String, Arc<Notify>)>,
}

async fn answer(State(files): State<Arc<Files>>, request: Request) -> Response {
    let path = request.uri().path();
    let Some(bytes) = files.files.get(path) else { return StatusCode::NOT_FOUND.into_response() };
    let stuck = files.stuck.as_ref().filter(|(stuck, _)| stuck == path);
    let Some((_, told)) = stuck else { return bytes.clone().into_response() };
    let (sent, mut sending) = tokio::io::duplex(1024);
    let (head, told) = (bytes[..100].to_vec(), Arc::clone(told));
    tokio::spawn(async move {
        sending.write_all(&head).await?;
        told.notify_one();
        std::future::pending::<std::io::Result<()>>().await
    });
    Body::from_stream(ReaderStream::new(sent)).into_response()
}

/// A catalogue of the tiny voice; gives back its address.
async fn catalogue() -> anyhow::Result<String> {
    catalogue_of("tiny.onnx", None).await
}

/// A catalogue of this model as the tiny voice, which gets stuck in the middle of it where somebody
/// wants to be told.
async fn catalogue_of(model: &str, stuck: Option<Arc<Notify>>) -> anyhow::Result<String> {
    let model = std::fs::read(format!("{VOICES}/{model}"))?;
    let description = std::fs::read(format!("{VOICES}/tiny.onnx.json"))?;
    let card = b"# Tiny\n* License: CC0 for the tiny voice\n".to_vec();
    let mut files = BTreeMap::new();
    let mut entries = serde_json::Map::new();
    for (name, bytes) in [
        (format!("en/{NAME}.onnx"), model),
        (format!("en/{NAME}.onnx.json"), description),
        ("en/MODEL_CARD".to_owned(), card),
    ] {
        let sum = hex::encode(Md5::digest(&bytes));
        let entry = serde_json::json!({"size_bytes": bytes.len(), "md5_digest": sum});
        entries.insert(name.clone(), entry);
        files.insert(format!("/{name}"), bytes);
    }
    let index = serde_json::json!({NAME: {"key": NAME, "quality": "low", "num_speakers": 1,
        "language": {"code": "en_GB"}, "files": entries}});
    files.insert("/voices.json".to_owned(), serde_json::to_vec(&index)?);

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/voices.json", listener.local_addr()?);
    let stuck = stuck.map(|told| (format!("/en/{NAME}.onnx"), told));
    let router = Router::new().fallback(answer).with_state(Arc::new(Files { files, stuck }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

struct Said {
    code: Option<i32>,
    out: String,
    errors: String,
}

fn run(earshot: &Earshot, arguments: &[&str]) -> anyhow::Result<Said> {
    let output = earshot.run(arguments)?;
    Ok(Said {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_is_added_and_speaks() -> anyhow::Result<()> {
    let Some(library) = onnx_runtime() else { return Ok(()) };
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?
        .with("VOICE_CATALOGUE", &catalogue().await?)
        .with("ONNXRUNTIME", &library.display().to_string())
        // The tiny model says steps, no speech: few of them are as loud as speech below the peak.
        .with("LOUDNESS_LUFS", "-30");

    let listed = run(&earshot, &["voice", "add", "--language", "en"])?;
    assert!(listed.out.contains(NAME) && listed.out.contains("en-GB"), "{}", listed.errors);
    for _twice in 0..2 {
        let added = run(&earshot, &["voice", "add", NAME, "--yes"])?;
        assert_eq!(added.code, Some(0), "{}", added.errors);
        assert!(added.out.contains("piper-en_GB-tiny-low"), "{}", added.out);
        assert!(added.errors.contains("CC0 for the tiny voice"), "{}", added.errors);
    }
    let voices = run(&earshot, &["voice", "list"])?;
    assert!(voices.out.contains("piper-en_GB-tiny-low"), "{}", voices.out);

    let file = folder.path().join("said.mp3");
    let text = "The rain has stopped, and the fields are green again.";
    let voice = "piper-en_GB-tiny-low";
    let out = file.display().to_string();
    let said = run(&earshot, &["voice", "try", text, "--voice", voice, "--out", &out])?;

    assert_eq!(said.code, Some(0), "{}", said.errors);
    let decoded = speech::verify(&std::fs::read(&file)?)?;
    // Each letter and the pad behind it take 60 ms together.
    let tenths = 10 * decoded.samples / u64::from(decoded.rate);
    assert!((25..45).contains(&tenths), "{tenths} tenths of a second");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_while_a_voice_is_replaced_leaves_the_old_one() -> anyhow::Result<()> {
    let Some(library) = onnx_runtime() else { return Ok(()) };
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let over = |catalogue: String| -> anyhow::Result<Earshot> {
        Ok(Earshot::over(folder.path(), &site)?
            .with("VOICE_CATALOGUE", &catalogue)
            .with("ONNXRUNTIME", &library.display().to_string())
            .with("LOUDNESS_LUFS", "-30"))
    };
    let earshot = over(catalogue().await?)?;
    let added = run(&earshot, &["voice", "add", NAME, "--yes"])?;
    assert_eq!(added.code, Some(0), "{}", added.errors);
    let kept = folder.path().join("data/voices/onnx/.added");

    let told = Arc::new(Notify::new());
    let stuck = over(catalogue_of("speakers.onnx", Some(Arc::clone(&told))).await?)?;
    let adding = stuck.start_until_dropped(&["voice", "add", NAME, "--yes"])?;
    timeout(Duration::from_mins(1), told.notified()).await?;
    drop(adding);

    assert!(kept.join("new").is_dir(), "it was killed in the middle");
    let out = folder.path().join("said.mp3").display().to_string();
    let words = "The rain has stopped, and the fields are green again.";
    let voice = "piper-en_GB-tiny-low";
    let said = run(&earshot, &["voice", "try", words, "--voice", voice, "--out", &out])?;
    assert_eq!(said.code, Some(0), "{}", said.errors);
    let again = run(&earshot, &["voice", "add", NAME, "--yes"])?;
    assert_eq!(again.code, Some(0), "{}", again.errors);
    assert_eq!(std::fs::read_dir(&kept)?.count(), 1, "nothing of the one that was killed is left");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_yes_the_licence_is_shown_and_nothing_fetched() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let runtime = folder.path().join("libonnxruntime.so");
    std::fs::write(&runtime, "")?;
    let earshot = Earshot::over(folder.path(), &site)?
        .with("VOICE_CATALOGUE", &catalogue().await?)
        .with("ONNXRUNTIME", &runtime.display().to_string());

    let said = run(&earshot, &["voice", "add", NAME])?;

    assert_eq!(said.code, Some(2), "{}", said.errors);
    assert!(said.errors.contains("CC0 for the tiny voice"), "{}", said.errors);
    assert!(said.errors.contains("--yes"), "{}", said.errors);
    assert!(!folder.path().join("data/voices/onnx").exists());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_told_with_what_to_do() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?.with("VOICE_CATALOGUE", &catalogue().await?);

    let mistyped = run(&earshot, &["voice", "add", "en_GB-tiny-lwo", "--yes"])?;
    assert_eq!(mistyped.code, Some(2), "{}", mistyped.errors);
    assert!(mistyped.errors.contains(&format!("did you mean “{NAME}”?")), "{}", mistyped.errors);

    let none = run(&earshot, &["voice", "add", "--language", "de"])?;
    assert_eq!(none.code, Some(1), "{}", none.errors);

    let no_runtime = earshot.with("ONNXRUNTIME", "/nowhere/libonnxruntime.so");
    let said = run(&no_runtime, &["voice", "add", NAME, "--yes"])?;
    assert_eq!(said.code, Some(2), "{}", said.errors);
    assert!(said.errors.contains("EARSHOT_ONNXRUNTIME"), "{}", said.errors);
    Ok(())
}
