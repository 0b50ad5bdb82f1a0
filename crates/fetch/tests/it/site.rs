//! Servers on loopback, and a client that may reach them.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use fetch::{Accept, Answer, Client, FetchError, Limits, Page, Request, Response, Settings};
use futures_util::{Stream, StreamExt};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

pub(crate) type Body = UnsyncBoxBody<Bytes, Infallible>;
pub(crate) type Asked = hyper::Request<Incoming>;
pub(crate) type Answered = hyper::Response<Body>;

/// A body of which everything is known.
pub(crate) fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).boxed_unsync()
}

/// A body that comes in chunks, without a length.
pub(crate) fn chunked(chunks: impl Stream<Item = Bytes> + Send + 'static) -> Body {
    StreamBody::new(chunks.map(|chunk| Ok(Frame::data(chunk)))).boxed_unsync()
}

/// Status, headers, body.
pub(crate) fn answered(status: u16, headers: &[(&str, &str)], body: Body) -> Answered {
    let mut response = hyper::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body).unwrap()
}

/// A site that answers every request by `answer`.
pub(crate) async fn site<F>(answer: F) -> Url
where
    F: Fn(&Asked) -> Answered + Clone + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url_of("http", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, answer.clone()));
        }
    });
    url
}

/// One connection of such a site.
pub(crate) async fn serve<F>(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    answer: F,
) where
    F: Fn(&Asked) -> Answered + Clone + Send + 'static,
{
    let service = service_fn(move |asked: Asked| {
        let answered = answer(&asked);
        async move { Ok::<_, Infallible>(answered) }
    });
    // A connection that the client drops is no failure of the test.
    drop(
        auto::Builder::new(TokioExecutor::new())
            .serve_connection(TokioIo::new(stream), service)
            .await,
    );
}

/// A server that reads a request, writes these bytes, whatever they are, and hangs up, or stays.
pub(crate) async fn raw_site(written: impl Into<Vec<u8>>, hangs_up: bool) -> Url {
    let written = written.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url_of("http", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            drop(stream.read(&mut [0; 4096]).await);
            drop(stream.write_all(&written).await);
            if !hangs_up {
                held.push(stream);
            }
        }
    });
    url
}

pub(crate) fn url_of(scheme: &str, socket: SocketAddr) -> Url {
    Url::parse(&format!("{scheme}://{socket}/")).unwrap()
}

/// Settings that allow loopback.
pub(crate) fn settings() -> Settings {
    Settings { allow_networks: vec!["127.0.0.0/8".parse().unwrap()], ..Settings::default() }
}

/// A client that may reach loopback, with small limits: 64 KiB of body, and waits that nobody
/// notices but that a machine under load does not pass by chance either, where they are not meant.
pub(crate) fn client(limits: Limits) -> Client {
    Client::new(Settings { limits, ..settings() }).unwrap()
}

/// Limits for tests.
pub(crate) fn limits() -> Limits {
    Limits { body_bytes: 64 * 1024, ..Limits::default() }
}

/// A tenth of a second: a wait that is meant to pass.
pub(crate) const SHORT: Duration = Duration::from_millis(100);

/// Asks for a page.
pub(crate) async fn get(address: &Url) -> Result<Response, FetchError> {
    client(limits()).get(&Request::new(address.clone(), Accept::Page)).await
}

/// Asks for a page that must be there.
pub(crate) async fn page(address: &Url) -> Page {
    match get(address).await.unwrap().answer {
        Answer::Page(page) => page,
        other => panic!("not a page: {other:?}"),
    }
}
