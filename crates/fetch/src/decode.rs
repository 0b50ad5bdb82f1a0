//! Content codings, undone while the body comes, and stopped at the cap.
//!
//! In: the chunks of a body and its `Content-Encoding`. Out: decoded bytes. A bomb costs what its
//! decoded beginning up to the cap costs, in memory and time. Absent: charsets.

use std::io::{self, Read};
use std::pin::pin;

use async_compression::tokio::bufread::{
    BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder,
};
use async_compression::zstd::DParameter;
use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use futures_util::stream;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt};
use tokio_util::io::StreamReader;

use crate::body::Meter;
use crate::error::FetchError;
use crate::response::Page;
use crate::room::{Growing, Room};

/// Least room for decoded bytes when reading, so that a decoder is called for a good amount.
const STEP_BYTES: usize = 16 * 1024;

/// Most room made at once for a body that announces its length: it may be lying.
const MOST_ROOM_BYTES: u64 = 1024 * 1024;

/// The window of zstd, as a power of two: 8 MiB, what a decoder of content codings must have
/// (RFC 9659); by default the library would take 128 MiB.
const ZSTD_WINDOW_LOG: u32 = 23;

/// How a body is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// How much of a body is kept, in decoded bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cap {
    pub(crate) bytes: u64,
    /// Whether a longer body is cut, rather than refused.
    pub(crate) truncate: bool,
}

impl Coding {
    /// The one coding of a response.
    ///
    /// # Errors
    /// [`FetchError::Decode`] for an unknown one, and for several: nobody stacks them but to attack.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, FetchError> {
        let mut coding = Self::Identity;
        for value in headers.get_all(CONTENT_ENCODING) {
            let value = value.to_str().map_err(|_| FetchError::Decode)?;
            for name in value.split(',') {
                coding = coding.then(Self::named(name.trim())?)?;
            }
        }
        Ok(coding)
    }

    fn named(name: &str) -> Result<Self, FetchError> {
        match name.to_ascii_lowercase().as_str() {
            // Charsets are no codings, but servers tell them here, and browsers pass over them.
            "" | "identity" | "utf-8" | "utf8" | "iso-8859-1" | "none" | "binary" => {
                Ok(Self::Identity)
            }
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            "deflate" => Ok(Self::Deflate),
            "br" => Ok(Self::Brotli),
            "zstd" => Ok(Self::Zstd),
            _ => Err(FetchError::Decode),
        }
    }

    fn then(self, next: Self) -> Result<Self, FetchError> {
        match (self, next) {
            (one, Self::Identity) | (Self::Identity, one) => Ok(one),
            _ => Err(FetchError::Decode),
        }
    }
}

/// The whole body, decoded.
///
/// # Errors
/// [`FetchError::TooLarge`] above the cap unless it truncates; [`FetchError::Decode`]; and those
/// of the connection.
pub(crate) async fn read(
    meter: &mut Meter,
    coding: Coding,
    (cap, room): (Cap, Room),
) -> Result<Page, FetchError> {
    if meter.announced().is_some_and(|length| length > cap.bytes) && !cap.truncate {
        return Err(FetchError::TooLarge);
    }
    let mut kept = Growing::new(room);
    match coding {
        Coding::Identity => read_plain(meter, cap, &mut kept).await?,
        coded => read_coded(meter, coded, cap, &mut kept).await?,
    }
    let truncated = kept.body.len() as u64 > cap.bytes;
    if truncated && !cap.truncate {
        return Err(FetchError::TooLarge);
    }
    if !truncated && coding != Coding::Identity {
        meter.leave().await;
    }
    Ok(Page { body: kept.finish(cap.bytes), truncated })
}

/// The body as it comes, and no further than the first chunk above the cap.
async fn read_plain(meter: &mut Meter, cap: Cap, kept: &mut Growing) -> Result<(), FetchError> {
    let room = meter.announced().unwrap_or(0).min(cap.bytes).min(MOST_ROOM_BYTES);
    kept.body.reserve(usize::try_from(room).unwrap_or(0));
    while kept.body.len() as u64 <= cap.bytes {
        let Some(chunk) = meter.chunk().await? else { break };
        kept.body.extend_from_slice(&chunk);
        kept.grow().await;
    }
    Ok(())
}

async fn read_coded(
    meter: &mut Meter,
    coding: Coding,
    cap: Cap,
    kept: &mut Growing,
) -> Result<(), FetchError> {
    let chunks = pin!(stream::try_unfold(meter, |meter| async move {
        let chunk = meter.chunk().await.map_err(io::Error::other)?;
        Ok::<_, io::Error>(chunk.map(|chunk| (chunk, meter)))
    }));
    let mut wire = StreamReader::new(chunks);
    let read = async {
        let Some(first) = wire.fill_buf().await?.first().copied() else {
            return Ok(());
        };
        // On the heap: a decoder's state takes kilobytes, and every request would carry it.
        Box::pin(decode(wire, (coding, first), cap.bytes, kept)).await
    };
    read.await.map_err(|error: io::Error| FetchError::of_decoding(&error))
}

