//! Servers that speak as OpenAI's, and how they can fail.

use std::sync::Arc;
use std::time::Duration;

use speech::{
    Advice, Cast, Engine as _, Key, OpenAi, OpenAiFormat, OpenAiSettings, Present, Price, Speaker,
    SpeechError, Spoken, tone,
};

use crate::stub::{Answer, Stub, Then};

/// 62 characters: some four seconds.
const TEXT: &str = "It rained all day, and the fields drank what they could of it.";

fn settings(base: &str) -> OpenAiSettings {
    OpenAiSettings {
        key: Some(Key::new("hunter2")),
        voices: vec![Speaker::new("sky", "en-US")],
        // The tests that wait are those of servers that hang.
        timeout: Duration::from_secs(20),
        ..OpenAiSettings::new("stub", format!("{base}/v1/").parse().unwrap(), "model-1")
    }
}

async fn speak(settings: OpenAiSettings) -> Result<Spoken, SpeechError> {
    let cast = Cast::new(vec![Arc::new(OpenAi::new(settings).unwrap())]);
    let voice = cast.voices().remove(0);
    cast.speak(TEXT, &voice).await
}

/// What comes of a server that answers so.
async fn error_of(answer: fn() -> Answer) -> SpeechError {
    let stub = Stub::start(move |_| answer()).await;
    speak(settings(&stub.base())).await.unwrap_err()
}

