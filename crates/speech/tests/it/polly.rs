//! Polly, as far as a stub answers as it does.

use std::sync::Arc;
use std::time::Duration;

use speech::{Advice, Cast, Engine as _, Key, Polly, PollySettings, SpeechError, Spoken, tone};

use crate::stub::{Answer, Stub, Then};

const TEXT: &str = "It rained all day, and the fields drank what they could of it.";

fn settings(base: &str) -> PollySettings {
    PollySettings {
        endpoint: Some(base.parse().unwrap()),
        access_key_id: Some("AKIDEXAMPLE".to_owned()),
        secret_access_key: Some(Key::new("hunter2")),
        timeout: Duration::from_secs(20),
        ..PollySettings::new("polly", "eu-central-1")
    }
}

async fn speak(settings: PollySettings) -> Result<Spoken, SpeechError> {
    let cast = Cast::new(vec![Arc::new(Polly::new(settings).unwrap())]);
    let voice = cast.voices().remove(0);
    cast.speak(TEXT, &voice).await
}

fn audio() -> Answer {
    let wav = tone(300, 4000, 16_000).to_wav();
    Answer::of(
        "200 OK",
        &[("content-type", "audio/pcm"), ("x-amzn-RequestCharacters", "62")],
        &wav[44..],
    )
}

/// An error as AWS answers it.
fn refusal(status: &str, kind: &str) -> Answer {
    let headers = [("x-amzn-ErrorType", kind), ("content-type", "application/json")];
    Answer::of(status, &headers, b"{\"message\":\"because\"}")
}

async fn error_of(answer: fn() -> Answer) -> SpeechError {
    let stub = Stub::start(move |_| answer()).await;
    let error = speak(settings(&stub.base())).await.unwrap_err();
    assert_eq!(stub.requests().len(), 1, "one try");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    error
}

#[tokio::test]
async fn a_text_is_asked_for_signed_and_heard() {
    let stub = Stub::start(|_| audio()).await;

    let spoken = speak(settings(&stub.base())).await.unwrap();

    assert_eq!(spoken.pcm, tone(300, 4000, 16_000));
    assert!(spoken.words.is_empty());
    let request = stub.requests().remove(0);
    assert!(request.starts_with("POST /v1/speech HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{request}");
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let expected = serde_json::json!({
        "Engine": "neural", "OutputFormat": "pcm", "SampleRate": "16000", "Text": TEXT,
        "TextType": "text", "VoiceId": "Joanna"
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn words_are_asked_for_where_that_is_wished_and_their_price_counted() {
    let stub = Stub::start(|request| {
        if !request.contains("\"word\"") {
            return audio();
        }
        let marks = b"{\"time\":6,\"type\":\"word\",\"start\":0,\"end\":2,\"value\":\"It\"}\n\
            {\"time\":200,\"type\":\"word\",\"start\":3,\"end\":9,\"value\":\"rained\"}\n";
        Answer::of("200 OK", &[("content-type", "application/x-json-stream")], marks)
    })
    .await;
    let settings = PollySettings { word_times: true, ..settings(&stub.base()) };
    let price = Polly::new(settings.clone()).unwrap().abilities().price.unwrap();

    let spoken = speak(settings).await.unwrap();

    let words: Vec<(usize, u128)> =
        spoken.words.iter().map(|word| (word.byte, word.at.as_millis())).collect();
    assert_eq!(words, [(0, 6), (3, 200)]);
    assert_eq!(stub.requests().len(), 2);
    assert_eq!(price.micros_per_million_characters, 32_000_000);
}

#[tokio::test]
async fn words_that_do_not_come_cost_no_audio() {
    let stub = Stub::start(|request| {
        if request.contains("\"word\"") {
            refusal("500 Error", "ServiceFailureException")
        } else {
            audio()
        }
    })
    .await;
    let settings = PollySettings { word_times: true, ..settings(&stub.base()) };
    assert!(speak(settings).await.unwrap().words.is_empty());
}

#[tokio::test]
async fn too_many_requests_are_tried_later() {
    let error = error_of(|| refusal("400 Bad Request", "ThrottlingException")).await;
    assert!(matches!(error, SpeechError::Busy { status: 400, .. }), "{error:?}");
    let error = error_of(|| refusal("503 Busy", "ServiceUnavailable")).await;
    assert!(matches!(error, SpeechError::Busy { status: 503, .. }), "{error:?}");
    assert_eq!(error.advice(), Advice::Retry);
}

#[tokio::test]
async fn credentials_and_voices_that_are_not_taken_are_final() {
    for kind in
        ["UnrecognizedClientException", "AccessDeniedException", "InvalidSignatureException"]
    {
        let stub = Stub::start(move |_| refusal("403 Forbidden", kind)).await;
        let error = speak(settings(&stub.base())).await.unwrap_err();
        assert!(matches!(error, SpeechError::Refused { status: 403, .. }), "{error:?}");
        assert!(error.to_string().contains(kind), "{error}");
        assert!(error.needs_mending());
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_is_to_be_split() {
    let error = error_of(|| refusal("400 Bad Request", "TextLengthExceededException")).await;
    assert!(matches!(error, SpeechError::TextTooLong { characters: 62, .. }), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_is_cut_off_odd_or_of_another_type_is_no_audio() {
    let cut = error_of(|| audio().cut_by(1000)).await;
    assert!(matches!(cut, SpeechError::NotAudio { .. }), "{cut:?}");
    let odd =
        error_of(|| Answer::of("200 OK", &[("content-type", "audio/pcm")], &vec![7; 120_001]))
            .await;
    assert!(matches!(odd, SpeechError::NotAudio { .. }), "{odd:?}");
    let html =
        error_of(|| Answer::of("200 OK", &[("content-type", "text/html")], b"<h1>Log in</h1>"))
            .await;
    assert!(matches!(html, SpeechError::NotAudio { .. }), "{html:?}");
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let endless = || {
        Answer::with_headers("200 OK", &[("content-type", "audio/pcm")], &[0; 10])
            .then(Then::Endless)
    };
    let error = error_of(endless).await;
    let SpeechError::TooMuchAudio { bytes } = error else { panic!("{error:?}") };
    assert!(bytes < 3_000_000, "{bytes}");
}

#[tokio::test]
async fn a_server_that_hangs_is_left() {
    let stub = Stub::start(|_| audio().cut_by(1000).then(Then::Hang)).await;
    let timeout = Duration::from_millis(500);
    let error = speak(PollySettings { timeout, ..settings(&stub.base()) }).await.unwrap_err();
    assert!(matches!(error, SpeechError::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn a_check_asks_for_the_voices_which_is_free() {
    let stub = Stub::start(|_| {
        let body = b"{\"Voices\":[{\"Id\":\"Joanna\"},{\"Id\":\"Amy\"}]}";
        Answer::of("200 OK", &[("content-type", "application/json")], body)
    })
    .await;
    let mut settings = settings(&stub.base());
    let missing = Polly::new(settings.clone()).unwrap().check().await.unwrap_err();
    assert!(missing.to_string().contains("no neural voice “Matthew”"), "{missing}");
    settings.voices.retain(|speaker| ["Joanna", "Amy"].contains(&speaker.id.as_str()));
    Polly::new(settings).unwrap().check().await.unwrap();
    assert!(stub.requests()[0].starts_with("GET /v1/voices?Engine=neural HTTP/1.1\r\n"));
}
