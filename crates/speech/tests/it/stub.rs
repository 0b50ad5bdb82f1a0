//! A server on loopback that answers as a test tells it, well or not.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use speech::tone;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What is sent, and what comes then.
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) then: Then,
}

/// What a server does after its bytes.
#[derive(Clone, Copy)]
pub(crate) enum Then {
    Close,
    /// Keeps the connection open, and says nothing more.
    Hang,
    /// Sends zeros for ever.
    Endless,
}

impl Answer {
    /// A whole answer: status line, headers, body, and the length of that.
    pub(crate) fn of(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let length = body.len().to_string();
        let headers = [headers, &[("content-length", length.as_str())]].concat();
        Self::with_headers(status, &headers, body)
    }

    /// An answer with these headers alone.
    pub(crate) fn with_headers(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
        for (name, value) in headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        Self { bytes: [head.as_bytes(), body].concat(), then: Then::Close }
    }

    pub(crate) fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }

    /// Without its last bytes.
    pub(crate) fn cut_by(mut self, bytes: usize) -> Self {
        self.bytes.truncate(self.bytes.len() - bytes);
        self
    }

    /// A WAV file with a tone of some seconds.
    pub(crate) fn wav(seconds: u32) -> Self {
        let wav = tone(300, seconds * 1000, 24_000).to_wav();
        Self::of("200 OK", &[("content-type", "audio/wav")], &wav)
    }
}

/// A running server; it ends when it is dropped.
pub(crate) struct Stub {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Stub {
    /// Answers each request by `answer`, which is given all of it as text.
    pub(crate) async fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let (heard, answer) = (Arc::clone(&requests), Arc::new(answer));
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((connection, _)) = listener.accept().await {
                let (heard, answer) = (Arc::clone(&heard), Arc::clone(&answer));
                connections.spawn(serve(connection, heard, answer));
            }
        });
        Self { address, requests, task }
    }

    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked, in order.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut connection: TcpStream,
    heard: Arc<Mutex<Vec<String>>>,
    answer: Arc<impl Fn(&str) -> Answer>,
) {
    let request = request(&mut connection).await;
    heard.lock().unwrap().push(request.clone());
    let Answer { bytes, then } = answer(&request);
    let _sent = connection.write_all(&bytes).await;
    match then {
        Then::Close => drop(connection.shutdown().await),
        Then::Hang => std::future::pending().await,
        Then::Endless => while connection.write_all(&[0; 16_000]).await.is_ok() {},
    }
}

/// Head and body of one request.
async fn request(connection: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let length = text
            .to_lowercase()
            .split_once("content-length: ")
            .and_then(|(_, rest)| rest.lines().next()?.trim().parse::<usize>().ok());
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body.len());
        if body.is_some_and(|body| body >= length.unwrap_or(0)) {
            return text;
        }
        match connection.read(&mut buffer).await {
            Ok(count @ 1..) => bytes.extend(&buffer[..count]),
            _ => return text,
        }
    }
}