/// Decodes what begins with the byte `first`, up to one byte more than `most`.
async fn decode<R>(
    wire: R,
    (coding, first): (Coding, u8),
    most: u64,
    kept: &mut Growing,
) -> io::Result<()>
where
    R: AsyncBufRead + Unpin,
{
    match coding {
        Coding::Identity => pour(wire, most, kept).await,
        Coding::Gzip => {
            let mut decoder = GzipDecoder::new(wire);
            decoder.multiple_members(true);
            pour(decoder, most, kept).await
        }
        // "deflate" means zlib (RFC 9110, section 8.4.1.2), yet some send it bare. A zlib stream
        // begins with 8 in the low half of its first byte (RFC 1950); a bare one would need a
        // stored block with a bit set in its padding for that (RFC 1951).
        Coding::Deflate if first & 0x0f == 8 => pour(ZlibDecoder::new(wire), most, kept).await,
        Coding::Deflate => pour(DeflateDecoder::new(wire), most, kept).await,
        Coding::Brotli => pour(BrotliDecoder::new(wire), most, kept).await,
        Coding::Zstd => {
            let window = DParameter::window_log_max(ZSTD_WINDOW_LOG);
            let mut decoder = ZstdDecoder::with_params(wire, &[window]);
            decoder.multiple_members(true);
            pour(decoder, most, kept).await
        }
    }
}

/// Reads to the end, or to one byte more than `most`.
async fn pour(reader: impl AsyncRead + Unpin, most: u64, kept: &mut Growing) -> io::Result<()> {
    let mut reader = reader.take(most.saturating_add(1));
    loop {
        kept.body.reserve(STEP_BYTES);
        if reader.read_buf(&mut kept.body).await? == 0 {
            return Ok(());
        }
        kept.grow().await;
    }
}

/// The content of a gzip file (`sitemap.xml.gz` served as `application/gzip`); other bytes are
/// returned as they are. Reading stops at `limit` decoded bytes.
///
/// # Errors
/// [`FetchError::TooLarge`] above the limit, [`FetchError::Decode`] if the file is broken.
pub fn gunzip_if_needed(bytes: Bytes, limit: u64) -> Result<Bytes, FetchError> {
    // The magic number and the only method: RFC 1952, section 2.3.1.
    if !bytes.starts_with(&[0x1f, 0x8b, 8]) {
        return Ok(bytes);
    }
    let mut content = Vec::new();
    MultiGzDecoder::new(bytes.as_ref())
        .take(limit.saturating_add(1))
        .read_to_end(&mut content)
        .map_err(|_| FetchError::Decode)?;
    if content.len() as u64 > limit {
        return Err(FetchError::TooLarge);
    }
    Ok(content.into())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    use super::*;

    #[track_caller]
    fn check_coding(values: &[&'static str], expected: Result<Coding, FetchError>) {
        let values = values.iter().copied().map(HeaderValue::from_static);
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(CONTENT_ENCODING, value);
        }

        assert_eq!(Coding::of(&headers), expected);
    }

    #[test]
    fn one_coding_is_understood() {
        check_coding(&[], Ok(Coding::Identity));
        check_coding(&["identity, GZip"], Ok(Coding::Gzip));
        check_coding(&["br"], Ok(Coding::Brotli));
    }

    #[test]
    fn stacked_and_unknown_codings_are_refused() {
        check_coding(&["gzip, gzip"], Err(FetchError::Decode));
        check_coding(&["gzip", "br"], Err(FetchError::Decode));
        check_coding(&["compress"], Err(FetchError::Decode));
    }

    fn gzip(content: &[u8]) -> Bytes {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap().into()
    }

    #[test]
    fn a_gzip_file_is_opened_and_another_is_not() {
        let plain = Bytes::from_static(b"<urlset>");

        assert_eq!(gunzip_if_needed(gzip(&plain), 8), Ok(plain.clone()));
        assert_eq!(gunzip_if_needed(plain.clone(), 0), Ok(plain));
    }

    #[test]
    fn a_gzip_file_stops_at_the_limit_and_a_broken_one_is_refused() {
        let whole = gzip(&vec![b' '; 100_000]);

        assert_eq!(gunzip_if_needed(whole.clone(), 99_999), Err(FetchError::TooLarge));
        assert_eq!(gunzip_if_needed(whole.slice(..50), 100_000), Err(FetchError::Decode));
    }

    proptest! {
        #[test]
        fn any_bytes_after_the_magic_number_end_well(tail: Vec<u8>) {
            let bytes = [&[0x1f, 0x8b, 8], &tail[..]].concat();

            if let Ok(content) = gunzip_if_needed(bytes.into(), 1000) {
                prop_assert!(content.len() <= 1000);
            }
        }
    }
}
