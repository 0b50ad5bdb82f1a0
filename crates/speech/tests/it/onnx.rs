//! Piper's voices by the ONNX runtime, with models whose samples are known beforehand.
//!
//! Without an ONNX runtime the tests that need it say so and pass over. The models are made by
//! `tests/voices/tiny.py`.

use std::fs;
use std::path::{Path, PathBuf};

use speech::{Advice, Engine as _, Onnx, OnnxSettings, SpeechError, Unspeakable, Voice};
use tempfile::TempDir;
use testkit::onnx_runtime;

use crate::serve_with;

/// Samples of one number of the tiny model, and samples a second.
const STEP: usize = 480;
const RATE: u32 = 16_000;

/// A folder with one model, whose description is changed so.
fn folder(model: &str, name: &str, changes: &[(&str, &str)]) -> TempDir {
    let voices = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices");
    let mut description = fs::read_to_string(voices.join("tiny.onnx.json")).unwrap();
    for (part, instead) in changes {
        assert!(description.contains(part), "{part}");
        description = description.replace(part, instead);
    }
    let folder = tempfile::tempdir().unwrap();
    let to = |ending: &str| folder.path().join(format!("{name}{ending}"));
    fs::copy(voices.join(model), to(".onnx")).unwrap();
    fs::write(to(".onnx.json"), description).unwrap();
    folder
}

fn open(folder: &TempDir, library: Option<PathBuf>) -> Onnx {
    let mut settings = OnnxSettings::new(folder.path().to_path_buf(), library);
    serve_with(&mut settings.children, "serve");
    Onnx::open(settings).unwrap()
}

fn voice(engine: &Onnx, name: &str) -> Voice {
    engine.voices().into_iter().find(|voice| voice.name == name).unwrap()
}

/// What a number of the tiny model sounds like: 50 is half of the full level.
fn level(number: f32) -> i16 {
    #[expect(clippy::cast_possible_truncation, reason = "a level of at most 1")]
    let level = (number / 100.0 * f32::from(i16::MAX)).round() as i16;
    level
}

#[tokio::test]
async fn letters_become_the_models_numbers_and_these_its_samples() {
    let Some(library) = onnx_runtime() else { return };
    let folder = folder("tiny.onnx", "en_GB-tiny-low", &[]);
    let engine = open(&folder, Some(library));
    let voice = voice(&engine, "piper-en_GB-tiny-low");

    engine.check().await.unwrap();
    let pcm = engine.speak("Ab~c", &voice).await.unwrap().pcm;

    // ^ _ a _ b _ c _ $: the tilde is unknown, and the capital is folded.
    let numbers = [1.0, 0.0, 30.0, 0.0, 31.0, 0.0, 32.0, 0.0, 2.0];
    assert_eq!((pcm.rate, pcm.samples.len()), (RATE, numbers.len() * STEP));
    for (index, number) in numbers.into_iter().enumerate() {
        assert_eq!(pcm.samples[index * STEP], level(number), "{index}");
        assert_eq!(pcm.samples[index * STEP + 1], -level(number), "{index}");
    }
    assert_eq!(voice.language, "en-GB");
    assert!(engine.abilities().deterministic);
}

#[tokio::test]
async fn the_pace_and_the_speaker_are_told_to_the_model() {
    let Some(library) = onnx_runtime() else { return };
    let changes = [
        ("\"num_speakers\": 1", "\"num_speakers\": 2"),
        ("\"speaker_id_map\": {}", "\"speaker_id_map\": {\"ann\": 0, \"bob\": 1}"),
        ("\"length_scale\": 1.0", "\"length_scale\": 1.5"),
        ("\"noise_w\": 0.0", "\"noise_w\": 0.8"),
    ];
    let folder = folder("speakers.onnx", "en_GB-two-low", &changes);
    let engine = open(&folder, Some(library));
    let first_letter = async |name: &str| {
        let pcm = engine.speak("a", &voice(&engine, name)).await.unwrap().pcm;
        pcm.samples[2 * STEP]
    };

    assert_eq!(first_letter("piper-en_GB-two-low").await, level(45.0));
    assert_eq!(first_letter("piper-en_GB-two-low-ann").await, level(45.0));
    assert_eq!(first_letter("piper-en_GB-two-low-bob").await, level(22.5));
    assert!(!engine.abilities().deterministic);
}

#[tokio::test]
async fn a_long_text_is_spoken_in_pieces_and_whole() {
    let Some(library) = onnx_runtime() else { return };
    let folder = folder("tiny.onnx", "tiny", &[]);
    let engine = open(&folder, Some(library));
    let voice = voice(&engine, "piper-tiny");
    let text = "word ".repeat(400);

    let pcm = engine.speak(&text, &voice).await.unwrap().pcm;

    // Each piece has ^ _ before it and $ behind it; between two there are 200 ms.
    let pieces = 5;
    let pauses = (pieces - 1) * RATE as usize / 5;
    assert_eq!(pcm.samples.len(), (2 * 2000 + 3 * pieces) * STEP + pauses);
    let too_long = engine.speak(&"word ".repeat(401), &voice).await.unwrap_err();
    assert_eq!(too_long.advice(), Advice::Split);
}

