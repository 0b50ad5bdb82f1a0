//! What fetching a page costs this side, in time of the processor.
//!
//! A site on loopback in a thread of its own sends a gzip page of 100 KiB of text; the client asks
//! a thousand times from another. `cargo run --release -p fetch --example throughput`. Linux only.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement, for a terminal")]

use std::convert::Infallible;
use std::fmt::Write as _;
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};

use bytes::Bytes;
use fetch::{Accept, Client, Request, Settings};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use url::Url;

const REQUESTS: u32 = 1000;

fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let socket = listener.local_addr().expect("a bound socket");
    listener.set_nonblocking(true).expect("a listener for tokio");
    std::thread::spawn(move || runtime().block_on(serve(listener)));
    runtime().block_on(ask(socket));
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn ask(socket: SocketAddr) {
    let settings = Settings { allow_sockets: vec![socket], ..Settings::default() };
    let client = Client::new(settings).expect("a client");
    let address = Url::parse(&format!("http://{socket}/")).expect("an address");
    let request = Request::new(address, Accept::Page);
    let before = processor_seconds();
    for _ in 0..REQUESTS {
        client.get(&request).await.expect("a page");
    }
    let spent = processor_seconds() - before;
    println!("{:.0} pages per second of processor", f64::from(REQUESTS) / spent);
}

async fn serve(listener: TcpListener) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    let page = page();
    while let Ok((stream, _)) = listener.accept().await {
        let page = page.clone();
        let service = service_fn(move |_| {
            let response = hyper::Response::builder().header("content-encoding", "gzip");
            let response = response.body(Full::new(page.clone())).expect("a response");
            async move { Ok::<_, Infallible>(response) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

fn page() -> Bytes {
    let mut text = String::new();
    for number in 0_u64.. {
        // Numbers that do not repeat, so that it compresses about as text does.
        let noise = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        write!(text, "<p>The rain of {noise} fell on the fields.</p>").expect("memory");
        if text.len() >= 100 * 1024 {
            break;
        }
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory").into()
}

/// Of this thread, from its first number, in nanoseconds.
fn processor_seconds() -> f64 {
    let schedstat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds = schedstat.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.expect("a number") / 1e9
}
