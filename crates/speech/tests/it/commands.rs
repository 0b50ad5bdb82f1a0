//! Outside programs as voices: scripts that speak, and scripts that misbehave.

mod asked;
mod installed;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use speech::{
    Advice, Cast, Command, CommandSettings, Engine as _, Speaker, SpeechError, Spoken, tone,
};
use tempfile::TempDir;

const TEXT: &str = "It rained all day, and the fields drank what they could of it.";

/// A shell script as a program, beside a tone of four seconds, `tone.wav`.
struct Script {
    folder: TempDir,
}

impl Script {
    fn new(script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("script"), script).unwrap();
        fs::write(folder.path().join("tone.wav"), tone(300, 4000, 16_000).to_wav()).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Called with its own folder, and these arguments behind it.
    fn settings(&self, arguments: &[&str]) -> CommandSettings {
        let own = [self.path("script"), self.folder.path().to_path_buf()];
        let own = own.map(|path| path.display().to_string());
        let arguments = own.into_iter().chain(arguments.iter().map(|&it| it.to_owned())).collect();
        CommandSettings {
            voices: vec![Speaker::new("anna", "en-US")],
            version_arguments: vec!["-c".to_owned(), "echo version 1.2".to_owned()],
            ..CommandSettings::new("script", Path::new("/bin/sh"), arguments)
        }
    }

