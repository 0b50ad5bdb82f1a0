//! What programs are asked before they speak: their version, their voices, whether they work.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use speech::{Command, CommandSettings, Engine as _, Price, SpeechError};

use super::{Script, TEXT, speak};

#[tokio::test]
async fn a_version_is_asked_for_once_and_tells_what_of_the_settings_is_heard() {
    let script = Script::new("");
    let counting = format!("echo x >> {}; echo version 1.2", script.path("asked").display());
    let settings = CommandSettings {
        version_arguments: vec!["-c".to_owned(), counting],
        ..script.settings(&[])
    };
    let engine = Command::new(settings.clone()).unwrap();

    let version = engine.version().await.unwrap();

    assert!(version.starts_with("version 1.2 "), "{version}");
    assert_eq!(engine.version().await.unwrap(), version);
    assert_eq!(script.written("asked"), "x\n");
    let slower = CommandSettings { arguments: vec!["--slow".to_owned()], ..settings };
    assert_ne!(version_of(slower).await, version);
}

async fn version_of(settings: CommandSettings) -> String {
    Command::new(settings).unwrap().version().await.unwrap()
}

#[tokio::test]
async fn complaints_with_a_time_in_them_are_no_part_of_a_version() {
    let script = Script::new("");
    let telling = |more: &str| CommandSettings {
        version_arguments: vec!["-c".to_owned(), format!("echo version 1.2; {more}")],
        ..script.settings(&[])
    };

    let version = version_of(telling("echo it is $$ >&2")).await;

    assert_eq!(version_of(telling("echo it is not $$ >&2")).await, version);
    assert_ne!(version_of(telling("echo with other words")).await, version);
}

#[tokio::test]
async fn a_program_that_was_replaced_has_another_version_though_it_tells_the_same() {
    let script = Script::new("#!/bin/sh\necho version 1.2\n");
    let (program, new) = (script.path("script"), script.path("new"));
    fs::write(&new, "#!/bin/sh\n# louder\necho version 1.2\n").unwrap();
    for file in [&program, &new] {
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let engine = Command::new(CommandSettings { program: program.clone(), ..script.settings(&[]) });
    let engine = engine.unwrap();
    let version = engine.version().await.unwrap();
    assert_eq!(engine.version().await.unwrap(), version);

    fs::rename(new, program).unwrap();

    assert_ne!(engine.version().await.unwrap(), version);
}

#[tokio::test]
async fn nobody_else_waits_while_a_program_tells_its_version() {
    let script = Script::new("");
    let waiting = format!("until [ -e {} ]; do :; done; echo 1", script.path("go").display());
    let version_arguments = vec!["-c".to_owned(), waiting];
    let engine = Command::new(CommandSettings { version_arguments, ..script.settings(&[]) });
    let engine = engine.unwrap();

    // On one thread: whoever blocked it would never see the file.
    let go = async { fs::write(script.path("go"), "").unwrap() };
    let (version, ()) = tokio::join!(engine.version(), go);

    assert!(version.unwrap().starts_with("1 "));
}

#[tokio::test]
async fn a_voice_that_the_program_does_not_have_is_told_where_it_would_say_nothing() {
    let script = Script::new("cat \"$1/tone.wav\"");
    let list = |voices: &str| Some(vec!["-c".to_owned(), format!("echo Voices: {voices}")]);
    let settings = CommandSettings { list_arguments: list("kal slt"), ..script.settings(&[]) };
    let error = speak(settings, TEXT).await.unwrap_err();
    assert!(error.to_string().contains("no voice “anna”"), "{error}");
    let settings = CommandSettings { list_arguments: list("kal anna"), ..script.settings(&[]) };
    speak(settings, TEXT).await.unwrap();
}

#[tokio::test]
async fn a_check_has_the_program_speak_once_unless_it_is_paid() {
    let script = Script::new("echo x >> \"$1/asked\"; cat > \"$1/got\"; cat \"$1/tone.wav\"");
    let engine = Command::new(script.settings(&[])).unwrap();
    engine.check().await.unwrap();
    engine.check().await.unwrap();
    assert_eq!(script.written("asked"), "x\n");
    assert_eq!(script.written("got"), "1, 2, 3.\n");

    let price = Price { micros_per_million_characters: 1, currency: "USD".to_owned() };
    let paid = CommandSettings { price: Some(price), ..script.settings(&[]) };
    Command::new(paid).unwrap().check().await.unwrap();
    assert_eq!(script.written("asked"), "x\n");
}

#[tokio::test]
async fn a_program_that_only_tells_its_version_is_no_voice() {
    let script = Script::new("echo usage: nothing like a voice");
    let error = Command::new(script.settings(&[])).unwrap().check().await.unwrap_err();
    assert!(matches!(error, SpeechError::NotAudio { .. }), "{error:?}");
}
