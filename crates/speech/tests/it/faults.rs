//! What happens when the child is killed, hangs, or answers nonsense.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use speech::{Advice, Cast, Engine as _, Pico, PicoSettings as Settings, SpeechError};

use crate::{PARAGRAPHS, pico, settings, voice};

/// Speaks with a child that misbehaves so; every such error may be tried again.
async fn error_of(mode: &str) -> SpeechError {
    let mut settings = settings(mode);
    settings.children.group_timeout = Duration::from_millis(500);
    let cast = Cast::new(vec![Arc::new(Pico::new(settings).unwrap())]);
    let error = cast.speak("It rained.", &voice("en")).await.unwrap_err();
    assert_eq!(error.advice(), Advice::Retry, "{error}");
    error
}

#[tokio::test]
async fn a_child_that_hangs_is_timed_out() {
    assert!(matches!(error_of("hang").await, SpeechError::Timeout { .. }));
}

#[tokio::test]
async fn a_child_that_quits_is_reported_with_its_status() {
    let SpeechError::ProcessEnded { status } = error_of("quit").await else { panic!() };
    assert_eq!(status.and_then(|status| status.code()), Some(0));
}

#[tokio::test]
async fn silence_for_a_text_is_not_believed() {
    assert!(matches!(error_of("empty").await, SpeechError::Implausible { .. }));
}

#[tokio::test]
async fn an_endless_answer_is_not_read() {
    assert!(matches!(error_of("endless").await, SpeechError::TooMuchAudio { .. }));
}

#[tokio::test]
async fn an_answer_of_another_protocol_is_refused() {
    assert!(matches!(error_of("garbage").await, SpeechError::Protocol));
}

#[tokio::test]
async fn a_program_that_is_not_there_is_reported() {
    let mut settings = settings("serve");
    settings.children.program = "/nowhere/pico".into();
    let error = Pico::new(settings).unwrap().check().await.unwrap_err();
    assert!(matches!(error, SpeechError::Start { .. }));
}

#[tokio::test]
async fn voice_files_that_vanish_are_reported_and_not_fatal() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { voices_folder: folder.path().join("voices"), ..settings("serve") };
    let pico = Pico::new(settings.clone()).unwrap();
    fs::remove_dir_all(&settings.voices_folder).unwrap();
    assert!(matches!(pico.check().await.unwrap_err(), SpeechError::Load { .. }));
    Pico::new(settings).unwrap().check().await.unwrap();
    pico.check().await.unwrap();
}

#[tokio::test]
async fn killed_in_mid_group_the_next_group_is_spoken() {
    let pico = pico();
    let voice = voice("en-US");
    let whole = pico.speak(PARAGRAPHS[0].1, &voice).await.unwrap();
    let long: String = PARAGRAPHS[0].1.chars().cycle().take(2000).collect();

    let (killed, pid) = tokio::join!(pico.speak(&long, &voice), kill_when_busy(only_child()));

    let SpeechError::ProcessEnded { status: Some(status) } = killed.unwrap_err() else { panic!() };
    assert!(!status.success());
    assert_eq!(pico.speak(PARAGRAPHS[0].1, &voice).await.unwrap(), whole);
    assert_ne!(only_child(), pid);
}

#[tokio::test]
async fn killed_between_groups_the_next_group_is_spoken() {
    let pico = pico();
    pico.check().await.unwrap();
    let pid = only_child();
    kill_process(pid, Signal::KILL).unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_dead(pid) && Instant::now() < deadline {
        tokio::task::yield_now().await;
    }
    pico.check().await.unwrap();
}

#[tokio::test]
async fn children_end_with_their_engine() {
    let pico = pico();
    pico.check().await.unwrap();
    let pid = only_child();
    drop(pico);
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_dead(pid) {
        assert!(Instant::now() < deadline, "the child is still there");
        tokio::task::yield_now().await;
    }
}

/// Waits until the child computes, then kills it; gives back who it was.
async fn kill_when_busy(pid: Pid) -> Pid {
    let before = cpu_ticks(pid);
    let deadline = Instant::now() + Duration::from_secs(10);
    // The clock of /proc ticks every 10 ms; the group takes some 500 ms.
    while cpu_ticks(pid) < before + 2 {
        assert!(Instant::now() < deadline, "the child never worked");
        tokio::task::yield_now().await;
    }
    kill_process(pid, Signal::KILL).unwrap();
    pid
}

/// The child started by this test's thread: the runtime of a test has just this one.
fn only_child() -> Pid {
    let thread = rustix::thread::gettid().as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/self/task/{thread}/children")).unwrap();
    let last = children.split_whitespace().last().unwrap().parse().unwrap();
    Pid::from_raw(last).unwrap()
}

/// User time of a process, in clock ticks: the twelfth field after its name.
fn cpu_ticks(pid: Pid) -> u64 {
    let stat =
        fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    after_name.split_whitespace().nth(11).and_then(|ticks| ticks.parse().ok()).unwrap_or(0)
}

/// Gone, or a zombie that waits to be reaped.
fn is_dead(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    stat.map_or(true, |stat| stat.contains(") Z "))
}
