//! A catalogue on loopback, of one voice, which answers as it is told to.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use futures_util::{StreamExt as _, stream};
use md5::{Digest as _, Md5};
use url::Url;

pub(crate) const NAME: &str = "en_GB-tiny-low";
pub(super) const MODEL: &[u8] = b"the model of a voice, which is longer than its description";
pub(super) const DESCRIPTION: &[u8] = b"{}";
pub(super) const CARD: &[u8] = b"# Model card\n\x1b[2J* License: CC0\n";

/// How a file is answered.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Whole(Vec<u8>),
    /// Part of it, and then the connection ends.
    CutOff(Vec<u8>),
    /// These bytes again and again.
    Endless(Vec<u8>),
    /// Another address.
    Elsewhere(String),
}

/// A server on loopback: files by path, and a log of what was asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Server {
    files: Arc<Mutex<BTreeMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// With a catalogue of the one voice. Gives back the catalogue's address too.
    pub(crate) async fn start() -> (Self, Url) {
        let server = Self::default();
        server.offer(MODEL, DESCRIPTION);
        server.put("/v1/en/MODEL_CARD", Answer::Whole(CARD.to_vec()));
        let router = Router::new().fallback(answer).with_state(server.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (server, Url::parse(&format!("http://{address}/v1/voices.json")).unwrap())
    }

    /// Has this as the one voice from now on.
    pub(crate) fn offer(&self, model: &[u8], description: &[u8]) {
        let path = format!("en/{NAME}.onnx");
        let entry = entry_of(&path, model, description);
        self.put("/v1/voices.json", Answer::Whole(entry.into_bytes()));
        self.put(&format!("/v1/{path}"), Answer::Whole(model.to_vec()));
        self.put(&format!("/v1/{path}.json"), Answer::Whole(description.to_vec()));
    }

    pub(crate) fn put(&self, path: &str, answer: Answer) {
        self.files.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// Has no file any longer.
    pub(super) fn forget_all(&self) {
        self.files.lock().unwrap().clear();
    }

    /// What was asked since the last time.
    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

async fn answer(State(server): State<Server>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    server.asked.lock().unwrap().push(path.clone());
    let found = server.files.lock().unwrap().get(&path).cloned();
    match found {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(Answer::Whole(bytes)) => bytes.into_response(),
        Some(Answer::Elsewhere(address)) => {
            (StatusCode::FOUND, [("location", address)]).into_response()
        }
        Some(Answer::CutOff(bytes)) => {
            let sent = stream::iter([Ok(Bytes::from(bytes))]);
            // What was sent goes out while the rest is waited for.
            let end = stream::once(async {
                tokio::task::yield_now().await;
                Err(std::io::Error::other("cut off"))
            });
            Body::from_stream(sent.chain(end)).into_response()
        }
        Some(Answer::Endless(bytes)) => {
            let chunk = move || Ok::<_, std::io::Error>(Bytes::from(bytes.clone()));
            Body::from_stream(stream::repeat_with(chunk)).into_response()
        }
    }
}

/// The catalogue's entry of the voice, whose model has this path.
pub(super) fn entry(path: &str) -> String {
    entry_of(path, MODEL, DESCRIPTION)
}

fn entry_of(path: &str, model: &[u8], description: &[u8]) -> String {
    let file = |path: &str, bytes: &[u8]| {
        let sum = hex::encode(Md5::digest(bytes));
        format!(r#""{path}": {{"size_bytes": {}, "md5_digest": "{sum}"}}"#, bytes.len())
    };
    format!(
        r#"{{"{NAME}": {{"key": "{NAME}", "name": "tiny", "quality": "low", "num_speakers": 1,
            "language": {{"code": "en_GB"}}, "files": {{{}, {}, {}}}}}}}"#,
        file(path, model),
        file(&format!("en/{NAME}.onnx.json"), description),
        file("en/MODEL_CARD", CARD),
    )
}
