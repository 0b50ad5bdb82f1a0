//! Servers that are slow, broken or hostile: each ends with a code, in bounded time.

use std::time::Duration;

use bytes::Bytes;
use fetch::{Accept, Client, Deadline, FetchError, Limits, Request};
use futures_util::{StreamExt, stream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

use crate::site::{SHORT, answered, chunked, client, full, get, limits, raw_site, site, url_of};

async fn check(client: Client, address: Url, expected: FetchError) {
    let got = client.get(&Request::new(address, Accept::Page)).await;

    assert_eq!(got.map(|response| response.status), Err(expected));
}

async fn check_timeout(limits: Limits, address: Url, which: Deadline) {
    check(client(limits), address, FetchError::Timeout { which }).await;
}

#[tokio::test]
async fn a_server_that_never_answers_is_left() {
    let limits = Limits { first_byte: SHORT, ..limits() };

    check_timeout(limits, raw_site("", false).await, Deadline::FirstByte).await;
}

#[tokio::test]
async fn headers_that_never_end_count_as_no_answer() {
    let limits = Limits { first_byte: SHORT, ..limits() };
    let address = raw_site("HTTP/1.1 200 OK\r\nx-a: b\r\nx-", false).await;

    check_timeout(limits, address, Deadline::FirstByte).await;
}

#[tokio::test]
async fn a_tls_handshake_that_never_ends_counts_as_no_connection() {
    let limits = Limits { connect: SHORT, ..limits() };
    let mut address = raw_site("", false).await;
    address.set_scheme("https").unwrap();

    check_timeout(limits, address, Deadline::Connect).await;
}

/// One byte now, and one each millisecond: a test of the clock, in real time.
fn dripping() -> impl futures_util::Stream<Item = Bytes> + Send {
    stream::repeat(Bytes::from_static(b".")).then(|drop| async move {
        tokio::time::sleep(Duration::from_millis(1)).await;
        drop
    })
}

#[tokio::test]
async fn a_body_that_drips_is_left() {
    let address = site(|_| answered(200, &[], chunked(dripping()))).await;
    let limits = Limits { least_bytes_per_second: 100_000, trickle_window: SHORT, ..limits() };

    check_timeout(limits, address, Deadline::Trickle).await;
}

#[tokio::test]
async fn a_body_that_stops_is_left() {
    let address = site(|_| answered(200, &[], chunked(stream::pending()))).await;
    let limits = Limits { trickle_window: SHORT, ..limits() };

    check_timeout(limits, address, Deadline::Trickle).await;
}

#[tokio::test]
async fn a_body_that_takes_too_long_is_left_however_steady() {
    let address = site(|_| answered(200, &[], chunked(dripping()))).await;
    let limits =
        Limits { whole: 3 * SHORT, trickle_window: SHORT, least_bytes_per_second: 10, ..limits() };

    check_timeout(limits, address, Deadline::Whole).await;
}

#[tokio::test]
async fn a_length_beyond_the_cap_is_refused_before_the_body() {
    let address = raw_site("HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n", false).await;

    check(client(limits()), address, FetchError::TooLarge).await;
}

#[tokio::test]
async fn a_body_cut_short_is_no_page() {
    let address = raw_site("HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n<p>cut", true).await;
    check(client(limits()), address, FetchError::Cut).await;

    let address =
        raw_site("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n<p>cu", true).await;
    check(client(limits()), address, FetchError::Cut).await;
}

#[tokio::test]
async fn a_coded_body_cut_short_is_the_connections_fault() {
    let address = raw_site(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5000\r\n\r\n\x1f",
        true,
    )
    .await;

    check(client(limits()), address, FetchError::Cut).await;
}

#[tokio::test]
async fn a_server_that_hangs_up_has_not_answered() {
    check(client(limits()), raw_site("", true).await, FetchError::Cut).await;
}

#[tokio::test]
async fn what_is_not_http_is_no_answer() {
    let address = raw_site("SSH-2.0-server\r\n", true).await;

    check(client(limits()), address, FetchError::Protocol).await;
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let many = "x-junk: j\r\n".repeat(10_000);
    let address = raw_site(format!("HTTP/1.1 200 OK\r\n{many}\r\n"), false).await;
    check(client(limits()), address, FetchError::HeadersTooLarge).await;

    let long = "j".repeat(6000);
    let address = site(move |_| {
        let names: Vec<_> = (0..12).map(|number| format!("x-junk-{number}")).collect();
        let headers: Vec<_> = names.iter().map(|name| (name.as_str(), long.as_str())).collect();
        answered(200, &headers, full(""))
    })
    .await;
    check(client(limits()), address, FetchError::HeadersTooLarge).await;

    let endless = format!("HTTP/1.1 200 OK\r\nx-junk: {}", "j".repeat(1024 * 1024));
    check(client(limits()), raw_site(endless, false).await, FetchError::HeadersTooLarge).await;
}

/// Sends the beginning, and then the same again and again until the client hangs up.
async fn endless_site(beginning: &'static str, again: &'static str) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url_of("http", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            drop(stream.read(&mut [0; 4096]).await);
            let mut written = stream.write_all(beginning.as_bytes()).await;
            while written.is_ok() {
                written = stream.write_all(again.as_bytes()).await;
            }
        }
    });
    url
}

#[tokio::test]
async fn headers_that_come_for_ever_are_refused() {
    let address = endless_site("HTTP/1.1 200 OK\r\n", "x-junk: j\r\n").await;

    check(client(limits()), address, FetchError::HeadersTooLarge).await;
}

#[tokio::test]
async fn answers_that_are_never_the_last_count_as_none() {
    let limits = Limits { first_byte: SHORT, ..limits() };
    let address = endless_site("", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n").await;

    check_timeout(limits, address, Deadline::FirstByte).await;
}

/// What stands beside the body counts as no body: it ends as broken, or as too slow.
async fn check_padding(beginning: &'static str, again: &'static str) {
    let limits = Limits { trickle_window: SHORT, ..limits() };
    let request = Request::new(endless_site(beginning, again).await, Accept::Page);

    let got = client(limits).get(&request).await;

    let trickle = FetchError::Timeout { which: Deadline::Trickle };
    let error = got.unwrap_err();
    assert!(
        [FetchError::Protocol, FetchError::HeadersTooLarge, trickle].contains(&error),
        "{error}"
    );
}

#[tokio::test]
async fn padding_beside_the_body_ends_too() {
    const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;a";
    const ENDED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n<p>cu\r\n0\r\n";

    check_padding(CHUNKED, "=b;a").await;
    check_padding(ENDED, "x-junk: j\r\n").await;
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = url_of("http", listener.local_addr().unwrap());
    drop(listener);

    check(client(limits()), address, FetchError::Connect).await;
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_invalid() {
    for location in ["", "http://[::bad", "file:///etc/passwd", "mailto:editor@news.example"] {
        let address = site(move |_| answered(302, &[("location", location)], full(""))).await;

        assert_eq!(get(&address).await, Err(FetchError::RedirectInvalid), "{location}");
    }
    let address = site(|_| answered(302, &[], full(""))).await;
    assert_eq!(get(&address).await, Err(FetchError::RedirectInvalid));
}
