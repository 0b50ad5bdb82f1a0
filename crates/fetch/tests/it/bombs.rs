//! Bodies that are small on the wire and large when decoded, in every coding: they stop at the cap,
//! and cost no more than its bytes.

use async_compression::tokio::write::{
    BrotliEncoder, DeflateEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder,
};
use bytes::Bytes;
use fetch::{Accept, Answer, FetchError, Limits, Request};
use futures_util::stream;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use url::Url;

use crate::bodies::gzip;
use crate::site::{answered, chunked, client, get, site};

/// Of each bomb, decoded: a thousand times the tests' cap.
const MEBIBYTES: usize = 64;

/// Writes so many spaces through an encoder over a vector.
macro_rules! bomb {
    ($encoder:ident) => {{
        let mut encoder = $encoder::new(Vec::new());
        fill(&mut encoder).await;
        encoder.into_inner()
    }};
}

async fn fill(encoder: &mut (impl AsyncWrite + Unpin)) {
    let blank = vec![b' '; 1024 * 1024];
    for _ in 0..MEBIBYTES {
        encoder.write_all(&blank).await.unwrap();
    }
    encoder.shutdown().await.unwrap();
}

/// A site that sends this body by the kibibyte.
async fn site_of(coding: &'static str, body: Vec<u8>) -> Url {
    let body = Bytes::from(body);
    site(move |_| {
        let chunks: Vec<_> = body.chunks(1024).map(Bytes::copy_from_slice).collect();
        answered(200, &[("content-encoding", coding)], chunked(stream::iter(chunks)))
    })
    .await
}

/// Refused above the cap; and where its beginning is wanted, no more than that is taken.
async fn check(coding: &'static str, bomb: Vec<u8>) {
    let length = bomb.len() as u64;
    let address = site_of(coding, bomb).await;

    assert_eq!(get(&address).await, Err(FetchError::TooLarge), "{coding}");

    let mut request = Request::new(address, Accept::Text);
    (request.body_bytes, request.truncate) = (Some(1000), true);
    let response = client(Limits::default()).get(&request).await.unwrap();
    let Answer::Page(page) = response.answer else { panic!("{coding}") };
    assert_eq!((page.body.len(), page.truncated), (1000, true), "{coding}");
    let received = response.bytes_received;
    assert!(received <= length.min(10_000), "{coding}: {received} of {length} bytes");
}

#[tokio::test]
async fn a_bomb_stops_at_the_cap_whatever_its_coding() {
    check("gzip", bomb!(GzipEncoder)).await;
    check("br", bomb!(BrotliEncoder)).await;
    check("zstd", bomb!(ZstdEncoder)).await;
    check("deflate", bomb!(ZlibEncoder)).await;
    check("deflate", bomb!(DeflateEncoder)).await;
}

#[tokio::test]
async fn a_bomb_of_many_parts_stops_at_the_cap() {
    // Each part alone is below the cap.
    let part = gzip(&vec![b' '; 60 * 1024]);
    check("gzip", part.repeat(1000)).await;

    let mut part = ZstdEncoder::new(Vec::new());
    part.write_all(&vec![b' '; 60 * 1024]).await.unwrap();
    part.shutdown().await.unwrap();
    check("zstd", part.into_inner().repeat(1000)).await;
}

async fn check_refusal(coding: &'static str, body: Vec<u8>, expected: FetchError) {
    let got = get(&site_of(coding, body).await).await;

    assert_eq!(got, Err(expected), "{coding}");
}

#[tokio::test]
async fn a_bomb_within_a_bomb_is_not_opened() {
    let inner = bomb!(GzipEncoder);
    let both = gzip(&inner);

    for coding in ["gzip, gzip", "br, gzip", "gzip,identity,gzip", "zstd, deflate, gzip"] {
        check_refusal(coding, both.clone(), FetchError::Decode).await;
    }
    // Named once, it is opened once: what comes out is a small file, not a large page.
    let Answer::Page(page) = get(&site_of("gzip", both).await).await.unwrap().answer else {
        panic!("no page");
    };
    assert_eq!(page.body, inner);
}

#[tokio::test]
async fn parts_without_content_stop_at_the_cap_on_the_wire() {
    // Empty members and, for zstd, frames to be skipped (RFC 8878, section 3.1.2), for longer than
    // the cap.
    check_refusal("gzip", gzip(b"").repeat(20_000), FetchError::TooLarge).await;
    let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0][..], b"junk"].concat();
    check_refusal("zstd", skipped.repeat(20_000), FetchError::TooLarge).await;
}

#[tokio::test]
async fn a_window_larger_than_any_decoder_must_have_is_refused() {
    // A frame's magic number, no single segment, a window of 2^31 bytes, one raw block: RFC 8878,
    // section 3.1.1.
    let frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 0x09, 0x00, 0x00, b'a'];

    check_refusal("zstd", frame, FetchError::Decode).await;
}
