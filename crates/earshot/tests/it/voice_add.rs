//! `earshot voice add`: a voice from a catalogue on loopback, up to what it says.
//!
//! The ONNX runtime is the one that `EARSHOT_TEST_ONNXRUNTIME` names, or that of Python's package
//! `onnxruntime`; without one the test that speaks says so and passes over.

use std::{collections::BTreeMap, path::PathBuf, process::Command, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use md5::{Digest as _, Md5};
use tempfile::TempDir;
use testkit::Site;

use crate::earshot::Earshot;

const NAME: &str = "en_GB-tiny-low";
const VOICES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../speech/tests/voices");

type Files = Arc<BTreeMap<String, Vec<u8>>>;

async fn answer(State(files): State<Files>, request: Request) -> Response {
    match files.get(request.uri().path()) {
        Some(bytes) => bytes.clone().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A catalogue of the tiny voice; gives back its address.
async fn catalogue() -> anyhow::Result<String> {
    let model = std::fs::read(format!("{VOICES}/tiny.onnx"))?;
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
    let router = Router::new().fallback(answer).with_state(Arc::new(files));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// The ONNX runtime for tests.
#[expect(clippy::disallowed_methods, reason = "a test is told its library by a variable")]
fn library() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("EARSHOT_TEST_ONNXRUNTIME") {
        return Some(named.into());
    }
    let script = "import importlib.util as i; print(i.find_spec('onnxruntime').origin)";
    let said = Command::new("python3").args(["-c", script]).output().ok()?;
    let package = PathBuf::from(String::from_utf8(said.stdout).ok()?.trim());
    let found = speech::find_library(&[&package.parent()?.join("capi")]);
    if found.is_none() {
        passed_over("no ONNX runtime; set EARSHOT_TEST_ONNXRUNTIME");
    }
    found
}

#[expect(clippy::print_stderr, reason = "a test that is passed over must say so")]
fn passed_over(reason: &str) {
    eprintln!("passed over: {reason}");
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
    let Some(library) = library() else { return Ok(()) };
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