    fn written(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

async fn speak(settings: CommandSettings, text: &str) -> Result<Spoken, SpeechError> {
    let cast = Cast::new(vec![Arc::new(Command::new(settings).unwrap())]);
    let voice = cast.voices().remove(0);
    cast.speak(text, &voice).await
}

async fn error_of(script: &str) -> SpeechError {
    let script = Script::new(script);
    speak(script.settings(&[]), TEXT).await.unwrap_err()
}

#[tokio::test]
async fn a_text_goes_in_by_standard_input_and_audio_comes_out_of_standard_output() {
    let script = Script::new("cat > \"$1/got\"; cat \"$1/tone.wav\"");

    let spoken = speak(script.settings(&[]), TEXT).await.unwrap();

    assert_eq!(spoken.pcm, tone(300, 4000, 16_000));
    assert_eq!(script.written("got"), format!("{TEXT}\n"));
}

#[tokio::test]
async fn a_text_and_its_audio_may_be_in_files() {
    let script = Script::new(
        "cp \"$2\" \"$1/got\"; echo \"$4\" > \"$1/voice\"; cp \"$1/tone.wav\" \"${3#--out=}\"; \
         echo noise",
    );
    let arguments = ["{input}", "--out={output}", "{voice}/{language}"];

    let spoken = speak(script.settings(&arguments), TEXT).await.unwrap();

    assert_eq!(spoken.pcm, tone(300, 4000, 16_000));
    assert_eq!(script.written("got"), format!("{TEXT}\n"));
    assert_eq!(script.written("voice"), "anna/en-US\n");
}

#[tokio::test]
async fn a_text_is_never_a_command_or_an_option() {
    let script = Script::new("cat > \"$1/got\"; cat \"$1/tone.wav\"");
    let text = "--help; rm -rf $HOME `reboot` $(reboot) && [[echo]] it rained all day\nquit()";

    speak(script.settings(&[]), text).await.unwrap();

    let got = script.written("got");
    let expected = "--help; rm -rf $HOME reboot $(reboot) && echo it rained all day quit()\n";
    assert_eq!(got, expected);
}

#[tokio::test]
async fn a_program_sees_nothing_of_our_environment_but_what_it_may() {
    let script = Script::new("env > \"$1/got\"; cat \"$1/tone.wav\"");

    speak(script.settings(&[]), TEXT).await.unwrap();

    for line in script.written("got").lines() {
        let name = line.split('=').next().unwrap();
        // The shell adds the last three.
        assert!(["PATH", "LANG", "PWD", "OLDPWD", "SHLVL", "_"].contains(&name), "{line}");
    }
}

#[tokio::test]
async fn a_program_that_hangs_is_killed_with_all_that_it_started() {
    let script = Script::new("tail -f /dev/null & echo $! > \"$1/grandchild\"; wait");
    let limit = Duration::from_millis(500);
    let settings = CommandSettings { timeout: limit, ..script.settings(&[]) };

    let error = speak(settings, TEXT).await.unwrap_err();

    assert!(matches!(error, SpeechError::Timeout { after } if after == limit), "{error:?}");
    assert_eq!(error.advice(), Advice::Retry);
    let grandchild = script.written("grandchild");
    let deadline = Instant::now() + Duration::from_secs(10);
    while is_alive(grandchild.trim()) {
        assert!(Instant::now() < deadline, "the grandchild is still there");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_caller_that_goes_away_takes_the_program_with_it() {
    let script =
        Script::new("echo $$ > \"$1/new\"; mv \"$1/new\" \"$1/child\"; cat; tail -f /dev/null");
    let speaking = speak(script.settings(&[]), TEXT);
    let deadline = Instant::now() + Duration::from_secs(10);
    let started = async {
        while !script.path("child").exists() {
            assert!(Instant::now() < deadline, "the script never began");
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = speaking => panic!("it never ends"),
        () = started => {}
    }
    let child = script.written("child");
    while is_alive(child.trim()) {
        assert!(Instant::now() < deadline, "the child is still there");
        tokio::task::yield_now().await;
    }
}

fn is_alive(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"));
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}

#[tokio::test]
async fn a_program_that_fails_is_reported_with_its_last_words() {
    let error = error_of("echo no such voice >&2; exit 3").await;
    let SpeechError::Program { status, message, .. } = &error else { panic!("{error:?}") };
    assert_eq!((status.code(), message.as_str()), (Some(3), "no such voice"));
    assert_eq!(error.advice(), Advice::Retry);
}

#[tokio::test]
async fn audio_of_a_program_that_fails_is_not_believed() {
    let error = error_of("cat \"$1/tone.wav\"; kill -9 $$").await;
    assert!(matches!(error, SpeechError::Program { .. }), "{error:?}");
}

#[tokio::test]
async fn garbage_nothing_and_half_a_file_are_no_audio() {
    for (script, expected) in [
        ("echo hello", "no WAV file"),
        ("true", "wrote nothing"),
        ("head -c 5000 \"$1/tone.wav\"", "cut off"),
    ] {
        let error = error_of(script).await;
        assert!(matches!(error, SpeechError::NotAudio { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(error.advice(), Advice::Retry);
    }
}

#[tokio::test]
async fn endless_output_is_not_read_to_its_end() {
    let error = error_of("yes").await;
    let SpeechError::TooMuchAudio { bytes } = error else { panic!("{error:?}") };
    assert!(bytes < 3_000_000, "{bytes}");
}

#[tokio::test]
async fn endless_complaints_are_read_and_forgotten() {
    let script = Script::new("yes >&2");
    let timeout = Duration::from_millis(500);
    let settings = CommandSettings { timeout, ..script.settings(&[]) };
    let error = speak(settings, TEXT).await.unwrap_err();
    assert!(matches!(error, SpeechError::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn an_endless_file_does_not_fill_the_disk() {
    let script = Script::new("exec cat /dev/zero > \"$2\"");
    let error = speak(script.settings(&["{output}"]), TEXT).await.unwrap_err();
    assert!(matches!(error, SpeechError::Program { .. }), "{error:?}");
}

#[tokio::test]
async fn a_program_that_is_not_there_is_named_with_what_to_do() {
    let mut settings = Script::new("").settings(&[]);
    settings.program = PathBuf::from("no-such-voice");
    let engine = Command::new(settings.clone()).unwrap();
    let error = engine.check().await.unwrap_err();
    assert!(error.to_string().contains("no-such-voice: is not there: install it"), "{error}");
    assert!(error.needs_mending());
    let error = engine.version().await.unwrap_err();
    assert!(error.to_string().contains("install it"), "no key without a program: {error}");
    let error = speak(settings, TEXT).await.unwrap_err();
    assert_eq!(error.advice(), Advice::GiveUp);
}

#[tokio::test]
async fn what_is_sent_to_the_program_is_what_its_limit_counts() {
    let script = Script::new("cat > /dev/null; cat \"$1/tone.wav\"");
    let limited = |characters| {
        let settings = script.settings(&[]);
        CommandSettings { characters, writing: speech::Writing::Ascii, ..settings }
    };
    // " euros " for each sign.
    let text = "It cost 5€, then 6€, and at last 70€ a day.";
    assert_eq!(text.chars().count(), 43);

    let error = speak(limited(57), text).await.unwrap_err();
    assert!(matches!(error, SpeechError::TextTooLong { characters: 58, most: 57 }), "{error}");
    speak(limited(58), text).await.unwrap();
}