#[tokio::test]
async fn a_text_without_anything_that_the_model_knows_is_refused() {
    let Some(library) = onnx_runtime() else { return };
    let folder = folder("tiny.onnx", "tiny", &[]);
    let engine = open(&folder, Some(library));

    let error = engine.speak("Погода", &voice(&engine, "piper-tiny")).await.unwrap_err();

    assert!(matches!(error, SpeechError::Unspeakable(Unspeakable::Script)), "{error}");
}

#[tokio::test]
async fn the_version_follows_the_model_and_its_settings() {
    let plain = folder("tiny.onnx", "tiny", &[]);
    let slow = folder("tiny.onnx", "tiny", &[("\"length_scale\": 1.0", "\"length_scale\": 1.1")]);
    let other = folder("speakers.onnx", "tiny", &[]);
    let version = async |folder: &TempDir| {
        let engine = open(folder, None);
        let of_first = engine.version_of(&engine.voices()[0]).await.unwrap();
        (engine.version().await.unwrap(), of_first)
    };

    assert_eq!(version(&plain).await, version(&plain).await);
    assert_ne!(version(&plain).await.0, version(&slow).await.0);
    assert_ne!(version(&plain).await.1, version(&slow).await.1);
    assert_ne!(version(&plain).await.1, version(&other).await.1);
    fs::copy(other.path().join("tiny.onnx"), plain.path().join("b.onnx")).unwrap();
    let before = version(&plain).await.1;
    fs::copy(plain.path().join("tiny.onnx.json"), plain.path().join("zoe.onnx.json")).unwrap();
    fs::copy(plain.path().join("tiny.onnx"), plain.path().join("zoe.onnx")).unwrap();
    assert_eq!(version(&plain).await.1, before, "another voice changes nothing for this one");
}

/// What an operator is told when this engine is checked: final, and of the engine.
async fn told(engine: &Onnx) -> String {
    let error = engine.check().await.unwrap_err();
    assert!(matches!(error, SpeechError::Unfit { .. }), "{error:?}");
    assert_eq!(error.advice(), Advice::GiveUp);
    assert!(error.needs_mending());
    error.to_string()
}

#[tokio::test]
async fn a_runtime_that_is_missing_or_none_is_told_with_what_to_do() {
    let folder = folder("tiny.onnx", "tiny", &[]);
    let nothing = folder.path().join("nothing.so");
    let no_library = folder.path().join("tiny.onnx.json");

    for library in [None, Some(nothing), Some(no_library)] {
        let told = told(&open(&folder, library)).await;
        assert!(told.contains("EARSHOT_ONNXRUNTIME"), "{told}");
    }
}

#[tokio::test]
async fn another_library_is_no_runtime() {
    // Whatever the test itself is linked to.
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let libc = maps.split_whitespace().find(|word| word.contains("/libc.so")).unwrap();
    let folder = folder("tiny.onnx", "tiny", &[]);

    let told = told(&open(&folder, Some(libc.into()))).await;

    assert!(told.contains("EARSHOT_ONNXRUNTIME"), "{told}");
}

#[tokio::test]
async fn a_model_that_is_garbage_is_told_with_its_name() {
    let Some(library) = onnx_runtime() else { return };
    let folder = folder("tiny.onnx", "broken", &[]);
    fs::write(folder.path().join("broken.onnx"), b"<html>not found</html>").unwrap();

    let told = told(&open(&folder, Some(library))).await;

    assert!(told.contains("broken.onnx"), "{told}");
}

#[tokio::test]
async fn a_description_that_lies_is_told() {
    let Some(library) = onnx_runtime() else { return };
    let two = folder("tiny.onnx", "two", &[("\"num_speakers\": 1", "\"num_speakers\": 2")]);
    let one = folder("speakers.onnx", "one", &[]);
    let rate = folder("tiny.onnx", "rate", &[("16000", "1")]);

    assert!(told(&open(&two, Some(library.clone()))).await.contains("sid"));
    assert!(told(&open(&one, Some(library.clone()))).await.contains("differ"));
    assert!(told(&open(&rate, Some(library))).await.contains("sample_rate"));
}

#[tokio::test]
async fn a_folder_without_voices_says_how_to_add_one() {
    let folder = tempfile::tempdir().unwrap();
    assert!(told(&open(&folder, None)).await.contains("earshot voice add"));
}

#[tokio::test]
async fn a_voice_that_needs_espeak_says_that_it_is_missing() {
    let Some(library) = onnx_runtime() else { return };
    let espeak = ("\"phoneme_type\": \"text\"", "\"phoneme_type\": \"espeak\"");
    let folder = folder("tiny.onnx", "tiny", &[espeak]);
    let mut settings = OnnxSettings::new(folder.path().to_path_buf(), Some(library));
    serve_with(&mut settings.children, "serve");
    settings.espeak = "/nowhere/espeak-ng".into();

    let told = told(&Onnx::open(settings).unwrap()).await;

    assert!(told.contains("install the package espeak-ng"), "{told}");
}

/// A program in the place of `espeak-ng`.
fn script(folder: &TempDir, text: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let file = folder.path().join("espeak");
    fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file
}

