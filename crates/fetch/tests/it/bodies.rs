//! Content codings and caps.

use std::io::Write;
use std::time::Duration;

use async_compression::tokio::write::{
    BrotliEncoder, DeflateEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder,
};
use bytes::Bytes;
use fetch::{Accept, Answer, FetchError, Limits, Page, Request, Response};
use futures_util::stream;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::site::{answered, chunked, client, full, get, limits, page, site};

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn text() -> Vec<u8> {
    "The rain fell on the fields. ".repeat(1000).into_bytes()
}

/// A body of that coding, sent in chunks of a hundred bytes, is the text again.
async fn check_coding(coding: &'static str, body: Vec<u8>) {
    let address = site(move |_| {
        let chunks: Vec<_> = body.chunks(100).map(Bytes::copy_from_slice).collect();
        answered(200, &[("content-encoding", coding)], chunked(stream::iter(chunks)))
    })
    .await;

    assert_eq!(page(&address).await, Page { body: text().into(), truncated: false });
}

/// Writes the text through an encoder over a vector.
macro_rules! encoded {
    ($encoder:ident) => {{
        let mut encoder = $encoder::new(Vec::new());
        finish(&mut encoder).await;
        encoder.into_inner()
    }};
}

async fn finish(encoder: &mut (impl AsyncWrite + Unpin)) {
    encoder.write_all(&text()).await.unwrap();
    encoder.shutdown().await.unwrap();
}

#[tokio::test]
async fn each_coding_is_undone() {
    check_coding("identity", text()).await;
    check_coding("gzip", encoded!(GzipEncoder)).await;
    check_coding("br", encoded!(BrotliEncoder)).await;
    check_coding("zstd", encoded!(ZstdEncoder)).await;
}

#[tokio::test]
async fn deflate_is_understood_with_and_without_its_wrapping() {
    check_coding("deflate", encoded!(ZlibEncoder)).await;
    check_coding("deflate", encoded!(DeflateEncoder)).await;
}

#[tokio::test]
async fn a_gzip_body_may_have_several_members() {
    let text = text();
    let (first, second) = text.split_at(1000);

    check_coding("gzip", [gzip(first), gzip(second)].concat()).await;
}

#[tokio::test]
async fn an_empty_body_is_an_empty_page_whatever_its_coding() {
    let address = site(|_| answered(200, &[("content-encoding", "br")], full(""))).await;

    assert!(page(&address).await.body.is_empty());
}

#[tokio::test]
async fn a_charset_that_is_told_as_a_coding_is_passed_over() {
    let address = site(|_| answered(200, &[("content-encoding", "UTF-8")], full("text"))).await;

    assert_eq!(page(&address).await.body, "text");
}

async fn check_broken(coding: &'static str, body: Vec<u8>) {
    let address =
        site(move |_| answered(200, &[("content-encoding", coding)], full(body.clone()))).await;

    assert_eq!(get(&address).await, Err(FetchError::Decode), "{coding}");
}

#[tokio::test]
async fn a_broken_body_is_no_page() {
    check_broken("gzip", b"\x1f\x8b\x08\x00garbage-not-deflate".to_vec()).await;
    check_broken("gzip", gzip(&text()).into_iter().take(60).collect()).await;
    check_broken("gzip, gzip", gzip(&gzip(&text()))).await;
    for coding in ["br", "zstd", "deflate", "compress"] {
        check_broken(coding, b"this was never encoded, whatever the header says".to_vec()).await;
    }
}

/// The wire gives ever larger chunks, of which one crosses the cap by far.
#[tokio::test]
async fn a_large_body_is_cut_at_any_cap() {
    let large = Bytes::from(vec![b'a'; 1024 * 1024]);
    let address = site(move |_| answered(200, &[], full(large.clone()))).await;

    for kibibytes in [50, 130, 270, 500] {
        beginning(&address, kibibytes * 1024).await;
    }
}

/// The first bytes of a body, as robots.txt is read.
async fn beginning(address: &url::Url, most: u64) -> Response {
    let mut request = Request::new(address.clone(), Accept::Text);
    request.body_bytes = Some(most);
    request.truncate = true;
    let response = client(Limits::default()).get(&request).await.unwrap();
    let Answer::Page(page) = &response.answer else { panic!("{response:?}") };
    assert_eq!((page.body.len() as u64, page.truncated), (most, true));
    response
}

#[tokio::test]
async fn a_body_that_never_ends_stops_at_the_cap() {
    let address =
        site(|_| answered(200, &[], chunked(stream::repeat(Bytes::from_static(&[b'x'; 1024])))))
            .await;

    assert_eq!(get(&address).await, Err(FetchError::TooLarge));
    beginning(&address, 5000).await;
}

#[tokio::test]
async fn a_coding_that_never_yields_anything_stops_too() {
    // Stored blocks of no length, for ever: RFC 1951, section 3.2.4.
    let blocks = Bytes::from([0, 0, 0, 0xff, 0xff].repeat(1000));
    let address = site(move |_| {
        answered(200, &[("content-encoding", "deflate")], chunked(stream::repeat(blocks.clone())))
    })
    .await;

    assert_eq!(get(&address).await, Err(FetchError::TooLarge));
}

#[tokio::test]
async fn a_body_of_exactly_the_cap_is_whole() {
    let address = site(|_| answered(200, &[], full(vec![b'x'; 64 * 1024]))).await;

    let page = page(&address).await;

    assert_eq!((page.body.len(), page.truncated), (64 * 1024, false));
}

#[tokio::test]
async fn a_request_may_lower_the_cap_and_raise_it() {
    let address = site(|_| answered(200, &[], full(vec![b'x'; 64 * 1024 + 1]))).await;
    let mut request = Request::new(address.clone(), Accept::Feed);

    for (cap, fits) in [(Some(10), false), (None, false), (Some(64 * 1024 + 1), true)] {
        request.body_bytes = cap;
        assert_eq!(client(limits()).get(&request).await.is_ok(), fits, "{cap:?}");
    }
}

/// Whoever has bodies above the ordinary cap in hand keeps others from the like, and from nothing
/// else.
#[tokio::test]
async fn two_bodies_above_the_ordinary_cap_are_in_memory_at_once() {
    for headers in [&[][..], &[("content-encoding", "gzip")]] {
        let large = vec![b'x'; 64 * 1024 + 1];
        let body = if headers.is_empty() { large.clone() } else { gzip(&large) };
        let address = site(move |_| answered(200, headers, full(body.clone()))).await;
        let limits = Limits { whole: Duration::from_millis(500), ..limits() };
        let client = client(limits);
        let mut request = Request::new(address.clone(), Accept::Feed);
        request.body_bytes = Some(1_000_000);

        let mut held =
            vec![client.get(&request).await.unwrap(), client.get(&request).await.unwrap()];
        let third = timeout(Duration::from_millis(100), client.get(&request)).await;
        held.pop();
        let fourth = client.get(&request).await;

        assert!(third.is_err(), "it waits");
        assert!(fourth.is_ok_and(|it| it.answer == held[0].answer));
    }
}

#[tokio::test]
async fn a_document_is_not_read_as_a_page() {
    let address =
        site(|_| answered(200, &[("content-type", "application/pdf")], full("%PDF"))).await;

    assert_eq!(get(&address).await, Err(FetchError::ContentType));
}