#[track_caller]
fn check(error: &SpeechError, advice: Advice, expected: &str) {
    assert_eq!(error.advice(), advice, "{error}");
    assert!(error.to_string().contains(expected), "{error}");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

#[tokio::test]
async fn a_text_is_asked_for_as_the_settings_say_and_heard() {
    let stub = Stub::start(|_| Answer::wav(4)).await;
    let settings = OpenAiSettings { speed: Some(1.25), ..settings(&stub.base()) };

    let spoken = speak(settings).await.unwrap();

    assert_eq!(spoken.pcm, tone(300, 4000, 24_000));
    let request = stub.requests().remove(0);
    assert!(request.starts_with("POST /v1/audio/speech HTTP/1.1\r\n"), "{request}");
    assert!(request.to_lowercase().contains("authorization: bearer hunter2\r\n"), "{request}");
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let expected = serde_json::json!({
        "model": "model-1", "voice": "sky", "input": TEXT, "response_format": "wav", "speed": 1.25
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn samples_without_a_header_are_24_000_a_second() {
    let stub = Stub::start(|_| {
        let wav = tone(300, 4000, 24_000).to_wav();
        Answer::of("200 OK", &[("content-type", "audio/pcm")], &wav[44..])
    })
    .await;
    let settings = OpenAiSettings { format: OpenAiFormat::Pcm, ..settings(&stub.base()) };
    assert_eq!(speak(settings).await.unwrap().pcm, tone(300, 4000, 24_000));
}

#[tokio::test]
async fn a_wav_whose_length_was_not_known_is_heard_to_its_end() {
    let stub = Stub::start(|_| {
        let mut wav = tone(300, 4000, 24_000).to_wav();
        wav[4..8].fill(0xff);
        wav[40..44].fill(0xff);
        Answer::of("200 OK", &[("content-type", "audio/x-wav")], &wav)
    })
    .await;
    assert_eq!(speak(settings(&stub.base())).await.unwrap().pcm.samples.len(), 96_000);
}

/// Without a length an answer ends where its connection does, also where the server died.
#[tokio::test]
async fn without_any_length_nothing_is_believed_to_be_whole() {
    let headers = [("content-type", "audio/wav")];
    let told = tone(300, 4000, 24_000).to_wav();
    let mut untold = told.clone();
    untold[4..8].fill(0xff);
    untold[40..44].fill(0xff);
    untold.truncate(120_000);

    let whole = Stub::start(move |_| Answer::with_headers("200 OK", &headers, &told)).await;
    assert_eq!(speak(settings(&whole.base())).await.unwrap().pcm.samples.len(), 96_000);
    let dead = Stub::start(move |_| Answer::with_headers("200 OK", &headers, &untold)).await;
    let cut = speak(settings(&dead.base())).await.unwrap_err();
    check(&cut, Advice::Retry, "where it ends");
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_no_audio() {
    let error = error_of(|| Answer::wav(4).cut_by(1000)).await;
    check(&error, Advice::Retry, "127.0.0.1");
    assert!(matches!(error, SpeechError::NotAudio { .. }), "{error:?}");
}

#[tokio::test]
async fn a_wav_that_is_cut_off_is_no_audio_though_the_connection_ended_well() {
    let error = error_of(|| {
        let wav = tone(300, 4000, 24_000).to_wav();
        Answer::of("200 OK", &[("content-type", "audio/wav")], &wav[..90_000])
    })
    .await;
    check(&error, Advice::Retry, "cut off");
}

#[tokio::test]
async fn an_odd_number_of_bytes_is_no_audio() {
    let odd = || Answer::of("200 OK", &[("content-type", "audio/pcm")], &vec![7; 190_001]);
    let stub = Stub::start(move |_| odd()).await;
    let settings = OpenAiSettings { format: OpenAiFormat::Pcm, ..settings(&stub.base()) };
    check(&speak(settings).await.unwrap_err(), Advice::Retry, "cut off");
}

#[tokio::test]
async fn two_hundred_and_sixty_bytes_are_not_believed() {
    let error = error_of(|| {
        let wav = speech::Pcm { samples: vec![9; 108], rate: 24_000 }.to_wav();
        assert_eq!(wav.len(), 260);
        Answer::of("200 OK", &[("content-type", "audio/wav")], &wav)
    })
    .await;
    assert!(matches!(error, SpeechError::Implausible { .. }), "{error:?}");
    assert_eq!(error.advice(), Advice::Retry);
}

#[tokio::test]
async fn a_server_that_has_too_much_to_do_tells_when_to_come_again() {
    let error = error_of(|| {
        let headers = [("retry-after", "7"), ("content-type", "application/json")];
        Answer::of("429 Too Many Requests", &headers, b"{\"error\":\"rate\nlimit\"}")
    })
    .await;
    check(&error, Advice::Retry, "429: {\"error\":\"rate limit\"}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(error.rest(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_server_with_an_error_of_its_own_is_tried_again() {
    let error = error_of(|| Answer::of("500 Internal Server Error", &[], b"out of memory")).await;
    check(&error, Advice::Retry, "500: out of memory");
    assert_eq!(error.retry_after(), None);
}

#[tokio::test]
async fn a_key_or_a_voice_that_is_not_taken_is_final() {
    let error = error_of(|| Answer::of("401 Unauthorized", &[], b"no such key")).await;
    check(&error, Advice::GiveUp, "401: no such key");
    assert!(error.needs_mending());
    let error = error_of(|| Answer::of("400 Bad Request", &[], b"voice: unknown")).await;
    check(&error, Advice::GiveUp, "400: voice: unknown");
    assert!(error.needs_mending(), "the voice is mistyped, and no text is at fault");
    let error = error_of(|| Answer::of("400 Bad Request", &[], b"input: bad characters")).await;
    check(&error, Advice::GiveUp, "400: input: bad characters");
    assert!(!error.needs_mending());
}

#[tokio::test]
async fn a_text_that_is_too_long_for_the_server_is_to_be_split() {
    let error = error_of(|| {
        let body = b"{\"detail\":[{\"type\":\"string_too_long\",\"loc\":[\"body\",\"input\"]}]}";
        Answer::of("422 Unprocessable Entity", &[], body)
    })
    .await;
    check(&error, Advice::Split, "62 characters");
}

#[tokio::test]
async fn a_server_that_hangs_before_its_head_is_left() {
    let stub = Stub::start(|_| Answer { bytes: Vec::new(), then: Then::Hang }).await;
    let first_byte = Duration::from_millis(200);
    let settings = OpenAiSettings { first_byte, ..settings(&stub.base()) };
    let error = speak(settings).await.unwrap_err();
    check(&error, Advice::Retry, "no answer within 0.2 s");
}

#[tokio::test]
async fn a_server_that_hangs_in_mid_body_is_left() {
    let stub = Stub::start(|_| Answer::wav(4).cut_by(1000).then(Then::Hang)).await;
    let timeout = Duration::from_millis(500);
    let settings = OpenAiSettings { timeout, ..settings(&stub.base()) };
    check(&speak(settings).await.unwrap_err(), Advice::Retry, "no answer within 0.5 s");
}

#[tokio::test]
async fn another_type_is_no_audio_and_its_words_are_told() {
    let json = || Answer::of("200 OK", &[("content-type", "application/json")], b"{\"a\": 1}");
    check(&error_of(json).await, Advice::Retry, "application/json: {\"a\": 1}");
    let html = || {
        Answer::of("200 OK", &[("content-type", "text/html; charset=utf-8")], b"<h1>Log in</h1>")
    };
    check(&error_of(html).await, Advice::Retry, "<h1>Log in</h1>");
    let mp3 = || Answer::of("200 OK", &[("content-type", "audio/mpeg")], b"ID3\x03\0\0");
    check(&error_of(mp3).await, Advice::Retry, "it is audio/mpeg");
    let liar = || Answer::of("200 OK", &[("content-type", "audio/wav")], b"<h1>Log in</h1>");
    check(&error_of(liar).await, Advice::Retry, "no WAV file: <h1>Log in</h1>");
}

#[tokio::test]
async fn an_endless_body_is_not_read_to_its_end() {
    let error = error_of(|| {
        let wav = tone(300, 10, 24_000).to_wav();
        Answer::with_headers("200 OK", &[("content-type", "audio/wav")], &wav).then(Then::Endless)
    })
    .await;
    let SpeechError::TooMuchAudio { bytes } = error else { panic!("{error:?}") };
    assert!(bytes < 3_000_000, "{bytes}");
}

#[tokio::test]
async fn a_body_that_is_announced_too_large_is_not_read_at_all() {
    let error = error_of(|| {
        let headers = [("content-type", "audio/wav"), ("content-length", "99999999999")];
        Answer::with_headers("200 OK", &headers, b"RIFF")
    })
    .await;
    assert!(matches!(error, SpeechError::TooMuchAudio { bytes: 99_999_999_999 }), "{error:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_key_goes_nowhere() {
    let elsewhere = Stub::start(|_| Answer::wav(4)).await;
    let to = format!("{}/v1/audio/speech", elsewhere.base());
    let stub =
        Stub::start(move |_| Answer::of("307 Temporary Redirect", &[("location", &to)], b"")).await;

    let error = speak(settings(&stub.base())).await.unwrap_err();

    check(&error, Advice::GiveUp, &format!("leads to {}", elsewhere.base()));
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_server_that_is_away_is_named() {
    let stub = Stub::start(|_| Answer::wav(4)).await;
    let base = stub.base();
    drop(stub);
    // The listener goes with the task, which ends at its next step.
    while tokio::net::TcpStream::connect(base.trim_start_matches("http://")).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let error = speak(settings(&base)).await.unwrap_err();
    check(&error, Advice::Retry, &base);
    assert!(matches!(error, SpeechError::Unreachable { .. }), "{error:?}");
}

/// What a check comes to where these paths are answered so, and the requests.
async fn checked(
    (models, speech): (&'static str, &'static str),
    list: &'static str,
    price: Option<Price>,
) -> (Result<(), SpeechError>, Vec<String>) {
    let stub = Stub::start(move |request| {
        let is_list = request.starts_with("GET /v1/models HTTP/1.1\r\n");
        Answer::of(if is_list { models } else { speech }, &[], list.as_bytes())
    })
    .await;
    let settings = OpenAiSettings { price, ..settings(&stub.base()) };
    let checked = OpenAi::new(settings).unwrap().check().await;
    let lines = stub.requests().into_iter().map(|request| {
        assert!(request.to_lowercase().contains("authorization: bearer hunter2\r\n"), "{request}");
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        format!("{} {body}", head.lines().next().unwrap())
    });
    (checked, lines.collect())
}

const LIST: &str = "GET /v1/models HTTP/1.1 ";
const SPEECH: &str = "POST /v1/audio/speech HTTP/1.1 {}";
const BAD: &str = "400 Bad Request";
const NONE: &str = "404 Not Found";

#[tokio::test]
async fn a_check_asks_for_models_and_for_speech_of_no_text() {
    let (works, asked) = checked(("200 OK", BAD), "{\"data\": []}", None).await;
    works.unwrap();
    assert_eq!(asked, [LIST, SPEECH]);
    let (works, asked) = checked((NONE, "422 Unprocessable Entity"), "{}", None).await;
    works.unwrap();
    assert_eq!(asked, [LIST, SPEECH]);
}

#[tokio::test]
async fn a_server_that_is_paid_and_has_its_list_is_not_asked_for_speech() {
    let price = Price { micros_per_million_characters: 1, currency: "USD".to_owned() };
    let (works, asked) = checked(("200 OK", BAD), "[]", Some(price)).await;
    works.unwrap();
    assert_eq!(asked, [LIST]);
}

#[tokio::test]
async fn a_check_finds_what_is_astray_refused_or_busy() {
    let error_of = async |answers, list| checked(answers, list, None).await.0.unwrap_err();
    for answers in [(NONE, NONE), ("200 OK", NONE), (NONE, "405 Method Not Allowed")] {
        let error = error_of(answers, "{}").await;
        assert!(matches!(error, SpeechError::Unfit { .. }), "{error:?}");
        assert!(error.to_string().contains("/audio/speech behind the `address`"), "{error}");
    }
    let page = error_of(("200 OK", "200 OK"), "<!doctype html>").await;
    assert!(page.to_string().contains("/models behind the `address` is no list"), "{page}");
    for answers in [("401 Unauthorized", BAD), (NONE, "401 Unauthorized")] {
        let refused = error_of(answers, "{}").await;
        assert!(matches!(refused, SpeechError::Refused { status: 401, .. }), "{refused:?}");
    }
    let busy = error_of(("200 OK", "503 Busy"), "{}").await;
    assert!(matches!(busy, SpeechError::Busy { .. }), "{busy:?}");
}

/// Which of two voices a server has that answers a question for its list so, and the question.
async fn present(status: &'static str, list: &'static str) -> (Present, String) {
    let stub = Stub::start(move |_| Answer::of(status, &[], list.as_bytes())).await;
    let voices = vec![Speaker::new("sky", "en-US"), Speaker::new("emma", "en-GB")];
    let settings = OpenAiSettings { voices, ..settings(&stub.base()) };
    let present = OpenAi::new(settings).unwrap().present().await;
    let asked = stub.requests().remove(0);
    (present, asked.lines().next().unwrap().to_owned())
}

#[tokio::test]
async fn a_server_that_lists_its_voices_tells_which_it_does_not_have() {
    let (all, asked) = present("200 OK", "{\"voices\": [\"emma\", \"sky\"]}").await;
    assert_eq!((all, &*asked), (Present::All, "GET /v1/audio/voices HTTP/1.1"));
    let (without, _) = present("200 OK", "{\"voices\": [{\"id\": \"sky\"}]}").await;
    let Present::Without { missing, offered } = without else { panic!("{without:?}") };
    assert_eq!(missing.iter().map(|voice| &*voice.name).collect::<Vec<_>>(), ["stub-emma"]);
    assert_eq!(offered, ["sky"]);
}

#[tokio::test]
async fn a_server_without_a_list_of_voices_tells_nothing() {
    for (status, list) in [
        (NONE, "{\"detail\": \"Not Found\"}"),
        ("401 Unauthorized", "[\"alloy\"]"),
        ("200 OK", "<!doctype html>"),
        ("200 OK", "{\"voices\": []}"),
    ] {
        assert_eq!(present(status, list).await.0, Present::Untold, "{status} {list}");
    }
}

#[tokio::test]
async fn the_query_of_an_address_goes_to_the_server_and_nowhere_else() {
    let stub = Stub::start(|request| {
        let line = request.lines().next().unwrap_or_default();
        Answer::of(NONE, &[("content-type", "text/plain")], format!("Cannot {line}").as_bytes())
    })
    .await;
    let address = stub.base().replace("http://", "http://me:passw0rd@");
    let mut settings = settings(&stub.base());
    settings.address = format!("{address}/v1/?token=s3cret").parse().unwrap();
    let version = OpenAi::new(settings.clone()).unwrap().version().await.unwrap();

    let error = speak(settings).await.unwrap_err();

    let asked = stub.requests().remove(0);
    assert!(asked.starts_with("POST /v1/audio/speech?token=s3cret HTTP/1.1\r\n"), "{asked}");
    assert!(error.to_string().contains("Cannot POST"), "{error}");
    for told in [error.to_string(), format!("{error:?}"), version] {
        assert!(!told.contains("s3cret") && !told.contains("passw0rd"), "{told}");
    }
}

#[tokio::test]
async fn the_version_of_an_address_without_secrets_is_as_it_was() {
    let engine = OpenAi::new(settings("http://127.0.0.1:8880")).unwrap();
    assert_eq!(engine.version().await.unwrap(), "1 http://127.0.0.1:8880/v1/ model-1 Wav None");
}