fn with_espeak(folder: &TempDir, library: impl Into<Option<PathBuf>>, script_text: &str) -> Onnx {
    let mut settings = OnnxSettings::new(folder.path().to_path_buf(), library.into());
    serve_with(&mut settings.children, "serve");
    settings.espeak = script(folder, script_text);
    Onnx::open(settings).unwrap()
}

#[tokio::test]
async fn the_version_follows_the_program_that_tells_the_phonemes() {
    let espeak = ("\"phoneme_type\": \"text\"", "\"phoneme_type\": \"espeak\"");
    let [phonemes, letters] = [&[espeak][..], &[]].map(|it| folder("tiny.onnx", "tiny", it));
    let told = |number: &str| format!("[ \"$1\" != --version ] || echo eSpeak NG: {number}");
    let version_of = async |engine: &Onnx| engine.version_of(&engine.voices()[0]).await.unwrap();

    let engine = with_espeak(&phonemes, None, &told("1.51"));
    let version = version_of(&engine).await;
    assert_eq!(version_of(&with_espeak(&phonemes, None, &told("1.51"))).await, version);

    // While the engine lives: a package was upgraded.
    script(&phonemes, &told("1.52"));
    assert_ne!(version_of(&engine).await, version);
    let of_letters = version_of(&with_espeak(&letters, None, &told("1.51"))).await;
    assert_eq!(version_of(&with_espeak(&letters, None, &told("1.52"))).await, of_letters);
    // Without it there is no key.
    fs::remove_file(phonemes.path().join("espeak")).unwrap();
    let error = engine.version_of(&engine.voices()[0]).await.unwrap_err();
    assert!(error.to_string().contains("install the package espeak-ng"), "{error}");
}

#[tokio::test]
async fn phonemes_come_from_espeak_clause_by_clause_with_their_signs() {
    let Some(library) = onnx_runtime() else { return };
    let espeak = ("\"phoneme_type\": \"text\"", "\"phoneme_type\": \"espeak\"");
    let folder = folder("tiny.onnx", "tiny", &[espeak]);
    // Says the letters of what it is given, in small ones, without signs.
    let engine = with_espeak(&folder, library, "tr -cd 'a-z'; echo");
    let voice = voice(&engine, "piper-tiny");

    let pcm = engine.speak("ab, [[c]]. d", &voice).await.unwrap().pcm;

    // ^_a_b_,_ _c_._$ and ^_d_ _$
    let numbers = |samples: &[i16]| samples.iter().step_by(STEP).copied().collect::<Vec<_>>();
    let first = [1, 0, 30, 0, 31, 0, 4, 0, 3, 0, 32, 0, 5, 0, 2];
    let second = [1, 0, 33, 0, 3, 0, 2];
    let levels = |all: &[u8]| all.iter().map(|it| level(f32::from(*it))).collect::<Vec<_>>();
    let (head, rest) = pcm.samples.split_at(first.len() * STEP);
    assert_eq!(numbers(head), levels(&first));
    let (pause, tail) = rest.split_at(RATE as usize / 5);
    assert!(pause.iter().all(|sample| *sample == 0));
    assert_eq!(numbers(tail), levels(&second));
}

#[tokio::test]
async fn an_espeak_that_fails_or_floods_is_no_speech() {
    let Some(library) = onnx_runtime() else { return };
    let espeak = ("\"phoneme_type\": \"text\"", "\"phoneme_type\": \"espeak\"");
    let folder = folder("tiny.onnx", "tiny", &[espeak]);
    let error_of = async |text: &str| {
        let engine = with_espeak(&folder, library.clone(), text);
        engine.speak("ab", &voice(&engine, "piper-tiny")).await.unwrap_err()
    };

    let failed = error_of("echo no such voice >&2; exit 1").await;
    assert!(failed.to_string().contains("no such voice"), "{failed}");
    let flood = error_of("exec yes aaaa").await;
    assert!(matches!(flood, SpeechError::NotAudio { .. }), "{flood}");
}

#[tokio::test]
async fn the_real_espeak_is_understood() {
    let Some(library) = onnx_runtime() else { return };
    if !["/usr/bin", "/usr/local/bin"].iter().any(|it| Path::new(it).join("espeak-ng").exists()) {
        passed_over("no espeak-ng");
        return;
    }
    let espeak = ("\"phoneme_type\": \"text\"", "\"phoneme_type\": \"espeak\"");
    let folder = folder("tiny.onnx", "tiny", &[espeak]);
    let engine = open(&folder, Some(library));

    engine.check().await.unwrap();
    let pcm = engine.speak("Bats, and a bed.", &voice(&engine, "piper-tiny")).await.unwrap().pcm;

    // bˈæts, ænd ɐ bˈɛd. as far as the model knows it: ^_b_t_s_,_ _n_d_ _ _b_d_._$
    assert_eq!(pcm.samples.len() / STEP, 2 * 12 + 3);
}

#[expect(clippy::print_stderr, reason = "a test that is passed over must say so")]
fn passed_over(reason: &str) {
    eprintln!("passed over: {reason}");
}
